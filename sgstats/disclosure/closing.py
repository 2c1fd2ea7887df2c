"""Which numbers to hide so that no small one can be had by subtraction.

First every small number; then, line by line, enough further numbers that what a reader
can subtract is a sum of at least two of them and no small count itself; at last the
table as a whole is looked at, because lines that are safe one by one can give a number
away together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sgstats.disclosure.audit import determined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.disclosure.numbers import Family, Level, Numbers

    Mask = NDArray[np.bool_]


def hidden_numbers(
    numbers: Numbers,
    *,
    threshold: int,
    smallest_group: Mapping[frozenset[str], int] | None = None,
    forced: Mask | None = None,
) -> Mask:
    """Mark the numbers to hide: the small ones, and those that would betray them.

    A number of 1 to ``threshold`` - 1 people is small; one that could not be established
    counts as small, and so does every number of a group that is too small itself. Zero is
    hidden only with its whole group. A group whose base is hidden is hidden whole. The
    totals are settled before what they are made of, exactly as they are when somebody
    asks for them alone.

    Args:
        numbers: Cells and bases with their lines.
        threshold: The smallest count that may stand alone.
        smallest_group: By the fields of a level, the fewest people a group of it may have; smaller
            groups are hidden whole.
        forced: Numbers that are hidden for another reason.

    Returns:
        One mark per number.
    """
    least = np.full(len(numbers.people), threshold)
    for level in numbers.levels:
        fewest = (smallest_group or {}).get(level.dims, threshold)
        least[level.member & numbers.group] = max(threshold, fewest)
    # An empty group is too small as well: the zeros of one kind of people would tell all of the others.
    empty = numbers.group & (least > threshold) & (numbers.people == 0)
    hidden: Mask = (numbers.base >= 0) & empty[numbers.base]
    if forced is not None:
        hidden |= forced
    for level in numbers.levels:
        closing = Closing(numbers=numbers, level=level, least=least)
        hidden = closing.settled(hidden)
    return hidden


@dataclass(frozen=True, kw_only=True)
class Closing:
    """The steps of hiding at one level, with its totals already settled.

    Attributes:
        numbers: The table and its totals.
        level: What is settled now.
        least: By number, the fewest people it may stand for alone.
    """

    numbers: Numbers
    level: Level
    least: NDArray[np.int64]

    @cached_property
    def small(self) -> Mask:
        """Numbers too small to be known, and all of a group that is itself too small."""
        people, base = self.numbers.people, self.numbers.base
        alone = ((people > 0) & (people < self.least)) | self.numbers.uncountable
        of_such = (base >= 0) & self.numbers.group[base] & alone[base]
        return alone | (of_such & (people > 0))

    def settled(self, hidden: Mask) -> Mask:
        """What is hidden once this level is settled too; if need be, all of it."""
        hidden = self.closed(hidden | (self.small & self.level.member))
        while (betrayed := self.betrayed(hidden)).any():
            further = self.further(hidden, betrayed)
            if not further.any():
                return hidden | self.level.member
            hidden = self.closed(hidden | further)
        return hidden

    def closed(self, hidden: Mask) -> Mask:
        """Hide partners and whole groups until every line is safe on its own."""
        before = -1
        while before != (before := int(hidden.sum())):
            hidden = hidden | self.groups(hidden)
            for family in self.level.families:
                hidden = hidden | self.next_smallest(family, hidden, self.unsafe(family, hidden))
        return hidden

    def groups(self, hidden: Mask) -> Mask:
        """The cells whose base is hidden, be it only for another cell that hides it."""
        base = self.numbers.base
        own = self.level.member & (base >= 0)
        hidden_bases = hidden.copy()
        if self.numbers.binding is not None:
            hidden_bases[base[own & hidden & self.numbers.binding]] = True
        return own & hidden_bases[base]

    def unsafe(self, family: Family, hidden: Mask) -> Mask:
        """Lines to hide more in.

        With the sum shown, subtraction must not leave one number, a small sum, or a sum
        that only ones make up. With the sum hidden, adding up must not give it.
        """
        people = self.numbers.people
        chosen = hidden & (family.line >= 0) & (people > 0)
        line = family.line[chosen]
        counts = np.bincount(line, minlength=len(family.total))
        sums = np.bincount(line, weights=people[chosen], minlength=len(family.total))
        least = np.zeros(len(family.total), dtype=np.int64)
        np.maximum.at(least, line, self.least[chosen])
        weak = (counts < 2) | (sums < least) | (sums <= counts)
        return np.where(hidden[family.total], counts == 0, (counts > 0) & weak)

    def next_smallest(self, family: Family, hidden: Mask, lines: Mask) -> Mask:
        """The smallest number above zero still shown, one in each of these lines."""
        free = ~hidden & (self.numbers.people > 0) & (family.line >= 0)
        free[free] = lines[family.line[free]]
        order = self.numbers.order[free[self.numbers.order]]
        _, first = np.unique(family.line[order], return_index=True)
        chosen = np.zeros_like(hidden)
        chosen[order[first]] = True
        return chosen

    def betrayed(self, hidden: Mask) -> Mask:
        """Small numbers, here or among the totals, that this level would let a reader compute."""
        above = [level for level in self.numbers.levels if level.dims < self.level.dims]
        computed = self.small & determined(self.numbers, hidden, levels=[*above, self.level])
        if above and computed.any():
            computed &= ~determined(self.numbers, hidden, levels=above)
        return computed

    def further(self, hidden: Mask, betrayed: Mask) -> Mask:
        """One more number in a line of each betrayed number, else the base of its group."""
        for family in self.level.families:
            lines = betrayed[family.total]
            lines[family.line[betrayed & (family.line >= 0)]] = True
            chosen = self.next_smallest(family, hidden, lines)
            if chosen.any():
                return chosen
        base = self.numbers.base[betrayed & self.level.member]
        chosen = np.zeros_like(hidden)
        chosen[base[base >= 0]] = True
        return chosen & ~hidden & self.level.member
