-- Who is this row of a list of appraisals, absences, votes or facts? Such a list often gives a name
-- and a unit alone. One result row per incoming row: person_id, or null, and how many people fit.
-- By ID number; else staff number with name; else name, birth month and sex; else the name within
-- the unit, in the year spoken of before any other, and then only where exactly one person fits.
CREATE TEMP TABLE identified AS
WITH
known_id AS (
    SELECT id_key, MIN(person_id) AS person_id FROM posting WHERE id_key IS NOT NULL GROUP BY id_key
),
known_staff AS (
    SELECT staff_key, MIN(person_id) AS person_id, COUNT(DISTINCT person_id) AS people
    FROM posting WHERE staff_key IS NOT NULL GROUP BY staff_key
),
known_name AS (
    SELECT name_key, MIN(person_id) AS person_id, COUNT(DISTINCT person_id) AS people
    FROM posting WHERE name_key IS NOT NULL GROUP BY name_key
),
numbered AS (
    SELECT DISTINCT person_id FROM posting WHERE id_key IS NOT NULL
),
-- Every listing of somebody called so that does not contradict the unit given, and how near it is.
called AS (
    SELECT i.row, p.person_id,
        CASE WHEN p.valid_from <= i.year * 10000 + 1231 AND p.valid_to > i.year * 10000 + 101
             THEN 0 ELSE 10 END
        + CASE WHEN p.community = i.community THEN 0 WHEN p.street = i.street THEN 1 ELSE 2 END AS distance,
        i.community IS NULL OR p.community IS NULL OR p.community = i.community AS fits
    FROM incoming i
    JOIN posting p ON p.called_key = i.called_key
    WHERE (i.district IS NULL OR p.district IS NULL OR p.district = i.district)
      AND (i.street IS NULL OR p.street IS NULL OR p.street = i.street)
),
nearest AS (
    SELECT row, MIN(distance) AS distance FROM called WHERE fits GROUP BY row
),
by_called AS (
    SELECT c.row, MIN(c.person_id) AS person_id, COUNT(DISTINCT c.person_id) AS people
    FROM called c JOIN nearest n ON n.row = c.row AND n.distance = c.distance
    WHERE c.fits
    GROUP BY c.row
),
-- Somebody of the name in another community of the street may have moved, or be somebody else.
next_door AS (
    SELECT DISTINCT row FROM called WHERE NOT fits
),
-- One person fits, or several. An ID number nobody has yet may belong to somebody listed without one.
fitting AS (
    SELECT i.row, i.id_key, ki.person_id AS by_id,
        CASE WHEN ks.people = 1 THEN ks.person_id WHEN kn.people = 1 THEN kn.person_id
             WHEN c.people = 1 THEN c.person_id END AS by_other,
        COALESCE(ks.people, 0) = 1 AS by_staff,
        GREATEST(COALESCE(ks.people, 0), COALESCE(kn.people, 0), COALESCE(c.people, 0)) AS people
    FROM incoming i
    LEFT JOIN known_id ki ON ki.id_key = i.id_key
    LEFT JOIN known_staff ks ON ks.staff_key = i.staff_key
    LEFT JOIN known_name kn ON kn.name_key = i.name_key
    LEFT JOIN by_called c ON c.row = i.row
)
SELECT
    f.row,
    CASE
        WHEN f.by_id IS NOT NULL THEN f.by_id
        WHEN f.id_key IS NULL OR (f.by_other IS NOT NULL AND n.person_id IS NULL) THEN f.by_other
        ELSE 'p' || LEFT(f.id_key, 20)
    END AS person_id,
    CASE
        WHEN f.by_id IS NOT NULL THEN 'strong'
        WHEN f.by_other IS NOT NULL AND (f.id_key IS NULL OR n.person_id IS NULL)
            THEN CASE WHEN f.by_staff THEN 'strong' ELSE 'name' END
        WHEN f.id_key IS NOT NULL THEN 'unlisted'
        WHEN f.people > 1 THEN 'several'
        WHEN d.row IS NOT NULL THEN 'elsewhere'
        ELSE 'nobody'
    END AS found
FROM fitting f
LEFT JOIN numbered n ON n.person_id = f.by_other
LEFT JOIN next_door d ON d.row = f.row
