"""Movement lists: who came, left or changed units, on which day, for what reason; nothing is guessed."""

from __future__ import annotations

import pytest
from invented_rosters import id_number, records, refusals, roster, rules

from sgstats.records.settlement import Settlement, parse_settlement

HEADER = ["姓名", "异动类型", "异动时间", "异动原因", "原单位", "现单位"]
SPRING, RAIN = "青禾区春晓街道集贤社区", "青禾区听雨街道油伞社区"
LIST = {"sheet": None, "file": "2023年人员异动表.csv"}
WHAT = ("movement_type", "leave_reason")


def row(kind="入职", day="2023-05-18", reason=None, left=None, joined=None):
    return ["甲", kind, day, reason, left, joined]


def told(*fields, header=HEADER, **cells):
    facts = LIST | {name: cells.pop(name) for name in ("titles", "settled") if name in cells}
    return records(header, [row(**cells)], *fields, **facts)


def refused(**cells):
    return refusals(HEADER, [row(**cells)], **LIST).get(2)


# What happened


@pytest.mark.parametrize(
    ("typed", "kind", "reason"),
    [
        *(
            (one, "入职", None)
            for one in ("入职", "新进", "新 招 录", "录用", "增员", "公开招聘", "區外調入")
        ),
        *((one, "离职", None) for one in ("离职", "減員", "退出", "离岗")),
        ("辞职", "离职", "辞职"),
        ("离职（退休）", "离职", "退休"),
        ("减员-病故", "离职", "死亡"),
        ("到龄退休", "离职", "退休"),
        ("清退", "离职", "解聘"),
        ("合同到期", "离职", "不再续聘"),
        ("调离本区", "离职", "调出"),
        ("调往区外", "离职", "调出"),
        *(
            (one, "调动", None)
            for one in ("调动", "轮岗", "转岗", "交流", "跨街道调动", "调动/调整", "调入", "调出")
        ),
    ],
)
def test_a_type_has_many_spellings(typed, kind, reason):
    assert told(*WHAT, kind=typed, left=SPRING, joined=RAIN) == [(kind, reason)]


@pytest.mark.parametrize("typed", ["提拔", "入职/离职", "离职（家里有事）", "变更"])
def test_a_type_that_is_none_is_refused(typed):
    assert refused(kind=typed) == "movement.type_unknown"


def test_a_spelling_of_a_type_may_be_settled():
    settled = parse_settlement(["movement_type:变更=调动"], [], Settlement())
    assert told(*WHAT, kind="变更", left=SPRING, joined=RAIN, settled=settled) == [("调动", None)]


@pytest.mark.parametrize("reason", ["辞职", "退休", "病故", "解聘"])
def test_a_reason_of_leaving_tells_that_somebody_left(reason):
    assert told("movement_type", kind=None, reason=reason) == [("离职",)]


@pytest.mark.parametrize("reason", ["转岗", "工作需要", "其他", None])
def test_a_reason_that_may_be_one_of_moving_tells_no_type(reason):
    assert refused(kind=None, reason=reason) == "movement.no_type"


def test_the_reason_of_joining_is_not_read_and_not_complained_of():
    read = roster(HEADER, [row(reason="社会招考")], as_of=None, **LIST)
    assert read.rows["leave_reason"].to_list() == [None]
    assert rules(read) == []


def test_an_unknown_reason_of_leaving_is_unknown():
    read = roster(HEADER, [row(kind="离职", reason="家里有事")], as_of=None, **LIST)
    assert read.rows.select(WHAT).rows() == [("离职", None)]
    assert rules(read) == ["value.unreadable"]
    assert "家里" not in "".join(read.findings["message"])


@pytest.mark.parametrize(
    ("sheet", "title", "kind", "reason"),
    [
        ("增员", "2023年人员异动", "入职", None),
        ("减员", "2023年人员异动", "离职", None),
        ("Sheet1", "2023年退休人员名单", "离职", "退休"),
        ("Sheet1", "2023年新录用人员名单", "入职", None),
        ("调动", "2023年人员异动", "调动", None),
    ],
)
def test_a_sheet_or_a_title_may_say_the_type_for_all_its_rows(sheet, title, kind, reason):
    header = ["姓名", "时间", "调出单位", "调入单位"]
    rows = [["甲", "2023-05-18", SPRING, RAIN]]
    assert records(header, rows, *WHAT, sheet=sheet, titles=[title]) == [(kind, reason)]


