-- People in post on a day, those whose length of service is known, and those who have served a year.
-- A day less 10,000 is the same day a year before.
WITH described AS (
  SELECT {described}
    CASE WHEN hire_day IS NULL THEN service_since ELSE hire_day END AS began_on, hire_day
  FROM stay
  WHERE since <= $last AND until > $last
)
SELECT {keys}
  CAST(SUM(CASE WHEN $last - began_on >= 10000 THEN 1 ELSE 0 END) AS BIGINT) AS served,
  CAST(SUM(CASE WHEN $last - began_on >= 10000 OR hire_day IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS known
FROM described{conditions}{grouping}
