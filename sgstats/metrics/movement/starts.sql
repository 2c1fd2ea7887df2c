-- Stays that began in the period, by what they began with. A move inside a group is no beginning.
-- The month is counted by its number (year · 12 + month) times 10,000: there is no division here.
WITH described AS (
  SELECT {described}
    {piece} AS piece,
    12 * (since - MOD(since, 10000)) + 100 * (MOD(since, 10000) - MOD(since, 100)) AS month_number,
    CASE WHEN began = $joined THEN 1 ELSE 0 END AS joined,
    CASE WHEN began <> $moved THEN 0 WHEN {inside} THEN 0 ELSE 1 END AS moved_in,
    CASE WHEN began = $listed THEN 1 ELSE 0 END AS listed
  FROM stay
  WHERE since >= $since AND since <= $until
)
SELECT {keys}piece,
  CAST(SUM(joined) AS BIGINT) AS joined,
  CAST(SUM(moved_in) AS BIGINT) AS moved_in,
  CAST(SUM(listed) AS BIGINT) AS listed,
  CAST(SUM((joined + moved_in + listed) * month_number) AS BIGINT) AS months_in
FROM described{conditions}{grouping}
