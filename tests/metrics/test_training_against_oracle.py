"""Random histories with random trainings: the engine's numbers equal those of the slow oracle."""

from __future__ import annotations

from datetime import date, timedelta

import oracle_training
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from postings import engine
from test_against_oracle import CHANGES, histories

from sgstats.errors import Refused
from sgstats.metrics import Options, measure
from sgstats.metrics.duty import Duty
from sgstats.periods import OPEN_END

one_of = st.sampled_from
DAYS = [date(2021, 3, 31), date(2022, 1, 1), date(2022, 12, 31), date(2023, 2, 28), date(2023, 6, 1)]
LEVELS = ["区级", "街道级", "外训", None]

sessions = st.fixed_dictionaries({
    "person_id": one_of([f"p{n}" for n in range(6)]),
    "year": st.integers(2020, 2024),
    "day": st.none() | one_of(DAYS),
    "training_level": one_of(LEVELS),
    "training_form": one_of(["课堂", "党校", None]),
    "hours_tenths": st.none() | st.integers(0, 400),
    "import_id": st.integers(1, 2),
    "superseded": one_of([False, False, False, True]),
}).map(lambda one: one | {"year": one["day"].year if one["day"] else one["year"]})
trainings = st.lists(sessions, max_size=20).map(
    lambda rows: [row | {"row": place} for place, row in enumerate(rows, start=1)]
)
fields = one_of(["year", "street", "community", "gender", "age_band", "district"])
groups = st.lists(fields, max_size=2, unique=True)
spans = one_of([
    (date(2023, 1, 1), date(2023, 12, 31)),
    (date(2022, 1, 1), date(2024, 2, 29)),
    (date(2020, 6, 1), date(2023, 3, 1)),
])
kinds = one_of([
    {},
    {"training_level": ["区级"]},
    {"training_level": ["区级", "未知"], "training_form": ["课堂"]},
])
ends = one_of([*DAYS[2:], date(2024, 2, 29)])


def asked(name, postings, records, **question):
    """The metric's rows by labels, without empty ones."""
    table = [facts | {"valid_to": facts["valid_to"] or OPEN_END} for facts in postings]
    try:
        measured = measure(name, engine=engine(table, trainings=records), **question)
    except Refused as refusal:
        assume(refusal.rule not in {"metric.no_statement"})
        raise
    keys = len(measured.by) + (measured.of is not None)
    return {row[:keys]: row[keys:] for row in measured.cells.rows()}


@settings(max_examples=50, deadline=None)
@given(histories(), trainings, spans, groups, kinds)
def test_coverage(postings, records, span, by, where):
    since, on = span
    found = asked("training_coverage", postings, records, since=since, on=on, by=by, where=where)
    wanted = oracle_training.groups(postings, records, since=since, on=on, by=by, where=where)
    expected = oracle_training.parts(wanted)
    assert {key: row for key, row in found.items() if row[0]} == expected
    # A zero is told of groups alone of which something is known.
    silent = {key for key, people in wanted.items() if all(mine is None for mine in people)}
    assert not [key for key, row in found.items() if not row[0] and key[:-1] in silent]


@settings(max_examples=50, deadline=None)
@given(histories(), trainings, spans, st.lists(one_of(["street", "gender"]), max_size=1))
def test_coverage_by_level_holds_each_level_against_everybody(postings, records, span, by):
    since, on = span
    levels = ["training_level", *by]
    found = asked("training_coverage", postings, records, since=since, on=on, by=levels)
    for level in {key[0] for key in found}:
        where = {"training_level": [level]}
        wanted = oracle_training.groups(postings, records, since=since, on=on, by=by, where=where)
        mine = {key[1:]: row for key, row in found.items() if key[0] == level and row[0]}
        assert mine == oracle_training.parts(wanted)


@settings(max_examples=50, deadline=None)
@given(histories(), trainings, spans, groups, kinds)
def test_hours_and_attendances(postings, records, span, by, where):
    question = {"since": span[0], "on": span[1], "by": by, "where": where}
    wanted = oracle_training.groups(postings, records, **question)
    found = asked("training_hours", postings, records, **question)
    assert {key: row[:2] for key, row in found.items()} == {
        key: row[:2] for key, row in oracle_training.hours(wanted).items()
    }
    for key, row in oracle_training.hours(wanted).items():
        assert found[key][2] == (None if row[2] is None else pytest.approx(row[2], rel=1e-12, abs=1e-12))
    found = asked("training_attendances", postings, records, **question)
    assert {key: row[:2] for key, row in found.items()} == oracle_training.attendances(wanted)


@settings(max_examples=50, deadline=None)
@given(histories(), trainings, ends, groups.filter(lambda by: "year" not in by))
def test_never_trained(postings, records, on, by):
    found = asked("never_trained", postings, records, on=on, by=by)
    wanted = oracle_training.parts(oracle_training.groups(postings, records, since=None, on=on, by=by))
    expected = {key: row for key, row in wanted.items() if key[-1] != "参加过"}
    assert {key: row for key, row in found.items() if row[0]} == expected


duties = st.one_of(
    st.builds(
        Duty,
        name=st.just("甲"),
        levels=one_of([(), ("区级",), ("区级", "街道级")]),
        times=st.integers(1, 2),
        years=st.integers(1, 2),
        posts=one_of([(), ("正职",), ("副职", "一般")]),
    ),
    st.builds(
        Duty,
        name=st.just("甲"),
        levels=one_of([(), ("区级",)]),
        times=st.integers(1, 2),
        months=one_of([1, 12, 18]),
    ),
)
posts = st.lists(one_of(["正职", "副职", "一般", None]), min_size=18, max_size=18)
hired = st.lists(one_of([*CHANGES, date(2023, 3, 1)]), min_size=18, max_size=18)


@settings(max_examples=100, deadline=None)
@given(
    histories(),
    trainings,
    duties,
    posts,
    hired,
    ends,
    one_of([0, 30, 90, 400]),
)
def test_duties(postings, records, duty, held, days, on, within):
    staff = [
        facts | {"post": post, "hire_day": day}
        for facts, post, day in zip(postings, held, days, strict=False)
    ]
    options = Options(duties=(duty,), due_within=within)
    found = asked("training_duties", staff, records, on=on, options=options)
    expected = oracle_training.duties(staff, records, duty, on=on, within=within)
    assert {key[-1]: row for key, row in found.items() if row[0]} == expected


@given(one_of(DAYS), st.integers(1, 40), st.integers(0, 400))
def test_months_reach_a_day_as_the_calendar_has_them(day, months, back):
    from sgstats.periods import day_number, months_before

    start = day - timedelta(back)
    reaches = oracle_training.months_later(start, months) >= day
    assert (day_number(start) >= months_before(day, months)) == reaches
