"""Which numbers of an account to hide: whole rows of movements, and the stocks that would betray them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sgstats.disclosure.accounts import (
    CLOSING,
    COMPONENT,
    OPENING,
    by_fewer_fields,
    by_longer_periods,
    finest,
    group_between,
)
from sgstats.disclosure.closing import Closing
from sgstats.disclosure.flow_numbers import NET, PLACES, flow_numbers, layout
from sgstats.disclosure.stocks import hidden_stocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.disclosure.accounts import Account, Places
    from sgstats.disclosure.audiences import Rules
    from sgstats.disclosure.flow_numbers import Groups, Layout
    from sgstats.disclosure.numbers import Numbers
    from sgstats.metrics import Measured

    Mask = NDArray[np.bool_]


def marked_flows(measured: Measured, rules: Rules) -> pl.DataFrame:
    """The cells of an account with the marks ``_hidden``, ``_uncountable`` and ``_few_unknown``.

    Args:
        measured: A flow table, or the components of a change.
        rules: The audience's.
    """
    cells = measured.cells
    if cells.is_empty():
        return cells.with_columns(pl.lit(value=False).alias(name) for name in MARKS)
    account, places = finest(measured)
    bad = places.people.is_null().to_numpy()
    hidden = bad if rules.hide_up_to == 0 else bad | _hidden(measured, account, places, rules.threshold)
    marks = zip(MARKS, (hidden, bad, np.zeros_like(bad)), strict=True)
    return cells.with_columns(pl.Series(name, mark, dtype=pl.Boolean) for name, mark in marks)


TRIES = 3
"""How often more rows are hidden before stocks are."""
MARKS = ("_hidden", "_uncountable", "_few_unknown")


def _hidden(measured: Measured, account: Account, places: Places, threshold: int) -> Mask:
    """One mark per row of the table."""
    changing = measured.of if COMPONENT in measured.by else None
    every = by_fewer_fields(account, changing=changing)
    above = {
        (one.fields, other.fields): group_between(one, other)
        for one in every
        for other in every
        if set(other.fields) < set(one.fields) and len(other.fields) == len(one.fields) - 1
    }
    accounts = [longer for one in every for longer in by_longer_periods(one, places.labels)]
    placed = layout(accounts)
    numbers = flow_numbers(placed, above=above, changing=changing)
    state = _State(
        placed=placed, numbers=numbers, threshold=threshold, small=_small(accounts, above, threshold)
    )
    for place in range(len(accounts)):
        state.settle(place)
    return _of_rows(state, len(accounts) - 1, places)


def _small(accounts: list[Account], above: Groups, threshold: int) -> list[Mask]:
    """By account, the stocks that the headcounts of their days would not show."""
    found: list[Mask] = [np.zeros((0, 0), dtype=np.bool_)] * len(accounts)
    by_calendar = sorted(range(len(accounts)), key=lambda place: accounts[place].calendar)
    for _, alike in groupby(by_calendar, key=lambda place: accounts[place].calendar):
        own = list(alike)
        lines = [
            (
                accounts[place],
                {
                    fewer: group
                    for (fields, fewer), group in above.items()
                    if fields == accounts[place].fields
                },
            )
            for place in own
        ]
        masks = hidden_stocks(lines, edges=accounts[own[0]].edges, threshold=threshold)
        for place, mask in zip(own, masks, strict=True):
            found[place] = mask
    return found


def _of_rows(state: _State, place: int, places: Places) -> Mask:
    """What is hidden of each row of the table."""
    items = np.array([PLACES.get(name, NET) - NET for name in places.item])
    rows = state.hidden[state.placed.row(place)[places.group, places.period] + items]
    stock = state.hidden[state.placed.stock(place)]
    names = np.array(places.item)
    opening, closing = stock[places.group, places.period], stock[places.group, places.period + 1]
    return np.where(names == OPENING, opening, np.where(names == CLOSING, closing, rows))


@dataclass(kw_only=True)
class _State:
    """The accounts settled so far, from the overall one of the whole span to the table itself.

    Attributes:
        placed: Where the numbers stand.
        numbers: The numbers and what ties them.
        threshold: The smallest count that may stand alone.
        small: By account, the stocks that must not be shown.
        hidden: The movements hidden, and the stocks not shown yet.
    """

    placed: Layout
    numbers: Numbers
    threshold: int
    small: list[Mask]
    hidden: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.hidden = np.zeros(self.placed.size, dtype=np.bool_)
        for place in range(len(self.placed.accounts)):
            self.hidden[self.placed.stock(place)] = True

    def settle(self, place: int) -> None:
        """Settle one account, everything that it adds up to being settled."""
        level = self.numbers.levels[place]
        least = np.full(self.placed.size, self.threshold)
        closing = Closing(numbers=self.numbers, level=level, least=least)
        rows = self.hidden.copy()
        rows[self.placed.row(place)] |= self.small[place][:, 1:] | self.small[place][:, :-1]
        movements = level.member & (self.numbers.base >= 0)
        rows = _closed(closing, rows | (closing.small & movements))
        settled = self.further(closing, rows, place, sparing=False)
        if settled is None:
            settled = self.further(closing, rows, place, sparing=True)
        self.hidden = self.hidden | movements if settled is None else settled

    def further(self, closing: Closing, rows: Mask, place: int, *, sparing: bool) -> Mask | None:
        """Hide more until nothing is betrayed; None where that does not help, or too little of it."""
        tries = 0
        shown = self.with_stocks(rows, place, sparing=sparing)
        while (betrayed := closing.betrayed(shown)).any():
            more, tries = closing.further(rows, betrayed), tries + 1
            if not more.any() or (tries > TRIES and not sparing):
                return None
            rows = _closed(closing, rows | more)
            shown = self.with_stocks(rows, place, sparing=sparing)
        return shown

    def with_stocks(self, rows: Mask, place: int, *, sparing: bool) -> Mask:
        """The marks with the stocks of one account shown.

        Args:
            rows: The marks of movements.
            place: Of the account.
            sparing: Whether stocks must not tell the net change of a hidden row. Then those of the
                longer periods are shown, the last one of all, and what the shown rows lead to from there.
        """
        numbers = self.placed.stock(place)
        shown = ~rows[numbers]
        if not sparing:
            shown |= ~self.small[place]
        else:
            if not self.placed.accounts[place].calendar:
                shown[:, -1] |= ~self.small[place][:, -1]
            _reach(shown, ~rows[self.placed.row(place)])
        result = rows.copy()
        result[numbers] = ~shown
        return result


def _closed(closing: Closing, hidden: Mask) -> Mask:
    """Partners for every line; where a row has none for its hidden part, the whole row."""
    parts = closing.level.families[0]
    while True:
        hidden = closing.closed(hidden)
        stuck = parts.total[closing.unsafe(parts, hidden)]
        if hidden[stuck].all():
            return hidden
        hidden[stuck] = True


def _reach(shown: Mask, told: Mask) -> None:
    """Show the stocks that rows told in full lead to from those that are shown."""
    periods = range(told.shape[1])
    for period in periods:
        shown[:, period + 1] |= shown[:, period] & told[:, period]
    for period in reversed(periods):
        shown[:, period] |= shown[:, period + 1] & told[:, period]
