"""What an indicator of a measure says: one number of one question, on any day, and never a hidden one."""

from __future__ import annotations

import json
from datetime import date

import pytest

from sgstats.errors import Refused
from sgstats.pipeline.indicating import indicated

WHOLE_YEAR = "2023-12-31"


@pytest.mark.parametrize(
    ("metric", "question", "text"),
    [
        ("structure", {"of": "gender", "values": ["男"]}, "5.0%（67/1336）"),
        ("structure", {"of": "age_band", "bands": "shk", "values": ["40–50岁"]}, "70.0%（935/1336）"),
        ("structure", {"of": "education_group", "values": "大专及以上"}, "78.0%（1042/1336）"),
        # A metric that always has the same parts is called after the first of them.
        ("training_coverage", None, "78.5%（1049/1336）"),
        ("turnover", None, "8.0%（107/1342.2）"),
        ("headcount", {"where": {"street": ["春晓街道"]}}, "141人"),
        ("mean_age", {}, "43.5岁（1330/1336）"),
        ("flows", {"of": "flow", "values": ["入职"]}, "131人"),
        # A count may be meant instead of the share.
        ("structure", {"of": "gender", "values": ["男"], "number": "people"}, "67人"),
    ],
)
def test_a_share_a_rate_a_value_or_a_count(ingested, metric, question, text):
    asked = None if question is None else json.dumps(question)
    assert indicated(metric, asked, on=WHOLE_YEAR, store=ingested.store).text == text


def test_it_is_asked_again_on_another_day(ingested):
    men = json.dumps({"of": "gender", "values": ["男"]})
    days = [date(2021, 12, 31), date(2023, 12, 31)]
    first, last = (indicated("structure", men, on=day, store=ingested.store) for day in days)
    assert (first.on, last.on) == tuple(days)
    assert (first.base, last.base) == (1287, 1336)


def test_a_metric_of_a_period_speaks_of_the_twelve_months_up_to_the_day_unless_the_question_says_more(
    ingested,
):
    year = indicated("turnover", None, on=WHOLE_YEAR, store=ingested.store)
    three = indicated("turnover", json.dumps({"months": 36}), on=WHOLE_YEAR, store=ingested.store)
    assert year.people == 107
    assert three.people > 300


@pytest.mark.parametrize(
    ("metric", "question", "rule"),
    [
        ("structure", {"of": "gender"}, "ledger.not_one_number"),
        ("structure", {"of": "gender", "values": ["无此性别"]}, None),
        ("structure", "[1]", "ledger.no_question"),
        ("structure", "{", "ledger.no_question"),
        ("nonsense", {}, "metric.unknown"),
        ("structure", {"of": "education", "values": ["博士研究生"]}, "ledger.hidden_number"),
        ("structure", {"of": "degree", "values": ["博士"], "where": {"street": ["春晓街道"]}}, None),
    ],
)
def test_what_is_no_single_number_or_must_not_be_shown_is_refused(ingested, metric, question, rule):
    asked = question if isinstance(question, str) else json.dumps(question)
    with pytest.raises(Refused) as refusal:
        indicated(metric, asked, on=WHOLE_YEAR, store=ingested.store)
    assert rule is None or refusal.value.rule == rule


def test_a_small_count_is_hidden_from_the_indicator_as_from_everybody(ingested):
    few = json.dumps({"of": "gender", "values": ["男"], "where": {"community": ["晨曦社区"]}})
    with pytest.raises(Refused) as refusal:
        indicated("structure", few, on=WHOLE_YEAR, store=ingested.store)
    assert refusal.value.rule in {"ledger.hidden_number", "ledger.not_one_number"}
