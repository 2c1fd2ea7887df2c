-- Of those who joined in the period: whose one, two and three years are past on $next, and who served them.
-- A day and 10,000 is the same day a year later; the day of leaving is the first day out of post.
WITH described AS (
  SELECT {described}
    {piece} AS piece, since, service_until
  FROM stay
  WHERE began = $joined AND since >= $since AND since <= $until
)
SELECT {keys}piece,
  SUM(CASE WHEN since + 10000 <= $next THEN 1 ELSE 0 END) AS due_1,
  SUM(CASE WHEN since + 20000 <= $next THEN 1 ELSE 0 END) AS due_2,
  SUM(CASE WHEN since + 30000 <= $next THEN 1 ELSE 0 END) AS due_3,
  SUM(CASE WHEN since + 10000 <= $next AND service_until - since >= 10000 THEN 1 ELSE 0 END) AS kept_1,
  SUM(CASE WHEN since + 20000 <= $next AND service_until - since >= 20000 THEN 1 ELSE 0 END) AS kept_2,
  SUM(CASE WHEN since + 30000 <= $next AND service_until - since >= 30000 THEN 1 ELSE 0 END) AS kept_3
FROM described{conditions}{grouping}
