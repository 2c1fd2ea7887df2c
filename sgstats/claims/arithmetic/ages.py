"""Ages of a list of people against their birth dates, on the day the list says it speaks of.

A birth date or a name is never repeated: only the cell is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from sgstats.claims.arithmetic.figure import figure
from sgstats.claims.arithmetic.sheet import address
from sgstats.claims.arithmetic.words import says
from sgstats.claims.claim import Breach, Outcome
from sgstats.fields import normalise
from sgstats.messages import say
from sgstats.sources.document import Document, PrintedTable

_DAY = r"(?P<year>(?:19|20)\d\d)[年./-](?P<month>\d{1,2})(?:[月./-](?P<day>\d{1,2})?日?)?"
_ON = re.compile(
    rf"(?:统计时[点间]|统计日期|截[至止]|基准日|计算日期|年龄计算[至到])(?:日期|时间)?[:为到至]?{_DAY}"
)
_BIRTH = re.compile(rf"^{_DAY}$|^(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)?$")
Known = tuple[int, int, int | None]
"""Year, month and, where it is printed, day."""


def ages(table: PrintedTable, document: Document) -> Iterator[Breach]:
    """Every printed age against the birth date of its row.

    A birth known to the month only allows both ages in that month. Without a day to count at, nothing
    can be said, and that is said.

    Args:
        table: A list of people.
        document: Where the day may stand if the table does not say it.
    """
    rows = _rows(table)
    columns = _columns(rows)
    if columns is None:
        return
    top, birth, age = columns
    on = day_of(table, document)
    if on is None:
        cells = (address(table.name, top, age),)
        yield _told("untestable", cells, ("", ""), say("arithmetic.age_no_day", cell=cells[0]))
        return
    yield from _against(
        table.name, {row: cells for row, cells in rows.items() if row > top}, (birth, age), on
    )


def day_of(table: PrintedTable, document: Document) -> date | None:
    """The day a list speaks of: in its title or notes, else in the text."""
    return _day_in([table.title or "", *(cell.text for cell in table.cells)]) or day_in_text(document)


def day_in_text(document: Document) -> date | None:
    """The day a text says it speaks of (截至2025年12月31日); None where it says none."""
    return _day_in(paragraph.text for paragraph in document.paragraphs)


def _day_in(texts: Iterable[str]) -> date | None:
    for text in texts:
        found = _ON.search(normalise(text))
        if found:
            return _last_day(int(found["year"]), int(found["month"]), int(found["day"] or 0))
    return None


def _against(
    name: str, rows: dict[int, dict[int, str]], columns: tuple[int, int], on: date
) -> Iterator[Breach]:
    birth, age = columns
    agreeing = 0
    for row, cells in rows.items():
        printed, born = figure(cells.get(age, ""), at=""), _born(cells.get(birth, ""))
        if printed is None or born is None:
            continue
        low, high = full_years(born, on)
        if low <= printed.value <= high:
            agreeing += 1
            continue
        yield mismatch(cells[age], (low, high), (address(name, row, age), address(name, row, birth)), on=on)
    if agreeing:
        yield agreed(name, agreeing, on=on)


def mismatch(printed: str, years: tuple[int, int], places: tuple[str, ...], *, on: date) -> Breach:
    """An age that its birth date does not give.

    Args:
        printed: The age.
        years: The fewest and the most full years.
        places: Where the age stands, and where the birth date does.
        on: The day it is counted at.
    """
    low, high = years
    expected = str(low) if low == high else f"{low}–{high}"
    words = {"cell": places[0], "birth": places[-1], "printed": printed, "expected": expected}
    reason = say("arithmetic.age", day=on.isoformat(), **words)
    return _told("contradicted", tuple(dict.fromkeys(places)), (printed, expected), reason)


def agreed(place: str, count: int, *, on: date) -> Breach:
    """So many ages that are those of their birth dates."""
    reason = say("arithmetic.age_agrees", count=count, day=on.isoformat(), table=place)
    return _told("consistent", (place,), ("", ""), reason)


def _told(outcome: Outcome, cells: tuple[str, ...], numbers: tuple[str, str], reason: str) -> Breach:
    printed, expected = numbers
    mend = say("arithmetic.mend_age", cells="、".join(cells)) if outcome == "contradicted" else ""
    return Breach(
        check="age",
        quote=printed,
        cells=cells,
        printed=printed,
        expected=expected,
        outcome=outcome,
        reason=reason,
        mend=mend,
    )


def _rows(table: PrintedTable) -> dict[int, dict[int, str]]:
    rows: dict[int, dict[int, str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell.text
    return rows


def _columns(rows: dict[int, dict[int, str]]) -> tuple[int, int, int] | None:
    """The header row, the column of birth dates and the column of ages."""
    for row, cells in rows.items():
        births = [column for column, text in cells.items() if says("birth", text)]
        printed = [column for column, text in cells.items() if says("age", text)]
        if births and printed:
            return row, births[0], printed[0]
    return None


def _born(text: str) -> Known | None:
    found = _BIRTH.match(normalise(text).split("T")[0])
    if not found:
        return None
    year, month, day = (found["year"] or found["y"], found["month"] or found["m"], found["day"] or found["d"])
    return (int(year), int(month), int(day) if day else None) if 1 <= int(month) <= 12 else None


def full_years(born: Known, on: date) -> tuple[int, int]:
    """Full years on a day: the fewest and the most that the birth date allows.

    Example:
        >>> full_years((1985, 3, None), date(2023, 12, 31)), full_years((1985, 12, None), date(2023, 12, 31))
        ((38, 38), (37, 38))
    """
    year, month, day = born
    years = on.year - year
    if day is None and month == on.month:
        return years - 1, years
    reached = (on.month, on.day) >= (month, day or 1)
    return (years, years) if reached else (years - 1, years - 1)


def _last_day(year: int, month: int, day: int) -> date | None:
    """A day, or the last of its month where none is said."""
    if not 1 <= month <= 12:
        return None
    last = date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
    end = date.fromordinal(last)
    return date(year, month, day) if 1 <= day <= end.day else end
