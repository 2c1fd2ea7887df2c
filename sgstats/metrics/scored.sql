-- The scores that each person was given by each group of raters in one year: their sum in millionths of a
-- point, and how many they are. Scores of the whole person go before scores of single dimensions.
scored AS (
  SELECT person_id AS scored_id, rater,
    CAST(COALESCE(SUM(CASE WHEN dimension IS NULL THEN points END), SUM(points)) AS BIGINT) AS points,
    CAST(COALESCE(SUM(CASE WHEN dimension IS NULL THEN ballots END), SUM(ballots)) AS BIGINT) AS ballots
  FROM appraisal
  WHERE NOT superseded AND year = $year AND rater IS NOT NULL AND points IS NOT NULL AND ballots > 0
  GROUP BY person_id, rater
)
