-- How people stand to one duty: their trainings of its levels up to $day, in the running period, in the one
-- before it, and at all; with the tenths of hours, and whether any were not written down. Trainings of one
-- day are one; one known by its year alone stands on the year's first day.
held AS (
  SELECT person_id AS held_id, COALESCE(day, year * 10000 + 101) AS held_day,
    COALESCE(SUM(hours_tenths), 0) AS tenths,
    MAX(CASE WHEN hours_tenths IS NULL THEN 1 ELSE 0 END) AS open_ended
  FROM training
  WHERE NOT superseded AND COALESCE(day, year * 10000 + 101) <= $day{filters}
  GROUP BY person_id, COALESCE(day, year * 10000 + 101),
    CASE WHEN day IS NULL THEN import_id ELSE 0 END, CASE WHEN day IS NULL THEN row ELSE 0 END
), windows AS (
  SELECT held_id AS windows_id,
    SUM(CASE WHEN held_day >= $running THEN 1 ELSE 0 END) AS times_now,
    SUM(CASE WHEN held_day >= $running THEN tenths ELSE 0 END) AS tenths_now,
    MAX(CASE WHEN held_day >= $running THEN open_ended ELSE 0 END) AS open_now,
    SUM(CASE WHEN held_day >= $before AND held_day < $until THEN 1 ELSE 0 END) AS times_before,
    SUM(CASE WHEN held_day >= $before AND held_day < $until THEN tenths ELSE 0 END) AS tenths_before
  FROM held
  GROUP BY held_id
)
