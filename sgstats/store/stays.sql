-- Who was where from when to when, from every list and every told change together (events.sql). Lists rule: what
-- movement lists tell between two lists that show a person is followed only where it fits (judged.sql); else the
-- lists alone are believed, with the days of hiring and leaving that they hold. What links one event in post to
-- the next then says whether the stay goes on, moves or ends.

CREATE OR REPLACE TEMP MACRO day_of(day) AS
    CAST(DATE_DIFF('day', DATE '0001-01-01', MAKE_DATE(day // 10000, day // 100 % 100, day % 100)) + 1 AS INTEGER);

CREATE OR REPLACE TEMP TABLE followed AS
SELECT * FROM settled('believed')
UNION ALL
SELECT * FROM event WHERE person_id NOT IN (SELECT person_id FROM busy);

CREATE OR REPLACE TEMP TABLE linked AS
WITH beside AS (
    SELECT *, LEAD(district) OVER turns AS next_district, LEAD(street) OVER turns AS next_street,
           LEAD(community) OVER turns AS next_community,
           kind IN ('joined', 'moved') AND COALESCE(LEAD(kind) OVER turns = 'list'
               AND LEAD(day) OVER turns <= shown_until
               AND COALESCE(LEAD(before) OVER turns, 0) < day, FALSE) AS confirmed
    FROM followed
    WINDOW turns AS (PARTITION BY person_id ORDER BY day, turn)
), turned AS (
    SELECT person_id, day, turn, kind, told, hire_day, before, shown_until, register, leave_reason, import_id, row,
           -- A told unit is the one that the next list writes out in full, unless a list of that unit in between
           -- does not show the person.
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
SELECT import_id, row, 'stay.not_followed', day FROM unfollowed
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
