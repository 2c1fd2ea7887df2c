"""Which rows of a table add up to which: totals, subtotals, sub-parts.

Words come first (合计, 小计, 其中), the numbers decide where words leave several readings: the
reading that most columns agree with is taken, so that one wrong number does not change it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sgstats.claims.arithmetic.figure import Figure
from sgstats.claims.arithmetic.gathering import gathered
from sgstats.claims.arithmetic.kinds import EVERYBODY, kinds
from sgstats.claims.arithmetic.nesting import counted_twice, nested
from sgstats.claims.arithmetic.relation import within
from sgstats.claims.arithmetic.sheet import Head
from sgstats.fields import normalise

SAMPLE = 60
"""Crossing lines that a reading is tried on; a table has more of them only where it is very wide."""
HALF = Fraction(1, 2)
ENOUGH_PARTS = 3
ENOUGH_TO_DOUBT = 3
LITTLE = Fraction(1, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A line that is the sum of others.

    Attributes:
        total: Place of the total among the lines.
        parts: Places of its parts.
        left_out: Places of lines that are parts of a part, and so are not added again.
        told: Whether words say so; otherwise the numbers show it.
    """

    total: int
    parts: tuple[int, ...]
    left_out: tuple[int, ...] = ()
    told: bool = True


class Lines:
    """Lines of a table in one direction, with their numbers on the lines that cross them."""

    def __init__(
        self, heads: Sequence[Head], crossing: Sequence[Head], at: Callable[[Head, Head], Figure | None]
    ) -> None:
        self.heads = tuple(heads)
        self.values = [[at(head, other) for other in crossing] for head in heads]
        self.width = min(len(crossing), SAMPLE)

    def number(self, line: int, place: int) -> Fraction:
        """The number there, a blank as nothing."""
        one = self.values[line][place]
        return one.value if one else Fraction(0)

    def agrees(self, whole: Whole) -> list[bool]:
        """Wherever the total is stated, whether its parts add up to it; zeros tell nothing."""
        told = []
        for place in range(self.width):
            total = self.values[whole.total][place]
            parts = [one for part in whole.parts if (one := self.values[part][place])]
            if total and (total.value or any(one.value for one in parts)) and parts:
                told.append(within(total.place, total.fitting(gathered(one.span for one in parts).span)))
        return told

    def surely(self, whole: Whole) -> bool:
        """Whether half of what can be tried agrees, and more than one line or all of it."""
        told = self.agrees(whole)
        return any(told) and 2 * sum(told) >= len(told) and (all(told) or sum(told) > 1)

    def share(self, whole: Whole) -> Fraction:
        """How much of what can be tried agrees; -1 where nothing can."""
        told = self.agrees(whole)
        return Fraction(sum(told), len(told)) if told else Fraction(-1)


def wholes(lines: Lines) -> tuple[Whole, ...]:
    """All totals of a table with what they are made of.

    Args:
        lines: Rows, or columns.

    Returns:
        First subtotals, then totals. A line that is called the whole without saying that what stands
        beside it is all of it (总人数, 全区) counts only where half of the crossing lines agree.
    """
    roles = [head.role for head in lines.heads]
    parts = tuple(place for place, role in enumerate(roles) if role == "part")
    subs = _subtotals(lines, [place for place, role in enumerate(roles) if role == "subtotal"], parts)
    totals = [place for place, role in enumerate(roles) if role in {"strict", "loose"}]
    if not totals and not subs:
        return _shown_by_numbers(lines, parts)
    if totals and not subs and (groups := kinds(lines.heads, parts)):
        return tuple(whole for group in groups if (whole := _of_kind(lines, totals[0], group)))
    found = [_total(lines, total, totals, (parts, subs)) for total in totals]
    kept = [whole for whole in found if whole and _believed(lines, whole)]
    return (*subs, *kept)


def _of_kind(lines: Lines, total: int, group: tuple[int, ...]) -> Whole | None:
    """Lines of one kind (男, 女) as the whole table, where they say or show that they are."""
    whole = Whole(total=total, parts=group)
    named = {normalise(lines.heads[place].own) for place in group}
    return whole if len(group) > 1 and (named in EVERYBODY or lines.surely(whole)) else None


