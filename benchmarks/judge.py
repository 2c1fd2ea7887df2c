"""How long it takes to judge many person-years by the pack EAST, beside a plain loop over people.

    python benchmarks/judge.py [--people 134 10000 100000] [--years 10] [--rounds 3]

Everybody has a mean score in every year and some were absent without excuse. Both contenders decide the
bands, the absence limits in working days, last year's grade, the quota of every community and the years
running, and must agree on every grade and outcome of the last year before they are timed. The loop
stops there; ``judge`` also cites the clauses, gives reasons and looks for recorded facts and votes.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

import chinese_calendar
import numpy as np
import polars as pl
from turns import medians

from sgstats.policies.evidence import POINT, Evidence
from sgstats.policies.judging import judge
from sgstats.policies.loading import load

LAST = 2023
SCALE = ["优秀", "称职", "基本称职", "不称职"]
LEAST = (90, 80, 60)
COMMUNITY, STREET = 9, 162
BALLOTS = 23
COUNTS = (
    "present returned invalid abstained in_favour votes_excellent votes_competent votes_basic "
    "votes_incompetent votes_satisfied votes_dissatisfied attended_residents"
)
NO_VOTES = dict.fromkeys(COUNTS.split(), pl.Int32)


def evidence(people: int, years: int) -> Evidence:
    """Invented people, with a score a year and an absence in one of twenty years."""
    random = np.random.default_rng(LAST)
    number = np.tile(np.arange(people), years)
    year = np.repeat(np.arange(LAST - years + 1, LAST + 1), people)
    who = {
        "person_id": pl.Series(number).cast(pl.String).str.pad_start(21, "p"),
        "year": year.astype(np.int32),
    }
    points = random.integers(58 * BALLOTS, 95 * BALLOTS, people * years) * POINT
    scores = pl.DataFrame(
        who | {"points": points, "ballots": np.full(people * years, BALLOTS, dtype=np.int32)}
    )
    nothing = {"person_id": pl.String, "year": pl.Int32, "day": pl.Int32}
    return Evidence(
        people=posted(pl.DataFrame(who), number),
        appraisals=scores.with_columns(_nulls("rater", "dimension", "grade", "no_grade")),
        absences=absences(who["person_id"], year, random),
        ballots=pl.DataFrame(schema=nothing | NO_VOTES),
        facts=pl.DataFrame(schema=nothing | {"item": pl.String, "holds": pl.Boolean, "rater": pl.String}),
    )


def absences(person: pl.Series, year: np.ndarray, random: np.random.Generator) -> pl.DataFrame:
    """One person-year in twenty has an absence of up to ten days inside a month."""
    rows = random.choice(len(year), len(year) // 20, replace=False)
    start = year[rows] * 10_000 + random.integers(1, 13, len(rows)) * 100 + random.integers(1, 19, len(rows))
    return pl.DataFrame({
        "person_id": person.gather(rows),
        "absence_type": "旷工",
        "start_day": start.astype(np.int32),
        "end_day": (start + random.integers(0, 10, len(rows))).astype(np.int32),
        "year": year[rows].astype(np.int32),
    }).with_columns(absent_tenths=pl.lit(None, dtype=pl.Int32))


def posted(who: pl.DataFrame, number: np.ndarray) -> pl.DataFrame:
    """Where everybody works."""
    place = pl.Series(number)
    return who.with_columns(
        _nulls("gender", "birth_precision", "education", "degree", "certificate", "post"),
        district=pl.lit("青禾区"),
        street=(place // STREET).cast(pl.String) + "号街道",
        community=(place // COMMUNITY).cast(pl.String) + "社区",
        employment=pl.lit("专职社区工作者"),
        in_post=pl.lit(value=True),
        **{name: pl.lit(None, dtype=pl.Int32) for name in ("birth_day", "hire_day", "leave_day")},
    )


def _nulls(*names: str) -> list[pl.Expr]:
    return [pl.lit(None, dtype=pl.String).alias(name) for name in names]


def judged(facts: Evidence) -> Callable[[], tuple]:
    """The last year by ``judge``."""

    def run() -> tuple:
        people = judge(facts, pack=load("EAST"), year=LAST).people
        return tally(zip(people["final_grade"].to_list(), people["outcome"].to_list(), strict=True))

    return run


def tally(results) -> tuple:
    """How many people have each grade and outcome."""
    counts = defaultdict(int)
    for pair in results:
        counts[pair] += 1
    return tuple(sorted(counts.items(), key=str))


# A loop over people


def looped(facts: Evidence, years: int) -> Callable[[], tuple]:
    """The last year by a plain loop over rows."""
    scores = facts.appraisals.select("person_id", "year", "points").rows()
    points = {(person, year): whole for person, year, whole in scores}
    absences = facts.absences.select("person_id", "start_day", "end_day").rows()
    first = LAST - years + 1
    homes = {
        year: facts.people.filter(year=year).select("person_id", "community").rows()
        for year in range(first, LAST + 1)
    }

    def run() -> tuple:
        away = absent(absences, workdays(first))
        finals: dict[tuple[str, int], str | None] = {}
        out: dict[str, str] = {}
        for year, people in homes.items():
            year_of(year, people, (points, away), finals, out)
        for person in out:
            running(person, finals, out)
        return tally((finals[person, LAST], outcome) for person, outcome in out.items())

    return run


def year_of(
    year: int, people: list[tuple], known: tuple[dict, dict], finals: dict, out: dict[str, str]
) -> None:
    """One year, person by person and community by community."""
    points, away = known
    units = defaultdict(list)
    for person, community in people:
        grade, ended = one(points[person, year], away.get((person, year)), finals.get((person, year - 1)))
        finals[person, year] = grade
        out[person] = "解除聘用" if ended else "无"
        if not ended:
            units[community].append(person)
    for members in units.values():
        quota(members, year, finals, points, out)


def workdays(first: int) -> dict[int, int]:
    """Working days by day number, counted from the first on."""
    day, found = date(first, 1, 1), {}
    while day.year <= LAST:
        if chinese_calendar.is_workday(day):
            found[day.year * 10_000 + day.month * 100 + day.day] = len(found)
        day += timedelta(days=1)
    return found


def absent(absences: list[tuple], working: dict[int, int]) -> dict[tuple[str, int], tuple[int, int]]:
    """Longest run and sum by person and year; here no absence leaves its month."""
    days = defaultdict(set)
    for person, start, end in absences:
        days[person, start // 10_000].update(working[day] for day in range(start, end + 1) if day in working)
    lengths = {}
    for key, numbers in days.items():
        longest = run = 0
        for number in sorted(numbers):
            run = run + 1 if number - 1 in numbers else 1
            longest = max(longest, run)
        lengths[key] = (longest, len(numbers))
    return lengths


def one(points: int, away: tuple[int, int] | None, last: str | None) -> tuple[str, bool]:
    """Grade of one person and year before the quota, and whether article 23 ended it."""
    place = next((number for number, least in enumerate(LEAST) if points >= least * BALLOTS * POINT), 3)
    run, total = away or (0, 0)
    if run > 5 or total > 10:
        place = 3
    elif run > 3 or total > 7:
        place = max(place, 2)
    if last == SCALE[2] and place > 1:
        place = 3
    return SCALE[place], run > 10 or total > 20


def quota(members: list[str], year: int, finals: dict, points: dict, out: dict[str, str]) -> None:
    """A fifth of a community; whom the scores do not put inside alone waits."""
    candidates = [person for person in members if finals[person, year] == SCALE[0]]
    seats = len(members) // 5
    if len(candidates) <= seats:
        return
    for person in candidates:
        ahead = sum(points[other, year] >= points[person, year] for other in candidates)
        if ahead > seats:
            out[person] = "需人工认定"
    for person in candidates:
        if out[person] == "需人工认定":
            finals[person, year] = None


def running(person: str, finals: dict, out: dict[str, str]) -> None:
    """Two years 不称职, or three below 称职."""
    three = [finals.get((person, LAST - back)) for back in range(3)]
    if three[:2] == [SCALE[3]] * 2 or all(grade in SCALE[2:] for grade in three):
        out[person] = "解除聘用"


def main() -> None:
    """Check that both agree, then let them take turns."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[134, 10_000, 100_000])
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    print("person-years  what                 median    judge ÷ this")
    for people in chosen.people:
        facts = evidence(people, chosen.years)
        runs = {"sgstats judge": judged(facts), "loop over people": looped(facts, chosen.years)}
        seconds_of = medians(runs, rounds=chosen.rounds)
        for name, seconds in seconds_of.items():
            ratio = seconds_of["sgstats judge"] / seconds
            print(f"{people * chosen.years:>12,}  {name:<16}  {seconds:9.2f} s  {ratio:11.2f} ×")


if __name__ == "__main__":
    main()
