"""Counting by stored fields: categories, free texts and units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from sgstats.engines import Cell
from sgstats.errors import Refused
from sgstats.fields import UNKNOWN, Field
from sgstats.messages import listed
from sgstats.metrics.dimension import Dimension, Key, ordered

UNITS = ("district", "street", "community")
"""The levels of a unit's path, from the top."""


def category(field: Field) -> Dimension:
    """A field with canonical values, shown in the dictionary's order.

    Example:
        >>> from sgstats.fields import dictionary
        >>> category(dictionary()["gender"]).names([("女",), (None,), ("男",)])
        {('男',): '男', ('女',): '女', (None,): '未知'}
    """
    places = {value: place for place, value in enumerate(field.values)}
    return Dimension(
        name=field.name,
        reads=(field.name,),
        keys={field.name: field.name},
        names=partial(ordered, label=str, rank=lambda value: places.get(str(value), len(places))),
        code=partial(_canonical, field),
    )


def _canonical(field: Field, value: str) -> Cell:
    if value not in field.values:
        known = listed((*field.values, UNKNOWN))
        raise Refused("metric.not_a_value", field=field.name, value=value, known=known)
    return value


def text(field: Field) -> Dimension:
    """A field in which any text may stand, shown in the order of first appearance."""
    return Dimension(
        name=field.name,
        reads=(field.name,),
        keys={field.name: field.name},
        names=partial(ordered, label=str, rank=lambda value: 0),
        code=str,
        fills=False,
        free=True,
    )


def unit(field: Field, *, beside: Sequence[str]) -> Dimension:
    """A unit, told apart by its whole path: two streets may each have a community of one name.

    Args:
        field: District, street or community.
        beside: The other fields of the same table; a name needs no street in brackets where the
            street has a column of its own.
    """
    path = UNITS[: UNITS.index(field.name) + 1]
    alone = len(path) > 1 and path[-2] not in beside
    return Dimension(
        name=field.name,
        reads=path,
        keys={level: level for level in path},
        names=partial(unit_names, alone=alone),
        code=str,
        fills=False,
        free=True,
    )


def unit_names(paths: Sequence[Key], *, alone: bool) -> dict[Key, str]:
    """Name units by the last step of their path, with the step above in brackets where names repeat.

    Units whose own name is unknown are one unknown unit. Where the step above repeats as well,
    the whole path stands in the brackets.

    Args:
        paths: One per unit, from district down.
        alone: Whether no other column of the table tells the units apart.

    Example:
        >>> paths = [("甲区", "东街", "幸福"), ("甲区", "西街", "幸福"), ("甲区", "西街", "和平")]
        >>> list(unit_names(paths, alone=True).values())
        ['幸福（东街）', '幸福（西街）', '和平']
        >>> list(unit_names(paths, alone=False).values())
        ['幸福', '幸福', '和平']
    """
    known = list(dict.fromkeys(_without_empties(path) for path in paths if path[-1]))
    short = {path: _bracketed(path, steps=1) for path in known}
    seen, twice = Counter(path[-1] for path in known), Counter(short.values())
    names: dict[Key, str] = {}
    for path in paths:
        whole = _without_empties(path)
        if not path[-1]:
            continue
        if not alone or seen[path[-1]] == 1:
            names[path] = str(path[-1])
        else:
            names[path] = (
                short[whole] if twice[short[whole]] == 1 else _bracketed(whole, steps=len(whole) - 1)
            )
    return names | {path: UNKNOWN for path in paths if not path[-1]}


def _without_empties(path: Key) -> Key:
    return tuple(step or None for step in path)


def _bracketed(path: Key, *, steps: int) -> str:
    above = "".join(str(step or UNKNOWN) for step in path[-1 - steps : -1])
    return f"{path[-1]}（{above}）"