def _subtotals(lines: Lines, marks: list[int], parts: tuple[int, ...]) -> tuple[Whole, ...]:
    """Each subtotal closes the lines above it, or opens those below; whichever agrees more."""
    readings = []
    for below in (False, True):
        made = [_neighbours(lines, mark, parts, below=below) for mark in marks]
        readings.append([_refined(lines, whole) for whole in made if whole.parts])
    scores = [sum((lines.share(whole) for whole in reading), Fraction(0)) for reading in readings]
    return tuple(readings[scores[1] > scores[0]])


def _neighbours(lines: Lines, mark: int, parts: tuple[int, ...], *, below: bool) -> Whole:
    """The parts between a mark and the next total on one side of it."""
    stops = [place for place, head in enumerate(lines.heads) if head.role in {"strict", "loose", "subtotal"}]
    if below:
        end = min((place for place in stops if place > mark), default=len(lines.heads))
        return Whole(total=mark, parts=tuple(part for part in parts if mark < part < end))
    start = max((place for place in stops if place < mark), default=-1)
    return Whole(total=mark, parts=tuple(part for part in parts if start < part < mark))


def _total(
    lines: Lines, total: int, totals: list[int], known: tuple[tuple[int, ...], tuple[Whole, ...]]
) -> Whole | None:
    """The reading of a total that most crossing lines agree with; the likeliest where none does."""
    parts, subs = known
    covered = {part for whole in subs for part in whole.parts}
    free = tuple(part for part in parts if part not in covered)
    whole_table = Whole(total=total, parts=(*(sub.total for sub in subs), *free))
    readings = [whole_table] if subs else []
    sides = [_neighbours(lines, total, parts, below=below) for below in (False, True)]
    readings += sides if sides[0].parts else sides[::-1]
    readings += [Whole(total=total, parts=parts)]
    readings += [Whole(total=total, parts=tuple(other for other in totals if other < total))]
    readings += [_with_loose(lines, total, parts)]
    possible = [reading for reading in readings if reading.parts]
    best = max(possible, key=lines.share, default=None)
    return _refined(lines, best) if best else None


def _with_loose(lines: Lines, total: int, parts: tuple[int, ...]) -> Whole:
    """A total with every line that is no sure total as a part: 英格兰 among regions may be one of them."""
    loose = [place for place, head in enumerate(lines.heads) if head.role == "loose" and place != total]
    strict = lines.heads[total].role == "strict"
    return Whole(total=total, parts=tuple(sorted((*parts, *loose))) if strict else ())


def _refined(lines: Lines, whole: Whole) -> Whole:
    """The same without lines that are parts of a part, where that agrees better."""
    if twice := counted_twice(lines, whole.parts):
        kept = tuple(part for part in whole.parts if part not in twice)
        return replace(whole, parts=kept, left_out=twice)
    if lines.share(whole) >= HALF:
        return whole
    for inner in nested(lines, whole.parts):
        hidden = set(inner)
        kept = tuple(part for part in whole.parts if part not in hidden)
        other = replace(whole, parts=kept, left_out=inner)
        if lines.share(other) >= HALF:
            return other
    return whole


def _believed(lines: Lines, whole: Whole) -> bool:
    everything = replace(whole, parts=(*whole.parts, *whole.left_out))  # what is counted twice with the rest
    if lines.heads[whole.total].role == "strict" or max(map(lines.share, (whole, everything))) >= HALF:
        return True
    return len(whole.parts) >= ENOUGH_PARTS and _a_little_more(lines, whole)


def _a_little_more(lines: Lines, whole: Whole) -> bool:
    """Whether a total holds all its parts and a little that no line shows, everywhere."""
    for place in range(lines.width):
        total = lines.number(whole.total, place)
        parts = sum((lines.number(part, place) for part in whole.parts), Fraction(0))
        if not parts <= total <= parts * (1 + LITTLE):
            return False
    return True


def _shown_by_numbers(lines: Lines, parts: tuple[int, ...]) -> tuple[Whole, ...]:
    """A total that no word names: the first or last line, where the numbers show it beyond chance."""
    for total in dict.fromkeys((*parts[:1], *parts[-1:])):
        others = tuple(part for part in parts if part != total)
        whole = _refined(lines, Whole(total=total, parts=others, told=False))
        if len(others) > 1 and _beyond_chance(lines.agrees(whole)):
            return (whole,)
    return ()


def _beyond_chance(told: list[bool]) -> bool:
    """Whether all agree, or so many that a single number may be wrong."""
    agreeing, others = sum(told), len(told) - sum(told)
    return agreeing > 0 and (others == 0 or agreeing >= ENOUGH_TO_DOUBT * others)
