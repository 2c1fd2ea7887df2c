"""The 2025 law on retirement, row by row: annexes one to four of the State Council's 办法.

The rows are those of the domain reference (its part 3), most of which also stand in public listings.
"""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgstats.outlook.law import law, minimum_contribution, month, written
from sgstats.outlook.retirement import retirement

ANNEXES = [
    ("男", "1964-12", 0, "60岁0个月", "2024-12", None, None),
    ("男", "1965-01", 1, "60岁1个月", "2025-02", "2025-01", "2028-02"),
    ("男", "1965-04", 1, "60岁1个月", "2025-05", "2025-04", "2028-05"),
    ("男", "1965-05", 2, "60岁2个月", "2025-07", "2025-05", "2028-07"),
    ("男", "1966-01", 4, "60岁4个月", "2026-05", "2026-01", "2029-05"),
    ("男", "1970-07", 17, "61岁5个月", "2031-12", "2030-07", "2034-12"),
    ("男", "1975-06", 32, "62岁8个月", "2038-02", "2035-06", "2041-02"),
    ("男", "1976-08", 35, "62岁11个月", "2039-07", "2036-08", "2042-07"),
    ("男", "1976-09", 36, "63岁0个月", "2039-09", "2036-09", "2042-09"),
    ("男", "1976-12", 36, "63岁0个月", "2039-12", "2036-12", "2042-12"),
    ("男", "1988-09", 36, "63岁0个月", "2051-09", "2048-09", "2054-09"),
    ("女原55", "1969-12", 0, "55岁0个月", "2024-12", None, None),
    ("女原55", "1970-01", 1, "55岁1个月", "2025-02", "2025-01", "2028-02"),
    ("女原55", "1970-05", 2, "55岁2个月", "2025-07", "2025-05", "2028-07"),
    ("女原55", "1970-06", 2, "55岁2个月", "2025-08", "2025-06", "2028-08"),
    ("女原55", "1970-09", 3, "55岁3个月", "2025-12", "2025-09", "2028-12"),
    ("女原55", "1971-04", 4, "55岁4个月", "2026-08", "2026-04", "2029-08"),
    ("女原55", "1971-06", 5, "55岁5个月", "2026-11", "2026-06", "2029-11"),
    ("女原55", "1981-08", 35, "57岁11个月", "2039-07", "2036-08", "2042-07"),
    ("女原55", "1981-09", 36, "58岁0个月", "2039-09", "2036-09", "2042-09"),
    ("女原55", "1988-09", 36, "58岁0个月", "2046-09", "2043-09", "2049-09"),
    ("女原50", "1974-12", 0, "50岁0个月", "2024-12", None, None),
    ("女原50", "1975-01", 1, "50岁1个月", "2025-02", "2025-01", "2028-02"),
    ("女原50", "1975-02", 1, "50岁1个月", "2025-03", "2025-02", "2028-03"),
    ("女原50", "1975-03", 2, "50岁2个月", "2025-05", "2025-03", "2028-05"),
    ("女原50", "1975-06", 3, "50岁3个月", "2025-09", "2025-06", "2028-09"),
    ("女原50", "1975-11", 6, "50岁6个月", "2026-05", "2025-11", "2029-05"),
    ("女原50", "1976-06", 9, "50岁9个月", "2027-03", "2026-06", "2030-03"),
    ("女原50", "1977-01", 13, "51岁1个月", "2028-02", "2027-01", "2031-02"),
    ("女原50", "1984-10", 59, "54岁11个月", "2039-09", "2036-09", "2042-09"),
    ("女原50", "1984-11", 60, "55岁0个月", "2039-11", "2036-11", "2042-11"),
    ("女原50", "1984-12", 60, "55岁0个月", "2039-12", "2036-12", "2042-12"),
    ("女原50", "1990-06", 60, "55岁0个月", "2045-06", "2042-06", "2048-06"),
]  # fmt: skip
CONTRIBUTION = {
    2025: 180,
    2029: 180,
    2030: 186,
    2031: 192,
    2035: 216,
    2036: 222,
    2038: 234,
    2039: 240,
    2045: 240,
}
WINDOW = ("retire_month", "earliest_month", "latest_month")


