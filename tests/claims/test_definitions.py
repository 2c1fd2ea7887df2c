"""Readings that differ in a definition only, and those that speak of other people or another time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sgstats.claims.claim import Answer, Claim, Subject
from sgstats.claims.definitions import agreeing, differing
from sgstats.claims.numbers.quantities import quantities
from sgstats.claims.verdicts import judge

PARTY = Subject(metric="structure", number="people", of="political_status", values=("中共党员",))
YOUNG = Subject(
    metric="structure", number="share", of="age_band", values=("35岁及以下",), options={"bands": "0-35,36-"}
)
GRADED = Subject(metric="grades", number="share", of="grade", values=("优秀",))
ONE = [
    (PARTY, replace(PARTY, values=("中共党员", "预备党员"))),
    (YOUNG, replace(YOUNG, values=("34岁及以下",), options={"bands": "0-34,35-"})),
    (GRADED, replace(GRADED, options={"base": "known"})),
    (
        replace(GRADED, where={"political_status": ("中共党员",)}),
        replace(GRADED, where={"political_status": ("中共党员", "预备党员")}, options={"base": "known"}),
    ),
]
ANOTHER = [
    (PARTY, PARTY),
    (PARTY, replace(PARTY, values=("群众",))),
    (PARTY, replace(PARTY, on=date(2022, 12, 31))),
    (PARTY, replace(PARTY, where={"gender": ("女",)})),
    (YOUNG, replace(YOUNG, values=("45岁及以下",), options={"bands": "0-45,46-"})),
    (GRADED, replace(GRADED, values=("优秀", "称职"))),
    (GRADED, replace(GRADED, options={"bands": "0-35,36-"}, where={"age_band": ("35岁及以下",)})),
]


@pytest.mark.parametrize(("usual", "other"), ONE)
def test_the_same_people_by_two_definitions(usual, other):
    assert differing(usual, other) is not None


@pytest.mark.parametrize(("usual", "other"), ANOTHER)
def test_other_people_or_another_time_are_no_definition(usual, other):
    assert differing(usual, other) is None


def judged(printed: str, *answers: tuple[Subject, int, int]):
    (number,) = quantities(printed)
    claim = Claim(quote=printed, paragraph=1, start=0, end=1, quantity=number)
    told = [
        (subject, Answer(people=people, base=base, value=None, status="shown"))
        for subject, people, base in answers
    ]
    return agreeing(number, [(subject, answer, judge(claim, subject, answer)) for subject, answer in told])


def test_what_another_definition_can_make_is_not_impossible():
    """12.9% is nobody of 141, but 17 of 132; 13.0% is nobody of either."""
    known = replace(GRADED, options={"base": "known"})
    place, verdict = judged("12.9%", (GRADED, 17, 141), (known, 17, 132))
    assert (place, verdict.outcome) == (1, "consistent")
    place, verdict = judged("12.9%", (GRADED, 18, 141), (known, 18, 132))
    assert (place, verdict.outcome) == (1, "contradicted")
    assert judged("13.0%", (GRADED, 17, 141), (known, 17, 132)) is None
