"""MATCH what a sheet tells to the items a ledger has: the same item is told anew, nothing is doubled."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from sgstats.records.ledger_entries import entries_of
from sgstats.records.ledger_items import LETTERS, issues_in, item_of, prefix
from sgstats.records.ledger_text import alike

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from sgstats.records.ledger_entries import Entry
    from sgstats.records.ledger_items import Part

Standing = dict[str, dict[str, str]]
"""Every item of a ledger with its fields, in the order of their entering."""

SIMILAR = 0.6
"""How much two texts must have in common to be one that was reworded (0 to 1)."""

SAID: dict[str, tuple[str, ...]] = {
    "review": ("result", "on"),
    "record": ("text", "on"),
    "refusal": ("text", "on"),
}
"""What tells two parts of a problem apart; for the others it is their text."""


@dataclass(slots=True, kw_only=True)
class Matched:
    """What a sheet changes in a ledger.

    Attributes:
        changes: Sheet row, item, field and value, in order; only what differs from what stands.
        same: How many facts stand already.
        unknown: Rows that speak of a problem the ledger does not have.
        renumbered: Row, number and new id of problems whose row number is another's.
    """

    changes: list[tuple[int, str, str, str]] = field(default_factory=list)
    same: int = 0
    unknown: list[int] = field(default_factory=list)
    renumbered: list[tuple[int, str, str]] = field(default_factory=list)


def match(rows: pl.DataFrame, *, standing: Mapping[str, Mapping[str, str]]) -> Matched:
    """Say which item each entry of a sheet is, and what it changes.

    A problem is known by its number and unit; where only rows are numbered also by what it says, for
    row numbers begin anew in every list. A measure is known by its number, else by its words; causes,
    evidence, looks and records by what they say. What a sheet does not tell stays as it is.

    Args:
        rows: As ``ledger_entries.SCHEMA`` says.
        standing: The ledger before.

    Example:
        >>> from sgstats.records.ledger_entries import Entry, frame
        >>> told = Entry(place=0, part="issue", row=3, code="5", numbered=True)
        >>> _ = told.tell("text", "缺少文体人才", row=3)
        >>> match(frame([told], rows=[(3, 0)]), standing={}).changes
        [(3, 'P5', 'text', '缺少文体人才')]
    """
    before = {item: dict(values) for item, values in standing.items()}
    matching = _Matching(standing=before, known=_Known(before))
    for one in entries_of(rows):
        matching.take(one)
    matching.link()
    return matching.matched


class _Known:
    """The items of a ledger before a sheet, by what they say and where they belong."""

    def __init__(self, standing: Standing) -> None:
        self.saying: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
        self.of: dict[tuple[str, str], list[str]] = {}
        self.coded: dict[str, list[str]] = {}
        for item, values in standing.items():
            one = item_of(item)
            start = str(one)[: -len(str(one.number or one.code))]
            self.saying.setdefault((one.part, start, _said(one.part, values)), []).append(item)
            self.of.setdefault((one.part, start), []).append(item)
            if one.part == "issue":
                self.coded.setdefault(one.code, []).append(item)


def _said(part: Part, values: Mapping[str, str]) -> tuple[str, ...]:
    """What tells a part of a problem apart from the others of its kind."""
    return tuple(alike(values.get(name, "")) for name in SAID.get(part, ("text",)))


@dataclass(slots=True, kw_only=True)
class _Matching:
    standing: Standing
    known: _Known
    matched: Matched = field(default_factory=Matched)
    items: dict[int, str] = field(default_factory=dict)
    measures: list[tuple[Entry, str]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    last: dict[str, int] = field(default_factory=dict)

    def take(self, one: Entry) -> None:
        item = self._item(one)
        if item is None:
            self.matched.unknown.append(one.row)
            return
        self.items[one.place] = item
        self.taken.add(item)
        if one.part == "measure":
            self.measures.append((one, item))
        for name, (row, value) in one.facts.items():
            self._change(row, item, name, value)

    def _item(self, one: Entry) -> str | None:
        if not one.exact:
            return self._issue(one) if one.part == "issue" else self._other(one)
        only_named = one.part == "issue" and one.value("text") is None
        return None if only_named and one.code not in self.standing else one.code

    def _change(self, row: int, item: str, name: str, value: str) -> None:
        values = self.standing.setdefault(item, {})
        if values.get(name) == value:
            self.matched.same += 1
            return
        values[name] = value
        self.matched.changes.append((row, item, name, value))

    def _issue(self, one: Entry) -> str | None:
        if one.code and "/" in one.code:
            return one.code if item_of(one.code).part == "issue" else None
        start = f"{prefix(one.unit)}P"
        wanted = f"{start}{one.code}"
        if one.value("text") is None:
            return self._named(one, wanted)
        if one.numbered:
            return wanted
        if known := self._saying(one, start):
            return known
        if wanted not in self.standing or wanted in self.taken or self._reworded(one, wanted):
            return wanted if wanted not in self.taken else self._next(start)
        free = self._next(start)
        self.matched.renumbered.append((one.row, one.code or "", free))
        return free

    def _named(self, one: Entry, wanted: str) -> str | None:
        """The problem that a record names by its number; that of a unit where only one unit has it."""
        if wanted in self.standing:
            return wanted
        of_units = self.known.coded.get(one.code or "", [])
        return of_units[0] if one.unit is None and len(of_units) == 1 else None

    def _reworded(self, one: Entry, item: str) -> bool:
        return _similar(one.value("text") or "", self.standing[item].get("text", "")) >= SIMILAR

    def _other(self, one: Entry) -> str | None:
        if one.part == "measure":
            return self._measure(one)
        issue = self.items.get(-1 if one.of is None else one.of)
        if issue is None:
            return None
        letter = next(letter for letter, part in LETTERS.items() if part == one.part)
        start = f"{issue}-{letter}"
        return self._saying(one, start) or self._reworded_part(one, start) or self._next(start)

    def _reworded_part(self, one: Entry, start: str) -> str | None:
        """A cause that a sheet says in other words, where it does not say the old ones too."""
        if one.part != "cause":
            return None
        near = {
            item: _similar(one.value("text") or "", self.standing[item].get("text", ""))
            for item in self.known.of.get((one.part, start), ())
            if item not in self.taken
        }
        best = max(near, key=lambda item: near[item], default=None)
        return best if best and near[best] >= SIMILAR else None

    def _measure(self, one: Entry) -> str:
        start = f"{prefix(one.unit)}M"
        if one.code:
            return one.code if "/" in one.code else f"{start}{one.code}"
        return self._saying(one, start) or self._saying(one, "M") or self._next(start)

    def _saying(self, one: Entry, start: str) -> str | None:
        """An item of the ledger that says the same already."""
        said = _said(one.part, {name: value for name, (_, value) in one.facts.items()})
        found = self.known.saying.get((one.part, start, said), ())
        return next((item for item in found if item not in self.taken), None)

    def _next(self, start: str) -> str:
        """The first id with a number that nobody has."""
        number = self.last.get(start, 0) + 1
        while f"{start}{number}" in self.standing:
            number += 1
        self.last[start] = number
        return f"{start}{number}"

    def link(self) -> None:
        """Say which problems each measure is for: those it was for, and those told now."""
        for one, item in self.measures:
            if one.value("issues") is not None:
                continue
            told = [self.items[place] for place in one.issues if place in self.items]
            known = issues_in(self.standing[item].get("issues"))
            every = list(dict.fromkeys((*known, *told)))
            if every:
                self._change(one.row, item, "issues", ",".join(every))


def _similar(one: str, other: str) -> float:
    return SequenceMatcher(None, alike(one), alike(other), autojunk=False).ratio()
