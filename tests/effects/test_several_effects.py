"""Several effects together: false discoveries, and nothing starred."""

from __future__ import annotations

import pytest
from effects.effect_panels import known_designs, simple
from hypothesis import given
from hypothesis import strategies as st

from sgstats import effects
from sgstats.effects import Check, several


def with_p(monkeypatch, *values, **changes):
    """One effect per p value, each claiming an improvement if looked at alone."""
    found = []
    for value in values:
        ends = (1.0, 20.0) if value <= 0.05 else (-1.0, 20.0)
        with known_designs(monkeypatch, made_up={"p": value, "low": ends[0], "high": ends[1], **changes}):
            found.append(effects.estimate(simple()))
    return found


def by_hand(values):
    """Benjamini and Hochberg as they wrote it, slowly."""
    ordered = sorted(range(len(values)), key=lambda place: values[place])
    adjusted, least = [0.0] * len(values), 1.0
    for rank, place in reversed(list(enumerate(ordered, start=1))):
        least = min(least, values[place] * len(values) / rank)
        adjusted[place] = least
    return adjusted


def test_p_values_are_those_of_benjamini_and_hochberg(monkeypatch):
    """The fifteen p values of their 1995 paper, of which the first four are rejected at 0.05."""
    values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
              0.6528, 0.7590, 1.0000]  # fmt: skip
    found = several.adjusted(with_p(monkeypatch, *values))
    assert [one.adjusted for one in found] == pytest.approx(by_hand(values))
    assert [one.verdict == "有证据改善" for one in found] == [True] * 4 + [False] * 11


def test_a_claim_that_does_not_outlive_the_control_says_why(monkeypatch):
    found = several.adjusted(with_p(monkeypatch, 0.04, 0.5, 0.7))
    assert found[0].adjusted == pytest.approx(0.12)
    assert found[0].sentence.endswith("数据不足以判断，因为同时看了多个结果，这样的差异可能只是碰巧。")
    assert "（已按同时看多个结果校正）" in several.adjusted(with_p(monkeypatch, 0.001, 0.5))[0].sentence


def test_one_alone_is_not_adjusted(monkeypatch):
    (only,) = several.adjusted(with_p(monkeypatch, 0.04))
    assert (only.adjusted, only.verdict) == (None, "有证据改善")
    assert effects.by_chance([only]) is None


def test_what_was_not_tested_takes_no_part(monkeypatch):
    void = with_p(monkeypatch, 0.001, checks=(Check(name="pre_trend", held="fails", message="走势不同。"),))
    with known_designs(monkeypatch, only="实施前只有1期。"):
        counted = [effects.estimate(simple())]
    found = several.adjusted([*void, *with_p(monkeypatch, 0.02, 0.03), *counted])
    assert [one.adjusted for one in found] == [None, pytest.approx(0.03), pytest.approx(0.03), None]


def test_the_warning_says_how_many_would_be_found_by_chance(monkeypatch):
    found = with_p(monkeypatch, *[0.5] * 20)
    assert effects.by_chance(found) == (
        "同时看了20个结果：即使措施都没有作用，也约有1.0个会碰巧显著，因此判断已按错误发现率校正。"
    )
    assert not any("*" in one.sentence for one in several.adjusted(found))


def test_several_panels_are_estimated_in_their_order(monkeypatch):
    with known_designs(monkeypatch, made_up={}):
        found = effects.adjusted([effects.estimate(simple(metric=name)) for name in "ab"])
    assert [one.metric for one in found] == ["a", "b"]
    assert [one.adjusted for one in found] == [0.003, 0.003]


@given(st.lists(st.floats(0, 1), min_size=2, max_size=12))
def test_p_values_are_those_of_scipy_and_of_the_paper_by_hand(values):
    from scipy.stats import false_discovery_control

    found = several.controlled(values)
    assert found == pytest.approx(by_hand(values))
    assert found == pytest.approx(false_discovery_control(values).tolist())
