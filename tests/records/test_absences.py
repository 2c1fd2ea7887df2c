"""Absences: days in every form, how long, and whether somebody gave leave."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_rosters import records, refusals, roster, rules

from sgstats.errors import Refused
from sgstats.periods import day_number
from sgstats.records.spans import spans

SPAN = ("start_day", "end_day")
LIST = {"sheet": "2025年旷工"}


def span(cell, **facts):
    return records(["姓名", "旷工日期"], [["甲", cell]], *SPAN, **{**LIST, **facts})


@pytest.mark.parametrize(
    "cell",
    [
        "2025.9.29-10.11",
        "2025.9.29-2025.10.11",
        "2025-09-29至2025-10-11",
        "2025/9/29—2025/10/11",
        "2025年9月29日至10月11日",
        "2025年9月29日－2025年10月11日",
        "20250929-20251011",
        "9月29日至10月11日",
        "9.29～10.11",
        "9月29日到10月11号",
    ],
)
def test_one_cell_may_hold_a_span(cell):
    assert span(cell) == [(20250929, 20251011)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("9月29日-30日", [(20250929, 20250930)]),
        ("9月29-30日", [(20250929, 20250930)]),
        ("2025-09-29", [(20250929, 20250929)]),
        ("2025-09-29 00:00:00", [(20250929, 20250929)]),
        ("45929", [(20250929, 20250929)]),
        ("9月29日上午", [(20250929, 20250929)]),
        ("9月29日、10月9日-11日", [(20250929, 20250929), (20251009, 20251011)]),
        ("9月29日、30日", [(20250929, 20250929), (20250930, 20250930)]),
        ("12月30日至1月2日", [(20251230, 20260102)]),
    ],
)
def test_one_cell_may_hold_a_day_or_several_spans(cell, expected):
    assert span(cell) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2025-09-29", "2025-10-11", (20250929, 20251011)),
        ("2025年9月29日", "10月11日", (20250929, 20251011)),
        ("9.29", "10.11", (20250929, 20251011)),
        ("2025-09-29", None, (20250929, 20250929)),
        ("2025-12-30", "1月2日", (20251230, 20260102)),
        ("45929", "45941", (20250929, 20251011)),
    ],
)
def test_two_cells_hold_the_first_and_the_last_day(start, end, expected):
    assert records(["姓名", "起", "止"], [["甲", start, end]], *SPAN, **LIST) == [expected]


@pytest.mark.parametrize("cell", ["2025.9.31", "9月", "2025年9月", "若干天", "13月1日", "9.29-", "2025"])
def test_what_is_no_day_is_reported_and_the_days_typed_beside_it_stay(cell):
    read = roster(["姓名", "旷工日期", "旷工天数"], [["甲", cell, "3"]], as_of=None, **LIST)
    assert read.rows.select(*SPAN, "absent_tenths").rows() == [(None, None, 30)]
    assert rules(read) == ["absence.date_unreadable"]


def test_a_number_may_have_lost_the_zero_of_its_day():
    read = roster(["姓名", "旷工日期"], [["甲", "9.3"]], as_of=None, kinds=["text", "number"], **LIST)
    assert dict(read.rejected.select("row", "rule").rows()) == {2: "absence.no_day"}
    assert span("9.3") == [(20250903, 20250903)]


@pytest.mark.parametrize("cells", [["2025-10-11", "2025-09-29"], ["9月29日", "9月20日"]])
def test_an_end_before_the_start_is_rejected(cells):
    assert refusals(["姓名", "起", "止"], [["甲", *cells]], **LIST) == {2: "absence.backwards"}


@pytest.mark.parametrize(
    ("typed", "tenths"),
    [
        ("3", 30), ("3天", 30), ("3.5", 35), ("3天半", 35), ("半天", 5), ("0.5天", 5), ("三天", 30),
        ("十二个工作日", 120), ("3个工作日", 30), ("3.50", 35),
    ],
)  # fmt: skip
def test_days_may_be_typed(typed, tenths):
    assert records(["姓名", "旷工天数"], [["甲", typed]], "absent_tenths", **LIST) == [(tenths,)]


@pytest.mark.parametrize("typed", ["0.25", "-3", "很多"])
def test_days_that_are_none_are_reported(typed):
    read = roster(["姓名", "旷工日期", "旷工天数"], [["甲", "9月29日", typed]], as_of=None, **LIST)
    assert read.rows["absent_tenths"].to_list() == [None]
    assert rules(read) == ["absence.days_unreadable"]


def test_more_days_than_there_are_between_the_dates_are_reported():
    rows = [["甲", "9月29日-10月11日", "13"], ["乙", "9月29日-10月11日", "14"]]
    read = roster(["姓名", "旷工日期", "旷工天数"], rows, as_of=None, **LIST)
    assert read.findings.filter(pl.col("rule") == "absence.days_differ")["row"].to_list() == [3]


def test_days_of_several_spans_together_are_not_kept():
    read = roster(["姓名", "旷工日期", "旷工天数"], [["甲", "9月29日、30日", "2"]], as_of=None, **LIST)
    assert read.rows["absent_tenths"].to_list() == [None, None]
    assert rules(read) == ["absence.days_of_several"]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("旷工", "旷工"),
        ("曠工", "旷工"),
        ("无故缺勤", "旷工"),
        ("擅自离岗", "旷工"),
        ("逾期未归", "逾期不归"),
        ("病假", "病假"),
        ("事假", "事假"),
        ("带薪年休假", "年休假"),
        ("产假", "产假"),
        ("婚假", "其他准假"),
    ],
)
def test_a_type_has_many_spellings(typed, kind):
    header, rows = ["姓名", "缺勤类型", "开始日期"], [["甲", typed, "2025-09-29"]]
    assert records(header, rows, "absence_type") == [(kind,)]


def test_an_unknown_type_is_no_absence_without_leave():
    read = roster(
        ["姓名", "缺勤类型", "开始日期"], [["甲", "有事", "2025-09-29"]], as_of=None, sheet="旷工表"
    )
    assert read.rows["absence_type"].to_list() == [None]
    assert rules(read) == ["absence.type_unknown"]


@pytest.mark.parametrize(
    ("header", "facts", "kind"),
    [
        ("开始日期", {"sheet": "旷工"}, "旷工"),
        ("开始日期", {"titles": ["2025年逾期不归人员"]}, "逾期不归"),
        ("开始日期", {"file": "旷工.csv", "sheet": None}, "旷工"),
        ("旷工起始日期", {"sheet": "缺勤"}, "旷工"),
        ("开始日期", {"titles": ["旷工和逾期不归情况"]}, None),
        ("开始日期", {"sheet": "缺勤"}, None),
    ],
)
def test_without_a_column_the_table_may_name_the_type(header, facts, kind):
    read = roster(["姓名", header], [["甲", "2025-09-29"]], as_of=None, **facts)
    assert read.rows["absence_type"].to_list() == [kind]
    assert rules(read) == ([] if kind else ["absence.no_type"])


def test_an_absence_belongs_to_the_year_in_which_it_ends():
    header = ["姓名", "年度", "起", "止"]
    rows = [["甲", None, "2025-12-30", "2026-01-05"], ["甲", "2025", "2025-12-30", "2026-01-06"]]
    assert records(header, rows, "year", sheet="旷工") == [(2026,), (2025,)]


def test_the_same_absence_twice_is_rejected():
    header = ["姓名", "社区", "缺勤类型", "开始日期"]
    rows = [["甲", "集贤社区", kind, "2025-09-29"] for kind in ("旷工", "旷工", "病假")]
    assert refusals(header, rows) == {3: "absence.repeated"}


# A column for every type


MONTH = {"sheet": "2023年9月考勤"}
COUNTED = ("_row", "absence_type", "absent_tenths")


def test_every_type_may_have_its_column_of_days():
    header = ["姓名", "旷工天数", "病假天数", "事假（天）", "年假"]
    rows = [["甲", "1", "2.5", None, "5天"], ["乙", None, None, "半天", "0"]]
    assert records(header, rows, *COUNTED, **MONTH) == [
        (2, "旷工", 10),
        (2, "病假", 25),
        (2, "年休假", 50),
        (3, "事假", 5),
        (3, "年休假", 0),
    ]


@pytest.mark.parametrize("total", ["缺勤天数", "请假天数", "合计天数", "累计缺勤天数"])
def test_the_sum_of_the_types_is_not_counted_again(total):
    header, rows = ["姓名", "旷工天数", "病假天数", total], [["甲", "1", "2", "3"]]
    read = roster(header, rows, as_of=None, **MONTH)
    assert read.rows.select(*COUNTED[1:]).rows() == [("旷工", 10), ("病假", 20)]
    assert rules(read) in (["absence.total_column"], ["column.unknown"], ["column.unknown_near"])


def test_leave_beside_absence_without_leave_is_all_leave():
    header, rows = ["姓名", "旷工天数", "请假天数"], [["甲", "1", "3"]]
    assert records(header, rows, *COUNTED[1:], **MONTH) == [("旷工", 10), ("其他准假", 30)]


def test_dates_belong_to_the_only_type_with_days():
    header = ["姓名", "起止时间", "病假天数", "事假天数"]
    rows = [["甲", "9.4-9.5", "2", None], ["乙", "9.4-9.8", "3", "2"], ["丙", "9.6", None, None]]
    read = roster(header, rows, as_of=None, **MONTH)
    assert read.rows.select("_row", "absence_type", "start_day", "absent_tenths").rows() == [
        (2, "病假", 20230904, 20),
        (3, "病假", None, 30),
        (3, "事假", None, 20),
        (4, None, 20230906, None),
    ]
    assert sorted(rules(read)) == ["absence.dates_of_several", "absence.no_type"]


def test_a_row_without_days_tells_nothing_and_one_with_other_words_is_named():
    header, rows = (
        ["姓名", "旷工天数", "病假天数"],
        [["甲", None, None], ["乙", "若干", None], ["丙", "1", "0"]],
    )
    assert refusals(header, rows, **MONTH) == {2: "row.nothing_told", 3: "absence.no_day"}


def test_two_columns_of_one_type_are_refused():
    with pytest.raises(Refused, match="病假天数"):
        records(["姓名", "病假天数", "病假"], [["甲", "1", "2"]], "absence_type", **MONTH)


def test_a_single_column_may_name_its_type():
    assert records(["姓名", "病假天数"], [["甲", "1"]], "absence_type", **MONTH) == [("病假",)]


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("2022年12月至2023年2月缺勤登记", date(2023, 2, 28)),
        ("2023年1-6月考勤", date(2023, 6, 30)),
        ("2023年1月1日至12月31日请假情况", date(2023, 12, 31)),
    ],
)
def test_a_table_of_several_months_speaks_of_their_end(title, day):
    read = roster(["姓名", "旷工日期"], [["甲", "2023-01-09"]], as_of=None, titles=[title], sheet=None)
    assert read.as_of == day


def test_a_day_without_a_year_is_of_neither_of_two():
    facts = {"titles": ["2022年12月至2023年2月旷工登记"], "sheet": None, "file": "表.csv"}
    header, rows = ["姓名", "旷工日期"], [["甲", "12月28日"], ["乙", "2022.12.28-2023.1.3"]]
    assert refusals(header, rows, **facts) == {3: "absence.no_day"}
    assert records(header, rows, *SPAN, **facts) == [(20221228, 20230103)]


DAYS = st.dates(date(2001, 1, 1), date(2050, 12, 31))


@given(first=DAYS, second=DAYS, form=st.sampled_from(["%Y-%m-%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]))
def test_any_two_full_dates_make_their_span(first, second, form):
    expected = ((day_number(first), day_number(second)),)
    assert spans(f"{first.strftime(form)}至{second.strftime(form)}", year=None) == expected


@given(text=st.text(max_size=12))
def test_any_text_is_a_span_or_none(text):
    found = spans(text, year=2025)
    assert found is None or all(19000101 <= day <= 20991231 for one in found for day in one)
