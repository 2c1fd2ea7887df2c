"""Whether a number is a problem, how grave and how sure: the written rule, on both sides of every limit."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgstats.ledger.issues import Number, checks, difference, judge
from sgstats.ledger.issues.check import Check
from sgstats.ledger.issues.reading import interval, read, seats
from sgstats.metrics import catalogue
from sgstats.metrics.shares import difference_interval

BASE = 200_000
"""So many people that an interval tells a hair's breadth from the limit."""
ASKED = {name: check for name, check in checks().items() if check.metric}
FACTS = {"title": "题", "what": "占比", "kind": "类", "metric": "certified", "values": ("持证",)}


def made_up(**facts) -> Check:
    limits = [{"value": facts.pop("threshold", 50), "source": "自定"}]
    return Check(**FACTS | {"problem": "below", "steps": (10, 25)} | facts, thresholds=limits)


def share(people: int, base: int, **facts) -> Number:
    low, high = interval(people, base)
    return Number(value=people * 100 / base, low=low, high=high, people=people, base=base, **facts)


# Every check: found beyond its limit, fine at it


def answer(check: Check, count: int, base: int) -> pl.DataFrame:
    """A protected table in which the check finds this count, or this value."""
    if check.number == "value":
        return pl.DataFrame({"people": [count], "base": [base], "value": [float(count)], "low": [None],
                             "high": [None], "reason": [None]})  # fmt: skip
    of = check.of or catalogue()[check.metric].of if check.metric != "retirement_wave" else None
    if of is None:
        return pl.DataFrame({"people": [count], "base": [base], "reason": [None]})
    first = "甲" if "largest" in check.values else check.values[0]
    rest = "乙"
    return pl.DataFrame({of: [first, rest], "people": [count, base - count], "base": [base] * 2,
                         "reason": [None] * 2})  # fmt: skip


def number_of(check: Check, count: int, base: int = BASE) -> Number:
    table = answer(check, count, base)
    of = next(
        (name for name in table.columns if name not in {"people", "base", "value", "low", "high", "reason"}),
        None,
    )
    found = read(table, check, by=(), of=of)[()].number
    return seats(found, percent=check.thresholds[0].value) if check.number == "seats" else found


def limit_count(check: Check, limit: float) -> int:
    """The count that lies exactly at the limit."""
    return int(limit * BASE / 100) if check.number in {"share", "seats"} else int(limit)


@pytest.mark.parametrize("name", sorted(name for name, one in ASKED.items() if one.compare == "target"))
def test_a_check_fires_beyond_its_limit_and_not_at_it(name):
    check, limit = checks()[name], checks()[name].thresholds[0].value
    at = limit_count(check, limit)
    limit = floor(limit * BASE / 100) if check.number == "seats" else limit
    step = check.sign * (2_000 if check.number == "share" else 1)
    assert judge(check, number_of(check, at), limit=limit).status == "fine"
    beyond = judge(check, number_of(check, at + step), limit=limit)
    assert (beyond.status, beyond.certainty) == ("found", "确定")
    assert judge(check, number_of(check, at - step), limit=limit).status == "fine"


@pytest.mark.parametrize("name", sorted(checks()))
def test_a_check_says_what_it_is_and_where_its_limit_comes_from(name):
    check = checks()[name]
    assert all([check.title, check.title_en, check.what, check.what_en, check.kind])
    assert all(limit.source for limit in check.thresholds)
    assert check.least_base >= 1


def test_a_limit_that_no_document_gives_says_so():
    documents = {"certificate_low", "education_low", "understaffed", "quota_breached"}
    own = {name for name, one in checks().items() if "本系统默认值" in one.thresholds[0].source}
    assert not own & documents


# How sure


def test_certain_is_what_the_interval_leaves_the_limit_out_of():
    check = made_up()
    assert judge(check, share(41, 100), limit=50).certainty == "疑似"
    assert judge(check, share(40, 100), limit=50).certainty == "确定"
    assert interval(41, 100)[1] > 50 > interval(40, 100)[1]


def test_what_is_not_known_of_some_people_makes_it_only_suspected():
    check = made_up()
    known = share(30, 100)
    doubted = share(30, 100, spared=interval(30 + 15, 100))
    assert judge(check, known, limit=50).certainty == "确定"
    assert judge(check, doubted, limit=50).certainty == "疑似"


def test_people_who_are_unknown_are_counted_the_other_way_where_less_is_worse():
    rows = pl.DataFrame({"certified": ["持证", "无证", "未知"], "people": [30, 55, 15], "base": [100] * 3,
                         "reason": [None] * 3})  # fmt: skip
    number = read(rows, made_up(), by=(), of="certified")[()].number
    assert number.spared == interval(45, 100)
    above = made_up(problem="above", values=("无证",))
    assert read(rows, above, by=(), of="certified")[()].number.spared == interval(55, 100)


def test_a_fact_needs_no_interval():
    check = made_up(metric="density", values=(), number="value", threshold=18, steps=(1, 3))
    assert judge(check, Number(value=17.9, people=17, base=9_000), limit=18).certainty == "确定"
    assert judge(check, Number(value=18.0, people=18, base=10_000), limit=18).status == "fine"


