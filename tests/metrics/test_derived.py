"""Fields that are worked out on the day: age, tenure, decade and groups, at both sides of every bound."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from postings import DAY, cells, labels

from sgstats.fields import dictionary
from sgstats.metrics.bands import band_set, named_sets
from sgstats.metrics.bands import labels as band_labels
from sgstats.metrics.derived import group_tables

ONE_DAY = timedelta(days=1)


# Age and its bands


def born_to_be(age, *, on=DAY):
    """Birth date of somebody whose birthday of that age falls on the day."""
    return date(on.year - age, on.month, on.day)


BOUNDS = [(name, n) for name in named_sets()["age"] for n in range(1, len(band_set("age", name)))]


@pytest.mark.parametrize(("name", "n"), BOUNDS)
def test_a_band_begins_on_the_birthday_and_the_one_below_ends_the_day_before(name, n):
    below, above = band_labels("age", name)[n - 1 : n + 1]
    birthday = born_to_be(band_set("age", name)[n].low)
    assert labels([{"birth_day": birthday}], "age_band", bands=name) == [above]
    assert labels([{"birth_day": birthday + ONE_DAY}], "age_band", bands=name) == [below]


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, "39岁及以下"),
        (39, "39岁及以下"),
        (40, "40–50岁"),
        (50, "40–50岁"),
        (51, "51岁及以上"),
        (99, "51岁及以上"),
    ],
)
def test_40_to_50_has_both_ends_inside(age, band):
    assert labels([{"birth_day": born_to_be(age)}], "age_band", bands="0-39,40-50,51-") == [band]
    assert labels([{"birth_day": born_to_be(age)}], "age_band", bands="shk") == [band]


@pytest.mark.parametrize("age", range(0, 100, 7))
def test_a_band_s_label_names_the_ages_in_it(age):
    (label,) = labels([{"birth_day": born_to_be(age)}], "age_band", bands="cadre")
    bounds = [
        int(text)
        for text in label.replace("岁及以下", "").replace("岁及以上", "").replace("岁", "").split("–")
    ]
    assert {"及以下": age <= bounds[0], "及以上": age >= bounds[0]}.get(
        label[-3:], bounds[0] <= age <= bounds[-1]
    )


def test_age_is_full_years_and_the_birthday_counts():
    assert labels([{"birth_day": date(1973, 12, 31)}], "age") == ["50"]
    assert labels([{"birth_day": date(1974, 1, 1)}], "age") == ["49"]
    assert labels([{"birth_day": DAY}], "age") == ["0"]


@pytest.mark.parametrize(
    ("on", "age"),
    [
        (date(2023, 2, 28), "22"),
        (date(2023, 3, 1), "23"),
        (date(2024, 2, 28), "23"),
        (date(2024, 2, 29), "24"),
    ],
)
def test_born_on_29_february_turns_older_on_1_march_of_common_years(on, age):
    assert labels([{"birth_day": date(2000, 2, 29), "valid_from": on}], "age", on=on) == [age]


def test_a_birth_known_by_month_is_counted_from_the_month_s_first_day():
    person = {"birth_day": date(1983, 6, 1), "birth_precision": "month"}
    assert labels([person | {"valid_from": date(2023, 5, 31)}], "age", on=date(2023, 5, 31)) == ["39"]
    assert labels([person | {"valid_from": date(2023, 5, 31)}], "age", on=date(2023, 6, 1)) == ["40"]


@pytest.mark.parametrize("of", ["age", "age_band", "birth_decade"])
def test_a_birth_that_is_unknown_or_after_the_day_gives_an_unknown_age(of):
    assert labels([{"birth_day": None}], of) == ["未知"]
    assert labels([{"birth_day": DAY + ONE_DAY}], of) == ["未知"]


@pytest.mark.parametrize(
    ("birth", "decade"),
    [
        (date(1979, 12, 31), "70后"),
        (date(1980, 1, 1), "80后"),
        (date(1989, 12, 31), "80后"),
        (date(1990, 1, 1), "90后"),
        (date(2000, 1, 1), "00后"),
    ],
)
def test_the_80s_are_born_from_1980_to_1989(birth, decade):
    assert labels([{"birth_day": birth}], "birth_decade") == [decade]


def test_decades_stand_in_the_order_of_time():
    people = [{"birth_day": date(year, 5, 1)} for year in (2001, 1985, 1999, 1958)] + [{}]
    assert labels(people, "birth_decade") == ["50后", "80后", "90后", "00后", "未知"]


# Tenure


@pytest.mark.parametrize("n", range(1, len(band_set("tenure"))))
def test_a_tenure_band_begins_on_the_anniversary(n):
    below, above = band_labels("tenure")[n - 1 : n + 1]
    anniversary = born_to_be(band_set("tenure")[n].low)
    assert labels([{"hire_day": anniversary}], "tenure_band") == [above]
    assert labels([{"hire_day": anniversary + ONE_DAY}], "tenure_band") == [below]


def test_tenure_of_an_unknown_hire_date_is_unknown():
    assert labels([{"hire_day": None}], "tenure_band") == ["未知"]


# Groups of education


def test_every_level_of_education_lies_in_one_group_but_the_untold_one():
    groups = group_tables()["education_group"]["groups"]
    grouped = [value for members in groups.values() for value in members]
    assert [*grouped, "其他"] == list(dictionary()["education"].values)
    assert tuple(groups) == dictionary()["education_group"].values


@pytest.mark.parametrize(
    ("education", "group"),
    [
        ("大学专科", "大专及以上"),
        ("研究生", "大专及以上"),
        ("中专", "大专以下"),
        ("其他", "未知"),
        (None, "未知"),
    ],
)
def test_college_or_above_begins_at_college(education, group):
    assert labels([{"education": education}], "education_group") == [group]


# The eight people of SELF-P5


def test_decades_of_the_eight():
    births = [1985] + [1960 + n for n in range(5)] + [1951, 1959]
    people = [{"birth_day": date(year, 6, 1)} for year in births]
    assert cells(people, of="birth_decade") == [("50后", 2, 8), ("60后", 5, 8), ("80后", 1, 8)]
