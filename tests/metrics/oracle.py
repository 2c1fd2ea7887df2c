"""The structure metrics once more, slowly: loops over people and dates of the calendar.

Nothing here is shared with sgstats but the field dictionary, so that a mistake would have to be
made twice. Postings are dicts with real dates (None for unknown).
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from statistics import mean, median

from sgstats.fields import dictionary

UNKNOWN = "未知"
COLLEGE = {"博士研究生", "硕士研究生", "研究生", "大学本科", "大学专科"}
BELOW = {"中专", "职高", "技校", "高中", "初中", "小学"}
DEFAULT_AGES = ((0, 35), (36, 45), (46, 55), (56, None))
TENURES = ((0, 0), (1, 2), (3, 5), (6, 10), (11, None))
PATH = ("district", "street", "community")


def in_post(postings, on, listed=None):
    """The posting that speaks for each person on the day, in the lists of that day or another."""
    chosen, listed = {}, listed or on
    for posting in postings:
        if not posting["valid_from"] <= listed or (posting["valid_to"] and posting["valid_to"] <= listed):
            continue
        if posting["hire_day"] and posting["hire_day"] > on:
            continue
        if posting["leave_day"] and posting["leave_day"] <= on:
            continue
        rival = chosen.get(posting["person_id"])
        if rival is None or newer(posting, rival):
            chosen[posting["person_id"]] = posting
    return list(chosen.values())


def newer(posting, rival):
    if posting["valid_from"] != rival["valid_from"]:
        return posting["valid_from"] > rival["valid_from"]
    if posting["import_id"] != rival["import_id"]:
        return posting["import_id"] > rival["import_id"]
    return posting["row"] < rival["row"]


def full_years(start, on):
    """Anniversaries reached; one of 29 February is reached on 1 March of common years."""
    if start is None or start > on:
        return None
    years = 0
    while anniversary(start, years + 1) <= on:
        years += 1
    return years


def anniversary(start, years):
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return date(start.year + years, 3, 1)


def band_name(years, bands, unit):
    for low, high in bands:
        if years >= low and (high is None or years <= high):
            if high is None:
                return f"{low}{unit}及以上"
            if low == 0:
                return f"不满{high + 1}{unit}" if high == 0 else f"{high}{unit}及以下"
            return f"{low}{unit}" if low == high else f"{low}–{high}{unit}"
    raise AssertionError(years)


def value(person, field, on, bands):
    """A person's value of a field; a unit is its whole path."""
    if field in PATH:
        return tuple(person[level] for level in PATH[: PATH.index(field) + 1]) if person[field] else UNKNOWN
    age = full_years(person["birth_day"], on)
    if field == "age":
        return UNKNOWN if age is None else str(age)
    if field == "age_band":
        return UNKNOWN if age is None else band_name(age, bands, "岁")
    if field == "birth_decade":
        return UNKNOWN if age is None else f"{str(person['birth_day'].year)[2]}0后"
    if field == "tenure_band":
        tenure = full_years(person["hire_day"], on)
        return UNKNOWN if tenure is None else band_name(tenure, TENURES, "年")
    if field == "education_group":
        level = person["education"]
        return "大专及以上" if level in COLLEGE else "大专以下" if level in BELOW else UNKNOWN
    return person.get(field) or UNKNOWN


def unit_names(values, alone):
    """A label per unit: its name, and what lies above it where one name is not enough."""
    paths = [path for path in values if path != UNKNOWN]
    names = {UNKNOWN: UNKNOWN}
    for path in paths:
        alike = [other for other in paths if other[-1] == path[-1]]
        near = [other for other in alike if other[-2:] == path[-2:]]
        above = path[-2:-1] if len(near) == 1 else path[:-1]
        brackets = "（" + "".join(step or UNKNOWN for step in above) + "）"
        names[path] = path[-1] if len(alike) == 1 or not alone else path[-1] + brackets
    return names


def matches(person, where, on, bands):
    for field, allowed in where.items():
        own = value(person, field, on, bands)
        if (own[-1] if field in PATH and own != UNKNOWN else own) not in allowed:
            return False
    return True


def counts(postings, *, on, fields, where, bands=DEFAULT_AGES):
    """People by labels of the fields."""
    people = [person for person in in_post(postings, on) if matches(person, where, on, bands)]
    columns = []
    for field in fields:
        column = [value(person, field, on, bands) for person in people]
        if field in PATH:
            level = PATH.index(field)
            names = unit_names(set(column), alone=level > 0 and PATH[level - 1] not in fields)
            column = [names[own] for own in column]
        columns.append(column)
    return Counter(zip(*columns, strict=True)) if fields else Counter({(): len(people)})


def structure(postings, *, on, by, of, where, base="all", bands=DEFAULT_AGES):
    """People and base by the labels of ``by`` and ``of``, with the zeros of categories."""
    people = counts(postings, on=on, fields=(*by, of), where=where, bands=bands)
    groups, parts = {cell[:-1] for cell in people}, {cell[-1] for cell in people}
    expected = {}
    for group in groups:
        whole = sum(n for cell, n in people.items() if cell[:-1] == group)
        known = whole - people.get((*group, UNKNOWN), 0)
        for part in parts:
            n = people.get((*group, part), 0)
            if n or dictionary()[of].type == "category":
                counted = whole if base == "all" else None if part == UNKNOWN else known
                expected[*group, part] = (n, counted)
    return expected


def ages(postings, *, on, by, where, estimate):
    """People of known age, everybody, and the estimate of the ages, by the labels of ``by``."""
    people = counts(postings, on=on, fields=(*by, "age"), where=where)
    expected = {}
    for group in {cell[:-1] for cell in people}:
        own = {cell[-1]: n for cell, n in people.items() if cell[:-1] == group}
        known = [int(age) for age, n in own.items() if age != UNKNOWN for _ in range(n)]
        middle = {"mean_age": mean, "median_age": median}[estimate](known) if known else None
        expected[group] = (len(known), sum(own.values()), middle)
    return expected
