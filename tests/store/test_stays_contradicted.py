"""What lists and movement lists contradict each other about is said of the row that is not followed."""

from __future__ import annotations

import pytest
from invented_arrivals import arrival, person, rules, stored
from invented_stays import EAST, WEST, History, Row, came, listing, moved, raised, went
from invented_years import about

from sgstats.messages import catalogue
from sgstats.store import findings, undo
from sgstats.store.stays import RULES

NOBODY = Row("Z")
EXIT = {"movement_type": "离职", "district": EAST[0], "street": EAST[1], "community": EAST[2]}


def two_lists(first, second, *changes):
    """A list of both streets at the end of 2022 (import 1) and of 2023 (2), and changes told between (3)."""
    told = [listing(day, row, covers=(EAST, WEST)) for day, row in ((20221231, first), (20231231, second))]
    return History(told, list(changes))


A, A_WEST = Row("A"), Row("A", WEST)
CASES = {
    "the same exit told on two days": (
        two_lists(A, NOBODY, went(20230601), went(20230603)),
        (3, 3, "stay.told_again"),
    ),
    "the same exit told twice on one day": (
        two_lists(A, NOBODY, went(20230601), went(20230601)),
        (3, 3, "stay.told_again"),
    ),
    "the same move told twice": (
        two_lists(A, A_WEST, moved(20230601), moved(20230603)),
        (3, 3, "stay.told_again"),
    ),
    "a move of somebody whom the next list shows where they were": (
        two_lists(A, A, moved(20230601)),
        (3, 2, "stay.not_followed"),
    ),
    "a joining of somebody in post": (two_lists(A, A, came(20230601)), (3, 2, "stay.not_followed")),
    "an exit of somebody never seen": (
        two_lists(NOBODY, NOBODY, went(20230601)),
        (3, 2, "stay.not_followed"),
    ),
    "a move told after the list that no longer shows the person": (
        two_lists(A, NOBODY, moved(20240601)),
        (3, 2, "stay.not_followed"),
    ),
    "a list's day of leaving that differs from the movement list's": (
        two_lists(A, Row("A", leave=20230630), went(20230601)),
        (2, 2, "stay.exit_differs"),
    ),
    "a list's day of leaving that differs from a told move's": (
        two_lists(A, Row("A", leave=20230630), moved(20230601), moved(20230901, WEST, EAST), went(20231001)),
        (2, 2, "stay.exit_differs"),
    ),
    "an exit of somebody whom the next list still shows": (
        two_lists(A, A, went(20230601)),
        (3, 2, "stay.exit_denied"),
    ),
    "an exit for good of somebody whom the next list shows elsewhere": (
        two_lists(A, A_WEST, went(20230601, reason="辞职")),
        (3, 2, "stay.exit_moved"),
    ),
    "an exit told for after the list that no longer shows the person": (
        two_lists(A, NOBODY, went(20240601)),
        (3, 2, "stay.exit_late"),
    ),
    "a list's day of leaving after the list that no longer shows the person": (
        two_lists(Row("A", leave=20240601), NOBODY),
        (1, 2, "stay.exit_late"),
    ),
    "a day of hiring before a list that does not show the person": (
        two_lists(NOBODY, Row("A", hire=20220601)),
        (2, 2, "stay.listed_late"),
    ),
    "somebody gone before the first list of the unit": (
        History([listing(20231231, Row("A", hire=20200101, leave=20230601))]),
        (1, 2, "stay.gone_before"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_row_that_is_not_followed_is_named(case):
    history, expected = CASES[case]
    assert raised(history) == [expected]


def test_every_rule_is_raised_and_has_its_sentence():
    assert {rule for _, (*_, rule) in CASES.values()} == set(RULES)
    assert set(RULES) <= set(catalogue())


AGREED = {
    "an exit": two_lists(A, NOBODY, went(20230601, reason="辞职")),
    "an exit in both": two_lists(A, Row("A", leave=20230601), went(20230601)),
    "a joining": two_lists(NOBODY, Row("A", hire=20230601), came(20230601)),
    "a move": two_lists(A, A_WEST, moved(20230601)),
    "an exit to another unit": two_lists(A, A_WEST, went(20230601, reason="调出")),
    "somebody who came and went": two_lists(NOBODY, NOBODY, came(20230301), went(20230601)),
    "somebody who came back": two_lists(A, A, went(20230301), came(20230601)),
    "somebody gone before the only list, a register": History([
        listing(20231231, Row("A", hire=20200101, leave=20230601), register=True)
    ]),
    "somebody gone before the only list, whose joining is told too": History(
        [listing(20231231, Row("A", leave=20230601))], [came(20200101)]
    ),
}


@pytest.mark.parametrize("case", AGREED)
def test_lists_and_changes_that_agree_raise_nothing(case):
    assert raised(AGREED[case]) == []


def test_what_the_old_units_list_calls_an_exit_on_the_day_of_a_told_move_raises_nothing():
    gone = Row("A", leave=20230601, reason="调出")
    assert raised(History([listing(20221231, "A"), listing(20231231, gone)], [moved(20230601)])) == []


# In a store


@pytest.fixture
def path(tmp_path):
    return tmp_path / "名单.duckdb"


def contradicted(path, **options):
    found = findings(path, **options)
    return found.filter(found["rule"].str.starts_with("stay.")).select("import", "row", "rule").rows()


def test_findings_name_the_contradicted_row_until_its_import_is_undone(path):
    exit_told = about("movement", EXIT | {"id_key": "id-A", "day": 20230601}, digest="m")
    saved = stored(path, *(arrival(year, person("A", unit=EAST)) for year in (2022, 2023)), exit_told)
    assert [rule for rule in rules(saved[2]) if rule.startswith("stay.")] == ["stay.exit_denied"]
    assert contradicted(path) == contradicted(path, import_id=3) == [(3, 3, "stay.exit_denied")]
    undo(path, import_id=3)
    assert contradicted(path) == []


def test_a_finding_goes_when_the_list_that_contradicted_it_is_undone(path):
    exit_told = about("movement", EXIT | {"id_key": "id-A", "day": 20230601}, digest="m")
    stored(path, arrival(2022, person("A", unit=EAST)), exit_told, arrival(2023, person("A", unit=EAST)))
    assert contradicted(path) == [(2, 3, "stay.exit_denied")]
    undo(path, import_id=3)
    assert contradicted(path) == []
