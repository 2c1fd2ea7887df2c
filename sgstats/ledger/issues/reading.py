"""From a protected table to one number per unit; what is hidden gives none, and so no verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import floor
from typing import Any

import polars as pl

from sgstats.fields import UNKNOWN
from sgstats.ledger.issues.check import LARGEST, Check
from sgstats.ledger.issues.number import Bound, Number
from sgstats.messages import say
from sgstats.metrics import with_shares

Row = Mapping[str, Any]
Group = tuple[str, ...]
HUNDRED = 100.0
HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a table says of one group.

    Attributes:
        number: The number, or None.
        reason: Why there is none.
        part: The part it is of, where the check takes the largest one.
        bounds: Where it is hidden, the least and the most that it can be by the numbers shown beside it.
    """

    number: Number | None = None
    reason: str = ""
    part: str = ""
    bounds: tuple[Number, ...] = ()


def read(frame: pl.DataFrame, check: Check, *, by: Sequence[str], of: str | None) -> dict[Group, Reading]:
    """The number of each group of a protected table.

    Args:
        frame: Rows as ``disclosure.protect`` gives them.
        check: What is judged.
        by: Fields that make the groups.
        of: Field whose values are the parts, or None.

    Returns:
        By the values of ``by``, in the order of the table.

    Example:
        >>> from sgstats.ledger.issues import checks
        >>> rows = {"gender": ["男", "女"], "people": [67, 1269], "base": [1336] * 2, "reason": [None] * 2}
        >>> number = read(pl.DataFrame(rows), checks()["sex_ratio"], by=(), of="gender")[()].number
        >>> round(number.value, 2), number.people, number.base
        (5.01, 67, 1336)
    """
    groups: dict[Group, list[Row]] = {}
    for row in frame.to_dicts():
        groups.setdefault(tuple(str(row[name]) for name in by), []).append(row)
    of = of if of in frame.columns else None
    return {group: _of_group(rows, check, of) for group, rows in groups.items()}


def _of_group(rows: Sequence[Row], check: Check, of: str | None) -> Reading:
    if check.number == "value":
        return _value(rows[0])
    bases = [row["base"] for row in rows if row["base"] is not None]
    if not bases:
        return _hidden(rows)
    if not bases[0]:
        return Reading(reason=say("issue.nobody"))
    parts = {str(row[of]): row for row in rows} if of else {"": rows[0]}
    return _counted(parts, check, base=int(bases[0]))


def _value(row: Row) -> Reading:
    """A value as the metric gives it."""
    if row["value"] is None:
        return _hidden([row])
    facts = {name: row[name] for name in ("low", "high", "people", "base")}
    return Reading(number=Number(value=row["value"], **facts))


def _counted(parts: Mapping[str, Row], check: Check, *, base: int) -> Reading:
    """The people of the parts wanted, and what those of whom it is not known could change."""
    wanted = _largest(parts, base) if LARGEST in check.values else check.values or tuple(parts)
    chosen = [parts[name] for name in wanted if name in parts]
    if not wanted or any(row["people"] is None for row in chosen):
        hidden = _hidden(list(parts.values()))
        return replace(hidden, bounds=_bounds(parts, wanted, base) if check.number == "share" else ())
    people = sum(row["people"] for row in chosen)
    unknown = 0 if UNKNOWN in wanted else _unknown(parts, base, known=check.base == "known")
    part = wanted[0] if LARGEST in check.values else ""
    return Reading(number=_number(check, people=people, base=base, unknown=unknown), part=part)


def _bounds(parts: Mapping[str, Row], wanted: Sequence[str], base: int) -> tuple[Number, ...]:
    """The least and the most that hidden parts can be together: what the shown ones leave of the base.

    Any reader of the table can reckon that; nothing hidden is looked at.
    """
    shown = {name: row["people"] for name, row in parts.items() if row["people"] is not None and row["base"]}
    least = sum(people for name, people in shown.items() if name in wanted)
    most = base - sum(people for name, people in shown.items() if name not in wanted)
    if not wanted or not least <= most <= base:
        return ()
    return _bounded(least, base, "least"), _bounded(most, base, "most")


def _bounded(people: int, base: int, bound: Bound) -> Number:
    low, high = interval(people, base)
    return Number(value=people * HUNDRED / base, low=low, high=high, people=people, base=base, bound=bound)


def _largest(parts: Mapping[str, Row], base: int) -> tuple[str, ...]:
    """The part with most people; none where a hidden one may have more."""
    shown = {name: row["people"] for name, row in parts.items() if row["people"] is not None}
    known = {name: people for name, people in shown.items() if name != UNKNOWN}
    if not known:
        return ()
    most = max(known, key=lambda name: known[name])
    hidden = len(shown) < len(parts)
    return () if hidden and base - sum(shown.values()) >= known[most] else (most,)


def _unknown(parts: Mapping[str, Row], base: int, *, known: bool) -> int:
    """How many people at most it is not known of; where their number is hidden, all that are not shown."""
    row = parts.get(UNKNOWN)
    if row is None:
        return 0
    if row["people"] is not None:
        return int(row["people"])
    shown = sum(one["people"] for one in parts.values() if one["people"] is not None)
    return 0 if known else max(0, base - shown)


def _number(check: Check, *, people: int, base: int, unknown: int) -> Number:
    """The number of a check, with its interval and the one that spares the unit."""
    total = base + (unknown if check.base == "known" else 0)
    spared = (people if check.problem == "above" else people + unknown, total)
    if check.number == "share":
        share, ends = people * HUNDRED / base, interval(people, base)
        other = interval(*spared) if unknown else None
        return Number(value=share, low=ends[0], high=ends[1], people=people, base=base, spared=other)
    doubted = unknown and check.problem == "below"
    both = (float(people), float(people + unknown)) if doubted else None
    return Number(value=people, people=people, base=base, spared=both)


def seats(number: Number, *, percent: float) -> Number:
    """A count with the whole seats that a percentage of its base makes as its limit.

    Example:
        >>> seats(Number(value=3, people=3, base=14), percent=20).limit
        2
    """
    return Number(
        value=number.value, people=number.people, base=number.base,
        limit=floor(round((number.base or 0) * percent / HUNDRED, 9)),
    )  # fmt: skip


@cache
def interval(people: int, base: int) -> tuple[float, float]:
    """The 95 % interval of a share in percent, as every share of this package has it.

    Example:
        >>> tuple(round(end, 1) for end in interval(67, 1336))
        (4.0, 6.3)
    """
    row = with_shares(pl.DataFrame({"people": [people], "base": [base]})).row(0, named=True)
    return row["low"] * HUNDRED, row["high"] * HUNDRED


def _hidden(rows: Sequence[Row]) -> Reading:
    """No number, and the reason that the table gives."""
    reasons = [row["reason"] for row in rows if row.get("reason")]
    return Reading(reason=reasons[0] if reasons else say("issue.no_data"))
