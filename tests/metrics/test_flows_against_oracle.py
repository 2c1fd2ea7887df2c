"""Random histories: accounts, rates and shares of movement equal those of the slow oracle, label by label."""

from __future__ import annotations

from datetime import date

import oracle_movement as oracle
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_stays import stays
from stays import engine

from sgstats.errors import Refused
from sgstats.metrics import Options, measure
from sgstats.metrics.options import DENOMINATORS

one_of = st.sampled_from
SPANS = [
    (date(2020, 1, 1), date(2022, 12, 31)),
    (date(2021, 1, 1), date(2021, 12, 31)),
    (date(2020, 2, 29), date(2021, 3, 1)),
    (date(2021, 3, 1), date(2022, 7, 20)),
]
GROUPS = ["street", "community", "gender", "birth_decade", "age_band", "year", "quarter", "month"]
groups = st.lists(one_of(GROUPS), max_size=2, unique=True)
filters = st.one_of(
    st.just({}),
    one_of(["东街", "西街", "未知"]).map(lambda street: {"street": [street]}),
    one_of(["幸福", "未知"]).map(lambda name: {"community": [name], "gender": ["男", "女"]}),
    st.just({"age_band": ["36–45岁", "未知"]}),
)
kinds = one_of([[], ["street"], ["gender"], ["street", "community"], ["gender", "street"]])
BOTH = ("people", "base")
PARTS = ["leave_reason", "leave_class", "tenure_band", "gender"]
FAR = (date(2015, 12, 31), date(2024, 12, 31))


def measured(history, name, *, span, by=(), where=None, **options):
    """A metric's rows by labels; a history without the street asked for is not looked at."""
    asked = {"since": span[0], "on": span[1], "by": by, "where": where, "of": options.pop("of", None)}
    try:
        return measure(name, engine=engine(history, lists=FAR), options=Options(**options), **asked)
    except Refused as refusal:
        assume(refusal.rule != "metric.no_such_value")
        raise


def rows(found):
    """The rows of a metric by their labels."""
    keys = len(found.by) + (found.of is not None)
    told = {row[:keys]: row[keys:] for row in found.cells.rows()}
    assert len(told) == found.cells.height
    return told


@settings(max_examples=100)
@given(stays(), one_of(SPANS), groups, filters)
def test_flows(history, span, by, where):
    found = rows(measured(history, "flows", span=span, by=by, where=where))
    expected = oracle.flows(history, since=span[0], until=span[1], by=by, where=where)
    assert {cell: n for cell, (n,) in found.items() if n} == {cell: n for cell, n in expected.items() if n}


@settings(max_examples=50)
@given(
    stays(),
    one_of(SPANS),
    groups,
    filters,
    one_of(DENOMINATORS[:-1]),
)
def test_turnover(history, span, by, where, denominator):
    told = rows(measured(history, "turnover", span=span, by=by, where=where, denominator=denominator))
    found = {(cell, name): n for cell, row in told.items() for name, n in zip(BOTH, row, strict=False) if n}
    asked = {"since": span[0], "until": span[1], "by": by, "where": where}
    expected = oracle.rates(history, denominator=denominator, **asked)
    expected = {(cell, name): n for cell, row in expected.items() for name, n in zip(BOTH, row, strict=True)}
    assert found == pytest.approx({key: n for key, n in expected.items() if n})


@settings(max_examples=50)
@given(stays(), one_of(SPANS), groups, filters, one_of(PARTS))
def test_exits(history, span, by, where, of):
    assume(of not in by)
    found = rows(measured(history, "exits", span=span, by=by, where=where, of=of))
    expected = oracle.leavers(history, since=span[0], until=span[1], by=by, where=where, of=of)
    assert {cell: people for cell, (people, _) in found.items() if people} == expected
    for cell, (_, base) in found.items():
        assert base == sum(n for other, n in expected.items() if other[:-1] == cell[:-1])


@settings(max_examples=30)
@given(
    stays(),
    one_of(SPANS),
    kinds,
    filters,
)
def test_who_is_still_there(history, span, by, where):
    since, until = span
    asked = {"by": by, "where": where, "day": until}
    both = oracle.both_days(history, earlier=since - oracle.ONE, later=until, **asked)
    for name, base in (("stayed", "earlier"), ("carried_over", "later")):
        found = rows(measured(history, name, span=span, by=by, where=where))
        expected = {cell: (own["both"], own[base]) for cell, own in both.items() if own[base]}
        assert {cell: row for cell, row in found.items() if row[1]} == expected
    year = oracle.both_days(history, earlier=until.replace(year=until.year - 1), later=until, **asked)
    found = rows(measured(history, "stability", span=span, by=by, where=where))
    expected = {cell: (own["unbroken"], own["earlier"]) for cell, own in year.items() if own["earlier"]}
    assert {cell: row for cell, row in found.items() if row[1]} == expected
    found = rows(measured(history, "retention", span=span, by=by, where=where))
    expected = oracle.served(history, on=until, by=by, where=where)
    expected = {cell: (own["served"], own["known"]) for cell, own in expected.items()}
    assert {cell: row for cell, row in found.items() if row[1]} == {
        cell: row for cell, row in expected.items() if row[1]
    }


@settings(max_examples=50)
@given(stays(), one_of(SPANS), one_of([date(2022, 2, 28), date(2023, 2, 28), date(2024, 12, 31)]))
def test_joiners_who_stay(history, span, last):
    expected = oracle.joined(history, since=span[0], until=span[1], last=last)
    known = engine(history, lists=(FAR[0], last))
    told = {}
    for name in ("early_leavers", "first_year_leavers", "cohort_retention"):
        told[name] = rows(measure(name, engine=known, since=span[0], on=span[1]))
    cohorts = {
        (f"{years * 12}个月",): (expected["kept", years], expected["due", years]) for years in (1, 2, 3)
    }
    assert told["cohort_retention"] == cohorts
    kept, due = cohorts["12个月",]
    assert told["first_year_leavers"] == {(): (due - kept, due)}
    assert told["early_leavers"] == {(): (expected["early"], expected["joined"])}


@settings(max_examples=20)
@given(stays())
def test_the_last_twelve_months(history):
    span = (date(2021, 1, 1), date(2022, 12, 31))
    # What is known begins after the last unit's lists did: here nobody is first listed later.
    history = [one | {"began": "joined"} if one.get("began") == "listed" else one for one in history]
    known = engine(history, lists=(date(2019, 1, 31), FAR[1]))
    found = rows(measure("turnover_rolling", engine=known, since=span[0], on=span[1]))
    for (month,), row in found.items():
        day = date.fromisoformat(f"{month}-01")
        assert row[:2] == pytest.approx(oracle.rolling(history, month=day, where={}))


@settings(max_examples=20)
@given(stays(), one_of(SPANS), st.randoms(use_true_random=False))
def test_the_order_of_rows_in_the_table_changes_nothing(history, span, random):
    lists = [one | {"valid_from": FAR[0], "hire_day": None} for one in history]
    question = {"since": span[0], "on": span[1], "by": ["community", "year"]}
    shuffled = random.sample(history, len(history))
    found = [measure("flows", engine=engine(one, lists), **question) for one in (history, shuffled)]
    assert found[0].cells.equals(found[1].cells)
