"""Survival once more, slowly: day by day, person by person, with fractions; of rows of ``histories``."""

from __future__ import annotations

from fractions import Fraction


def spells(rows, on, group=lambda row: (), counts=lambda row: True):
    """By group: (entry, exit, left) of every stay that was watched for at least a day."""
    found = {}
    for row in rows:
        if row["hire_ordinal"] is None:
            continue
        gone = row["until_ordinal"] is not None and row["until_ordinal"] <= on.toordinal()
        entry = max(row["since_ordinal"], row["hire_ordinal"]) - row["hire_ordinal"]
        exit_ = (row["until_ordinal"] if gone else on.toordinal()) - row["hire_ordinal"]
        left = gone and row["ended"] == "left" and counts(row)
        if exit_ > entry:
            found.setdefault(group(row), []).append((entry, exit_, left))
    return found


def at_risk(spells, day):
    return sum(entry < day <= gone for entry, gone, _ in spells)


def survival(spells, day):
    """The share that stays beyond a day of service."""
    share = Fraction(1)
    for t in sorted({gone for _, gone, left in spells if left and gone <= day}):
        share *= 1 - Fraction(sum(left and gone == t for _, gone, left in spells), at_risk(spells, t))
    return share


def watched_throughout(spells, day):
    """Whether somebody was in view on every day of service up to one."""
    return all(at_risk(spells, t) for t in range(1, day + 1))


def person_days(spells, first, last):
    return sum(at_risk(spells, day) for day in range(first + 1, last + 1))
