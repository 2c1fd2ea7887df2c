"""The account of a period: what counts as what, and what must be said beside it."""

from __future__ import annotations

from datetime import date

import pytest
from stays import cells, engine, stay

from sgstats.errors import Refused, SgstatsError
from sgstats.metrics import known_span, measure

YEAR = {"since": date(2023, 1, 1), "until": date(2023, 12, 31)}
START, MIDDLE = date(2020, 1, 1), date(2023, 6, 1)


def account(stays, **asked):
    """The account without groups, by item."""
    return dict(cells(stays, "flows", **{**YEAR, **asked}))


def told(stays, lists=None, **asked):
    """The sentences beside a year's account."""
    known = engine(stays, lists=lists) if lists else engine(stays)
    question = {"since": YEAR["since"], "on": YEAR["until"], **asked}
    return measure("flows", engine=known, **question).remarks


def test_every_item_of_an_account():
    stays = [
        stay(START),
        stay(START, MIDDLE),
        stay(MIDDLE),
        stay(MIDDLE, began="listed"),
        stay(START, MIDDLE, person_id="a"),
        stay(MIDDLE, person_id="a", street="西街"),
        stay(START, MIDDLE, person_id="b", street="西街"),
        stay(MIDDLE, person_id="b"),
    ]
    assert account(stays, where={"street": ["东街"]}) == {
        "期初": 3, "流入": 3, "入职": 1, "调入": 1, "首次列入": 1, "流出": 2, "离职": 1, "调出": 1, "期末": 4,
    }  # fmt: skip


def test_the_day_of_leaving_is_the_first_day_out_of_post():
    assert account([stay(START, date(2024, 1, 1))])["期末"] == 1
    assert account([stay(START, date(2023, 12, 31))])["离职"] == 1
    gone_at_once = account([stay(START, date(2023, 1, 1))])
    assert (gone_at_once["期初"], gone_at_once["离职"], gone_at_once["期末"]) == (1, 1, 0)


def test_the_opening_is_the_stock_of_the_day_before():
    assert account([stay(date(2022, 12, 31))])["期初"] == 1
    assert account([stay(date(2023, 1, 1))]) == {
        "期初": 0, "流入": 1, "入职": 1, "调入": 0, "首次列入": 0, "流出": 0, "离职": 0, "调出": 0, "期末": 1,
    }  # fmt: skip


def test_a_move_inside_the_group_is_none():
    moved = [stay(START, MIDDLE, person_id="a"), stay(MIDDLE, person_id="a", community="和平")]
    assert account(moved)["调出"] == account(moved, where={"street": ["东街"]})["调出"] == 0
    by_community = cells(moved, "flows", by=["community"], **YEAR)
    moves = {row for row in by_community if row[1] in {"调入", "调出"} and row[2]}
    assert moves == {("和平", "调入", 1), ("幸福", "调出", 1)}


def test_leaving_and_joining_on_one_day_are_both():
    both = [
        stay(START, MIDDLE, person_id="a", ended="left"),
        stay(MIDDLE, person_id="a", began="joined"),
    ]
    assert account(both) == {
        "期初": 1, "流入": 1, "入职": 1, "调入": 0, "首次列入": 0, "流出": 1, "离职": 1, "调出": 0, "期末": 1,
    }  # fmt: skip


def test_periods_of_the_calendar_follow_each_other():
    stays = [stay(START, date(2022, 3, 5)), stay(date(2022, 3, 31)), stay(date(2023, 7, 1))]
    asked = {"since": date(2022, 1, 1), "until": date(2023, 12, 31)}
    by_year = cells(stays, "flows", by=["year"], **asked)
    ends = {row[:2]: row[2] for row in by_year}
    assert ends["2022", "期末"] == ends["2023", "期初"] == 1
    quarters = [row[0] for row in cells(stays, "flows", by=["quarter"], **asked)][::9]
    assert quarters == [f"{year}Q{quarter}" for year in (2022, 2023) for quarter in (1, 2, 3, 4)]


