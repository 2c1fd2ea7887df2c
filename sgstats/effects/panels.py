"""Panels of any indicator of the catalogue: counts and bases from the engine, starts from the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from sgstats.effects.calendar import list_days, require_periods, whole_periods
from sgstats.effects.counting import Asked, counted
from sgstats.effects.panel import Every, Panel, Period
from sgstats.effects.question import Aim, Question, Span
from sgstats.effects.told import better_of, data, every_of, kind_of, scale_of, unit_in_words, usable
from sgstats.effects.units import known_starts, named, paths_of, unit_titles
from sgstats.errors import Refused
from sgstats.messages import listed, say
from sgstats.metrics.dimensions import dimension
from sgstats.metrics.listed import Listed, listed_units

if TYPE_CHECKING:
    from sgstats.engines import Engine

_EARLIER = 5
"""Years before the first list of which records may tell."""


_ALWAYS = Span()
_NO_AIM = Aim()


def panel(  # noqa: PLR0913 - one keyword per part of a question
    question: Question | str,
    *,
    engine: Engine,
    unit_field: str,
    starts: Mapping[str, date],
    span: Span = _ALWAYS,
    aim: Aim = _NO_AIM,
) -> Panel:
    """Count one indicator of every unit of a level in every period.

    Movements are told by month (a rate as percent a year, its base the mean headcount of the month),
    records of a year by year, and stocks on the days of the staff lists. A period of which the lists of
    a unit tell nothing, or only part, is a gap: nothing is carried forward. Units without a name are
    left out.

    Args:
        question: The indicator, or the name of its metric.
        engine: Runs the counting queries.
        unit_field: Level of the units: ``district``, ``street`` or ``community``.
        starts: First day of the measure in each unit where it was begun.
        span: Which periods.
        aim: What belongs to the measure.

    Returns:
        The panel; of ``starts`` the units that are in it.

    Raises:
        Refused: The metric gives no single number or is not told for such periods, the question can't be
            asked, a unit of ``starts`` is none, or fewer than two periods are known.

    Example:
        >>> from sgstats import store as statements
        >>> from sgstats.engines import DuckDB
        >>> with statements.reading(store) as connection:
        ...     engine, starts = DuckDB(connection), {"康宁街道": date(2013, 1, 1)}
        ...     panel("certified", engine=engine, unit_field="street", starts=starts)
        Traceback (most recent call last):
            ...
        sgstats.errors.Refused: 可用的时期只有 1 个，至少要有 2 个（实施前后各一个）才能比较。
    """
    question = Question(metric=question) if isinstance(question, str) else question
    asked = _asked(question, unit_field).spoken()
    every = every_of(asked.told, span.every)
    times = listed_units(asked.levels, engine=engine, where=question.where)
    periods = require_periods(_periods(asked, times, span, every=every))
    numbers, remarks = counted(asked, periods, every, engine=engine)
    _refuse_nobody(numbers, asked)
    known = _without_gaps(numbers, asked, times, periods, every=every)
    cells = _trimmed(_Cells(every=every, periods=periods, frame=known), span)
    _ = require_periods(cells.periods)
    begun = known_starts(starts, units=cells.units)
    return _made(question, asked, cells, begun, aim=aim, remarks=remarks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """The numbers of a panel with their periods."""

    every: Every
    periods: tuple[Period, ...]
    frame: pl.DataFrame

    @property
    def units(self) -> list[str]:
        return self.frame["unit"].unique(maintain_order=True).to_list()


def _asked(question: Question, unit_field: str) -> Asked:
    told = usable(question.metric)
    return Asked(
        told=told, kind=kind_of(told, counted=question.counted), levels=paths_of(unit_field), of=question.of,
        values=question.values, where=question.where, options=question.options,
    )  # fmt: skip


def _refuse_nobody(numbers: pl.DataFrame, asked: Asked) -> None:
    """A text that stands nowhere in the data is more likely mistyped than an answer of nobody."""
    if asked.part is None or not asked.values:
        return
    free = dimension(asked.part, options=asked.options, also=asked.told.also).free
    if free and not numbers["people"].sum():
        raise Refused("effect_panel.nobody_ever", field=asked.part, values=listed(asked.values))


def _periods(
    asked: Asked, times: Mapping[tuple[str, ...], Listed], span: Span, *, every: Every
) -> tuple[Period, ...]:
    """All periods that may be known of any unit."""
    if not times:
        raise Refused("effect_panel.no_units")
    if every == "list":
        days = (day for one in times.values() for day in one.days)
        return list_days(days, first=span.since, last=span.until)
    first, last = min(one.since for one in times.values()), max(one.until for one in times.values())
    if not asked.told.span:
        first, last = date(first.year - _EARLIER, 1, 1), date(last.year, 12, 31)
    return whole_periods(max(span.since or first, first), min(span.until or last, last), every=every)


def _without_gaps(
    numbers: pl.DataFrame,
    asked: Asked,
    times: Mapping[tuple[str, ...], Listed],
    periods: Sequence[Period],
    *,
    every: Every,
) -> pl.DataFrame:
    """Only the rows of units and periods that the unit's own lists tell of, the units named."""
    known = [
        (path, place)
        for path, one in times.items()
        for place, period in enumerate(periods)
        if _is_known(one, period, asked, every=every)
    ]
    columns = {level: [path[at] for path, _ in known] for at, level in enumerate(asked.levels)}
    told = pl.DataFrame(
        {**columns, "period": [place for _, place in known]},
        schema={**dict.fromkeys(asked.levels, pl.String()), "period": pl.Int64()},
    )
    joined = told.join(numbers, on=[*asked.levels, "period"], how="inner", maintain_order="left")
    return named(joined, levels=asked.levels, titles=unit_titles(list(times)))


