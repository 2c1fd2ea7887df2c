"""The panels of a look back: a measure of a closed issue with all data, up to closing, and from its start."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import Refused
from sgstats.ledger.editing import known_item
from sgstats.ledger.ledger import Issue, Ledger, Measure
from sgstats.ledger.states import CLOSED
from sgstats.messages import listed
from sgstats.pipeline.effect_asking import Request
from sgstats.pipeline.paneling import panel_of

if TYPE_CHECKING:
    from sgstats.effects import Panel
    from sgstats.engines import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A ledger, and the last day whose data counts."""

    ledger: Ledger
    until: date | None

    def panel(self, measure: Measure, *, engine: Engine) -> Panel | None:
        """The measure's panel with all data; None where it can't be made."""
        request = Request(measure=measure.item, until=self.until)
        try:
            return panel_of(request, ledger=self.ledger, engine=engine).comparable
        except Refused:
            return None


def chosen_measures(ledger: Ledger, measures: Collection[str] | None) -> tuple[str, ...] | None:
    """The ids of the measures asked about; None for all.

    Raises:
        Refused: One is no measure of the ledger.
    """
    if measures is None:
        return None
    known = [one.item for one in ledger.measures]
    found = tuple(known_item(ledger, one) for one in measures)
    if absent := [one for one in found if one not in known]:
        raise Refused("effect_panel.no_measure", item=absent[0], known=listed(known))
    return found


def closed(ledger: Ledger) -> Iterator[tuple[Issue, Measure]]:
    """Closed issues with those of their measures that can be looked at."""
    for issue in ledger.issues:
        if issue.state != CLOSED or issue.closed_on is None:
            continue
        for measure in ledger.measures:
            told = measure.indicator
            if issue.item in measure.issues and measure.starts and told is not None and told.metric:
                yield issue, measure


def panel_until(panel: Panel, day: date) -> Panel | None:
    """The panel without the periods that end after a day."""
    count = sum(period.last <= day for period in panel.periods)
    kept = panel.cells.filter(pl.col("period") < count)
    return replace(panel, periods=panel.periods[:count], cells=kept) if count > 1 else None


def panel_from_start(panel: Panel, measure: Measure, closed_on: date) -> Panel | None:
    """The panel from the measure's start on, with the day of closing for a start."""
    first = dict(zip(panel.units, panel.first_after.tolist(), strict=True))
    begun = {unit: first[unit] for unit in panel.treated}
    if not begun:
        return None
    cut = min(begun.values())
    own = pl.col("unit").replace_strict(begun, default=cut, return_dtype=pl.Int64)
    kept = panel.cells.filter(pl.col("period") >= own).with_columns(pl.col("period") - cut)
    return replace(
        panel, periods=panel.periods[cut:], cells=kept, starts=dict.fromkeys(begun, closed_on), aimed=None,
        anticipation=0, clashes=(), remarks=(), measure=measure.item,
    )  # fmt: skip
