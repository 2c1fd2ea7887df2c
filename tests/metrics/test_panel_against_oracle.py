"""What a panel counts of trainings equals the slow oracle's numbers, however long the span is."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import oracle_training
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from postings import engine
from test_against_oracle import histories
from test_training_against_oracle import trainings

from sgstats.effects.calendar import whole_periods
from sgstats.effects.counting import Asked, counted
from sgstats.effects.told import kind_of
from sgstats.errors import Refused
from sgstats.metrics import Options, catalogue
from sgstats.periods import OPEN_END
from sgstats.pipeline.indicating import _rows

LEVELS = {"street": ("street",), "community": ("street", "community")}
PARTS = {"参加过": bool, "未参加": lambda mine: not mine}


def ask(metric="training_coverage", *, levels=("street",), of=None, values=()):
    told = catalogue()[metric]
    return Asked(
        told=told, kind=kind_of(told, counted=False), levels=levels, of=of, values=values, where={},
        options=Options(),
    )  # fmt: skip


def panelled(asked, postings, records, years):
    """People and base by unit and year; a year of which nothing is known has no people."""
    periods = whole_periods(date(years[0], 1, 1), date(years[1], 12, 31), every="year")
    listed = [facts | {"valid_to": facts["valid_to"] or OPEN_END} for facts in postings]
    table = engine(listed, trainings=records)
    found, _ = counted(asked, periods, "year", engine=table)
    keys = len(asked.levels) + 1
    rows = ((*row[: keys - 1], periods[row[keys - 1]].first.year, *row[keys:]) for row in found.rows())
    return {row[:keys]: row[keys:] for row in rows}


@settings(max_examples=30, deadline=None)
@given(
    histories(), trainings, st.sampled_from(list(LEVELS)), st.sampled_from([(2012, 2024), (2021, 2023)]),
    st.sampled_from([(), ("参加过",), ("未参加",)]),
)  # fmt: skip
def test_people_trained_of_every_unit_and_year(postings, records, level, years, values):
    levels, by = LEVELS[level], [*LEVELS[level], "year"]
    since, on = date(years[0], 1, 1), date(years[1], 12, 31)
    wanted = oracle_training.groups(postings, records, since=since, on=on, by=by)
    is_wanted = PARTS[values[0] if values else "参加过"]
    expected = {}
    for (*unit, year), people in wanted.items():
        if unit[-1] == "未知":
            continue
        known = [mine for mine in people if mine is not None]
        trained = float(sum(is_wanted(mine) for mine in known)) if known else None
        place = ("" if name == "未知" else name for name in unit)
        expected[(*place, int(year))] = (trained, float(len(people)))
    found = panelled(ask(levels=levels, values=values), postings, records, years)
    assert found == expected


def test_years_before_the_first_training_are_unknown_and_do_not_change_the_others():
    people = [{"person_id": n, "community": "和平", "valid_from": date(2012, 12, 31)} for n in "abc"]
    held = [{"person_id": n, "day": date(year, 5, 1), "year": year} for n in "ab" for year in (2021, 2022)]
    asked = ask(levels=LEVELS["community"])
    table = engine(people, trainings=held)
    periods = whole_periods(date(2012, 1, 1), date(2022, 12, 31), every="year")
    found, _ = counted(asked, periods, "year", engine=table)
    assert found["people"].to_list() == [None] * 9 + [2.0, 2.0]
    assert set(found["base"]) == {3.0}


def test_the_part_that_names_a_metric_is_told_by_the_metric_and_not_by_the_first_row():
    parts = {name: told.part for name, told in catalogue().items() if told.part}
    named = ("training_coverage", "never_trained", "certified", "grades", "quota_use", "leniency")
    assert [parts[name] for name in named] == ["参加过", "未参加", "持证", "优秀", "优秀", "同意续聘"]


@pytest.mark.parametrize(("part", "share"), [("参加过", None), ("未参加", 0.0)])
def test_an_indicator_is_the_part_that_names_it_though_nobody_belongs_to_it(part, share):
    """Nobody was trained: the one row left is 未参加, and 100 % trained would be the contrary."""
    told, row = catalogue()["training_coverage"], {"people": 7, "base": 7, "share": 100.0, "status": "shown"}
    shown = SimpleNamespace(
        rows=lambda: [row | {"trained": part}], definition=told, of="trained", by=(), options=Options()
    )
    (found,) = _rows(shown, ())
    assert (found["trained"], found["share"]) == ("参加过", 100.0 if share is None else share)


def test_where_no_part_gives_the_metric_its_name_the_parts_must_be_said():
    with pytest.raises(Refused) as refusal:
        ask("turnover", of="leave_reason").spoken()
    assert refusal.value.rule == "effect_panel.values_missing"
