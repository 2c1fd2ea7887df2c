"""Effects at the door: what is shown, what is merged, what is hidden, and from whom."""

import json
import re
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from invented_effects import MIX, effect_of, lists, panel
from project_source import ROOT

from sgstats.disclosure import protect_effect, protect_effects
from sgstats.errors import Refused

DOZEN = [12, 13, 11, 14, 12, 15]


def shown(source, audience="internal", **facts):
    return protect_effect(effect_of(source, **facts), audience=audience)


def numbers(effect):
    """Every number of people or computed from people that an effect prints."""
    tables = [effect.totals.select("people", "base", "value"), effect.line, effect.events]
    kept = [value for table in tables for row in table.rows() for value in row]
    single = [effect.effect, effect.low, effect.high, effect.p, effect.adjusted, effect.needed, effect.mix]
    return [value for value in (*kept, *single, *effect.parts.values(), *effect.checks) if value is not None]


# Totals


@pytest.mark.parametrize(
    ("before", "after", "base", "status"),
    [
        (5, 9, 15, "shown"),
        (4, 9, 15, "hidden"),  # too few with it
        (5, 11, 15, "hidden"),  # too few without it
        (0, 15, 15, "shown"),  # nobody is no person
        (0, 4, 4, "hidden"),  # too few at all
    ],
)
def test_totals_are_of_nobody_or_of_enough_people(before, after, base, status):
    assert shown(panel([[before, after]], base, {0: 1})).status == status


def test_a_hidden_effect_has_no_number_and_no_verdict():
    hidden = shown(panel([[1, 4]], 9, {0: 1}), mix=MIX, adjusted=0.03)
    assert numbers(hidden) == []
    assert hidden.verdict is None
    assert hidden.sentence == "培训覆盖率：人数过少，不公布测算结果。"
    assert not re.search(r"\d", hidden.why)


def test_the_people_they_are_compared_with_are_hidden_like_those_of_the_measure():
    assert shown(panel([[20, 30], [3, 20]], 50, {0: 1})).status == "hidden"


def test_of_people_counted_again_in_every_list_the_mean_list_counts():
    again = {"metric": "certified", "periods": lists(4)}
    assert shown(panel([[4, 4, 6, 6]], 30, {0: 2}, **again)).status == "hidden"
    assert shown(panel([[6, 6, 7, 7]], 30, {0: 2}, **again)).status == "shown"
    assert shown(panel([[4, 4, 6, 6]], 30, {0: 2})).status == "shown"


def test_a_mean_is_shown_of_enough_people():
    ages = {"kind": "mean", "metric": "mean_age", "scale": 1, "unit": "岁"}
    assert shown(panel([[130, 140]], 4, {0: 1}, **ages)).status == "hidden"
    assert shown(panel([[200, 210]], 5, {0: 1}, **ages)).status == "shown"


def test_counts_are_shown_of_enough_people():
    heads = {"kind": "count", "metric": "headcount", "scale": 1, "unit": "人"}
    assert shown(panel([[4, 9]], 1, {0: 1}, **heads)).status == "hidden"
    assert shown(panel([[5, 9]], 1, {0: 1}, **heads)).totals["value"].to_list() == [5, 9]


def test_events_that_are_no_whole_number_are_hidden():
    assert shown(panel([[7.5, 9]], 20, {0: 1})).status == "hidden"


def test_grades_are_shown_of_groups_of_twenty():
    grades = {"metric": "excellent_again"}
    assert shown(panel([[8, 9]], 19, {0: 1}, **grades)).status == "hidden"
    assert shown(panel([[8, 9]], 20, {0: 1}, **grades)).status == "shown"


def test_residents_are_no_people_of_the_workforce():
    posts = {"kind": "mean", "metric": "fill_rate", "scale": 100}
    assert shown(panel([[5, 6]], 3, {0: 1}, **posts)).status == "shown"
    assert shown(panel([[2, 6]], 3, {0: 1}, **posts)).status == "hidden"


# The line


