-- What each group of raters gave a person more than the raters $against did. Two means differ by a
-- fraction; its numerator and denominator stay whole numbers.
compared AS (
  SELECT one.scored_id AS compared_id, one.rater,
    one.points * other.ballots - other.points * one.ballots AS points,
    one.ballots * other.ballots AS ballots
  FROM scored AS one JOIN scored AS other ON one.scored_id = other.scored_id
  WHERE other.rater = $against AND one.rater <> $against
)
