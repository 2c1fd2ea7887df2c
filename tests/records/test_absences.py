"""Absences: days in every form, how long, and whether somebody gave leave."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_rosters import records, refusals, roster, rules

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


DAYS = st.dates(date(2001, 1, 1), date(2050, 12, 31))


@given(first=DAYS, second=DAYS, form=st.sampled_from(["%Y-%m-%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]))
def test_any_two_full_dates_make_their_span(first, second, form):
    expected = ((day_number(first), day_number(second)),)
    assert spans(f"{first.strftime(form)}至{second.strftime(form)}", year=None) == expected


@given(text=st.text(max_size=12))
def test_any_text_is_a_span_or_none(text):
    found = spans(text, year=2025)
    assert found is None or all(19000101 <= day <= 20991231 for one in found for day in one)
