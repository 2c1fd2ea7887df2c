"""Counts that a percentage allows, against trying every count there is."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgstats.claims.numbers.quantities import quantities
from sgstats.claims.numbers.ranges import back_check, counts, highest, lowest, nearest, percent_of

# Base, percentage, first and last count that print as it: surveys of 162, 44, 25 and 8 people and the 1,336
# community workers of a district, worked out by hand; nobody of 69 gives 93.2 %.
WORKED_OUT = [
    (162, "69.1", 112, 112),
    (162, "75.3", 122, 122),
    (162, "71.6", 116, 116),
    (162, "65.4", 106, 106),
    (162, "82.7", 134, 134),
    (1336, "5", 61, 73),
    (1336, "70", 929, 941),
    (1336, "78", 1036, 1048),
    (25, "56", 14, 14),
    (44, "93.2", 41, 41),
    (44, "77.3", 34, 34),
    (69, "93.2", None, None),
    (8, "62.5", 5, 5),
]


@pytest.mark.parametrize(("n", "percent", "first", "last"), WORKED_OUT)
def test_the_counts_worked_out_by_hand(n, percent, first, last):
    wanted = () if first is None else tuple(range(first, last + 1))
    assert back_check(n, percent) == wanted
    (number,) = quantities(f"占{percent}%")
    assert counts(number, base=n) == ((first, last) if wanted else None)


def test_nearly_78_percent_of_the_district_is_1036_to_1042_people():
    assert counts(quantities("近78%")[0], base=1336) == (1036, 1042)


percents = st.integers(0, 3).flatmap(
    lambda places: st.integers(0, 120 * 10**places).map(lambda whole: f"{Decimal(whole).scaleb(-places):f}")
)
bases = st.integers(1, 400)


def printed(count: int, n: int, places: int) -> Decimal:
    """A share as a report prints it: half up, so many decimals."""
    exact = Fraction(count * 100, n)
    steps = exact * 10**places
    return Decimal(int(steps + Fraction(1, 2))).scaleb(-places)


@given(n=bases, percent=percents)
def test_back_check_is_all_counts_that_print_so(n, percent):
    places = len(percent.partition(".")[2])
    wanted = tuple(count for count in range(n + 1) if printed(count, n, places) == Decimal(percent))
    assert back_check(n, percent) == wanted


@given(n=bases, percent=percents)
def test_the_counts_of_a_printed_percentage_are_the_first_and_last_of_them(n, percent):
    found = counts(quantities(f"{percent}%")[0], base=n)
    every = back_check(n, percent)
    assert found == ((every[0], every[-1]) if every else None)


WORDS = ["近{}", "约{}", "超过{}", "不足{}", "{}以上", "{}以下", "不低于{}", "{}左右"]


@given(n=bases, whole=st.integers(1, 100), word=st.sampled_from(WORDS))
def test_words_allow_exactly_the_counts_whose_share_lies_in_their_bounds(n, whole, word):
    (number,) = quantities(word.format(f"{whole}%"))
    every = [count for count in range(n + 1) if inside(number, Fraction(100 * count, n))]
    assert counts(number, base=n) == ((every[0], every[-1]) if every else None)


def inside(number, share: Fraction) -> bool:
    low = number.low is None or (share > number.low if number.low_open else share >= number.low)
    high = number.high is None or (share < number.high if number.high_open else share <= number.high)
    return low and high


@given(count=st.integers(0, 400), n=bases, places=st.integers(0, 3))
def test_a_percentage_printed_of_a_count_leads_back_to_it(count, n, places):
    text = percent_of(min(count, n), n, step=Fraction(1, 10**places))
    assert min(count, n) in back_check(n, text.removesuffix("%"))


@given(n=bases, whole=st.integers(0, 100))
def test_rounding_is_half_up_as_decimal_does_it(n, whole):
    count = whole * n // 100
    exact = Decimal(count) * 100 / Decimal(n)
    assert percent_of(count, n) == f"{exact.quantize(Decimal('0.1'), rounding=ROUND_HALF_UP)}%"


@given(end=st.fractions(-50, 50, max_denominator=9), is_open=st.booleans())
def test_the_ends_of_bounds_are_the_outermost_whole_numbers_in_them(end, is_open):
    above = [count for count in range(-60, 61) if count > end or (count == end and not is_open)]
    below = [count for count in range(-60, 61) if count < end or (count == end and not is_open)]
    assert (lowest(end, is_open=is_open), highest(end, is_open=is_open)) == (above[0], below[-1])


def test_rough_words_of_few_people_allow_the_counts_next_to_them():
    assert counts(quantities("一半")[0], base=7) == (3, 4)
    assert counts(quantities("三分之二")[0], base=8) == (5, 6)


def test_a_percentage_beyond_all_has_one_nearest_count():
    assert nearest(quantities("120%")[0], base=69) == (69,)


def test_nothing_is_counted_of_nobody():
    assert counts(quantities("5%")[0], base=0) is None
    assert not back_check(0, "5")


def test_what_counts_no_people_allows_no_counts():
    assert counts(quantities("44.8岁")[0], base=100) is None


def test_a_count_needs_no_base():
    assert counts(quantities("近20人")[0]) == (18, 19)
