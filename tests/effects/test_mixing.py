"""Mix: how much of a change comes from another mix of people."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from effects.effect_panels import simple
from hypothesis import given
from hypothesis import strategies as st

from sgstats import effects
from sgstats.effects.mixing import mix_sentence

counts = st.dictionaries(
    st.sampled_from(["30岁以下", "30至39岁", "50岁以上", "未知"]),
    st.integers(1, 40).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))),
    min_size=1,
)


def share(table):
    return Fraction(sum(n for n, _ in table.values()), sum(base for _, base in table.values()))


@given(counts, counts)
def test_mix_and_rate_add_up_to_the_change(before, after):
    found = effects.mix(before, after, by="age_band")
    assert found.total == float(100 * (share(after) - share(before)))
    assert found.mix + found.rate == pytest.approx(found.total, abs=1e-12)


@given(counts, st.integers(2, 5))
def test_more_people_of_the_same_kinds_are_no_mix(before, times):
    after = {name: (people * times, base * times) for name, (people, base) in before.items()}
    found = effects.mix(before, after, by="age_band")
    assert (found.mix, found.rate) == (0, 0)


def test_who_leaves_takes_their_share_along():
    """Nobody became certified: those without a certificate left."""
    found = effects.mix({"30岁以下": (8, 10), "50岁以上": (2, 10)}, {"30岁以下": (8, 10)}, by="age_band")
    assert (found.total, found.mix, found.rate) == (30.0, 30.0, 0.0)


def test_a_side_with_nobody_has_no_parts():
    assert effects.mix({}, {"30岁以下": (1, 2)}, by="age_band") is None


def test_a_substantial_part_is_said():
    found = effects.mix({"30岁以下": (8, 10), "50岁以上": (2, 10)}, {"30岁以下": (8, 10)}, by="age_band")
    assert mix_sentence(found, unit="%") == (
        "前后变化30.0个百分点，其中30.0个百分点来自人员构成（年龄段）变化，0.0个百分点是同类人员自身的变化。"
    )
    effect = effects.with_mix(effects.estimate(simple()), found)
    assert effect.mix == found
    assert effect.remarks == (mix_sentence(found, unit="%"),)


def test_parts_that_cancel_out_are_said_and_a_small_part_is_not():
    found = effects.Mix(by="age_band", total=0.0, mix=5.0, rate=-5.0)
    assert "其中5.0个百分点来自人员构成" in mix_sentence(found, unit="%")
    assert mix_sentence(replace(found, total=9.5, mix=0.5, rate=9.0), unit="%") is None
    assert mix_sentence(replace(found, mix=0.0, rate=0.0), unit="%") is None


def test_a_rate_is_taken_apart_in_its_own_unit():
    before, after = {"专职": (2, 100), "兼职": (6, 100)}, {"专职": (2, 100), "兼职": (6, 300)}
    found = effects.mix(before, after, by="employment", scale=1200)
    assert found.total == pytest.approx(1200 * (8 / 400 - 8 / 200))
    assert found.mix + found.rate == pytest.approx(found.total)
