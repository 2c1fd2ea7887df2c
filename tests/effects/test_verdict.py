"""Verdicts: when an effect is claimed, when none is seen, and what the sentence may say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from math import inf

import pytest
from effects.effect_panels import fit_of, known_designs, panel_of, simple

from sgstats import effects
from sgstats.effects import Check, Period
from sgstats.effects.detectable import Size, more, more_units, multiple, needed
from sgstats.effects.verdict import verdict

CAUSAL = re.compile("由于|(?<!即)使|导致|促使|效果|because|caused", re.IGNORECASE)


@pytest.fixture
def found(monkeypatch):
    """The answer where the design found this."""

    def answer(panel=None, **fit):
        with known_designs(monkeypatch, **{fit.pop("design", "made_up"): fit}):
            return effects.estimate(panel or simple())

    return answer


# The rule


@pytest.mark.parametrize(
    ("low", "high", "p", "expected"),
    [
        (4.1, 20.5, 0.003, "有证据改善"),
        (-20.5, -4.1, 0.003, "有证据恶化"),
        (0.1, 1.1, 0.01, "有证据改善"),
        (-9.9, 9.9, 0.9, "看不出变化"),
        (-10.0, 9.9, 0.9, "数据不足以判断"),
        (-2.0, 18.0, 0.1, "数据不足以判断"),
        (-inf, inf, 1.0, "数据不足以判断"),
        (0.0, 20.0, 0.05, "数据不足以判断"),
        (0.5, 20.0, 0.0501, "数据不足以判断"),
    ],
)
def test_the_interval_decides(low, high, p, expected):
    effect = min(max((low + high) / 2, -99), 99) if low > -inf else 5.0
    fit = fit_of(simple(), effect=effect, low=low, high=high, p=p)
    assert verdict(fit, better="higher", worth=10) == expected


def test_where_lower_is_better_a_fall_is_an_improvement():
    fit = fit_of(simple(), effect=-12.0, low=-20.5, high=-4.1)
    assert verdict(fit, better="lower", worth=10) == "有证据改善"
    assert verdict(fit, better="higher", worth=10) == "有证据恶化"


def test_a_failed_assumption_takes_the_claim_back_and_a_doubtful_one_does_not():
    fit = fit_of(simple())
    for held, expected in {"fails": "数据不足以判断", "doubtful": "有证据改善"}.items():
        check = Check(name="pre_trend", held=held, message="实施前走势已不同。")
        assert verdict(replace(fit, checks=(check,)), better="higher", worth=10) == expected


def test_what_the_ledger_aims_at_is_what_is_worth_seeing(found):
    narrow = {"effect": 0.5, "low": -4.0, "high": 5.0, "p": 0.8}
    assert found(**narrow).verdict == "看不出变化"
    assert found(simple(aimed=4.5), **narrow).verdict == "数据不足以判断"
    assert found(simple(aimed=-20.0), **narrow).needed.aimed == 20.0


def test_half_of_a_great_aim_is_not_called_no_change(found):
    half = found(simple(aimed=30.0), effect=14.0, low=-1.0, high=29.0, p=0.06)
    assert (half.verdict, half.needed.aimed) == ("数据不足以判断", 30.0)
    none_seen = found(simple(aimed=30.0), effect=0.5, low=-4.0, high=5.0, p=0.8)
    assert none_seen.sentence.endswith("：看不出变化，即使有也不到10.0个百分点。")


@pytest.mark.parametrize(("kind", "expected"), [("rate", 6.71875), ("mean", 1.34375), ("count", 2.6875)])
def test_without_a_target_it_is_a_part_of_the_level_before(kind, expected, found):
    panel = simple(kind=kind, scale=1.0 if kind == "count" else 100.0)  # 43 of 160 before the start
    assert found(panel).needed.aimed == pytest.approx(expected)


# The sentence


def test_a_comparison_is_said_as_one(found):
    assert found().sentence == (
        "与同期未实施的街道相比，第0街道的持证率上升12.3个百分点"
        "（95%区间4.1至20.5；1个实施街道、1个对照街道、8个月）：有证据改善。"
    )


def test_before_and_after_is_said_as_one(found):
    totals = fit_of(simple()).totals[:2]
    assert found(totals=totals).sentence == (
        "实施后与实施前相比，第0街道的持证率上升12.3个百分点"
        "（95%区间4.1至20.5；1个街道、8个月；只是前后对比，不能排除其他原因）：有证据改善。"
    )
    assert "按此前走势推算的上升12.3" in found(totals=totals, design="interrupted").sentence


def test_a_causal_word_needs_a_design_that_carries_it_and_assumptions_that_hold(found):
    assert not CAUSAL.search(found().sentence)
    assert (
        "8个月；如果没有该措施时双方本会同样变化，这就是措施的效果）：有证据改善"
        in found(causal=True).sentence
    )
    for held in ("doubtful", "fails"):
        check = Check(name="pre_trend", held=held, message="走势不同。")
        assert not CAUSAL.search(found(causal=True, checks=(check,)).sentence)


def test_no_change_says_how_small_it_would_be(found):
    said = found(effect=-0.4, low=-4.0, high=3.2, p=0.8).sentence
    assert "持证率下降0.4个百分点（95%区间-4.0至3.2；" in said
    assert said.endswith("：看不出变化，即使有也不到10.0个百分点。")


def test_too_little_data_says_what_it_shows_and_what_would_be_needed(found):
    said = found(effect=5.0, low=-3.2, high=13.2, p=0.22, deviation=4.0).sentence
    assert said.endswith(
        "：数据不足以判断。这些数据只看得出约11.6个百分点以上的变化，要看出10.0个百分点的变化，"
        "至少还要约5个月（能用的街道只有2个，再多几个实施也不够）。"
    )


def test_more_units_are_advised_where_there_are_some(found):
    """Two of four streets in twelve: twice as many would be enough, and are there."""
    streets = panel_of([[10] * 4 + [20] * 4] + [[10] * 8] * 11, [[40] * 8] * 12, {0: date(2022, 5, 1)})
    said = found(streets, effect=5.0, low=-3.2, high=13.2, p=0.22, deviation=4.0).sentence
    assert re.search(r"至少还要约\d+个月，或须再有约1个街道实施。$", said)


def test_where_nothing_would_do_it_is_said(found):
    said = found(effect=5.0, low=-75.0, high=85.0, p=0.9, deviation=40.0).sentence
    assert said.endswith("只靠等得更久或更多单位实施都不够。")


def test_where_both_are_possible_the_next_data_is_awaited(found):
    said = found(effect=6.0, low=-0.5, high=12.5, p=0.07, deviation=3.0).sentence
    assert said.endswith("没有变化和12.5个百分点的变化都说得通，宜等下一期数据再看。")


def test_a_failed_assumption_is_the_reason(found):
    check = Check(name="pre_trend", held="fails", message="实施前走势已不同。")
    assert found(checks=(check,)).sentence.endswith(
        "：数据不足以判断，因为检验的前提不成立（实施前走势已不同）。"
    )


def test_an_interval_without_an_end_says_so(found):
    assert "95%区间4.1至无上限" in found(high=inf).sentence


def test_units_are_called_what_they_all_are(found):
    panel = simple()
    renamed = panel.cells.with_columns(unit=panel.cells["unit"].str.replace("街道", "社区"))
    assert (
        "1个实施社区" in found(replace(panel, cells=renamed, starts={"第0社区": date(2022, 5, 1)})).sentence
    )


def test_a_sentence_holds_no_number_of_people(found):
    panel = simple()
    totals = [str(int(n)) for total in fit_of(panel).totals for n in (total.people, total.base)]
    numbers = set(re.findall(r"\d+(?:\.\d+)?", found(panel).sentence.replace("第0街道", "")))
    assert numbers == {"12.3", "95", "4.1", "20.5", "1", "8"}
    assert not numbers & set(totals)


def test_a_p_value_never_stands_in_a_sentence(found):
    assert not re.search(r"\bp\b|0\.003", found().sentence)


def test_a_causal_word_stands_only_with_a_claim(found):
    none_seen = {"effect": -0.4, "low": -4.0, "high": 3.2, "p": 0.8}
    assert not CAUSAL.search(found(causal=True, **none_seen).sentence)
    assert not CAUSAL.search(found(causal=True, effect=5.0, low=-3.2, high=13.2, p=0.22).sentence)


def test_a_comparison_with_units_that_began_later_is_said_as_one(found):
    began = {"第0街道": date(2022, 4, 1), "第1街道": date(2022, 6, 1)}
    assert found(simple(starts=began)).sentence.startswith("与同期尚未实施的街道相比，实施街道的持证率上升")
    assert "2个先后实施的街道、8个月" in found(simple(starts=began)).sentence
    alone = fit_of(simple()).totals[:2]
    assert found(simple(starts=began), design="randomised", totals=alone).sentence.startswith(
        "与同期尚未实施的街道相比"
    )


def test_a_unit_that_the_title_names_is_not_named_twice(found):
    said = found(simple(title="第0街道区级培训覆盖率")).sentence
    assert said.startswith("与同期未实施的街道相比，第0街道区级培训覆盖率上升12.3个百分点")


# What would be needed


def test_the_detectable_effect_is_the_one_that_statsmodels_finds_four_times_of_five():
    """A difference of two means of 40 each with a deviation of 1: the error is √(1/40 + 1/40)."""
    from statsmodels.stats.power import TTestIndPower

    error = (2 / 40) ** 0.5
    power = TTestIndPower().power(effect_size=multiple(78) * error, nobs1=40, alpha=0.05)
    assert power == pytest.approx(0.8, abs=0.002)


@pytest.mark.parametrize("worth", [0.4, 0.5, 0.6])
def test_as_many_more_are_needed_as_statsmodels_says(worth):
    """30 of a fixed 100 are there; how many against the same 100 would do."""
    from statsmodels.stats.power import NormalIndPower

    fit = fit_of(simple(), deviation=(1 / 30 + 1 / 100) ** 0.5, freedom=None)
    size = Size(before=100, after=30, treated=30, compared=100)
    count = needed(fit, worth=worth, size=size).units
    powers = [
        NormalIndPower().power(effect_size=worth, nobs1=n, alpha=0.05, ratio=100 / n)
        for n in (count - 1, count)
    ]
    assert count == 30 or powers[0] < 0.8
    assert powers[1] >= 0.8 - 1e-4


def test_more_does_not_help_where_the_other_side_is_what_is_short():
    assert more(10, 10, ratio=0.7, most=240) is None
    assert more(10, 0, ratio=0.7, most=240) == 21
    assert more(10, 0, ratio=0.1, most=240) is None


def test_a_further_list_that_replaces_the_last_one_adds_nothing():
    fit = fit_of(simple(), deviation=5.0)
    size = {"before": 4, "after": 4, "treated": 1, "compared": 0}
    assert needed(fit, worth=13, size=Size(**size)).periods is not None
    assert needed(fit, worth=13, size=Size(**size, adds_up=False)).periods is None
    assert needed(fit, worth=13, size=Size(**size, adds_up=False)).units == 2


@pytest.mark.parametrize(
    ("there", "compared", "ratio", "units"),
    [
        (None, 0, 0.5, 4),  # a quarter of the error² takes four times the units
        (4, 0, 0.5, 4),
        (3, 0, 0.5, None),
        (None, 9, 0.65, 3),
        (10, 9, 0.65, 4),  # with three, seven would be left to compare with
        (10, 9, 0.5, None),
    ],
)
def test_no_more_units_are_asked_for_than_there_are(there, compared, ratio, units):
    size = Size(before=4, after=4, treated=1, compared=compared, there=there)
    assert more_units(size, ratio=ratio, most=300) == units


def test_who_has_the_measure_is_compared_with_no_more():
    """A third of five streets with it leaves two to compare with, and nothing is gained."""
    size = Size(before=4, after=4, treated=2, compared=3, there=5)
    assert more(2, 3, ratio=0.9, most=300) == 3
    assert more_units(size, ratio=0.9, most=300) is None  # 1/3 + 1/2 is what 1/2 + 1/3 was


def test_what_is_enough_needs_no_more():
    fit = fit_of(simple(), deviation=1.0)
    found = needed(fit, worth=10, size=Size(before=4, after=4, treated=1, compared=1))
    assert (found.periods, found.units) == (4, 1)


@pytest.mark.parametrize(
    ("every", "days", "expected"),
    [("list", 0, "次名册"), ("quarter", 90, "个季度"), ("year", 364, "年")],
)
def test_more_data_is_counted_as_the_periods_are(every, days, expected, found):
    first = [date(2010 + place, 1, 1) for place in range(8)]
    periods = tuple(Period(first=day, last=date.fromordinal(day.toordinal() + days)) for day in first)
    panel = simple(periods=periods, every=every, starts={"第0街道": date(2014, 1, 1)})
    said = found(panel, effect=5.0, low=-3.2, high=13.2, p=0.22, deviation=4.0).sentence
    assert f"还要约5{expected}（" in said
