-- The people in post on $last who were not on $first. Who only stands in the first list of a unit did not join.
WITH described AS (
  SELECT person_id, since, until, began, {described} FROM stay
), opening AS (
  SELECT person_id AS opening_id FROM described WHERE since <= $first AND until > $first{conditions}
), closing AS (
  SELECT person_id, {keys} FROM described
  WHERE since <= $last AND until > $last AND began <> $listed{conditions}
)
SELECT {keys}, COUNT(*) AS people
FROM closing LEFT JOIN opening ON opening_id = person_id
WHERE opening_id IS NULL
GROUP BY {keys}
