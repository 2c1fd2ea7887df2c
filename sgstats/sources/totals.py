"""The totals a file states about itself, and which rows each of them covers.

In a total row the count of people is the number in the label itself (合计：9人), else the
number nearest to the label, right before left, that is a whole number and does not stand
in a column of ages, years, scores or money (there only 3人 counts people, or a small number
alone in a column of dates or codes).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sgstats.fields import field_of_title
from sgstats.sources.grid import letter, number_of
from sgstats.sources.table import Line, PrintedTotal
from sgstats.sources.words import pattern, people_in, plain, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

Rank = Literal["group", "upper", "whole"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """First and last row of the data of a table."""

    first: int
    last: int


@dataclass(slots=True, kw_only=True)
class _Mark:
    """A total row or a section row, in sheet order."""

    row: int
    label: str
    column: str
    people: int | None
    section: bool
    rank: Rank = "group"
    above: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The totals printed in rows of their own, and the total rows that state no number of people."""

    totals: list[PrintedTotal]
    silent: list[int]


def printed_totals(marked: pl.DataFrame, *, titles: dict[str, str], span: Span, data: pl.Series) -> Printed:
    """The totals printed in rows of their own.

    Args:
        marked: One row per total or section row: ``_row``, ``_class`` and the cells.
        titles: Title by column name.
        span: The rows of the table.
        data: Row numbers of the data rows, ascending.
    """
    marks = [_mark(row, titles) for row in marked.iter_rows(named=True)]
    _rank(marks, data=data)
    return Printed(
        totals=[_covering(mark, marks, span) for mark in marks if mark.people is not None],
        silent=[mark.row for mark in marks if mark.people is None and not mark.section],
    )


def stated_totals(lines: Iterable[Line], *, span: Span) -> list[PrintedTotal]:
    """The totals stated in titles and notes; they cover the whole table."""
    found = [(line, pattern("stated").search(plain(line.text))) for line in lines]
    return [
        PrintedTotal(
            row=line.row,
            column=line.column or "A",
            label=match.group(0),
            people=int(match.group("counted") or match.group("bare")),
            first_row=span.first,
            last_row=span.last,
        )
        for line, match in found
        if match
    ]


def _mark(row: dict[str, str], titles: dict[str, str]) -> _Mark:
    section = row["_class"] == "section_row"
    filled = [(name, row[name]) for name in titles if row[name]]
    wanted = pattern("section" if section else "total")
    place = next(at for at, (_, text) in enumerate(filled) if wanted.search(plain(text)))
    name, people = _people(filled, place, titles)
    label = plain(filled[place][1])
    return _Mark(
        row=int(row["_row"]), label=label, column=letter(number_of(name)), people=people, section=section
    )


def _people(filled: list[tuple[str, str]], place: int, titles: dict[str, str]) -> tuple[str, int | None]:
    name, text = filled[place]
    within = people_in(text, "people_after_word", "people_in_label")
    if within is not None:
        return name, within
    here = number_of(name)
    near = sorted(filled, key=lambda cell: (abs(number_of(cell[0]) - here), number_of(cell[0]) < here))
    counts = [(other, count, value) for other, value in near if (count := people_in(value)) is not None]
    for other, count, value in counts:
        if _may_count_people(titles[other]) or pattern("unit_of_people").search(plain(value)):
            return other, count
    last = [(other, count) for other, count, value in counts if _is_small(titles[other], value, count)]
    return last[0] if len(last) == 1 else (name, None)


def _is_small(title: str, value: str, count: int) -> bool:
    """Whether a number may count people although its column holds dates or codes."""
    return (
        field_of_title(title) in words()["small_count_fields"]
        and count <= words()["small_count_most"]
        and not pattern("year_like").search(plain(value))
    )


def _may_count_people(title: str) -> bool:
    return (field_of_title(title) not in words()["not_people_fields"] if title else True) and not pattern(
        "not_people_words"
    ).search(title)


def _rank(marks: list[_Mark], *, data: pl.Series) -> None:
    """How far each total reaches: its group, the groups since the total of its own level, or all."""
    totals = [mark for mark in marks if not mark.section]
    for place, mark in enumerate(totals):
        mark.rank = _rank_of(mark, totals[:place], last=mark is totals[-1], data=data)
    groups = [mark for mark in totals if mark.rank == "group"]
    if groups and groups[0].people and not _stands_below(groups[0], marks, data):
        for mark in groups:
            mark.above = True


def _rank_of(mark: _Mark, earlier: list[_Mark], *, last: bool, data: pl.Series) -> Rank:
    """The last total is that of all, unless its word closed single groups before."""
    grouped = any(pattern("subtotal").search(one.label) for one in earlier)
    if pattern("subtotal").search(mark.label):
        return "group"
    if not last:
        alone = not earlier and not _stands_below(mark, [], data)
        return "whole" if alone else "upper" if grouped else "group"
    again = any(one.label == mark.label and one.rank == "group" for one in earlier)
    return "group" if again and _stands_below(mark, earlier, data) else "whole"


def _stands_below(mark: _Mark, marks: list[_Mark], data: pl.Series) -> bool:
    """Whether people stand between a total and the mark above it."""
    above = max((one.row for one in marks if one.row < mark.row), default=0)
    return bool(data.is_between(above, mark.row).any())


def _covering(mark: _Mark, marks: list[_Mark], span: Span) -> PrintedTotal:
    first, last = _reach(mark, marks, span)
    return PrintedTotal(
        row=mark.row,
        column=mark.column,
        label=mark.label,
        people=mark.people or 0,
        first_row=first,
        last_row=last,
    )


def _reach(mark: _Mark, marks: list[_Mark], span: Span) -> tuple[int, int]:
    if mark.rank == "whole" and not mark.section:
        return span.first, span.last
    if pattern("running").search(mark.label):
        return span.first, mark.row - 1
    if mark.section or mark.above:
        following = [one.row for one in marks if one.row > mark.row]
        return mark.row + 1, min(following, default=span.last + 1) - 1
    stops = [one.row for one in marks if one.row < mark.row and _stops(one, mark)]
    return max(stops, default=span.first - 1) + 1, mark.row - 1


def _stops(earlier: _Mark, mark: _Mark) -> bool:
    return mark.rank == "group" or (not earlier.section and earlier.rank != "group")
