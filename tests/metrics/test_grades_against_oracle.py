"""Random histories with random appraisals: the engine's numbers equal those of the slow oracle."""

from __future__ import annotations

from datetime import date
from math import sqrt

import oracle_grades
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from postings import engine
from scipy.stats import t
from test_against_oracle import histories

from sgstats.errors import Refused
from sgstats.metrics import measure
from sgstats.periods import OPEN_END

YEARS = [2020, 2021, 2022, 2023]
GRADES = ["优秀", "称职", "基本称职", "不称职"]
one_of = st.sampled_from

said = st.fixed_dictionaries({
    "person_id": one_of([f"p{n}" for n in range(6)]),
    "year": one_of(YEARS),
    "import_id": st.integers(1, 2),
    "superseded": one_of([False, False, False, True]),
})
grades = said.flatmap(
    lambda facts: st.fixed_dictionaries({
        "grade": one_of([*GRADES, *GRADES, None]),
        "no_grade": one_of(["不定等次", None]),
        "rater": one_of([None, None, None, "居民"]),
        "dimension": one_of([None, None, None, "德"]),
    }).map(lambda more: facts | more)
)
scores = said.flatmap(
    lambda facts: st.fixed_dictionaries({
        "rater": one_of(["街道", "居民", "同事", None]),
        "dimension": one_of([None, None, "德", "能"]),
        "points": st.none() | st.integers(0, 300_000_000),
        "ballots": st.integers(1, 3),
    }).map(lambda more: facts | more)
)
groups = st.lists(
    one_of(["year", "street", "community", "gender", "age_band", "tenure_band"]), max_size=2, unique=True
)


def numbered(rows):
    return [row | {"row": place} for place, row in enumerate(rows, start=1)]


def asked(name, postings, appraisals, **question):
    """The metric's rows by labels, without empty ones, and the years it spoke of."""
    table = [facts | {"valid_to": facts["valid_to"] or OPEN_END} for facts in postings]
    try:
        measured = measure(name, engine=engine(table, appraisals=appraisals), **question)
    except Refused as refusal:
        assume(refusal.rule not in {"metric.nothing_appraised", "metric.year_not_appraised"})
        raise
    keys = len(measured.by) + (measured.of is not None)
    return {row[:keys]: row[keys:] for row in measured.cells.rows() if row[keys]}


def years_asked(known, by, on):
    return [year for year in known if year <= on.year] if "year" in by else [on.year]


@settings(max_examples=50, deadline=None)
@given(histories(), st.lists(grades, max_size=25), one_of(YEARS), groups)
def test_grades(postings, appraisals, year, by):
    appraisals, on = numbered(appraisals), date(year, 6, 1)
    found = asked("grades", postings, appraisals, on=on, by=by)
    years = years_asked(oracle_grades.known_years(appraisals), by, on)
    assert found == oracle_grades.grades(postings, appraisals, by=by, years=years)


@settings(max_examples=60, deadline=None)
@given(histories(), st.lists(grades, max_size=25), one_of(YEARS[1:]), groups)
def test_grade_changes(postings, appraisals, year, by):
    for one in (year - 1, year):
        appraisals = [
            *appraisals,
            {"person_id": "p0", "year": one, "grade": "称职", "import_id": 1, "superseded": False},
        ]
    appraisals, on = numbered(appraisals), date(year, 6, 1)
    found = asked("grade_changes", postings, appraisals, on=on, by=by)
    known = oracle_grades.known_years(appraisals)
    years = years_asked([one for one in known if one - 1 in known], by, on)
    assert found == oracle_grades.changes(postings, appraisals, by=by, years=years)


@pytest.mark.parametrize(("name", "against"), [("rater_scores", None), ("rater_gap", "街道")])
@settings(max_examples=60, deadline=None)
@given(postings=histories(), appraisals=st.lists(scores, max_size=25), year=one_of(YEARS), by=groups)
def test_scores(name, against, postings, appraisals, year, by):
    appraisals, on = numbered(appraisals), date(year, 6, 1)
    found = asked(name, postings, appraisals, on=on, by=by)
    kept = [row for row in appraisals if not row["superseded"] and row["rater"] and row["points"] is not None]
    years = years_asked(sorted({row["year"] for row in kept}), by, on)
    expected = oracle_grades.scores(postings, appraisals, by=by, years=years, against=against)
    assert {key: row[:3] for key, row in found.items()} == {
        key: (len(own), len(own), float(sum(own) / len(own))) for key, own in expected.items()
    }
    for key, own in expected.items():
        check_interval(found[key], own)


def check_interval(row, own):
    *_, value, low, high = row
    if len(own) < 2:
        assert (low, high) == (None, None)
        return
    mean = sum(own) / len(own)
    deviation = sqrt(sum((one - mean) ** 2 for one in own) / (len(own) - 1))
    half = t.ppf(0.975, len(own) - 1) * deviation / sqrt(len(own))
    assert (value - low, high - value) == pytest.approx((half, half), rel=1e-9, abs=1e-9)
