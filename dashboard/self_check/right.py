"""The number that the data has in place of a printed one."""

from __future__ import annotations

import re
from typing import Any

from dashboard import numbers
from sgstats import say

Row = dict[str, Any]


def number(row: Row) -> str:
    """What the data says, in the measure of the printed number; ``*`` where it may not be shown.

    Example:
        >>> share = {"kind": "percent", "status": "shown", "actual_people": 67, "actual_base": 1336}
        >>> number(share | {"actual_value": None, "printed": "5%"})
        '5.0%（67/1,336）'
    """
    if row["status"] == "hidden":
        return numbers.HIDDEN
    people, base, value = row["actual_people"], row["actual_base"], row["actual_value"]
    if row["kind"] == "count" and people is not None:
        return numbers.people(people)
    if value is not None:
        return _value(row, value)
    if not people and row["kind"] == "ratio":
        return numbers.NONE
    if people is None or not base:
        return numbers.NONE
    return _quotient(row, people, base)


def _value(row: Row, value: float) -> str:
    return f"{_decimal(row, value)}%" if row["kind"] == "percent" else _decimal(row, value)


def _quotient(row: Row, people: int, base: int) -> str:
    if row["kind"] == "ratio":
        return f"1:{_decimal(row, base / people)}"
    factor = {"percent": 100, "points": 100, "rate": 10_000}.get(row["kind"], 1)
    unit = "%" if row["kind"] == "percent" else ""
    told = f"{_decimal(row, factor * people / base)}{unit}"
    return say("page.check_of", number=told, people=numbers.people(people), base=numbers.people(base))


def _decimal(row: Row, value: float) -> str:
    """With as many decimals as the printed number has, one at the least and two at the most."""
    finely = re.search(r"\.\d\d", row["printed"])
    return f"{value:,.2f}" if finely else f"{numbers.rounded(value):,}"
