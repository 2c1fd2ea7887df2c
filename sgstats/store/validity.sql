-- How long each statement stays in force: until the next day on which its unit is listed again.
-- A whole street ends its communities too; an unnamed district matches any. People whose street
-- is unknown stay until every street that was listed with them is listed again.
CREATE TEMP TABLE unit_end AS
WITH
ended AS (
    SELECT p.import_id, p.district, p.street, p.community, COALESCE(MIN(c.as_of), 99999999) AS valid_to
    FROM (SELECT DISTINCT import_id, valid_from, district, street, community FROM posting) p
    LEFT JOIN coverage c
        ON c.as_of > p.valid_from
        AND c.street IS NOT DISTINCT FROM p.street
        AND (c.district = p.district OR c.district IS NULL OR p.district IS NULL)
        AND (c.community IS NULL OR c.community = p.community)
    GROUP BY p.import_id, p.district, p.street, p.community
),
all_streets AS (
    SELECT import_id, MAX(valid_to) AS valid_to FROM ended WHERE street IS NOT NULL GROUP BY import_id
)
SELECT e.import_id, e.district, e.street, e.community,
       CASE WHEN e.street IS NULL AND a.valid_to < e.valid_to THEN a.valid_to ELSE e.valid_to END AS valid_to
FROM ended e
LEFT JOIN all_streets a ON a.import_id = e.import_id
