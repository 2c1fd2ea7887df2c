-- Who is this row? One result row per incoming row: person_id and how it was found.
-- By ID number; else staff number with name; else name, birth month and sex, and then only
-- where exactly one person fits who is not already listed on the same day.
-- Candidates are people already stored; the strong keys of the incoming rows count as well.
CREATE TEMP TABLE recognised AS
WITH
-- A key that belongs to more than one known person decides nothing.
known_id AS (
    SELECT id_key, MIN(person_id) AS person_id
    FROM posting WHERE id_key IS NOT NULL GROUP BY id_key
),
known_staff AS (
    SELECT staff_key, MIN(person_id) AS person_id, COUNT(DISTINCT person_id) AS people,
           COUNT(id_key) AS with_id, MIN(id_key) AS id_key
    FROM posting WHERE staff_key IS NOT NULL GROUP BY staff_key
),
named AS (
    SELECT name_key, person_id, COUNT(id_key) AS with_id, COUNT(COALESCE(id_key, staff_key)) AS strong,
           MAX(CASE WHEN valid_from = $as_of THEN 1 ELSE 0 END) AS same_day
    FROM posting WHERE name_key IS NOT NULL GROUP BY name_key, person_id
),
known_name AS (
    SELECT name_key, MIN(person_id) AS person_id, COUNT(*) AS people, SUM(with_id) AS with_id,
           MAX(same_day) AS same_day, SUM(CASE WHEN strong = 0 THEN 1 ELSE 0 END) AS weak
    FROM named GROUP BY name_key
),
-- How often a weak key occurs among the incoming rows: a name that repeats decides nothing.
incoming_id AS (
    SELECT staff_key, MIN(id_key) AS id_key, COUNT(DISTINCT id_key) AS ids
    FROM incoming WHERE staff_key IS NOT NULL AND id_key IS NOT NULL GROUP BY staff_key
),
incoming_name AS (
    SELECT name_key, COUNT(DISTINCT COALESCE(id_key, staff_key, row_key)) AS people
    FROM incoming WHERE name_key IS NOT NULL GROUP BY name_key
),
matched AS (
    SELECT
        i.row, i.id_key, i.staff_key, i.name_key, i.row_key,
        ki.person_id AS by_id,
        -- A staff number may be taken over with the ID number added later, never against another ID number.
        CASE WHEN ks.people = 1 AND (i.id_key IS NULL OR (ks.with_id = 0 AND ii.ids = 1)) THEN ks.person_id END AS by_staff,
        CASE WHEN i.id_key IS NULL AND ii.ids = 1 THEN ii.id_key END AS by_incoming_id,
        CASE WHEN kn.people = 1 AND n.people = 1 AND kn.same_day = 0 AND (i.id_key IS NULL OR kn.with_id = 0)
             THEN kn.person_id END AS by_name,
        COALESCE(kn.people, 0) AS name_people, COALESCE(kn.same_day, 0) AS name_same_day,
        COALESCE(kn.weak, 0) AS name_weak, COALESCE(n.people, 0) AS name_incoming,
        COALESCE(ks.people, 0) AS staff_people
    FROM incoming i
    LEFT JOIN known_id ki ON ki.id_key = i.id_key
    LEFT JOIN known_staff ks ON ks.staff_key = i.staff_key
    LEFT JOIN known_name kn ON kn.name_key = i.name_key
    LEFT JOIN incoming_id ii ON ii.staff_key = i.staff_key
    LEFT JOIN incoming_name n ON n.name_key = i.name_key
)
SELECT
    m.row,
    CASE
        WHEN m.by_id IS NOT NULL THEN m.by_id
        WHEN m.by_staff IS NOT NULL THEN m.by_staff
        WHEN m.id_key IS NOT NULL AND m.by_name IS NOT NULL THEN m.by_name
        WHEN m.id_key IS NOT NULL THEN 'p' || LEFT(m.id_key, 20)
        WHEN m.by_incoming_id IS NOT NULL THEN COALESCE(k.person_id, 'p' || LEFT(m.by_incoming_id, 20))
        WHEN m.by_name IS NOT NULL THEN m.by_name
        WHEN m.staff_key IS NOT NULL AND m.staff_people = 0 THEN 'p' || LEFT(m.staff_key, 20)
        WHEN m.staff_key IS NULL AND m.name_key IS NOT NULL AND m.name_people = 0 AND m.name_incoming = 1
            THEN 'p' || LEFT(m.name_key, 20)
        ELSE 'p' || LEFT(m.row_key, 20)
    END AS person_id,
    CASE
        WHEN m.by_id IS NOT NULL OR m.by_staff IS NOT NULL THEN 'strong'
        WHEN m.by_name IS NOT NULL AND (m.id_key IS NOT NULL OR m.by_incoming_id IS NULL) THEN 'name'
        -- A known namesake without any number may be this very person.
        WHEN m.name_weak > 0 THEN 'ambiguous'
        WHEN m.id_key IS NOT NULL OR m.by_incoming_id IS NOT NULL THEN 'new'
        WHEN m.staff_key IS NOT NULL AND m.staff_people > 1 THEN 'ambiguous'
        WHEN m.staff_key IS NULL AND (m.name_people > 0 OR m.name_incoming > 1) THEN 'ambiguous'
        ELSE 'new'
    END AS found
FROM matched m
LEFT JOIN known_id k ON k.id_key = m.by_incoming_id
