"""The metrics of movement once more, slowly: loops over people and days of the calendar.

Stays are dicts with real dates, as the specs write them. What happened on a day is read off the
day before and the day itself; nothing of the queries or of the running sums is shared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache

from oracle import DEFAULT_AGES, PATH, UNKNOWN, full_years, matches, unit_names, value

ONE = timedelta(days=1)
ITEMS = ("期初", "流入", "入职", "调入", "首次列入", "流出", "离职", "调出", "期末")
CLASS = {
    "辞职": "主动", "调出": "主动", "解聘": "被动", "劝退": "被动", "不再续聘": "被动", "落选": "被动",
    "退休": "自然", "死亡": "自然",
}  # fmt: skip
MONTHS = {"year": 12, "quarter": 3, "month": 1}


def persons(stays):
    """Each person's stays in order."""
    found = defaultdict(list)
    for one in sorted(stays, key=lambda one: one["since"]):
        found[one["person_id"]].append(one)
    return found.values()


def is_move(before, after):
    """Whether one stay goes over into the next without a break of service."""
    if not before or not after or before["until"] != after["since"]:
        return False
    return before.get("ended", "moved") == "moved" and after.get("began", "moved") == "moved"


def services(own):
    """A person's stays, gathered where they follow each other by moves."""
    gathered = []
    for before, after in zip([None, *own], own, strict=False):
        if is_move(before, after):
            gathered[-1].append(after)
        else:
            gathered.append([after])
    return gathered


def there(stay, day):
    return stay["since"] <= day and (stay["until"] is None or stay["until"] > day)


def seen_on(own, day):
    return next((stay for stay in own if there(stay, day)), None)


@cache
def days(first, last):
    return [first + n * ONE for n in range((last - first).days + 1)]


def periods(since, until, by):
    """The parts of a span by the shortest field of time: labels, first and last day."""
    return parts_of(since, until, min((MONTHS[name] for name in by if name in MONTHS), default=None))


