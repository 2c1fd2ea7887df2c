"""Citizen identity numbers (GB 11643): what is valid, and what one proves."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_rosters import roster, rules
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from sgstats.records.id_number import read_id_numbers


def read(*cells, number=False):
    return read_id_numbers(pl.Series(cells, dtype=pl.String), number=pl.Series([number] * len(cells)))


@pytest.mark.parametrize(
    ("number", "birth", "sex"),
    [
        ("11010519491231002X", 19491231, "女"),
        ("34052419800101001X", 19800101, "男"),
        ("440524188001010014", 18800101, "男"),
        ("370101190102039973", 19010203, "男"),
    ],
)
def test_the_published_examples_are_valid(number, birth, sex):
    assert read(number).row(0) == (number, birth, sex, "valid")


@pytest.mark.parametrize("cell", ["11010519491231002x", "'11010519491231002X", "`11010519491231002X"])
def test_case_and_a_leading_quote_do_not_matter(cell):
    assert read(cell)["id_number"].item() == "11010519491231002X"


def test_spaces_and_full_width_digits_do_not_matter():
    rows = [["甲", " 110105 19491231 002x"], ["乙", "３４０５２４１９８００１０１００１Ｘ"]]
    assert roster(["姓名", "身份证号"], rows).rows["id_number"].to_list() == [
        "11010519491231002X",
        "34052419800101001X",
    ]


def test_fifteen_digits_become_eighteen():
    assert read("110105491231002").row(0) == ("11010519491231002X", 19491231, "女", "valid")


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("110105194912310021", "checksum"),
        ("11010519491331002X", "checksum"),
        ("110105491331002", "checksum"),
        ("110105********002X", "masked"),
        ("110105XXXXXXXX002X", "masked"),
        ("110105194912310000", "truncated"),
        ("1.10105E+17", "truncated"),
        ("11010519491231", "unreadable"),
        ("护照", "unreadable"),
        (None, None),
    ],
)
def test_any_other_number_proves_nothing_and_says_why(cell, state):
    assert read(cell).row(0) == (None, None, None, state)


def test_eighteen_digits_in_a_number_cell_are_never_all_that_was_typed():
    assert read("440524188001010014", number=True)["state"].item() == "truncated"


def test_a_bad_number_warns_at_its_cell_and_keeps_the_row():
    cleaned = roster(["姓名", "身份证号"], [["甲", "110105194912310021"]])
    assert cleaned.rows.height == 1
    assert rules(cleaned) == ["id.checksum"]
    found = cleaned.findings.filter(pl.col("rule") == "id.checksum")
    assert found.select("file", "sheet", "row", "column").row(0) == ("名单.xlsx", "名单", 2, "B")


# python-stdnum as oracle. It also asks whether the county existed, which we never reject for.

BODIES = st.builds(
    "{}{}{:03d}".format,
    st.sampled_from(["110105", "340524", "440524", "210204", "310104"]),
    st.one_of(
        st.dates(date(1900, 1, 1), date(2023, 12, 31)).map("{:%Y%m%d}".format),
        st.from_regex(r"(19|20)[0-9]{2}[01][0-9][0-3][0-9]", fullmatch=True),
    ),
    st.integers(0, 999),
)


@given(body=BODIES, last=st.sampled_from("0123456789X"))
def test_a_number_is_valid_where_stdnum_finds_checksum_and_date_right(body, last):
    number = body + last
    try:
        right = ric.calc_check_digit(number) == last and bool(ric.get_birth_date(number))
    except ValidationError:
        right = False
    assert (read(number)["state"].item() == "valid") == right


@given(body=BODIES.filter(lambda body: body[6:8] == "19"))
def test_the_short_form_of_a_number_is_the_same_number(body):
    number = body + ric.calc_check_digit(body + "0")
    assert read(number)["id_number"].item() == read(body[:6] + body[8:])["id_number"].item()


@given(body=BODIES)
def test_an_odd_order_is_a_man(body):
    _, birth, sex, state = read(body + ric.calc_check_digit(body + "0")).row(0)
    if state == "valid":
        assert (sex == "男") == (int(body[-1]) % 2 == 1)
        assert str(birth) == body[6:14]


@pytest.mark.parametrize("cell", ["无", "没有", "暂无"])
def test_a_number_that_is_said_to_be_missing_is_unknown_without_a_warning(cell):
    read = roster(["姓名", "身份证号"], [["甲", cell]])
    assert read.rows["id_number"].to_list() == [None]
    assert rules(read) == []
