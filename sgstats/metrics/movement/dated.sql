-- Of the stays that began or ended in the period: those that were there when their unit's lists began,
-- and those whose day only a list tells.
WITH described AS (
  SELECT {described}
    CASE WHEN since < $since THEN 0 WHEN began = $listed THEN 1 ELSE 0 END AS first_seen,
    CASE WHEN since < $since OR since_dated OR began = $listed THEN 0
      WHEN began = $moved AND {came} THEN 0 ELSE 1 END AS came,
    CASE WHEN until > $until OR until_dated THEN 0
      WHEN ended = $moved AND {went} THEN 0 ELSE 1 END AS went
  FROM stay
  WHERE since <= $until AND until >= $since AND (since >= $since OR until <= $until)
)
SELECT {keys}CAST(SUM(first_seen) AS BIGINT) AS first_seen, CAST(SUM(came) AS BIGINT) AS came,
  CAST(SUM(went) AS BIGINT) AS went
FROM described{conditions}{grouping}
