"""A panel says of every unit and period what that unit's lists say, and nothing where they are silent."""

from __future__ import annotations

import csv
from datetime import date
from random import Random
from types import SimpleNamespace

import numpy as np
import pytest

import sgstats
from sgstats import store as statements
from sgstats.effects.panels import panel
from sgstats.effects.question import Aim, Question, Span
from sgstats.effects.told import every_of
from sgstats.engines import DuckDB
from sgstats.errors import Refused
from sgstats.metrics import catalogue

HEADER = ["姓名", "性别", "身份证号", "出生年月", "学历", "职业资格证书", "街道", "社区"]
DAYS = [date(2020, 12, 31), date(2021, 12, 31), date(2022, 12, 31), date(2023, 12, 31)]
STREETS = ("东街", "南街", "西街", "北街")
SILENT = {("西街", DAYS[1]), ("北街", DAYS[3]), ("北街", DAYS[2])}
"""Streets that handed in no list."""
START = {"东街": date(2022, 3, 1)}


@pytest.fixture(scope="module")
def lists():
    """Who stands on which list: street, day → (gender, year of birth) of everybody, women a value unknown."""
    chance = Random(6)
    people = {
        street: [(chance.choice(["男", "女", "女", ""]), 1960 + chance.randrange(40)) for _ in range(12)]
        for street in STREETS
    }
    return {
        (street, day): people[street][place : place + 8]
        for place, day in enumerate(DAYS)
        for street in STREETS
        if (street, day) not in SILENT
    }


@pytest.fixture(scope="module")
def store(tmp_path_factory, lists):
    """The lists, one file a day."""
    folder = tmp_path_factory.mktemp("lists")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SGSTATS_KEY_FILE", str(folder / "key"))
        for day in DAYS:
            rows = [
                [f"{street}人{number}", gender, "", f"{born}.05", "大专", "", street, f"{street}社区"]
                for (street, on), people in lists.items()
                if on == day
                for number, (gender, born) in enumerate(people, start=DAYS.index(day))
            ]
            path = folder / f"{day.year}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([[f"截至{day.year}年12月31日"], HEADER, *rows])
            sgstats.ingest([path], store=folder / "lists.duckdb")
    return folder / "lists.duckdb"


@pytest.fixture
def ask(store):
    """Count a panel."""

    def counted(question, **told):
        facts = {"unit_field": "street", "starts": START} | told
        with statements.reading(store) as connection:
            return panel(question, engine=DuckDB(connection), **facts)

    return counted


WOMEN = Question(metric="structure", of="gender", values=("女",))


def test_people_and_bases_are_those_of_each_street_s_own_list(ask, lists):
    found = ask(WOMEN)
    for row, street in enumerate(found.units):
        for place, period in enumerate(found.periods):
            people = lists.get((street, period.last))
            told = (found.people[row, place], found.bases[row, place])
            if people is None:
                assert np.isnan(told).all()
            else:
                assert told == (sum(gender == "女" for gender, _ in people), len(people))


def test_people_of_unknown_gender_are_in_the_base_and_a_part_of_their_own(ask, lists):
    unknown = ask(Question(metric="structure", of="gender", values=("未知",)))
    row, people = unknown.units.index("东街"), lists["东街", DAYS[0]]
    assert unknown.people[row, 0] == sum(not gender for gender, _ in people) > 0


def test_a_mean_is_kept_as_a_sum_so_that_streets_can_be_added_up(ask, lists):
    found = ask("mean_age")
    people = lists["南街", DAYS[2]]
    ages = [2022 - born for _, born in people]
    row = found.units.index("南街")
    assert (found.kind, found.bases[row, 2]) == ("mean", len(people))
    assert found.values[row, 2] == pytest.approx(sum(ages) / len(ages))


def test_people_alone_have_no_base(ask, lists):
    found = ask("headcount")
    assert (found.kind, found.unit) == ("count", "人")
    assert found.values[found.units.index("东街")].tolist() == [8] * len(DAYS)
    assert np.isnan(found.bases).all()


def test_a_street_without_a_list_is_a_gap_and_is_not_carried_forward(ask):
    found = ask(WOMEN)
    gaps = {
        (street, found.periods[place].last)
        for row, street in enumerate(found.units)
        for place in np.isnan(found.values[row]).nonzero()[0]
    }
    assert gaps == SILENT


def test_what_happened_is_told_of_months_between_the_street_s_own_lists(ask):
    found = ask("turnover")
    assert (found.every, found.kind, found.scale) == ("month", "rate", 1200)
    assert (found.periods[0].first, found.periods[-1].last) == (date(2021, 1, 1), date(2023, 12, 31))
    known = ~np.isnan(found.bases)
    assert known[found.units.index("东街")].all()
    assert known[found.units.index("北街")].sum() == 12  # its last list is that of 2021


