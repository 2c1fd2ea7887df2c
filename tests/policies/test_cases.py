"""Every pack against its worked examples: a new pack is one TOML and one file of cases.

A file ``cases/NAME.toml`` holds ``judged`` (facts about people, and what must come of them), and tables
for what a pack of its kind may have: ``bands``, ``seats``, ``absences``, ``votes``, ``denominators``,
``sequences``. An empty text stands for nothing.
"""

from __future__ import annotations

import tomllib
from itertools import product
from pathlib import Path

import polars as pl
import pytest
from judging_cases import evidence, row_of

from sgstats.errors import Refused
from sgstats.policies.absences import limit_over
from sgstats.policies.bands import grade_of
from sgstats.policies.judging import judge
from sgstats.policies.loading import load, names
from sgstats.policies.options import choose
from sgstats.policies.quota import seats

FOLDER = Path(__file__).parent / "cases"
CASES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in FOLDER.glob("*.toml")
    if path.stem.isupper()
}
YEAR = 2023


def of_kind(kind: str):
    """Every case of one kind, with its pack."""
    return [
        pytest.param(name, case, id=f"{name}-{told(case)}")
        for name in CASES
        for case in CASES[name].get(kind, [])
    ]


def told(case) -> str:
    return str(case.get("says") or "-".join(str(value) for value in case.values()))


@pytest.mark.parametrize("pack", names())
def test_a_pack_has_cases(pack):
    assert CASES[pack]["judged"]


@pytest.mark.parametrize("name", CASES)
def test_cases_have_a_pack_and_known_kinds(name):
    assert name in names()
    kinds = {"judged", "bands", "seats", "absences", "votes", "denominators", "sequences"}
    assert set(CASES[name]) <= kinds


# People


@pytest.mark.parametrize(("pack", "case"), of_kind("judged"))
def test_people_are_judged_as_written(pack, case):
    options = choose(dict(load(pack).options), case.get("options", {}))
    judged = judge(evidence(**dated(case)), pack=load(pack), year=case["year"], options=options)
    for person, expected in case["expect"].items():
        row = row_of(judged, person)
        wanted = {key: value if value != "" else None for key, value in expected.items() if key != "reason"}
        assert {key: row[key] for key in wanted} == wanted
        assert all(part in row["reason"] for part in expected.get("reason", [])), row["reason"]
    for unit, expected in case.get("units", {}).items():
        row = judged.units.row(by_predicate=pl.col("unit") == unit, named=True)
        assert {key: row[key] for key in expected} == expected


def dated(case):
    """The rows of a case; what names no year is of the year judged, an empty text is nothing."""
    tables = ("people", "appraisals", "absences", "ballots", "facts", "trainings")
    rows = {name: [{"year": case["year"]} | row for row in case.get(name, [])] for name in tables}
    return {
        name: [{k: v if v != "" else None for k, v in row.items()} for row in many]
        for name, many in rows.items()
    }


# Bands and seats


@pytest.mark.parametrize(("pack", "case"), of_kind("bands"))
def test_a_mean_has_the_grade_of_its_band(pack, case):
    if not case["grade"]:
        with pytest.raises(Refused):
            grade_of(case["score"], load(pack))
    else:
        assert grade_of(case["score"], load(pack)) == (case["grade"], case["flag"] or None)


@pytest.mark.parametrize(("pack", "case"), of_kind("seats"))
def test_a_unit_has_whole_seats(pack, case):
    assert seats(case["people"], load(pack).quota) == case["seats"]


# Absence


@pytest.mark.parametrize(("pack", "case"), of_kind("absences"))
def test_absence_has_its_result(pack, case):
    limit = limit_over(load(pack), run=case["run"], total=case["total"])
    assert (limit.outcome or limit.grade if limit else "无影响") == case["result"]


@pytest.mark.parametrize(("pack", "case"), of_kind("absences"))
def test_absence_has_its_result_when_it_is_judged(pack, case):
    whole, rest = divmod(case["total"], case["run"]) if case["run"] else (0, 0)
    lengths = [*[case["run"]] * whole, *([rest] if rest else [])]
    days = [
        {"person_id": "P", "year": YEAR, "absence_type": "旷工", "absent_tenths": 10 * n} for n in lengths
    ]
    given = [{"person_id": "P", "year": YEAR, "grade": "称职"}]
    facts = evidence([{"person_id": "P", "year": YEAR}], appraisals=given, absences=days)
    row = row_of(judge(facts, pack=load(pack), year=YEAR), "P")
    worst = row["outcome"] if row["outcome"] != "无" else row["final_grade"]
    assert worst == (case["result"] if case["result"] != "无影响" else "称职")


# Votes


@pytest.mark.parametrize(("pack", "case"), of_kind("votes"))
def test_a_vote_has_its_result(pack, case):
    ballot = {"present": case["present"], "invalid": 0, "in_favour": case["in_favour"]}
    ballot |= {"votes_excellent": case["good"], "votes_competent": 0}
    ballot |= {"votes_basic": case["poor"], "votes_incompetent": 0}
    row = voted(pack, ballot)
    assert row["outcome"] == case["result"]
    assert row["rules"] == (case["because"] or [load(pack).passed.id])


@pytest.mark.parametrize(("pack", "case"), of_kind("denominators"))
def test_a_share_is_of_the_denominator_chosen(pack, case):
    ballot = {"present": 50, "returned": 45, "invalid": 2, "abstained": 5, "in_favour": case["in_favour"]}
    row = voted(pack, ballot, denominator=case["denominator"])
    assert (row["outcome"] == "不再聘用") == case["fails"]


def voted(pack, ballot, **chosen):
    facts = evidence([{"person_id": "P", "year": YEAR}], ballots=[{"person_id": "P", "year": YEAR, **ballot}])
    return row_of(judge(facts, pack=load(pack), year=YEAR, options=choose({}, chosen)), "P")


# Sequences


@pytest.mark.parametrize("pack", [name for name in CASES if "sequences" in CASES[name]])
@pytest.mark.parametrize("last", range(4))
def test_years_follow_each_other(pack, last):
    cases = CASES[pack]["sequences"]
    judged = judge(histories(cases), pack=load(pack), year=YEAR + last)
    for number, case in enumerate(cases):
        if last < len(case["raw"]):
            row = row_of(judged, f"P{number}")
            ends = row["outcome"] == "解除聘用"
            assert row["final_grade"] == (case["final"][last] or None)
            assert ends == (last + 1 == case["ends_in"])
            assert not ends or case["rule"] in row["rules"]


def histories(cases):
    """Every sequence as somebody's years, in a community of five with nobody else remarkable."""
    people, grades = [], []
    for (number, case), colleague, year in product(enumerate(cases), range(5), range(4)):
        who = {"person_id": f"P{number}" + (f"-{colleague}" if colleague else ""), "year": YEAR + year}
        people.append(who | {"community": f"第{number}社区"})
        raw = case["raw"][year : year + 1]
        grade = "称职" if colleague else next(iter(raw), "")
        if grade:
            grades.append(who | {"grade": grade})
    return evidence(people, appraisals=grades)
