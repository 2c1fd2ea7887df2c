"""Numbers in digits and in Chinese numerals, against writing them out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from cn2an import an2cn
from hypothesis import given
from hypothesis import strategies as st

from sgstats.claims.numbers.folding import fold
from sgstats.claims.numbers.numerals import read_number
from sgstats.claims.numbers.quantities import quantities


@given(st.integers(0, 99_999_999))
def test_a_number_written_in_numerals_is_read_as_it_was(whole):
    assert read_number(an2cn(str(whole))).value == whole


@given(st.integers(2, 99_999_999))
def test_a_number_in_a_sentence_is_read_in_digits_and_numerals_alike(whole):
    (digits,), (numerals,) = quantities(f"共有{whole}人"), quantities(f"共有{an2cn(str(whole))}人")
    assert digits.value == numerals.value == whole


@given(st.integers(1000, 99_999_999))
def test_thousands_may_be_parted_by_either_comma(whole):
    parted = f"{whole:,}"
    for text in (parted, parted.replace(",", "，")):
        assert [number.value for number in quantities(f"共有{text}人")] == [whole]


@given(st.decimals(0, 10_000, places=2))
def test_decimals_are_kept_to_the_last(amount):
    (number,) = quantities(f"平均{amount}学时")
    assert (number.value, number.step) == (Fraction(str(amount)), Fraction(1, 100))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("百", 100), ("两万三", 23000), ("廿五", 25), ("三点二", Fraction(16, 5)), ("1.2万", 12000),
        ("3百", 300), ("五千零六", 5006),
    ],
)  # fmt: skip
def test_numerals_as_reports_write_them(text, value):
    assert read_number(text).value == value


@pytest.mark.parametrize("text", ["万一万", "百千一百", "十十十"])
def test_numerals_that_make_no_number_are_none(text):
    assert read_number(text) is None


@given(st.text())
def test_folding_moves_no_character(text):
    assert len(fold(text)) == len(text)


def test_the_five_of_a_troop_is_no_number():
    assert fold("队伍壹佰人") == "队伍一百人"
    assert fold("队伍陆续到岗") == "队伍陆续到岗"