def person(category=None, birth=None, gender=None):
    number = birth if birth is None or isinstance(birth, int) else int(birth.replace("-", ""))
    return {"gender": gender, "retirement_category": category, "birth_month": number}


def dates(*people):
    types = {"gender": pl.String, "retirement_category": pl.String, "birth_month": pl.Int64}
    return retirement(pl.DataFrame(list(people), schema=types)).to_dicts()


def text(number):
    return None if number is None else f"{number // 100}-{number % 100:02}"


@pytest.mark.parametrize(("category", "birth", "delay", "age", "retire", "earliest", "latest"), ANNEXES)
def test_a_row_of_the_annexes(category, birth, delay, age, retire, earliest, latest):
    (found,) = dates(person(category, birth, category[0]))
    assert found["delay_months"] == delay
    assert [text(found[name]) for name in WINDOW] == [retire, earliest, latest]
    years, months = divmod(month(retire) - month(birth), 12)
    assert f"{years}岁{months}个月" == age


@pytest.mark.parametrize(("year", "months"), CONTRIBUTION.items())
def test_the_contribution_that_a_pension_needs(year, months):
    assert minimum_contribution(year) == months


def test_all_rows_at_once_are_the_rows_one_by_one():
    people = [person(category, birth, category[0]) for category, birth, *_ in ANNEXES]
    assert dates(*people) == [one for each in people for one in dates(each)]


def test_a_woman_of_unknown_category_has_both_dates():
    both = dates(person(None, "1975-06", "女"))
    assert [(one["retirement_reading"], one["retire_month"]) for one in both] == [
        ("按50岁", 202509),
        ("按55岁", 203111),
    ]


def test_a_man_needs_no_category():
    assert dates(person(None, "1975-06", "男"))[0]["retire_month"] == 203802


@pytest.mark.parametrize(
    "unknown",
    [
        person(None, "1975-06", None),
        person(None, None, "女"),
        person(None, None, "男"),
        person("女原50", None, "女"),
        person("女原50", "1975-06", "男"),  # the two facts contradict each other
        person("男", "1975-06", "女"),
    ],
)
def test_what_is_unknown_stays_unknown_and_is_one_row(unknown):
    (found,) = dates(unknown)
    assert found["retirement_reading"] == "不变"
    assert [found[name] for name in (*WINDOW, "minimum_contribution_months")] == [None] * 4


def test_the_year_of_retirement_says_what_contribution_it_needs():
    assert dates(person("男", "1970-07", "男"))[0]["minimum_contribution_months"] == 192  # retires in 2031


def test_nobody_gives_nobody():
    assert dates() == []


births = st.integers(min_value=month("1930-01"), max_value=month("2010-12"))
categories = st.sampled_from(sorted(law().categories))


@given(categories, births)
def test_later_births_retire_later_and_are_delayed_at_least_as_long(category, birth):
    rule = law().categories[category]
    assert rule.delay(birth + 1) >= rule.delay(birth)
    assert 0 <= rule.delay(birth) <= rule.cap
    assert rule.delay(birth + 1) - rule.delay(birth) in {0, 1}


@given(categories, births)
def test_the_frame_says_what_the_rule_says(category, birth):
    (found,) = dates(person(category, written(birth), category[0]))
    rule = law().categories[category]
    legal = birth + rule.former_age * 12 + rule.delay(birth)
    assert text(found["retire_month"]) == written(legal)
    if birth < rule.first_birth:
        assert found["earliest_month"] is found["latest_month"] is None
        assert legal < month("2025-01")
    else:
        assert month("2025-01") <= month(text(found["earliest_month"])) <= legal
        assert month(text(found["earliest_month"])) >= birth + rule.former_age * 12
        assert month(text(found["latest_month"])) - legal == 36


@given(births)
def test_no_category_of_women_retires_after_the_men(birth):
    ends = [
        birth + rule.former_age * 12 + rule.delay(birth)
        for rule in (law().categories[name] for name in ("女原50", "女原55", "男"))
    ]
    assert ends == sorted(ends)