def test_a_month_s_rate_is_a_yearly_one(ask):
    found = ask("turnover", span=Span(every="year"))
    monthly = ask("turnover", span=Span(every="month"))
    row = found.units.index("东街")
    left, months = found.people[row], monthly.people[row].reshape(3, 12)
    assert left.tolist() == months.sum(axis=1).tolist()
    assert found.values[row, 0] == pytest.approx(100 * left[0] / found.bases[row, 0])
    assert monthly.values[row, 3] == pytest.approx(1200 * months[0, 3] / monthly.bases[row, 3])


def test_periods_may_be_named(ask):
    found = ask("turnover", span=Span(since=date(2021, 7, 10), until=date(2023, 5, 3), every="quarter"))
    assert (found.periods[0].first, found.periods[-1].last) == (date(2021, 10, 1), date(2023, 3, 31))


def test_starts_and_aims_are_kept(ask):
    found = ask(WOMEN, aim=Aim(measure="M1", better="higher", aimed=3.0, anticipation=1))
    assert (found.starts, found.treated) == (START, ("东街",))
    assert (found.measure, found.better, found.aimed, found.anticipation) == ("M1", "higher", 3.0, 1)


def test_a_list_handed_in_within_a_fortnight_is_of_the_same_round():
    from sgstats.metrics.listed import APART, _rounds

    assert APART == 14
    assert _rounds({20231220, 20231231, 20240115}) == [date(2023, 12, 31), date(2024, 1, 15)]


REFUSED = SimpleNamespace(
    metrics={
        "survival": "effect_panel.not_one_number",
        "change": "effect_panel.not_one_number",
        "turnover_rolling": "effect_panel.not_one_number",
        "structure": "metric.of_missing",
        "flows": "effect_panel.values_missing",
        "nonsense": "metric.unknown",
    }
)


@pytest.mark.parametrize("metric", REFUSED.metrics)
def test_what_gives_no_single_number_is_refused(ask, metric):
    with pytest.raises(Refused) as refusal:
        ask(metric)
    assert refusal.value.rule in {REFUSED.metrics[metric], "effect_panel.values_missing"}


@pytest.mark.parametrize(
    ("metric", "every", "reason"),
    [
        ("certified", "month", "stock"),
        ("turnover", "list", "flow"),
        ("training_coverage", "month", "record"),
        ("retention", "quarter", "window"),
    ],
)
def test_a_length_of_period_is_refused_for_a_reason_of_the_metric(metric, every, reason):
    with pytest.raises(Refused) as refusal:
        every_of(catalogue()[metric], every)
    assert refusal.value.rule == f"effect_panel.not_every_{reason}"


def test_flows_of_a_named_kind_are_counts(ask):
    found = ask(Question(metric="flows", values=("离职",)))
    assert (found.kind, found.every) == ("count", "month")


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({"span": Span(every="month")}, "effect_panel.not_every_stock"),
        ({"span": Span(every="week")}, "effect_panel.every_unknown"),
        ({"span": Span(since=date(2023, 1, 1))}, "effect_panel.too_few_periods"),
        ({"starts": {"中街": date(2022, 1, 1)}}, "effect_panel.no_such_unit"),
        ({"starts": {}}, "effect_panel.no_start"),
        ({"unit_field": "gender"}, "effect_panel.no_level"),
    ],
)
def test_a_panel_that_cannot_be_made_is_refused(ask, told, rule):
    with pytest.raises(Refused) as refusal:
        ask(WOMEN, **told)
    assert refusal.value.rule == rule


def test_a_value_that_does_not_exist_is_refused(ask):
    with pytest.raises(Refused) as refusal:
        ask(Question(metric="structure", of="gender", values=("女性",)))
    assert refusal.value.rule == "metric.not_a_value"


def test_a_band_may_be_typed_as_people_type_it(ask):
    printed, typed = (
        ask(Question(metric="structure", of="age_band", values=(band,))).people
        for band in ("36–45岁", "36-45")
    )
    assert np.array_equal(printed, typed, equal_nan=True)
    assert np.nansum(typed) > 0


def test_a_text_that_stands_nowhere_is_refused_and_not_counted_as_nobody(ask):
    with pytest.raises(Refused) as refusal:
        ask(Question(metric="structure", of="ethnicity", values=("汉旗",)))
    assert refusal.value.rule == "effect_panel.nobody_ever"


def test_a_part_that_nobody_belongs_to_is_nobody_and_no_gap(ask):
    found = ask(Question(metric="structure", of="education", values=("博士研究生",)))
    assert found.people[found.units.index("东街")].tolist() == [0] * len(DAYS)
