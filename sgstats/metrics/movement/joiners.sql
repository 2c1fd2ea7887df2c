-- Stays that began in the period because the person joined.
WITH described AS (
  SELECT {described}
    {piece} AS piece
  FROM stay
  WHERE began = $joined AND since >= $since AND since <= $until
)
SELECT {keys}piece, COUNT(*) AS people
FROM described{conditions}{grouping}
