"""Shares with a base of their own: those who did not are hidden as those who did."""

from __future__ import annotations

from datetime import date

import polars as pl

from sgstats.disclosure import protect
from sgstats.metrics import Measured, Options, catalogue


def stayed(rows, *, audience="internal"):
    """People and base of ``stayed`` by street, as an audience may see them."""
    cells = pl.DataFrame(rows, schema=["street", "people", "base"], orient="row")
    facts = {"definition": catalogue()["stayed"], "on": None, "where": {}, "of": None, "options": Options()}
    span = {"since": date(2023, 1, 1), "until": date(2023, 12, 31)}
    shown = protect(Measured(name="stayed", by=("street",), cells=cells, **facts, **span), audience=audience)
    return {row["street"]: (row["people"], row["base"]) for row in shown.rows()}


def test_one_who_did_not_stay_is_not_told_by_subtraction():
    shown = stayed([("东街", 30, 31), ("西街", 20, 30), ("北街", 25, 40)])
    assert shown["东街"] == (None, None)
    assert list(shown.values()).count((None, None)) >= 2


def test_nobody_and_many_may_be_told():
    rows = [("东街", 30, 30), ("西街", 20, 30), ("北街", 0, 12)]
    assert stayed(rows) == {street: (people, base) for street, people, base in rows}


def test_an_analyst_sees_everything():
    assert stayed([("东街", 30, 31)], audience="analyst") == {"东街": (30, 31)}


def test_more_people_than_the_base_are_hidden():
    assert stayed([("东街", 31, 30)], audience="analyst") == {"东街": (None, None)}
