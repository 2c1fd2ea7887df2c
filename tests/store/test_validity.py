"""How long a statement stays in force, and that a person counts once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_arrivals import KEY, YEARS, arrival, ask, in_post, person, stored

from sgstats.periods import OPEN_END, day_number
from sgstats.store import save, undo

SPRING, RAIN = ("青禾区", "春晓街道", "集贤社区"), ("青禾区", "听雨街道", "梧桐社区")
SPRING_TWO = ("青禾区", "春晓街道", "丹枫社区")
NAMELESS = (None, "春晓街道", "集贤社区")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "时点.duckdb"


def listed(unit, *numbers):
    return [person(number, unit=unit) for number in numbers]


def ends(path):
    """Day on which each statement ends, by import."""
    return ask(path, "SELECT DISTINCT import_id, valid_to FROM posting ORDER BY ALL")


def test_a_yearly_list_is_in_force_until_the_next(path):
    stored(path, arrival(2021, *listed(SPRING, "A", "B")), arrival(2022, *listed(SPRING, "A", "C", "D")))
    days = {YEARS[2020]: 0, YEARS[2021]: 2, date(2022, 12, 30): 2, YEARS[2022]: 3, date(2030, 1, 1): 3}
    assert {day: in_post(path, day) for day in days} == days


def test_the_order_of_import_does_not_matter(path):
    stored(path, arrival(2022, *listed(SPRING, "A", "C", "D")), arrival(2021, *listed(SPRING, "A", "B")))
    assert in_post(path, 2021) == 2
    assert in_post(path, 2022) == 3
    assert ends(path) == [(1, OPEN_END), (2, 20221231)]


def test_a_list_of_one_community_leaves_the_rest_of_its_street_in_force(path):
    street = [*listed(SPRING, "A", "B"), *listed(SPRING_TWO, "C")]
    stored(path, arrival(2021, *street), arrival(2022, *listed(SPRING, "A")))
    assert in_post(path, 2022) == 2


def test_a_list_of_a_street_ends_the_lists_of_its_communities(path):
    street = [*listed(SPRING, "A"), *listed(SPRING_TWO, "C")]
    stored(path, arrival(2020, *listed(SPRING, "A", "B")), arrival(2021, *street))
    assert in_post(path, 2021) == 2


def test_a_list_of_one_street_leaves_the_others_in_force(path):
    stored(path, arrival(2021, *listed(SPRING, "A"), *listed(RAIN, "B")), arrival(2022, *listed(RAIN, "C")))
    assert in_post(path, 2022) == 2


@pytest.mark.parametrize(("before", "after"), [(SPRING, NAMELESS), (NAMELESS, SPRING)])
def test_a_district_that_is_not_named_is_any_district(path, before, after):
    stored(path, arrival(2021, *listed(before, "A")), arrival(2022, *listed(after, "B")))
    assert in_post(path, 2022) == 1


def test_a_street_of_the_same_name_in_another_district_is_another_street(path):
    other = ("白石区", "春晓街道", "集贤社区")
    stored(path, arrival(2021, *listed(SPRING, "A")), arrival(2022, *listed(other, "B")))
    assert in_post(path, 2022) == 2


def test_people_of_unknown_street_stay_until_all_streets_of_their_list_are_listed_again(path):
    lost = ("青禾区", None, None)
    stored(path, arrival(2020, *listed(SPRING, "A"), *listed(RAIN, "B"), *listed(lost, "C")))
    stored(path, arrival(2021, *listed(SPRING, "A")))
    assert in_post(path, 2021) == 3
    stored(path, arrival(2022, *listed(RAIN, "B")))
    assert in_post(path, 2022) == 2


def test_a_transfer_counts_once_while_the_list_of_the_old_street_is_late(path):
    stored(path, arrival(2021, *listed(SPRING, "A", "B")), arrival(2022, *listed(RAIN, "B", "C")))
    assert in_post(path, 2022) == 3
    stored(path, arrival(2022, *listed(SPRING, "A"), file="迟到.xlsx"))
    assert in_post(path, 2022) == 3


def test_a_corrected_list_of_the_same_day_counts_everyone_once(path):
    stored(path, arrival(2021, *listed(SPRING, "A", "B")), arrival(2021, *listed(SPRING, "A", "B", "C")))
    assert in_post(path, 2021) == 3


def test_undo_brings_back_into_force_what_the_import_had_ended(path):
    stored(path, arrival(2021, *listed(SPRING, "A", "B")), arrival(2022, *listed(SPRING, "C")))
    assert in_post(path, 2022) == 1
    undo(path, import_id=2)
    assert in_post(path, 2022) == 2
    assert ends(path) == [(1, OPEN_END)]


# A slow oracle: every posting against every later list, one by one

PLACES = st.tuples(
    st.sampled_from(["青禾区", None]),
    st.sampled_from(["春", "雨", None]),
    st.sampled_from(["甲", "乙", None]),
)
LISTS = st.lists(
    st.tuples(st.integers(2019, 2022), st.lists(PLACES, min_size=1, max_size=5)), min_size=2, max_size=6
)


def speaks_for(places):
    """The units that a list lists completely; a community of None is a whole street."""
    if len(set(places)) == 1 and places[0][2] is not None:
        return set(places)
    return {(district, street, None) for district, street, _ in places}


def ended_by(place, unit):
    district, street, community = unit
    same_district = district == place[0] or district is None or place[0] is None
    return same_district and street == place[1] and community in {None, place[2]}


def end_of(year, place, lists):
    later = [
        one
        for one, places in lists
        if one > year and any(ended_by(place, unit) for unit in speaks_for(places))
    ]
    return min(later, default=9999)


def expected_end(year, place, places, lists):
    end = end_of(year, place, lists)
    if place[1] is None and (streets := {one for one in places if one[1] is not None}):
        end = min(end, max(end_of(year, one, lists) for one in streets))
    return end


@settings(max_examples=12)
@given(lists=LISTS)
def test_a_statement_ends_with_the_first_later_list_of_its_unit(lists):
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.duckdb")
        arrivals = [
            arrival(
                year, *(person(f"{n}-{k}", unit=place) for k, place in enumerate(places)), file=f"{n}.xlsx"
            )
            for n, (year, places) in enumerate(lists)
        ]
        save(arrivals, path=path, key=KEY)
        found = [end for (end,) in ask(path, "SELECT valid_to FROM posting ORDER BY import_id, row")]
    ends_by_year = [expected_end(year, place, places, lists) for year, places in lists for place in places]
    assert found == [OPEN_END if end == 9999 else day_number(YEARS[end]) for end in ends_by_year]
