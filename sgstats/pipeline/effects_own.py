"""A researcher's own numbers: a frame of units and periods becomes a panel and passes the same door."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, cast, get_args

import polars as pl

from sgstats import effects
from sgstats.disclosure.effects import protect_effect
from sgstats.effects.panel import Every, Kind, Panel, Period
from sgstats.effects.told import MONTHS, scale_of
from sgstats.errors import Refused
from sgstats.messages import listed
from sgstats.pipeline.effect_asking import require_aim
from sgstats.pipeline.effect_cells import checked
from sgstats.pipeline.effects_of import days, first_day

if TYPE_CHECKING:
    from sgstats.disclosure.effects_shown import ProtectedEffect
    from sgstats.effects.panel import Better
    from sgstats.pipeline.spans import Day

NEEDED = {"count": ("unit", "period", "people")}
PARTS = ("unit", "period", "people", "base")


def estimate_panel(  # noqa: PLR0913 - one keyword per part of a panel
    frame: pl.DataFrame,
    *,
    starts: Mapping[str, Day],
    kind: str,
    better: Better,
    title: str = "value",
    unit: str = "%",
    every: str = "month",
    scale: float | None = None,
    aimed: float | None = None,
    anticipation: int = 0,
    design: str = "auto",
    audience: str = "internal",
) -> ProtectedEffect:
    """The effect of a measure on numbers of one's own, by the same designs and behind the same door.

    Args:
        frame: One row per unit and period: ``unit``, ``period`` (a day in it, or ``2023-03``, ``2023``),
            ``people`` (people of a part, events, or the sum of a mean; null if unknown) and ``base`` (not
            of a count).
        starts: First day of the measure by unit; units without one are compared with.
        kind: ``share``, ``rate`` (events over an exposure), ``mean`` (a sum over people) or ``count``.
        better: ``higher`` or ``lower``.
        title: What the indicator is called.
        unit: What it is counted in.
        every: ``month``, ``quarter``, ``year``, or ``list`` for stocks of single days.
        scale: Value of one person over one of the base; by default 100 for shares, percent a year for
            rates, else 1.
        aimed: The change that was aimed at.
        anticipation: Periods before the start that may already be touched.
        design: ``auto``, or a design by name.
        audience: ``internal``, ``public`` or ``analyst``.

    Returns:
        The protected effect.

    Raises:
        Refused: A column is missing, a cell is no number or one that can't be, a period is no day, a unit is
            told twice of a period, or the panel can't be asked; nothing is aimed at, or ``anticipation`` is
            no count.

    Example:
        >>> frame = pl.DataFrame({
        ...     "unit": ["甲"] * 2 + ["乙"] * 2, "period": ["2021", "2022"] * 2,
        ...     "people": [40, 70, 41, 43], "base": [100, 100, 100, 100],
        ... })
        >>> asked = {"kind": "share", "better": "higher", "every": "year"}
        >>> estimate_panel(frame, starts={"甲": "2022-01"}, **asked).treated
        ('甲',)
    """
    require_aim(aimed, anticipation=anticipation)
    length, sort = _one_of(every, Every, "every"), _one_of(kind, Kind, "kind")
    cells, periods = _cells(frame, every=cast("Every", length), kind=sort)
    panel = Panel(
        metric=title, title=title, kind=cast("Kind", sort), unit=unit, every=cast("Every", length),
        scale=scale_of(cast("Kind", sort), cast("Every", length)) if scale is None else scale,
        periods=periods, cells=cells, starts=days(starts), better=better, aimed=aimed,
        anticipation=anticipation,
    )  # fmt: skip
    return protect_effect(effects.estimate(panel, design=design), audience=audience)


def _one_of(value: str, known: object, name: str) -> str:
    words = get_args(known)
    if value not in words:
        raise Refused(f"effect_panel.{name}_unknown", **{name: value, "known": listed(words)})
    return value


def _cells(frame: pl.DataFrame, *, every: Every, kind: str) -> tuple[pl.DataFrame, tuple[Period, ...]]:
    """The rows by place of their period, and the periods, those between without rows included."""
    if missing := [name for name in NEEDED.get(kind, PARTS) if name not in frame.columns]:
        raise Refused("effect_panel.columns", missing=missing[0], known=listed(frame.columns))
    told = [_period(value, every=every) for value in frame["period"]]
    periods = tuple(sorted(set(told), key=lambda period: period.first))
    periods = periods if every == "list" else _without_holes(periods, every=every)
    places = {period: place for place, period in enumerate(periods)}
    numbers = checked(frame, kind=kind)
    place = pl.Series("period", [places[period] for period in told], dtype=pl.Int64)
    cells = numbers.select("unit", place, "people", "base")
    twice = cells.filter(cells.select("unit", "period").is_duplicated())
    if twice.height:
        unit, place = twice.row(0)[:2]
        raise Refused("effect_panel.twice", unit=unit, first=periods[place].first)
    return cells, periods


def _period(value: object, *, every: Every) -> Period:
    """The period that a day, month or year of the frame lies in."""
    known = isinstance(value, date | str | int)
    day = (value if isinstance(value, date) else first_day(str(value))) if known else None
    if day is None:
        raise Refused("effect_panel.no_day", column="period")
    if every == "list":
        return Period(first=day, last=day)
    return _calendar(day.year, (day.month - 1) // MONTHS[every] * MONTHS[every] + 1, every=every)


def _calendar(year: int, month: int, *, every: Every) -> Period:
    last = month + MONTHS[every] - 1
    return Period(first=date(year, month, 1), last=date(year, last, monthrange(year, last)[1]))


def _without_holes(periods: tuple[Period, ...], *, every: Every) -> tuple[Period, ...]:
    """Calendar periods with those between them that have no rows: time passed in a gap, too."""
    if not periods:
        return ()
    months = range(
        periods[0].first.year * 12 + periods[0].first.month - 1,
        periods[-1].first.year * 12 + periods[-1].first.month,
        MONTHS[every],
    )
    return tuple(_calendar(month // 12, month % 12 + 1, every=every) for month in months)
