-- What happened to people, from every list and every told change: a row of events for each person. A list shows
-- them (list), somebody told that they came (joined), changed units (moved) or went (left).

CREATE OR REPLACE TEMP TABLE known_before AS
-- The day of the last list before an import, for each unit that the import shows; null for the first.
SELECT p.import_id, p.district, p.street, p.community, MAX(c.as_of) AS before
FROM (SELECT DISTINCT import_id, valid_from, district, street, community FROM posting) p
LEFT JOIN coverage c
    ON c.as_of < p.valid_from
    AND c.street IS NOT DISTINCT FROM p.street
    AND (c.district = p.district OR c.district IS NULL OR p.district IS NULL)
    AND (c.community IS NULL OR c.community = p.community)
GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE told_in AS
-- Every posting with what was known of its unit before; a day of hiring still to come is seen on that day.
SELECT p.person_id, p.import_id, p.row, p.valid_from, p.valid_to, p.hire_day, p.leave_day, p.leave_reason,
       p.district, p.street, p.community, i.register,
       GREATEST(p.valid_from, COALESCE(p.hire_day, 0)) AS seen,
       CASE WHEN p.hire_day > p.valid_from THEN p.valid_from ELSE b.before END AS before
FROM posting p
JOIN imports i ON i.import_id = p.import_id
JOIN known_before b
    ON b.import_id = p.import_id AND b.district IS NOT DISTINCT FROM p.district
    AND b.street IS NOT DISTINCT FROM p.street AND b.community IS NOT DISTINCT FROM p.community;

CREATE OR REPLACE TEMP TABLE next_shown AS
-- The first list of a unit on or after a told change: it shows whether the change lasted.
SELECT m.day, m.district, m.street, m.community, COALESCE(MIN(c.as_of), 99999999) AS shown_until
FROM (
    SELECT DISTINCT day, district, street, community FROM movement WHERE movement_type = '入职'
    UNION
    SELECT DISTINCT day, to_district, to_street, to_community FROM movement WHERE movement_type = '调动'
) m
LEFT JOIN coverage c
    ON c.as_of >= m.day
    AND c.street IS NOT DISTINCT FROM m.street
    AND (c.district = m.district OR c.district IS NULL OR m.district IS NULL)
    AND (c.community IS NULL OR c.community = m.community)
GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE change AS
-- What movement lists tell, a move by where it led.
SELECT person_id, day, movement_type AS told, leave_reason, import_id, row,
       CASE WHEN movement_type = '调动' THEN to_district ELSE district END AS district,
       CASE WHEN movement_type = '调动' THEN to_street ELSE street END AS street,
       CASE WHEN movement_type = '调动' THEN to_community ELSE community END AS community
FROM movement WHERE NOT superseded;

CREATE OR REPLACE TEMP TABLE every AS
WITH spoken AS (
    -- A leaving told for later than the list that no longer shows the person has a reason, but no day.
    SELECT person_id, seen AS day, 5 AS turn, 'list' AS kind, FALSE AS told, district, street, community,
           hire_day, before, valid_to AS shown_until, register,
           CASE WHEN leave_day > valid_to THEN leave_reason END AS leave_reason, valid_from AS listed, import_id, row
    FROM told_in WHERE seen < valid_to AND (leave_day IS NULL OR leave_day > seen)
    UNION ALL
    -- A day of leaving still to come holds until the next list only.
    SELECT person_id, leave_day, 0, 'left', FALSE, district, street, community,
           hire_day, NULL, NULL, register, leave_reason, valid_from, import_id, row
    FROM told_in WHERE leave_day <= valid_to
    UNION ALL
    -- Somebody who came and went between two lists, told by the second one.
    SELECT person_id, hire_day, 3, 'joined', FALSE, district, street, community,
           hire_day, before, valid_from, register, NULL, valid_from, import_id, row
    FROM told_in WHERE leave_day <= valid_from AND hire_day < leave_day
        AND (hire_day > before OR (before IS NULL AND register))
    UNION ALL
    SELECT c.person_id, c.day, CASE c.told WHEN '离职' THEN 1 WHEN '入职' THEN 2 ELSE 4 END,
           CASE c.told WHEN '离职' THEN 'left' WHEN '入职' THEN 'joined' ELSE 'moved' END, TRUE,
           c.district, c.street, c.community, CASE c.told WHEN '入职' THEN c.day END, NULL,
           s.shown_until, FALSE, c.leave_reason, 0, c.import_id, c.row
    FROM change c
    LEFT JOIN next_shown s
        ON s.day = c.day AND s.district IS NOT DISTINCT FROM c.district
        AND s.street IS NOT DISTINCT FROM c.street AND s.community IS NOT DISTINCT FROM c.community
)
-- Of two lists of one day the later import speaks, as it does when people are counted. Which exit speaks
-- is decided below.
SELECT *, CASE WHEN turn = 0 THEN 1 ELSE ROW_NUMBER() OVER (
    PARTITION BY person_id, day, turn ORDER BY listed DESC, import_id DESC, row) END AS version
