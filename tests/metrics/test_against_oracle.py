"""Random histories: the engine's numbers equal those of the slow oracle, label by label."""

from __future__ import annotations

from datetime import date

import oracle
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from postings import engine

from sgstats.errors import Refused
from sgstats.metrics import Options, measure
from sgstats.metrics.dimensions import FIELDS
from sgstats.periods import OPEN_END

# Few different days, so that bounds, birthdays and statements meet by chance.
STATEMENTS = [date(2021, 12, 31), date(2022, 12, 31), date(2023, 12, 31)]
ASKED = [*STATEMENTS, date(2022, 2, 28), date(2023, 3, 1), date(2024, 2, 29), date(2020, 12, 31)]
BIRTHS = [
    date(2000, 2, 29), date(1988, 12, 31), date(1987, 12, 31), date(1988, 1, 1),
    date(1978, 3, 1), date(1977, 2, 28),
    date(1972, 2, 29), date(1968, 2, 29), date(1979, 12, 31), date(1980, 1, 1),
    date(1967, 12, 1), date(2025, 1, 1),
]  # fmt: skip
CHANGES = [None, *STATEMENTS, date(2022, 3, 1), date(2023, 2, 28), date(2012, 2, 29), date(2013, 12, 31)]
BANDS = {
    None: oracle.DEFAULT_AGES,
    "shk": ((0, 39), (40, 50), (51, None)),
    "0-22,23-34,35-35,36-": ((0, 22), (23, 34), (35, 35), (36, None)),
}

one_of = st.sampled_from


@st.composite
def histories(draw):
    """Postings of a few people in a few statements, with transfers, duplicates and unknowns."""
    people = draw(st.lists(persons(), min_size=1, max_size=6))
    postings = []
    for n, person in enumerate(people):
        for _ in range(draw(st.integers(1, 3))):
            postings.append(person | draw(places()) | {"person_id": f"p{n}", "row": len(postings) + 1})
    return postings


@st.composite
def persons(draw):
    return {
        "birth_day": draw(st.none() | one_of(BIRTHS)),
        "gender": draw(one_of(["男", "女", None, ""])),
        "ethnicity": draw(one_of(["汉族", "回族", None])),
        "education": draw(one_of(["大学本科", "大学专科", "中专", "其他", None])),
        "study_mode": draw(one_of(["全日制", "在职", None])),
    }


@st.composite
def places(draw):
    start, end = draw(one_of([(0, 1), (1, 2), (0, 2), (2, None), (1, None), (0, None)]))
    return {
        "valid_from": STATEMENTS[start],
        "valid_to": None if end is None else STATEMENTS[end],
        "import_id": draw(st.integers(1, 3)),
        "district": draw(one_of(["甲区", "甲区", "乙区"])),
        "street": draw(one_of(["东街", "西街", "西街", None])),
        "community": draw(one_of(["幸福", "和平", None, ""])),
        "hire_day": draw(one_of(CHANGES)),
        "leave_day": draw(one_of([None, None, *CHANGES])),
        "source": draw(one_of(["街道推荐", "公开招聘", None])),
    }


filters = st.one_of(
    st.just({}),
    st.lists(one_of(["男", "女", "未知"]), min_size=1, unique=True).map(lambda values: {"gender": values}),
    st.lists(one_of(["80后", "70后", "未知"]), min_size=1, unique=True).map(
        lambda values: {"birth_decade": values}
    ),
    one_of(["东街", "西街", "未知"]).map(lambda value: {"street": [value]}),
    one_of(["幸福", "和平", "未知"]).map(lambda value: {"community": [value], "gender": ["男", "女"]}),
    one_of(["大专及以上", "大专以下", "未知"]).map(lambda value: {"education_group": [value]}),
    one_of(["10年", "6–10年", "未知"]).map(lambda value: {"tenure_band": ["6–10年", "11年及以上"]}),
)
groups = st.lists(one_of(FIELDS), max_size=2, unique=True)


def asked(name, postings, **question):
    """The metric's rows by labels; a history that the question does not fit is not looked at."""
    table = [facts | {"valid_to": facts["valid_to"] or OPEN_END} for facts in postings]
    try:
        measured = measure(name, engine=engine(table), **question)
    except Refused as refusal:
        # Nothing is in force, or the street asked for is not in this history: specs of their own.
        assume(refusal.rule not in {"metric.no_statement", "metric.no_such_value"})
        raise
    keys = len(measured.by) + (measured.of is not None)
    rows = measured.cells.rows()
    assert len({row[:keys] for row in rows}) == len(rows)
    return {row[:keys]: row[keys:] for row in rows}


@settings(max_examples=150)
@given(
    histories(), one_of(ASKED), groups, one_of(FIELDS), filters, one_of(["all", "known"]), one_of(list(BANDS))
)
def test_structure(postings, on, by, of, where, base, bands):
    assume(of not in by)
    options = Options(bands=bands, base=base)
    found = asked("structure", postings, on=on, by=by, of=of, where=where, options=options)
    assert found == oracle.structure(
        postings, on=on, by=by, of=of, where=where, base=base, bands=BANDS[bands]
    )


@settings(max_examples=100)
@given(histories(), one_of(ASKED), groups, filters)
def test_headcount(postings, on, by, where):
    people = oracle.counts(postings, on=on, fields=by, where=where)
    whole = sum(people.values())
    found = asked("headcount", postings, on=on, by=by, where=where)
    assert found == {cell: (count, whole) for cell, count in people.items()}


@pytest.mark.parametrize("name", ["mean_age", "median_age"])
@settings(max_examples=100)
@given(postings=histories(), on=one_of(ASKED), by=groups, where=filters)
def test_ages(name, postings, on, by, where):
    assume("age" not in by)
    found = asked(name, postings, on=on, by=by, where=where)
    expected = oracle.ages(postings, on=on, by=by, where=where, estimate=name)
    if not by and not expected:
        expected = {(): (0, 0, None)}
    assert {group: row[:3] for group, row in found.items()} == expected


@settings(max_examples=50)
@given(histories(), one_of(ASKED), st.randoms(use_true_random=False))
def test_the_order_of_rows_in_the_table_changes_nothing(postings, on, random):
    shuffled = random.sample(postings, len(postings))
    question = {"on": on, "by": ["street"], "of": "community"}
    assert list(asked("structure", shuffled, **question).items()) == list(
        asked("structure", postings, **question).items()
    )