def test_nobody_among_few_is_no_finding():
    check = checks()["no_one_young"]
    assert judge(check, Number(value=0, people=0, base=4), limit=1).status == "too_few"
    assert judge(check, Number(value=0, people=0, base=5), limit=1).status == "found"


@given(st.integers(0, 29), st.integers(1, 29))
def test_fewer_than_the_least_base_are_too_few_to_tell(people, base):
    told = judge(made_up(least_base=30), share(min(people, base), base), limit=50)
    assert (told.status, told.certainty, told.severity) == ("too_few", "人数太少，不能判断", None)
    assert told.needed is None or told.needed >= 30


@given(st.integers(1, 99), st.integers(1, 99))
def test_the_number_needed_is_the_first_whose_interval_leaves_out_the_limit(percent, limit):
    """Wilson's interval is the score test turned round: checked just before and at the number."""
    if percent == limit:
        return
    check = made_up(problem="above" if percent > limit else "below", least_base=1)
    needed = judge(check, Number(value=percent, low=0, high=100, people=1, base=0.5), limit=limit).needed

    def told(base: int) -> bool:
        z2 = Fraction("3.841458820694124")
        p, t = Fraction(percent, 100), Fraction(limit, 100)
        return (p - t) ** 2 * base > z2 * t * (1 - t)

    assert told(needed)
    assert needed == 1 or not told(needed - 1)


# How grave


@pytest.mark.parametrize(
    ("people", "severity"),
    [(4_800, "一般"), (4_001, "一般"), (4_000, "较重"), (2_501, "较重"), (2_500, "严重")],
)
def test_severity_grows_with_the_distance_from_the_limit(people, severity):
    told = judge(made_up(), share(people, 10_000), limit=50)
    assert (told.severity, told.certainty) == (severity, "确定")


def test_what_is_only_suspected_is_a_hint_whatever_its_distance():
    told = judge(made_up(least_base=5), share(1, 6), limit=50)
    assert (told.certainty, told.severity) == ("疑似", "提示")
    assert told.distance > 25


def test_a_check_may_cap_its_severity():
    assert judge(made_up(most="一般"), share(1, 10_000), limit=50).severity == "一般"


# Against the past


def test_nothing_is_called_a_change_unless_the_interval_says_so():
    check = made_up(compare="past", threshold=0)
    unclear, clear = share(45, 100), share(30, 100)
    before = share(50, 100)
    assert judge(check, difference(unclear, before), limit=0).status == "fine"
    assert judge(check, difference(clear, before), limit=0).certainty == "确定"


def test_a_change_that_is_sure_may_not_surely_be_more_than_is_tolerated():
    check = made_up(compare="past", threshold=15)
    told = judge(check, difference(share(300, 1_000), share(460, 1_000)), limit=-15)
    assert (told.status, told.certainty, told.severity) == ("found", "疑似", "提示")


@given(st.integers(0, 80), st.integers(0, 80))
def test_the_difference_of_two_shares_is_newcombes(now, before):
    """Above the bases with exact intervals the two are the same."""
    change = difference(share(now, 80), share(before, 80))
    low, high = difference_interval((now, 80), (before, 80))
    assert change.low == pytest.approx(low * 100, abs=1e-9)
    assert change.high == pytest.approx(high * 100, abs=1e-9)


# What is hidden


def hidden_rows(people: list[int | None], base: int) -> pl.DataFrame:
    bases = [None if one is None else base for one in people]
    return pl.DataFrame(
        {"certified": ["持证", "无证", "未知"], "people": people, "base": bases, "reason": ["隐藏"] * 3},
        schema={"certified": pl.String, "people": pl.Int64, "base": pl.Int64, "reason": pl.String},
    )


def test_a_hidden_number_gives_no_number():
    found = read(hidden_rows([None, 60, None], 100), made_up(), by=(), of="certified")[()]
    assert (found.number, found.reason) == (None, "隐藏")


def test_a_group_that_is_hidden_whole_has_no_bounds():
    found = read(hidden_rows([None, None, None], 100), made_up(), by=(), of="certified")[()]
    assert (found.number, found.bounds) == (None, ())


@given(st.tuples(*[st.integers(0, 50)] * 3), st.sets(st.integers(0, 2), min_size=1, max_size=2))
def test_bounds_hold_the_truth_and_come_from_what_is_shown_alone(truth, hidden):
    base = sum(truth)
    people = [None if place in hidden else one for place, one in enumerate(truth)]
    found = read(hidden_rows(people, base), made_up(), by=(), of="certified")[()]
    if found.bounds:
        least, most = found.bounds
        assert least.people <= truth[0] <= most.people
        shown = sum(one for one in people if one is not None)
        assert (least.people, most.people) == (0, base - shown)


def test_the_largest_part_is_not_named_where_a_hidden_one_may_be_larger():
    check = made_up(values=("largest",), problem="above")
    assert read(hidden_rows([40, None, None], 100), check, by=(), of="certified")[()].number is None
    assert read(hidden_rows([60, None, None], 100), check, by=(), of="certified")[()].part == "持证"
