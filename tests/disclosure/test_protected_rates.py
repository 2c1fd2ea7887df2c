"""Rates: few events are hidden, few people behind a base too, and whatever would give them away."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from invented_tables import crossed, fixed, shown_of, totals

from sgstats.disclosure import protect
from sgstats.metrics import Measured, Options, catalogue

SMALL_OFTEN = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 9, 17, 40])


def rates(cells, *, by=(), of=None, name="turnover"):
    return Measured(
        name=name, definition=catalogue()[name], on=None, since=date(2023, 1, 1), until=date(2023, 12, 31),
        by=tuple(by), of=of, where={}, options=Options(), cells=pl.DataFrame(cells),
    )  # fmt: skip


def by_street(people, base):
    return rates({"street": list("甲乙丙丁")[: len(people)], "people": people, "base": base}, by=["street"])


def people(table, audience="internal"):
    return protect(table, audience=audience).frame["people"].to_list()


def test_a_rate_of_few_leavers_is_hidden_and_so_is_the_next_smallest():
    assert people(by_street([2, 9, 30], [80.0, 90.0, 95.5])) == [None, None, 30]


def test_nobody_having_left_a_large_unit_is_shown():
    frame = protect(by_street([0, 9, 30], [80.0, 90.0, 95.5])).frame
    assert frame["value"].to_list()[:2] == [0, 10]
    assert frame["base"].to_list() == [80, 90, 95.5]


def test_a_unit_of_few_people_has_no_rate_even_if_nobody_left_and_takes_the_next_smallest_along():
    frame = protect(by_street([5, 6, 30], [3.5, 20.0, 95.5])).frame
    assert frame["people"].to_list() == [None, None, 30]
    assert protect(by_street([0, 0, 30], [3.5, 20.0, 95.5])).frame["people"].to_list() == [None, None, 30]
    assert (
        frame.filter(status="hidden").select("people", "base", "value", "low", "high").null_count().row(0)
        == (2,) * 5
    )


def test_a_base_that_counts_no_people_may_be_small():
    table = by_street([40, 50], [3.0, 90.0])
    residents = replace(table.definition, base_counts_people=False)
    assert people(table) == [None, None]
    assert people(replace(table, definition=residents)) == [40, 50]


def test_the_same_leavers_over_five_denominators_are_hidden_together():
    cells = {
        "street": ["甲", "甲", "乙", "乙", "丙", "丙"], "denominator": ["期初人数", "期末人数"] * 3,
        "people": [6, 6, 9, 9, 30, 30], "base": [4.0, 12.0, 30.0, 30.0, 80.0, 80.0],
    }  # fmt: skip
    assert people(rates(cells, by=["street", "denominator"])) == [None] * 4 + [30, 30]


def test_reasons_are_parts_of_the_leavers_of_their_group():
    cells = {"leave_reason": ["辞职", "退休", "死亡"], "people": [20, 9, 1], "base": [120.0] * 3}
    assert people(rates(cells, of="leave_reason")) == [20, None, None]


def test_rates_of_a_release_come_from_rounded_counts():
    frame = protect(by_street([33, 47], [91.0, 112.4]), audience="public").frame
    assert frame.select("people", "base").rows() == [(35, 90.0), (45, 110.0)]
    assert frame["value"].to_list() == pytest.approx([35 / 90 * 100, 45 / 110 * 100])


def test_the_analyst_sees_all_and_a_count_nobody_knows_is_hidden_from_everyone():
    assert people(by_street([2, None, 30], [3.0, 90.0, 95.5]), "analyst") == [2, None, 30]
    assert (
        protect(by_street([None, 9, 30], [3.0, 90.0, 95.5]), audience="analyst").frame["status"][0]
        == "hidden"
    )


def test_an_empty_table_of_rates_stays_empty():
    schema = {"street": pl.String, "people": pl.Int64, "base": pl.Float64}
    assert protect(rates(pl.DataFrame(schema=schema), by=["street"])).rows() == []


def test_months_add_up_to_the_leavers_of_the_year():
    cells = {"month": ["2023-01", "2023-02", "2023-03"], "people": [2, 7, 30], "base": [130.0] * 3}
    assert people(rates(cells, by=["month"])) == [None, None, 30]


@settings(max_examples=40, deadline=None)
@given(arrays(np.int64, (4, 3), elements=SMALL_OFTEN).filter(np.any))
def test_no_few_leavers_can_be_computed_from_rates_by_unit_and_reason(counts):
    """Bases are large here; what is left are the events, which behave like the people of a structure."""
    truth = crossed(counts, by=["street"])
    tables = [truth, *totals(truth)]
    told = [(one, shown_of(one, _as_rates(one))) for one in tables]
    assert fixed(truth, told) == set()


def _as_rates(truth):
    """The same counts as leavers by reason, over large bases."""
    cells = truth.cells.select(
        *truth.by, pl.col("category").alias("leave_reason"), "people", base=pl.lit(1e6)
    )
    return protect(rates(cells, by=truth.by, of="leave_reason")).frame["people"]
