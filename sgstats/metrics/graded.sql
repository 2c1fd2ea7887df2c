-- Each person's grade of one year, as its place on the scale; none where there is only a reason why not.
-- The newest import has the last word, in it the first row; import, row and place are packed into one
-- whole number, so that one pass finds it and nothing is sorted.
said_{lag} AS (
  SELECT person_id AS graded_{lag}_id, MAX(
    (CAST(import_id AS BIGINT) * 1000000000 + 999999999 - row) * 10 + CASE
      WHEN grade = $grade_1 THEN 1 WHEN grade = $grade_2 THEN 2
      WHEN grade = $grade_3 THEN 3 WHEN grade = $grade_4 THEN 4 ELSE 0
    END
  ) AS word
  FROM appraisal
  WHERE NOT superseded AND year = $year - {lag} AND rater IS NULL AND dimension IS NULL
    AND (grade IS NOT NULL OR no_grade IS NOT NULL)
  GROUP BY person_id
), graded_{lag} AS (
  SELECT graded_{lag}_id, CASE WHEN MOD(word, 10) > 0 THEN MOD(word, 10) END AS grade_{lag} FROM said_{lag}
)
