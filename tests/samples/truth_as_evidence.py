"""The truth of the invented district as evidence for a judgement, with no file between."""

from __future__ import annotations

from datetime import date

import polars as pl

from sgstats.policies.evidence import POINT, Evidence

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


def evidence_of(ledger, staff):
    """What a perfect reader would hand to the judge."""
    return Evidence(
        people=pl.DataFrame([row for year in (2021, 2022, 2023) for row in people(staff, year)], PEOPLE),
        appraisals=pl.DataFrame(list(appraisals(ledger)), APPRAISALS),
        absences=pl.DataFrame(list(absences(ledger)), ABSENCES),
        ballots=pl.DataFrame(list(ballots(ledger)), BALLOTS),
        facts=pl.DataFrame(list(facts(ledger)), FACTS),
    )


def number(day):
    return int(f"{day:%Y%m%d}") if day else None


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
