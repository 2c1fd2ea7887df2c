"""Only people listed more than once for some day need a ruling when they are counted."""

from __future__ import annotations

import pytest
from invented_arrivals import arrival, ask, person, stored

from sgstats.store import undo

EAST = ("青禾区", "东街街道", "集贤社区")
WEST = ("青禾区", "西街街道", "幸福社区")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "contested.duckdb"


def contested(path):
    """For every posting, by import and row: what is marked, and what comparing all pairs gives."""
    rows = ask(path, "SELECT person_id, valid_from, valid_to, contested FROM posting ORDER BY import_id, row")
    marked = [row[3] for row in rows]
    compared = [any(a is not b and a[0] == b[0] and a[1] < b[2] and b[1] < a[2] for b in rows) for a in rows]
    assert marked == compared
    return marked


def test_a_person_listed_in_two_units_on_one_day_is_contested(path):
    stored(path, arrival(2023, person("A", unit=EAST), person("A", unit=WEST), person("B", unit=WEST)))
    assert contested(path) == [True, True, False]


def test_yearly_lists_of_one_street_contest_nothing(path):
    stored(path, *(arrival(year, person("A", unit=EAST)) for year in (2021, 2022, 2023)))
    assert contested(path) == [False, False, False]


def test_a_transfer_is_contested_until_the_old_street_sends_its_list(path):
    stored(path, arrival(2022, person("A", unit=EAST)), arrival(2023, person("A", unit=WEST)))
    assert contested(path) == [True, True]
    stored(path, arrival(2023, person("B", unit=EAST), file="东街.xlsx"))
    assert contested(path) == [False, False, False]


def test_undo_takes_the_mark_away_again(path):
    stored(path, arrival(2022, person("A", unit=EAST)), arrival(2023, person("A", unit=WEST)))
    undo(path, import_id=2)
    assert contested(path) == [False]
