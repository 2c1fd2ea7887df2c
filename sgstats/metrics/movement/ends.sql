-- Stays that ended in the period, by what they ended with. A move inside a group is no end.
-- The month is counted by its number (year · 12 + month) times 10,000: there is no division here.
WITH described AS (
  SELECT {described}
    {piece} AS piece,
    12 * (until - MOD(until, 10000)) + 100 * (MOD(until, 10000) - MOD(until, 100)) AS month_number,
    CASE WHEN ended = $left THEN 1 ELSE 0 END AS gone,
    CASE WHEN ended <> $moved THEN 0 WHEN {inside} THEN 0 ELSE 1 END AS moved_out
  FROM stay
  WHERE until >= $since AND until <= $until
)
SELECT {keys}piece,
  CAST(SUM(gone) AS BIGINT) AS gone,
  CAST(SUM(moved_out) AS BIGINT) AS moved_out,
  CAST(SUM((gone + moved_out) * month_number) AS BIGINT) AS months_out
FROM described{conditions}{grouping}
