"""From a measure of the ledger to an answer: its indicator, starts and aim, and what overlaps with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

import sgstats
from sgstats.errors import Refused
from sgstats.pipeline.effect_asking import Request, target_of, wanted


def test_a_measure_brings_its_indicator_its_starts_and_its_aim(asked):
    found = asked(measure="青禾区/M4").panel
    assert (found.metric, found.title, found.measure, found.every) == (
        "certified", "持证率", "青禾区/M4", "list",
    )  # fmt: skip
    assert found.better == "higher"
    assert found.starts["折桂街道"] == date(2022, 3, 1)
    before = 100 * 380 / 2754
    assert found.aimed == pytest.approx(30 - before)  # the target is ≥30


def test_streets_without_the_measure_are_compared_with(estimate):
    found = estimate(measure="青禾区/M4")
    assert (len(found.treated), set(found.compared)) == (8, {"向暖街道", "鹿鸣街道"})


def test_streets_that_another_measure_touched_are_not_compared_with_and_that_is_said(asked, estimate):
    found = asked(measure="青禾区/M5")
    assert found.others == ("向暖街道", "鹿鸣街道")
    assert {clash.measure for clash in found.panel.clashes} == {"鹿鸣街道/M6", "向暖街道/M14"}
    assert estimate(measure="青禾区/M5").compared == ()
    assert any("向暖街道" in note for note in estimate(measure="青禾区/M5").notes)


def test_an_indicator_asked_of_its_own_street_is_asked_of_the_others_for_comparison(asked):
    found = asked(measure="鹿鸣街道/M6")
    assert "street" not in found.question.where
    assert len(found.panel.units) == 10
    assert found.panel.treated == ("鹿鸣街道",)


def test_starts_of_one_s_own_need_no_ledger(estimate):
    found = estimate("certified", starts={"春晓街道": "2022-03"}, better="higher")
    assert (found.measure, found.treated) == (None, ("春晓街道",))


@pytest.mark.parametrize(
    ("metric", "title"),
    [
        ("exits", "离职人员构成中辞职的占比"),
        ("grades", "考核等次分布中优秀的占比"),
        ("certified", "持证率"),
        ("training_coverage", "培训覆盖率"),
    ],
)
def test_the_part_that_goes_without_asking_is_named_unless_the_metric_does(asked, metric, title):
    assert asked(metric=metric, starts={"春晓街道": date(2022, 3, 1)}).panel.title == title


def test_a_start_of_the_whole_district_leaves_nothing_to_compare_with(asked):
    found = asked(metric="turnover", starts={"青禾区": date(2022, 6, 1)}).panel
    assert found.units == found.treated == ("青禾区",)


def test_communities_of_a_street_begin_with_it_if_asked_so(asked):
    found = asked(metric="certified", starts={"鹿鸣街道": date(2022, 6, 1)}, by="community").panel
    assert len(found.treated) > 5
    assert len(found.units) > 100


def test_another_mix_of_people_and_real_change_add_up(estimate):
    mix = estimate(measure="青禾区/M4", mix="age_band").mix
    assert mix.total == pytest.approx(mix.mix + mix.rate, abs=0.11)  # each rounded to one decimal
    totals = estimate(measure="青禾区/M4").totals.filter(side="treated").sort("after")["value"]
    assert mix.total == pytest.approx(totals[1] - totals[0], abs=0.06)


@pytest.mark.parametrize(("measure", "by"), [("青禾区/M4", "certificate"), ("青禾区/M4", "certified")])
def test_a_mix_of_what_the_indicator_is_made_of_is_refused(estimate, measure, by):
    """Of those with a certificate all are certified: all of the change would be another mix."""
    with pytest.raises(Refused) as refusal:
        estimate(measure=measure, mix=by)
    assert refusal.value.rule == "effect_panel.own_mix"


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("≥30", ("higher", 30)),
        ("<=7%", ("lower", 7)),
        ("＞12.5", ("higher", 12.5)),
        ("30", (None, 30)),
        ("明显好转", (None, None)),
        (None, (None, None)),
    ],
)
def test_a_target_says_which_way_and_how_far(text, way):
    assert target_of(text) == way


def test_a_level_that_was_reached_before_is_no_aim(asked):
    """The target of M4 is ≥30: of those with a certificate all had one before."""
    assert asked(measure="青禾区/M4", where={"certificate": ("社会工作师",)}).panel.aimed is None


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({}, "effect_panel.nothing_asked"),
        ({"measure": "M99"}, "ledger.unknown_item"),
        ({"measure": "M4"}, "ledger.several_items"),
        ({"measure": "幸福社区/M1"}, "effect_panel.no_indicator"),
        ({"measure": "青禾区/M2"}, "effect_panel.no_start_of"),
        ({"metric": "certified"}, "effect_panel.no_start_of"),
        ({"metric": "nonsense", "starts": {"春晓街道": date(2022, 1, 1)}}, "metric.unknown"),
        ({"metric": "certified", "starts": {"火星街道": date(2022, 1, 1)}}, "effect_panel.no_such_unit"),
        (
            {"metric": "certified", "starts": {"春晓街道": date(2022, 1, 1), "青禾区": date(2022, 1, 1)}},
            "effect_panel.mixed_levels",
        ),
        (
            {"metric": "certified", "starts": {"南坡社区": date(2022, 1, 1)}, "by": "street"},
            "effect_panel.below_level",
        ),
        ({"measure": "青禾区/M4", "aimed": 0.0}, "effect_panel.no_aim"),
        ({"measure": "青禾区/M4", "aimed": float("nan")}, "effect_panel.no_aim"),
        ({"measure": "青禾区/M4", "anticipation": -1}, "effect_panel.no_anticipation"),
        (
            {"measure": "青禾区/M4", "since": date(2024, 1, 1), "until": date(2020, 12, 31)},
            "period.backwards",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(asked, told, rule):
    with pytest.raises(Refused) as refusal:
        asked(**told)
    assert refusal.value.rule == rule


@pytest.mark.parametrize(
    ("starts", "rule"),
    [
        ({"春晓街道": "2019-03-01"}, "effect.outside"),
        ({"春晓街道": "2024-03-01"}, "effect.outside"),
    ],
)
def test_a_start_outside_the_data_is_refused(estimate, starts, rule):
    with pytest.raises(Refused) as refusal:
        estimate("certified", starts=starts)
    assert refusal.value.rule == rule


def test_who_must_say_which_way_is_better_is_asked(estimate):
    with pytest.raises(Refused) as refusal:
        estimate("mean_age", starts={"春晓街道": "2022-03-01"})
    assert refusal.value.rule == "effect.no_better"


def test_the_units_are_told_without_any_number_of_people(ingested):
    found = sgstats.effect_panel(measure="青禾区/M5", store=ingested.store)
    rows = {row["unit"]: row for row in found.rows()}
    assert (rows["春晓街道"]["state"], rows["春晓街道"]["start"]) == ("begun", "2022-03-01")
    assert (rows["向暖街道"]["state"], rows["向暖街道"]["compared"]) == ("never", False)
    assert rows["向暖街道"]["others"] == "向暖街道/M14 2022-03-21"
    assert not {"people", "base", "value"} & set(found.frame.columns)


def test_the_states_of_units(ingested):
    starts = {"春晓街道": "2019-03", "康宁街道": "2022-03", "听雨街道": "2025-01"}
    found = sgstats.effect_panel("certified", starts=starts, store=ingested.store)
    states = dict(found.frame.select("unit", "state").iter_rows())
    assert [states[unit] for unit in (*starts, "鹿鸣街道")] == ["always", "begun", "later", "never"]


def test_several_measures_are_adjusted_for_being_several(ingested):
    found = sgstats.estimate_effects(store=ingested.store)
    told = found.frame.filter(pl.col("adjusted").is_not_null())
    assert told.height >= 3
    assert (told["adjusted"] >= told["p"]).all()
    assert found.warning
    assert len({row["verdict"] for row in found.rows()}) >= 3


def test_what_cannot_be_looked_at_among_several_is_kept_with_its_reason(ingested):
    found = sgstats.estimate_effects(["青禾区/M4", "青禾区/M2"], store=ingested.store)
    assert found.frame["measure"].to_list() == ["青禾区/M4"]
    assert found.refused.select("measure", "metric").rows() == [("青禾区/M2", "structure")]


def test_each_of_several_measures_may_be_held_against_several_indicators(ingested):
    found = sgstats.estimate_effects(["青禾区/M4"], ["certified", "turnover"], store=ingested.store)
    assert found.frame.select("measure", "metric").rows() == [
        ("青禾区/M4", "certified"), ("青禾区/M4", "turnover"),
    ]  # fmt: skip


def test_numbers_of_one_s_own_pass_the_same_door(asked, estimate):
    panel = asked(measure="青禾区/M4").comparable
    days = [period.last for period in panel.periods]
    frame = panel.cells.with_columns(period=pl.Series([days[place] for place in panel.cells["period"]]))
    own = sgstats.estimate_panel(
        frame,
        starts=panel.starts,
        kind="share",
        better="higher",
        title="持证率",
        every="list",
        aimed=panel.aimed,
    )
    told = estimate(measure="青禾区/M4")
    assert (own.effect, own.low, own.high, own.verdict) == (told.effect, told.low, told.high, told.verdict)


def test_numbers_of_one_s_own_that_are_small_are_hidden():
    frame = pl.DataFrame({
        "unit": ["甲"] * 4, "period": ["2020", "2021", "2022", "2023"],
        "people": [1, 0, 2, 1], "base": [9] * 4,
    })  # fmt: skip
    hidden = sgstats.estimate_panel(frame, starts={"甲": "2022"}, kind="share", better="higher", every="year")
    assert (hidden.status, hidden.effect, hidden.verdict) == ("hidden", None, None)


@pytest.mark.parametrize(
    ("frame", "told", "rule"),
    [
        ({"unit": ["甲"], "period": ["2021"], "people": [1]}, {}, "effect_panel.columns"),
        ({"unit": ["甲"], "period": [None], "people": [1], "base": [2]}, {}, "effect_panel.no_day"),
        (
            {"unit": ["甲"] * 2, "period": ["2021-01", "2021"], "people": [1, 1], "base": [2, 2]},
            {"every": "year"},
            "effect_panel.twice",
        ),
        (
            {"unit": [], "period": [], "people": [], "base": []},
            {"kind": "ratio"},
            "effect_panel.kind_unknown",
        ),
        ({"unit": ["甲"], "period": ["2021"], "people": [1]}, {"aimed": 0}, "effect_panel.no_aim"),
        (
            {"unit": ["甲"], "period": ["2021"], "people": [1]},
            {"anticipation": -1},
            "effect_panel.no_anticipation",
        ),
        (
            {"unit": [], "period": [], "people": [], "base": []},
            {"every": "week"},
            "effect_panel.every_unknown",
        ),
    ],
)
def test_a_frame_that_is_no_panel_is_refused(frame, told, rule):
    facts = {"starts": {"甲": "2022"}, "kind": "share", "better": "higher"} | told
    with pytest.raises(Refused) as refusal:
        sgstats.estimate_panel(pl.DataFrame(frame), **facts)
    assert refusal.value.rule == rule


def test_an_indicator_s_unknown_keyword_is_named(ingested):
    ledger = sgstats.standing_ledger(ingested.store)
    measure = next(one for one in ledger.measures if one.item == "青禾区/M4")
    indicator = replace(measure.indicator, question='{"due_within": 90}')
    odd = replace(ledger, measures=(replace(measure, indicator=indicator),))
    with pytest.raises(Refused) as refusal:
        wanted(Request(measure="青禾区/M4"), ledger=odd)
    assert refusal.value.rule == "effect_panel.keyword"
