"""Evidence from a few words: what a case does not mention is unremarkable."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import polars as pl

from sgstats.policies.evidence import BALLOT_COUNTS, POINT, TRAININGS, Evidence
from sgstats.policies.judging import judge
from sgstats.policies.loading import load
from sgstats.policies.options import choose

PEOPLE = {
    "person_id": pl.String,
    "year": pl.Int32,
    "district": pl.String,
    "street": pl.String,
    "community": pl.String,
    "gender": pl.String,
    "birth_day": pl.Int32,
    "birth_precision": pl.String,
    "education": pl.String,
    "degree": pl.String,
    "certificate": pl.String,
    "post": pl.String,
    "employment": pl.String,
    "hire_day": pl.Int32,
    "leave_day": pl.Int32,
    "in_post": pl.Boolean,
}
APPRAISALS = {
    "person_id": pl.String,
    "year": pl.Int32,
    "rater": pl.String,
    "dimension": pl.String,
    "grade": pl.String,
    "no_grade": pl.String,
    "points": pl.Int64,
    "ballots": pl.Int32,
}
ABSENCES = {
    "person_id": pl.String,
    "absence_type": pl.String,
    "start_day": pl.Int32,
    "end_day": pl.Int32,
    "absent_tenths": pl.Int32,
    "year": pl.Int32,
}
BALLOTS = {"person_id": pl.String, "year": pl.Int32, "day": pl.Int32} | dict.fromkeys(BALLOT_COUNTS, pl.Int32)
FACTS = {
    "person_id": pl.String,
    "year": pl.Int32,
    "day": pl.Int32,
    "item": pl.String,
    "holds": pl.Boolean,
    "rater": pl.String,
}
USUAL = {
    "district": "青禾区",
    "street": "康宁街道",
    "community": "集贤社区",
    "employment": "专职社区工作者",
    "in_post": True,
}

Row = dict[str, Any]


def evidence(
    people: list[Row],
    *,
    appraisals: list[Row] = (),
    absences: list[Row] = (),
    ballots: list[Row] = (),
    facts: list[Row] = (),
    trainings: list[Row] = (),
) -> Evidence:
    """Evidence from rows; people get what is usual, appraisals their points from a ``score``."""
    return Evidence(
        people=frame([USUAL | one for one in people], PEOPLE),
        appraisals=frame([pointed(one) for one in appraisals], APPRAISALS),
        absences=frame(absences, ABSENCES),
        ballots=frame(ballots, BALLOTS),
        facts=frame([{"holds": True} | one for one in facts], FACTS),
        trainings=frame(trainings, TRAININGS),
    )


def frame(rows: list[Row], schema: dict[str, Any]) -> pl.DataFrame:
    """Rows as a frame; an unknown column is a slip of the test."""
    assert not {name for row in rows for name in row} - set(schema)
    return pl.DataFrame([[row.get(name) for name in schema] for row in rows], schema=schema, orient="row")


def pointed(row: Row) -> Row:
    """A row whose ``score`` (text) has become points and how many scores are in them."""
    if "score" not in row:
        return row
    whole = Fraction(row["score"]) * POINT
    rest = {name: value for name, value in row.items() if name != "score"}
    return rest | {"points": whole.numerator, "ballots": whole.denominator}


def row_of(judged, person: str) -> Row:
    """The result of one person."""
    return judged.people.row(by_predicate=pl.col("person_id") == person, named=True)


YEAR = 2023
EAST = load("EAST")
P = {"person_id": "P", "year": YEAR}


def judged(people=(P,), *, pack=EAST, year=YEAR, options=None, **tables):
    return judge(evidence(list(people), **tables), pack=pack, year=year, options=choose({}, options or {}))
