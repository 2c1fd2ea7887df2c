"""Who solves all numbers printed of an effect together finds no count of one to four people."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_effects import effect_of, panel

from sgstats.disclosure import protect_effect

LEAST = {"internal": 5, "public": 8}
COUNTS = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 8, 9, 15])


class Attacker:
    """Knows the units, the starts and how an effect is printed, and of the counts what is printed."""

    def __init__(self, source, shown):
        self.source, self.shown = source, shown
        treated = np.array([unit in source.treated for unit in source.units])[:, None]
        places = np.arange(len(source.periods))[None, :]
        first = np.where(treated[:, 0], source.first_after, 99)[:, None]
        self.known = np.isfinite(source.people)
        self.mine = self.known & treated & ~source.left_out
        self.started, self.places, self.since = places >= first, places, places - first
        late = places >= first.min()
        self.sides = {
            ("treated", False): self.mine & ~self.started, ("treated", True): self.mine & self.started,
            ("compared", False): self.known & ~treated & ~late,
            ("compared", True): self.known & ~treated & late,
        }  # fmt: skip
        self.several = not treated.all() or len(set(first.ravel().tolist())) > 1

    def sums(self):
        """The cells of every sum that is printed, or that a printed number is made of."""
        told = self.shown
        totals = told.totals.filter(status="shown").select("side", "after").rows()
        found = [self.sides[total] for total in totals]
        for first, last in told.line.filter(status="shown").select("first", "last").rows():
            days = [first <= period.first and period.last <= last for period in self.source.periods]
            found.append(self.mine & np.array(days))
            if self.several:
                found.append(self.known & ~self.started & ~self.source.left_out & np.array(days))
        for event, until in told.events.filter(status="shown").select("event", "until").rows():
            found.append(self.mine & (self.since >= event) & (self.since <= until))
        return [cells for cells in found if cells.any()]

    def computable(self):
        """Every set of cells whose sum follows from those."""
        told = self.sums()
        if not told:
            return
        rows = np.array([cells[self.known] for cells in told], dtype=float)
        kinds, part = np.unique(rows, axis=1, return_inverse=True)
        rank = np.linalg.matrix_rank(kinds)
        for wanted in product((0.0, 1.0), repeat=kinds.shape[1]):
            if any(wanted) and np.linalg.matrix_rank(np.vstack([kinds, wanted])) == rank:
                yield np.array(wanted)[part.ravel()].astype(bool)


def betrayed(source, audience, **facts):
    """Small counts that can be computed: people with the property or without it."""
    shown = protect_effect(effect_of(source, **facts), audience=audience)
    attacker = Attacker(source, shown)
    found = []
    for cells in attacker.computable():
        people = source.people[attacker.known][cells].sum()
        rest = source.bases[attacker.known][cells].sum() - people
        found += [number for number in (people, rest) if 0 < number < LEAST[audience]]
    return found


@st.composite
def sources(draw, *, units, periods):
    people = draw(
        st.lists(st.lists(COUNTS, min_size=periods, max_size=periods), min_size=units, max_size=units)
    )
    rest = draw(
        st.lists(st.lists(COUNTS, min_size=periods, max_size=periods), min_size=units, max_size=units)
    )
    bases = np.maximum(np.array(people) + np.array(rest), 1)
    early = draw(st.sampled_from([0, 0, 1]))
    starts = {row: draw(st.integers(1 + early, periods - 1)) for row in range(draw(st.integers(1, units)))}
    return panel(people, bases, starts, anticipation=early)


@settings(max_examples=150, deadline=None)
@given(st.data())
@pytest.mark.parametrize("audience", LEAST)
@pytest.mark.parametrize(("units", "periods"), [(1, 8), (2, 4), (3, 3), (2, 6)])
def test_no_small_count_can_be_computed_from_totals_line_and_events(units, periods, audience, data):
    assert betrayed(data.draw(sources(units=units, periods=periods)), audience) == []
