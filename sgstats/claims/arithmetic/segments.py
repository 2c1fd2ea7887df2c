"""Which columns add up to which: the columns of a group, or a run of columns, to the total column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby

from sgstats.claims.arithmetic.kinds import EVERYBODY
from sgstats.claims.arithmetic.wholes import HALF, Lines, Whole, wholes
from sgstats.claims.arithmetic.words import says
from sgstats.fields import normalise

NEAR = Fraction(1, 5)
"""A total so far from the sum of what stands beside it does not claim to be it."""


def across(columns: Lines) -> tuple[Whole, ...]:
    """Columns that are sums of other columns.

    A group under one title adds up to its own total column, or to the total of the table where half
    of the rows agree (a group need not name everybody). Without groups a run of columns does. Where
    nothing does, a column 合计 is the sum of all columns beside it, if it is near that at all.

    Args:
        columns: The columns that count something.
    """
    if any(head.role == "subtotal" and not head.group for head in columns.heads):
        return wholes(columns)
    totals = [place for place, head in enumerate(columns.heads) if _is_total(head.own) and not head.group]
    found = [whole for group in _groups(columns) for whole in _of_group(columns, group, totals[:1])]
    free = [place for place, head in enumerate(columns.heads) if not head.group and place not in totals]
    return (*found, *_of_run(columns, totals[:1], free, grouped=bool(found)))


def _groups(columns: Lines) -> list[tuple[int, ...]]:
    places = groupby(range(len(columns.heads)), key=lambda place: columns.heads[place].group)
    return [tuple(members) for group, members in places if group]


def _of_group(columns: Lines, group: tuple[int, ...], outer: list[int]) -> Iterator[Whole]:
    own = [place for place in group if _is_total(columns.heads[place].own)]
    parts = tuple(place for place in group if place not in own and columns.heads[place].role == "part")
    total = (own or outer)[:1]
    if not total or len(parts) < 2:
        return
    whole = Whole(total=total[0], parts=parts)
    if columns.surely(whole) or _leaves_nobody_out(columns, parts):
        yield whole


def _of_run(columns: Lines, totals: list[int], free: list[int], *, grouped: bool) -> Iterator[Whole]:
    if not totals:
        return
    runs = list(_runs(columns, totals[0], free))
    yield from runs
    if runs or grouped or len(free) < 2:
        return
    everything = Whole(total=totals[0], parts=tuple(free))
    near = columns.share(everything) >= HALF or _near(columns, everything)
    if columns.heads[totals[0]].role == "strict" and near:
        yield everything


def _runs(columns: Lines, total: int, free: list[int]) -> Iterator[Whole]:
    """Neighbouring columns, the longest run first, that add up to the total."""
    start = 0
    while start < len(free) - 1:
        stretches = (tuple(free[start:end]) for end in range(len(free), start + 1, -1))
        run = next((some for some in stretches if _adds_up(columns, total, some)), None)
        if run:
            yield Whole(total=total, parts=run)
        start += len(run or (0,))


def _adds_up(columns: Lines, total: int, parts: tuple[int, ...]) -> bool:
    whole = Whole(total=total, parts=parts)
    return columns.surely(whole) or _leaves_nobody_out(columns, parts)


def _leaves_nobody_out(columns: Lines, parts: Iterable[int]) -> bool:
    return {normalise(columns.heads[part].own) for part in parts} in EVERYBODY


def _near(columns: Lines, whole: Whole) -> bool:
    """Whether every total is at most a fifth away from the sum of its parts."""
    for place in range(columns.width):
        total = columns.number(whole.total, place)
        if abs(total - sum(columns.number(part, place) for part in whole.parts)) > NEAR * abs(total):
            return False
    return True


def _is_total(title: str) -> bool:
    return says("strict", title) or says("loose", title)
