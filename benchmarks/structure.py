"""How long the structure metrics take, beside the same counts in plain SQL, polars and pandas.

    python benchmarks/structure.py [--people 1336 100000 1000000] [--rounds 7]

The question is people by street, age band and sex on one day. All contenders must agree on
every count before they are timed; they take turns in one process, and ratios are of
medians in one run.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from importlib import resources

import duckdb
import numpy as np
import pandas as pd
import polars as pl
from turns import medians

from sgstats.engines.duckdb import DuckDB
from sgstats.metrics import measure

DAY = 20231231
CUTS = (36, 46, 56)
PEOPLE_PER_STREET = 162
PLAIN = """
SELECT street, gender, CASE WHEN $day - birth_day < 360000 THEN 0 WHEN $day - birth_day < 460000 THEN 1
       WHEN $day - birth_day < 560000 THEN 2 ELSE 3 END AS band, COUNT(DISTINCT person_id)
FROM posting WHERE valid_from <= $day AND valid_to > $day AND (hire_day IS NULL OR hire_day <= $day)
 AND (leave_day IS NULL OR leave_day > $day)
GROUP BY ALL
"""


def postings(people: int) -> pl.DataFrame:
    """One row per invented person in post: the columns this question needs."""
    random = np.random.default_rng(DAY)
    number = np.arange(people, dtype=np.uint64)
    birth = random.integers(1963, 2003, people) * 10_000 + random.integers(1, 13, people) * 100 + 1
    return pl.DataFrame({
        "person_id": pl.Series(number).cast(pl.String).str.pad_start(21, "p"),
        "import_id": np.ones(people, dtype=np.int32),
        "row": number,
        "valid_from": np.full(people, DAY),
        "valid_to": np.full(people, 99999999),
        "contested": np.zeros(people, dtype=bool),
        "district": "青禾区",
        "street": pl.Series(number // PEOPLE_PER_STREET).cast(pl.String) + "号街道",
        "community": "集贤社区",
        "gender": random.choice(["男", "女"], people, p=[0.05, 0.95]),
        "birth_day": birth,
    })


def connection(rows: pl.DataFrame) -> duckdb.DuckDBPyConnection:
    """A database in memory with the store's own tables."""
    made = duckdb.connect(config={"threads": 2})
    made.execute(resources.files("sgstats.store").joinpath("schema.sql").read_text(encoding="utf-8"))
    made.register("arriving", rows.to_arrow())
    made.execute("INSERT INTO posting BY NAME SELECT * FROM arriving")
    return made


def with_polars(rows: pl.DataFrame) -> int:
    """Cells of the table, counted by polars."""
    age = DAY - pl.col("birth_day")
    band = pl.when(age < 360_000).then(0).when(age < 460_000).then(1).when(age < 560_000).then(2).otherwise(3)
    return rows.group_by("street", "gender", band.alias("band")).agg(pl.col("person_id").n_unique()).height


def with_pandas(rows: pd.DataFrame) -> int:
    """Cells of the table, counted by pandas."""
    edges = [-np.inf, *(cut * 10_000 - 1 for cut in CUTS), np.inf]
    band = pd.cut(DAY - rows["birth_day"], edges, labels=False)
    return len(rows.assign(band=band).groupby(["street", "gender", "band"])["person_id"].nunique())


def contenders(people: int) -> dict[str, Callable[[], int]]:
    """Every way to the same table; each returns how many cells hold anybody."""
    rows = postings(people)
    database, frame = connection(rows), rows.to_pandas()
    question = {"on": date(2023, 12, 31), "by": ["street", "gender"], "of": "age_band"}

    def ours() -> int:
        cells = measure("structure", engine=DuckDB(database), **question).cells
        return cells.filter(pl.col("people") > 0).height

    return {
        "sgstats measure": ours,
        "plain SQL": lambda: len(database.execute(PLAIN, {"day": DAY}).fetchall()),
        "polars": lambda: with_polars(rows),
        "pandas": lambda: with_pandas(frame),
    }


def main() -> None:
    """Check that all agree, then let them take turns."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[1_336, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=7)
    chosen = parser.parse_args()
    print("   people  what                 median    measure ÷ this")
    for people in chosen.people:
        runs = contenders(people)
        seconds_of = medians(runs, rounds=chosen.rounds)
        for name, seconds in seconds_of.items():
            ratio = seconds_of["sgstats measure"] / seconds
            print(f"{people:>9,}  {name:<16}  {seconds * 1000:9.1f} ms  {ratio:9.2f} ×")


if __name__ == "__main__":
    main()
