"""What is asked of an indicator over time: the indicator, the periods, and what belongs to the measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sgstats.metrics import Options

if TYPE_CHECKING:
    from datetime import date

    from sgstats.effects.panel import Better, Clash

_DEFAULT = Options()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An indicator, as the ledger keeps it.

    Attributes:
        metric: Name in the catalogue.
        of: Field whose values are its parts.
        values: Parts whose people are added up; empty means the first part, or everybody.
        where: Filters by field.
        counted: Whether the people are meant and not their share.
        options: Named choices.
        title: What it is called; by default what the catalogue calls it.
    """

    metric: str
    of: str | None = None
    values: tuple[str, ...] = ()
    where: Mapping[str, Sequence[str]] = field(default_factory=dict)
    counted: bool = False
    options: Options = _DEFAULT
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Which periods a panel has.

    Attributes:
        since: First day; None for as far back as is known.
        until: Last day; None for as long as is known.
        every: ``auto``, ``month``, ``quarter``, ``year`` or ``list``.
    """

    since: date | None = None
    until: date | None = None
    every: str = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What belongs to a measure and is no number of the panel.

    Attributes:
        measure: Its id, or None.
        better: Which way is an improvement; None for what is clear of the metric.
        aimed: The change that was aimed at.
        anticipation: Periods before the start that it may already touch.
        clashes: Other measures on the same indicator.
    """

    measure: str | None = None
    better: Better | None = None
    aimed: float | None = None
    anticipation: int = 0
    clashes: tuple[Clash, ...] = ()
