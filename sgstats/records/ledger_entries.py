"""What a sheet of a rectification ledger tells, before it is known which items of a ledger that is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import normalise
from sgstats.records.ledger_text import alike

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgstats.records.ledger_items import Part

SCHEMA = {
    "_row": pl.Int64, "entry": pl.Int64, "part": pl.String, "unit": pl.String, "code": pl.String,
    "numbered": pl.Boolean, "exact": pl.Boolean, "of": pl.Int64, "issues": pl.String, "field": pl.String,
    "value": pl.String,
}  # fmt: skip
"""One row per fact: the sheet row it came from, the thing told of, and a field of it with its value."""

LONGEST_CODE = 30
"""What is longer is no number of a problem, but the problem."""

_CODE = re.compile(r"(?:第|问题|编号|措施|no\.?|№)*([^\s第号条项]+?)(?:\.0+)?(?:号|条|项)?", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Entry:
    """One thing a sheet tells of.

    Attributes:
        place: Its place among those of the sheet, from 0.
        part: What it is.
        row: Sheet row where it is first told.
        unit: The unit whose it is.
        code: The number the sheet gives it.
        numbered: Whether that is a number of problems rather than of rows.
        exact: Whether the number is a whole id of the ledger that the sheet was exported from.
        of: The problem it is a part of.
        issues: The problems a measure is for.
        facts: Fields, with the row each was told in.
    """

    place: int
    part: Part
    row: int
    unit: str | None = None
    code: str | None = None
    numbered: bool = False
    exact: bool = False
    of: int | None = None
    issues: list[int] = field(default_factory=list)
    facts: dict[str, tuple[int, str]] = field(default_factory=dict)

    def tell(self, name: str, value: str | None, *, row: int) -> bool:
        """Note a fact; what is told already stays. Returns whether it contradicts."""
        if value is None:
            return False
        known = self.facts.setdefault(name, (row, value))[1]
        return alike(known) != alike(value)

    def value(self, name: str) -> str | None:
        """What is told of a field."""
        return self.facts.get(name, (0, None))[1]


def frame(entries: Iterable[Entry], *, rows: Iterable[tuple[int, int]]) -> pl.DataFrame:
    """Entries as rows.

    Args:
        entries: The entries.
        rows: Every sheet row that was taken in, with the place of an entry it speaks of; a row that
            only repeats what others say is taken in all the same.

    Returns:
        One row per fact, and one without a field per sheet row and per entry.
    """
    every = {one.place: one for one in entries}
    facts = [
        (row, one.place, one, name, value)
        for one in every.values()
        for name, (row, value) in [("", (one.row, "")), *one.facts.items()]
    ]
    facts += [(row, place, every[place], "", "") for row, place in rows]
    return pl.DataFrame([_line(*one) for one in facts], schema=SCHEMA, orient="row").unique(
        maintain_order=True
    )


def _line(row: int, place: int, one: Entry, name: str, value: str) -> tuple[object, ...]:
    issues = ",".join(map(str, one.issues)) or None
    return row, place, one.part, one.unit, one.code, one.numbered, one.exact, one.of, issues, name, value


def entries_of(rows: pl.DataFrame) -> list[Entry]:
    """The entries that rows stand for, in their order; each fact with its row."""
    found: dict[int, Entry] = {}
    for line in rows.iter_rows(named=True):
        one = found.get(line["entry"])
        if one is None:
            one = found[line["entry"]] = Entry(
                place=line["entry"],
                part=line["part"],
                row=line["_row"],
                unit=line["unit"],
                code=line["code"],
                numbered=line["numbered"],
                exact=line["exact"],
                of=line["of"],
                issues=[int(place) for place in (line["issues"] or "").split(",") if place],
            )
        if line["field"]:
            one.facts[line["field"]] = (line["_row"], line["value"])
    return [found[place] for place in sorted(found)]


def code_in(text: str | None, *, letter: str = "P") -> str | None:
    """The number of a problem or a measure as ids hold it: without the words around it.

    A whole id stays as it is.

    Example:
        >>> code_in("5.0"), code_in("问题五"), code_in("P5"), code_in("2023-07"), code_in("幸福社区/P5")
        ('5', '5', '5', '2023.07', '幸福社区/P5')
    """
    plain = normalise(text or "")
    if "/" in plain:
        return plain
    found = _CODE.fullmatch(plain)
    if found is None:
        return None
    bare = re.sub(rf"^{letter}(?=\d)", "", found[1], flags=re.IGNORECASE)
    if len(bare) > LONGEST_CODE:
        return None
    return _arabic(bare) or re.sub(r"[-,，、;；_]+", ".", bare)


def _arabic(text: str) -> str | None:
    """A Chinese numeral in digits."""
    if not re.fullmatch("[一二三四五六七八九十]{1,3}", text):
        return None
    import cn2an

    return str(cn2an.cn2an(text, "smart"))


def united(sheets: list[pl.DataFrame]) -> list[pl.DataFrame]:
    """The sheets of one file, with the unit of each problem that a sheet names by its number only.

    Records of work give a number; the unit stands in the list of problems beside them. A number that
    problems of several units have is left as it is.

    Args:
        sheets: Rows of every sheet, as ``SCHEMA`` says.
    """
    listed = [one for rows in sheets for one in entries_of(rows) if one.part == "issue" and one.value("text")]
    units: dict[str | None, set[str | None]] = {}
    for one in listed:
        units.setdefault(one.code, set()).add(one.unit)
    sole = {code: next(iter(of)) for code, of in units.items() if len(of) == 1}
    return [_with_units(rows, sole) for rows in sheets]


def _with_units(rows: pl.DataFrame, units: dict[str | None, str | None]) -> pl.DataFrame:
    named = {
        one.place: units[one.code]
        for one in entries_of(rows)
        if one.part == "issue" and not one.exact and one.value("text") is None and one.code in units
    }
    if not named:
        return rows
    place = pl.coalesce("of", "entry")
    known = place.replace_strict(list(named), list(named.values()), default=None, return_dtype=pl.String)
    return rows.with_columns(pl.when(place.is_in(list(named))).then(known).otherwise("unit").alias("unit"))
