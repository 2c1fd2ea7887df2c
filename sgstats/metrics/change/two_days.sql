-- Who was in post on the first day, on the last, or on both, each person once: what they were on each day.
-- Portable core of SQL: values are bound, identifiers come from the field dictionary.
WITH {persons_0}, {persons_1}, earlier AS (
  SELECT person_id AS person_0, {renamed_0}{chosen} AS chosen_0, {inside} AS inside_0
  FROM described_0
), later AS (
  SELECT person_id AS person_1, {renamed_1}{chosen} AS chosen_1, {inside} AS inside_1
  FROM described_1
)
SELECT {keys}chosen_0, inside_0, chosen_1, inside_1, COUNT(*) AS people
FROM earlier FULL JOIN later ON person_0 = person_1
WHERE chosen_0 = 1 OR chosen_1 = 1
GROUP BY {keys}chosen_0, inside_0, chosen_1, inside_1