def _is_known(one: Listed, period: Period, asked: Asked, *, every: Every) -> bool:
    if every == "list":
        return period.last in one.days
    return not asked.told.span or (one.since <= period.first and period.last <= one.until)


def _trimmed(cells: _Cells, span: Span) -> _Cells:
    """Without the periods at both ends of which nothing is known, or few units where nobody named an end.

    One community whose lists go ten years further back would make ten years of gaps of all others.
    """
    told = cells.frame.filter(pl.col("people").is_not_null())
    many = (len(cells.units) + 1) // 2
    some = sorted(told["period"].unique())
    full = sorted(told.group_by("period").len().filter(pl.col("len") >= many)["period"]) or some
    if not some:
        return replace(cells, periods=())
    first, last = (some if span.since else full)[0], (some if span.until else full)[-1]
    inside = cells.frame.filter(pl.col("period").is_between(first, last))
    return replace(
        cells, periods=cells.periods[first : last + 1], frame=inside.with_columns(pl.col("period") - first)
    )


def _made(  # noqa: PLR0913 - the parts of a panel
    question: Question,
    asked: Asked,
    cells: _Cells,
    starts: Mapping[str, date],
    *,
    aim: Aim,
    remarks: tuple[str, ...],
) -> Panel:
    return Panel(
        metric=question.metric,
        title=question.title or _title(asked),
        kind=asked.kind,
        unit=unit_in_words("人" if question.counted else asked.told.unit),
        scale=scale_of(asked.kind, cells.every),
        every=cells.every,
        periods=cells.periods,
        cells=cells.frame,
        starts=starts,
        better=aim.better or better_of(question.metric),
        aimed=aim.aimed,
        measure=aim.measure,
        anticipation=aim.anticipation,
        clashes=aim.clashes,
        where={name: tuple(values) for name, values in question.where.items()},
        remarks=(*_said(asked, cells.every), *remarks),
    )


def _said(asked: Asked, every: Every) -> list[str]:
    """What belongs beside the numbers of every unit."""
    yearly = asked.kind == "rate" and every != "year"
    weighted = asked.told.name in data("panels")["weighted"]["metrics"]
    return [
        *([say("effect_panel.yearly_rate")] if yearly else []),
        *([say("effect_panel.weighted")] if weighted else []),
    ]


def _title(asked: Asked) -> str:
    """What is told, with the part that is meant, also where it goes without asking: 优秀 of the grades."""
    told = asked.told
    implied = (told.part,) if told.part and told.name not in data("panels")["named"]["metrics"] else ()
    values = asked.values or implied
    if not values:
        return told.title
    # No colon: the title stands within a sentence.
    kind = asked.kind if asked.kind in {"share", "count"} else "of"
    return say(f"effect_panel.title_{kind}", metric=told.title, values=listed(values))
