-- Each stay as the time that somebody was watched: (from, to] in days since the hire day, up to $today.
-- Who was in post before the lists began is watched from their first day only; a move ends the watching
-- in one unit and begins that in the next. Portable core of SQL: values are bound.
WITH placed AS (
  SELECT {reads}person_id, service, hire_ordinal,
    CASE WHEN since_ordinal < hire_ordinal THEN hire_ordinal ELSE since_ordinal END AS from_ordinal,
    CASE WHEN until_ordinal <= $today THEN until_ordinal ELSE $today END AS to_ordinal,
    CASE WHEN ended = $left AND until_ordinal <= $today{told} THEN 1 ELSE 0 END AS event,
    CASE WHEN until_dated THEN 0 ELSE 1 END AS undated
  FROM stay
  WHERE since_ordinal < $today
), described AS (
  SELECT {described}person_id, service, event, undated,
    from_ordinal - hire_ordinal AS from_day, to_ordinal - hire_ordinal AS to_day,
    CASE WHEN hire_ordinal IS NULL THEN 1 ELSE 0 END AS unknown
  FROM placed
  WHERE hire_ordinal IS NULL OR to_ordinal > from_ordinal
), watched AS (
  SELECT {keys}person_id, service, event, undated, from_day, to_day, unknown
  FROM described{conditions}
)
