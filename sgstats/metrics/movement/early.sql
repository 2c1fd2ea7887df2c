-- Of those who joined in the period on a day that is told, and 60 days before the last known one at the
-- latest: who left within them. A service ends with the last of its stays.
WITH described AS (
  SELECT {described}
    {piece} AS piece, person_id, service, since_ordinal
  FROM stay
  WHERE began = $joined AND since_dated AND since >= $since AND since <= $until AND since_ordinal <= $latest
), gone AS (
  SELECT person_id AS gone_id, service AS gone_service, until_ordinal
  FROM stay
  WHERE ended = $left AND service_since >= $since AND service_since <= $until
)
SELECT {keys}piece, COUNT(*) AS base,
  CAST(SUM(CASE WHEN until_ordinal - since_ordinal <= $within THEN 1 ELSE 0 END) AS BIGINT) AS people
FROM described LEFT JOIN gone ON gone_id = person_id AND gone_service = service{conditions}{grouping}
