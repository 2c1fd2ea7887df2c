"""What a rectification ledger is made of: items, their ids, and the fields each kind of item has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from sgstats.errors import Refused
from sgstats.periods import parse_day

Part = Literal["issue", "cause", "measure", "evidence", "review", "record", "refusal"]

LETTERS: dict[str, Part] = {
    "P": "issue", "M": "measure", "C": "cause", "E": "evidence", "R": "review", "L": "record", "J": "refusal",
}  # fmt: skip
"""The letter that an id of each part begins with."""

FIELDS: dict[Part, tuple[str, ...]] = {
    "issue": (
        "text", "unit", "kind", "degree", "state", "goal", "leader", "owner", "responsible", "deadline",
        "term", "progress", "finished_on", "accepted_by", "closed_on", "found_on", "source", "remark",
    ),
    "cause": ("text", "kind", "degree"),
    "measure": (
        "text", "issues", "kind", "owner", "responsible", "deadline", "starts", "indicator", "metric",
        "question", "baseline", "target", "done_on",
    ),
    "evidence": ("text", "on"),
    "review": ("on", "result", "again"),
    "record": ("on", "text", "photos"),
    "refusal": ("on", "text", "by"),
}  # fmt: skip

DAYS = frozenset({"deadline", "finished_on", "closed_on", "found_on", "done_on", "on"})
POSTS = frozenset({"leader", "owner", "responsible", "accepted_by", "by"})
"""Fields that hold a unit, an office or a post, and never a person's name."""

TERMS = ("立行立改", "限期整改", "长期坚持")
LASTING = "长期坚持"

_ID = re.compile(
    r"(?:(?P<unit>[^/\s]+)/)?(?P<main>[PM])(?P<code>[^/\-\s,，、;；]+)(?:-(?P<sub>[CERLJ])(?P<n>\d+))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An id taken apart.

    Attributes:
        unit: The unit whose ledger it is of, or None.
        part: What it is.
        code: What stands behind the first letter: ``5``.
        number: Of a part of an issue its number, else None.
    """

    unit: str | None
    part: Part
    code: str
    number: int | None = None

    @property
    def issue(self) -> str:
        """Id of the issue it is a part of; of an issue itself its own."""
        return f"{prefix(self.unit)}P{self.code}"

    def __str__(self) -> str:
        if self.part == "measure":
            return f"{prefix(self.unit)}M{self.code}"
        letter = next(letter for letter, part in LETTERS.items() if part == self.part)
        return self.issue if self.part == "issue" else f"{self.issue}-{letter}{self.number}"


def prefix(unit: str | None) -> str:
    """What the ids of a unit's own ledger begin with."""
    return f"{unit}/" if unit else ""


@lru_cache(maxsize=100_000)
def item_of(text: str) -> Item:
    """An id taken apart.

    Raises:
        Refused: It is no id of a ledger.

    Example:
        >>> one = item_of("幸福社区/P5-C1")
        >>> one.unit, one.part, one.issue, one.number
        ('幸福社区', 'cause', '幸福社区/P5', 1)
        >>> item_of("M3").part
        'measure'
    """
    found = _ID.fullmatch(text)
    if found is None or (found["main"] == "M" and found["sub"]):
        raise Refused("ledger.no_id", item=text)
    part = LETTERS[found["sub"] or found["main"]]
    number = int(found["n"]) if found["n"] else None
    return Item(unit=found["unit"], part=part, code=found["code"], number=number)


def issues_in(value: str | None) -> tuple[str, ...]:
    """The ids of issues that a measure is for.

    Example:
        >>> issues_in("P3,P4"), issues_in("P3、P4"), issues_in(None)
        (('P3', 'P4'), ('P3', 'P4'), ())
    """
    return tuple(dict.fromkeys(one for one in re.split(r"[,，、;；\s]+", value or "") if one))


def starts_in(value: str | None) -> tuple[tuple[str, date], ...]:
    """Where a measure was begun, and when; the unit is empty where only a day is told.

    Raises:
        Refused: A part of it ends with no day.

    Example:
        >>> starts_in("春晓街道2022-03-01；听雨街道2022年9月1日")[1]
        ('听雨街道', datetime.date(2022, 9, 1))
    """
    parts = [part.strip() for part in re.split(r"[;；,，、\n]+", value or "") if part.strip()]
    return tuple(_start(part) for part in parts)


def _start(part: str) -> tuple[str, date]:
    found = re.fullmatch(r"(?P<unit>.*?)[\s:：（(自从]*(?P<day>\d{4}[-/年.].*?|\d{8})[）)起]*", part)
    if found is None:
        raise Refused("ledger.no_start", text=part)
    return found["unit"], parse_day(found["day"].replace(".", "-"))


def starts_text(starts: tuple[tuple[str, date], ...]) -> str:
    """The same as text, as a ledger keeps and prints it.

    Example:
        >>> starts_text(starts_in("春晓街道:2022/3/1"))
        '春晓街道2022-03-01'
    """
    return "；".join(f"{unit}{day.isoformat()}" for unit, day in starts)
