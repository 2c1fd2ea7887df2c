"""Which numbers to hide so that no small one can be had by subtraction.

First every small number; then, line by line, enough further numbers that what a reader
can subtract is a sum of at least two of them and no small count itself; at last the
table as a whole is looked at, because lines that are safe one by one can give a number
away together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sgstats.disclosure.audit import determined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.disclosure.numbers import Family, Numbers

    Mask = NDArray[np.bool_]


def hidden_numbers(numbers: Numbers, *, threshold: int) -> Mask:
    """Mark the numbers to hide: the small ones, and those that would betray them.

    A number of 1 to ``threshold`` - 1 people is small; one that could not be established
    counts as small. Zero is hidden only with its whole group. A group whose base is
    hidden is hidden whole.

    Args:
        numbers: Cells and bases with their lines.
        threshold: The smallest count that may stand alone.

    Returns:
        One mark per number.
    """
    closing = _Closing(numbers=numbers, threshold=threshold)
    hidden = closing.closed(closing.small)
    while (betrayed := closing.betrayed(hidden)).any():
        further = closing.further(hidden, betrayed)
        if not further.any():
            return np.ones_like(hidden)
        hidden = closing.closed(hidden | further)
    return hidden


@dataclass(frozen=True, kw_only=True)
class _Closing:
    """The steps of hiding, over one table's numbers."""

    numbers: Numbers
    threshold: int

    @cached_property
    def small(self) -> Mask:
        people = self.numbers.people
        return ((people > 0) & (people < self.threshold)) | self.numbers.uncountable

    def closed(self, hidden: Mask) -> Mask:
        """Hide partners and whole groups until every line is safe on its own."""
        before = -1
        hidden = hidden.copy()
        while before != (before := int(hidden.sum())):
            hidden |= self.groups(hidden)
            for family in self.numbers.families:
                hidden |= self.next_smallest(family, hidden, self.unsafe(family, hidden))
        return hidden

    def betrayed(self, hidden: Mask) -> Mask:
        """Small numbers that are hidden and can be computed all the same."""
        return self.small & determined(self.known(hidden), hidden, self.numbers.people)

    def groups(self, hidden: Mask) -> Mask:
        """The cells whose base is hidden."""
        base = self.numbers.base
        return (base >= 0) & hidden[base]

    def sums(self, family: Family, chosen: Mask) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """By line: how many chosen numbers are above zero, and the people in them."""
        chosen = chosen & (family.line >= 0) & (self.numbers.people > 0)
        line, people = family.line[chosen], self.numbers.people[chosen]
        counts = np.bincount(line, minlength=family.lines)
        return counts, np.bincount(line, weights=people, minlength=family.lines).astype(np.int64)

    def open_lines(self, family: Family, hidden: Mask) -> Mask:
        """Lines whose sum a reader may know: printed here or elsewhere, and not small itself."""
        _, total = self.sums(family, np.ones_like(hidden))
        printed = np.where(family.total >= 0, ~hidden[family.total], total >= self.threshold)
        return printed.astype(np.bool_)

    def unsafe(self, family: Family, hidden: Mask) -> Mask:
        """Lines in which subtraction leaves one number, a small sum, or a sum with one way to be."""
        counts, people = self.sums(family, hidden)
        weak = (counts < 2) | (people < self.threshold) | (people <= counts)
        return (counts > 0) & weak & self.open_lines(family, hidden)

    def next_smallest(self, family: Family, hidden: Mask, lines: Mask) -> Mask:
        """The smallest number above zero still shown, one in each of these lines."""
        order = self.numbers.order
        line = family.line[order]
        free = ~hidden[order] & (self.numbers.people[order] > 0) & (line >= 0) & lines[line]
        _, first = np.unique(line[free], return_index=True)
        chosen = np.zeros_like(hidden)
        chosen[order[free][first]] = True
        return chosen

    def known(self, hidden: Mask) -> list[tuple[Family, Mask]]:
        """Every family with the lines a reader can write down as an equation."""
        families = self.numbers.families
        return [(family, self.open_lines(family, hidden) | (family.total >= 0)) for family in families]

    def further(self, hidden: Mask, betrayed: Mask) -> Mask:
        """One more number in a line of each betrayed number, else the base of its group."""
        for family, known in self.known(hidden):
            lines = np.zeros(family.lines, dtype=np.bool_)
            lines[family.line[betrayed & (family.line >= 0)]] = True
            chosen = self.next_smallest(family, hidden, lines & known)
            if chosen.any():
                return chosen
        base = self.numbers.base[betrayed]
        chosen = np.zeros_like(hidden)
        chosen[base[base >= 0]] = True
        return chosen & ~hidden
