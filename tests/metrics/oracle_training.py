"""The metrics of training and staffing once more, slowly: loops over people, trainings and days."""

from __future__ import annotations

import calendar
from collections import defaultdict
from datetime import date, timedelta
from math import ceil
from statistics import mean

import oracle
import oracle_grades

UNKNOWN = "未知"


def home(person):
    return person["district"], person["street"]


def attended(trainings, since, on):
    """What counts in a period: a training without a day only where its whole year lies inside."""
    for one in trainings:
        first, last = date(one["year"], 1, 1), date(one["year"], 12, 31)
        start, end = (one["day"], one["day"]) if one["day"] else (first, first if since is None else last)
        if not one["superseded"] and (since is None or since <= start) and end <= on:
            yield one


def periods(since, on, by):
    if "year" not in by:
        return [(since, on)]
    years = range(since.year, on.year + 1)
    return [(max(since, date(year, 1, 1)), min(on, date(year, 12, 31))) for year in years]


def groups(postings, trainings, *, since, on, by, where=None):
    """Of every group: everybody, those of streets that record, and the trainings of each of those."""
    where = where or {}
    first = min(posting["valid_from"] for posting in postings)
    people, own = [], []
    for start, end in periods(since, on, by):
        if end < first:
            continue
        staff = oracle.in_post(postings, end)
        held = list(attended(trainings, start, end))
        kind = [one for one in held if all((one[field] or UNKNOWN) in where[field] for field in where)]
        names = {person["person_id"] for person in staff}
        homes = {home(p) for p in staff if any(one["person_id"] == p["person_id"] for one in held)}
        if where and not any(one["person_id"] in names for one in kind):
            homes = set()
        for person in staff:
            mine = [one for one in kind if one["person_id"] == person["person_id"]]
            people.append(oracle_grades.group(end.year, end, person, by))
            own.append(mine if home(person) in homes else None)
    found = defaultdict(list)
    for key, mine in zip(oracle_grades.labelled(people, by), own, strict=True):
        found[key].append(mine)
    return found


def parts(found, yes="参加过", no="未参加"):
    """People and base by group and part, without the zeros."""
    cells = {}
    for key, people in found.items():
        counts = {
            yes: sum(bool(mine) for mine in people if mine is not None),
            no: sum(not mine for mine in people if mine is not None),
            UNKNOWN: people.count(None),
        }
        cells |= {(*key, part): (count, len(people)) for part, count in counts.items() if count}
    return cells


def hours(found):
    """People of known hours, everybody, and the mean."""
    cells = {}
    for key, people in found.items():
        known = [
            sum(one["hours_tenths"] for one in mine) / 10
            for mine in people
            if mine is not None and all(one["hours_tenths"] is not None for one in mine)
        ]
        cells[key] = (len(known), len(people), mean(known) if known else None)
    return cells


def attendances(found):
    cells = {}
    for key, people in found.items():
        told = [mine for mine in people if mine is not None]
        cells[key] = (sum(map(len, told)), float(len(told))) if told else (None, None)
    return cells


# Duties


def duties(postings, trainings, duty, *, on, within):
    """How many people stand how to one duty."""
    staff = oracle.in_post(postings, on)
    held = [one for one in attended(trainings, None, on) if one["day"] or date(one["year"], 1, 1) <= on]
    before = windows(duty, on, within)[1][0]
    recent = [one for one in held if day_of(one) >= before]
    homes = {home(p) for p in staff if any(one["person_id"] == p["person_id"] for one in recent)}
    names = {person["person_id"] for person in staff}
    if duty.levels and not any(
        one["training_level"] in duty.levels and one["person_id"] in names for one in recent
    ):
        homes = set()
    counts = defaultdict(int)
    for person in staff:
        if duty.posts and person["post"] and person["post"] not in duty.posts:
            continue
        unknown = home(person) not in homes or (duty.posts and not person["post"])
        counts[UNKNOWN if unknown else state(person, held, duty, on=on, within=within)] += 1
    return {status: (count, sum(counts.values())) for status, count in counts.items()}


def day_of(training):
    return training["day"] or date(training["year"], 1, 1)


def months_later(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def windows(duty, on, within):
    """First and last day of the running period and of the one before it."""
    if duty.months:
        days = [date(2018, 1, 1) + timedelta(n) for n in range(3000)]
        lasting = [day for day in days if months_later(day, duty.months) > on + timedelta(within)]
        valid = [day for day in days if months_later(day, duty.months) >= on]
        return (lasting[0], on), (valid[0], on)
    first = on.year - duty.years + 1
    return (date(first, 1, 1), on), (date(first - 1, 1, 1), date(on.year - 1, 12, 31))


def state(person, held, duty, *, on, within):
    """One person's state, from their own trainings of the duty's levels."""
    mine = [
        one
        for one in held
        if one["person_id"] == person["person_id"]
        and (not duty.levels or one["training_level"] in duty.levels)
    ]
    if not mine:
        return "从未参加"
    met = [[one for one in mine if first <= day_of(one) <= last] for first, last in windows(duty, on, within)]
    if times(met[0]) >= duty.times:
        return "已完成"
    came = windows(duty, on, within)[1 if duty.months else 0][0]
    if times(met[1]) >= duty.times or (person["hire_day"] and person["hire_day"] >= came):
        soon = duty.months or (date(on.year, 12, 31) - on).days <= within
        return "即将到期" if soon else "未到期"
    return "已逾期"


def times(trainings):
    """Those of one day are one; those without a day are each their own."""
    return len({one["day"] or (one["import_id"], one["row"]) for one in trainings})


# Staffing


def number(told, unit, column, on, staffed):
    """The number of a unit up to the day."""
    known = [row for row in told if row["day"] <= on and row[column] is not None and not row["superseded"]]
    found = dated_number(known, unit, column, staffed)
    return None if found is None else found[1]


def dated_number(known, unit, column, staffed):
    """Oldest day and number of a unit: its own last word, or the sum below it where every part is newer."""
    rows = [row for row in known if path(row) == unit]
    last = max(rows, key=lambda row: (row["day"], row["import_id"], -row["row"]), default=None)
    every = {path(row)[:size] for row in known for size in (1, 2, 3)}
    every |= {person[:size] for person in staffed for size in (1, 2, 3)}
    below = [one for one in every if len(one) == len(unit) + 1 and one[:-1] == unit and one[-1]]
    parts = [dated_number(known, one, column, staffed) for one in below]
    whole = bool(parts) and None not in parts
    if last and not (whole and min(day for day, _ in parts) > last["day"]):
        return last["day"], last[column]
    return (min(day for day, _ in parts), sum(n for _, n in parts)) if whole else None


def path(row):
    names = [row["district"], row["street"], row["community"]]
    while len(names) > 1 and not names[-1]:
        names.pop()
    return tuple(names)


def gap(people, residents, per_10000):
    """Whole persons missing."""
    return ceil(per_10000 * residents / 10_000) - people
