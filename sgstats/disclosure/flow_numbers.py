"""Every number of an account and of its totals, with all the equations that tie them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sgstats.disclosure.accounts import CHANGES, MOVES, SIGNS, SUMS, UNITS
from sgstats.disclosure.numbers import Level, Numbers, family

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from sgstats.disclosure.accounts import Account, Counts
    from sgstats.disclosure.numbers import Family

    Groups = dict[tuple[tuple[str, ...], tuple[str, ...]], Counts]

INTO, OUT, NET = (len(SIGNS) + place for place in range(3))
"""Places of a row's sums and of its net change behind its movements."""
WIDTH = NET + 1
PLACES = {**{name: place for place, name in enumerate(SIGNS)}, **dict(zip(SUMS, (INTO, OUT), strict=True))}
"""Place of every item of a row."""
LARGE = 1_000_000_000
"""Stands for a net change, which is never small in itself and of any sign."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layout:
    """Where the numbers of accounts stand in one long list.

    Attributes:
        accounts: By fewer fields and longer periods, what others add up to always first.
        starts: Where the movements of each begin: by group, period and item.
        stocks: By fields, where their stocks begin: by group and day.
        size: How many numbers there are.
    """

    accounts: tuple[Account, ...]
    starts: tuple[int, ...]
    stocks: dict[tuple[str, ...], int]
    size: int

    def row(self, place: int) -> Counts:
        """Number of the net change of every group and period of an account."""
        account = self.accounts[place]
        groups, periods, _ = account.moved.shape
        return self.starts[place] + np.arange(groups * periods).reshape(groups, periods) * WIDTH + NET

    def stock(self, place: int) -> Counts:
        """Number of the stock of every group and end of a period of an account."""
        account = self.accounts[place]
        groups, days = account.stock.shape
        every = self.stocks[account.fields] + np.arange(groups * days).reshape(groups, days)
        return every[:, account.edges]


def layout(accounts: list[Account]) -> Layout:
    """Place the movements of every account, then the stocks of each set of fields once."""
    sizes = [account.moved[:, :, 0].size * WIDTH for account in accounts]
    starts = [int(start) for start in np.cumsum([0, *sizes])]
    size, stocks = starts[-1], {}
    for account in accounts:
        if account.fields not in stocks:
            stocks[account.fields] = size
            size += account.stock.size
    return Layout(accounts=tuple(accounts), starts=tuple(starts[:-1]), stocks=stocks, size=size)


def flow_numbers(placed: Layout, *, above: Groups, changing: str | None) -> Numbers:
    """The numbers of all accounts with their lines and identities.

    Args:
        placed: Where they stand.
        above: By fields and fewer fields, the group that each group is part of.
        changing: The field whose categories people change, if any.
    """
    people, bad, key = (np.zeros(placed.size, dtype=np.int64) for _ in range(3))
    base, binding = np.full(placed.size, -1), np.zeros(placed.size, dtype=np.bool_)
    for place, account in enumerate(placed.accounts):
        row = placed.row(place)
        rows = row[:, :, None] - NET + np.arange(WIDTH)
        sums = _both_ways(account.moved)
        people[rows] = np.concatenate([account.moved, sums, np.full((*row.shape, 1), LARGE)], axis=2)
        bad[rows[:, :, :INTO]] = account.bad
        base[rows] = row[:, :, None] - NET + _bases()
        binding[rows[:, :, INTO:]] = True
        key[rows] = np.where(np.arange(WIDTH) < INTO, people[rows], sums.sum(axis=2, keepdims=True))
        people[placed.stock(place)] = account.stock[:, account.edges]
    places = range(len(placed.accounts))
    return Numbers(
        people=people,
        cell=np.arange(0),
        gap=np.arange(0),
        base=base,
        group=np.zeros(placed.size, dtype=np.bool_),
        uncountable=bad.astype(np.bool_),
        order=np.argsort(key, kind="stable"),
        levels=tuple(_level(placed, place, above=above, changing=changing) for place in places),
        binding=binding,
    )


def _both_ways(moved: Counts) -> Counts:
    """How many came and how many went."""
    signs = np.array(list(SIGNS.values()))
    return np.stack([moved[:, :, signs == sign].sum(axis=2) for sign in SUMS.values()], axis=2)


def _bases() -> Counts:
    """Which item of a row must be shown for another: of a movement its sum, of a sum the net change."""
    sides = dict(zip(SUMS.values(), (INTO, OUT), strict=True))
    return np.array([*(sides[sign] for sign in SIGNS.values()), NET, NET, NET])


def _level(placed: Layout, place: int, *, above: Groups, changing: str | None) -> Level:
    account = placed.accounts[place]
    row, stock = placed.row(place), placed.stock(place)
    families = [_parts(row, placed.size)]
    identities = [_identity(placed, place), _chain(placed, place)]
    for other, total in enumerate(placed.accounts[:place]):
        fewer = set(account.fields) - set(total.fields)
        if total.calendar == account.calendar and len(fewer) == 1 and set(total.fields) < set(account.fields):
            parents = above[account.fields, total.fields]
            families.append(_line(row, placed.row(other)[parents], _adding(fewer, changing), placed.size))
            identities.append(_sums(stock, placed.stock(other)[parents], placed.size))
        if other == place - 1 and total.fields == account.fields:
            period = np.searchsorted(total.edges, account.edges[:-1], side="right") - 1
            families.append(
                _line(row, placed.row(other)[:, period], np.ones(WIDTH, dtype=np.bool_), placed.size)
            )
    from scipy.sparse import vstack

    return Level(
        dims=account.dims,
        member=_member(row, stock, placed.size),
        families=tuple(families),
        identities=vstack(identities, format="csr"),
    )


def _member(row: Counts, stock: Counts, size: int) -> NDArray[np.bool_]:
    member = np.zeros(size, dtype=np.bool_)
    member[row[:, :, None] - np.arange(WIDTH)] = True
    member[stock] = True
    return member


def _adding(dropped: set[str], changing: str | None) -> NDArray[np.bool_]:
    """Which movements add up when a field is left out; the net change always does."""
    lost = {*(MOVES if dropped & UNITS else ()), *(CHANGES if changing in dropped else ())}
    return np.array([*(name not in lost for name in SIGNS), not lost, not lost, True])


def _parts(row: Counts, size: int) -> Family:
    """The movements of a row as parts of its sums."""
    total_of = np.full(size, -1)
    items = row[:, :, None] - NET + np.arange(INTO)
    total_of[items] = row[:, :, None] - NET + _bases()[:INTO]
    return family(total_of)


def _line(row: Counts, total: Counts, adding: NDArray[np.bool_], size: int) -> Family:
    total_of = np.full(size, -1)
    offsets = np.flatnonzero(adding) - NET
    total_of[(row[:, :, None] + offsets).ravel()] = (total[:, :, None] + offsets).ravel()
    return family(total_of)


def _identity(placed: Layout, place: int) -> csr_array:
    """Who came, less who went, is the net change."""
    row = placed.row(place).ravel()
    signs = np.array([*SUMS.values(), -1.0])
    columns = row[:, None] - NET + np.arange(INTO, WIDTH)
    return _matrix([(columns, np.broadcast_to(signs, columns.shape))], len(row), placed.size)


def _chain(placed: Layout, place: int) -> csr_array:
    """The stock at the end of a period, less that at its start, is the net change."""
    row, stock = placed.row(place), placed.stock(place)
    columns = np.stack([stock[:, 1:], stock[:, :-1], row], axis=2).reshape(-1, 3)
    return _matrix([(columns, np.broadcast_to([1.0, -1.0, -1.0], columns.shape))], row.size, placed.size)


def _sums(stock: Counts, total: Counts, size: int) -> csr_array:
    """Stocks of a day add up to those by fewer fields."""
    totals, line = np.unique(total.ravel(), return_inverse=True)
    from scipy.sparse import csr_array

    rows = np.concatenate([line.ravel(), np.arange(len(totals))])
    columns = np.concatenate([stock.ravel(), totals])
    signs = np.concatenate([np.ones(stock.size), -np.ones(len(totals))])
    return csr_array((signs, (rows, columns)), shape=(len(totals), size))


def _matrix(blocks: list[tuple[Counts, NDArray[np.float64]]], height: int, size: int) -> csr_array:
    from scipy.sparse import csr_array

    columns = np.concatenate([block for block, _ in blocks], axis=1)
    signs = np.concatenate([block for _, block in blocks], axis=1)
    rows = np.repeat(np.arange(height), columns.shape[1])
    return csr_array((signs.ravel(), (rows, columns.ravel())), shape=(height, size))
