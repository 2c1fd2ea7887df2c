-- Who was there, year by year: everybody in post on 31 December, each once, and those of whom
-- something is recorded in the year although they were not in post at its end. In a unit they stand in
-- the order of the list in force (its number, then its rows), which no key decides: cents left over follow it.
WITH
ending AS (
    SELECT year, year * 10000 + 1231 AS day FROM asked
),
in_post AS (
    SELECT e.year, p.*, ROW_NUMBER() OVER (
        PARTITION BY e.year, p.person_id ORDER BY p.valid_from DESC, p.import_id DESC, p.row
    ) AS place
    FROM ending e
    JOIN posting p ON p.valid_from <= e.day AND p.valid_to > e.day
        AND (p.hire_day IS NULL OR p.hire_day <= e.day)
        AND (p.leave_day IS NULL OR p.leave_day > e.day)
),
recorded AS (
    SELECT person_id, year, MAX(district) AS district, MAX(street) AS street, MAX(community) AS community,
        MIN((import_id, row)) AS told_at
    FROM (
        SELECT person_id, year, district, street, community, import_id, row FROM appraisal WHERE NOT superseded
        UNION ALL
        SELECT person_id, year, NULL, NULL, NULL, import_id, row FROM absence WHERE NOT superseded
        UNION ALL
        SELECT person_id, year, NULL, NULL, NULL, import_id, row FROM ballot WHERE NOT superseded
        UNION ALL
        SELECT person_id, year, NULL, NULL, NULL, import_id, row FROM fact WHERE NOT superseded
    ) told
    GROUP BY person_id, year
),
-- What the last list up to that year, or else the first one after it, says of somebody not in post at its end.
elsewhere AS (
    SELECT e.year, r.person_id, r.district AS told_district, r.street AS told_street,
        r.community AS told_community, r.told_at, p.*,
        ROW_NUMBER() OVER (
            PARTITION BY e.year, r.person_id
            ORDER BY CASE WHEN p.valid_from <= e.day THEN 0 ELSE 1 END,
                CASE WHEN p.valid_from <= e.day THEN -p.valid_from ELSE p.valid_from END,
                p.import_id DESC, p.row
        ) AS place
    FROM ending e
    JOIN recorded r ON r.year = e.year
    LEFT JOIN in_post i ON i.person_id = r.person_id AND i.year = e.year AND i.place = 1
    LEFT JOIN posting p ON p.person_id = r.person_id
    WHERE i.person_id IS NULL
),
everybody AS (
    SELECT person_id, year, district, street, community, gender, birth_day, birth_precision, education,
        degree, certificate, post, employment, hire_day, leave_day, TRUE AS in_post, (import_id, row) AS listed_at
    FROM in_post WHERE place = 1
    UNION ALL
    SELECT person_id, year, COALESCE(district, told_district), COALESCE(street, told_street),
        COALESCE(community, told_community), gender, birth_day, birth_precision, education,
        degree, certificate, post, employment, hire_day, leave_day, FALSE AS in_post,
        CASE WHEN import_id IS NULL THEN told_at ELSE (import_id, row) END AS listed_at
    FROM elsewhere WHERE place = 1
)
SELECT * EXCLUDE (listed_at)
FROM everybody
ORDER BY year, district NULLS LAST, street NULLS LAST, community NULLS LAST, listed_at, person_id
