-- Who is this row? One result row per incoming row: person_id and how it was found.
-- By ID number; else staff number with name; else name, birth month and sex, and then only
-- where exactly one person fits who is not already listed on the same day.
-- Candidates are people already stored; the strong keys of the incoming rows count as well.
-- One ID number is one person, and nobody has two.
CREATE TEMP TABLE recognised AS
WITH
known_id AS (
    SELECT id_key, MIN(person_id) AS person_id
    FROM posting WHERE id_key IS NOT NULL GROUP BY id_key
),
numbered AS (
    SELECT DISTINCT person_id FROM posting WHERE id_key IS NOT NULL
),
-- A weaker key that belongs to more than one known person decides nothing.
known_staff AS (
    SELECT staff_key, MIN(person_id) AS person_id, COUNT(DISTINCT person_id) AS people
    FROM posting WHERE staff_key IS NOT NULL GROUP BY staff_key
),
named AS (
    SELECT name_key, person_id, COUNT(COALESCE(id_key, staff_key)) AS strong,
           MAX(CASE WHEN valid_from = $as_of THEN 1 ELSE 0 END) AS same_day
    FROM posting WHERE name_key IS NOT NULL GROUP BY name_key, person_id
),
known_name AS (
    SELECT name_key, MIN(person_id) AS person_id, COUNT(*) AS people,
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
candidate AS (
    SELECT
        i.row, i.id_key, i.staff_key, i.name_key, i.row_key,
        ki.person_id AS by_id,
        -- An ID number may be added to a known person, never against another ID number.
        CASE WHEN ks.people = 1 AND (i.id_key IS NULL OR (hs.person_id IS NULL AND ii.ids = 1))
             THEN ks.person_id END AS by_staff,
        CASE WHEN kn.people = 1 AND n.people = 1 AND kn.same_day = 0
                  AND (i.id_key IS NULL OR hn.person_id IS NULL)
             THEN kn.person_id END AS by_name,
        CASE WHEN i.id_key IS NULL AND ii.ids = 1 THEN ii.id_key END AS incoming_id,
        COALESCE(ks.people, 0) AS staff_people, COALESCE(kn.people, 0) AS name_people,
        COALESCE(kn.weak, 0) AS name_weak, COALESCE(n.people, 0) AS name_incoming
    FROM incoming i
    LEFT JOIN known_id ki ON ki.id_key = i.id_key
    LEFT JOIN known_staff ks ON ks.staff_key = i.staff_key
    LEFT JOIN numbered hs ON hs.person_id = ks.person_id
    LEFT JOIN known_name kn ON kn.name_key = i.name_key
    LEFT JOIN numbered hn ON hn.person_id = kn.person_id
    LEFT JOIN incoming_id ii ON ii.staff_key = i.staff_key
    LEFT JOIN incoming_name n ON n.name_key = i.name_key
),
-- Whom each incoming ID number would be added to; a person that two of them claim gets neither.
claim AS (
    SELECT id_key, MIN(by_id) AS by_id, MIN(by_staff) AS by_staff, MIN(by_name) AS by_name
    FROM candidate WHERE id_key IS NOT NULL GROUP BY id_key
),
contested AS (
    SELECT COALESCE(by_staff, by_name) AS person_id FROM claim
    WHERE by_id IS NULL AND COALESCE(by_staff, by_name) IS NOT NULL
    GROUP BY COALESCE(by_staff, by_name) HAVING COUNT(*) > 1
),
numbered_row AS (
    SELECT
        c.id_key,
        CASE WHEN c.by_id IS NOT NULL THEN c.by_id
             WHEN t.person_id IS NULL THEN COALESCE(c.by_staff, c.by_name, 'p' || LEFT(c.id_key, 20))
             ELSE 'p' || LEFT(c.id_key, 20) END AS person_id,
        CASE WHEN c.by_id IS NOT NULL THEN 'strong'
             WHEN t.person_id IS NOT NULL THEN 'ambiguous'
             WHEN c.by_staff IS NOT NULL THEN 'strong'
             WHEN c.by_name IS NOT NULL THEN 'name'
             ELSE 'new' END AS found
    FROM claim c
    LEFT JOIN contested t ON t.person_id = COALESCE(c.by_staff, c.by_name)
)
SELECT
    m.row,
    CASE
        WHEN m.id_key IS NOT NULL THEN k.person_id
        WHEN m.by_staff IS NOT NULL THEN m.by_staff
        WHEN m.incoming_id IS NOT NULL THEN k.person_id
        WHEN m.by_name IS NOT NULL THEN m.by_name
        WHEN m.staff_key IS NOT NULL AND m.staff_people = 0 THEN 'p' || LEFT(m.staff_key, 20)
        WHEN m.staff_key IS NULL AND m.name_key IS NOT NULL AND m.name_people = 0 AND m.name_incoming = 1
            THEN 'p' || LEFT(m.name_key, 20)
        ELSE 'p' || LEFT(m.row_key, 20)
    END AS person_id,
    CASE
        WHEN m.id_key IS NULL AND m.by_staff IS NOT NULL THEN 'strong'
        WHEN k.found IN ('strong', 'name', 'ambiguous') THEN k.found
        WHEN k.found IS NULL AND m.by_name IS NOT NULL THEN 'name'
        -- A known namesake without any number may be this very person.
        WHEN m.name_weak > 0 THEN 'ambiguous'
        WHEN k.found = 'new' THEN 'new'
        WHEN m.staff_key IS NOT NULL AND m.staff_people > 1 THEN 'ambiguous'
        WHEN m.staff_key IS NULL AND (m.name_people > 0 OR m.name_incoming > 1) THEN 'ambiguous'
        ELSE 'new'
    END AS found
FROM candidate m
LEFT JOIN numbered_row k ON k.id_key = COALESCE(m.id_key, m.incoming_id)
