"""An attacker who has the table and all its totals, as printed, computes no small count."""

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
import scipy.sparse.linalg as sparse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from invented_tables import crossed, fixed, structure, totals

from sgstats.disclosure import audit, protect
from sgstats.disclosure.audit import determined
from sgstats.disclosure.numbers import numbers

SMALL_OFTEN = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 6, 9, 17, 40])


def tables(*shapes):
    return st.one_of([arrays(np.int64, shape, elements=SMALL_OFTEN) for shape in shapes]).filter(np.any)


def shown(truth, audience="internal"):
    """What the audience sees, but before it is rounded: more than is printed."""
    frame = protect(truth, audience=audience).frame
    seen = [pl.when(frame["people"].is_not_null()).then(name).alias(name) for name in ("people", "base")]
    return truth, SimpleNamespace(frame=truth.cells.select(seen))


@settings(max_examples=30, deadline=None)
@given(tables((3, 3), (4, 3), (2, 5), (6, 2), (4, 4)))
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_no_small_count_of_a_table_by_street_can_be_computed(audience, counts):
    truth = crossed(counts, by=["street"])
    assert fixed(truth, [shown(table, audience) for table in [truth, *totals(truth)]]) == set()


@settings(max_examples=30, deadline=None)
@given(tables((3, 2, 2), (2, 2, 3), (3, 2, 3)))
def test_a_table_by_street_and_sex_adds_nothing_to_what_its_totals_tell(counts):
    truth = crossed(counts, by=["street", "gender"])
    before = [shown(table) for table in totals(truth)]
    assert fixed(truth, [shown(truth), *before]) <= fixed(truth, before)


@settings(max_examples=50, deadline=None)
@given(st.lists(SMALL_OFTEN, min_size=1, max_size=7).filter(any))
def test_no_small_count_of_one_unit_can_be_computed(counts):
    truth = structure(counts)
    assert fixed(truth, [shown(truth)]) == set()


@settings(max_examples=30, deadline=None)
@given(tables((3, 3), (4, 2), (2, 4)))
def test_who_knows_that_zeros_are_printed_gains_nothing_in_a_line(counts):
    """Where a base is shown, the hidden counts above zero are not all forced to be one."""
    truth = crossed(counts, by=["street"])
    frame = protect(truth).frame.with_columns(true=truth.cells["people"], total=truth.cells["base"])
    lines = frame.group_by("street").agg(
        open=pl.col("base").is_not_null().any(),
        rest=(pl.col("true") > 0).sum() - (pl.col("status") == "hidden").sum(),
        slack=pl.col("true").filter(status="hidden").sum() - (pl.col("status") == "hidden").sum(),
        hidden=(pl.col("status") == "hidden").any(),
    )
    assert lines.filter(
        pl.col("open") & pl.col("hidden") & (pl.col("rest") > 0) & (pl.col("slack") <= 0)
    ).is_empty()


def test_the_attacker_of_these_tests_does_find_what_is_hidden_badly():
    truth = structure([2, 40, 9])
    badly = truth.cells.with_columns(people=pl.Series([None, 40, 9]))
    assert fixed(truth, [(truth, SimpleNamespace(frame=badly))]) == {(1, 0, 0)}


def test_large_tables_are_solved_as_small_ones_are(monkeypatch):
    """Above some size the equations are solved as a sparse system; both ways fix the same numbers."""
    counts = np.random.default_rng(7).choice([0, 0, 1, 3, 6, 20, 50], size=(60, 4))
    table = numbers(crossed(counts, by=["street"]))
    hidden = (table.people > 0) & (table.people < 5)
    directly = determined(table, hidden, levels=list(table.levels))
    monkeypatch.setattr(audit, "DENSE_UP_TO", 0)
    assert np.array_equal(determined(table, hidden, levels=list(table.levels)), directly)
    assert 0 < directly.sum() < hidden.sum()


def test_equations_that_cannot_be_solved_count_as_giving_everything_away(monkeypatch):
    table = numbers(crossed(np.full((3, 3), 3), by=["street"]))
    monkeypatch.setattr(audit, "DENSE_UP_TO", 0)
    monkeypatch.setattr(sparse, "splu", lambda matrix, **_: SimpleNamespace(solve=np.zeros_like))
    hidden = np.ones(len(table.people), dtype=bool)
    assert determined(table, hidden, levels=list(table.levels)).all()
