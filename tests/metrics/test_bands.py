"""Bands cover every full year once, or are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgstats.errors import Refused
from sgstats.metrics import Options
from sgstats.metrics.bands import band_set, labels, named_sets


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("civil", "35岁及以下 36–45岁 46–55岁 56岁及以上"),
        ("cadre", "30岁及以下 31–35岁 36–40岁 41–45岁 46–50岁 51–55岁 56岁及以上"),
        ("ten", "29岁及以下 30–39岁 40–49岁 50–59岁 60岁及以上"),
        ("shk", "39岁及以下 40–50岁 51岁及以上"),
    ],
)
def test_the_named_sets_of_age_bands(name, expected):
    assert " ".join(labels("age", name)) == expected


def test_the_default_sets():
    assert labels("age") == labels("age", "civil")
    assert labels("tenure") == ("不满1年", "1–2年", "3–5年", "6–10年", "11年及以上")


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, sets in named_sets().items() for name in sets]
)
def test_every_named_set_has_a_label_and_a_source(kind, name):
    facts = named_sets()[kind][name]
    assert facts["label"]
    assert facts["label_en"]
    assert facts["source"]
    assert band_set(kind, name)


@pytest.mark.parametrize(
    ("spec", "rule"),
    [
        ("0-39,41-", "metric.bands_gap"),
        ("0-39,39-", "metric.bands_overlap"),
        ("0-39,30-50,51-", "metric.bands_overlap"),
        ("0-,40-", "metric.bands_overlap"),
        ("40-50,0-39,51-", "metric.bands_start"),
        ("1-39,40-", "metric.bands_start"),
        ("0-39,40-50", "metric.bands_end"),
        ("0-39,50-40,51-", "metric.bands_form"),
        ("", "metric.bands_form"),
        ("youth", "metric.bands_form"),
        ("0-39,,40-", "metric.bands_form"),
        ("-5-39,40-", "metric.bands_form"),
    ],
)
def test_bands_that_leave_a_year_out_or_in_twice_are_refused(spec, rule):
    for option in ("bands", "tenure"):
        with pytest.raises(Refused) as refusal:
            Options(**{option: spec})
        assert refusal.value.rule == rule
        assert str(refusal.value)


@pytest.mark.parametrize(
    "spec", ["0-39, 40-50, 51-", "0–39，40—50，51+", "０－３９、40~50、51-", "0至39,40至50,51-"]
)
def test_bands_may_be_typed_as_people_type_them(spec):
    assert labels("age", spec) == ("39岁及以下", "40–50岁", "51岁及以上")


@given(st.lists(st.integers(1, 120), min_size=1, max_size=8, unique=True).map(sorted), st.integers(0, 150))
def test_every_age_lies_in_exactly_one_band(cuts, age):
    lows = [0, *cuts]
    spec = ",".join([f"{low}-{high - 1}" for low, high in zip(lows, cuts, strict=False)] + [f"{cuts[-1]}-"])
    inside = [
        band for band in band_set("age", spec) if band.low <= age and (band.high is None or age <= band.high)
    ]
    assert len(inside) == 1


@pytest.mark.parametrize("facts", [{"base": "some"}, {"confidence": 1.0}, {"confidence": 0}])
def test_options_outside_their_range_are_refused(facts):
    with pytest.raises(Refused):
        Options(**facts)
