"""Time in post: who is watched from when to when, what counts as leaving, and what is left unsaid."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import stays
from hypothesis import given
from hypothesis import strategies as st
from oracle_survival import at_risk, person_days, spells, survival, watched_throughout
from stays import stay

from sgstats.errors import Refused
from sgstats.metrics import Options, measure
from sgstats.metrics.question import ask
from sgstats.metrics.survival import curves

ON = date(2023, 12, 31)
MONTHS = {"6个月": 182, "12个月": 365, "24个月": 730, "36个月": 1095, "60个月": 1826, "120个月": 3652}
OF_LEAVING = ("leave_reason", "leave_class")


def drawn(rows, *, by=(), on=ON, where=None):
    question = ask(on=on, by=by, of=None, where=where, options=Options(), also=OF_LEAVING)
    return curves(question, engine=stays.engine(rows))


def asked(rows, name, *, on=ON, **question):
    return measure(name, engine=stays.engine(rows), on=on, **question)


def days(rows, **question):
    """(days, at risk, entered, events, censored) of the only group."""
    return drawn(rows, **question).frame.select("days", "at_risk", "entered", "events", "censored").rows()


# Who is watched


def test_somebody_who_joins_is_watched_from_day_0_to_the_day_of_leaving():
    assert days([stay(date(2023, 1, 1), date(2023, 1, 11))]) == [(0, 0, 1, 0, 0), (10, 1, 0, 1, 0)]


def test_somebody_still_there_is_censored_on_the_day_asked_for():
    assert days([stay(date(2023, 12, 21))]) == [(0, 0, 1, 0, 0), (10, 1, 0, 0, 1)]


def test_a_leaving_after_the_day_asked_for_is_not_known_yet():
    assert days([stay(date(2023, 12, 21), date(2024, 1, 1))])[-1] == (10, 1, 0, 0, 1)


def test_a_leaving_on_the_day_asked_for_is_known():
    assert days([stay(date(2023, 12, 21), ON)])[-1] == (10, 1, 0, 1, 0)


def test_somebody_listed_enters_as_late_as_the_lists_begin():
    listed = stay(date(2023, 1, 1), date(2023, 1, 11), began="listed", hire_day=date(2022, 1, 1))
    assert days([listed]) == [(365, 0, 1, 0, 0), (375, 1, 0, 1, 0)]


def test_a_move_ends_the_watching_in_one_street_and_begins_it_in_the_next():
    moved = [
        stay(date(2023, 1, 1), date(2023, 1, 11), person_id="a", street="东街"),
        stay(date(2023, 1, 11), date(2023, 1, 31), person_id="a", street="西街", community="新村"),
    ]
    frame = drawn(moved, by=("street",)).frame
    assert frame.select("street", "days", "entered", "events", "censored").rows() == [
        ("东街", 0, 1, 0, 0), ("东街", 10, 0, 0, 1), ("西街", 10, 1, 0, 0), ("西街", 30, 0, 1, 0)
    ]  # fmt: skip


def test_somebody_who_moves_inside_the_group_is_one_service():
    moved = [
        stay(date(2023, 1, 1), date(2023, 1, 11), person_id="a", community="幸福"),
        stay(date(2023, 1, 11), date(2023, 1, 31), person_id="a", community="和平"),
    ]
    assert drawn(moved).medians.row(0)[:2] == (1, 1)


def test_somebody_hired_again_is_two_services():
    again = [
        stay(date(2023, 1, 1), date(2023, 1, 11), person_id="a", began="joined", hire_day=date(2023, 1, 1)),
        stay(date(2023, 3, 1), None, person_id="a", began="joined", hire_day=date(2023, 3, 1)),
    ]
    assert drawn(again).medians["services"].item() == 2


def test_a_service_of_unknown_hire_day_is_left_out_and_said_to_be():
    unknown = stay(date(2023, 1, 1), began="listed", hire_day=None)
    found = drawn([stay(date(2023, 1, 1)), unknown])
    assert found.medians["services"].item() == 1
    assert any("入职日期不明" in remark for remark in found.remarks)


def test_nobody_is_watched_who_came_on_the_day_asked_for():
    assert days([stay(ON), stay(date(2023, 12, 30))]) == [(0, 0, 1, 0, 0), (1, 1, 0, 0, 1)]


# What counts as leaving


LEFT = [
    stay(date(2023, 1, 1), date(2023, 1, 11), leave_reason="辞职"),
    stay(date(2023, 1, 1), date(2023, 1, 21), leave_reason="退休"),
    stay(date(2023, 1, 1), date(2023, 1, 31), leave_reason="其他"),
    stay(date(2023, 1, 1), date(2023, 2, 10)),
]


@pytest.mark.parametrize(
    ("where", "events"),
    [
        (None, [10, 20, 30, 40]),
        ({"leave_reason": ["辞职"]}, [10]),
        ({"leave_class": ["自然"]}, [20]),
        ({"leave_class": ["主动", "自然"]}, [10, 20]),
        ({"leave_class": ["未知"]}, [30, 40]),
        ({"leave_reason": ["未知"]}, [40]),
    ],
)
def test_a_filter_on_leaving_says_which_leavings_are_events_and_filters_nobody(where, events):
    found = days(LEFT, where=where)
    assert [day for day, _, _, left, _ in found if left] == events
    assert sum(entered for _, _, entered, _, _ in found) == 4


@pytest.mark.parametrize("field", ["age_band", "tenure_band", "age"])
def test_groups_that_people_grow_out_of_are_refused(field):
    with pytest.raises(Refused) as refusal:
        drawn(LEFT, by=(field,))
    assert refusal.value.rule == "survival.changing_field"


def test_the_reason_for_leaving_makes_no_groups():
    with pytest.raises(Refused) as refusal:
        drawn(LEFT, by=("leave_reason",))
    assert refusal.value.rule == "survival.not_a_group"


# The metrics


def test_survival_in_post_by_months_of_service():
    """Of four, one leaves after 100 days and one after 400; two are still there after 2 years."""
    start = ON - timedelta(days=800)
    people = [stay(start, start + timedelta(days=100)), stay(start, start + timedelta(days=400))]
    cells = asked([*people, stay(start), stay(start)], "survival").cells
    assert cells.select("service_months", "people", "base", "value").rows() == [
        ("6个月", 3, 4, 75.0), ("12个月", 3, 4, 75.0), ("24个月", 2, 4, 50.0),
        ("36个月", 0, 4, None), ("60个月", 0, 4, None), ("120个月", 0, 4, None),
    ]  # fmt: skip


def test_there_is_no_share_for_people_watched_only_from_later_on():
    late = stay(date(2023, 1, 1), began="listed", hire_day=date(2022, 1, 1))
    found = asked([late], "survival")
    assert found.cells["value"].is_null().all()
    assert any("没有人在观察之中" in remark for remark in found.remarks)


def test_once_everybody_has_left_nobody_is_still_there_later():
    assert asked([stay(date(2022, 1, 1), date(2022, 1, 5))], "survival").cells["value"].to_list() == [0.0] * 6


def test_median_stay_in_months():
    start = date(2022, 1, 1)
    people = [stay(start, start + timedelta(days=days)) for days in (100, 200, 300, 400)]
    cells = asked(people, "median_stay").cells
    assert cells.select("people", "base").row(0) == (4, 4)
    assert cells["value"].item() == pytest.approx(200 / 30.4375)


def test_hazard_by_year_of_service_divides_by_person_years():
    """One leaves at the end of the first year, one stays to the middle of the second."""
    start = ON - timedelta(days=500)
    cells = asked([stay(start, start + timedelta(days=365)), stay(start)], "exit_hazard").cells
    first, second, third = cells.rows()[:3]
    assert first[:4] == ("第1年", 1, 730 / 365.25, pytest.approx(100 * 365.25 / 730))
    assert second[:4] == ("第2年", 0, 135 / 365.25, 0.0)
    assert third[:4] == ("第3年", 0, 0.0, None)


def test_nobody_at_all_gives_empty_numbers():
    engine = stays.engine([], people=[{}])
    cells = measure("survival", engine=engine, on=ON).cells
    assert cells["base"].to_list() == [0] * 6
    assert cells["value"].is_null().all()


# Against the slow oracle

DAYS = st.dates(date(2019, 1, 1), date(2024, 6, 30))
FACTS = st.fixed_dictionaries({
    "start": DAYS, "lengths": st.lists(st.integers(1, 900), min_size=1, max_size=3), "open": st.booleans(),
    "before": st.one_of(st.none(), st.integers(0, 900)), "gender": st.sampled_from(["男", "女", None]),
    "streets": st.lists(st.sampled_from(["东街", "西街"]), min_size=3, max_size=3),
    "reason": st.sampled_from(["辞职", "退休", None]),
})  # fmt: skip


def history(number, facts):
    """One service of one person as stays that follow each other."""
    day = facts["start"]
    hired = day - timedelta(days=facts["before"] or 0)
    rows = []
    for length, street in zip(facts["lengths"], facts["streets"], strict=False):
        end = day + timedelta(days=length)
        rows.append(stay(day, end, person_id=f"p{number}", street=street, gender=facts["gender"]))
        day = end
    if facts["open"]:
        rows[-1] |= {"until": None, "until_dated": False}
    rows[-1]["leave_reason"] = facts["reason"]
    rows[0] |= {"began": "joined" if facts["before"] is None else "listed", "hire_day": hired}
    return rows


@given(st.lists(FACTS, min_size=1, max_size=12), st.sampled_from([(), ("street",), ("gender", "street")]))
def test_curves_are_those_of_the_oracle(facts, by):
    rows = [row for number, one in enumerate(facts) for row in history(number, one)]
    found = drawn(rows, by=by)
    slow = spells(stays.histories(rows), ON, group=lambda row: tuple(row[name] or "未知" for name in by))
    assert {row[: len(by)] for row in found.frame.iter_rows()} == set(slow)
    for row in found.frame.iter_rows(named=True):
        own = slow[tuple(row[name] for name in by)]
        assert row["at_risk"] == at_risk(own, row["days"])
        assert row["survival"] == pytest.approx(float(survival(own, row["days"])), abs=1e-12)


@given(st.lists(FACTS, min_size=1, max_size=12))
def test_metrics_are_those_of_the_oracle(facts):
    rows = [row for number, one in enumerate(facts) for row in history(number, one)]
    own = spells(stays.histories(rows), ON).get((), [])
    for months, people, base, value, *_ in asked(rows, "survival").cells.iter_rows():
        day = MONTHS[months]
        share = survival(own, day)
        last = max((gone for _, gone, _ in own), default=0)
        seen = watched_throughout(own, day) or (share == 0 and watched_throughout(own, last))
        assert people == at_risk(own, day)
        assert people <= base
        assert value == (pytest.approx(float(100 * share)) if seen and own else None)
    for year, (_, people, base, *_) in enumerate(asked(rows, "exit_hazard").cells.rows()[:10]):
        first, last = int(365.25 * year), int(365.25 * (year + 1))
        assert base == pytest.approx(person_days(own, first, last) / 365.25)
        assert people == sum(left and first < gone <= last for _, gone, left in own)
