-- One look at the told changes: between two lists that show a person they are followed only where, in their order,
-- they lead from the first to the second. Without those that are not, others may no longer fit: look again.

CREATE OR REPLACE TEMP TABLE refused AS
WITH beside AS (
    SELECT *, LAG(kind) OVER turns AS last_kind, LAG(day) OVER turns AS last_day,
           LAG(shown_until) OVER turns AS last_shown,
           LEAD(kind) OVER turns AS next_kind, LEAD(day) OVER turns AS next_day,
           LEAD(district) OVER turns AS next_district, LEAD(street) OVER turns AS next_street,
           LEAD(community) OVER turns AS next_community
    FROM settled('believed')
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
SELECT person_id, import_id, row, day, turn FROM (
    SELECT *, BOOL_OR(impossible OR denied) OVER (PARTITION BY person_id, episode) AS unfit FROM ruled
) WHERE told AND unfit;

INSERT INTO unfollowed SELECT import_id, row, day FROM refused;

DELETE FROM believed USING refused
WHERE believed.person_id = refused.person_id AND believed.day = refused.day AND believed.turn = refused.turn;

SELECT COUNT(*) FROM refused

