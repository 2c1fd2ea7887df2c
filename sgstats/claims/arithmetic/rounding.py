"""Numbers under a title that says they were rounded: shares, rates, means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from sgstats.claims.arithmetic.figure import Figure, last_digit
from sgstats.claims.arithmetic.sheet import Head, Sheet
from sgstats.claims.arithmetic.words import says
from sgstats.fields import normalise

CALCULATED = ("share", "rate", "mean")
HUNDRED = Fraction(100)


def as_meant(sheet: Sheet) -> Sheet:
    """The table with calculated numbers told apart from counted ones.

    A whole number under 占比 or 平均 was rounded, while under 人数 it is exact. Shares kept as
    fractions of one, as spreadsheets do, become percentages.

    Args:
        sheet: The table.
    """
    figures = dict(sheet.figures)
    for head, places in (*_lines(sheet, sheet.columns, 1), *_lines(sheet, sheet.rows, 0)):
        ones = [figures[place] for place in places]
        factor = HUNDRED if _in_percent(head) and _fractions(ones) else Fraction(1)
        figures |= {place: _rounded(figures[place], factor) for place in places}
    figures |= _with_decimals(figures)
    return replace(sheet, figures=figures)


def _with_decimals(figures: dict[tuple[int, int], Figure]) -> dict[tuple[int, int], Figure]:
    """The numbers such as 14.0 of columns where others have decimals: those were rounded too."""
    columns = {column for (_, column), one in figures.items() if one.rounded and one.step < 1}
    zeros = {
        place: one
        for place, one in figures.items()
        if place[1] in columns and not one.rounded and last_digit(one.text) < 1
    }
    return {place: _rounded(one, Fraction(1)) for place, one in zeros.items()}


def _lines(sheet: Sheet, heads: Sequence[Head], side: int) -> list[tuple[Head, list[tuple[int, int]]]]:
    """The lines that hold calculated numbers, with the places of those."""
    wanted = {head.number: head for head in heads if any(says(name, head.own) for name in CALCULATED)}
    places: dict[int, list[tuple[int, int]]] = {number: [] for number in wanted}
    for place in sheet.figures:
        if place[side] in wanted:
            places[place[side]].append(place)
    return [(wanted[number], found) for number, found in places.items()]


def _in_percent(head: Head) -> bool:
    """Whether a line holds shares, or a rate that is no number of percent already."""
    return says("share", head.label) or (says("percent_rate", head.own) and "%" not in normalise(head.label))


def _fractions(ones: Sequence[Figure]) -> bool:
    between = all(0 <= one.value <= 1 and not one.percent for one in ones)
    return between and any(one.rounded for one in ones)


def _rounded(one: Figure, factor: Fraction) -> Figure:
    if factor == 1:
        return replace(one, rounded=True, step=min(one.step, last_digit(one.text)))
    # A bare 0 or 1 among fractions is as exact as its neighbours make it.
    step = Fraction(1, 10_000) if not one.rounded else one.step
    return replace(one.scaled(factor), step=step * factor, percent=True, rounded=True)
