"""What no row may break: parts within their base, means between their ends, caps, differences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from sgstats.claims.arithmetic.rates import count_columns
from sgstats.claims.arithmetic.relation import Form, Relation
from sgstats.claims.arithmetic.sheet import Head, Sheet
from sgstats.claims.arithmetic.words import says

EXCELLENT_CAP = Fraction(1, 5)
"""At most 20 % of those appraised in a community may be 优秀, in whole people (EAST art. 12)."""


def row_limits(sheet: Sheet) -> Iterator[Relation]:
    """All limits of single rows.

    Args:
        sheet: The table.
    """
    for check in (_within_base, _mean_between, _difference, _cap):
        yield from check(sheet)


def _within_base(sheet: Sheet) -> Iterator[Relation]:
    """Counts of people are never more than the total beside them, where most rows have it so."""
    total = next((one for one in sheet.columns if one.role in {"strict", "loose"} and not one.group), None)
    if total is None:
        return
    for column in sheet.columns:
        if column is not total and column.additive and not says("not_people", column.label):
            relations = list(_each(sheet, column, total, _Limit("count_within_base", "at_most")))
            if 2 * sum(one.holds for one in relations) > len(relations):
                yield from relations


def _mean_between(sheet: Sheet) -> Iterator[Relation]:
    """A mean is at least the lowest and at most the highest value printed with it."""
    mean, low, high = (
        next((column for column in sheet.columns if says(name, column.own)), None)
        for name in ("mean", "lowest", "highest")
    )
    if mean and low:
        yield from _each(sheet, mean, low, _Limit("mean_between", "at_least"))
    if mean and high:
        yield from _each(sheet, mean, high, _Limit("mean_between", "at_most"))


def _difference(sheet: Sheet) -> Iterator[Relation]:
    """A change is this year's number less last year's."""
    change = next((column for column in sheet.columns if says("difference", column.own)), None)
    counts = count_columns(sheet)
    if not change or not {"this_year", "last_year"} <= counts.keys():
        return
    for row in sheet.rows:
        printed, now, before = (
            sheet.at(row, column) for column in (change, counts["this_year"], counts["last_year"])
        )
        if printed and now and before and row.additive:
            line = sheet.line(change, across=False)
            yield Relation(check="difference", line=line, result=printed, added=(now,), taken=(before,))


def _cap(sheet: Sheet) -> Iterator[Relation]:
    """Of those appraised at most a fifth are 优秀, rounded down to whole people."""
    counts = count_columns(sheet)
    base = counts.get("appraised") or counts.get("people")
    if "excellent" in counts and base:
        yield from _each(sheet, counts["excellent"], base, _Limit("excellent_cap", "at_most", EXCELLENT_CAP))


@dataclass(frozen=True, slots=True)
class _Limit:
    check: str
    form: Form
    scale: Fraction = Fraction(1)


def _each(sheet: Sheet, column: Head, limit: Head, kind: _Limit) -> Iterator[Relation]:
    for row in sheet.rows:
        one, other = sheet.at(row, column), sheet.at(row, limit)
        if one and other and not one.percent:
            yield Relation(
                check=kind.check,
                line=sheet.line(column, across=False),
                result=one,
                added=(other,),
                form=kind.form,
                scale=kind.scale,
            )
