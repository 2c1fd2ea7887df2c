-- What each person attended from $since to $day: points are trainings, or tenths of hours; ballots are 1
-- where the hours of any of them were not written down. A training known by its year alone counts where the
-- whole year lies inside, or, where all time does, once the year has begun.
attended AS (
  SELECT person_id AS attended_id{columns}, CAST({points} AS BIGINT) AS points,
    MAX(CASE WHEN hours_tenths IS NULL THEN 1 ELSE 0 END) AS ballots
  FROM training
  WHERE NOT superseded
    AND COALESCE(day, year * 10000 + 101) >= $since
    AND COALESCE(day, year * 10000 + {last}) <= $day{filters}
  GROUP BY person_id{columns}
)
