"""How the numbers of an effect are told: once rounded, called what they are, and possible."""

from dataclasses import replace

import polars as pl
import pytest
from invented_effects import effect_of, lists, panel

from sgstats.disclosure import protect_effect
from sgstats.effects.effect import Check, Needed
from sgstats.effects.sentences import sentence
from sgstats.metrics.shares import half_up

DOZEN = [12, 13, 11, 14, 12, 15]


def shown(source, audience="internal"):
    return protect_effect(effect_of(source), audience=audience)


@pytest.mark.parametrize("audience", ["internal", "analyst"])
def test_no_number_is_rounded_twice(audience):
    exact = effect_of(panel([DOZEN], 40, {0: 3}))
    # 1.248 is 1.25 with two decimals, and that 1.3 with one.
    near = replace(exact, fit=replace(exact.fit, effect=1.248, low=-0.449, high=2.949))
    told = protect_effect(replace(near, sentence=sentence(near)), audience=audience)
    assert [half_up(number) for number in (told.effect, told.low, told.high)] == [
        half_up(number) for number in ("1.2", "-0.4", "2.9")
    ]
    assert "1.2个百分点（95%区间-0.4至2.9" in told.sentence


def test_what_would_be_needed_and_chances_of_checks_are_rounded_too():
    exact = effect_of(panel([DOZEN], 40, {0: 3}))
    check = Check(name="pre_trend", held="holds", message="", p=0.1984126984)
    needed = Needed(detectable=7.0444, aimed=16.201888162672475, periods=None, units=None)
    near = replace(exact, fit=replace(exact.fit, checks=(check,)), needed=needed)
    told = protect_effect(near)
    assert (told.needed.detectable, told.needed.aimed) == (7.0, 16.2)
    assert told.checks[0].p == 0.198
    assert protect_effect(near, audience="analyst").needed.aimed == 16.201888162672475


def test_nothing_is_expected_that_an_indicator_cannot_be():
    exact = effect_of(panel([DOZEN], 40, {0: 3}))
    wide = exact.fit.line.with_columns(low=pl.lit(-3.0), high=pl.lit(130.0))
    odd = replace(exact, fit=replace(exact.fit, line=wide))
    for audience in ("internal", "analyst"):
        line = protect_effect(odd, audience=audience).line
        assert (line["low"].min(), line["high"].max()) == (0, 100)
    ages = {"kind": "mean", "metric": "mean_age", "scale": 1, "unit": "岁"}
    mean = effect_of(panel([[200, 210, 220, 230]], 5, {0: 2}, **ages))
    free = replace(mean, fit=replace(mean.fit, line=mean.fit.line.with_columns(low=pl.lit(-3.0))))
    assert protect_effect(free).line["low"].min() < 0


def test_cells_that_are_not_all_as_long_are_called_so():
    even = shown(panel([[2] * 6], 30, {0: 3})).notes[0]
    uneven = shown(panel([[2] * 11], 30, {0: 5})).notes[0]
    assert ("左右" in even, "首尾可长些" in uneven) == (False, True)


def test_sums_over_periods_are_named_so_and_of_a_rate_what_they_count():
    once = shown(panel([[12, 13]], 40, {0: 1}))
    assert (once.total_headers, once.counting) == ({"people": "人数", "base": "基数"}, None)
    again = shown(panel([DOZEN], 40, {0: 3}, metric="certified", periods=lists(6)))
    assert again.total_headers == {"people": "人数（各期合计）", "base": "基数（各期合计）"}
    assert again.counting.startswith("人数、基数是各份名册合计，同一个人在几份名册上就计几次")
    heads = shown(panel([DOZEN], 1, {0: 3}, kind="count", metric="headcount", scale=1, unit="人"))
    assert heads.counting.startswith("人数是各期合计")
    rate = shown(panel([DOZEN], 40, {0: 3}, kind="rate", metric="turnover", scale=1200))
    assert rate.total_headers == {"people": "人次（各期合计）", "base": "人月（各期合计）"}
    assert "人月是各期月均人数相加" in rate.counting


@pytest.mark.parametrize("audience", ["internal", "public", "analyst"])
def test_the_sum_that_a_mean_is_made_of_is_not_told(audience):
    ages = {"kind": "mean", "metric": "mean_age", "scale": 1, "unit": "岁"}
    told = shown(panel([[401, 412]], 10, {0: 1}, **ages), audience)
    assert told.headers == {"base": "人数"}
    assert told.totals["people"].null_count() == told.totals.height
    assert told.line["people"].null_count() == told.line.height
    assert told.totals["value"].to_list() == pytest.approx([40.1, 41.2])
