-- People in post on two days, each in the same group on both: all of them, and those whose service
-- never broke between.
WITH described AS (
  SELECT {described}
    person_id, service,
    CASE WHEN since <= $earlier AND until > $earlier THEN 1 ELSE 0 END AS early,
    CASE WHEN since <= $later AND until > $later THEN 1 ELSE 0 END AS late
  FROM stay
  WHERE since <= $later AND until > $earlier
), chosen AS (
  SELECT {keys}person_id, service, early, late FROM described{conditions}
), other AS (
  SELECT {other_keys}person_id AS other_id, service AS other_service FROM chosen WHERE late = 1
)
SELECT {keys}COUNT(*) AS both_days,
  CAST(SUM(CASE WHEN service = other_service THEN 1 ELSE 0 END) AS BIGINT) AS unbroken
FROM chosen JOIN other ON other_id = person_id{same}
WHERE early = 1{grouping}
