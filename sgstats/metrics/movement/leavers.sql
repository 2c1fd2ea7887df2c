-- Stays that ended in the period because the person left.
WITH described AS (
  SELECT {described}
    {piece} AS piece
  FROM stay
  WHERE ended = $left AND until >= $since AND until <= $until
)
SELECT {keys}piece, COUNT(*) AS people
FROM described{conditions}{grouping}
