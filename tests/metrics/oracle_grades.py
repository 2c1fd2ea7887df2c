"""The metrics of grades once more, slowly: loops over years, people and what was said of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction

import oracle

UNKNOWN = "未知"


def last_words(appraisals, year):
    """The committee's grade of each person of whom anything is recorded, None where there is none."""
    said = {}
    for row in appraisals:
        of_whole = row.get("rater") is None and row.get("dimension") is None
        says = row.get("grade") or row.get("no_grade")
        if row["superseded"] or row["year"] != year or not of_whole or not says:
            continue
        order = (row["import_id"], -row["row"])
        if row["person_id"] not in said or order > said[row["person_id"]][0]:
            said[row["person_id"]] = (order, row.get("grade"))
    return {person: grade for person, (_, grade) in said.items()}


def known_years(appraisals):
    kept = [row for row in appraisals if not row["superseded"] and row.get("grade")]
    return sorted({row["year"] for row in kept if row.get("rater") is None and row.get("dimension") is None})


def at_year_ends(postings, appraisals, years, need_record=True):
    """Every person in post at the end of each year; before the first list, those on it with a record."""
    first = min(posting["valid_from"] for posting in postings)
    for year in years:
        end = date(year, 12, 31)
        people = oracle.in_post(postings, end, listed=max(end, first))
        if end < first and need_record:
            people = [person for person in people if person["person_id"] in last_words(appraisals, year)]
        yield from ((year, end, person) for person in people)


def labelled(found, by):
    """Groups by their labels; a unit's name says as much as is needed in this table."""
    columns = []
    for place, field in enumerate(by):
        column = [group[place] for group in found]
        if field in oracle.PATH:
            level = oracle.PATH.index(field)
            names = oracle.unit_names(set(column), alone=level > 0 and oracle.PATH[level - 1] not in by)
            column = [names[own] for own in column]
        columns.append(column)
    return list(zip(*columns, strict=True)) if by else [() for _ in found]


def group(year, end, person, by):
    return [
        str(year) if field == "year" else oracle.value(person, field, end, oracle.DEFAULT_AGES)
        for field in by
    ]


def grades(postings, appraisals, *, by, years):
    """People and base by group and grade, without the zeros."""
    found, own = [], []
    for year, end, person in at_year_ends(postings, appraisals, years):
        found.append(group(year, end, person, by))
        own.append(last_words(appraisals, year).get(person["person_id"]) or UNKNOWN)
    return based(labelled(found, by), own)


def changes(postings, appraisals, *, by, years):
    found, own = [], []
    for year, end, person in at_year_ends(postings, appraisals, years):
        last, this = (last_words(appraisals, one).get(person["person_id"]) for one in (year - 1, year))
        found.append([*group(year, end, person, by), last or UNKNOWN])
        own.append(this or UNKNOWN)
    return based(labelled(found, [*by, "last_grade"]), own)


def based(groups, own):
    cells, bases = Counter(zip(groups, own, strict=True)), Counter(groups)
    return {(*group, grade): (people, bases[group]) for (group, grade), people in cells.items()}


def own_scores(appraisals, year):
    """Mean score of each person by each group of raters."""
    sums = defaultdict(lambda: [0, 0])
    for row in appraisals:
        if row["superseded"] or row["year"] != year or not row.get("rater") or row.get("points") is None:
            continue
        total = sums[row["person_id"], row["rater"], row.get("dimension") is None]
        total[0] += row["points"]
        total[1] += row["ballots"]
    means = {}
    for (person, rater, whole), (points, ballots) in sums.items():
        if whole or (person, rater, True) not in sums:
            means[person, rater] = Fraction(points, ballots * 10**6)
    return means


def scores(postings, appraisals, *, by, years, against=None):
    """Every single score, or difference from the raters compared with, by group and rater."""
    found, own = [], []
    for year, end, person in at_year_ends(postings, appraisals, years, need_record=False):
        means = {
            rater: mean
            for (who, rater), mean in own_scores(appraisals, year).items()
            if who == person["person_id"]
        }
        other = means.get(against)
        for rater, mean in means.items():
            if against is None or (other is not None and rater != against):
                found.append([*group(year, end, person, by), rater])
                own.append(mean - (other or 0))
    by_group = defaultdict(list)
    for key, mean in zip(labelled(found, [*by, "rater"]), own, strict=True):
        by_group[key].append(mean)
    return by_group
