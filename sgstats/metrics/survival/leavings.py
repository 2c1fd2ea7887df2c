"""Which leavings count as events: all, or those of some reasons or classes of reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sgstats.fields import UNKNOWN
from sgstats.metrics.conditions import Condition
from sgstats.metrics.movement.reasons import classes

OF_LEAVING = ("leave_reason", "leave_class")
"""Fields that say which leavings are events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leavings:
    """A test on the reason for leaving.

    Attributes:
        sql: The test, to be added to others; empty where every leaving is an event.
        parameters: The values bound in it.
    """

    sql: str
    parameters: Mapping[str, object]


def told(conditions: Sequence[Condition]) -> Leavings:
    """The test that a question's filters on leaving make; other filters are no concern of it."""
    tests: list[str] = []
    bound: dict[str, object] = {}
    for one in conditions:
        if one.dimension.name == "leave_reason":
            tests.append(one.sql)
            bound |= one.parameters
        elif one.dimension.name == "leave_class":
            test = _of_classes(one.values)
            tests.append(test.sql)
            bound |= test.parameters
    return Leavings(sql="".join(f" AND {test}" for test in tests), parameters=bound)


def _of_classes(names: Sequence[str]) -> Leavings:
    """Reasons of some classes; 未知 are those of no class, and no reason."""
    known = classes()
    wanted = [reason for name in names for reason in known.get(name, ())]
    bound: dict[str, object] = {f"reason_{place}": reason for place, reason in enumerate(wanted)}
    tests = [f"leave_reason IN ({_places(bound)})"] if bound else []
    if UNKNOWN in names:
        every = [reason for reasons in known.values() for reason in reasons]
        classed = {f"classed_{place}": reason for place, reason in enumerate(every)}
        tests.append(f"leave_reason IS NULL OR leave_reason NOT IN ({_places(classed)})")
        bound |= classed
    return Leavings(sql=f"({' OR '.join(tests)})", parameters=bound)


def _places(bound: Mapping[str, object]) -> str:
    return ", ".join(f"${name}" for name in bound)
