"""Trainings and posts of the sample district, measured from its files, are those of its slow counts."""

from __future__ import annotations

from datetime import date

import pytest

from sgstats import store as statements
from sgstats.engines.duckdb import DuckDB
from sgstats.metrics import catalogue, measure

YEARS = (2021, 2022, 2023)


@pytest.fixture(params=[(year, by) for year in YEARS for by in ([], ["street"])], ids=str)
def asked(request, store):
    """How to measure one year, of the district or of its streets; rows by unit."""
    year, by = request.param

    def rows(name, **question):
        period = {"since": date(year, 1, 1)} if catalogue()[name].span else {}
        with statements.reading(store) as connection:
            found = measure(
                name, engine=DuckDB(connection), on=date(year, 12, 31), by=by, **period, **question
            )
        return {row["street"] if by else "全区": row for row in found.cells.to_dicts() if counts(row)}

    return str(year), rows


def counts(row):
    return row.get("trained", "参加过") == "参加过"


def test_people_trained_attendances_and_hours(asked, expected):
    year, rows = asked
    told = expected("movements")["training"][year]
    coverage, attendances, hours = (
        rows(name) for name in ("training_coverage", "training_attendances", "training_hours")
    )
    district = rows("training_coverage", where={"training_level": ["区级"]})
    for unit, row in coverage.items():
        assert (row["people"], row["base"]) == (told[unit]["people"], told[unit]["base"])
        assert attendances[unit]["people"] == told[unit]["attendances_of_these"]
        assert district[unit]["people"] == told[unit]["people_in_district_training"]
        if told[unit]["hours_told_of_these"] == told[unit]["hours_of_these"]:
            whole = hours[unit]["value"] * hours[unit]["people"]
            assert whole == pytest.approx(told[unit]["hours_of_these"])


def test_posts_and_residents(asked, expected):
    year, rows = asked
    told = expected("movements")["establishment"][year]
    for unit, row in rows("density").items():
        assert row["value"] == pytest.approx(told[unit]["per_10000"])
        assert row["base"] == told[unit]["residents"]
    assert {unit: row["value"] for unit, row in rows("staff_gap").items()} == {
        unit: told[unit]["gap_to_18"] for unit in rows("staff_gap")
    }
    for unit, row in rows("vacancy_rate").items():
        assert row["base"] - row["people"] == told[unit]["vacant"]


@pytest.mark.parametrize("year", YEARS)
def test_people_never_trained(year, store, expected):
    with statements.reading(store) as connection:
        found = measure("never_trained", engine=DuckDB(connection), on=date(year, 12, 31))
    assert found.cells["people"].to_list() == [expected("movements")["duties"][str(year)]["never_trained"]]