@pytest.mark.parametrize(
    ("monthly", "every", "cells"),
    [(6, "month", 24), (2, "quarter", 8), (1, "half_year", 4), (0.5, "year", 2)],
)
def test_the_line_is_as_fine_as_every_cell_holds_enough_people(monthly, every, cells):
    people = np.tile([np.floor(monthly), np.ceil(monthly)], 12)
    line = shown(panel([people], 30, {0: 12}))
    assert (line.every, line.line.height) == (every, cells)
    assert line.line["people"].min() >= 5


def test_cells_are_counted_from_the_start_and_what_is_left_over_joins_its_neighbour():
    line = shown(panel([[2] * 11], 30, {0: 5})).line
    assert line["people"].to_list() == [10, 6, 6]
    assert line.select(pl.col("first").dt.month(), pl.col("last").dt.month()).rows() == [
        (1, 5),
        (6, 8),
        (9, 11),
    ]


def test_a_cell_is_its_people_by_its_base_and_projections_keep_their_distance():
    exact = effect_of(panel([[2] * 6], 30, {0: 3}))
    line = protect_effect(exact).line
    assert line["actual"].to_list() == [100 * 6 / 90] * 2
    assert line["people"].to_list() == [6, 6]
    assert line["expected"].to_list() == [6.7] * 2


def test_what_was_expected_betrays_no_unit_without_the_measure():
    enough = [DOZEN, DOZEN]
    few = [DOZEN, [2, 3, 2, 3, 2, 3]]
    assert shown(panel(enough, 40, {0: 3})).every == "month"
    assert shown(panel(few, 40, {0: 3})).every == "quarter"


def test_periods_around_the_start_that_count_for_neither_side_are_not_drawn():
    line = shown(panel([[9] * 6], 30, {0: 3}, anticipation=1)).line
    assert line["first"].dt.month().to_list() == [1, 2, 4, 5, 6]


def test_a_gap_stays_a_gap():
    line = shown(panel([[9, np.nan, 9, 9, 9, 9]], 30, {0: 3})).line
    assert line["first"].dt.month().to_list() == [1, 3, 4, 5, 6]


def test_without_the_panel_nobody_knows_what_a_line_tells():
    bare = protect_effect(replace(effect_of(panel([DOZEN], 40, {0: 3})), panel=None))
    assert bare.status == "shown"
    assert bare.line.is_empty()
    assert bare.events.is_empty()


def test_totals_that_are_no_sums_of_the_panel_leave_no_line():
    exact = effect_of(panel([DOZEN], 40, {0: 3}))
    other = tuple(replace(total, people=total.people + 9) for total in exact.fit.totals)
    assert protect_effect(replace(exact, fit=replace(exact.fit, totals=other))).line.is_empty()


# Events


def test_events_are_no_finer_than_the_line():
    people = np.tile([1, 2], (2, 12))
    merged = shown(panel(people, 30, {0: 12, 1: 12}))
    assert merged.every == "quarter"
    assert merged.events.select("event", "until").rows()[4] == (0, 2)


def test_an_event_of_one_unit_among_several_is_hidden():
    apart = shown(panel([[12] * 12] * 2, 40, {0: 5, 1: 6}))
    alone = apart.events.filter(pl.col("units") == 1)
    assert alone.height
    assert set(alone["status"]) == {"hidden"}
    assert alone["effect"].null_count() == alone.height


# Readers


def test_rounded_readers_get_rounded_counts_one_decimal_and_a_sentence_of_that():
    public = shown(panel([[13] * 12 + [29] * 12], 41, {0: 12}), "public", mix=MIX)
    counts = [value for column in ("people", "base") for value in public.totals[column]]
    assert all(value % 5 == 0 for value in counts)
    assert public.effect == round(public.effect, 1)
    assert f"{public.effect}" in public.sentence
    assert public.line["people"].null_count() == public.line.height
    assert public.events.is_empty()
    assert public.parts == {}
    assert public.mix is None


def test_rounded_readers_get_no_base_under_ten():
    assert shown(panel([[0, 9]], 9, {0: 1}), "public").status == "hidden"


