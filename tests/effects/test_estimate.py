"""Estimating: what is asked of a panel, which design answers, and what becomes of units that tell nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from effects.effect_panels import known_designs, panel_of, simple

from sgstats import effects
from sgstats.effects import Clash, Period
from sgstats.errors import Refused
from sgstats.messages import use_language

MAY = date(2022, 5, 1)
EIGHT = [[40] * 8]


@pytest.fixture
def asked(monkeypatch):
    """Estimate with a made-up design that finds 12.3 points more."""
    with known_designs(monkeypatch, made_up={}):
        yield effects.estimate


def checks(effect):
    return {check.name: check.held for check in effect.fit.checks}


# What a panel must be


@pytest.mark.parametrize(
    ("panel", "rule"),
    [
        (simple(better=None), "effect.no_better"),
        (simple(starts={}), "effect.no_start"),
        (simple(starts={"别处": MAY}), "effect.no_start"),
        (simple(starts={"第0街道": date(2030, 1, 1)}), "effect.outside"),
        (simple(starts={"第0街道": date(2010, 1, 1)}), "effect.outside"),
        (simple(starts={"第0街道": date(2022, 1, 10)}), "effect.nothing_before"),
        (simple(starts={"第0街道": date(2022, 8, 25)}), "effect.nothing_after"),
        (panel_of([[1, 2, 3, 4, None, None]], [[9] * 6], {0: MAY}), "effect.nothing_after"),
        (panel_of([[None] * 4 + [3, 4]], [[9] * 6], {0: MAY}), "effect.nothing_before"),
        (panel_of([[None] * 8], EIGHT, {0: MAY}), "effect.unknown"),
        (panel_of([[0] * 8], [[0] * 8], {0: MAY}), "effect.no_base"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(panel, rule, asked):
    with pytest.raises(Refused) as refusal:
        asked(panel)
    assert refusal.value.rule == rule
    assert str(refusal.value).endswith("。")


def test_a_refusal_names_the_days():
    with pytest.raises(Refused, match=r"2022-01-01至2022-08-31.*2030-01-01"):
        effects.estimate(simple(starts={"第0街道": date(2030, 1, 1)}))


# Which design answers


def test_the_highest_rank_among_those_that_lack_nothing_answers(monkeypatch):
    with known_designs(monkeypatch, weak={}, strong={}, strongest="单位只有2个，至少要30个。"):
        effect = effects.estimate(simple())
    assert effect.fit.design == "strong"
    assert effect.why == ("用“strong”估计。更可靠的方法用不上：“strongest”（单位只有2个，至少要30个）。")


def test_a_weaker_design_that_lacks_something_is_not_mentioned(monkeypatch):
    with known_designs(monkeypatch, weak="太短。", strong={}):
        assert effects.estimate(simple()).why == "用“strong”估计。"


def test_a_design_asked_for_by_name_answers_or_says_what_it_lacks(monkeypatch):
    with known_designs(monkeypatch, weak={}, strong="单位太少。"):
        assert effects.estimate(simple(), design="weak").fit.design == "weak"
        with pytest.raises(Refused, match="不能用“strong”估计：单位太少。"):
            effects.estimate(simple(), design="strong")
        with pytest.raises(Refused, match="可选：auto、weak、strong。"):
            effects.estimate(simple(), design="other")


def test_several_units_with_the_measure_are_not_taken_for_all_there_are(monkeypatch):
    """The other two streets have not begun, and before and after are of those that have."""
    panel = panel_of([[10] * 4 + [20] * 4] * 2 + [[10] * 8] * 2, [[40] * 8] * 4, {0: MAY, 1: MAY})
    with known_designs(monkeypatch, alone={"totals": ()}):
        assert "相比，2个实施街道的持证率上升" in effects.estimate(panel).sentence


@pytest.mark.parametrize(("begun", "shuffled"), [(1, False), (3, True)])
def test_how_it_was_compared_is_said_by_what_was_done(begun, shuffled):
    """One street of ten can't be judged by shuffling; its t test must not be called that."""
    waves = [[10 + (7 * unit * month) % 5 for month in range(8)] for unit in range(1, 11)]
    found = effects.estimate(panel_of(waves, [[40] * 8] * 10, dict.fromkeys(range(begun), MAY)))
    assert found.fit.design == "randomised"
    (few,) = (check.message for check in found.fit.checks if check.name == "few_units")
    assert ("t 检验" in few) == (not shuffled)
    assert not any(word in found.why for word in ("打乱", "随机"))


