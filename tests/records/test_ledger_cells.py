"""Cells of a rectification ledger: points, days, numbers, states."""

from __future__ import annotations

from datetime import date

import pytest

from sgstats.errors import Refused
from sgstats.fields import register_headers
from sgstats.records.ledger_entries import code_in
from sgstats.records.ledger_text import day_in, points, state_in, term_in, yes_in
from sgstats.records.ledger_values import value_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一是培训；二是考核", ["培训", "考核"]),
        ("一、培训 二、考核", ["培训", "考核"]),
        ("（一）培训（二）考核", ["培训", "考核"]),
        ("(1)培训(2)考核", ["培训", "考核"]),
        ("1、培训；2、考核", ["培训", "考核"]),
        ("①培训②考核", ["培训", "考核"]),
        ("第一，培训；第二，考核", ["培训", "考核"]),
        ("主要原因：一是培训少；二是考核松", ["主要原因：培训少", "考核松"]),
        ("一是培训；二是考核；三可能和领导有关", ["培训", "考核", "可能和领导有关"]),
        ("一是培训", ["一是培训"]),
        ("二是培训；三是考核", ["二是培训；三是考核"]),
        ("2023年1.5万元", ["2023年1.5万元"]),
        ("培训每年1次、考核2次", ["培训每年1次、考核2次"]),
        ("", []),
    ],
)
def test_numbered_points(text, parts):
    assert points(text) == parts


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-06-30", date(2023, 6, 30)), ("2023年6月底前", date(2023, 6, 30)), ("2023.2", date(2023, 2,
        28)),
        ("6月30日前", date(2023, 6, 30)), ("45107", date(2023, 6, 30)), ("20230630", date(2023, 6, 30)),
        ("2023年底", date(2023, 12, 31)), ("2023-06-30 00:00:00", date(2023, 6, 30)), ("长期", None),
        ("2023年第三季度", date(2023, 9, 30)), ("三季度末", date(2023, 9, 30)), ("每季度", None),
        ("2022年4季度前", date(2022, 12, 31)), ("2022年上半年", date(2022, 6, 30)),
        ("2023-02-30", None), ("", None), ("13月", None),
    ],
)  # fmt: skip
def test_days(text, day):
    assert day_in(text, year=2023, last=True) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5", "5"), ("5.0", "5"), ("P5", "5"), ("问题五", "5"), ("第十二号", "12"), ("2023-07", "2023.07"),
        ("WT-3", "WT.3"), (None, None),
    ],
)  # fmt: skip
def test_numbers_of_problems(text, code):
    assert code_in(text) == code


def test_states_types_and_yes():
    assert [state_in(text) for text in ("已办结", "推进中", "待核查", "未启动", "3次")] == [
        "已销号", "整改中", "待验收", "待整改", None,
    ]  # fmt: skip
    assert [term_in(text) for text in ("立即整改", "限期", "常态化推进", "6月")] == [
        "立行立改", "限期整改", "长期坚持", None,
    ]  # fmt: skip
    assert [yes_in(text) for text in ("是", "√", "否", "未销号", "×", "？")] == [
        True, True, False, False, False, None,
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["@SUM(A1)", "+cmd", "=1"])
def test_a_formula_is_refused_as_a_unit(cell):
    with pytest.raises(Refused, match="开头"):
        value_of("measure", "owner", cell)


@pytest.mark.parametrize("header", sorted(register_headers()))
def test_a_header_of_a_ledger_is_one_of_its_own_fields(header):
    from sgstats.records.kinds import marks

    assert register_headers()[header] in marks()["ledger"].fields
