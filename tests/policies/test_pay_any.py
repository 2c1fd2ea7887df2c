"""Pay under any pools and grades, beside a slow reading of the largest remainder in fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from paying_cases import OPEN, judged

from sgstats.policies import money
from sgstats.policies.loading import load
from sgstats.policies.paying import pay
from sgstats.policies.pools import from_amount
from sgstats.policies.sharing import share_out

EAST = load("EAST")
GRADES = st.sampled_from([*EAST.scale, None])
POOLS = st.one_of(st.integers(1, 1000), st.integers(1, 10**15))
WEIGHTS = st.one_of(st.integers(0, 20), st.integers(0, 12 * 10**9))
UNITS = st.lists(st.sampled_from(["晨光社区", "集贤社区"]), min_size=1, max_size=14)


def by_hand(pool, weights):
    """Largest remainder as it is written: whole cents first, then one more in the order of the fractions."""
    if not sum(weights):
        return [0] * len(weights)
    exact = [Fraction(pool * weight, sum(weights)) for weight in weights]
    cents = [int(one) for one in exact]
    queue = sorted(range(len(weights)), key=lambda i: (cents[i] - exact[i], -weights[i], i))
    for i in queue[: pool - sum(cents)]:
        cents[i] += 1
    return cents


@given(POOLS, st.lists(WEIGHTS, min_size=1, max_size=15))
def test_the_parts_are_those_worked_out_by_hand(pool, weights):
    shared = share_out(pl.DataFrame({"place": 0, "pool": pool, "weight": weights}))
    assert shared["cents"].to_list() == by_hand(pool, weights)


@given(POOLS, st.lists(st.tuples(st.integers(0, 3), WEIGHTS), min_size=1, max_size=20))
def test_units_mixed_up_share_as_each_alone(pool, people):
    mixed = pl.DataFrame(people, schema={"place": pl.UInt32, "weight": pl.Int64}, orient="row")
    shared = share_out(mixed.with_columns(pool=pool + pl.col("place").cast(pl.Int64)))
    for place in mixed["place"].unique():
        alone = [weight for unit, weight in people if unit == place]
        assert shared.filter(place=place)["cents"].to_list() == by_hand(pool + place, alone)


@given(POOLS, st.lists(GRADES, min_size=1, max_size=15))
def test_a_pool_is_conserved_and_nobody_is_a_cent_off(pool, grades):
    year = judged([{"final_grade": grade} for grade in grades])
    result = pay(year, pools=from_amount(year, money.text(pool)))
    unit, cents = result.units.row(0, named=True), result.people["cents"].to_list()
    assert sum(cents) == unit["allocated"]
    assert unit["pool"] == unit["allocated"] + unit["unallocated"] == pool
    weights = [EAST.pay.coefficients.get(grade, 0) for grade in grades]
    total = sum(weights)
    assert unit["unallocated"] == (0 if total else pool)
    for got, weight in zip(cents, weights, strict=True):
        assert abs(got - Fraction(pool) * Fraction(weight) / Fraction(total or 1)) < 1


@given(POOLS, st.lists(GRADES, min_size=1, max_size=15))
def test_equal_grades_differ_by_a_cent_at_most_and_better_grades_never_get_less(pool, grades):
    year = judged([{"final_grade": grade} for grade in grades])
    result = pay(year, pools=from_amount(year, money.text(pool)))
    spread = (
        result.people.drop_nulls("grade").group_by("grade").agg(least=pl.min("cents"), most=pl.max("cents"))
    )
    ends = {grade: (least, most) for grade, least, most in spread.iter_rows()}
    assert all(most - least <= 1 for least, most in ends.values())
    given_out = [ends[grade] for grade in EAST.scale if grade in ends]
    assert all(better[0] >= worse[1] for better, worse in pairwise(given_out))


@given(POOLS, st.lists(GRADES, min_size=1, max_size=15), st.randoms(use_true_random=False))
def test_the_order_of_people_matters_only_among_equal_grades(pool, grades, random):
    shuffled = grades.copy()
    random.shuffle(shuffled)
    both = []
    for order in (grades, shuffled):
        year = judged([{"final_grade": grade} for grade in order])
        people = pay(year, pools=from_amount(year, money.text(pool))).people
        both.append(sorted(people.select(pl.col("grade").fill_null(""), "cents").rows()))
    assert both[0] == both[1]


@given(POOLS, st.lists(GRADES, min_size=1, max_size=15))
def test_equal_within_a_grade_is_equal_and_leaves_less_than_a_cent_each(pool, grades):
    year = judged([{"final_grade": one} for one in grades], options={"rounding": "equal_within_grade"})
    result = pay(year, pools=from_amount(year, money.text(pool)))
    assert result.people.group_by("grade").agg(pl.col("cents").n_unique())["cents"].max() == 1
    unit = result.units.row(0, named=True)
    assert unit["pool"] == unit["allocated"] + unit["unallocated"]
    if unit["coefficient_sum"] != "0":
        assert 0 <= unit["unallocated"] < len(grades)


@given(UNITS, st.data())
def test_an_open_decision_touches_its_own_unit_only(units, data):
    people = [
        data.draw(st.sampled_from([OPEN, *({"final_grade": grade} for grade in EAST.scale)]))
        | {"community": unit}
        for unit in units
    ]
    year = judged(people)
    result = pay(year, pools=from_amount(year, "1000"))
    open_units = {one["community"] for one in people if one.get("needs_human")}
    for row in result.units.iter_rows(named=True):
        assert row["pool"] == row["allocated"] + row["unallocated"] == 100000
        assert (row["allocated"] == 0) >= (row["community"] in open_units)
    certain = pl.col("grade") == "不称职"
    waiting = pl.col("community").is_in(list(open_units)) & ~certain.fill_null(value=False)
    assert result.people.select((pl.col("cents").is_null() == waiting).all()).item()