def test_what_is_computed_has_the_decimal_that_is_printed_and_stays_on_its_side_of_no_effect():
    exact = effect_of(panel([DOZEN], 40, {0: 3}))
    near = replace(exact, fit=replace(exact.fit, effect=1.248, low=0.0004, p=0.0496), adjusted=0.0504)
    told = protect_effect(near)
    assert (told.effect, told.low) == (1.2, 0.1)
    assert (told.p, told.adjusted) == (0.05, 0.051)
    assert protect_effect(near, audience="public").adjusted == 0.06


def test_an_interval_without_an_end_has_none():
    exact = effect_of(panel([DOZEN], 40, {0: 3}))
    endless = replace(exact, fit=replace(exact.fit, low=-np.inf, high=np.inf, p=1.0))
    told = protect_effect(endless)
    assert (told.low, told.high, told.p) == (None, None, 1)


def test_the_analyst_sees_everything_exactly_and_marked():
    source = panel([[1, 0, 2, 4], [3, 1, 2, 0]], 9, {0: 2})
    exact = effect_of(source, mix=MIX)
    told = protect_effect(exact, audience="analyst")
    assert told.totals["people"].to_list() == [total.people for total in exact.fit.totals]
    assert told.line["actual"].to_list() == exact.fit.line["actual"].to_list()
    assert told.events["effect"].to_list() == exact.fit.events["effect"].to_list()
    assert (told.effect, told.p, told.parts, told.mix) == (
        exact.fit.effect,
        exact.fit.p,
        exact.fit.parts,
        MIX,
    )
    assert any("不得外传" in note for note in told.notes)


def test_nobody_falls_back_to_a_laxer_reader():
    with pytest.raises(Refused, match="受众"):
        shown(panel([DOZEN], 40, {0: 3}), "everybody")


# Beside and below


@pytest.mark.parametrize(
    ("people", "said"),
    [([2] * 6, "每三个月"), ([1, 4], "1–4 人"), (DOZEN, None)],
)
def test_a_reader_is_told_what_was_merged_or_hidden(people, said):
    notes = shown(panel([people], 30, {0: len(people) // 2})).notes
    assert said in notes[0] if said else notes == ()


def test_several_effects_stand_in_one_table_each_with_its_status():
    effects = [effect_of(panel([DOZEN], 40, {0: 3})), effect_of(panel([[1, 4]], 9, {0: 1}))]
    table = protect_effects(effects)
    assert table.frame["status"].to_list() == ["shown", "hidden"]
    assert table.frame["effect"].to_list() == [table.effects[0].effect, None]
    assert len(table.rows()) == 2


@pytest.mark.parametrize("people", [DOZEN, [1, 4]])
def test_an_effect_can_be_written_as_json(people):
    rows = shown(panel([people], 40, {0: len(people) // 2}), mix=MIX).rows()
    assert json.loads(json.dumps(rows, allow_nan=False, ensure_ascii=False))[0]["starts"][0]["unit"] == "A"


OF_PEOPLE = {"people", "persons", "events", "empty", "base", "value", "count"}
"""Gaps of sentences that would hold a count of people, or a value from which one can be read."""
OF_TIME = re.compile(r"effect\.(more_units|too_few_units|(more|span)_(month|quarter|year|list))")
"""These count units or periods."""


def test_no_sentence_of_an_effect_has_room_for_a_count_of_people():
    files = [
        ROOT / "sgstats" / "messages" / f"{name}.toml" for name in ("effect", "effect_many", "effect_single")
    ]
    texts = [re.split(r"^\[(.+)\]$", file.read_text("utf-8"), flags=re.MULTILINE)[1:] for file in files]
    entries = {key: text for one in texts for key, text in zip(one[::2], one[1::2], strict=True)}
    assert entries
    told = {key for key, text in entries.items() if OF_PEOPLE & set(re.findall(r"{(\w+)", text))}
    assert not [key for key in told if not OF_TIME.fullmatch(key)]
