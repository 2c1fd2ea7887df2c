-- What had become on $last of the people in post on $first: still there (0), in post elsewhere (1), gone (2).
-- Portable core of SQL: values are bound, days are whole numbers yyyymmdd.
WITH described AS (
  SELECT person_id, since, until, {described} FROM stay
), opening AS (
  SELECT person_id, {keys} FROM described WHERE since <= $first AND until > $first{conditions}
), closing AS (
  SELECT person_id AS closing_id FROM described WHERE since <= $last AND until > $last{conditions}
), elsewhere AS (
  SELECT person_id AS elsewhere_id FROM stay WHERE since <= $last AND until > $last
), departure AS (
  SELECT person_id AS departure_id, leave_reason, ROW_NUMBER() OVER (
    PARTITION BY person_id ORDER BY until DESC
  ) AS latest
  FROM stay WHERE ended = $left AND until > $first AND until <= $last
), last_departure AS (
  SELECT departure_id, leave_reason FROM departure WHERE latest = 1
), followed AS (
  SELECT {keys}, leave_reason, CASE
    WHEN closing_id IS NOT NULL THEN 0 WHEN elsewhere_id IS NOT NULL THEN 1 ELSE 2
  END AS fate
  FROM opening
  LEFT JOIN closing ON closing_id = person_id
  LEFT JOIN elsewhere ON elsewhere_id = person_id
  LEFT JOIN last_departure ON departure_id = person_id
)
SELECT {keys}, fate, leave_reason, COUNT(*) AS people FROM followed GROUP BY {keys}, fate, leave_reason
