-- How long each statement stays in force: until the next day on which its unit is listed again.
-- A whole street ends its communities too; an unnamed district matches any.
CREATE TEMP TABLE unit_end AS
SELECT p.import_id, p.district, p.street, p.community, COALESCE(MIN(c.as_of), 99999999) AS valid_to
FROM (SELECT DISTINCT import_id, valid_from, district, street, community FROM posting) p
LEFT JOIN coverage c
    ON c.as_of > p.valid_from
    AND c.street IS NOT DISTINCT FROM p.street
    AND (c.district = p.district OR c.district IS NULL OR p.district IS NULL)
    AND (c.community IS NULL OR c.community = p.community)
GROUP BY p.import_id, p.district, p.street, p.community
