-- The people in post on $last who were not on $first; those whom the first list of their unit already shows (1)
-- did not join: nobody knows how long they had been there.
WITH described AS (
  SELECT person_id, since, until, began, {described} FROM stay
), opening AS (
  SELECT person_id AS opening_id FROM described WHERE since <= $first AND until > $first{conditions}
), closing AS (
  SELECT person_id, {keys}, CASE WHEN began = $listed THEN 1 ELSE 0 END AS found
  FROM described WHERE since <= $last AND until > $last{conditions}
)
SELECT {keys}, found, COUNT(*) AS people
FROM closing LEFT JOIN opening ON opening_id = person_id
WHERE opening_id IS NULL
GROUP BY {keys}, found
