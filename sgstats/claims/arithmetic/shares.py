"""Percentages of a table against the counts beside them, and their sum against 100."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from sgstats.claims.arithmetic.figure import Figure
from sgstats.claims.arithmetic.kinds import kinds
from sgstats.claims.arithmetic.relation import Relation
from sgstats.claims.arithmetic.sheet import Head, Sheet
from sgstats.claims.arithmetic.sums import Summing
from sgstats.claims.arithmetic.wholes import HALF
from sgstats.claims.arithmetic.words import names, says
from sgstats.fields import normalise

HUNDRED = Fraction(100)
NEAR_HUNDRED = 5
"""Percentages whose sum is further from 100 than this many points are not meant to make it up."""

_STEM = re.compile(r"(?:所占|占|比例|比重|比率|百分[比率]|率|份额|\(|%).*$")
_STATED = re.compile(r"(?:共计?有?|总计|合计|总数|总人数|[nN][=:])[为:]?(\d{1,7})(?=[人名位]|[,;、)。]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way a column of percentages may be meant.

    Attributes:
        relations: The percentages against counts.
        named: Whether the column's own title names its count.
        of_column: Whether the base is the total of a column, so that the parts make up 100.
        part: The column of counts.
    """

    relations: tuple[Relation, ...]
    named: bool
    of_column: bool
    part: Head | None

    @property
    def agreeing(self) -> Fraction:
        """How many of its percentages agree, as a share."""
        return Fraction(sum(one.holds for one in self.relations), max(len(self.relations), 1))


def shares(sheet: Sheet, how: Summing) -> Iterator[Relation]:
    """Every percentage of a table against its own counts, and the sums of those that make up a whole.

    A column's base may be the total below it or the total beside it: the reading that most of its
    rows agree with is taken. Where not half of them do, and the title does not name the count, the
    base is not known and nothing is said of it here.

    Args:
        sheet: The table.
        how: What adds up to what.
    """
    for column in share_columns(sheet):
        best = reading_of(sheet, how, column)
        if best:
            yield from best.relations
        if best is None or best.of_column:
            yield from _hundred(sheet, how, column, best)


def share_columns(sheet: Sheet) -> list[Head]:
    """The columns that print shares; rates with a formula of their own are not among them."""
    rates = [f"rates.{name}" for name in names("rates")]
    return [
        column
        for column in sheet.columns
        if _prints_shares(sheet, column) and not any(says(rate, column.label) for rate in rates)
    ]


def reading_of(sheet: Sheet, how: Summing, column: Head) -> Reading | None:
    """What a column of percentages is of; None where its numbers do not show it."""
    readings = [one for one in _readings(sheet, how, column) if one.relations]
    best = max(readings, key=lambda one: (one.agreeing, one.named), default=None)
    sure = best and (best.agreeing >= HALF or (best.named and len({one.of_column for one in readings}) == 1))
    return best if sure else None


def _readings(sheet: Sheet, how: Summing, column: Head) -> Iterator[Reading]:
    place = sheet.columns.index(column)
    for part, named in _counts(sheet, place):
        for of_column, bases in _bases(sheet, how, part):
            relations = _against(sheet, column, part, bases)
            yield Reading(relations=tuple(relations), named=named, of_column=of_column, part=part)


def _against(sheet: Sheet, column: Head, part: Head, bases: dict[int, Figure]) -> Iterator[Relation]:
    for row in sheet.rows:
        share, count, base = sheet.at(row, column), sheet.at(row, part), bases.get(row.number)
        if share and count and base and base.value:
            line = sheet.line(column, across=False)
            yield Relation(
                check="percent_of_counts",
                line=line,
                result=share,
                added=(count,),
                taken=(base,),
                form="quotient",
                scale=HUNDRED,
            )


def _counts(sheet: Sheet, place: int) -> Iterator[tuple[Head, bool]]:
    """The columns a percentage may count: the one its title names, else the nearest one before it."""
    column = sheet.columns[place]
    counted = [one for one in sheet.columns if one.additive]
    stem = _stem(column.own)
    named = [one for one in counted if stem and _stem_of_count(one.own) == stem]
    yield from ((one, True) for one in named[:1])
    before = [one for one in counted if one.number < column.number]
    beside = [one for one in before if column.group and one.group == column.group]
    if not named and before:
        yield (beside or before)[-1], bool(beside)


def _bases(sheet: Sheet, how: Summing, part: Head) -> Iterator[tuple[bool, dict[int, Figure]]]:
    """For every row the number its percentage may be of: below it, beside it, or stated above."""
    rows = sheet.rows
    down = {
        rows[place].number: base
        for whole in how.down
        if (base := sheet.at(rows[whole.total], part))
        for place in (*whole.parts, *whole.left_out, whole.total)
    }
    if down:
        yield True, {row.number: down.get(row.number, list(down.values())[-1]) for row in rows}
    for total in sheet.columns:
        if total is not part and total.role in {"strict", "loose"} and total.additive:
            yield False, {row.number: base for row in rows if (base := sheet.at(row, total))}
    if says("grade", part.own):
        for total in [one for one in sheet.columns if one.additive and says("counts.appraised", one.own)]:
            yield False, {row.number: base for row in rows if (base := sheet.at(row, total))}
    stated = _STATED.search(normalise(sheet.title))
    if stated and not down:
        base = Figure(at=sheet.name, text=stated[1], value=Fraction(stated[1]), fixed=True)
        yield True, {row.number: base for row in rows}


def _hundred(sheet: Sheet, how: Summing, column: Head, best: Reading | None) -> Iterator[Relation]:
    """The percentages of all parts against 100, where they are near it."""
    if not says("share", column.label):
        return
    parts = [row for row in sheet.rows if row.role == "part"]
    mixed = kinds(parts, range(len(parts)))
    groups = (
        [[parts[place] for place in places] for places in mixed]
        or [[sheet.rows[place] for place in whole.parts] for whole in how.down[-1:]]
        or [parts]
    )
    for group in groups:
        added = tuple(one for row in group if (one := sheet.at(row, column)))
        sum_of_all = sum(one.value for one in added)
        near = abs(sum_of_all - HUNDRED) <= NEAR_HUNDRED
        if len(added) > 1 and (near or (best and best.of_column and not mixed)):
            result = Figure(at="", text="100%", value=HUNDRED, percent=True, fixed=True)
            line = sheet.line(column, across=False)
            yield Relation(check="percents_sum", line=line, result=result, added=added)


def _prints_shares(sheet: Sheet, column: Head) -> bool:
    ones = [one for row in sheet.rows if (one := sheet.at(row, column))]
    signs = sum(one.percent for one in ones)
    return says("share", column.label) or "率" in column.own or 2 * signs > len(ones)


def _stem(title: str) -> str:
    return _STEM.sub("", normalise(title))


def _stem_of_count(title: str) -> str:
    return re.sub(r"(?:人数|数|人|\(.*\))+$", "", normalise(title)) or normalise(title)
