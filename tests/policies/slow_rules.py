"""The rules of 东区 for one person, one year and one rule at a time: slow and obvious.

Written from the text of the rules and without the package; the vectorised judging must agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import chinese_calendar

SCALE = ["优秀", "称职", "基本称职", "不称职"]
LIMITS = [("EAST-23-8", 10, 20, None), ("EAST-18-7", 5, 10, "不称职"), ("EAST-17-7", 3, 7, "基本称职")]
Row = dict[str, Any]


@dataclass
class Result:
    """What becomes of one person in one year."""

    rated: str | None = None
    final: str | None = None
    rules: list[str] = field(default_factory=list)
    outcome: str = "无"
    undecided: bool = False

    def lower(self, rule: str, grade: str | None) -> None:
        """Cite a rule; the grade only ever gets worse."""
        self.rules.append(rule)
        if grade is not None:
            self.final = max([self.final or grade, grade], key=SCALE.index)


def judge(tables: dict[str, list[Row]], year: int) -> dict[str, Result]:
    """Everybody's result of a year, by way of all the years before."""
    years = [row["year"] for name in ("appraisals", "absences", "facts") for row in tables[name]]
    history: dict[int, dict[str, Result]] = {}
    for one in range(min([year, *years]), year + 1):
        history[one] = one_year(tables, one, history.get(one - 1, {}))
    for person, result in history[year].items():
        running(person, result, year, history)
    return history[year]


def one_year(tables: dict[str, list[Row]], year: int, before: dict[str, Result]) -> dict[str, Result]:
    """The grades of one year."""
    homes = {row["person_id"]: row["community"] for row in tables["people"] if row["year"] == year}
    results, scores = {}, {}
    for person in homes:
        appraisals = of(tables["appraisals"], person, year)
        scores[person] = mean(appraisals)
        results[person] = graded(person, year, tables, scores[person])
        if (last := before.get(person)) and last.final == "基本称职" and worse(results[person].final, "称职"):
            results[person].lower("EAST-18-8", "不称职")
    for community in set(homes.values()):
        here = [person for person in homes if homes[person] == community and results[person].outcome == "无"]
        chosen = {
            row["person_id"] for row in tables["facts"] if row["year"] == year and row["item"] == "优秀人选"
        }
        quota({person: results[person] for person in here}, scores, chosen)
    return results


def of(rows: list[Row], person: str, year: int) -> list[Row]:
    return [row for row in rows if row["person_id"] == person and row["year"] == year]


def mean(appraisals: list[Row]) -> Fraction | None:
    scored = [Fraction(row["score"]) for row in appraisals if "score" in row]
    return scored[0] if scored else None


def worse(grade: str | None, than: str) -> bool:
    return grade is not None and SCALE.index(grade) > SCALE.index(than)


def graded(person: str, year: int, tables: dict[str, list[Row]], score: Fraction | None) -> Result:
    """Rating, then the articles from the worst on."""
    result = Result()
    given = [row["grade"] for row in of(tables["appraisals"], person, year) if "grade" in row]
    if given:
        result.rated = given[0]
    elif score is not None:
        result.rated = by_band(score)
        result.rules.append("PLAN-7-1")
        if 59 < score < 60:
            result.rules.append("GAP_59_60")
    result.final = result.rated
    run, total = absence(of_person(tables["absences"], person), year)
    facts = {(row["item"], row["holds"]) for row in of(tables["facts"], person, year)}
    articles(result, run, total, facts)
    conditions(result, facts)
    return result


def by_band(score: Fraction) -> str:
    return "优秀" if score >= 90 else "称职" if score >= 80 else "基本称职" if score >= 60 else "不称职"


def articles(result: Result, run: Fraction, total: Fraction, facts: set[tuple[str, bool]]) -> None:
    """Articles 23, 18 and 17; within one, absence stands before the recorded items."""
    for (rule, most_run, most_total, grade), article in zip(LIMITS, ("23", "18", "17"), strict=True):
        if run > most_run or total > most_total:
            result.lower(rule, grade)
            result.outcome = result.outcome if grade else "解除聘用"
        for item in sorted(name for name, holds in facts if holds and name.startswith(f"EAST-{article}-")):
            result.lower(item, grade)
            result.outcome = result.outcome if grade else "解除聘用"


def conditions(result: Result, facts: set[tuple[str, bool]]) -> None:
    """Articles 15 and 16: one condition not met is enough; article 15 is about 优秀 alone."""
    standing = result.final
    for item in sorted(name for name, holds in facts if not holds):
        if item.startswith("EAST-15-") and standing == "优秀":
            result.lower(item, "称职")
        if item.startswith("EAST-16-"):
            result.lower(item, "基本称职")


def of_person(rows: list[Row], person: str) -> list[Row]:
    return [row for row in rows if row["person_id"] == person and row["absence_type"] in {"旷工", "逾期不归"}]


def absence(rows: list[Row], year: int) -> tuple[Fraction, Fraction]:
    """Longest run that ends in the year, and working days in the year, day by day."""
    typed = [
        Fraction(row["absent_tenths"], 10) for row in rows if "start_day" not in row and row["year"] == year
    ]
    away = {day for row in rows if "start_day" in row for day in days(row["start_day"], row["end_day"])}
    away = {day for day in away if chinese_calendar.is_workday(day)}
    runs = [Fraction(0), *typed]
    for day in away:
        if day.year == year and next_workday(day) not in away:
            runs.append(Fraction(run_until(day, away)))
    return max(runs), sum(typed, Fraction(len([day for day in away if day.year == year])))


def days(first: int, last: int) -> Iterator[date]:
    day, end = as_date(first), as_date(last)
    while day <= end:
        yield day
        day += timedelta(days=1)


def as_date(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)


def next_workday(day: date, step: int = 1) -> date:
    day += timedelta(days=step)
    while not chinese_calendar.is_workday(day):
        day += timedelta(days=step)
    return day


def run_until(day: date, away: set[date]) -> int:
    length = 0
    while day in away:
        length += 1
        day = next_workday(day, -1)
    return length


def quota(here: dict[str, Result], scores: dict[str, Fraction | None], chosen: set[str]) -> None:
    """At most a fifth of those appraised; nobody is put inside whom the scores do not put there alone."""
    seats = len([1 for result in here.values() if result.final]) // 5
    candidates = [person for person, result in here.items() if result.final == "优秀"]
    if len(candidates) <= seats:
        return
    picked = chosen & set(candidates)
    for person in candidates:
        mine = scores[person]
        ranked = all(scores[other] is not None for other in candidates)
        before = [other for other in candidates if ranked and scores[other] >= mine]
        chosen_alone = person in picked and len(picked) <= seats
        keeps = chosen_alone if picked else ranked and len(before) <= seats
        if seats == 0 or (len(picked) == seats and person not in picked):
            here[person].lower("EAST-12", "称职")
        elif not keeps:
            here[person].rules.append("EAST-12")
            here[person].final, here[person].undecided = None, True


def running(person: str, result: Result, year: int, history: dict[int, dict[str, Result]]) -> None:
    """Article 23-7, on final grades of years without a gap."""
    finals = [history.get(year - back, {}).get(person, Result()).final for back in range(3)]
    if finals[:2] == ["不称职", "不称职"]:
        result.rules.append("EAST-23-7a")
        result.outcome = "解除聘用"
    if all(worse(grade, "称职") for grade in finals):
        result.rules.append("EAST-23-7b")
        result.outcome = "解除聘用"
    if result.undecided and result.outcome == "无":
        result.outcome = "需人工认定"