@cache
def parts_of(since, until, length):
    parts = defaultdict(list)
    for day in days(since, until):
        parts[(day.year, (day.month - 1) // length) if length else 0].append(day)
    return [(labels(own[0]), own[0], own[-1]) for own in parts.values()]


def labels(day):
    quarter = f"{day.year}Q{(day.month - 1) // 3 + 1}"
    return {"year": str(day.year), "quarter": quarter, "month": day.strftime("%Y-%m")}


def group_of(stay, *, by, where, day):
    """The group of a stay, None for one that is not looked at; units as whole paths."""
    if stay is None or not matches(stay, where, day, DEFAULT_AGES):
        return None
    return tuple(value(stay, name, day, DEFAULT_AGES) for name in by if name not in MONTHS)


def events(own, *, first, last):
    """What happened to a person in a period: what it was, the stay before and the stay after."""
    for day in days(first, last):
        before = next((stay for stay in own if stay["until"] == day), None)
        after = next((stay for stay in own if stay["since"] == day), None)
        if is_move(before, after):
            yield day, "moved", before, after
            continue
        if before:
            yield day, "left", before, None
        if after:
            yield day, after.get("began", "joined"), None, after


def account(stays, *, since, until, by, where):
    """The account of each group and period: people by item, and the stocks of its months' ends."""
    asked = {"by": by, "where": where, "day": until}
    found = defaultdict(Counter)
    for names, first, last in periods(since, until, by):
        own_labels = tuple(names[name] for name in by if name in MONTHS)
        for own in persons(stays):
            for cell, item in changes(own, first=first, last=last, **asked):
                found[cell, own_labels][item] += 1
    return named(found, by=by)


def changes(own, *, first, last, **asked):
    """Every item of an account that a person is part of in a period, with the group."""
    for day, item in ((first - ONE, "期初"), (last, "期末")):
        yield group_of(seen_on(own, day), **asked), item
    for month_first, month_last in months(first, last):
        for day in (month_first - ONE, month_last):
            yield group_of(seen_on(own, day), **asked), "half"
    for _, what, before, after in events(own, first=first, last=last):
        was, now = group_of(before, **asked), group_of(after, **asked)
        if what == "moved" and was != now:
            yield from ((was, "调出"), (was, "流出"), (now, "调入"), (now, "流入"))
        elif what != "moved":
            item = {"left": "离职", "joined": "入职", "listed": "首次列入"}[what]
            group, side = (was, "流出") if what == "left" else (now, "流入")
            yield from ((group, item), (group, side))


@cache
def months(first, last):
    parts = defaultdict(list)
    for day in days(first, last):
        parts[day.year, day.month].append(day)
    return [(own[0], own[-1]) for own in parts.values()]


def named(found, *, by):
    """Cells by the labels of ``by``, units by name; those of nobody looked at are left out."""
    fields = [name for name in by if name not in MONTHS]
    cells = {key: counts for key, counts in found.items() if key[0] is not None}
    told = []
    for place, name in enumerate(fields):
        own = [key[0][place] for key in cells]
        if name in PATH:
            level = PATH.index(name)
            names = unit_names(set(own), alone=level > 0 and PATH[level - 1] not in fields)
            own = [names[one] for one in own]
        told.append(own)
    gathered = defaultdict(Counter)
    for n, ((_, when), counts) in enumerate(cells.items()):
        given, times = iter([column[n] for column in told]), iter(when)
        cell = tuple(next(times) if name in MONTHS else next(given) for name in by)
        gathered[cell].update(counts)
    return dict(gathered)


def flows(stays, **asked):
    """People by labels and item, of groups with anybody at all."""
    cells = account(stays, **asked)
    return {(*cell, item): counts[item] for cell, counts in cells.items() for item in ITEMS}


def rates(stays, *, denominator, **asked):
    """Leavers and what they are divided by, by labels."""
    found = {}
    for cell, counts in account(stays, **asked).items():
        touched = len(months(*period_of(cell, **asked)))
        opening, closing, left = counts["期初"], counts["期末"], counts["离职"]
        base = {
            "months": counts["half"] / 2 / touched,
            "ends": (opening + closing) / 2,
            "opening": opening,
            "closing": closing,
            "leavers_closing": left + closing,
        }[denominator]
        found[cell] = (left, base)
    return found


def period_of(cell, *, since, until, by, where):
    """First and last day of the period that a cell's labels name."""
    for names, first, last in periods(since, until, by):
        if all(cell[by.index(name)] == names[name] for name in by if name in MONTHS):
            return first, last
    raise AssertionError(cell)


def leavers(stays, *, since, until, by, where, of):
    """Who left, by labels and by reason, class of reasons, or what they were on the day of leaving."""
    found = defaultdict(Counter)
    for own in persons(stays):
        for day, what, before, _ in events(own, first=since, last=until):
            if what != "left" or not matches(before, where, day, DEFAULT_AGES):
                continue
            reason = before.get("leave_reason") or UNKNOWN
            part = {"leave_reason": reason, "leave_class": CLASS.get(reason, UNKNOWN)}.get(of)
            if part is None:
                part = value(before | {"hire_day": hired(own, before)}, of, day, DEFAULT_AGES)
            group = tuple(value(before, name, day, DEFAULT_AGES) for name in by if name not in MONTHS)
            when = tuple(labels(day)[name] for name in by if name in MONTHS)
            found[group, when][part] += 1
    return {(*cell, part): n for cell, own in named(found, by=by).items() for part, n in own.items()}


def hired(own, stay):
    """Day of hiring of the service that a stay belongs to; who was there when lists began has none told."""
    (service,) = [service for service in services(own) if stay in service]
    told = service[0].get("hire_day")
    return told or (service[0]["since"] if service[0].get("began", "joined") == "joined" else None)


def both_days(stays, *, earlier, later, by, where, day):
    """People of each group on the first day, on the last, on both, and on both without a break."""
    found = defaultdict(Counter)
    for own in persons(stays):
        one, other = seen_on(own, earlier), seen_on(own, later)
        groups = [group_of(stay, by=by, where=where, day=day) for stay in (one, other)]
        found[groups[0], ()]["earlier"] += 1
        found[groups[1], ()]["later"] += 1
        if groups[0] == groups[1]:
            found[groups[0], ()]["both"] += 1
            unbroken = any(one in service and other in service for service in services(own))
            found[groups[0], ()]["unbroken"] += unbroken
    return named(found, by=by)


def served(stays, *, on, by, where):
    """People of each group on a day whose length of service is known, and those with a full year."""
    found = defaultdict(Counter)
    for own in persons(stays):
        stay = seen_on(own, on)
        group = group_of(stay, by=by, where=where, day=on)
        if group is None:
            continue
        start = hired(own, stay)
        seen = next(service[0]["since"] for service in services(own) if stay in service)
        years = full_years(start or seen, on)
        found[group, ()]["served"] += years >= 1
        found[group, ()]["known"] += start is not None or years >= 1
    return named(found, by=by)


def joined(stays, *, since, until, last):
    """Of those who joined: due and kept after one, two and three years, and early leavers of dated ones."""
    found = Counter()
    for own in persons(stays):
        for service in services(own):
            start, end = service[0]["since"], service[-1]["until"]
            if service[0].get("began", "joined") != "joined" or not since <= start <= until:
                continue
            for years in (1, 2, 3):
                # The years are past when every day before the anniversary is known.
                if (full_years(start, last + ONE) or 0) >= years:
                    found["due", years] += 1
                    found["kept", years] += end is None or full_years(start, end) >= years
            if service[0].get("since_dated", True) and start + 60 * ONE <= last:
                found["joined"] += 1
                found["early"] += end is not None and (end - start).days <= 60
    return found


def rolling(stays, *, month, where):
    """Leavers of the twelve months up to one, and the mean of their average headcounts."""
    firsts = [
        date(month.year - (month.month + n <= 12), (month.month + n - 1) % 12 + 1, 1) for n in range(1, 13)
    ]
    last = (firsts[-1] + 31 * ONE).replace(day=1) - ONE
    asked = {"since": firsts[0], "until": last, "by": [], "where": where}
    return rates(stays, denominator="months", **asked).get((), (0, 0.0))
