"""Kitagawa's effects of mix and rate: published figures, and sums without rest at zero and beyond."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
import stays
from hypothesis import given
from hypothesis import strategies as st

from sgstats.errors import Refused
from sgstats.metrics import Options, measure
from sgstats.metrics.change import kitagawa

BEFORE, SINCE, ON = date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31)

# Household headship rates per 100 by age, United States 1970 and 1985 (Das Gupta 1993, table 5.1, as in
# the README of the R package DasGuptR, eg5.1): percent of all people, percent who head a household.
SIZES = (
    (12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6, 7.8, 7.0, 5.9, 4.7, 3.6, 4.9),
    (10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3, 6.0, 6.3, 5.9, 5.1, 4.0, 5.5),
)
RATES = (
    (1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8),
    (2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2),
)


def table(sizes, rates):
    """People with the property and all people by category, from shares of all and rates as printed."""
    pairs = [(Fraction(str(size)), Fraction(str(rate))) for size, rate in zip(sizes, rates, strict=True)]
    return {str(place): (size * rate / 100, size) for place, (size, rate) in enumerate(pairs)}


def test_headship_rates_of_das_gupta():
    """DasGuptR: age structure 1.2269, rate 1.7403, together 2.9672; 41.35 % and 58.65 %.

    The sizes of 1985 add up to 100.0, as do those of 1970, so both packages speak of the same shares.
    """
    found = kitagawa(table(SIZES[0], RATES[0]), table(SIZES[1], RATES[1]))
    assert [round(float(100 * part), 4) for part in (found.mix, found.rate, found.total)] == [
        1.2269, 1.7403, 2.9672
    ]  # fmt: skip
    assert round(float(100 * found.mix / found.total), 2) == 41.35


def test_two_factors_of_das_gupta():
    """DasGuptR eg2.1: 10930 · .717892 and 16591 · .825974; effects 4369.913 and 1487.262 of 5857.175.

    Earners are a category with their earnings as rate, all others one with a rate of 0.
    """
    first, second = (
        {"earns": (Fraction(pay) * Fraction(part), Fraction(part)), "none": (0, 1 - Fraction(part))}
        for pay, part in (("10930", ".717892"), ("16591", ".825974"))
    )
    found = kitagawa(first, second)
    assert [round(float(part), 3) for part in (found.rate, found.mix, found.total)] == [
        4369.913, 1487.262, 5857.175
    ]  # fmt: skip


def test_a_unit_whose_rate_falls_from_zero_leaves_no_rest():
    """Two units, one without a single leaver: logarithms would lose half of the effect."""
    found = kitagawa({"甲": (0, 10), "乙": (2, 10)}, {"甲": (0, 10), "乙": (4, 10)})
    assert (found.mix, found.rate) == (0, Fraction(1, 10))


def test_what_a_new_category_does_is_mix():
    found = kitagawa({"甲": (5, 10)}, {"甲": (5, 10), "乙": (10, 10)})
    assert (found.mix, found.rate) == (Fraction(1, 4), 0)


def test_an_empty_side_has_no_effects():
    assert kitagawa({}, {"甲": (1, 2)}) is None
    assert kitagawa({"甲": (0, 0)}, {"甲": (1, 2)}) is None


tables = st.dictionaries(st.sampled_from("甲乙丙丁"), st.tuples(st.integers(0, 50), st.integers(0, 50)).map(
    lambda pair: (min(pair), max(pair))
))  # fmt: skip


@given(tables, tables)
def test_effects_add_up_to_the_difference_exactly(first, second):
    found = kitagawa(first, second)
    whole = [[sum(row[at] for row in one.values()) for at in (0, 1)] for one in (first, second)]
    if found is None:
        assert not (whole[0][1] and whole[1][1])
        return
    assert found.total == Fraction(*whole[1]) - Fraction(*whole[0])
    assert sum(map(sum, found.parts.values())) == found.total


@given(tables, tables)
def test_turning_the_sides_round_turns_the_signs_round(first, second):
    there, back = kitagawa(first, second), kitagawa(second, first)
    if there is not None:
        assert (there.mix, there.rate) == (-back.mix, -back.rate)


# The metrics


def people(*told):
    """(number, education, certificate, facts) on both days, or in one list."""
    return [
        {"person_id": f"{day}-{place}-{n}", "education": education, "certificate": certificate, **facts}
        | {"valid_from": day, "valid_to": ON if day == BEFORE else date(2100, 1, 1)}
        for place, (day, number, education, certificate, facts) in enumerate(told)
        for n in range(number)
    ]


LISTS = people(
    (BEFORE, 2, "大学本科", "社会工作师", {}), (BEFORE, 2, "大学本科", "无", {}),
    (BEFORE, 4, "高中", "无", {}),
    (ON, 3, "大学本科", "社会工作师", {}), (ON, 3, "大学本科", "无", {}), (ON, 2, "高中", "无", {}),
)  # fmt: skip


def asked(name, rows, *, share="certificate=社会工作师", of="education", **question):
    engine = stays.engine([], people=rows)
    return measure(name, engine=engine, on=ON, of=of, options=Options(share=share), **question).cells


def test_a_share_that_rose_because_more_have_studied_rose_by_mix():
    """A quarter to three eighths, and half of the graduates hold a certificate on both days."""
    assert asked("mix_rate", LISTS, since=SINCE).rows() == [
        ("结构影响", 3, 8, 12.5, None, None),
        ("比率影响", 3, 8, 0.0, None, None),
        ("合计", 3, 8, 12.5, None, None),
    ]  # fmt: skip


def test_the_gap_of_each_group_against_the_others():
    rows = people(
        (BEFORE, 1, "高中", "无", {}),
        (ON, 1, "大学本科", "社会工作师", {"gender": "男"}), (ON, 1, "高中", "无", {"gender": "男"}),
        (ON, 2, "大学本科", "无", {"gender": "女"}), (ON, 2, "高中", "无", {"gender": "女"}),
    )  # fmt: skip
    found = asked("mix_gap", rows, by=["gender"])
    assert found.select("gender", "effect", "value").rows() == [
        ("男", "结构影响", 0.0), ("男", "比率影响", 50.0), ("男", "合计", 50.0),
        ("女", "结构影响", 0.0), ("女", "比率影响", -50.0), ("女", "合计", -50.0),
    ]  # fmt: skip


def test_a_group_that_is_everybody_has_no_gap():
    assert asked("mix_gap", LISTS)["value"].to_list() == [None] * 3


@pytest.mark.parametrize("share", ["certificate", "leave_reason=辞职", "=社会工作师"])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(Refused) as refusal:
        asked("mix_rate", LISTS, since=SINCE, share=share)
    assert refusal.value.rule == "change.share_form"


def test_a_share_of_the_categories_themselves_is_refused():
    with pytest.raises(Refused) as refusal:
        asked("mix_rate", LISTS, since=SINCE, share="education=高中")
    assert refusal.value.rule == "change.share_is_group"


def test_unless_said_otherwise_the_share_is_that_of_holders_of_a_certificate():
    engine = stays.engine([], people=LISTS)
    found = measure("mix_rate", engine=engine, since=SINCE, on=ON, of="education")
    assert found.cells["people"].to_list() == [3, 3, 3]
    assert "持证" in found.remarks[0]
