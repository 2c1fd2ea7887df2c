"""The account of staff laid out as arrays: groups, periods and items, by all fields and by fewer.

Whoever joined, left or was listed adds up over groups and over periods. Moves between units add up
over periods, and over groups only while the units stay apart; changes of a category likewise. Where
they do not add up, the least moves that explain the change of the stocks stand in for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sgstats.disclosure.countable import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgstats.metrics import Measured

    Counts = NDArray[np.int64]

COMPONENT = "component"
CALENDAR = ("year", "quarter", "month")
"""Fields of time, from the longest period to the shortest."""
UNITS = frozenset({"district", "street", "community"})
OPENING, CLOSING = "期初", "期末"
SIGNS = {"入职": 1, "首次列入": 1, "离职": -1, "调入": 1, "调出": -1, "转入": 1, "转出": -1}
"""The movements, and whether they bring people in or out."""
SUMS = {"流入": 1, "流出": -1}
"""What all movements of one direction add up to."""
MOVES, CHANGES = ("调入", "调出"), ("转入", "转出")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Account:
    """The account by some fields and one kind of period.

    Attributes:
        fields: Those of the groups.
        calendar: The kind of period, empty for the whole span.
        groups: One row per group.
        moved: People by group, period and movement, in the order of ``SIGNS``.
        stock: People by group and day: the openings, and the last closing.
        bad: Movements that could not be established.
        edges: Of the days of the finest account, those that are ends of a period of this one.
    """

    fields: tuple[str, ...]
    calendar: str
    groups: pl.DataFrame
    moved: Counts
    stock: Counts
    bad: NDArray[np.bool_]
    edges: Counts

    @property
    def dims(self) -> frozenset[str]:
        """The fields, a kind of period standing for the longer ones as well."""
        longer = CALENDAR[: CALENDAR.index(self.calendar) + 1] if self.calendar else ()
        return frozenset({*self.fields, *longer})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Places:
    """Where the rows of a table stand in its finest account; the names of its periods; the checked counts."""

    group: Counts
    period: Counts
    item: list[str]
    labels: list[str]
    people: pl.Series


def item_field(measured: Measured) -> str:
    """The field whose values are the items: of a flow table its parts, else the components."""
    return COMPONENT if COMPONENT in measured.by else str(measured.of)


def group_fields(measured: Measured) -> tuple[str, ...]:
    """The fields that make the groups, time and items left out."""
    every = (*measured.by, *([measured.of] if measured.of else []))
    return tuple(name for name in every if name not in {*CALENDAR, item_field(measured)})


def finest(measured: Measured) -> tuple[Account, Places]:
    """The account as measured, a missing row standing for nobody, and where each row went."""
    fields = group_fields(measured)
    calendar = next((name for name in reversed(CALENDAR) if name in measured.by), "")
    rows = measured.cells.with_columns(
        _period=pl.col(calendar) if calendar else pl.lit(""), _whole=whole("people")
    )
    rows = rows.with_columns(_all=pl.lit(0))
    groups = rows.select("_all", *fields).unique(maintain_order=True)
    times = rows["_period"].unique().sort().to_list()
    places = Places(
        group=_place(rows, groups, ["_all", *fields]),
        period=rows["_period"]
        .replace_strict(times, list(range(len(times))), return_dtype=pl.Int64)
        .to_numpy(),
        item=rows[item_field(measured)].to_list(),
        labels=times,
        people=rows["_whole"],
    )
    return _filled(rows["_whole"], places, groups=groups, fields=fields, times=(calendar, len(times))), places


def _place(rows: pl.DataFrame, groups: pl.DataFrame, keys: Sequence[str]) -> Counts:
    numbered = groups.select(keys).with_row_index("_place")
    found = rows.join(numbered, on=list(keys), how="left", nulls_equal=True, maintain_order="left")
    return found["_place"].cast(pl.Int64).to_numpy()


def _filled(
    people: pl.Series,
    places: Places,
    *,
    groups: pl.DataFrame,
    fields: tuple[str, ...],
    times: tuple[str, int],
) -> Account:
    calendar, periods = times
    counts = people.fill_null(1).to_numpy()
    moved = np.zeros((groups.height, periods, len(SIGNS)), dtype=np.int64)
    bad = np.zeros(moved.shape, dtype=np.bool_)
    stock = np.zeros((groups.height, periods + 1), dtype=np.int64)
    names = np.array(places.item)
    for number, name in enumerate(SIGNS):
        own = names == name
        moved[places.group[own], places.period[own], number] = counts[own]
        bad[places.group[own], places.period[own], number] = people.is_null().to_numpy()[own]
    for later, name in ((1, CLOSING), (0, OPENING)):
        own = names == name
        stock[places.group[own], places.period[own] + later] = counts[own]
    edges = np.arange(periods + 1)
    return Account(
        fields=fields, calendar=calendar, groups=groups, moved=moved, stock=stock, bad=bad, edges=edges
    )


def by_fewer_fields(account: Account, *, changing: str | None) -> list[Account]:
    """The account by every set of its fields, smallest first.

    Args:
        account: The finest one.
        changing: The field whose categories people change, if the account is of one.
    """
    sizes = range(len(account.fields) + 1)
    subsets = [fields for size in sizes for fields in combinations(account.fields, size)]
    return [_fewer(account, fields, changing=changing) for fields in subsets]


def _fewer(account: Account, fields: tuple[str, ...], *, changing: str | None) -> Account:
    groups = account.groups.select("_all", *fields).unique(maintain_order=True)
    place = _place(account.groups, groups, ["_all", *fields])
    moved, stock = (_added(part, place, groups.height) for part in (account.moved, account.stock))
    dropped = set(account.fields) - set(fields)
    for pair, lost in ((CHANGES, changing in dropped), (MOVES, bool(dropped & UNITS))):
        if lost:
            _balance(moved, stock, pair)
    return Account(
        fields=fields,
        calendar=account.calendar,
        groups=groups,
        moved=moved,
        stock=stock,
        bad=np.zeros(moved.shape, dtype=np.bool_) if dropped else account.bad,
        edges=account.edges,
    )


def group_between(account: Account, fewer: Account) -> Counts:
    """The group by fewer fields that each group of an account is part of."""
    return _place(account.groups, fewer.groups, ["_all", *fewer.fields])


def _added(part: Counts, place: Counts, groups: int) -> Counts:
    total = np.zeros((groups, *part.shape[1:]), dtype=part.dtype)
    np.add.at(total, place, part)
    return total


def _balance(moved: Counts, stock: Counts, pair: tuple[str, str]) -> None:
    """Put the least moves in that explain what nothing else explains."""
    into, out = (list(SIGNS).index(name) for name in pair)
    moved[:, :, [into, out]] = 0
    rest = np.diff(stock, axis=1) - moved @ np.array(list(SIGNS.values()))
    moved[:, :, into], moved[:, :, out] = np.maximum(rest, 0), np.maximum(-rest, 0)


def by_longer_periods(account: Account, labels: Sequence[str]) -> list[Account]:
    """The account of the whole span and of every kind of period down to its own, longest first.

    Args:
        account: By its shortest periods.
        labels: What these are called, in order.
    """
    if not account.calendar:
        return [account]
    kinds = ("", *CALENDAR[: CALENDAR.index(account.calendar)])
    return [*(_longer(account, kind, labels) for kind in kinds), account]


def _longer(account: Account, kind: str, labels: Sequence[str]) -> Account:
    names = [_longer_name(label, kind) for label in labels]
    starts = [place for place, name in enumerate(names) if place == 0 or name != names[place - 1]]
    return Account(
        fields=account.fields,
        calendar=kind,
        groups=account.groups,
        moved=np.add.reduceat(account.moved, starts, axis=1),
        stock=account.stock,
        bad=np.logical_or.reduceat(account.bad, starts, axis=1),
        edges=np.array([*starts, len(labels)]),
    )


def _longer_name(label: str, kind: str) -> str:
    """The year or quarter that a month or quarter lies in.

    Example:
        >>> [_longer_name("2023-05", kind) for kind in ("", "year", "quarter")]
        ['', '2023', '2023Q2']
    """
    if kind == "quarter":
        return f"{label[:4]}Q{(int(label[5:7]) + 2) // 3}"
    return label[:4] if kind else ""
