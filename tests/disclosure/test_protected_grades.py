"""Tables of appraisal grades: small groups are hidden whole, and stay so for who adds up and subtracts."""

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from invented_tables import crossed, fixed, measured, structure, totals

from sgstats.disclosure import protect
from sgstats.metrics import quota_table
from sgstats.metrics.appraised import OF_NO_PERSON

SIZES = st.sampled_from([0, 0, 1, 2, 4, 5, 6, 8, 9, 12, 19, 25, 40])


def tables(*shapes):
    return st.one_of([arrays(np.int64, shape, elements=SIZES) for shape in shapes]).filter(np.any)


def smallest_group(dims):
    return 20 if set(dims) - OF_NO_PERSON else 10


def shown(truth, audience="internal"):
    """What the audience sees, but before it is rounded: more than is printed."""
    frame = protect(truth, audience=audience).frame
    seen = [pl.when(frame["people"].is_not_null()).then(name).alias(name) for name in ("people", "base")]
    return truth, SimpleNamespace(frame=truth.cells.select(seen))


def withheld(truth):
    """The table with nothing in it, so that its numbers are known from elsewhere or not at all."""
    return truth, SimpleNamespace(frame=truth.cells.with_columns(people=None, base=None))


def people(table, audience="internal"):
    return protect(table, audience=audience).frame["people"].to_list()


def grades(*rows, by="street", **facts):
    """One row per group: people by grade."""
    cells = [
        {by: f"{n}组", "grade": grade, "people": count, "base": sum(row)}
        for n, row in enumerate(rows)
        for grade, count in zip(("优秀", "称职"), row, strict=True)
    ]
    return measured(cells, by=[by], of="grade", name="grades", **facts)


# What is hidden


def test_a_unit_under_ten_people_has_no_grades_and_one_of_ten_has():
    assert people(grades((1, 8), (30, 60), (40, 70))) == [None, None, None, None, 40, 70]
    assert people(grades((0, 10), (30, 60))) == [0, 10, 30, 60]


def test_the_same_numbers_about_anything_else_are_shown():
    table = grades((0, 9), (30, 60))
    assert people(structure([[0, 9], [30, 60]])) == [0, 9, 30, 60]
    assert people(table, audience="analyst") == [0, 9, 30, 60]


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_crossed_with_personal_facts_groups_under_twenty_have_no_grades(audience):
    assert people(grades((3, 16), (30, 60), (45, 70), by="gender"), audience) == [None] * 4 + [45, 70]
    assert None not in people(grades((0, 20), (30, 60), by="gender"), audience)


def test_a_filter_by_personal_facts_is_a_group_as_well():
    facts = {"by": "community", "where": {"gender": ("女",)}}
    assert people(grades((3, 16), (30, 60), (45, 70), **facts)) == [None] * 4 + [45, 70]
    assert None not in people(grades((0, 19), (30, 60), by="community", where={"street": ("东街",)}))


def test_a_kind_of_people_that_a_unit_has_nobody_of_is_hidden_like_a_small_one():
    """Or else the unit's own numbers would be known for those of the other kind."""
    assert people(grades((0, 0), (3, 16), (30, 60), by="gender"))[:2] == [None, None]


def test_the_headline_of_a_unit_under_ten_has_no_grades():
    cells = {"grade": ["优秀", "称职"], "people": [0, 9], "base": [9, 9]}
    assert people(measured(cells, of="grade", name="grades")) == [None, None]


def test_a_part_alone_is_hidden_with_its_small_group():
    cells = {"street": ["甲", "乙", "丙"], "grade": ["优秀"] * 3, "people": [1, 6, 40], "base": [9, 30, 200]}
    assert people(measured(cells, by=["street"], of="grade", name="excellent_again")) == [None, None, 40]


def test_mean_scores_of_a_unit_under_ten_are_hidden_and_so_is_the_next_smallest_unit():
    numbers = {"value": [90.0, 88.0, 80.0], "low": [89.0] * 3, "high": [91.0] * 3}
    cells = {"street": list("甲乙丙"), "rater": ["街道"] * 3, "people": [9, 11, 90], "base": [9, 11, 90]}
    table = measured(cells | numbers, by=["street", "rater"], name="rater_scores")
    assert protect(table).frame["value"].to_list() == [None, None, 80.0]


