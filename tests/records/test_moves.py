"""From which unit to which somebody moved: paths, bare names, columns of levels, and what is outside."""

from __future__ import annotations

import pytest
from invented_rosters import records, refusals, roster, rules

HEADER = ["姓名", "异动类型", "异动时间", "异动原因", "原单位", "现单位"]
SPRING, RAIN = "青禾区春晓街道集贤社区", "青禾区听雨街道油伞社区"
LIST = {"sheet": None, "file": "2023年人员异动表.csv"}
WHAT = ("movement_type", "leave_reason")
PLACE = ("district", "street", "community")
TO = tuple(f"to_{level}" for level in PLACE)


def row(kind="入职", day="2023-05-18", reason=None, left=None, joined=None):
    return ["甲", kind, day, reason, left, joined]


def told(*fields, header=HEADER, **cells):
    facts = LIST | {name: cells.pop(name) for name in ("titles", "settled") if name in cells}
    return records(header, [row(**cells)], *fields, **facts)


def refused(**cells):
    return refusals(HEADER, [row(**cells)], **LIST).get(2)


def test_a_move_has_two_units():
    found = told(*PLACE, *TO, kind="调动", left=SPRING, joined=RAIN)
    assert found == [("青禾区", "春晓街道", "集贤社区", "青禾区", "听雨街道", "油伞社区")]


def test_who_came_is_of_the_unit_joined_and_who_left_of_the_unit_left():
    assert told(*PLACE, kind="入职", joined=RAIN) == [("青禾区", "听雨街道", "油伞社区")]
    assert told(*PLACE, *TO, kind="离职", left=SPRING) == [
        ("青禾区", "春晓街道", "集贤社区", None, None, None)
    ]


def test_a_bare_community_has_the_street_and_district_that_the_table_names():
    header = ["姓名", "异动类型", "异动时间", "原单位", "现单位"]
    rows = [
        ["甲", "入职", "2023-01-01", None, RAIN],
        ["乙", "调动", "2023-01-01", "集贤社区", "油伞社区"],
    ]
    found = records(header, rows, *PLACE, *TO, titles=["青禾区春晓街道2023年人员异动表"])
    assert found[1] == ("青禾区", "春晓街道", "集贤社区", "青禾区", "听雨街道", "油伞社区")


def test_a_community_that_the_table_names_in_two_streets_has_none():
    header = ["姓名", "异动类型", "异动时间", "现单位"]
    rows = [
        ["甲", "入职", "2023-01-01", "听雨街道集贤社区"],
        ["乙", "入职", "2023-01-01", "春晓街道集贤社区"],
        ["丙", "入职", "2023-01-01", "集贤社区"],
    ]
    assert records(header, rows, "street", "community", **LIST)[2] == (None, "集贤社区")


def test_a_unit_may_stand_in_a_column_for_each_level():
    header = ["姓名", "异动类型", "异动时间", "原街道", "原社区", "调入单位/街道", "调入单位/社区"]
    rows = [["甲", "调动", "2023-01-01", "春晓街道", "集贤", "听雨街道", "油伞社区"]]
    found = records(header, rows, "street", "community", "to_street", "to_community", **LIST)
    assert found == [("春晓街道", "集贤", "听雨街道", "油伞社区")]


@pytest.mark.parametrize(
    ("kind", "place", "to"),
    [
        ("调入", (None, None), ("春晓街道", "集贤社区")),
        ("调出", ("春晓街道", "集贤社区"), (None, None)),
        ("入职", ("春晓街道", "集贤社区"), (None, None)),
        ("离职", ("春晓街道", "集贤社区"), (None, None)),
    ],
)
def test_the_row_s_own_unit_is_the_side_that_the_type_speaks_of(kind, place, to):
    header, rows = (
        ["姓名", "街道", "社区", "异动类型", "异动时间"],
        [["甲", "春晓街道", "集贤社区", kind, "2023-01-01"]],
    )
    found = records(header, rows, "street", "community", "to_street", "to_community", **LIST)
    if kind == "调出":
        assert refusals(header, rows, **LIST) == {2: "movement.no_to_unit"}
    else:
        assert found == [(*place, *to)]


def test_beside_a_column_of_units_joined_the_row_s_own_unit_is_the_one_left():
    header = ["姓名", "社区", "异动类型", "异动时间", "调入单位"]
    rows = [
        ["甲", "集贤社区", "调动", "2023-01-01", "油伞社区"],
        ["乙", "油伞社区", "调动", "2023-01-01", "油伞社区"],
    ]
    found = records(header, rows, "community", "to_community", **LIST)
    assert found == [("集贤社区", "油伞社区"), (None, "油伞社区")]


@pytest.mark.parametrize("joined", [None, "区民政局", "某公司"])
def test_a_move_to_nowhere_is_refused(joined):
    assert refused(kind="调动", left=SPRING, joined=joined) == "movement.no_to_unit"


@pytest.mark.parametrize("joined", ["区外", "调往外区", "外省"])
def test_a_move_to_what_the_list_calls_outside_is_a_leaving(joined):
    assert told(*WHAT, "to_street", kind="调动", left=SPRING, joined=joined) == [("离职", "调出", None)]


def test_a_move_within_one_unit_is_none():
    assert refused(kind="轮岗", left=SPRING, joined=SPRING) == "movement.same_unit"


def test_a_unit_that_is_none_is_unknown_and_never_quoted():
    read = roster(HEADER, [row(kind="离职", left="某某科技公司")], as_of=None, **LIST)
    assert read.rows.select(PLACE).rows() == [(None, None, None)]
    assert rules(read) == ["movement.unit_unreadable"]
    assert "科技" not in "".join(read.findings["message"])
