"""When a row is rejected, what is only worth a second look, and how totals are checked."""

from __future__ import annotations

import polars as pl
import pytest
from invented_rosters import id_number, roster, rules, total

A, B = id_number(19850615, order=12), id_number(19900102, order=14)


def judged(header, *rows, **facts):
    """Rejections by row, then the other rules that spoke."""
    read = roster(header, list(rows), **facts)
    rejected = dict(read.rejected.select("row", "rule").rows())
    return rejected, [rule for rule in rules(read) if rule not in rejected.values()]


# One limit, both sides


@pytest.mark.parametrize(
    ("header", "row", "rule"),
    [
        (["姓名", "性别"], [None, "男"], "row.no_person"),
        (["姓名", "性别"], ["甲", "男"], None),
        (["工号", "性别"], ["007", "男"], None),
        (["姓名", "身份证号"], [None, A], None),
        (["姓名", "身份证号"], [None, "110105********002X"], None),
        (["姓名", "出生年月"], ["甲", "2024-01-01"], "row.birth_after_statement"),
        (["姓名", "出生年月"], ["甲", "2023-12-31"], None),
        (["姓名", "出生年月", "入职时间"], ["甲", "1985-06-02", "1985-06-01"], "row.hired_before_birth"),
        (["姓名", "出生年月", "入职时间"], ["甲", "1985-06-01", "1985-06-01"], None),
        (["姓名", "出生年月", "入职时间"], ["甲", "1985-06-15", "1985.06"], None),
        (["姓名", "出生年月", "入职时间"], ["甲", "1985-06-15", "1985.05"], "row.hired_before_birth"),
        (["姓名", "入职时间", "离职时间"], ["甲", "2020-06-15", "2020-06-14"], "row.left_before_hired"),
        (["姓名", "入职时间", "离职时间"], ["甲", "2020-06-15", "2020-06-15"], None),
        (["姓名", "入职时间", "离职时间"], ["甲", "2020-06-15", "2020.06"], None),
        (["姓名", "入职时间", "离职时间"], ["甲", "2020-06-15", "2020.05"], "row.left_before_hired"),
    ],
)
def test_a_row_is_rejected_on_one_side_of_a_limit_only(header, row, rule):
    rejected, _ = judged(header, row)
    assert rejected == ({2: rule} if rule else {})


@pytest.mark.parametrize(
    ("birth", "hire", "rule"),
    [
        ("1985-06-01", "2001-05-31", "hire.too_young"),
        ("1985-06-01", "2001-06-01", None),
        ("1985-06-01", "2024-01-01", "hire.after_statement"),
        ("1985-06-01", "2023-12-31", None),
    ],
)
def test_a_suspicious_row_is_accepted_with_a_warning(birth, hire, rule):
    rejected, spoken = judged(["姓名", "出生年月", "入职时间"], ["甲", birth, hire])
    assert rejected == {}
    assert spoken == [rule] * bool(rule)


@pytest.mark.parametrize(
    "cells", [[None, None], ["不详", "2001.06"], ["1985.06", None], ["读不懂", "2001.06"]]
)
def test_a_rule_that_cannot_be_answered_rejects_nobody(cells):
    rejected, _ = judged(["姓名", "出生年月", "入职时间"], ["甲", *cells])
    assert rejected == {}


def test_a_row_that_breaks_two_rules_is_rejected_once():
    rejected, _ = judged(["姓名", "出生年月", "入职时间"], ["甲", "2025-01-01", "2020-01-01"])
    assert rejected == {2: "row.birth_after_statement"}


def test_a_rejection_has_its_address_and_reason():
    read = roster(["姓名", "出生年月"], [["甲", "1985.06"], ["乙", "2030.01"]])
    assert read.rejected.select("row", "column", "rule").row(0) == (3, "B", "row.birth_after_statement")
    assert read.rejected["message"].item()
    assert read.rows_read == 2


# Listed again

HEADER = ["姓名", "身份证号", "工号", "社区"]


@pytest.mark.parametrize(
    ("rows", "rejected", "spoken"),
    [
        ([["甲", A, None, "东"], ["甲", A, None, "东"]], {3: "row.repeated"}, []),
        ([["甲", A, None, "东"], ["甲", A[:6] + A[8:17], None, "东"]], {3: "row.repeated"}, []),
        ([["甲", A, None, "东"], ["甲", A, None, "西"]], {}, ["person.two_units"]),
        (
            [["甲", A, None, "东"], ["甲", A, None, "西"], ["甲", A, None, "西"]],
            {4: "row.repeated"},
            ["person.two_units"],
        ),
        ([["甲", None, "7", "东"], ["甲", None, "7", "东"]], {3: "row.repeated"}, []),
        ([["甲", None, "7", "东"], ["乙", None, "7", "东"]], {}, []),
        ([["甲", A, "7", "东"], ["甲", None, "7", "东"]], {3: "row.repeated"}, []),
        ([["甲", None, "7", "东"], ["甲", A, "7", "西"]], {}, ["person.two_units"]),
        ([["甲", A, "7", "东"], ["甲", B, "7", "东"]], {}, []),
        ([["甲", None, None, "东"], ["甲", None, None, "东"]], {}, []),
    ],
)
def test_a_person_listed_again(rows, rejected, spoken):
    assert judged(HEADER, *rows) == (rejected, spoken)


def test_a_repeat_names_the_row_of_its_own_unit():
    rows = [["甲", A, None, "东"], ["甲", A, None, "西"], ["甲", A, None, "西"]]
    message = roster(HEADER, rows).rejected["message"].item()
    assert "第 3 行" in message


def test_a_listing_that_is_rejected_itself_makes_no_repeat_of_the_next():
    rows = [["甲", A, "1980-01-01"], ["甲", A, "2010-01-01"]]
    rejected, _ = judged(["姓名", "身份证号", "入职时间"], *rows)
    assert rejected == {2: "row.hired_before_birth"}


# Totals the file prints


@pytest.mark.parametrize(
    ("printed", "rule", "severity"), [(2, "total.agrees", "note"), (3, "total.differs", "warning")]
)
def test_a_printed_total_is_compared_with_the_rows_it_covers(printed, rule, severity):
    read = roster(["姓名"], [["甲"], ["乙"], ["丙"]], totals=(total(5, printed, first=2, last=3),))
    found = read.findings.filter(pl.col("rule").str.starts_with("total"))
    assert found.select("rule", "severity", "row", "column").rows() == [(rule, severity, 5, "B")]
    assert str(printed) in found["message"].item()


def test_rejected_rows_are_rows_that_a_total_counts():
    read = roster(["姓名", "性别"], [["甲", "男"], [None, "男"]], totals=(total(4, 2, first=2, last=3),))
    assert "total.agrees" in rules(read)


# Unknown values are counted


def test_blank_values_are_counted_by_field():
    read = roster(["姓名", "性别", "学历"], [["甲", "男", None], ["乙", None, None]])
    notes = read.findings.filter(pl.col("rule") == "value.blank")["message"].to_list()
    assert any("性别" in one and "1" in one for one in notes)
    assert any("学历" in one and "2" in one for one in notes)


def test_people_without_any_number_are_counted():
    read = roster(["姓名", "身份证号"], [["甲", A], ["乙", "110105********002X"]])
    assert "1" in read.findings.filter(pl.col("rule") == "person.no_strong_key")["message"].item()
