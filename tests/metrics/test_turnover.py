"""The turnover family against published examples, and what its names promise."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from stays import cells, engine, stay

from sgstats.errors import Refused
from sgstats.metrics import Options, measure
from sgstats.metrics.movement.denominators import BASES
from sgstats.metrics.shares import half_up

YEAR = {"since": date(2023, 1, 1), "until": date(2023, 12, 31)}
START, MIDDLE = date(2020, 1, 1), date(2023, 7, 1)
HUNDRED_TO_NINETY = [
    *[stay(START, MIDDLE, leave_reason=reason) for reason in ["辞职"] * 12 + ["退休"] * 5 + ["其他"] * 3],
    *[stay(START) for _ in range(80)],
    *[stay(MIDDLE) for _ in range(10)],
]


def rates(stays, name="turnover", *, denominator="months", **asked):
    """The rates of a metric, printed as bureaus do, by labels."""
    known = {**YEAR, **asked}
    found = cells(stays, name, options=Options(denominator=denominator), **known)
    return {row[:-5]: row[-3] if row[-3] is None else float(half_up(row[-3])) for row in found}


def test_the_example_of_100_to_90_under_every_denominator():
    # 100 → 90 with 20 leavers and 10 joiners: 21.1 %, 18.2 %, 20.0 %.
    assert rates(HUNDRED_TO_NINETY, denominator="all") == {
        ("月均人数",): 21.0,  # six months of 100, one of 95, five of 90: 95.42 on average
        ("期初期末平均",): 21.1,
        ("期初人数",): 20.0,
        ("期末人数",): 22.2,
        ("离职加期末人数",): 18.2,
    }


def test_the_rates_of_england_under_every_denominator():
    # England 2025 (DfE): 11.82 of the closing, 12.13 of the average, 12.46 of the opening,
    # 10.57 of leavers and closing. Its counts are not at hand; the first and third give them to scale.
    england = pl.DataFrame({"opening": [94_860], "closing": [100_000], "gone": [11_820], "average": [0.0]})
    rate = {name: england.select(rate=100 * pl.col("gone") / base()) for name, base in BASES.items()}
    found = {name: frame["rate"].item() for name, frame in rate.items()}
    printed = {name: float(half_up(value, places=2)) for name, value in found.items() if name != "months"}
    assert printed == {"ends": 12.13, "opening": 12.46, "closing": 11.82, "leavers_closing": 10.57}


def test_the_monthly_rate_of_shrm():
    # The month of the SHRM guide (F11): 3 separations over an average of 143.5 are 2.09 %.
    month = {"since": date(2023, 1, 1), "until": date(2023, 1, 31)}
    stays = [*[stay(START) for _ in range(142)], *[stay(START, date(2023, 1, 16)) for _ in range(3)]]
    ((people, base, value, *_),) = cells(stays, "turnover", **month)
    assert (people, base, float(half_up(value, places=2))) == (3, 143.5, 2.09)


def test_the_year_of_shrm_is_the_sum_of_twelve_monthly_rates():
    # SHRM (F12): January + February + … + December = annual turnover rate.
    left = {1: 2, 3: 4, 12: 1}
    gone = [stay(START, date(2023, month, 10)) for month, n in left.items() for _ in range(n)]
    ((people, base, value, *_),) = cells(
        [*gone, *[stay(START) for _ in range(43)]], "turnover_summed", **YEAR
    )
    assert people == 7
    assert value == pytest.approx(100 * (2 / 49 + 4 / 46 + 1 / 43.5))
    assert base == pytest.approx(100 * 7 / value)


def test_a_month_whose_leavers_stand_over_nobody_has_no_rate():
    ((people, base, value, *_),) = cells(
        [stay(date(2023, 3, 2), date(2023, 3, 9)), stay(date(2023, 5, 1))], "turnover_summed", **YEAR
    )
    assert (people, base, value) == (1, None, None)


def test_the_parts_stand_over_the_same_denominator():
    assert rates(HUNDRED_TO_NINETY, denominator="opening", of="leave_reason") == {
        ("辞职",): 12.0,
        ("退休",): 5.0,
        ("其他",): 3.0,
    }
    classes = rates(HUNDRED_TO_NINETY, denominator="opening", of="leave_class")
    assert classes == {("主动",): 12.0, ("自然",): 5.0, ("未知",): 3.0}


def test_a_unit_without_leavers_of_a_kind_shows_zero():
    stays = [stay(START, MIDDLE, leave_reason="辞职"), stay(START, street="西街")]
    found = cells(stays, "turnover", by=["street"], of="leave_reason", **YEAR)
    assert [row[:3] for row in found] == [("东街", "辞职", 1), ("西街", "辞职", 0)]


def test_the_last_twelve_months_at_each_months_end():
    found = cells(HUNDRED_TO_NINETY, "turnover_rolling", **YEAR)
    assert [row[0] for row in found][:: len(found) - 1] == ["2023-01", "2023-12"]
    assert found[-1][1:3] == (20, pytest.approx(95.41666666))
    assert found[5][1:3] == (0, 100)


def test_twelve_months_that_are_not_known_are_refused():
    lists = (date(2023, 5, 31), date(2023, 12, 31))
    known = engine([stay(date(2023, 5, 31), began="listed")], lists=lists)
    with pytest.raises(Refused) as refusal:
        measure("turnover_rolling", engine=known, since=YEAR["since"], on=YEAR["until"])
    assert refusal.value.rule == "movement.no_twelve_months"


def test_joining_moving_and_both_ways_out():
    stays = [
        *[stay(START) for _ in range(16)],
        stay(START, MIDDLE),
        stay(MIDDLE),
        *[stay(START, MIDDLE, person_id=f"m{n}") for n in range(3)],
        *[stay(MIDDLE, person_id=f"m{n}", street="西街") for n in range(3)],
    ]
    asked = {"denominator": "opening", "by": ["street"]}
    assert rates(stays, "joining_rate", **asked)["东街",] == 5.0
    assert rates(stays, "transfer_rate", **asked)["东街",] == 15.0
    assert rates(stays, "total_turnover", **asked)["东街",] == 20.0
    # Nobody was in 西街 on the first day.
    assert rates(stays, "transfer_rate", **asked)["西街",] is None


def test_people_without_a_reason_may_be_left_out_of_the_base():
    told = [stay(START, MIDDLE, leave_reason=reason) for reason in ["辞职", "辞职", None]]
    found = cells(told, "exits", options=Options(base="known"), **YEAR)
    assert found == [("辞职", 2, 2), ("未知", 1, None)]


@pytest.mark.parametrize(("name", "of"), [("exits", "gender"), ("turnover", None)])
def test_reasons_are_parts_and_no_groups(name, of):
    with pytest.raises(Refused) as refusal:
        cells(HUNDRED_TO_NINETY, name, by=["leave_class"], of=of, **YEAR)
    assert refusal.value.rule == "movement.only_a_part"


@pytest.mark.parametrize("name", ["transfer_rate", "total_turnover"])
def test_moves_need_a_level(name):
    with pytest.raises(Refused) as refusal:
        cells(HUNDRED_TO_NINETY, name, **YEAR)
    assert refusal.value.rule == "movement.no_level"


def test_leavers_by_reason_and_by_tenure_on_the_day_of_leaving():
    assert cells(HUNDRED_TO_NINETY, "exits", **YEAR) == [("辞职", 12, 20), ("退休", 5, 20), ("其他", 3, 20)]
    leap = [stay(date(2020, 2, 29), date(2023, 2, 28)), stay(date(2020, 2, 29), date(2023, 3, 1))]
    assert cells(leap, "exits", of="tenure_band", **YEAR) == [("1–2年", 1, 2), ("3–5年", 1, 2)]


def test_joiners_by_their_age_on_the_day_of_joining():
    born = date(1988, 6, 15)
    joined = [stay(date(2023, 6, 14), birth_day=born), stay(date(2023, 6, 15), birth_day=born)]
    assert cells(joined, "joiners", of="age", **YEAR) == [("34", 1, 2), ("35", 1, 2)]
