"""The state machine of an issue, as data: which move leads from where to where, and what it needs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, get_args

from sgstats.errors import Refused
from sgstats.ledger.ledger import State
from sgstats.messages import listed

if TYPE_CHECKING:
    from sgstats.ledger.ledger import Issue

STATES: tuple[State, ...] = get_args(State)
BEGIN: State = "待整改"
UNDER_WAY: State = "整改中"
TO_ACCEPT: State = "待验收"
CLOSED: State = "已销号"
REFUSED, AGAIN = "驳回", "反弹"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step from one state to another.

    Attributes:
        name: What it is called.
        start: The state it leaves.
        to: The state it leads to.
        needs: What must be there first.
        review: Whether only a second look makes it.
    """

    name: str
    start: State
    to: State
    needs: tuple[str, ...] = ()
    review: bool = False


@cache
def moves() -> tuple[Move, ...]:
    """Every move there is.

    Example:
        >>> [one.name for one in moves() if one.start == "待验收"]
        ['已销号', '驳回']
    """
    return tuple(_move(facts) for facts in data("states")["move"])


def _move(facts: dict[str, Any]) -> Move:
    start, needs = facts.pop("from"), tuple(facts.pop("needs", ()))
    return Move(start=start, needs=needs, **facts)


def require_state(text: str) -> State:
    """A state by its name.

    Raises:
        Refused: It is none.

    Example:
        >>> require_state("整改中")
        '整改中'
    """
    found = next((one for one in STATES if one == text.strip()), None)
    if found is None:
        raise Refused("ledger.state_unknown", state=text, known=listed(STATES))
    return found


def move_to(name: str, *, issue: Issue, given: frozenset[str] = frozenset()) -> Move:
    """The move of this name from where an issue stands.

    Args:
        name: ``整改中``, ``待验收``, ``已销号`` or ``驳回``.
        issue: The issue.
        given: What comes with the move: ``accepted_by``, ``reason``, ``evidence``.

    Raises:
        Refused: No such move leads from there, or something it needs is missing.

    Example:
        >>> from sgstats.ledger.ledger import Issue
        >>> move_to("整改中", issue=Issue(item="P1", text="台账不全")).to
        '整改中'
    """
    open_to = [one for one in moves() if one.start == issue.state and not one.review]
    found = next((one for one in open_to if one.name == name), None)
    if found is None:
        if issue.state == CLOSED:
            raise Refused("ledger.move_closed", item=issue.item)
        known = listed(one.name for one in open_to)
        raise Refused("ledger.move_unknown", item=issue.item, state=issue.state, move=name, known=known)
    if missing := [need for need in found.needs if need not in given | _has(issue)]:
        raise Refused(f"ledger.move_needs_{missing[0]}", item=issue.item)
    return found


def _has(issue: Issue) -> frozenset[str]:
    """What an issue has already of what moves need."""
    held = {"evidence": issue.evidence, "accepted_by": issue.accepted_by}
    return frozenset(name for name, value in held.items() if value)


@cache
def data(name: str) -> dict[str, Any]:
    """The content of a TOML file beside this module."""
    return tomllib.loads(resources.files("sgstats.ledger").joinpath(f"{name}.toml").read_text("utf-8"))
