"""The ledger beside the data: problems found are adopted, baselines measured as any reader may see them."""

from __future__ import annotations

import shutil

import pytest

import sgstats
from sgstats import Refused

WHO = "区民政局"
SHARE_OF_MEN = '{"of": "gender", "values": ["男"]}'


@pytest.fixture(scope="module")
def copied(ingested, tmp_path_factory):
    return shutil.copy(ingested.store, tmp_path_factory.mktemp("adopted") / "青禾区.duckdb")


@pytest.fixture
def store(copied, tmp_path):
    return shutil.copy(copied, tmp_path / "青禾区.duckdb")


@pytest.fixture
def measure(store):
    """Enter a measure with an indicator; returns its id."""

    def entered(metric, question):
        told = {"text": "招录男性社工", "metric": metric, "question": question}
        return sgstats.change_ledger("add", "measure", told, who=WHO, store=store)[0].item

    return entered


def test_a_baseline_is_the_share_with_its_counts(store, measure):
    item = measure("structure", SHARE_OF_MEN)
    (change,) = sgstats.ledger_baseline(item, who=WHO, on="2023-12-31", store=store)
    row = next(
        one
        for one in sgstats.measure("structure", of="gender", on="2023-12-31", store=store).rows()
        if one["gender"] == "男"
    )
    assert change.value.endswith(f"（{row['people']}/{row['base']}）")


def test_a_baseline_that_is_hidden_is_refused(store, measure):
    """Of a community the few men are nobody's to count."""
    item = measure("structure", '{"of": "gender", "values": ["男"], "where": {"community": ["幸福社区"]}}')
    with pytest.raises(Refused):
        sgstats.ledger_baseline(item, who=WHO, on="2012-12-31", store=store)
    assert sgstats.standing_ledger(store).measures[-1].indicator.baseline is None


def test_an_indicator_in_words_has_nothing_to_measure(store):
    told = {"text": "谈心", "indicator": "满意"}
    item = sgstats.change_ledger("add", "measure", told, who=WHO, store=store)[0].item
    with pytest.raises(Refused, match="metric"):
        sgstats.ledger_baseline(item, who=WHO, store=store)


def test_a_problem_that_was_found_is_entered_once_with_its_indicator(store):
    found = sgstats.find_issues(store=store)
    first = found.issues.row(0, named=True)
    source = f"{first['id']}@{first['unit']}"
    changes = sgstats.adopt_issue(source, who=WHO, measure="补齐", store=store)
    ledger = sgstats.standing_ledger(store)
    issue = next(one for one in ledger.issues if one.item == changes[0].item)
    assert (issue.text, issue.source, issue.found_on) == (first["sentence"], source, found.on)
    measure = next(one for one in ledger.measures if issue.item in one.issues)
    assert (measure.indicator.metric, measure.indicator.target) == (first["metric"], first["target"])
    with pytest.raises(Refused, match=issue.item):
        sgstats.adopt_issue(source, who=WHO, store=store)
