"""Staffing: quotas, residents and standards; what nobody told is unknown and not 0."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle_training import gap, number, path
from postings import DAY, cells, measured

from sgstats.errors import Refused
from sgstats.metrics import Options
from sgstats.metrics.staffing import standard, standards

DISTRICT = {"street": None}
one_of = st.sampled_from


def first(people, name, units, **asked):
    """People, base and value of the first row."""
    keys = len(asked.get("by", ()))
    return cells(people, name, population=units, **asked)[0][keys : keys + 3]


# Reference values


def test_one_street_with_76_posts_and_69_people_has_9_2_percent_vacant():
    """空编率: 76 posts, 69 in post."""
    people, base, value = first([{}] * 69, "vacancy_rate", [{"quota": 76}], by=["street"])
    assert (people, base, round(value, 1)) == (69, 76.0, 9.2)


def test_547_of_683_posts_are_filled_to_80_1_percent():
    """Taiwan's 進用率."""
    assert round(first([{}] * 547, "fill_rate", [{"quota": 683}])[2], 1) == 80.1


@pytest.mark.parametrize(
    ("workers", "residents", "per_10000"),
    [(9084, 5_221_000, "17.4"), (1336, 742_222, "18.0"), (1336, 800_000, "16.7"), (9, 4_800, "18.8")],
)
def test_workers_per_10_000_residents(workers, residents, per_10000):
    """acceptance.json: density."""
    value = first([{}] * workers, "density", [DISTRICT | {"residents": residents}])[2]
    assert f"{value + 1e-9:.1f}" == per_10000


def test_1336_people_for_800_000_residents_are_104_short():
    assert first([{}] * 1336, "staff_gap", [DISTRICT | {"residents": 800_000}]) == (1336, 1440.0, 104.0)


def test_6_200_households_need_8_in_taiyuan():
    assert standard("taiyuan").needed(6_200) == 8


# Standards


@pytest.mark.parametrize(
    ("name", "number", "needed"),
    [
        ("national", 10_000, 18),
        ("national", 10_001, 19),
        ("changji", 10_000, 25),
        ("gansu", 4_999, 9),
        ("gansu", 5_000, 9),
        ("gansu", 6_000, 11),
        ("taiyuan", 0, 3),
        ("taiyuan", 1_999, 3),
        ("taiyuan", 2_000, 4),
        ("taiyuan", 4_999, 6),
        ("taiyuan", 5_000, 6),
        ("taiyuan", 5_499, 6),
        ("taiyuan", 5_500, 7),
        ("22.5", 10_000, 23),
    ],
)
def test_a_standard_asks_for_whole_persons(name, number, needed):
    assert standard(name).needed(number) == needed


def test_every_standard_says_where_it_comes_from():
    assert all(one.source and one.label != one.label_en for one in standards().values())


@pytest.mark.parametrize("name", ["", "0", "-3", "lots"])
def test_another_name_is_refused(name):
    with pytest.raises(Refused, match="gansu"):
        standard(name)


def test_classes_that_a_standard_does_not_count_are_no_staff():
    people = [{"community": "和平", "employment": one} for one in ("临聘", "专职社区工作者", None)]
    units = [{"community": "和平", "residents": 4_000}]
    assert first(people, "staff_gap", units, options=Options(standard="gansu")) == (2, 9.0, 7.0)


def test_rules_for_communities_are_added_up_and_need_all_of_them():
    people = [{"community": "和平"}, {"community": "幸福"}]
    units = [{"community": "和平", "residents": 1_000}, {"community": "幸福", "residents": 6_000}]
    asked = {"by": ["street"], "options": Options(standard="gansu")}
    assert first(people, "staff_gap", units, **asked) == (2, 20.0, 18.0)
    assert first(people, "staff_gap", units[:1], **asked) == (2, None, None)


def test_households_on_the_edge_of_two_lines_are_said():
    people = [{"community": "和平", "employment": "专职社区工作者"}]
    units = [{"community": "和平", "households": 2_000}]
    said = measured(people, "staff_gap", population=units, options=Options(standard="taiyuan")).remarks
    assert any("分界" in one for one in said)
    assert any("太原2020年" in one for one in said)


# Units


def test_too_many_people_are_below_zero_and_said():
    found = measured([{}] * 9, "vacancy_rate", population=[{"quota": 8}], by=["street"])
    assert found.cells["value"].item() == -12.5
    assert any("超编" in said for said in found.remarks)


