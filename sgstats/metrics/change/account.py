"""The change of a share between two days as a sum of exact parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from sgstats.fields import UNKNOWN, field
from sgstats.metrics.change.pairs import End, Labels, Pairs

OPENING, CLOSING = "期初", "期末"
IN = {"joined": "入职", "moved": "调入", "changed": "转入"}
OUT = {"joined": "离职", "moved": "调出", "changed": "转出"}
SUMS = {"流入": tuple(IN.values()), "流出": tuple(OUT.values())}
"""Items that are the sums of others."""
Account = Mapping[str, Mapping[str, int]]
"""People by component and value."""


def components() -> tuple[str, ...]:
    """The parts of the account in the order tables show them."""
    return field("component").values


def items(pairs: Pairs, *, units: Sequence[int]) -> Counter[tuple[str, Labels]]:
    """People by component and labels (groups, then the value), in the account between the two days.

    Args:
        pairs: What people were on both days.
        units: Places of units among the labels; who has another one there has moved.

    Returns:
        For each value: 期初 + 流入 = 流出 + 期末, 流入 = 入职 + 调入 + 转入, 流出 = 离职 + 调出 + 转出.
    """
    counted: Counter[tuple[str, Labels]] = Counter()
    for first, last, people in pairs.ends:
        for item, labels in _items(first, last, units=units):
            for one in (item, *(whole for whole, parts in SUMS.items() if item in parts)):
                counted[one, labels] += people
    return counted


def _items(first: End, last: End, *, units: Sequence[int]) -> list[tuple[str, Labels]]:
    """The items of the account in which people of one kind stand."""
    stood = [(OPENING, first.labels), (CLOSING, last.labels)]
    if first.labels != last.labels:
        stood += [(OUT[_why(first, last, units)], first.labels), (IN[_why(last, first, units)], last.labels)]
    return [(item, labels) for item, labels in stood if labels is not None]


def _why(own: End, other: End, units: Sequence[int]) -> str:
    """Why people who are in a category on one day are not in it on the other."""
    if not other.present:
        return "joined"
    if own.labels is None or other.labels is None:
        return "changed" if other.inside else "moved"
    return "moved" if any(own.labels[at] != other.labels[at] for at in units) else "changed"


def contributions(account: Account, *, known: bool = False) -> dict[tuple[str, str], Fraction | None]:
    """What each component adds to the share of each value, exactly.

    Joiners raise a share only if more of them have the value than of the others, so that each
    component is measured against the mean of the two shares. 期初 and 期末 are the shares themselves;
    流入 and 流出, and so the components that make them up, add up to their difference.

    Formula:
        (people of the value - mean share · people of all values) / mean base, with the sign of the
        component; mean share and mean base are the means of the two days.

    Args:
        account: People by component and value.
        known: Whether 未知 is left out of the bases; it then has no share.

    Returns:
        Fractions of 1 by component and value; None where one of the days has nobody.

    Example:
        >>> account = {"期初": {"甲": 2, "乙": 2}, "入职": {"乙": 1}, "期末": {"甲": 2, "乙": 3}}
        >>> found = contributions(account)
        >>> [str(found[part, "乙"]) for part in ("期初", "入职", "期末")]
        ['1/2', '1/10', '3/5']
    """
    whole = {part: _whole(account.get(part, {}), known=known) for part in components()}
    opening, closing = whole[OPENING], whole[CLOSING]
    found: dict[tuple[str, str], Fraction | None] = {}
    for value in dict.fromkeys(value for people in account.values() for value in people):
        counts = {part: account.get(part, {}).get(value, 0) for part in components()}
        ends = [Fraction(counts[part], whole[part]) if whole[part] else None for part in (OPENING, CLOSING)]
        told = not (known and value == UNKNOWN)
        for part in components():
            found[part, value] = _share(part, counts, whole, ends) if told else None
    return found if opening or closing else dict.fromkeys(found)


def _whole(people: Mapping[str, int], *, known: bool) -> int:
    return sum(count for value, count in people.items() if not (known and value == UNKNOWN))


def _share(
    part: str, counts: Mapping[str, int], whole: Mapping[str, int], ends: Sequence[Fraction | None]
) -> Fraction | None:
    """The share on a day, or what a component adds to it."""
    if part in {OPENING, CLOSING}:
        return ends[part == CLOSING]
    first, last = ends
    if first is None or last is None:
        return None
    sign = 1 if part in {"流入", *SUMS["流入"]} else -1
    base = Fraction(whole[OPENING] + whole[CLOSING], 2)
    return sign * (counts[part] - (first + last) / 2 * whole[part]) / base
