"""Who stays: the two days that each share compares, and from when on it is known."""

from __future__ import annotations

from datetime import date

import pytest
from stays import cells, engine, stay

from sgstats.errors import Refused
from sgstats.metrics import measure

YEAR = {"since": date(2023, 1, 1), "until": date(2023, 12, 31)}
START, MIDDLE, LATE = date(2020, 1, 1), date(2023, 6, 1), date(2023, 9, 1)
TEN = [
    *[stay(START) for _ in range(6)],
    stay(START, MIDDLE),
    stay(START, MIDDLE, person_id="back"),
    stay(LATE, person_id="back"),
    stay(START, MIDDLE, person_id="moved"),
    stay(MIDDLE, person_id="moved", street="西街"),
    stay(START, MIDDLE, person_id="to and fro"),
    stay(MIDDLE, LATE, person_id="to and fro", street="西街"),
    stay(LATE, person_id="to and fro"),
    *[stay(MIDDLE) for _ in range(2)],
]


def shares(name, stays=TEN, **asked):
    """People and base by labels."""
    return {row[:-2]: row[-2:] for row in cells(stays, name, **{**YEAR, **asked})}


def test_stayed_compares_the_same_people():
    # F17: turnover is 1 less the share of the first list's people who are on the second: 9 of 10 here.
    assert shares("stayed") == {(): (9, 10)}
    assert shares("carried_over") == {(): (9, 11)}


def test_by_units_only_the_same_unit_counts():
    assert shares("stayed", by=["street"]) == {("东街",): (8, 10), ("西街",): (0, 0)}
    assert shares("carried_over", where={"street": ["西街"]}) == {(): (0, 1)}


def test_stability_wants_an_unbroken_year():
    # F14 and F15 share their numerator here: who came back has no year of service.
    assert shares("stability") == {(): (8, 10)}
    assert shares("retention") == {(): (8, 11)}


def test_retention_believes_the_day_of_hiring():
    listed = [
        stay(MIDDLE, began="listed", hire_day=date(2015, 7, 1)),
        stay(MIDDLE, began="listed", hire_day=None),
        stay(MIDDLE, hire_day=MIDDLE),
    ]
    assert shares("retention", listed) == {(): (1, 2)}


def test_a_year_before_the_29th_of_february_is_the_28th():
    leap = {"since": date(2024, 2, 1), "until": date(2024, 2, 29)}
    assert shares("stability", [stay(date(2023, 2, 28))], **leap) == {(): (1, 1)}
    assert shares("stability", [stay(START), stay(date(2023, 3, 1))], **leap) == {(): (1, 1)}


def test_a_day_before_everything_known_is_refused():
    first = date(2023, 3, 1)
    with pytest.raises(Refused) as refusal:
        cells([stay(first)], "stayed", lists=(first,), **YEAR)
    assert refusal.value.rule == "movement.day_before_the_lists"


def test_what_movement_lists_tell_of_earlier_days_is_no_stock():
    first = date(2022, 12, 31)
    told_early = [stay(date(2021, 5, 1)), stay(first, began="listed")]
    with pytest.raises(Refused) as refusal:
        cells(told_early, "stability", lists=(first,), since=date(2022, 1, 1), until=first)
    assert refusal.value.rule == "movement.day_before_the_lists"


def test_lists_that_begin_after_the_first_day_compared_are_said():
    late = [stay(START, began="listed"), stay(date(2023, 3, 1), began="listed", street="西街")]
    known = engine(late, lists=(START, date(2023, 12, 31)))
    question = {"since": date(2023, 4, 1), "on": date(2023, 12, 31)}
    said = measure("stability", engine=known, **question).remarks
    assert any("2022-12-31" in sentence and "2023-03-01" in sentence for sentence in said)
    assert not measure("stayed", engine=known, **question).remarks


def test_early_leavers_within_60_days():
    joined = date(2023, 3, 1)
    stays = [
        stay(joined, date(2023, 4, 30)),  # 60 days
        stay(joined, date(2023, 5, 1)),
        stay(joined, date(2023, 3, 20), since_dated=False),
        stay(date(2023, 11, 2)),  # its 60 days are not past on the last list
        stay(joined, date(2023, 3, 20), began="listed"),
    ]
    assert shares("early_leavers", stays, lists=(START, date(2023, 12, 31))) == {(): (1, 2)}


def test_a_move_is_no_early_leaving():
    moved = [
        stay(date(2023, 3, 1), date(2023, 3, 20), person_id="a"),
        stay(date(2023, 3, 20), date(2023, 4, 1), person_id="a", street="西街"),
        stay(date(2023, 3, 1), date(2023, 3, 20), person_id="b"),
        stay(date(2023, 3, 20), person_id="b", street="西街"),
    ]
    assert shares("early_leavers", moved, by=["street"]) == {("东街",): (1, 2)}


def test_first_year_leavers_served_less_than_a_full_year():
    stays = [stay(date(2020, 2, 29), end) for end in (date(2021, 2, 28), date(2021, 3, 1), None)]
    asked = {"since": date(2020, 1, 1), "until": date(2020, 12, 31)}
    assert shares("first_year_leavers", stays, **asked) == {(): (1, 3)}


def test_cohorts_have_a_base_of_their_own_at_each_milestone():
    joined = [date(2020, 6, 1), date(2021, 6, 1), date(2022, 6, 1)]
    stays = [stay(day, end) for day in joined for end in (None, date(2022, 7, 1))]
    asked = {"since": date(2020, 1, 1), "until": date(2022, 12, 31), "lists": (START, date(2023, 5, 31))}
    assert shares("cohort_retention", stays, by=["year"], **asked) == {
        ("2020", "12个月"): (2, 2), ("2020", "24个月"): (2, 2), ("2020", "36个月"): (1, 2),
        ("2021", "12个月"): (2, 2), ("2021", "24个月"): (1, 2), ("2021", "36个月"): (0, 0),
        ("2022", "12个月"): (1, 2), ("2022", "24个月"): (0, 0), ("2022", "36个月"): (0, 0),
    }  # fmt: skip