@pytest.mark.parametrize("title", ["2023年增减员情况", "2023年入离职人员", "2023年新进和调出人员"])
def test_a_title_that_names_two_types_says_neither(title):
    facts = {"sheet": "Sheet1", "titles": [title]}
    assert refusals(["姓名", "社区", "变动时间"], [["甲", "集贤社区", "2023-05-18"]], **facts) == {
        3: "movement.no_type"
    }


# When


def test_days_of_coming_and_of_leaving_tell_of_two_movements():
    header, rows = (
        ["姓名", "社区", "入职时间", "离职时间"],
        [
            ["甲", "集贤社区", "2023-02-01", None],
            ["乙", "集贤社区", None, "2023-06-01"],
            ["丙", "集贤社区", "2023-03-01", "2023-09-01"],
        ],
    )
    found = records(header, rows, "_row", "movement_type", "day", titles=["2023年人员异动表"])
    assert found == [
        (3, "入职", 20230201),
        (4, "离职", 20230601),
        (5, "入职", 20230301),
        (5, "离职", 20230901),
    ]


def test_in_a_list_of_one_year_an_old_day_of_coming_is_only_a_fact_about_who_left():
    header, rows = ["姓名", "社区", "入职时间", "离职时间"], [["甲", "集贤社区", "2015-02-01", "2023-06-01"]]
    found = records(header, rows, "movement_type", "day", titles=["2023年人员异动表"])
    assert found == [("离职", 20230601)]


def test_a_typed_row_takes_the_day_of_its_type():
    header = ["姓名", "社区", "异动类型", "入职时间", "离职时间"]
    rows = [
        ["甲", "集贤社区", "离职", "2015-02-01", "2023-06-01"],
        ["乙", "集贤社区", "入职", "2023-07-01", None],
    ]
    assert records(header, rows, "movement_type", "day", **LIST) == [("离职", 20230601), ("入职", 20230701)]


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2023年5月18日", 20230518), ("2023.5.18", 20230518), ("45064", 20230518), ("5月18日", 20230518)],
)
def test_a_day_is_read_in_the_forms_of_lists(typed, day):
    assert told("day", "year", day=typed) == [(day, 2023)]


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        (None, "movement.no_day"),
        ("2023年5月", "movement.month_only"),
        ("2023-02-30", "movement.day_unreadable"),
        ("年底", "movement.day_unreadable"),
        ("2023.5.18-5.20", "movement.day_unreadable"),
    ],
)
def test_a_movement_without_a_day_is_refused(typed, rule):
    assert refused(day=typed) == rule


def test_the_list_speaks_of_its_last_movement_where_nothing_says_its_day():
    rows = [row(day="2023-05-18"), ["乙", "入职", "2023-03-01", None, None, None]]
    assert roster(HEADER, rows, as_of=None, sheet=None, file="异动表.csv").as_of.isoformat() == "2023-05-18"


# Contradictions


@pytest.mark.parametrize(
    ("hired", "refused"), [("2023-07-01", True), ("2023-06-01", False), ("2023-06", False)]
)
def test_leaving_before_coming_is_refused(hired, refused):
    header, rows = ["姓名", "入职时间", "离职时间"], [["甲", hired, "2023-06-01"]]
    found = refusals(header, rows, titles=["2023年离职人员名单"])
    assert found == ({3: "movement.left_before_hired"} if refused else {})


def test_the_day_of_the_movement_counts_where_that_of_leaving_is_not_told():
    header, rows = ["姓名", "异动类型", "异动时间", "入职时间"], [["甲", "离职", "2023-06-01", "2023-07-01"]]
    assert refusals(header, rows, **LIST) == {2: "movement.left_before_hired"}


def test_a_movement_before_birth_is_refused():
    header, rows = (
        ["姓名", "身份证号", "异动类型", "异动时间"],
        [["甲", id_number(19850601), "入职", "1985-05-31"]],
    )
    assert refusals(header, rows, **LIST) == {2: "movement.before_birth"}


def test_a_movement_told_twice_is_taken_once():
    assert refusals(HEADER, [row(), row(), row(kind="离职")], **LIST) == {3: "movement.repeated"}


def test_a_reason_of_leavers_beside_joining_is_left_out_and_said():
    header, rows = ["姓名", "异动类型", "异动时间", "离职原因"], [["甲", "入职", "2023-06-01", "辞职"]]
    read = roster(header, rows, as_of=None, **LIST)
    assert read.rows.select(WHAT).rows() == [("入职", None)]
    assert rules(read) == ["movement.reason_ignored"]


def test_a_movement_after_the_day_of_the_list_is_taken_and_said():
    read = roster(HEADER, [row(day="2032-05-18")], **LIST)
    assert (read.rows.height, rules(read)) == (1, ["movement.after_statement"])
