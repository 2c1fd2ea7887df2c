"""Numbers of trainings and posts as texts, and what stands below several tables at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from dashboard import numbers, tables
from sgstats import say

if TYPE_CHECKING:
    from dashboard.training.reading import Row
    from sgstats import Protected


def absent(row: Row | None) -> str:
    """What stands for a number that is not there: a star if it is hidden."""
    return numbers.HIDDEN if row is not None and row["status"] == "hidden" else numbers.NONE


def count(row: Row | None, name: str = "people") -> str:
    """A count of people, posts or residents."""
    return absent(row) if row is None or row[name] is None else numbers.people(int(row[name]))


def value(row: Row | None, *, unit: str = "") -> str:
    """A number with one decimal."""
    return absent(row) if row is None or row["value"] is None else f"{numbers.rounded(row['value'])}{unit}"


def share(row: Row) -> tuple[str, str, str, str]:
    """Everybody, the people of the part, their share and its interval."""
    if row["share"] is None:
        return count(row, "base"), count(row), absent(row), absent(row)
    return count(row, "base"), count(row), numbers.percent(row["share"]), tables.interval(row)


def times(row: Row | None) -> tuple[str, str]:
    """Attendances, and how many of them there are to one person."""
    if row is None or row["value"] is None:
        return count(row), absent(row)
    return count(row), f"{row['value']:.2f}"


def signed(number: float, *, more: str, less: str) -> str:
    """A gap in whole people, in words.

    Args:
        number: Above zero, people are missing.
        more: Key of what is said where there are more than wanted.
        less: Key of what is said where people are missing.
    """
    if not round(number):
        return "0"
    return say(less if number > 0 else more, people=numbers.people(abs(round(number))))


def footnotes(*shown: Protected) -> list[str]:
    """Who may read the tables, why rows are hidden, what must be said, each once."""
    reasons = [
        say("page.reason_rows", reason=reason, rows=rows)
        for one in shown[:1]
        for reason, rows in _counted(one.frame).rows()
    ]
    notes = [note for one in shown for note in one.notes]
    return list(dict.fromkeys([*reasons, *notes]))


def _counted(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("reason").is_not_null()).group_by("reason", maintain_order=True).len()
