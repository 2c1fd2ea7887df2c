"""Whole curves from a store, as their audience may see them."""

from __future__ import annotations

import pytest

import sgstats
from sgstats.errors import Refused


def test_the_analyst_sees_every_group(example_store):
    found = sgstats.survival(by=["gender"], store=example_store, audience="analyst")
    assert found.by == ("gender",)
    assert found.medians["services"].sum() <= 8
    assert set(found.frame.columns) >= {"gender", "days", "at_risk", "events", "survival", "low", "high"}


def test_a_small_community_has_no_curve_for_others(example_store):
    found = sgstats.survival(store=example_store)
    assert found.frame.is_empty()
    assert found.medians["value"].to_list() == [None]


def test_ages_make_no_groups(example_store):
    with pytest.raises(Refused) as refusal:
        sgstats.survival(by="age_band", store=example_store)
    assert refusal.value.rule == "survival.changing_field"


def test_the_share_taken_apart_is_an_option_of_the_command(example_store, capsys):
    from sgstats.cli import main

    arguments = ["mix_gap", "--of", "gender", "--by", "community", "--share", "education=大学专科"]
    assert main(["measure", *arguments, "--store", str(example_store)]) == 0
    assert "大学专科" in capsys.readouterr().out
