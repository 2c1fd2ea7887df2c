-- What was signed in the year for the people complained about in it: 1 for, 2 against renewing. Whoever
-- has both signatures was not agreed on.
said AS (
  SELECT person_id AS signed_id,
    MAX(CASE WHEN item = $complaint THEN 1 ELSE 0 END) AS complained,
    MAX(CASE WHEN item = $refused THEN 2 WHEN item = $agreed THEN 1 END) AS signature
  FROM fact
  WHERE NOT superseded AND holds AND year = $year AND item IN ($complaint, $agreed, $refused)
  GROUP BY person_id
), signed AS (
  SELECT signed_id, signature FROM said WHERE complained = 1 AND signature IS NOT NULL
)