def test_a_unit_without_a_number_is_unknown_and_not_0():
    people = [{}, {"street": "西街"}]
    rows = cells(people, "density", by=["street"], population=[{"residents": 1_000}])
    assert [row[:4] for row in rows] == [("东街", 1, 1000.0, 10.0), ("西街", 1, None, None)]
    assert first(people, "density", [{"residents": 1_000}]) == (2, None, None)


def test_a_unit_where_nobody_works_is_shown():
    units = [{"street": "西街", "quota": 5}, {"quota": 1}]
    rows = cells([{}], "fill_rate", by=["street"], population=units)
    assert [row[:4] for row in rows] == [("东街", 1, 1.0, 100.0), ("西街", 0, 5.0, 0.0)]


def test_a_unit_s_own_number_goes_before_the_sum_below_it():
    units = [{"residents": 9_000}, {"community": "和平", "residents": 1_000}]
    assert first([{"community": "和平"}], "density", units, by=["street"])[1] == 9000.0
    assert first([{"community": "和平"}], "density", units, by=["community"])[1] == 1000.0


def test_newer_numbers_of_all_units_below_go_before_an_old_one():
    people = [{"community": "和平"}, {"community": "幸福"}]
    old = {"residents": 9_000, "day": date(2021, 12, 31)}
    units = [old, {"community": "和平", "residents": 1_000}, {"community": "幸福", "residents": 2_000}]
    assert first(people, "density", units, by=["street"])[1] == 3000.0
    assert first(people, "density", units[:2], by=["street"])[1] == 9000.0


def test_the_last_number_up_to_the_day_counts_and_its_day_is_said():
    days = [date(2021, 12, 31), date(2022, 12, 31), date(2024, 12, 31)]
    units = [{"residents": 1_000 * place, "day": day} for place, day in enumerate(days, start=1)]
    found = measured([{}], "density", population=units)
    assert found.cells["base"].item() == 2000.0
    assert found.remarks == ("常住人口为截至 2022-12-31 的数。",)


def test_a_row_that_says_nothing_of_residents_leaves_the_last_number_standing():
    units = [{"residents": 1_000, "day": date(2022, 12, 31)}, {"quota": 3}]
    assert first([{}], "density", units)[1] == 1000.0


def test_lists_without_a_district_meet_tables_with_one():
    assert first([{"district": None}], "fill_rate", [{"quota": 2}], by=["street"]) == (1, 2.0, 50.0)


def test_a_filter_chooses_units_and_their_numbers():
    people = [{"community": "和平"}, {"community": "幸福"}]
    units = [{"community": "和平", "quota": 2}, {"community": "幸福", "quota": 4}]
    assert first(people, "fill_rate", units, where={"community": ["幸福"]}) == (1, 4.0, 25.0)


def test_quotas_are_told_of_units_alone():
    with pytest.raises(Refused, match="只按单位"):
        cells([{}], "fill_rate", by=["gender"])


# Against a slow oracle

units = st.fixed_dictionaries({
    "street": one_of(["东街", "西街", None]),
    "community": one_of(["和平", "幸福", None]),
    "day": one_of([date(2021, 12, 31), DAY, date(2024, 1, 1)]),
    "residents": st.none() | st.integers(0, 30_000),
    "import_id": st.integers(1, 2),
    "superseded": one_of([False, False, True]),
}).map(lambda row: row | ({"community": None} if row["street"] is None else {}))
people = st.lists(
    st.fixed_dictionaries({"street": one_of(["东街", "西街"]), "community": one_of(["和平", "幸福", None])}),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(people, st.lists(units, max_size=8), one_of([(), ("street",), ("street", "community")]))
def test_residents_and_gaps_of_any_units(staff, told, by):
    told = [{"district": "青禾区", "row": place, **row} for place, row in enumerate(told, start=1)]
    staffed = [path({"district": "青禾区", **one}) for one in staff]
    for row in cells(staff, "staff_gap", by=list(by), population=told):
        names = ("青禾区", *(None if name == "未知" else name for name in row[: len(by)]))
        inside = [one for one in staff if all(one[name] == names[1 + place] for place, name in enumerate(by))]
        residents = None if names[-1] is None else number(told, names, "residents", DAY, staffed)
        assert row[len(by)] == len(inside)
        expected = None if residents is None else gap(len(inside), residents, Fraction(18))
        assert row[len(by) + 2] == expected
