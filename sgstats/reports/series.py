"""The numbers of a protected table in the order a chart draws them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sgstats.errors import Refused
from sgstats.messages import say
from sgstats.reports.wording import HIDDEN, printed

if TYPE_CHECKING:
    from sgstats.disclosure import Protected

MALE, FEMALE = "男", "女"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One bar: how long, what is written beside it, what is told about it; None is a hidden number."""

    label: str
    number: float | None
    text: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Bars of one colour."""

    name: str
    marks: tuple[Mark, ...]


def bar_series(protected: Protected) -> list[Series]:
    """One bar per category, or per group where the table has groups and no parts.

    With groups and parts there is one series per category, and a bar of it for each group; what
    is hidden in a group is one more bar, as long as what the shown parts leave.

    Args:
        protected: A table with at most one field of groups.

    Raises:
        Refused: The table has more than one field of groups.
    """
    if len(protected.by) > 1:
        raise Refused("report.not_drawable", metric=protected.name, need=say("report.need_bars"))
    rows = protected.rows()
    axis = (protected.by or (protected.of,))[0]
    if not (protected.by and protected.of):
        return [_series(protected, rows, axis=axis, name=protected.definition.title)]
    names = dict.fromkeys(row[protected.of] for row in rows)
    parts = [
        _series(protected, [row for row in rows if row[protected.of] == name], axis=axis, name=name)
        for name in names
    ]
    return [*parts, *_rest(parts)]


def _rest(parts: list[Series]) -> list[Series]:
    """What the shown parts leave of each group: one bar for all that is hidden in it, if anything is."""
    groups: dict[str, list[Mark]] = {}
    for mark in (mark for one in parts for mark in one.marks):
        groups.setdefault(mark.label, []).append(mark)
    marks = [
        _rest_mark(label, marks) for label, marks in groups.items() if any(m.number is None for m in marks)
    ]
    return [Series(name=say("report.hover_hidden"), marks=tuple(marks))] if marks else []


def _rest_mark(label: str, marks: list[Mark]) -> Mark:
    left = 1 - sum(mark.number or 0.0 for mark in marks)
    return replace(_hidden(label), number=max(left, 0.0))


def pyramid_series(protected: Protected) -> tuple[Series, Series]:
    """Men and women by category; people of unknown sex are not drawn.

    Args:
        protected: A structure by gender.

    Raises:
        Refused: The table is another one.
    """
    if protected.by != ("gender",) or protected.of is None:
        raise Refused("report.not_drawable", metric=protected.name, need=say("report.need_pyramid"))
    labels = dict.fromkeys(row[protected.of] for row in protected.rows())
    men, women = (_side(protected, gender, list(labels)) for gender in (MALE, FEMALE))
    return men, women


def _side(protected: Protected, gender: str, labels: list[str]) -> Series:
    """One sex, with a bar for every category, empty where it has nobody."""
    of = str(protected.of)
    found = {row[of]: row for row in protected.rows() if row["gender"] == gender}
    nobody = {"people": 0, "share": 0.0, "status": "shown"}
    marks = [_people_mark(found.get(label) or nobody, label) for label in labels]
    return Series(name=gender, marks=tuple(marks))


def _series(protected: Protected, rows: list[dict[str, Any]], *, axis: str | None, name: str) -> Series:
    marks = [_mark(protected, row, "" if axis is None else row[axis]) for row in rows]
    return Series(name=name, marks=tuple(marks))


def _mark(protected: Protected, row: dict[str, Any], label: str) -> Mark:
    if "value" in row:
        return _value_mark(row, label, unit=protected.definition.unit)
    return _share_mark(row, label) if protected.of else _people_mark(row, label)


def _hidden(label: str) -> Mark:
    return Mark(label=label, number=None, text=HIDDEN, told=f"{label}：{say('report.hover_hidden')}")


def _value_mark(row: dict[str, Any], label: str, *, unit: str) -> Mark:
    if row["value"] is None:
        return _hidden(label)
    value = printed(row["value"], kind="value")
    told = say("report.hover_value", label=label, value=value, unit=unit)
    return Mark(label=label, number=row["value"], text=value, told=told)


def _share_mark(row: dict[str, Any], label: str) -> Mark:
    if row["people"] is None:
        return _hidden(label)
    share = "" if row["share"] is None else printed(row["share"], kind="share")
    told = say("report.hover", label=label, people=row["people"], share=share)
    return Mark(label=label, number=row["share"] or 0.0, text=share, told=told)


def _people_mark(row: dict[str, Any], label: str) -> Mark:
    if row["people"] is None:
        return _hidden(label)
    share = "" if row["share"] is None else printed(row["share"], kind="share")
    told = say("report.hover", label=label, people=row["people"], share=share)
    return Mark(label=label, number=row["people"], text=str(row["people"]), told=told)
