-- Stays that run through the day before the period, and through its last day.
-- Portable core of SQL: values are bound, identifiers come from the field dictionary.
WITH described AS (
  SELECT {described}
    CASE WHEN since < $since THEN 1 ELSE 0 END AS opening,
    CASE WHEN until > $until THEN 1 ELSE 0 END AS closing
  FROM stay
  WHERE since <= $until AND until >= $since
)
SELECT {keys}CAST(SUM(opening) AS BIGINT) AS opening, CAST(SUM(closing) AS BIGINT) AS closing
FROM described{conditions}{grouping}
