"""Lines that are parts of other lines: a sub-region printed together with its region."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from sgstats.fields import normalise

if TYPE_CHECKING:
    from sgstats.claims.arithmetic.wholes import Lines

LONGEST = 200
"""Lines that the numbers alone are followed through."""
PLACES = 3
"""Crossing lines that a run of lines is looked for on: a wrong number hides it on one of them."""


def nested(lines: Lines, parts: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Readings of which lines are inner ones, likeliest first.

    By name: 内伦敦 and 外伦敦 beside 伦敦, whose sum they are. By numbers: a line that the lines
    after it add up to. At last: a single line that is counted twice.

    Args:
        lines: All lines.
        parts: Places of those that may be parts of one another.
    """
    named, run = _by_name(lines, parts), _by_run(lines, parts)
    yield from (reading for reading in (named, run, tuple(sorted({*named, *run}))) if reading)


def counted_twice(lines: Lines, parts: tuple[int, ...]) -> tuple[int, ...]:
    """Lines that by name and by number are the parts of another line: 内伦敦 + 外伦敦 = 伦敦.

    Two or more of them, whose sum is the other line everywhere, and not nothing.
    """
    names = {part: normalise(lines.heads[part].own) for part in parts}
    found: set[int] = set()
    for outer, name in names.items():
        inner = [
            part
            for part, other in names.items()
            if part != outer and len(name) > 1 and other.startswith(name) | other.endswith(name)
        ]
        told = [
            lines.number(outer, place) == sum(lines.number(part, place) for part in inner)
            for place in range(lines.width)
            if lines.values[outer][place] and lines.number(outer, place)
        ]
        if len(inner) > 1 and told and all(told):
            found.update(inner)
    return tuple(sorted(found))


def _by_name(lines: Lines, parts: tuple[int, ...]) -> tuple[int, ...]:
    """Lines whose name holds the name of another line, at its beginning or end."""
    names = {normalise(lines.heads[part].own): part for part in parts}
    inner = []
    for name, part in names.items():
        outer = {name[:length] for length in range(2, len(name))} | {name[-n:] for n in range(2, len(name))}
        if outer & names.keys():
            inner.append(part)
    return tuple(sorted(inner))


def _by_run(lines: Lines, parts: tuple[int, ...]) -> tuple[int, ...]:
    """Lines that follow a line whose number is their sum, on most crossing lines."""
    inner: set[int] = set()
    for place, part in enumerate(parts):
        if part not in inner:
            inner.update(next(_runs(lines, part, parts[place + 1 : place + 1 + LONGEST]), ()))
    return tuple(sorted(inner))


def _runs(lines: Lines, outer: int, after: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    for place in range(min(lines.width, PLACES)):
        wanted, sum_so_far = lines.number(outer, place), Fraction(0)
        for length, part in enumerate(after, start=1):
            sum_so_far += lines.number(part, place)
            if sum_so_far > wanted:
                break
            if length > 1 and sum_so_far == wanted and _is_sum(lines, outer, after[:length]):
                yield after[:length]


def _is_sum(lines: Lines, outer: int, inner: tuple[int, ...]) -> bool:
    """Whether more than half of the crossing lines, and more than one, agree."""
    told = [
        lines.number(outer, place) == sum(lines.number(part, place) for part in inner)
        for place in range(lines.width)
        if lines.values[outer][place]
    ]
    return sum(told) > 1 and 2 * sum(told) > len(told)
