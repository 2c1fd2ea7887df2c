-- How many services each group was watched in, each once however often the person moved.
SELECT {keys}CAST(SUM(1 - unknown) AS BIGINT) AS services, CAST(SUM(unknown) AS BIGINT) AS unknown,
  CAST(SUM(event * (1 - unknown)) AS BIGINT) AS events,
  CAST(SUM(event * undated * (1 - unknown)) AS BIGINT) AS undated
FROM (
  SELECT {keys}person_id, service, MAX(unknown) AS unknown, MAX(event) AS event,
    MAX(event * undated) AS undated
  FROM watched
  GROUP BY {keys}person_id, service
) AS served{grouping}