@pytest.mark.parametrize(("level", "doubtful"), [(5, True), (11, False)])
def test_a_measure_that_began_where_things_stood_worst_is_doubtful(level, doubtful):
    """Two streets of eight: by lot they would be the two worst once in 28 times."""
    waves = [[(7 * unit * month) % 5 for month in range(8)] for unit in range(1, 9)]
    people = [[(level if unit < 2 else 15) + one for one in wave] for unit, wave in enumerate(waves)]
    people[1][3] = people[0][3] = level
    people[2][3] = 10
    found = effects.estimate(panel_of(people, [[40] * 8] * 8, {0: MAY, 1: MAY}))
    assert ("worst_first" in checks(found)) == doubtful
    falling = effects.estimate(panel_of(people, [[40] * 8] * 8, {0: MAY, 1: MAY}, better="lower"))
    assert "worst_first" not in checks(falling)


def test_counts_alone_cannot_be_asked_for():
    """Who could be told something is not to be shown the numbers without it."""
    with pytest.raises(Refused) as refusal:
        effects.estimate(simple(), design="none")
    assert (refusal.value.rule, "none、" in str(refusal.value)) == ("effect.no_design", False)


def test_where_no_design_is_possible_the_counts_and_the_reasons_are_the_answer(monkeypatch):
    with known_designs(monkeypatch, only="实施前只有1期。"):
        effect = effects.estimate(simple())
    assert (effect.verdict, effect.fit.design, effect.fit.p) == ("数据不足以判断", "none", 1.0)
    assert [(one.after, one.people, one.base, one.cells) for one in effect.fit.totals] == [
        (False, 43.0, 160.0, 4),
        (True, 83.0, 160.0, 4),
    ]
    assert effect.why == "只列人数，不作判断。没有可用的估计方法：“only”（实施前只有1期）。"
    assert effect.sentence == (
        "实施后与实施前相比，第0街道的持证率上升25.0个百分点，但无法判断是不是偶然（1个街道、8个月）：数据不足以判断。"
    )
    assert (effect.needed.periods, effect.needed.units) == (None, None)


def test_where_nothing_varies_only_chance_of_the_people_themselves_can_be_asked(monkeypatch):
    flat = panel_of([[20] * 8] * 2, EIGHT * 2, {0: MAY})
    still = {"effect": 0.0, "low": -9.0, "high": 9.0, "p": 1.0}
    with known_designs(monkeypatch, exact=still, interrupted={}):
        effect = effects.estimate(flat)
        with pytest.raises(Refused, match="数值完全相同，没有变动"):
            effects.estimate(flat, design="interrupted")
    assert (effect.fit.design, effect.verdict) == ("exact", "看不出变化")
    assert "“中断时间序列”（各单位各期的数值完全相同，没有变动" in effect.why
    with known_designs(monkeypatch, interrupted={}):
        assert effects.estimate(flat).verdict == "数据不足以判断"


# Units that tell nothing


def test_a_unit_that_began_before_the_data_is_neither_treated_nor_compared(asked):
    people = [[10] * 4 + [20] * 4, [30] * 8, [9, 10] * 4]
    effect = asked(panel_of(people, EIGHT * 3, {0: MAY, 1: date(2020, 1, 1)}))
    assert (effect.treated, effect.compared) == (("第0街道",), ("第2街道",))
    assert checks(effect)["always"] == "holds"


def test_a_unit_without_a_value_after_its_start_drops_out(asked):
    people = [[10] * 4 + [20] * 4, [10, 11, 10, 12] + [None] * 4, [None] * 8]
    effect = asked(panel_of(people, EIGHT * 3, {0: MAY, 1: MAY}))
    assert effect.treated == ("第0街道",)
    assert {"never_after", "unknown"} <= set(checks(effect))


def test_the_answer_knows_its_units_months_and_panel(asked):
    effect = asked(simple(measure="M1"))
    assert (effect.measure, effect.metric, effect.months) == ("M1", "certified", 8)
    assert (effect.treated, effect.compared) == (("第0街道",), ("第1街道",))
    assert effect.panel is not None


