"""Shares, their intervals and how they are printed, against published values."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from sgstats.metrics import with_shares
from sgstats.metrics.shares import (
    EXACT_BELOW,
    adding_note,
    difference_interval,
    exact_interval,
    half_up,
    percent,
    wilson_interval,
)


def shares(people, base, **options):
    return (
        with_shares(pl.DataFrame({"people": people, "base": base}), **options)
        .select("share", "low", "high")
        .rows()
    )


@pytest.mark.parametrize(
    ("people", "base", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_s_interval_as_newcombe_printed_it(people, base, low, high):
    assert wilson_interval(people, base) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090)],
)
def test_the_difference_of_two_shares_as_newcombe_printed_it(first, second, low, high):
    assert difference_interval(first, second) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 3000), st.floats(0, 1), st.sampled_from([0.8, 0.95, 0.99]))
def test_intervals_are_scipy_s(base, part, confidence):
    people = round(base * part)
    method = "exact" if base < EXACT_BELOW else "wilson"
    expected = binomtest(people, base).proportion_ci(confidence, method=method)
    ((share, low, high),) = shares([people], [base], confidence=confidence)
    assert share == people / base
    assert (low, high) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_small_bases_have_exact_intervals_row_by_row():
    rows = shares([5, 5], [29, 30])
    assert rows[0][1:] == exact_interval(5, 29)
    assert rows[1][1:] == pytest.approx(wilson_interval(5, 30))


def test_the_ends_are_exactly_0_and_1():
    assert [row[1] for row in shares([0, 0], [8, 800])] == [0.0, 0.0]
    assert [row[2] for row in shares([8, 800], [8, 800])] == [1.0, 1.0]


@pytest.mark.parametrize(("people", "base"), [(None, 9), (9, None), (0, 0), (9, 8), (-1, 8)])
def test_what_has_no_sound_base_has_no_share(people, base):
    frame = pl.DataFrame({"people": [people], "base": [base]}, schema={"people": pl.Int64, "base": pl.Int64})
    assert with_shares(frame).row(0)[2:] == (None, None, None)


def test_order_and_other_columns_stay_and_shares_are_computed_anew():
    frame = pl.DataFrame({
        "street": ["乙", "甲"],
        "people": [3, 300],
        "base": [10, 1000],
        "share": [0.9, 0.9],
    })
    again = with_shares(with_shares(frame))
    assert again["street"].to_list() == ["乙", "甲"]
    assert again["share"].to_list() == [0.3, 0.3]
    assert again.columns == ["street", "people", "base", "share", "low", "high"]


def test_an_empty_table_stays_empty():
    assert shares(pl.Series([], dtype=pl.Int64), pl.Series([], dtype=pl.Int64)) == []


# Printing


@pytest.mark.parametrize(("people", "printed"), [(67, "5.0"), (935, "70.0"), (1042, "78.0"), (1336, "100.0")])
def test_the_shares_of_the_1336(people, printed):
    assert str(percent(people / 1336)) == printed


def test_a_half_goes_up_where_python_s_round_goes_to_even():
    printed = [half_up(percent(people / 8), places=0) for people in (2, 5, 0, 1)]
    assert [int(number) for number in printed] == [25, 63, 0, 13]
    assert [round(people / 8 * 100) for people in (2, 5, 0, 1)] == [25, 62, 0, 12]


@given(st.integers(1, 4000), st.integers(0, 4000))
def test_printing_a_share_rounds_the_exact_fraction(base, people):
    tenths, rest = divmod(min(people, base) * 1000, base)
    assert percent(min(people, base) / base) == Decimal(tenths + (2 * rest >= base)) / 10


def test_parts_that_do_not_add_up_say_so():
    assert adding_note([2 / 8, 5 / 8, 0.0, 1 / 8]) is None
    note = adding_note([2 / 8, 5 / 8, 0.0, 1 / 8], places=0)
    assert note is not None
    assert "101" in note
    assert adding_note([0.5, None, 0.5]) is None