def test_years_are_protected_each_as_the_table_of_it_alone():
    rows = {"2022": [(0, 9), (30, 60), (40, 70)], "2023": [(5, 20), (2, 70), (40, 70)]}
    alone = {year: grades(*counts) for year, counts in rows.items()}
    cells = pl.concat(one.cells.select(pl.lit(year).alias("year"), pl.all()) for year, one in alone.items())
    shuffled = cells.sample(fraction=1, shuffle=True, seed=3)
    frame = protect(measured(shuffled, by=["year", "street"], of="grade", name="grades")).frame
    for year, one in alone.items():
        slice_ = frame.filter(year=year).sort("street", "grade")
        assert slice_["people"].to_list() == protect(one).frame.sort("street", "grade")["people"].to_list()
    assert frame["street"].to_list() == shuffled["street"].to_list()


def test_the_reason_tells_neither_the_small_group_from_its_partner_nor_from_a_small_number():
    frame = protect(grades((0, 9), (30, 60), (2, 70), (40, 70))).frame
    assert frame.filter(status="hidden")["reason"].n_unique() == 1
    assert "考核" in frame.filter(status="hidden")["reason"][0]


def test_the_note_names_both_limits():
    assert any("10" in note and "20" in note for note in protect(grades((0, 9), (30, 60))).notes)
    assert not any("考核" in note for note in protect(structure([[0, 3], [30, 60]])).notes)


def test_an_empty_table_of_grades_stays_empty():
    schema = dict.fromkeys(("year", "grade"), pl.String) | dict.fromkeys(("people", "base"), pl.Int64)
    assert protect(measured(pl.DataFrame(schema=schema), by=["year"], of="grade", name="grades")).rows() == []


def test_seats_of_a_hidden_unit_are_hidden_and_the_others_are_whole_people():
    cells = {"community": list("甲乙丙丁"), "people": [2, 6, 9, 3], "base": [9, 24, 43, 14]}
    table = measured(cells | {"grade": ["优秀"] * 4}, by=["community"], of="grade", name="quota_use")
    rows = quota_table(protect(table, audience="analyst").frame).rows()
    assert [row[1:3] for row in rows] == [(9, 1), (24, 4), (43, 8), (14, 2)]
    assert [row[3:6] for row in rows] == [(2, 0, 1), (6, 0, 2), (9, 0, 1), (3, 0, 1)]
    hidden = quota_table(protect(table).frame).filter(status="hidden")
    assert hidden["community"].to_list() == ["甲", "丁"]
    assert hidden.select("appraised", "seats", "given", "left", "over").null_count().row(0) == (2,) * 5


# What cannot be computed


@settings(max_examples=60, deadline=None)
@given(tables((3, 3), (4, 3), (2, 4), (6, 2)))
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_no_number_of_a_small_unit_can_be_computed(audience, counts):
    truth = crossed(counts, by=["street"], name="grades")
    seen = [shown(table, audience) for table in [truth, *totals(truth)]]
    assert fixed(truth, seen, smallest_group=smallest_group) == set()


@settings(max_examples=40, deadline=None)
@given(tables((3, 3), (4, 3), (2, 4)))
def test_no_number_of_a_small_group_of_people_can_be_computed(counts):
    truth = crossed(counts, by=["gender"], name="grades")
    seen = [shown(table) for table in [truth, *totals(truth)]]
    assert fixed(truth, seen, smallest_group=smallest_group) == set()


@settings(max_examples=40, deadline=None)
@given(tables((3, 2, 2), (2, 2, 3), (3, 2, 3)).filter(lambda counts: counts.any(axis=(0, 2)).all()))
def test_grades_by_street_and_sex_add_nothing_to_what_their_totals_tell(counts):
    truth = crossed(counts, by=["street", "gender"], name="grades")
    before = [shown(table) for table in totals(truth)]
    told = fixed(truth, [withheld(truth), *before], smallest_group=smallest_group)
    assert fixed(truth, [shown(truth), *before], smallest_group=smallest_group) <= told


@settings(max_examples=60, deadline=None)
@given(tables((4, 3), (6, 2)))
def test_units_hidden_together_are_no_small_group_either(counts):
    """Where the total is shown, subtraction leaves the sum of what is hidden."""
    truth = crossed(counts, by=["street"], name="grades")
    frame = protect(truth).frame.with_columns(size=truth.cells["base"]).unique("street")
    if truth.cells.unique("street")["base"].sum() >= 10 and frame["base"].null_count() < frame.height:
        assert frame.filter(pl.col("base").is_null())["size"].sum() not in range(1, 10)


def test_the_attacker_does_find_a_small_unit_that_is_hidden_alone():
    truth = crossed(np.array([[0, 9], [30, 60], [40, 70]]), by=["street"], name="grades")
    badly = truth.cells.with_columns(
        pl.when(pl.col("base") >= 10).then(name).alias(name) for name in ("people", "base")
    )
    seen = [(truth, SimpleNamespace(frame=badly)), *(shown(table) for table in totals(truth))]
    assert fixed(truth, seen, smallest_group=smallest_group)
