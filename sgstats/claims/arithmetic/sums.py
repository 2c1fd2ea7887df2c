"""Parts against wholes, down the rows and across the columns of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from sgstats.claims.arithmetic.figure import Figure
from sgstats.claims.arithmetic.flows import flow_columns
from sgstats.claims.arithmetic.kinds import EVERYBODY
from sgstats.claims.arithmetic.relation import Form, Relation
from sgstats.claims.arithmetic.segments import across
from sgstats.claims.arithmetic.sheet import Head, Sheet
from sgstats.claims.arithmetic.wholes import HALF, Lines, Whole, wholes
from sgstats.claims.arithmetic.words import pattern
from sgstats.fields import normalise
from sgstats.messages import listed, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Summing:
    """How a table adds up: by rows, and by columns, places counted among its rows and columns."""

    down: tuple[Whole, ...]
    across: tuple[Whole, ...]


def summing(sheet: Sheet) -> Summing:
    """Which rows and which columns of a table are sums of others.

    Args:
        sheet: The table.
    """
    counted = [column for column in sheet.columns if column.additive and not _shares(sheet, column)]
    rows = [row for row in sheet.rows if row.additive]
    down = _placed(wholes(Lines(rows, counted, sheet.at)), rows, sheet.rows) if counted else ()
    moves = flow_columns(sheet)
    beside = [column for column in counted if column.number not in moves]
    sideways = Lines(beside, rows, lambda column, row: sheet.at(row, column))
    return Summing(down=down, across=_placed(across(sideways), beside, sheet.columns))


def sums(sheet: Sheet, how: Summing) -> Iterator[Relation]:
    """Every total of a table against its parts, wherever both are printed.

    Args:
        sheet: The table.
        how: What adds up to what.
    """
    for whole in how.down:
        counted = [column for column in sheet.columns if column.additive]
        relations = list(_lines(sheet, whole, sheet.rows, counted, turned=False))
        yield from relations if whole.left_out else _hiding(relations)
    for whole in how.across:
        rows = [row for row in sheet.rows if row.additive]
        yield from _lines(sheet, whole, sheet.columns, rows, turned=True)


def _hiding(relations: list[Relation]) -> list[Relation]:
    """The same, where most totals of a row hold more than their rows, as totals with unseen rows."""
    less = [
        one for one in relations if not one.holds and one.result.value > sum(part.value for part in one.added)
    ]
    if len(less) < 2 or 2 * len(less) <= len(relations):
        return relations
    return [replace(one, check="hidden_rows") if one in less else one for one in relations]


def inner(sheet: Sheet) -> Iterator[Relation]:
    """Rows that say 其中 against the row they are part of: never more than it.

    Args:
        sheet: The table.
    """
    outer: Head | None = None
    for row in sheet.rows:
        if row.role != "of_which":
            outer = row if row.additive else None
            continue
        for column in sheet.columns:
            part, whole = sheet.at(row, column), outer and sheet.at(outer, column)
            if part and whole and column.additive and not part.percent:
                line = sheet.line(row, across=True)
                yield Relation(
                    check="part_within_whole", line=line, result=part, added=(whole,), form="at_most"
                )


def everybody(sheet: Sheet) -> Iterator[Relation]:
    """Rows 其中男, 其中女 that leave nobody out against the row above them.

    Args:
        sheet: The table, whose rows may name the measures.
    """
    for heads, crossing, turned in ((sheet.rows, sheet.columns, False), (sheet.columns, sheet.rows, True)):
        for place, head in enumerate(heads[:-2]):
            pair = heads[place + 1 : place + 3]
            if head.role == "of_which" or {_of_which(one) for one in pair} not in EVERYBODY:
                continue
            whole = Whole(total=place, parts=(place + 1, place + 2))
            additive = [one for one in crossing if one.additive]
            yield from _lines(sheet, whole, heads, additive, turned=turned)


def _of_which(head: Head) -> str:
    """What a row that says 其中 is called without it; nothing for other rows."""
    name = normalise(head.own)
    bare = pattern("of_which").sub("", name)
    return "" if bare == name else re.sub(r"(?:\(人\)|人数?)$", "", bare.lstrip(":："))


def _lines(
    sheet: Sheet, whole: Whole, heads: tuple[Head, ...], crossing: list[Head], *, turned: bool
) -> Iterator[Relation]:
    def at(head: Head, other: Head) -> Figure | None:
        return sheet.at(other, head) if turned else sheet.at(head, other)

    def hides(head: Head, other: Head) -> bool:
        return sheet.unreadable(other, head) if turned else sheet.unreadable(head, other)

    total, parts = heads[whole.total], [heads[part] for part in whole.parts]
    note = _note(whole, heads)
    for other in crossing:
        result = at(total, other)
        added = tuple(one for part in parts if (one := at(part, other)))
        if result and added and not result.percent:
            line = sheet.line(total, across=not turned)
            form: Form = "at_least" if any(hides(part, other) for part in parts) else "sum"
            yield Relation(
                check="parts_and_whole", line=line, result=result, added=added, form=form, note=note
            )


def _note(whole: Whole, heads: tuple[Head, ...]) -> str:
    """What was not added because it is part of another part."""
    names = [heads[place].own for place in whole.left_out]
    return say("arithmetic.left_out", lines=listed(names[:6])) if names else ""


def _placed(found: tuple[Whole, ...], some: list[Head], everything: tuple[Head, ...]) -> tuple[Whole, ...]:
    """Places among some heads as places among all."""
    place = {head.number: index for index, head in enumerate(everything)}

    def placed(at: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(place[some[one].number] for one in at)

    return tuple(
        Whole(
            total=placed((whole.total,))[0],
            parts=placed(whole.parts),
            left_out=placed(whole.left_out),
            told=whole.told,
        )
        for whole in found
    )


def _shares(sheet: Sheet, column: Head) -> bool:
    """Whether most numbers of a column are printed with a percent sign."""
    ones = [one for row in sheet.rows if (one := sheet.at(row, column))]
    return Fraction(sum(one.percent for one in ones), max(len(ones), 1)) > HALF
