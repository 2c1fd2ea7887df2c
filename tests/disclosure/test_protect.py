"""What each audience may see of one table."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_tables import measured, structure

from sgstats.disclosure import AUDIENCES, audiences, protect
from sgstats.errors import Refused

NUMBERS = ["people", "base", "share", "low", "high"]


def people(protected):
    return protected.frame["people"].to_list()


def test_counts_of_one_to_four_are_hidden_from_the_bureau_and_of_one_to_seven_from_the_public():
    table = structure([0, 1, 4, 5, 7, 8, 100])
    assert people(protect(table)) == [0, None, None, 5, 7, 8, 100]
    assert people(protect(table, audience="public")) == [0, None, None, None, None, 10, 100]
    assert people(protect(table, audience="analyst")) == [0, 1, 4, 5, 7, 8, 100]


def test_a_lone_small_count_takes_the_smallest_other_count_with_it():
    assert people(protect(structure([2, 0, 40, 9, 30]))) == [None, 0, 40, None, 30]


def test_hidden_counts_must_not_add_up_to_a_small_count():
    assert people(protect(structure([1, 2, 40, 9]))) == [None, None, 40, None]


def test_hidden_counts_must_not_all_be_ones():
    assert people(protect(structure([1, 1, 1, 1, 1, 30, 60]))) == [None] * 6 + [60]


def test_the_complement_of_a_single_printed_category_counts_too():
    assert people(protect(structure([1334], bases=1336))) == [None]
    assert people(protect(structure([1042], bases=1336))) == [1042]


def test_men_and_women_are_hidden_together():
    assert people(protect(structure([3, 159]))) == [None, None]


def test_the_headline_of_the_district_stays_exact():
    table = measured({"people": [1336], "base": [1336]}, name="headcount")
    assert protect(table).frame.select("people", "base").row(0) == (1336, 1336)


def test_a_unit_of_four_has_no_headcount():
    table = measured({"people": [4], "base": [4]}, name="headcount")
    assert protect(table).frame.select("people", "base", "status").row(0) == (None, None, "hidden")


def test_a_small_group_hides_its_base_its_zeros_and_the_next_smallest_group():
    shown = protect(structure([[3, 0], [8, 0], [20, 30], [50, 60]])).frame
    assert (
        shown.filter(pl.col("street").is_in(["000街道", "001街道"])).select(NUMBERS).null_count().row(0)
        == (4,) * 5
    )
    assert shown.filter(pl.col("street").is_in(["002街道", "003街道"]))["people"].to_list() == [
        20,
        30,
        50,
        60,
    ]


def test_a_small_count_cannot_be_had_from_the_total_over_the_streets():
    shown = people(protect(structure([[3, 20, 30], [9, 21, 31], [30, 22, 32]])))
    assert shown == [None, None, 30, None, None, 31, 30, 22, 32]


def test_a_count_between_two_closed_squares_takes_one_more_with_it():
    """Two counts are hidden in its row and in its column, and still all sums together would give the 3."""
    squares_and_bridge = [[1, 9, 3, 30], [9, 1, 40, 41], [50, 51, 1, 9], [52, 53, 9, 1]]
    assert people(protect(structure(squares_and_bridge))).count(None) > 9


def test_the_mean_of_a_small_unit_is_hidden_and_so_is_the_next_smallest_unit():
    cells = {"street": list("甲乙丙"), "value": [40.1, 41.2, 42.3], "low": [39.0] * 3, "high": [43.0] * 3}
    table = measured(cells | {"people": [3, 9, 90], "base": [3, 9, 90]}, by=["street"], name="mean_age")
    assert protect(table).frame["value"].to_list() == [None, None, 42.3]
    assert protect(table).frame["high"].to_list() == [None, None, 43.0]


def test_the_mean_of_a_large_unit_with_few_known_ages_is_hidden():
    table = measured(
        {"value": [43.1], "people": [3], "base": [162], "low": [40.0], "high": [44.0]}, name="mean_age"
    )
    assert protect(table).rows()[0]["value"] is None


def test_shares_of_the_known_do_not_say_how_few_are_unknown():
    cells = {"gender": ["男", "女", "未知"], "base": [97, 97, None]}
    few = protect(measured(cells | {"people": [47, 50, 3]}, of="gender", base="known")).frame
    enough = protect(measured(cells | {"people": [47, 50, 30]}, of="gender", base="known")).frame
    assert few["base"].to_list() == [None] * 3
    assert few["people"].to_list() == [None, 50, None]
    assert enough["people"].to_list() == [47, 50, 30]
    assert enough["base"].to_list() == [97, 97, None]


def test_streets_of_a_small_district_have_no_headcount_of_zero_beside_its_total():
    table = measured(
        {"street": ["甲", "乙"], "people": [3, 0], "base": [3, 3]}, by=["street"], name="headcount"
    )
    assert protect(table).frame["base"].to_list() == [None, None]


def test_a_mean_does_not_say_how_few_have_no_birth_date():
    table = measured(
        {"value": [43.1], "people": [1333], "base": [1336], "low": [43.0], "high": [43.2]}, name="mean_age"
    )
    row = protect(table).rows()[0]
    assert (row["value"], row["people"], row["base"], row["status"]) == (43.1, None, 1336, "shown")
    assert row["reason"]


def test_a_hidden_row_has_no_number_at_all():
    hidden = protect(structure([3, 159])).frame
    assert hidden.select(NUMBERS).null_count().row(0) == (2,) * 5
    assert set(hidden["status"]) == {"hidden"}


def test_the_reason_does_not_tell_the_small_count_from_its_partner():
    assert protect(structure([2, 40, 9])).frame.filter(status="hidden")["reason"].n_unique() == 1


def test_unknown_is_a_row_of_its_own_and_protected_like_any_other():
    cells = {"gender": ["男", "女", "未知"], "base": [100] * 3}
    enough = protect(measured(cells | {"people": [40, 50, 10]}, of="gender")).frame
    few = protect(measured(cells | {"people": [47, 50, 3]}, of="gender")).frame
    assert enough["status"].to_list() == ["shown", "shown", "unknown"]
    assert few["status"].to_list() == ["hidden", "shown", "hidden"]


def test_shares_and_intervals_of_a_release_come_from_the_rounded_counts():
    shown = protect(structure([33, 67]), audience="public").frame
    exact = protect(structure([35, 65]), audience="analyst").frame
    assert shown.select(NUMBERS).equals(exact.select(NUMBERS))


def test_rows_are_what_the_measure_command_prints():
    assert protect(structure([50, 50])).rows()[0] == {
        "metric": "structure", "on": "2023-12-31", "category": "类0", "people": 50, "base": 100, "share": 0.5,
        "low": pytest.approx(0.4038, abs=1e-4), "high": pytest.approx(0.5962, abs=1e-4),
        "status": "shown", "reason": None,
    }  # fmt: skip


def test_an_audience_nobody_knows_is_refused_and_never_replaced():
    with pytest.raises(Refused, match="Internal"):
        protect(structure([1, 2]), audience="Internal")


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("bad", [None, -1, 101, float("nan"), float("inf"), 7.5])
def test_a_count_that_cannot_be_trusted_is_hidden_from_everyone(bad, audience):
    cells = {"category": ["a", "b", "c"], "people": pl.Series([bad, 40, 50], strict=False), "base": [100] * 3}
    row = protect(measured(cells, of="category"), audience=audience).rows()[0]
    assert (row["people"], row["share"], row["status"]) == (None, None, "hidden")
    assert row["reason"]


@pytest.mark.parametrize("audience", ["internal", "public"])
@pytest.mark.parametrize("bad", [None, -1, float("nan")])
def test_a_count_that_cannot_be_trusted_cannot_be_subtracted_either(bad, audience):
    cells = {"category": ["a", "b", "c"], "people": pl.Series([bad, 40, 50], strict=False), "base": [93] * 3}
    assert people(protect(measured(cells, of="category"), audience=audience)).count(None) >= 2


@pytest.mark.parametrize("bases", [[None] * 3, [100, 100, 101], [30] * 3, [-1] * 3])
def test_a_base_that_cannot_be_trusted_hides_its_group(bases):
    cells = {"category": ["a", "b", "c"], "people": [20, 30, 50], "base": bases}
    assert people(protect(measured(cells, of="category"))) == [None] * 3


def test_notes_say_what_was_hidden_rounded_or_left_exact():
    assert "1–4" in protect(structure([2, 60])).notes[0]
    assert "5 的倍数" in protect(structure([20, 60]), audience="public").notes[0]
    assert "不得外传" in protect(structure([2, 60]), audience="analyst").notes[0]
    assert protect(structure([20, 60])).notes == ()


def test_shares_that_do_not_add_up_to_a_hundred_say_so():
    assert "四舍五入" in protect(structure([100, 100, 100])).notes[0]


def test_an_empty_table_stays_empty():
    cells = pl.DataFrame(
        schema={"street": pl.String, "gender": pl.String, "people": pl.Int64, "base": pl.Int64}
    )
    assert protect(measured(cells, by=["street"], of="gender")).rows() == []


def test_the_day_is_kept():
    assert protect(structure([20, 60])).on == date(2023, 12, 31)


@pytest.mark.parametrize("rules", audiences().values(), ids=AUDIENCES)
def test_every_audience_names_the_source_of_its_rules(rules):
    assert rules.source
    assert rules.label
    assert rules.label_en


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_nothing_small_is_ever_printed(counts):
    for rules in audiences().values():
        printed = {n for n in people(protect(structure(counts), audience=rules.name)) if n is not None}
        assert not printed & set(range(1, rules.hide_up_to + 1))