FROM spoken;

CREATE OR REPLACE TEMP MACRO same_place(district, street, community, other_district, other_street, other_community) AS
    COALESCE(district = other_district, TRUE) AND street IS NOT DISTINCT FROM other_street
        AND community IS NOT DISTINCT FROM other_community;

CREATE OR REPLACE TEMP MACRO settled(events) AS TABLE
-- Each exit once: told several times between two events in post it is one, a movement list's day before a staff
-- list's, and of those the last list's. A staff list speaks of its own unit: it tells no exit beside a told move
-- away from there, nor of somebody who had moved on before. A service told by its two days alone counts for
-- somebody out of post until then.
WITH alone AS (
    SELECT * FROM query_table(events)
    WINDOW turns AS (PARTITION BY person_id ORDER BY day, turn), that_day AS (PARTITION BY person_id, day)
    QUALIFY kind <> 'joined' OR told OR (
        COALESCE(LAG(kind) OVER turns = 'left', TRUE) AND NOT BOOL_OR(kind IN ('list', 'moved')) OVER that_day)
), stretched AS (
    SELECT *, SUM(CASE WHEN kind = 'left' THEN 0 ELSE 1 END) OVER turns AS stretch
    FROM alone
    WINDOW turns AS (PARTITION BY person_id ORDER BY day, turn ROWS UNBOUNDED PRECEDING)
), present AS (
    SELECT person_id, stretch, day, kind, district, street, community FROM stretched WHERE kind <> 'left'
), elsewhere AS (
    SELECT e.person_id, e.import_id, e.row
    FROM stretched e
    JOIN present p ON p.person_id = e.person_id AND p.stretch = e.stretch
    LEFT JOIN present n ON n.person_id = e.person_id AND n.stretch = e.stretch + 1
    WHERE e.kind = 'left' AND NOT e.told AND CASE
        WHEN same_place(p.district, p.street, p.community, e.district, e.street, e.community) THEN n.kind = 'moved'
            AND NOT same_place(p.district, p.street, p.community, n.district, n.street, n.community)
        ELSE NOT COALESCE(e.hire_day > p.day AND e.hire_day < e.day, FALSE) AND EXISTS (
            SELECT 1 FROM present w WHERE w.person_id = e.person_id AND w.stretch < e.stretch
                AND same_place(w.district, w.street, w.community, e.district, e.street, e.community))
        END
), heard AS (
    SELECT * FROM stretched s
    WHERE s.kind <> 'left' OR s.told OR NOT EXISTS (
        SELECT 1 FROM elsewhere e
        WHERE e.person_id = s.person_id AND e.import_id = s.import_id AND e.row = s.row)
), one_exit AS (
    SELECT * EXCLUDE (stretch) FROM heard
    QUALIFY kind <> 'left' OR told OR (
        NOT BOOL_OR(told AND kind = 'left') OVER (PARTITION BY person_id, stretch)
        AND ROW_NUMBER() OVER (
            PARTITION BY person_id, stretch, kind, told ORDER BY listed DESC, import_id DESC, row) = 1)
)
SELECT * FROM one_exit
QUALIFY kind <> 'joined' OR told OR COALESCE(LAG(kind) OVER (PARTITION BY person_id ORDER BY day, turn) = 'left', TRUE);

CREATE OR REPLACE TEMP TABLE event AS
SELECT * EXCLUDE (version), SUM(CASE WHEN kind = 'list' THEN 1 ELSE 0 END) OVER turns AS episode
FROM every WHERE version = 1
WINDOW turns AS (PARTITION BY person_id ORDER BY day, turn ROWS UNBOUNDED PRECEDING);

CREATE OR REPLACE TEMP TABLE busy AS
SELECT * FROM event WHERE person_id IN (SELECT person_id FROM event WHERE kind <> 'list');

CREATE OR REPLACE TEMP TABLE again AS
-- The same told twice in a row, or twice on one day.
SELECT import_id, row, day, turn FROM (
    SELECT *, told AND COALESCE(kind = LAG(kind) OVER turns, FALSE) AND (kind <> 'moved' OR same_place(
        district, street, community,
        LAG(district) OVER turns, LAG(street) OVER turns, LAG(community) OVER turns)) AS again
    FROM settled('busy')
    WINDOW turns AS (PARTITION BY person_id ORDER BY day, turn)
) WHERE again
UNION
SELECT import_id, row, day, turn FROM every WHERE told AND version > 1;

CREATE OR REPLACE TEMP TABLE believed AS
-- All that is told once; what is found not to fit is taken out, round by round.
SELECT * FROM busy b WHERE NOT b.told OR NOT EXISTS (
    SELECT 1 FROM again a WHERE a.import_id = b.import_id AND a.row = b.row AND a.turn = b.turn);

CREATE OR REPLACE TEMP TABLE unfollowed (import_id INTEGER, row INTEGER, day INTEGER);
