"""The way out for needs: the hiring that a target asks for, and the staff that a standard asks for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from sgstats import disclosure, metrics
from sgstats import store as statements
from sgstats.engines.duckdb import DuckDB
from sgstats.errors import Refused
from sgstats.fields import UNKNOWN, field
from sgstats.messages import say
from sgstats.metrics.bands import labels
from sgstats.metrics.staffing.standards import standard as named_standard
from sgstats.metrics.stored import UNITS
from sgstats.outlook.project import LONGEST, Plan
from sgstats.outlook.project import project as carry
from sgstats.outlook.solving import needed_hiring, target
from sgstats.outlook.staffing import Need
from sgstats.outlook.staffing import staffing as against
from sgstats.outlook.table import TOTAL
from sgstats.pipeline.arriving import DEFAULT_STORE
from sgstats.pipeline.projected import Outlook, protected
from sgstats.pipeline.projecting import asked, day_of, scenario_of

if TYPE_CHECKING:
    from sgstats.engines import Engine
    from sgstats.metrics.question import Question
    from sgstats.metrics.staffing.standards import Standard
    from sgstats.outlook.solving import Target

Where = Mapping[str, Sequence[str]]


def hiring_for(  # noqa: PLR0913 - one keyword per part of a question, as in the command
    share: str,
    *,
    by_year: int,
    on: date | str | None = None,
    where: Where | None = None,
    reading: str = "both",
    look_back: int = 5,
    hire_ages: str | None = None,
    stop: Sequence[str] = (),
    store: str | Path = DEFAULT_STORE,
    audience: str = "internal",
) -> Outlook:
    """Find the yearly hiring that brings the share of an age group under (or over) a limit by a year.

    Args:
        share: ``40-50<60``: ages, both ends inside, and percent.
        by_year: By the day of this year.
        on: The day to start from; by default the last one that the store knows.
        where: As for ``project``.
        reading: ``50``, ``55`` or ``both``.
        look_back: Years up to the day that are observed, at most.
        hire_ages: Ages of those hired; by default as observed.
        stop: Reasons that nobody leaves for any more.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``.

    Returns:
        One row per ``reading``: ``hire`` (null: impossible), ``most`` (null: no upper limit),
        ``share_without`` hiring, ``share`` with it, and the ``limit`` that no hiring passes.
        Hidden where the age group is one that the audience may not see on the day.

    Raises:
        Refused: The target is not written so, its year is not ahead, or as for ``project``.

    Example:
        >>> hiring_for("40-50", by_year=2030, store=store)  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        sgstats.errors.Refused: --until-share 应写成 40-50<60...
    """
    day = day_of(on, store=Path(store))
    wanted = target(share, year=by_year)
    plan = Plan(
        years=LONGEST, look_back=look_back, reading=reading,  # type: ignore[arg-type]
        scenario=scenario_of(None, hire_ages, stop),
    )  # fmt: skip
    with statements.reading(Path(store)) as connection:
        engine, question = DuckDB(connection), asked(day, where=where, bands=_bands(wanted))
        found = needed_hiring(question, engine=engine, plan=plan, wanted=wanted)
        hidden = _few(question, wanted, engine=engine, audience=audience)
    rows = [
        {"reading": one.reading, "target": share, "by_year": by_year}
        | ({} if hidden else {name: getattr(one, name) for name in _NUMBERS})
        for one in found
    ]
    reason = say("disclosure.too_few") if hidden else None
    frame = pl.DataFrame(rows, schema=_COLUMNS).with_columns(
        status=pl.lit("hidden" if hidden else "shown"), reason=pl.lit(reason, dtype=pl.String)
    )
    return Outlook(frame=frame, kind="hiring", on=day, audience=audience, where=where or {})


_NUMBERS = ("hire", "most", "share_without", "share", "limit")
_COLUMNS = {
    "reading": pl.String, "target": pl.String, "by_year": pl.Int64, "hire": pl.Int64, "most": pl.Int64,
    "share_without": pl.Float64, "share": pl.Float64, "limit": pl.Float64,
}  # fmt: skip


def _bands(wanted: Target) -> str:
    """The ages of a target as a set of bands."""
    parts = [f"0-{wanted.low - 1}"] if wanted.low else []
    parts.append(f"{wanted.low}-" if wanted.high is None else f"{wanted.low}-{wanted.high}")
    return ",".join([*parts, *([f"{wanted.high + 1}-"] if wanted.high is not None else [])])


def _few(question: Question, wanted: Target, *, engine: Engine, audience: str) -> bool:
    """Whether the audience may not see how many people are in the age group on the day."""
    where = {entry.dimension.name: entry.values for entry in question.conditions}
    asked = {"on": question.on, "where": where, "options": question.options}
    measured = metrics.measure("structure", engine=engine, of="age_band", **asked)  # type: ignore[arg-type]
    frame = disclosure.protect(measured, audience=audience).frame
    known = [label for label in frame["age_band"] if label != UNKNOWN]
    place = 1 if wanted.low else 0
    name = labels("age", question.options.bands)[place]
    return name not in known or frame.filter(pl.col("age_band") == name)["people"].item() is None


def staffing(  # noqa: PLR0913 - one keyword per part of a question, as in the command
    *,
    on: date | str | None = None,
    where: Where | None = None,
    years: int = 10,
    reading: str = "both",
    look_back: int = 5,
    hire: int | None = None,
    standard: str = "national",
    residents: int | None = None,
    growth: str = "0",
    store: str | Path = DEFAULT_STORE,
    audience: str = "internal",
) -> Outlook:
    """Set the projected staff against a standard per 10,000 residents, year by year.

    Args:
        on: The day to start from; by default the last one that the store knows.
        where: As for ``project``.
        years: How many years ahead.
        reading: ``50``, ``55`` or ``both``.
        look_back: Years up to the day that are observed, at most.
        hire: People hired every year; by default as many as were observed.
        standard: Name of a standard, or workers per 10,000 residents; where it counts some employment
            classes only, so does the projection.
        residents: Permanent residents; by default those that the store knows.
        growth: Change of the residents a year: ``0.005`` or ``0.5%``.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``.

    Returns:
        One row per year: ``people`` expected with ``low`` and ``high``, ``residents``, ``needed``,
        ``per_10k``, and the ``gap`` in whole persons with ``gap_low`` and ``gap_high``.

    Raises:
        Refused: No residents are known, the standard is none, or as for ``project``.

    Example:
        >>> staffing(store=store)  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        sgstats.errors.Refused: 没有 2012-12-31 有效的常住人口数...
    """
    plan = Plan(
        years=years, look_back=look_back, reading=reading,  # type: ignore[arg-type]
        scenario=scenario_of(hire, None, ()),
    )  # fmt: skip
    day, held = day_of(on, store=Path(store)), named_standard(standard)
    where = _counted(held) | dict(where or {})
    with statements.reading(Path(store)) as connection:
        engine, question = DuckDB(connection), asked(day, where=where, bands=None)
        known = _residents(question, engine=engine) if residents is None else residents
        need = Need(residents=known, per_10k=_rate(held), growth=_fraction(growth))
        projection = carry(question, engine=engine, plan=plan)
        frame, notes = protected(projection, question, engine=engine, audience=audience)
    totals = frame.filter(pl.col("field") == TOTAL).select(
        "year", "on", "people", "low", "median", "high", "status", "reason"
    )
    return Outlook(
        frame=against(totals, need), kind="staffing", on=day, audience=audience, where=where,
        notes=(*_said(held, need), *notes),
    )  # fmt: skip


def _residents(question: Question, *, engine: Engine) -> int:
    """The residents of the units asked for, as the density of the day counts them."""
    where = {
        entry.dimension.name: entry.values for entry in question.conditions if entry.dimension.name in UNITS
    }
    cells = metrics.measure("density", engine=engine, on=question.on, where=where).cells
    base = cells["base"].sum() if cells["base"].null_count() == 0 else None
    if not base:
        raise Refused("outlook.no_residents", on=question.on.isoformat())
    return int(base)


def _rate(standard: Standard) -> Fraction:
    """Workers per 10,000 residents; a standard by households says nothing of a projected population."""
    if standard.per_10000 is None:
        raise Refused("outlook.by_households", standard=standard.title)
    return standard.per_10000


def _counted(standard: Standard) -> dict[str, list[str]]:
    """The employment classes that a standard counts, as a filter; nothing where it counts everybody."""
    every = [*field("employment").values, UNKNOWN]
    if standard.counted:
        return {"employment": [value for value in every if value in standard.counted]}
    if standard.not_counted:
        return {"employment": [value for value in every if value not in standard.not_counted]}
    return {}


def _said(standard: Standard, need: Need) -> tuple[str, ...]:
    """The standard with its source, and what of it a projection can't follow."""
    facts = {"per_10k": f"{float(need.per_10k):g}", "residents": need.residents}
    said = say("outlook.standard", standard=standard.title, source=standard.source or "—", **facts)
    return (said, say("outlook.no_small_units")) if standard.by_community else (said,)


def _fraction(text: str) -> Fraction:
    """A number as people write it, percent included, exactly."""
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        return Fraction(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        raise Refused("outlook.number", text=text) from None
