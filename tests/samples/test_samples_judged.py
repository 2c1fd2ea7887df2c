"""The package judges the truth as the slow judge does, before any file comes between."""

from __future__ import annotations

from collections import Counter
from datetime import date

import polars as pl
import pytest

from sgstats.policies.evidence import POINT, Evidence
from sgstats.policies.judging import judge
from sgstats.policies.loading import load

YEAR = 2023
PLACES = {"district": pl.String, "street": pl.String, "community": pl.String}
WORDS = ("gender", "birth_precision", "education", "degree", "certificate", "post", "employment")
PEOPLE = {"person_id": pl.String, "year": pl.Int32, **PLACES, **dict.fromkeys(WORDS, pl.String)}
PEOPLE |= {"birth_day": pl.Int32, "hire_day": pl.Int32, "leave_day": pl.Int32, "in_post": pl.Boolean}
APPRAISALS = {"person_id": pl.String, "year": pl.Int32, "rater": pl.String, "dimension": pl.String}
APPRAISALS |= {"grade": pl.String, "no_grade": pl.String, "points": pl.Int64, "ballots": pl.Int32}
ABSENCES = {"person_id": pl.String, "absence_type": pl.String, "start_day": pl.Int32, "end_day": pl.Int32}
ABSENCES |= {"absent_tenths": pl.Int32, "year": pl.Int32}
COUNTS = {
    "in_favour": "favour",
    "votes_excellent": "excellent",
    "votes_competent": "competent",
    "votes_basic": "basic",
    "votes_incompetent": "incompetent",
    "votes_satisfied": "satisfied",
    "votes_dissatisfied": "dissatisfied",
}
TURNOUT = {
    "present": "present",
    "returned": "returned",
    "invalid": "invalid",
    "abstained": "abstained",
    "attended_residents": "residents",
}
BALLOTS = {"person_id": pl.String, "year": pl.Int32, "day": pl.Int32}
BALLOTS |= dict.fromkeys([*TURNOUT, *COUNTS], pl.Int32)
FACTS = {"person_id": pl.String, "year": pl.Int32, "day": pl.Int32, "item": pl.String}
FACTS |= {"holds": pl.Boolean, "rater": pl.String}


def number(day):
    return int(f"{day:%Y%m%d}") if day else None


@pytest.fixture(scope="module")
def evidence(district, books):
    from data.generator import expected_appraisals, ledgers

    ledger = ledgers.keep(district, books)
    staff = expected_appraisals._staff(district, books)
    return Evidence(
        people=pl.DataFrame([row for year in (2021, 2022, 2023) for row in people(staff, year)], PEOPLE),
        appraisals=pl.DataFrame(list(appraisals(ledger)), APPRAISALS),
        absences=pl.DataFrame(list(absences(ledger)), ABSENCES),
        ballots=pl.DataFrame(list(ballots(ledger)), BALLOTS),
        facts=pl.DataFrame(list(facts(ledger)), FACTS),
    )


def people(staff, year):
    for person, unit, employment in staff(year).values():
        yield {
            "person_id": str(person.key),
            "year": year,
            "district": "青禾区",
            **unit._asdict(),
            "gender": person.sex,
            "birth_day": number(person.birth),
            "birth_precision": "day",
            "employment": employment or None,
            "hire_day": number(person.hire),
            "leave_day": number(person.leave),
            "in_post": person.works(date(year, 12, 31)),
        }


def appraisals(ledger):
    from data.generator.slow_judge import scored_only

    for (key, year), merit in ledger.merits.items():
        who = {"person_id": str(key), "year": year}
        if not scored_only(merit.unit, year):
            yield who | {"grade": merit.grade or None, "no_grade": merit.no_grade or None}
        for score in ledger.scores.get(key, ()) if year == YEAR else ():
            points = {"points": int(score.points * POINT), "ballots": score.ballots}
            yield who | points | {"rater": score.rater or None, "dimension": score.dimension or None}


def absences(ledger):
    for one in ledger.absences:
        yield {
            "person_id": str(one.person.key),
            "absence_type": one.kind,
            "start_day": number(one.first),
            "end_day": number(one.last),
            "absent_tenths": int(float(one.typed) * 10) if one.typed else None,
            "year": one.last.year,
        }


def ballots(ledger):
    for meeting in ledger.rehiring + ledger.satisfaction:
        turnout = {name: meeting.counts[short] for name, short in TURNOUT.items()}
        for vote in meeting.votes:
            counts = {name: vote.counts.get(short) for name, short in COUNTS.items()}
            who = {"person_id": str(vote.person.key), "year": YEAR, "day": number(meeting.day)}
            yield who | turnout | counts


def facts(ledger):
    for one in ledger.items:
        who = {"person_id": str(one.person.key), "year": one.day.year, "day": number(one.day)}
        yield who | {"item": one.name, "holds": one.holds, "rater": one.rater or None}


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
