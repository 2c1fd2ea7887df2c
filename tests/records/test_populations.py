"""Tables of units: residents, households and quota on a day, of nobody."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_rosters import AS_OF, records, refusals, roster, rules

from sgstats.errors import Refused
from sgstats.messages import catalogue
from sgstats.records.pseudonyms import hide

HEADER = ["街道", "社区", "常住人口", "户数", "核定编制"]
FACTS = ("residents", "households", "quota")
UNIT = ("district", "street", "community")


def told(*rows, fields=FACTS, header=HEADER, **facts):
    return records(header, rows, *fields, **{"titles": ["青禾区2023年社区基本情况"], **facts})


def count(typed, *, header="常住人口", **facts):
    return told(
        ["春晓街道", "集贤社区", typed], header=["街道", "社区", header], fields=["residents"], **facts
    )


def test_a_row_tells_of_a_unit():
    row = ["春晓街道", "集贤社区", "5454", "2098", "10"]
    assert told(row, fields=("day", *UNIT, *FACTS)) == [
        (20231231, "青禾区", "春晓街道", "集贤社区", 5454, 2098, 10)
    ]


def test_it_needs_no_people_and_has_none():
    read = roster(HEADER, [["春晓街道", "集贤社区", "5454", "2098", "10"]])
    assert read.kind == "population"
    assert read.rows.columns == ["_row", "day", *UNIT, *FACTS]
    assert hide(read.rows, key=b"a key for tests only, 32 letters", table="表").equals(read.rows)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12,345", 12345), ("12345人", 12345), ("1.25万", 12500), ("12345.0", 12345), ("0", 0), ("１２", 12)],
)
def test_a_count_is_read_as_written(typed, number):
    assert count(typed) == [(number,)]


@pytest.mark.parametrize("typed", ["-5", "1.5", "约三千", "12345余人", "0.00001万", "99999999999"])
def test_what_is_no_count_is_not_guessed(typed):
    header, rows = ["街道", "社区", "常住人口"], [["春晓街道", "集贤社区", typed]]
    assert refusals(header, rows, titles=["2023年"]) == {3: "row.nothing_readable"}


@pytest.mark.parametrize(
    ("header", "titles"),
    [
        ("常住人口（万人）", ["2023年"]),
        ("常住人口(单位：万人)", ["2023年"]),
        ("常住人口", ["2023年人口情况（单位：万人）"]),
    ],
)
def test_ten_thousands_are_told_by_the_header_or_above(header, titles):
    assert count("1.25", header=header, titles=titles) == [(12500,)]


def test_ten_thousands_of_people_are_none_of_households():
    row = ["春晓街道", "集贤社区", "1.25", "4000", "20"]
    assert told(row, titles=["2023年（单位：万人）"]) == [(12500, 4000, 20)]


def test_what_is_not_told_is_unknown():
    assert told(["春晓街道", "集贤社区", "5454", None, "-"]) == [(5454, None, None)]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ([None, None, "5454", None, None], "population.no_unit"),
        (["春晓街道", "集贤社区", None, None, None], "population.nothing_told"),
    ],
)
def test_a_row_of_no_unit_or_without_a_number_is_refused(row, rule):
    assert refusals(HEADER, [row], sheet=None, file="人口.csv") == {2: rule}


def test_a_unit_told_twice_is_taken_once_and_a_street_beside_its_communities_is_another_unit():
    rows = [["春晓街道", "集贤社区", "1", None, None], ["春晓街道", None, "9", None, None]] * 2
    assert refusals(HEADER, rows) == {4: "population.repeated", 5: "population.repeated"}


def test_a_street_without_a_community_is_no_gap():
    assert rules(roster(HEADER, [["春晓街道", None, "9", None, None]])) == []


@pytest.mark.parametrize(
    ("titles", "day"),
    [
        (["截至2023年6月30日社区人口"], 20230630),
        (["2022年社区人口"], 20221231),
        (["2021年底社区人口"], 20211231),
    ],
)
def test_the_title_tells_the_day(titles, day):
    assert told(["春晓街道", "集贤社区", "1", None, None], fields=["day"], titles=titles) == [(day,)]


def test_a_table_without_a_day_speaks_of_today_and_says_so():
    read = roster(
        HEADER, [["春晓街道", "集贤社区", "1", None, None]], as_of=None, sheet=None, file="人口.csv"
    )
    assert rules(read) == ["statement.day_assumed"]
    assert not read.day_known


def test_the_user_says_the_day():
    read = roster(HEADER, [["春晓街道", "集贤社区", "1", None, None]], as_of=AS_OF)
    assert (read.as_of, read.rows["day"].item()) == (AS_OF, 20231231)


def test_where_people_are_named_a_number_of_households_makes_no_table_of_units():
    assert roster(["姓名", "社区", "户数"], [["甲", "集贤社区", "300"]]).kind == "roster"


def test_other_tables_still_need_people():
    with pytest.raises(Refused, match="姓名"):
        roster(["街道", "社区", "联系电话"], [])


CELLS = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.sampled_from(["集贤社区", "春晓街道", "1.2万", "-", "{title}", "1e9", "9" * 20]),
)


@settings(max_examples=30)
@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=6))
def test_whatever_it_holds_every_row_is_accepted_or_rejected_once(rows):
    read = roster(HEADER, rows, kind="population")
    accepted, rejected = read.rows["_row"].to_list(), read.rejected["row"].to_list()
    assert sorted([*accepted, *rejected]) == list(range(2, 2 + len(rows)))
    assert set(read.findings["rule"]) <= set(catalogue())
    for name in FACTS:
        assert (read.rows[name].drop_nulls() >= 0).all()
