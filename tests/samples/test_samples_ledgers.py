"""The two sample ledgers are read as written; checking them finds the planted gaps and no others."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

import sgstats
from sgstats import metrics
from sgstats.ledger.checking import check
from sgstats.ledger.ledger import Ledger
from sgstats.pipeline.tracking import ledger
from sgstats.store import ledger_changes

COMMUNITY, DISTRICT = "台账-2012-幸福社区-作风自查-8人.xlsx", "台账-2021至2023-全区-整改台账.xlsx"
FILES = (COMMUNITY, DISTRICT)


@pytest.fixture(scope="module")
def truths(expected):
    return expected("ledgers")


@pytest.fixture(scope="module")
def held(store):
    """The ledger of each file; a unit's own ids begin with it, and only one community is here."""
    whole = ledger(store)
    return {
        file: Ledger(
            issues=tuple(one for one in whole.issues if own(one.item) == (file == COMMUNITY)),
            measures=tuple(one for one in whole.measures if own(one.item) == (file == COMMUNITY)),
        )
        for file in FILES
    }


def own(item):
    return item.startswith("幸福社区/")


def code(item):
    """The id without its unit."""
    return item.rpartition("/")[2]


def test_the_self_check_has_five_issues_fourteen_causes_and_five_measures(held):
    found = held[COMMUNITY]
    assert (len(found.issues), len(found.measures)) == (5, 5)
    assert sum(len(one.causes) for one in found.issues) == 14


def test_issue_five_has_no_measure_and_no_measure_a_day_or_an_indicator(held):
    gaps = check(held[COMMUNITY], date(2013, 1, 1))
    assert [code(gap.item) for gap in gaps if gap.rule == "ledger.no_measure"] == ["P5"]
    for rule in ("ledger.no_date", "ledger.no_indicator"):
        assert sorted(code(gap.item) for gap in gaps if gap.rule == rule) == ["M1", "M2", "M3", "M4", "M5"]


@pytest.mark.parametrize("file", FILES)
def test_issues_causes_and_measures_belong_together_as_written(held, truths, file):
    found, truth = held[file], truths[file]
    assert (len(found.issues), len(found.measures)) == (truth["issues"], truth["measures"])
    causes = {code(one.item): [cause.text for cause in one.causes] for one in found.issues}
    assert causes == truth["causes"]
    served = {code(one.item): sorted(code(item) for item in one.issues) for one in found.measures}
    assert served == {item: sorted(issues) for item, issues in truth["measures_for"].items()}


@pytest.mark.parametrize("file", FILES)
def test_states_refusals_and_second_looks_are_read(held, truths, file):
    states = defaultdict(int)
    for one in held[file].issues:
        states[one.state] += 1
    assert states == truths[file]["states"]
    refused = {code(one.item): one.refusals for one in held[file].issues if one.refusals}
    assert refused == truths[file]["refusals"]
    again = [code(one.item) for one in held[file].issues if any(look.again for look in one.reviews)]
    assert again == truths[file]["found_again"]


@pytest.mark.parametrize("file", FILES)
def test_every_street_begins_a_measure_on_its_own_day(held, truths, file):
    starts = {
        code(one.item): {unit: day.isoformat() for unit, day in one.starts}
        for one in held[file].measures
        if one.starts
    }
    assert starts == truths[file]["starts"]


def test_every_issue_that_names_an_owner_is_read_with_it(held):
    """Under two header rows, one of them merged: 落实 above 责任单位/部门."""
    owners = {code(one.item): one.owner for one in held[DISTRICT].issues}
    assert [item for item, owner in owners.items() if owner is None] == ["P14"]


def test_a_ledger_is_checked_without_being_stored(samples):
    found = check(sgstats.read_ledger(samples / COMMUNITY), date(2013, 1, 1))
    assert "幸福社区/P5" in {gap.item for gap in found if gap.rule == "ledger.no_measure"}


@pytest.mark.parametrize("file", FILES)
def test_the_gaps_are_the_planted_ones_and_no_others(held, truths, file):
    found = defaultdict(list)
    for gap in check(held[file], date.fromisoformat(truths[file]["checked_on"])):
        found[gap.rule.removeprefix("ledger.")].append(code(gap.item))
    assert {rule: sorted(items) for rule, items in found.items()} == truths[file]["gaps"]


def test_every_indicator_is_in_the_catalogue(held):
    for one in held[DISTRICT].measures:
        if one.indicator and one.indicator.metric:
            assert one.indicator.metric in metrics.catalogue()


def test_no_name_is_kept_where_a_post_should_stand(store, truths):
    values = set(ledger_changes(store)["value"].drop_nulls())
    for truth in truths.values():
        assert not [name for name in truth["names"] for value in values if name in value]
