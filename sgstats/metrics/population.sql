-- The people in post on $day, each once, counted by a few small keys.
-- Portable core of SQL: values are bound, identifiers come from the field dictionary.
WITH in_post AS (
  -- A statement speaks for its own days; a person is in post from the hire day to the day before leaving.
  SELECT {needed}
  FROM posting
  WHERE valid_from <= $day AND valid_to > $day
    AND (hire_day IS NULL OR hire_day <= $day)
    AND (leave_day IS NULL OR leave_day > $day)
), repeated AS (
  -- Few people stand in more than one place: only they are worth sorting.
  SELECT person_id FROM in_post GROUP BY person_id HAVING COUNT(*) > 1
), placed AS (
  SELECT {needed_of_in_post}, ROW_NUMBER() OVER (
    PARTITION BY in_post.person_id
    ORDER BY in_post.valid_from DESC, in_post.import_id DESC, in_post.row
  ) AS place
  FROM in_post INNER JOIN repeated ON repeated.person_id = in_post.person_id
), person AS (
  SELECT {needed_of_in_post}
  FROM in_post LEFT JOIN repeated ON repeated.person_id = in_post.person_id
  WHERE repeated.person_id IS NULL
  UNION ALL
  SELECT {needed} FROM placed WHERE place = 1
), described AS (
  SELECT {described} FROM person
)
SELECT {counted} FROM described{conditions}{grouping}
