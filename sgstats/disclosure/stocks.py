"""Stocks of an account: each day's people by group, protected as the headcount of that day is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgstats.disclosure.closing import hidden_numbers
from sgstats.disclosure.numbers import Level, Numbers, family

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sgstats.disclosure.accounts import Account, Counts

    Stocks = Sequence[tuple[Account, Mapping[tuple[str, ...], Counts]]]


def hidden_stocks(accounts: Stocks, *, edges: Counts, threshold: int) -> list[NDArray[np.bool_]]:
    """Mark the stocks to hide on some days, each day for itself.

    Args:
        accounts: By fewer fields, smallest first, the overall one being the first; with each the group
            of every of its groups by one field less.
        edges: The days.
        threshold: The smallest count that may stand alone.

    Returns:
        For each account one mark per group and day.
    """
    numbers, starts = _numbers(accounts, edges)
    hidden = hidden_numbers(numbers, threshold=threshold)
    sizes = [account.groups.height * len(edges) for account, _ in accounts]
    return [
        hidden[start : start + size].reshape(-1, len(edges))
        for start, size in zip(starts, sizes, strict=True)
    ]


def _numbers(accounts: Stocks, edges: Counts) -> tuple[Numbers, list[int]]:
    sizes = [account.groups.height * len(edges) for account, _ in accounts]
    starts = [int(start) for start in np.cumsum([0, *sizes[:-1]])]
    people = np.concatenate([account.stock[:, edges].ravel() for account, _ in accounts])
    number = np.arange(len(people))
    nothing = np.zeros(len(people), dtype=np.bool_)
    every = Numbers(
        people=people,
        cell=number,
        gap=number[:0],
        base=np.where(number < sizes[0], -1, starts[0] + number % len(edges)),
        group=~nothing,
        uncountable=nothing,
        order=np.argsort(people, kind="stable"),
        levels=_levels(accounts, starts, days=len(edges), size=len(people)),
    )
    return every, starts


def _levels(accounts: Stocks, starts: list[int], *, days: int, size: int) -> tuple[Level, ...]:
    """Each set of fields, its stocks of a day being parts of those by one field less."""
    start_of = {account.fields: start for (account, _), start in zip(accounts, starts, strict=True)}
    levels = []
    for account, above in accounts:
        start, height = start_of[account.fields], account.groups.height * days
        member = np.zeros(size, dtype=np.bool_)
        member[start : start + height] = True
        families = []
        for fields, place in above.items():
            total = np.full(size, -1)
            total[member] = (start_of[fields] + place[:, None] * days + np.arange(days)).ravel()
            families.append(family(total))
        levels.append(Level(dims=frozenset(account.fields), member=member, families=tuple(families)))
    return tuple(levels)
