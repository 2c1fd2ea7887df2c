"""How long the flow table takes, beside a query written by hand, a plain query and pandas.

    python benchmarks/movement.py [--postings 1336 100000 1000000] [--years 20] [--rounds 5] [--memory 1GB]

The question is who was there, came, went and is there in the end, by street and month over twenty
years of months. All contenders must agree on every sum before they are timed; they take turns in
one process, and ratios are of medians in one run. The plain query joins every posting to every month
it lasts, and pandas holds all rows: both are left out above the numbers given.
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pandas as pd
import polars as pl
from turns import medians

from sgstats.engines.duckdb import DuckDB
from sgstats.metrics import measure
from sgstats.periods import OPEN_END

LAST = date(2023, 12, 31)
PLAIN_UP_TO, PANDAS_UP_TO = 1_000_000, 10_000_000
PER_STREET = 5_000

INVENTED = """
INSERT INTO stay BY NAME
WITH drawn AS (
    SELECT i, CAST(hash(i) % ($months * 30) AS INTEGER) AS came,
           CAST(hash(i + 1000000007) % 2600 AS INTEGER) AS lasted
    FROM range($postings) AS numbers(i)
), dated AS (
    SELECT i, $first + came AS begun,
           CASE WHEN came + lasted < $months * 30 THEN $first + came + lasted END AS over
    FROM drawn
)
SELECT 'p' || LPAD(CAST(i AS VARCHAR), 20, '0') AS person_id, 1 AS place, 1 AS service,
       CAST(strftime(begun, '%Y%m%d') AS INTEGER) AS since, since AS service_since, since AS hire_day,
       COALESCE(CAST(strftime(over, '%Y%m%d') AS INTEGER), 99999999) AS until, until AS service_until,
       'joined' AS began, CASE WHEN over IS NOT NULL THEN 'left' END AS ended,
       TRUE AS since_dated, TRUE AS until_dated, 0 AS since_ordinal,
       '青禾区' AS district, (i // $per_street) || '号街道' AS street, '集贤社区' AS community
FROM dated
"""

LISTED = """
INSERT INTO posting BY NAME
SELECT 'p' AS person_id, 1 AS import_id, 1 AS row, FALSE AS contested,
       $day AS valid_from, 99999999 AS valid_to
"""

BY_HAND = """
WITH side AS (
    SELECT street, month, SUM(came) AS came, SUM(went) AS went FROM (
        SELECT street, since // 100 AS month, 1 AS came, 0 AS went FROM stay WHERE since >= $since
        UNION ALL
        SELECT street, until // 100, 0, 1 FROM stay WHERE until < 99999999
    ) GROUP BY ALL
), spine AS (
    SELECT street, month FROM (SELECT DISTINCT street FROM stay), months
), counted AS (
    SELECT spine.street, spine.month, COALESCE(came, 0) AS came, COALESCE(went, 0) AS went
    FROM spine LEFT JOIN side USING (street, month)
)
SELECT street, month, came, went, SUM(came - went) OVER (PARTITION BY street ORDER BY month) AS closing
FROM counted ORDER BY street, month
"""

PLAIN = """
WITH present AS (
    SELECT street, month, COUNT(*) FILTER (since // 100 = month) AS came,
           COUNT(*) FILTER (until // 100 > month) AS closing,
           COUNT(*) FILTER (until // 100 = month) AS went
    FROM stay JOIN months ON since // 100 <= month AND until // 100 >= month GROUP BY ALL
)
SELECT street, month, came, went, closing FROM present ORDER BY street, month
"""


def database(postings: int, *, years: int, folder: Path, memory: str) -> duckdb.DuckDBPyConnection:
    """A store's tables in a file, with so many invented stays over so many years."""
    made = duckdb.connect(str(folder / f"{postings}.duckdb"), config={"threads": 2})
    made.execute(f"SET memory_limit = '{memory}'")
    made.execute(f"SET temp_directory = '{folder}'")
    made.execute("SET preserve_insertion_order = false")
    made.execute(resources.files("sgstats.store").joinpath("schema.sql").read_text(encoding="utf-8"))
    first = date(LAST.year - years + 1, 1, 1)
    asked = {"postings": postings, "months": years * 12, "first": first, "per_street": PER_STREET}
    made.execute(INVENTED, asked)
    made.execute(LISTED, {"day": LAST.year * 10_000 + LAST.month * 100 + LAST.day})
    months = [(first.year + n // 12) * 100 + n % 12 + 1 for n in range(years * 12)]
    made.execute("CREATE TABLE months AS SELECT UNNEST($months) AS month", {"months": months})
    return made


def ours(stored: duckdb.DuckDBPyConnection, *, since: date) -> tuple[int, ...]:
    """Everybody who came and went, and the closing stocks of all streets and months, by sgstats."""
    cells = measure("flows", engine=DuckDB(stored), since=since, on=LAST, by=["street", "month"]).cells
    sums = [cells.filter(flow=name)["people"].sum() for name in ("入职", "离职", "期末")]
    return tuple(sums)


def with_sql(stored: duckdb.DuckDBPyConnection, query: str, **bound: object) -> tuple[int, ...]:
    """The same by one query, its whole table brought to Python."""
    table = stored.sql(query, params=bound or None).pl()
    return tuple(int(table[name].sum()) for name in ("came", "went", "closing"))


def with_pandas(rows: pd.DataFrame, *, months: pd.Index) -> tuple[int, ...]:
    """The same by pandas: both sides counted, laid on all months, and summed up."""
    came = rows.groupby(["street", rows["since"] // 100], observed=True).size().unstack(fill_value=0)
    gone = rows[rows["until"] < OPEN_END]
    went = gone.groupby(["street", gone["until"] // 100], observed=True).size().unstack(fill_value=0)
    came = came.reindex(columns=months, fill_value=0)
    went = went.reindex(index=came.index, columns=months, fill_value=0)
    sides = {"came": came, "went": went, "closing": (came - went).cumsum(axis=1)}
    table = pd.DataFrame({name: side.stack() for name, side in sides.items()}).reset_index()
    return tuple(int(table[name].sum()) for name in sides)


def contenders(
    stored: duckdb.DuckDBPyConnection, *, postings: int, years: int
) -> dict[str, Callable[[], object]]:
    """Every way to the same sums."""
    since = date(LAST.year - years + 1, 1, 1)
    runs: dict[str, Callable[[], object]] = {
        "sgstats measure": partial(ours, stored, since=since),
        "SQL by hand": partial(with_sql, stored, BY_HAND, since=since.year * 10_000 + 101),
    }
    if postings <= PLAIN_UP_TO:
        runs["plain SQL"] = partial(with_sql, stored, PLAIN)
    if postings <= PANDAS_UP_TO:
        months = pd.Index([
            month for (month,) in stored.execute("SELECT month FROM months ORDER BY 1").fetchall()
        ])
        rows = stored.sql("SELECT street, since, until FROM stay").pl()
        frame = rows.with_columns(pl.col("street").cast(pl.Categorical)).to_pandas()
        runs["pandas, loaded"] = partial(with_pandas, frame, months=months)
    return runs


def main() -> None:
    """Check that all agree, then let them take turns."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postings", type=int, nargs="+", default=[1_336, 100_000, 1_000_000])
    parser.add_argument("--years", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", default="1GB")
    chosen = parser.parse_args()
    print("   postings  what                 median    measure ÷ this")
    for postings in chosen.postings:
        with TemporaryDirectory() as folder:
            stored = database(postings, years=chosen.years, folder=Path(folder), memory=chosen.memory)
            runs = contenders(stored, postings=postings, years=chosen.years)
            seconds_of = medians(runs, rounds=chosen.rounds)
            for name, seconds in seconds_of.items():
                ratio = seconds_of["sgstats measure"] / seconds
                print(f"{postings:>11,}  {name:<16}  {seconds * 1000:9.1f} ms  {ratio:9.2f} ×")
            stored.close()
    print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB")


if __name__ == "__main__":
    main()
