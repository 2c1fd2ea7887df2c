"""What is recorded of people is read row by row as it was written: kinds, records, grades, nothing lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from sgstats import sources
from sgstats.records import clean

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
RECORDS = sorted(path.name for path in SAMPLES.glob("[!2台]*.*"))  # no rosters, no ledgers


@pytest.fixture(scope="module")
def cleaned():
    """The tables of every file, understood."""
    return {name: [clean(table) for table in sources.read(SAMPLES / name).tables] for name in RECORDS}


@pytest.mark.parametrize("name", RECORDS)
def test_a_file_is_of_the_kind_and_holds_the_records_that_were_put_there(cleaned, recorded_files, name):
    facts, tables = recorded_files[name], cleaned[name]
    assert {table.kind for table in tables} == {facts["kind"]}
    assert sum(table.rows_read for table in tables) == facts["data_rows"]
    assert sum(table.rows.height for table in tables) == facts["records"]
    rejected = [{str(row) for row in table.rejected["row"]} for table in tables]
    assert rejected == [set(sheet["reject"]) for sheet in facts["sheets"]]


@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_the_grades_of_a_year_are_the_recorded_ones(cleaned, expected, year):
    wanted = expected("appraisals")["recorded"][str(year)]
    found = {"全区": Counter()}
    for name in sorted(name for name in RECORDS if f"{year}-" in name and name.startswith("考核")):
        for table in cleaned[name]:
            whole = table.rows.filter(pl.col("rater").is_null(), pl.col("dimension").is_null(), year=year)
            for street, grade, none in whole.select("street", "grade", "no_grade").rows():
                if grade or none:
                    found["全区"][grade or none] += 1
                    found.setdefault(street, Counter())[grade or none] += 1
    assert {place: dict(counts) for place, counts in found.items()} == wanted


def test_scores_are_read_to_the_last_decimal(cleaned, district, books):
    from data.generator import ledgers

    scores = ledgers.keep(district, books).scores
    wanted = Counter((int(one.points * 1_000_000), one.ballots) for row in scores.values() for one in row)
    tables = [table.rows for name in RECORDS if name.startswith("考核-2023") for table in cleaned[name]]
    found = [row for rows in tables for row in rows.select("points", "ballots").drop_nulls().rows()]
    assert Counter(found) == wanted
