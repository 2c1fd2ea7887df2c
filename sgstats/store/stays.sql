-- Who was where from when to when, from every list and every told change together.
--
-- Each person has a row of events: a list shows them (list), somebody told that they came (joined),
-- changed units (moved) or went (left). Lists rule: what movement lists tell between two lists that show
-- the person is followed only where, in its order, it leads from the first to the second; else the lists
-- alone are believed, with the days of hiring and leaving that they hold.
-- What links one event in post to the next then says whether the stay goes on, moves or ends.

CREATE OR REPLACE TEMP MACRO day_of(day) AS
    CAST(DATE_DIFF('day', DATE '0001-01-01', MAKE_DATE(day // 10000, day // 100 % 100, day % 100)) + 1 AS INTEGER);

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
SELECT person_id, import_id, row, day FROM (
    SELECT *, told AND COALESCE(kind = LAG(kind) OVER turns, FALSE) AND (kind <> 'moved' OR same_place(
        district, street, community,
        LAG(district) OVER turns, LAG(street) OVER turns, LAG(community) OVER turns)) AS again
    FROM settled('busy')
    WINDOW turns AS (PARTITION BY person_id ORDER BY day, turn)
) WHERE again
UNION
SELECT person_id, import_id, row, day FROM every WHERE told AND version > 1;

CREATE OR REPLACE TEMP TABLE told_once AS
SELECT * FROM busy b WHERE NOT b.told OR NOT EXISTS (
    SELECT 1 FROM again a WHERE a.person_id = b.person_id AND a.import_id = b.import_id AND a.row = b.row);

CREATE OR REPLACE TEMP TABLE judged AS
WITH beside AS (
    SELECT *, LAG(kind) OVER turns AS last_kind, LAG(day) OVER turns AS last_day,
           LAG(shown_until) OVER turns AS last_shown,
           LEAD(kind) OVER turns AS next_kind, LEAD(day) OVER turns AS next_day,
           LEAD(district) OVER turns AS next_district, LEAD(street) OVER turns AS next_street,
           LEAD(community) OVER turns AS next_community
    FROM settled('told_once')
    WINDOW turns AS (PARTITION BY person_id ORDER BY day, turn)
), ruled AS (
    SELECT *,
           told AND COALESCE(CASE kind
               WHEN 'left' THEN last_kind IS NULL
               WHEN 'joined' THEN last_kind <> 'left' AND last_shown > day
               ELSE last_kind IS NULL OR last_kind = 'left' OR last_shown < day OR last_day = day
           END, FALSE) AS impossible,
           -- A list of the unit on or after that day shows the person elsewhere; or that very day's shows nobody.
           told AND kind <> 'left' AND CASE
               WHEN COALESCE(next_kind = 'list' AND next_day <= shown_until, FALSE) THEN NOT (
                   COALESCE(district = next_district, TRUE) AND COALESCE(street = next_street, TRUE)
                   AND COALESCE(community = next_community, TRUE))
               ELSE shown_until = day
           END AS denied
    FROM beside
)
SELECT *, told AND BOOL_OR(impossible OR denied) OVER (PARTITION BY person_id, episode) AS unfollowed
FROM ruled;

CREATE OR REPLACE TEMP TABLE believed AS
SELECT * FROM told_once t WHERE NOT t.told OR NOT EXISTS (
    SELECT 1 FROM judged j
    WHERE j.unfollowed AND j.person_id = t.person_id AND j.import_id = t.import_id AND j.row = t.row);

CREATE OR REPLACE TEMP TABLE followed AS
SELECT * FROM settled('believed')
UNION ALL
SELECT * FROM event WHERE person_id NOT IN (SELECT person_id FROM busy);

CREATE OR REPLACE TEMP TABLE linked AS
WITH beside AS (
    SELECT *, LEAD(district) OVER turns AS next_district, LEAD(street) OVER turns AS next_street,
           LEAD(community) OVER turns AS next_community,
           kind IN ('joined', 'moved') AND COALESCE(LEAD(kind) OVER turns = 'list'
               AND LEAD(day) OVER turns <= shown_until, FALSE) AS confirmed
    FROM followed
    WINDOW turns AS (PARTITION BY person_id ORDER BY day, turn)
), turned AS (
    SELECT person_id, day, turn, kind, told, hire_day, before, shown_until, register, leave_reason, import_id, row,
           -- A told unit is the one that the next list writes out in full.
           CASE WHEN confirmed AND told THEN next_district ELSE district END AS district,
           CASE WHEN confirmed AND told THEN next_street ELSE street END AS street,
           CASE WHEN confirmed AND told THEN next_community ELSE community END AS community
    FROM beside
), marked AS (
    SELECT *,
           COALESCE(LEAD(kind) OVER turns = 'left', FALSE) AS exits,
           LEAD(day) OVER turns AS exit_day, LEAD(leave_reason) OVER turns AS exit_reason,
           LEAD(import_id) OVER turns AS exit_import, LEAD(row) OVER turns AS exit_row
    FROM turned
    WINDOW turns AS (PARTITION BY person_id ORDER BY day, turn)
), present AS (
    SELECT * EXCLUDE (exits, exit_day),
           -- An exit told for later than the list that shows the person gone has no day of its own.
           exits AND exit_day <= shown_until AS exit_dated, exits AS exit_told,
           CASE WHEN exits THEN LEAST(exit_day, shown_until) ELSE shown_until END AS out_day
    FROM marked WHERE kind <> 'left'
), paired AS (
    SELECT *, LEAD(day) OVER turns AS next_day, LEAD(kind) OVER turns AS next_kind,
           LEAD(hire_day) OVER turns AS next_hire, LEAD(before) OVER turns AS next_before,
           same_place(district, street, community, LEAD(district) OVER turns, LEAD(street) OVER turns,
                      LEAD(community) OVER turns) AS same_unit
    FROM present
    WINDOW turns AS (PARTITION BY person_id ORDER BY day, turn)
), weighed AS (
    SELECT *, next_day <= shown_until AS unbroken,
           -- The next list's own day of hiring says that there was no break.
           COALESCE(next_kind = 'list' AND next_hire <= day AND COALESCE(next_before, 0) < shown_until
               AND (NOT exit_told OR exit_reason IS NULL OR exit_reason = '调出') AND NOT same_unit, FALSE) AS bridged,
           COALESCE(exit_told AND (next_kind = 'joined' OR next_hire >= out_day), FALSE) AS rejoined,
           COALESCE(next_hire > GREATEST(day, COALESCE(next_before, 0)) AND next_hire <= next_day, FALSE) AS hire_tells
    FROM paired
)
SELECT *,
       CASE
           WHEN next_day IS NULL THEN CASE WHEN out_day < 99999999 THEN 'left' END
           WHEN next_kind = 'moved' THEN CASE WHEN same_unit THEN 'same' ELSE 'moved' END
           WHEN rejoined OR next_kind = 'joined' OR NOT (unbroken OR bridged) THEN 'left'
           WHEN same_unit THEN 'same'
           ELSE 'moved'
       END AS link
FROM weighed;

CREATE OR REPLACE TEMP TABLE begun AS
WITH dated AS (
    SELECT *,
           -- The day of the change to the next event: a move has one, leaving and coming back have two.
           CASE WHEN link = 'left' THEN out_day
                WHEN link = 'moved' AND next_kind = 'moved' THEN next_day
                WHEN link = 'moved' AND exit_dated AND out_day > COALESCE(next_before, 0) THEN out_day
                WHEN link = 'moved' AND unbroken AND hire_tells THEN next_hire
                WHEN link = 'moved' AND unbroken THEN next_day
                -- Seen elsewhere only after a list of that place that did not show them: gone when their own list was.
                WHEN link = 'moved' THEN shown_until
           END AS end_day,
           CASE WHEN link = 'left' THEN exit_dated
                WHEN link = 'moved' THEN next_kind = 'moved'
                    OR (exit_dated AND out_day > COALESCE(next_before, 0)) OR (unbroken AND hire_tells)
           END AS end_dated
    FROM linked
)
SELECT *, LAG(link) OVER turns AS came, LAG(end_day) OVER turns AS came_day, LAG(end_dated) OVER turns AS came_dated,
       LAG(district) OVER turns AS was_district, LAG(street) OVER turns AS was_street,
       LAG(community) OVER turns AS was_community,
       LEAD(district) OVER turns AS will_district, LEAD(street) OVER turns AS will_street,
       LEAD(community) OVER turns AS will_community
FROM dated
WINDOW turns AS (PARTITION BY person_id ORDER BY day, turn);

DELETE FROM stay;

INSERT INTO stay BY NAME
WITH started AS (
    SELECT *,
           CASE WHEN came IN ('same', 'moved') THEN came
                WHEN kind <> 'list' OR came = 'left' OR before IS NOT NULL OR (register AND hire_day IS NOT NULL)
                    THEN 'joined' ELSE 'listed' END AS began,
           CASE WHEN came = 'moved' THEN came_day
                WHEN kind = 'list' AND (came = 'left' OR before IS NOT NULL OR register)
                    AND hire_day > COALESCE(before, 0) AND hire_day >= COALESCE(came_day, 0) AND hire_day <= day THEN hire_day
                ELSE day END AS start_day,
           CASE WHEN came = 'moved' THEN came_dated
                ELSE kind <> 'list' OR COALESCE((came = 'left' OR before IS NOT NULL OR register)
                    AND hire_day > COALESCE(before, 0) AND hire_day >= COALESCE(came_day, 0) AND hire_day <= day, FALSE)
           END AS start_dated
    FROM begun
), counted AS (
    SELECT *, SUM(CASE WHEN began = 'same' THEN 0 ELSE 1 END) OVER turns AS place,
           SUM(CASE WHEN began IN ('same', 'moved') THEN 0 ELSE 1 END) OVER turns AS service
    FROM started
    WINDOW turns AS (PARTITION BY person_id ORDER BY day, turn ROWS UNBOUNDED PRECEDING)
), stays AS (
    SELECT person_id, place, service,
           ARG_MIN(start_day, turn_key) AS since, ARG_MIN(began, turn_key) AS began, ARG_MIN(start_dated, turn_key) AS since_dated,
           COALESCE(ARG_MAX(end_day, turn_key) FILTER (link IS DISTINCT FROM 'same'), 99999999) AS until,
           ANY_VALUE(link) FILTER (link IS DISTINCT FROM 'same') AS ended,
           COALESCE(BOOL_OR(end_dated) FILTER (link <> 'same'), TRUE) AS until_dated,
           ANY_VALUE(CASE WHEN exit_told THEN exit_reason WHEN kind = 'list' THEN leave_reason END) FILTER (link = 'left') AS leave_reason,
           ARG_MIN(CASE WHEN hire_day <= day THEN hire_day END, turn_key) AS told_hire,
           ARG_MAX(district, turn_key) AS district, ARG_MAX(street, turn_key) AS street, ARG_MAX(community, turn_key) AS community,
           ANY_VALUE(was_district) FILTER (began = 'moved') AS from_district,
           ANY_VALUE(was_street) FILTER (began = 'moved') AS from_street,
           ANY_VALUE(was_community) FILTER (began = 'moved') AS from_community,
           ANY_VALUE(will_district) FILTER (link = 'moved') AS to_district,
           ANY_VALUE(will_street) FILTER (link = 'moved') AS to_street,
           ANY_VALUE(will_community) FILTER (link = 'moved') AS to_community
    FROM (SELECT *, CAST(day AS BIGINT) * 10 + turn AS turn_key FROM counted)
    GROUP BY person_id, place, service
), served AS (
    SELECT *, MIN(since) OVER services AS service_since, MAX(until) OVER services AS service_until,
           FIRST_VALUE(began) OVER (services ORDER BY place) AS service_began,
           FIRST_VALUE(since_dated) OVER (services ORDER BY place) AS service_dated,
           FIRST_VALUE(told_hire IGNORE NULLS) OVER (
               services ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS service_hire
    FROM stays
    WINDOW services AS (PARTITION BY person_id, service)
), hired AS (
    SELECT * EXCLUDE (service_began, service_dated, service_hire, told_hire),
           CASE WHEN service_began = 'joined' AND service_dated THEN service_since
                -- Of those who came back the first day of hiring does not count the years between.
                WHEN service_hire <= service_since AND (service = 1 OR service_began = 'listed') THEN service_hire
           END AS hire_day
    FROM served
), person AS (
    SELECT person_id,
           ARG_MAX(gender, told) AS gender, ARG_MAX(birth_day, told) AS birth_day,
           ARG_MAX(ethnicity, told) AS ethnicity, ARG_MAX(political_status, told) AS political_status,
           ARG_MAX(education, told) AS education, ARG_MAX(study_mode, told) AS study_mode,
           ARG_MAX(degree, told) AS degree, ARG_MAX(post, told) AS post, ARG_MAX(employment, told) AS employment,
           ARG_MAX(source, told) AS source, ARG_MAX(certificate, told) AS certificate
    FROM (SELECT *, CAST(valid_from AS BIGINT) * 1000000 + import_id AS told FROM posting)
    GROUP BY person_id
)
SELECT CAST(place AS INTEGER) AS place, CAST(service AS INTEGER) AS service, h.* EXCLUDE (place, service),
       day_of(h.hire_day) AS hire_ordinal, day_of(h.since) AS since_ordinal,
       CASE WHEN h.until < 99999999 THEN day_of(h.until) END AS until_ordinal, p.* EXCLUDE (person_id)
FROM hired h
LEFT JOIN person p ON p.person_id = h.person_id;

DELETE FROM contradiction;

INSERT INTO contradiction
SELECT import_id, row, 'stay.told_again', day FROM again
UNION
SELECT import_id, row, 'stay.not_followed', day FROM judged WHERE unfollowed
UNION
-- A list that tells of an exit on another day than the movement list, or than a later list.
SELECT e.import_id, e.row, 'stay.exit_differs', e.day
FROM event e
JOIN followed o ON o.person_id = e.person_id AND o.episode = e.episode AND o.kind IN ('left', 'moved')
WHERE e.kind = 'left' AND NOT e.told
GROUP BY ALL
HAVING NOT BOOL_OR(o.day = e.day OR (o.kind = 'left' AND o.import_id = e.import_id AND o.row = e.row))
UNION
-- A list that tells of an exit after another list shows the person elsewhere.
SELECT e.import_id, e.row, 'stay.exit_moved', e.day
FROM event e
WHERE e.kind = 'left' AND NOT e.told AND COALESCE(e.leave_reason, '调出') <> '调出' AND NOT EXISTS (
    SELECT 1 FROM followed o
    WHERE o.person_id = e.person_id AND o.episode = e.episode AND o.kind IN ('left', 'moved'))
UNION
SELECT exit_import, exit_row, 'stay.exit_denied', out_day FROM linked WHERE exit_told AND link = 'same'
UNION
SELECT exit_import, exit_row, 'stay.exit_moved', out_day
FROM linked WHERE exit_told AND link = 'moved' AND next_kind = 'list' AND COALESCE(exit_reason, '调出') <> '调出'
UNION
SELECT exit_import, exit_row, 'stay.exit_late', out_day FROM linked WHERE exit_told AND NOT exit_dated AND link = 'left'
UNION
SELECT l.import_id, l.row, 'stay.exit_late', l.shown_until
FROM linked l
JOIN told_in t ON t.import_id = l.import_id AND t.row = l.row AND t.leave_day > l.shown_until
WHERE l.kind = 'list' AND NOT l.exit_told AND l.link = 'left'
UNION
SELECT import_id, row, 'stay.listed_late', before
FROM begun WHERE kind = 'list' AND hire_day <= before AND hire_day > 0 AND COALESCE(came, 'left') = 'left'
UNION
-- Somebody gone before the first list of their unit: without a register nothing says how many others were.
SELECT t.import_id, t.row, 'stay.gone_before', t.leave_day
FROM told_in t
WHERE t.leave_day <= t.valid_from AND t.before IS NULL AND NOT t.register
    AND NOT EXISTS (SELECT 1 FROM linked l WHERE l.person_id = t.person_id AND l.day < t.leave_day)