def test_the_months_between_lists_are_those_between_their_days(asked):
    days = [date(2015 + place, 12, 31) for place in range(8)]
    periods = tuple(Period(first=day, last=day) for day in days)
    panel = simple(periods=periods, every="list", starts={"第0街道": date(2019, 3, 1)})
    assert asked(panel).months == 84


# Assumptions that no single design owns


def clash(unit, start=date(2022, 3, 1)):
    return Clash(unit=f"第{unit}街道", measure="M2", start=start)


def three_of_four(**changes):
    people = [[10, 11] * 2 + [20, 21] * 2] * 3 + [[9, 10] * 4]
    return replace(panel_of(people, EIGHT * 4, dict.fromkeys(range(3), MAY)), **changes)


def test_another_measure_in_half_of_the_units_cannot_be_told_apart(asked):
    effect = asked(three_of_four(clashes=(clash(0), clash(1))))
    assert checks(effect)["overlap"] == "fails"
    assert effect.sentence.endswith(
        "：数据不足以判断，因为检验的前提不成立（同一指标上，2个实施单位还启动了其他措施（M2），各自的作用分不开）。"
    )


def test_another_measure_in_fewer_units_leaves_those_out(asked):
    effect = asked(three_of_four(clashes=(clash(1),)))
    assert (checks(effect)["overlap"], effect.treated) == ("holds", ("第0街道", "第2街道"))


def test_another_measure_in_a_unit_for_comparison_is_doubtful(asked):
    effect = asked(three_of_four(clashes=(clash(3),)))
    assert (checks(effect)["overlap"], effect.compared) == ("doubtful", ("第3街道",))


@pytest.mark.parametrize("start", [date(2023, 3, 1), date(2020, 3, 1), date(2022, 1, 31)])
def test_a_measure_in_force_throughout_or_after_the_data_is_no_rival(start, asked):
    assert "overlap" not in checks(asked(simple(clashes=(clash(0, start),))))


def test_missing_cells_are_doubtful_from_one_of_ten_on(asked):
    people = [[10] * 6 + [20] * 6, [9, 10] * 6]
    start = {0: date(2022, 7, 1)}
    assert "gaps" not in checks(asked(panel_of(people, [[40] * 12] * 2, start)))
    people[1][0] = None
    assert checks(asked(panel_of(people, [[40] * 12] * 2, start)))["gaps"] == "holds"
    people[1][1] = people[1][2] = None
    assert checks(asked(panel_of(people, [[40] * 12] * 2, start)))["gaps"] == "doubtful"


def test_one_period_before_shows_no_trend(asked):
    assert checks(asked(simple(starts={"第0街道": date(2022, 2, 1)})))["one_before"] == "doubtful"
    assert "one_before" not in checks(asked(simple(starts={"第0街道": date(2022, 3, 1)})))


def test_a_share_near_its_end_has_no_room(asked):
    full = panel_of([[39] * 4 + [40] * 4, [20] * 8], EIGHT * 2, {0: MAY})
    assert checks(asked(full))["ceiling"] == "doubtful"
    empty = panel_of([[1] * 4 + [0] * 4, [20] * 8], EIGHT * 2, {0: MAY})
    assert checks(asked(replace(empty, better="lower")))["ceiling"] == "doubtful"
    assert "ceiling" not in checks(asked(empty))


def test_what_was_left_out_because_anticipated_is_said(asked):
    assert checks(asked(simple(anticipation=1)))["anticipation"] == "untestable"


def test_a_check_of_the_design_is_not_made_again(monkeypatch):
    own = effects.Check(name="one_before", held="fails", message="太短。")
    with known_designs(monkeypatch, made_up={"checks": (own,)}):
        effect = effects.estimate(simple(starts={"第0街道": date(2022, 2, 1)}))
    assert [check for check in effect.fit.checks if check.name == "one_before"] == [own]


def test_everything_is_said_in_english_too(asked):
    use_language("en")
    try:
        effect = asked(simple())
    finally:
        use_language(None)
    assert effect.sentence == (
        "Compared with subdistricts without the measure at the same time, 持证率 of 第0街道 rose "
        "by 12.3 points (95% interval 4.1 to 20.5; subdistricts with the measure: 1, without: 1, 8 months): "
        "evidence of an improvement."
    )
