"""A panel as anybody may look at it: who began when, what is known of each unit, what overlaps; no counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import polars.selectors as cs

from sgstats import store as statements
from sgstats.effects.panel import Every
from sgstats.engines.duckdb import DuckDB
from sgstats.messages import say
from sgstats.pipeline.arriving import DEFAULT_STORE
from sgstats.pipeline.effect_asking import Request
from sgstats.pipeline.effects_of import days, first_day, last_day, tuples
from sgstats.pipeline.paneling import Asked, panel_of
from sgstats.pipeline.tracking import ledger as standing

if TYPE_CHECKING:
    from datetime import date

    from sgstats.effects import Panel, Period
    from sgstats.pipeline.spans import Day

STATES = ("never", "later", "begun", "always")
SCHEMA = {
    "unit": pl.String, "start": pl.Date, "state": pl.String, "compared": pl.Boolean, "before": pl.Int64,
    "after": pl.Int64, "left_out": pl.Int64, "gaps": pl.Int64, "others": pl.String,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelOverview:
    """What is known of an indicator and a measure, without any number of people.

    Attributes:
        frame: One row per unit: ``unit``, ``start`` (null where it was not begun), ``state`` (never,
            later: after all periods, begun, always: before all that is known of it), ``compared``
            (whether it can be compared with), how many periods are known ``before`` and ``after``, are
            ``left_out`` around the start, or are ``gaps``, and ``others``: other measures on the same
            indicator that began in it meanwhile.
        title: What the indicator is called.
        measure: Id of the measure, or None.
        metric: The metric.
        every: How long a period is.
        periods: The periods.
        remarks: Sentences that belong beside it.

    Example:
        >>> PanelOverview.label("never")
        '未实施'
    """

    frame: pl.DataFrame
    title: str
    measure: str | None
    metric: str
    every: Every
    periods: tuple[Period, ...]
    remarks: tuple[str, ...]

    @staticmethod
    def label(state: str) -> str:
        """What a state is called in the reader's language."""
        return say(f"effect_panel.state_{state}")

    def rows(self) -> list[dict[str, Any]]:
        """One dict per unit, days as ``YYYY-MM-DD``."""
        return self.frame.with_columns(cs.date().dt.to_string("%Y-%m-%d")).to_dicts()


def effect_panel(  # noqa: PLR0913 - one keyword per part of a question, as in the command
    metric: str | None = None,
    *,
    measure: str | None = None,
    starts: Mapping[str, Day] | None = None,
    of: str | None = None,
    by: str | None = None,
    where: Mapping[str, Sequence[str]] | None = None,
    values: Sequence[str] = (),
    since: Day = None,
    until: Day = None,
    every: str = "auto",
    anticipation: int = 0,
    store: str | Path = DEFAULT_STORE,
) -> PanelOverview:
    """What ``estimate_effect`` would be told of each unit: starts, periods known, gaps and overlaps.

    Args:
        metric: The indicator's name in the catalogue; by default the measure's own.
        measure: Id in the ledger.
        starts: First day by unit, for use without a ledger, or in place of its start of that unit; the
            other units of the measure keep theirs.
        of: Field whose values are the parts of the indicator.
        by: Level of the units, if lower than that of the starts.
        where: Filters by field.
        values: Parts whose people are added up.
        since: First day, month or year that counts.
        until: Last day, month or year that counts.
        every: ``auto``, ``month``, ``quarter``, ``year`` or ``list``.
        anticipation: Periods before the start that may already be touched.
        store: The DuckDB file.

    Returns:
        One row per unit of the level, without any number of people.

    Raises:
        Refused: As for ``estimate_effect``; a start outside the data is no reason here.

    Example:
        >>> effect_panel("turnover", starts={"康宁街道": "2013-03"}, store=store)
        Traceback (most recent call last):
            ...
        sgstats.errors.Refused: 可用的时期只有 0 个，至少要有 2 个（实施前后各一个）才能比较。
    """
    request = Request(
        metric=metric, measure=measure, starts=days(starts), of=of, by=by, where=tuples(where),
        values=tuples({"": values})[""], since=first_day(since), until=last_day(until), every=every,
        anticipation=anticipation,
    )  # fmt: skip
    path = Path(store)
    known = standing(path)
    with statements.reading(path) as connection:
        asked = panel_of(request, ledger=known, engine=DuckDB(connection))
    return overview(asked)


def overview(asked: Asked) -> PanelOverview:
    """A panel without its numbers."""
    panel = asked.panel
    rows = [_row(panel, asked, place) for place in range(len(panel.units))]
    return PanelOverview(
        frame=pl.DataFrame(rows, schema=SCHEMA), title=panel.title, measure=panel.measure,
        metric=panel.metric, every=panel.every, periods=panel.periods, remarks=asked.comparable.remarks,
    )  # fmt: skip


def _row(panel: Panel, asked: Asked, place: int) -> dict[str, Any]:
    unit, first, count = panel.units[place], int(panel.first_after[place]), len(panel.periods)
    known, left_out = ~np.isnan(panel.values[place]), panel.left_out[place]
    after = np.arange(count) >= first
    start = panel.starts.get(unit)
    before = int((known & ~left_out & ~after).sum())
    return {
        "unit": unit, "start": start, "state": _state(start, begun=first < count, before=before),
        "compared": start is None and unit not in asked.others, "before": before,
        "after": int((known & ~left_out & after).sum()), "left_out": int(left_out.sum()),
        "gaps": int((~known & ~left_out).sum()),
        "others": "、".join(f"{one.measure} {one.start}" for one in panel.clashes if one.unit == unit),
    }  # fmt: skip


def _state(start: date | None, *, begun: bool, before: int) -> str:
    if start is None:
        return "never"
    if not begun:
        return "later"
    return "begun" if before else "always"
