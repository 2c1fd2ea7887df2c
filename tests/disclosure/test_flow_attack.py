"""Who solves all equations of a flow table and its totals finds no small number."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_accounts import Attacker, account, histories, with_totals


def betrayed(history, tables, *, by):
    """The small numbers, of any of these tables, that all tables with these fields together give away."""
    attacker = Attacker(history)
    small = [one for dims in tables for one in attacker.read(account(history, dims))]
    wanted = {tuple(number): row for number, row in small if set(row) <= {*by, "flow", "people"}}
    return {number for number in wanted if attacker.computes(number)}


@settings(max_examples=15, deadline=None)
@given(st.data())
@pytest.mark.parametrize(
    ("shape", "by"),
    [
        ((3, 1, 1), ["community"]),
        ((3, 1, 3), ["community", "year"]),
        ((3, 1, 4), ["community", "month"]),
        ((1, 2, 4), ["gender", "month"]),
        ((1, 1, 4), ["year", "month"]),
    ],
)
def test_no_small_number_of_a_flow_table_can_be_computed(shape, by, data):
    assert betrayed(data.draw(histories(*shape)), with_totals(by), by=by) == set()


@settings(max_examples=10, deadline=None)
@given(histories(2, 2, 2))
def test_a_flow_table_by_three_fields_adds_nothing_to_what_its_totals_tell(history):
    by = ["community", "gender", "month"]
    *totals, whole = with_totals(by)
    fewer = betrayed(history, totals, by=by)
    assert {one for one in betrayed(history, [*totals, whole], by=by)} <= fewer