def test_groups_that_occur_anywhere_stand_in_every_period():
    stays = [stay(START, gender="男"), stay(MIDDLE, gender="女", street="西街")]
    found = cells(stays, "flows", by=["street", "gender", "year"], **YEAR)
    assert {row[:2] for row in found} == {(s, g) for s in ("东街", "西街") for g in ("男", "女")}


def test_a_broken_account_is_our_mistake():
    # A move that leads nowhere: nobody comes in where somebody went out.
    broken = [stay(START, MIDDLE, person_id="a", ended="moved", to_district="青禾区", to_street="东街")]
    with pytest.raises(SgstatsError) as refusal:
        account([one | {"to_community": "幸福"} for one in broken], where={"street": ["东街"]})
    assert not isinstance(refusal.value, Refused)


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ({"by": ["tenure_band"]}, "movement.tenure_grows"),
        ({"where": {"tenure_band": ["不满1年"]}}, "movement.tenure_grows"),
        ({"where": {"flow": ["离职"]}}, "movement.not_a_filter"),
        ({"where": {"year": ["2023"]}}, "movement.not_a_filter"),
        ({"where": {"street": ["北街"]}}, "metric.no_such_value"),
        ({"of": "gender"}, "metric.of_not_wanted"),
    ],
)
def test_a_question_that_has_no_answer_is_refused(question, rule):
    with pytest.raises(Refused) as refusal:
        cells([stay(START)], "flows", **YEAR, **question)
    assert refusal.value.rule == rule


def test_a_snapshot_is_not_asked_for_months():
    with pytest.raises(Refused) as refusal:
        measure("headcount", engine=engine([stay(START)]), on=YEAR["until"], by=["month"])
    assert refusal.value.rule == "movement.only_of_periods"


def test_a_period_before_everything_known_is_refused():
    with pytest.raises(Refused) as refusal:
        cells([stay(date(2024, 1, 1))], "flows", lists=(date(2024, 1, 1),), **YEAR)
    assert refusal.value.rule == "movement.before_the_lists"


def test_what_lists_do_not_cover_is_said():
    lists = (date(2023, 3, 1), date(2023, 9, 30))
    said = told([stay(date(2023, 3, 1), began="listed")], lists=lists)
    assert any("2023-03-01" in sentence for sentence in said)
    assert any("2023-09-30" in sentence for sentence in said)
    assert any("首次列入" in sentence for sentence in said)


def test_whole_years_need_no_remark():
    assert told([stay(START)], by=["year"]) == ()


def test_cut_years_and_ages_are_said():
    said = told([stay(START)], by=["year", "age_band"], on=date(2023, 6, 30))
    assert ["2023-06-30" in sentence for sentence in said] == [True, True]


def test_few_people_are_not_told_as_a_number():
    undated = [stay(MIDDLE, since_dated=False) for _ in range(3)]
    many = [stay(START, MIDDLE, until_dated=False) for _ in range(12)]
    (said,) = told(undated + many)
    assert "不足 10" in said
    assert "约 10" in said


def test_the_longest_known_span_begins_after_the_last_first_list():
    late = [stay(date(2020, 12, 31), began="listed"), stay(date(2021, 12, 31), began="listed", street="西街")]
    lists = (date(2020, 12, 31), date(2023, 12, 31))
    assert known_span({}, engine=engine(late, lists=lists)) == (date(2022, 1, 1), lists[1])
    east = known_span({"street": ["东街"]}, engine=engine(late, lists=lists))
    assert east == (date(2021, 1, 1), lists[1])


def test_a_register_is_known_from_its_first_stay():
    known = engine([stay(START)], lists=(date(2023, 12, 31),))
    assert known_span({}, engine=known) == (START, date(2023, 12, 31))


def test_one_list_shows_no_movement():
    only = date(2023, 12, 31)
    with pytest.raises(Refused) as refusal:
        known_span({}, engine=engine([stay(only, began="listed")], lists=(only,)))
    assert refusal.value.rule == "movement.one_list"
