"""Many measures and many indicators at once: one table, with false discoveries kept in check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from sgstats import store as statements
from sgstats.disclosure.effects import protect_effects
from sgstats.effects.several import adjusted, by_chance
from sgstats.engines.duckdb import DuckDB
from sgstats.errors import Refused
from sgstats.pipeline.arriving import DEFAULT_STORE
from sgstats.pipeline.effect_asking import Request, known_measure
from sgstats.pipeline.effects_of import estimated, first_day, last_day
from sgstats.pipeline.tracking import ledger as standing

if TYPE_CHECKING:
    from sgstats.disclosure.effects_shown import ProtectedEffect
    from sgstats.effects import Effect
    from sgstats.ledger import Ledger
    from sgstats.pipeline.spans import Day

REFUSED = {"measure": pl.String, "metric": pl.String, "reason": pl.String}


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectsTable:
    """Several effects as their audience may see them, and those that could not be asked for.

    Attributes:
        effects: Each of them.
        frame: One row per effect, as ``ProtectedEffects.frame``.
        refused: One row per measure that could not be looked at: ``measure``, ``metric``, ``reason``.
        warning: What belongs above the table: how many of so many would look real by chance; or None.
        notes: Sentences that belong below it.
        audience: Who may see it.

    Example:
        >>> estimate_effects(store=store).frame.height
        0
    """

    effects: tuple[ProtectedEffect, ...]
    frame: pl.DataFrame
    refused: pl.DataFrame
    warning: str | None
    notes: tuple[str, ...]
    audience: str

    def rows(self) -> list[dict[str, Any]]:
        """The effects as ``effects --format json`` prints them."""
        return [row for effect in self.effects for row in effect.rows()]


def estimate_effects(  # noqa: PLR0913 - one keyword per part of a question
    measures: Sequence[str] | None = None,
    metrics: Sequence[str] | None = None,
    *,
    since: Day = None,
    until: Day = None,
    every: str = "auto",
    design: str = "auto",
    store: str | Path = DEFAULT_STORE,
    audience: str = "internal",
    step: Callable[[str], None] | None = None,
) -> EffectsTable:
    """Every measure held against its indicator, or each against several, in one table.

    The more is looked at, the more looks real by chance: p values are adjusted after Benjamini and Hochberg
    and verdicts follow the adjusted ones. What can't be asked for stands in ``refused`` with its reason.

    Args:
        measures: Ids in the ledger; by default all that have an indicator and a start.
        metrics: Indicators; by default each measure's own.
        since: First day, month or year that counts.
        until: Last day, month or year that counts.
        every: Length of a period.
        design: ``auto``, or a design by name.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``.
        step: Called with the name of every pair that is done.

    Returns:
        The table, in the order of the ledger.

    Raises:
        Refused: There is no store, or no such measure in its ledger.

    Example:
        >>> estimate_effects(store=store).warning
    """
    path, known = Path(store), standing(store)
    pairs = pairs_of(measures, metrics, ledger=known)
    span = Request(since=first_day(since), until=last_day(until), every=every)
    found: list[Effect] = []
    refused: list[tuple[str, str, str]] = []
    with statements.reading(path) as connection:
        for measure, metric in pairs:
            request = replace(span, measure=measure, metric=metric)
            try:
                found.append(estimated(request, ledger=known, engine=DuckDB(connection), design=design))
            except Refused as refusal:
                refused.append((measure, metric or _own(measure, known), str(refusal)))
            if step:
                step(measure)
    return _table(found, refused, audience=audience)


def pairs_of(
    measures: Sequence[str] | None, metrics: Sequence[str] | None, *, ledger: Ledger
) -> list[tuple[str, str | None]]:
    """Measures and metrics to look at; None for a measure's own indicator.

    Raises:
        Refused: There is no such measure.
    """
    if measures:
        # Asked for its refusals: a wrong id must not look like a measure that can't be told.
        chosen = [known_measure(one, ledger=ledger).item for one in measures]
    else:
        told = [one for one in ledger.measures if one.starts]
        chosen = [one.item for one in told if metrics or (one.indicator and one.indicator.metric)]
    return [(item, metric) for item in chosen for metric in (metrics or (None,))]


def _own(measure: str, ledger: Ledger) -> str:
    told = next((one.indicator for one in ledger.measures if one.item == measure), None)
    return (told.metric if told else None) or ""


def _table(
    found: Sequence[Effect], refused: Sequence[tuple[str, str, str]], *, audience: str
) -> EffectsTable:
    made = adjusted(found)
    shown = protect_effects(made, audience=audience)
    return EffectsTable(
        effects=shown.effects, frame=shown.frame, warning=by_chance(made), notes=shown.notes,
        refused=pl.DataFrame(list(refused), schema=REFUSED, orient="row"), audience=shown.audience,
    )  # fmt: skip
