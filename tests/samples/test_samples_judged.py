"""The package judges and pays as the slow judge does: on the truth, and on what the files tell of it."""

from __future__ import annotations

from collections import Counter

import polars as pl
import pytest
from samples.truth_as_evidence import YEAR, evidence_of

from sgstats.pipeline.judging import evidence as gathered
from sgstats.pipeline.pools import read_pools
from sgstats.policies.judging import judge
from sgstats.policies.loading import load
from sgstats.policies.paying import pay
from sgstats.policies.pools import from_table


@pytest.fixture(scope="module", params=["truth", "files"])
def evidence(request, district, books):
    from data.generator import expected_appraisals, ledgers

    if request.param == "files":
        return gathered(request.getfixturevalue("store"), year=YEAR)
    staff = expected_appraisals._staff(district, books)
    return evidence_of(ledgers.keep(district, books), staff)


@pytest.fixture(scope="module")
def wanted(expected):
    return expected("appraisals")["east_2023"]


@pytest.fixture(scope="module")
def judged(evidence):
    return judge(evidence, pack=load("EAST"), year=YEAR)


@pytest.fixture(scope="module")
def covered(judged):
    return judged.people.filter(pl.col("outcome") != "不适用")


def test_the_population_is_the_same(covered, wanted):
    assert covered.height == wanted["in_population"]


def test_the_final_grades_are_the_same(covered, wanted):
    assert Counter(covered["final_grade"].fill_null("")) == wanted["final_grades"]


def test_the_same_rules_fire_for_as_many_people_in_the_same_order(covered, wanted):
    own = ("EAST-12", "EAST-15", "EAST-16", "EAST-17", "EAST-18", "EAST-23", "PLAN-7-1")
    texts = [" ".join(rule for rule in rules if rule.startswith(own)) for rules in covered["rules"]]
    assert Counter(text for text in texts if text) == wanted["rules_of_people"]


def test_the_same_people_are_out_not_hired_again_or_wait_for_a_decision(judged, covered, wanted):
    outcomes = Counter(covered["outcome"])
    assert outcomes["解除聘用"] == wanted["terminated"]
    assert outcomes["不再聘用"] == wanted["not_hired_again"]
    assert judged.units["undecided"].sum() == wanted["undecided"]


def test_the_votes_break_the_same_limits(covered, wanted):
    rules = Counter(rule for rules in covered["rules"] for rule in set(rules))
    assert {rule: rules[rule] for rule in wanted["votes_by_rule"]} == wanted["votes_by_rule"]


def test_the_same_communities_have_too_many_candidates(judged, wanted):
    over = judged.units.filter(pl.col("candidates") > pl.col("seats")).sort("street", "community")
    names = ("street", "community", "appraised", "seats", "candidates", "given", "undecided")
    expected = sorted(wanted["over_quota"], key=lambda one: (one["street"], one["community"]))
    assert over.select(names).rows(named=True) == [{name: one[name] for name in names} for one in expected]


def test_talks_warnings_complaints_and_signatures_come_to_the_same(evidence, expected):
    people = judge(evidence, pack=load("KANGJIAN"), year=YEAR).people
    rules = Counter(rule for row in people["rules"] for rule in row)
    wanted = expected("appraisals")["kangjian_2023"]
    assert people.filter(outcome="劝退").height == wanted["ladder_complete"]
    assert rules["KJ-6"] == wanted["ladder_complete"] + wanted["ladder_unfinished"]
    assert rules["KJ-7"] == wanted["complaint_yet_signed"]


def test_the_pools_are_shared_out_to_the_same_cents(judged, expected, samples):
    pools = read_pools(samples.parent / "pools" / "2023-绩效总额.csv")
    paid = pay(judged, pools=from_table(judged, pools))
    units = {(unit["street"], unit["community"]): unit for unit in paid.units.rows(named=True)}
    shares = paid.people.filter(pl.col("coefficient").is_not_null())
    for one in expected("appraisals")["east_2023_pay"]:
        unit = units[one["street"], one["community"]]
        assert (unit["pool"], unit["allocated"]) == (one["pool"], one.get("allocated", 0))
        if not one["waits"]:
            own = shares.filter(street=one["street"], community=one["community"])
            grades = own.sort("cents").group_by("grade").agg("cents").rows()
            assert dict(grades) == one["cents_by_grade"]
