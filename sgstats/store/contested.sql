-- Postings of people who are listed more than once for some day: only these need a ruling when
-- people are counted. Sorted by start, a posting overlaps an earlier one when it starts before
-- the latest end so far, and a later one when it ends after that one's start.
CREATE TEMP TABLE overlapping AS
SELECT person_id, import_id, row FROM (
    SELECT person_id, import_id, row,
        COALESCE(valid_from < MAX(valid_to) OVER before, FALSE)
            OR COALESCE(valid_to > MIN(valid_from) OVER after, FALSE) AS doubled
    FROM posting
    WHERE person_id IN (SELECT person_id FROM posting GROUP BY person_id HAVING COUNT(*) > 1)
    WINDOW
        before AS (PARTITION BY person_id ORDER BY valid_from, import_id, row
                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
        after AS (PARTITION BY person_id ORDER BY valid_from, import_id, row
                  ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
) AS compared
WHERE doubled
