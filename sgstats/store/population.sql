-- What was last told of every unit up to a day, each fact on its own: residents and quota often come from
-- two offices on two days. Among rows of one day the later import has the last word.
WITH
told AS (
    SELECT district, street, community, day, import_id, row, residents, households, quota,
        -- Of the rows that tell a fact, the last one is the first.
        ROW_NUMBER() OVER (PARTITION BY district, street, community, residents IS NULL
                           ORDER BY day DESC, import_id DESC, row DESC) AS residents_place,
        ROW_NUMBER() OVER (PARTITION BY district, street, community, households IS NULL
                           ORDER BY day DESC, import_id DESC, row DESC) AS households_place,
        ROW_NUMBER() OVER (PARTITION BY district, street, community, quota IS NULL
                           ORDER BY day DESC, import_id DESC, row DESC) AS quota_place
    FROM population
    WHERE NOT superseded AND day <= $until
)
SELECT
    district, street, community,
    MAX(CASE WHEN residents_place = 1 THEN residents END) AS residents,
    MAX(CASE WHEN households_place = 1 THEN households END) AS households,
    MAX(CASE WHEN quota_place = 1 THEN quota END) AS quota,
    MAX(CASE WHEN residents_place = 1 AND residents IS NOT NULL THEN day END) AS residents_day,
    MAX(CASE WHEN households_place = 1 AND households IS NOT NULL THEN day END) AS households_day,
    MAX(CASE WHEN quota_place = 1 AND quota IS NOT NULL THEN day END) AS quota_day
FROM told
GROUP BY district, street, community
ORDER BY district NULLS LAST, street NULLS LAST, community NULLS LAST
