"""The counting queries over the table ``stay``, in the portable core of SQL."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from sgstats.engines import Cell, Engine
from sgstats.errors import Refused
from sgstats.metrics.conditions import Condition
from sgstats.metrics.counting import key_columns
from sgstats.metrics.dimension import Dimension
from sgstats.metrics.dimensions import FIELDS
from sgstats.metrics.movement.calendar import TIMES
from sgstats.metrics.question import Question
from sgstats.metrics.stored import UNITS
from sgstats.periods import day_number

Rows = list[tuple[Cell, ...]]
ITEMS = {"joined": "joined", "moved": "moved", "listed": "listed", "left": "left"}
"""The words of the table ``stay`` that are bound in its queries."""
REASONS = ("leave_reason", "leave_class")
"""Fields of those who left, and of nobody else in the account."""
AGES = frozenset({"age", "age_band"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whom one query counts and by what.

    Attributes:
        dimensions: Fields of people and of units that make the groups.
        conditions: Filters.
        day: SQL for the day on which ages and tenures are told.
    """

    dimensions: Sequence[Dimension]
    conditions: Sequence[Condition]
    day: str = "$day"

    @property
    def names(self) -> tuple[str, ...]:
        """The fields' names."""
        return tuple(entry.name for entry in self.dimensions)

    @property
    def keys(self) -> dict[str, str]:
        """Every key column with its expression."""
        return self._as_of_day(self.dimensions)

    @property
    def described(self) -> dict[str, str]:
        """The key columns and what filters look at."""
        filters = self._as_of_day([entry.dimension for entry in self.conditions])
        return self.keys | {name: made for name, made in filters.items() if name not in self.keys}

    def _as_of_day(self, dimensions: Sequence[Dimension]) -> dict[str, str]:
        return {name: made.replace("$day", self.day) for name, made in key_columns(dimensions).items()}

    @property
    def parameters(self) -> dict[str, object]:
        """The values to bind in its expressions."""
        filters = [one.dimension for one in self.conditions]
        parts: list[Dimension | Condition] = [*self.dimensions, *filters, *self.conditions]
        return {name: value for part in parts for name, value in part.parameters.items()}


def scope(question: Question, *, day: str = "$day", extra: Sequence[str] = ()) -> Scope:
    """The groups of people in a question, its periods and items aside.

    Args:
        question: What was asked.
        day: SQL for the day on which ages and tenures are told.
        extra: Further fields to count by.

    Raises:
        Refused: It filters by what happened, or groups by tenure while people stay.
    """
    for entry in question.conditions:
        if entry.dimension.name not in FIELDS:
            raise Refused("movement.not_a_filter", field=entry.dimension.name)
    for name in question.by:
        if name in REASONS:
            raise Refused("movement.only_a_part", field=name)
    names = [*(name for name in question.by if name in FIELDS), *extra]
    grows = [*names, *(entry.dimension.name for entry in question.conditions)]
    if "tenure_band" in grows and day == "$day":
        raise Refused("movement.tenure_grows")
    return Scope(dimensions=question.dimensions(names), conditions=question.conditions, day=day)


def ask_stays(file: str, asked: Scope, *, engine: Engine, bound: Mapping[str, object], **parts: str) -> Rows:
    """The rows of one counting query: key columns, then what its file counts.

    Args:
        file: Name of the SQL file.
        asked: Groups and filters.
        engine: What runs the query.
        bound: Values by name; those that do not occur in the query are left out.
        **parts: Pieces of SQL that the file has gaps for.
    """
    described = "".join(
        f"\n    {name if name == made else f'{made} AS {name}'}," for name, made in asked.described.items()
    )
    grouped = [*asked.keys, *(["piece"] if "piece" in parts else [])]
    sql = _text(file).format(
        described=described,
        keys="".join(f"{name}, " for name in asked.keys),
        conditions=where(asked.conditions),
        grouping="\nGROUP BY " + ", ".join(grouped) if grouped else "",
        **parts,
    )
    values = {**ITEMS, **asked.parameters, **bound}
    used = set(re.findall(r"\$(\w+)", re.sub(r"--[^\n]*", "", sql)))
    return engine.rows(sql, {name: value for name, value in values.items() if name in used})


def where(conditions: Sequence[Condition]) -> str:
    """The filters as SQL."""
    return "\nWHERE " + " AND ".join(entry.sql for entry in conditions) if conditions else ""


def days(since: date, until: date) -> dict[str, object]:
    """First and last day of a period to bind; what changes with time is told as of the last one."""
    return {"since": day_number(since), "until": day_number(until), "day": day_number(until)}


def inside(asked: Scope, other: str) -> str:
    """SQL for whether a move stays in its group and among those looked at.

    Args:
        asked: Groups and filters; by anything but units nobody moves.
        other: ``from_`` or ``to_``: the end of the move that is not the stay's own.
    """
    groups = [same(entry, other=other) for entry in asked.dimensions if entry.name in UNITS]
    filters = [entry for entry in asked.conditions if entry.dimension.name in UNITS]
    return " AND ".join([*groups, *(_held(entry, other=other) for entry in filters)]) or "1 = 1"


def same(entry: Dimension, *, own: str = "", other: str) -> str:
    """SQL for whether two places are one group; all units without a name are one.

    Args:
        entry: A level of units, or any other field.
        own: Before the names of the one's columns.
        other: Before the names of the other's columns.
    """
    *above, last = [(f"COALESCE({own}{name}, '')", f"COALESCE({other}{name}, '')") for name in entry.keys]
    path = " AND ".join(f"{one} = {another}" for one, another in above)
    whole = f"{last[0]} = {last[1]}"
    return f"({whole} AND ({last[0]} = '' OR ({path})))" if path else f"({whole})"


def _held(entry: Condition, *, other: str) -> str:
    """A filter by a unit, on the other end of a move."""
    return re.sub(rf"\b(?<!\$){entry.dimension.own}\b", f"{other}{entry.dimension.own}", entry.sql)


def times(question: Question) -> tuple[str, ...]:
    """The fields of a question that say when."""
    return tuple(name for name in question.by if name in TIMES)


@cache
def _text(file: str) -> str:
    return resources.files(__package__).joinpath(file).read_text(encoding="utf-8").rstrip()
