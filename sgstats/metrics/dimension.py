"""What it takes to count by a field: a few stored columns, small keys made of them, and names for the keys.

The engine groups by the keys, integers wherever the field is derived; names are given to the few
rows that come back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sgstats.engines import Cell
from sgstats.errors import Refused
from sgstats.fields import UNKNOWN
from sgstats.messages import listed
from sgstats.metrics.step import Step

Key = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A field to group or filter by.

    Attributes:
        name: The field's name in the dictionary.
        reads: Stored columns that the keys are made of.
        keys: Portable SQL expression of each key column. The last one is the field's own key;
            those before it say which unit a unit lies in.
        parameters: Values bound in the expressions.
        names: Label of each key, in the order tables show them; the keys arrive in the order of
            first appearance in the files.
        code: The own key that a label stands for, for filters.
        fills: Whether a category that occurs somewhere is shown as 0 where it does not.
        free: Whether any text may occur, so that only the data knows the values.
        steps: Tables beside the postings that the keys are made of.
    """

    name: str
    reads: tuple[str, ...]
    keys: Mapping[str, str]
    names: Callable[[Sequence[Key]], dict[Key, str]]
    code: Callable[[str], Cell]
    parameters: Mapping[str, object] = field(default_factory=dict)
    fills: bool = True
    free: bool = False
    steps: tuple[Step, ...] = ()

    @property
    def own(self) -> str:
        """The key column of the field itself."""
        return list(self.keys)[-1]


def ordered(
    keys: Sequence[Key], *, label: Callable[[Cell], str], rank: Callable[[Cell], int]
) -> dict[Key, str]:
    """Name single keys and sort them by rank; null and empty are unknown and come last.

    Example:
        >>> ordered([(None,), (2,), (1,)], label=str, rank=int)
        {(1,): '1', (2,): '2', (None,): '未知'}
    """
    known = sorted((key for key in keys if key[0] not in {None, ""}), key=lambda key: rank(key[0]))
    unknown = [key for key in keys if key[0] in {None, ""}]
    return {key: label(key[0]) for key in known} | dict.fromkeys(unknown, UNKNOWN)


def coded(name: str, labels: Sequence[str]) -> Callable[[str], Cell]:
    """A filter's label to its place in a list of labels; unknown labels are refused.

    Dashes and the word 岁 or 年 may be left out or typed differently.

    Example:
        >>> coded("age_band", ["39岁及以下", "40–50岁", "51岁及以上"])("40-50")
        1
    """
    places = {_loose(label): place for place, label in enumerate(labels)}

    def code(value: str) -> Cell:
        try:
            return places[_loose(value)]
        except KeyError:
            raise Refused("metric.not_a_value", field=name, value=value, known=listed(labels)) from None

    return code


def _loose(label: str) -> str:
    """A label without the unit's word and with one kind of dash."""
    return re.sub("[岁年 ]", "", re.sub("[\u2013\u2014\u2212－~～至]", "-", label))


def in_order(
    cells: Iterable[tuple[str, ...]], *, names: Mapping[str, Mapping[Key, str]]
) -> list[tuple[str, ...]]:
    """Groups as a table shows them.

    Args:
        cells: One label per field.
        names: Labels of each field by key, in order.

    Example:
        >>> in_order([("女",), ("男",)], names={"gender": {("男",): "男", ("女",): "女"}})
        [('男',), ('女',)]
    """
    places = [
        {label: place for place, label in enumerate(dict.fromkeys(of.values()))} for of in names.values()
    ]
    return sorted(cells, key=lambda cell: [at[label] for at, label in zip(places, cell, strict=True)])
