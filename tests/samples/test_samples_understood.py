"""The files are fair: the way from file to number finds in them what is expected, and nothing else."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import sgstats
from sgstats import sources

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
ROSTERS = sorted(path.name for path in SAMPLES.glob("20*"))
RECORDS = sorted(path.name for path in SAMPLES.glob("[!2台]*.*"))  # no rosters, no ledgers
FIELDS = (
    "gender",
    "age_band",
    "birth_decade",
    "education_group",
    "education",
    "study_mode",
    "source",
    "certificate",
)
FIELDS += ("political_status", "employment", "post", "ethnicity")


@pytest.fixture(scope="module")
def structure():
    """People by (street, value) of a day and a field."""
    with (SAMPLES.parent / "expected" / "structure.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return lambda day, field: {
        (row["street"], row["value"]): int(row["people"])
        for row in rows
        if (row["on"], row["field"]) == (day, field)
    }


@pytest.mark.parametrize("name", RECORDS)
def test_reading_finds_every_row_and_header_of_what_is_recorded(recorded_files, name):
    facts = recorded_files[name]
    found = [(list(table.header_rows), table.cells.height) for table in sources.read(SAMPLES / name).tables]
    assert found == [(sheet["header_rows"], sheet["data_rows"]) for sheet in facts["sheets"]]


@pytest.mark.parametrize("name", ROSTERS)
def test_reading_finds_every_row_header_and_printed_total(expected, name):
    facts = expected("files")[name]
    tables = sources.read(SAMPLES / name).tables
    found = [(list(table.header_rows), table.cells.height) for table in tables]
    assert found == [(sheet["header_rows"], sheet["data_rows"]) for sheet in facts["sheets"]]
    printed = [[(total["row"], total["printed"]) for total in sheet["totals"]] for sheet in facts["sheets"]]
    assert [[(total.row, total.people) for total in table.totals] for table in tables] == printed


@pytest.mark.parametrize("day", ["2012-12-31", "2020-12-31", "2021-12-31", "2022-12-31", "2023-12-31"])
@pytest.mark.parametrize("field", FIELDS)
def test_measuring_the_ingested_files_gives_the_expected_structure(store, structure, day, field):
    whole = sgstats.measure("structure", of=field, on=day, store=store, audience="analyst").rows()
    parts = sgstats.measure(
        "structure", of=field, by=["street"], on=day, store=store, audience="analyst"
    ).rows()
    found = {("全区", row[field]): row["people"] for row in whole}
    found |= {(row["street"], row[field]): row["people"] for row in parts}
    assert {key: people for key, people in found.items() if people} == structure(day, field)
