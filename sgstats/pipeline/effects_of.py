"""The way out for effects: a measure of the ledger, or starts of one's own, and an answer for readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sgstats import effects
from sgstats import store as statements
from sgstats.disclosure.effects import protect_effect
from sgstats.effects.told import data
from sgstats.engines.duckdb import DuckDB
from sgstats.metrics import catalogue
from sgstats.periods import parse_span
from sgstats.pipeline.arriving import DEFAULT_STORE
from sgstats.pipeline.effect_asking import Request
from sgstats.pipeline.effect_mixing import mixed
from sgstats.pipeline.paneling import panel_of
from sgstats.pipeline.tracking import ledger as standing

if TYPE_CHECKING:
    from sgstats.disclosure.effects_shown import ProtectedEffect
    from sgstats.effects import Effect
    from sgstats.effects.panel import Better
    from sgstats.engines import Engine
    from sgstats.ledger import Ledger
    from sgstats.pipeline.spans import Day


def estimate_effect(  # noqa: PLR0913 - one keyword per part of a question, as in the command
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
    design: str = "auto",
    better: Better | None = None,
    aimed: float | None = None,
    anticipation: int = 0,
    mix: str | None = None,
    store: str | Path = DEFAULT_STORE,
    audience: str = "internal",
) -> ProtectedEffect:
    """Whether a measure changed an indicator: how much, how sure, or why it cannot be told.

    A measure of the ledger brings its indicator, target and starts; what is given here comes before it. The
    units are those of the level that the starts name (streets, communities, or the whole district), and the
    others of that level in the same district are compared with, unless another measure on the same
    indicator began in them meanwhile. Periods that the lists don't tell of are gaps.

    Args:
        metric: The indicator's name in the catalogue; by default the measure's own.
        measure: Id in the ledger: ``青禾区/M4``, or ``M4`` where only one unit has it.
        starts: First day by unit, for use without a ledger, or in place of its start of that unit; the
            other units of the measure keep theirs.
        of: Field whose values are the parts of the indicator.
        by: Level of the units, if lower than that of the starts.
        where: Filters by field.
        values: Parts whose people are added up.
        since: First day, month or year that counts; by default as far back as is known.
        until: Last day, month or year that counts.
        every: ``auto``, ``month``, ``quarter``, ``year`` or ``list``.
        design: ``auto``, or a design by name.
        better: ``higher`` or ``lower``, where neither target nor metric says which is an improvement.
        aimed: The change that was aimed at, in the indicator's unit.
        anticipation: Periods before the start that may already be touched and are left out.
        mix: A field of people by which the change is taken apart: another mix, or a real change.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``.

    Returns:
        The protected effect with its verdict, sentence, totals, time line and checks.

    Raises:
        Refused: There is no store, measure, indicator, start, unit or field of that name, the metric is no
            number per unit and period, or nothing is known before or after the start.

    Example:
        >>> estimate_effect(measure="M4", store=store)
        Traceback (most recent call last):
            ...
        sgstats.errors.Refused: 台账中还没有措施，找不到“M4”。请先登记，或用 --metric 和 --start 指定。
    """
    request = Request(
        metric=metric, measure=measure, starts=days(starts), of=of, by=by, where=tuples(where),
        values=tuples({"": values})[""], since=first_day(since), until=last_day(until), every=every,
        better=better, aimed=aimed, anticipation=anticipation,
    )  # fmt: skip
    path = Path(store)
    known = standing(path)
    with statements.reading(path) as connection:
        found = estimated(request, ledger=known, engine=DuckDB(connection), design=design, mix=mix)
    return protect_effect(found, audience=audience)


def estimated(
    request: Request, *, ledger: Ledger, engine: Engine, design: str = "auto", mix: str | None = None
) -> Effect:
    """The exact effect that a request asks for; only ``disclosure`` may pass it on.

    Raises:
        Refused: As for ``estimate_effect``.
    """
    asked = panel_of(request, ledger=ledger, engine=engine)
    panel = asked.comparable
    found = effects.estimate(panel, design=design)
    if mix:
        found = mixed(found, replace(asked, panel=panel, others=()), by=mix, engine=engine)
    return found


def effect_metrics() -> tuple[str, ...]:
    """The metrics whose effect can be asked for without saying which part of them is meant.

    Example:
        >>> "turnover" in effect_metrics(), "structure" in effect_metrics(), "survival" in effect_metrics()
        (True, False, False)
    """
    instead = data("panels")["instead"]
    return tuple(
        name
        for name, told in catalogue().items()
        if name not in instead and not (told.needs_of or told.by or told.kind in {"flow", "curve"})
    )


def days(starts: Mapping[str, Day] | None) -> dict[str, date]:
    """First days by unit, a month or a year meaning its first day.

    Example:
        >>> days({"春晓街道": "2022-03"})
        {'春晓街道': datetime.date(2022, 3, 1)}
    """
    found = {unit: first_day(day) for unit, day in (starts or {}).items()}
    return {unit: day for unit, day in found.items() if day is not None}


def first_day(day: Day) -> date | None:
    """The day, or the first one of the month or year written."""
    return day if day is None or isinstance(day, date) else parse_span(day, day)[0]


def last_day(day: Day) -> date | None:
    """The day, or the last one of the month or year written."""
    return day if day is None or isinstance(day, date) else parse_span(day, day)[1]


def tuples(where: Mapping[str, Sequence[str]] | None) -> dict[str, tuple[str, ...]]:
    """Filters with several values each, also where one was given alone."""
    return {
        name: (values,) if isinstance(values, str) else tuple(values)
        for name, values in (where or {}).items()
    }
