-- The people in post on $day, each once, counted by a few small keys. The list that speaks of them
-- is the one in force on $listed: the same day, unless the first list of all came later.
-- Portable core of SQL: values are bound, identifiers come from the field dictionary.
WITH in_post AS (
  -- A statement speaks for its own days; a person is in post from the hire day to the day before leaving.
  SELECT {needed}, contested
  FROM posting
  WHERE valid_from <= $listed AND valid_to > $listed
    AND (hire_day IS NULL OR hire_day <= $day)
    AND (leave_day IS NULL OR leave_day > $day)
), placed AS (
  -- Few people are listed twice for one day: the store has marked them, and only they are worth sorting.
  SELECT {needed}, ROW_NUMBER() OVER (
    PARTITION BY person_id ORDER BY valid_from DESC, import_id DESC, row
  ) AS place
  FROM in_post WHERE contested
), person AS (
  SELECT {needed} FROM in_post WHERE NOT contested
  UNION ALL
  SELECT {needed} FROM placed WHERE place = 1
){steps}, described AS (
  SELECT {described} FROM person{joined}
)
SELECT {counted} FROM described{conditions}{grouping}
