"""The ledger as a board shows it, and the words that it is kept in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sgstats.ledger.standing import Standing, standings
from sgstats.ledger.states import STATES, moves
from sgstats.ledger.wording import cause_classes, degrees
from sgstats.pipeline.arriving import DEFAULT_STORE
from sgstats.pipeline.tracking import standing_ledger
from sgstats.records.ledger_items import DAYS, FIELDS, POSTS, TERMS, item_of
from sgstats.records.ledger_values import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgstats.ledger import Ledger
    from sgstats.ledger.states import Move


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A ledger on a day.

    Attributes:
        on: The day by which things are late.
        ledger: The ledger.
        issues: Every issue with what follows from the day.

    Example:
        >>> ledger_board(store).issues
        ()
    """

    on: date
    ledger: Ledger
    issues: tuple[Standing, ...]


def ledger_board(store: str | Path = DEFAULT_STORE, *, today: date | None = None) -> Board:
    """The rectification ledger with what follows from the day: limits in force, days left, what is late.

    Args:
        store: The DuckDB file.
        today: The day by which things are late; by default the day it is.

    Returns:
        The ledger, and every issue as it stands; empty where none was entered.

    Raises:
        Refused: There is no store.

    Example:
        >>> ledger_board(store).ledger.measures
        ()
    """
    known, day = standing_ledger(store), today or date.today()
    return Board(on=day, ledger=known, issues=standings(known, day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The words a ledger is kept in.

    Attributes:
        states: The states of an issue, in order.
        moves: The moves between them, each with what it needs.
        kinds: The types of rectification.
        degrees: The words of degree, lowest first.
        causes: The classes of causes.
        fields: Titles in the user's language, by kind of item and field.
        days: Fields that hold a day.
        posts: Fields that hold an office or a post, never a person's name.

    Example:
        >>> ledger_terms().degrees[0]
        '个别'
    """

    states: tuple[str, ...]
    moves: tuple[Move, ...]
    kinds: tuple[str, ...]
    degrees: tuple[str, ...]
    causes: tuple[str, ...]
    fields: Mapping[str, Mapping[str, str]]
    days: frozenset[str]
    posts: frozenset[str]

    @staticmethod
    def part_of(item: str) -> str:
        """What kind of item an id is of: a key of ``fields``.

        Example:
            >>> Terms.part_of("幸福社区/P5-C1"), Terms.part_of("M3")
            ('cause', 'measure')
        """
        return item_of(item).part


def ledger_terms() -> Terms:
    """The words a ledger is kept in: states and moves, types, degrees, classes, and its fields' titles.

    Example:
        >>> terms = ledger_terms()
        >>> [move.name for move in terms.moves if move.start == "待验收"], terms.fields["issue"]["deadline"]
        (['已销号', '驳回'], '整改时限')
    """
    titles: dict[str, dict[str, str]] = {
        part: {name: label(part, name) for name in names} for part, names in FIELDS.items()
    }
    return Terms(
        states=STATES,
        moves=moves(),
        kinds=TERMS,
        degrees=degrees(),
        causes=cause_classes(),
        fields=titles,
        days=DAYS,
        posts=POSTS,
    )
