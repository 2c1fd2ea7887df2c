-- How many came into view, left and went out of view on each day of service, by group.
SELECT {keys}piece, CAST(SUM(entered) AS BIGINT) AS entered, CAST(SUM(events) AS BIGINT) AS events,
  CAST(SUM(censored) AS BIGINT) AS censored
FROM (
  SELECT {keys}from_day AS piece, 1 AS entered, 0 AS events, 0 AS censored FROM watched WHERE unknown = 0
  UNION ALL
  SELECT {keys}to_day AS piece, 0 AS entered, event AS events, 1 - event AS censored
  FROM watched WHERE unknown = 0
) AS changed
GROUP BY {keys}piece
