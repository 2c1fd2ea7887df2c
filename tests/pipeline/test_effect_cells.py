"""A researcher's own cells: each wrong one is refused by column and row, and none is printed."""

from __future__ import annotations

import polars as pl
import pytest

import sgstats
from sgstats.errors import Refused

PERIODS = [str(year) for year in range(2018, 2024)]
ROWS = 2 * len(PERIODS)


def own(kind="share", **columns):
    told = {
        "unit": [unit for unit in "甲乙" for _ in PERIODS], "period": PERIODS * 2,
        "people": [40 + place for place in range(ROWS)], "base": [100] * ROWS,
    }  # fmt: skip
    frame = pl.DataFrame(told | columns, strict=False)
    return sgstats.estimate_panel(frame, starts={"甲": "2021"}, kind=kind, better="higher", every="year")


def with_third(value, rest=1):
    return [rest, rest, value, *[rest] * (ROWS - 3)]


@pytest.mark.parametrize(
    ("kind", "column", "cell", "why"),
    [
        ("share", "people", 101, "above"),
        ("share", "people", -1, "negative"),
        ("share", "people", 0.4, "fraction"),
        ("share", "people", "张三", "number"),
        ("share", "people", float("inf"), "number"),
        ("rate", "base", -2.5, "negative"),
        ("count", "people", 2.5, "fraction"),
        ("mean", "base", -3, "negative"),
        ("mean", "people", "张三", "number"),
        ("share", "unit", None, "empty"),
    ],
)
def test_a_wrong_cell_is_refused_by_its_place_and_not_printed(kind, column, cell, why):
    rest = "甲" if column == "unit" else "1" if isinstance(cell, str) else 1
    with pytest.raises(Refused) as refusal:
        own(kind, **{column: with_third(cell, rest)})
    assert refusal.value.rule == f"effect_panel.cell_{why}"
    assert "3" in str(refusal.value)
    assert column in str(refusal.value)
    assert "张三" not in str(refusal.value)


@pytest.mark.parametrize("cells", [[True] * ROWS, [["张三"]] * ROWS])
def test_a_column_that_holds_no_numbers_is_refused(cells):
    with pytest.raises(Refused) as refusal:
        own(people=cells)
    assert refusal.value.rule == "effect_panel.cell_number"


def test_unknown_cells_stay_unknown_and_a_sum_of_a_mean_may_be_below_0():
    assert own(people=with_third(None, 50)).verdict
    assert own(people=with_third(float("nan"), 50)).verdict
    assert own("mean", people=[-40.5 - place for place in range(ROWS)]).verdict


def test_a_unit_whose_own_data_begins_after_its_start_is_said_to():
    frame = pl.DataFrame({
        "unit": [unit for unit in "甲乙丙" for _ in PERIODS], "period": PERIODS * 3,
        "people": [50] * 12 + [None] * 4 + [50] * 2, "base": [100] * 18,
    })  # fmt: skip
    found = sgstats.estimate_panel(
        frame, starts={"甲": "2021", "丙": "2021"}, kind="share", better="higher", every="year"
    )
    (said,) = [check.message for check in found.checks if check.name == "always"]
    assert "没有它们启动之前的数据" in said
