"""The way out for outlooks: retirements, projections and needs, as their audience may see them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from sgstats import disclosure
from sgstats import store as statements
from sgstats.disclosure import rules_for
from sgstats.engines.duckdb import DuckDB
from sgstats.errors import Refused
from sgstats.messages import listed, say
from sgstats.metrics import Options
from sgstats.metrics.question import ask
from sgstats.outlook import project as projections
from sgstats.outlook.law import minimum_contribution
from sgstats.outlook.project import Plan
from sgstats.outlook.retirement import READINGS, SURE
from sgstats.outlook.scenario import Scenario, age_shares
from sgstats.outlook.wave import Horizon, wave
from sgstats.periods import parse_day
from sgstats.pipeline.arriving import DEFAULT_STORE
from sgstats.pipeline.projected import Outlook, protected

if TYPE_CHECKING:
    from sgstats.disclosure import Protected
    from sgstats.metrics.question import Question

Where = Mapping[str, Sequence[str]]


def retirement_wave(  # noqa: PLR0913 - one keyword per part of a question, as in the command
    *,
    on: date | str | None = None,
    by: Sequence[str] = (),
    where: Where | None = None,
    years: int = 10,
    step: str = "year",
    moment: str = "legal",
    reading: str = "both",
    bands: str | None = None,
    store: str | Path = DEFAULT_STORE,
    audience: str = "internal",
) -> Protected:
    """Count the people in post by when they reach the retirement age of the 2025 law.

    Women whose former age is unknown are read as 50 and as 55, each in rows of its own; people
    already past the age, those later than the horizon and those of whom it is unknown have a
    row each. Where fewer women of unknown category are in a group than the audience may see,
    they count as unknown there.

    Args:
        on: The day; by default the last one that the store knows.
        by: Fields that make the groups, such as ``street``.
        where: Allowed values by field.
        years: Full calendar years to look ahead.
        step: ``year`` or ``month``.
        moment: ``legal``, or the ``earliest`` or ``latest`` month of elastic retirement.
        reading: ``50``, ``55`` or ``both``.
        bands: Age bands, where people are grouped by age.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``.

    Returns:
        A protected table; ``.frame`` has one row per group, ``retirement_reading`` and
        ``retire_year`` (or ``retire_month``), with the ``minimum_contribution_months`` of the year.

    Raises:
        Refused: There is no store, no such field or value, or nothing is known of the day.

    Example:
        >>> retirement_wave(on="2012-12-31", store=store, audience="analyst").frame["people"].sum() >= 8
        True
    """
    if reading not in {*READINGS, "both"}:
        known = listed((*READINGS, "both"))
        raise Refused("outlook.option", option="reading", value=reading, known=known)
    rules = rules_for(audience)
    with statements.reading(Path(store)) as connection:
        measured = wave(
            engine=DuckDB(connection), on=day_of(on, store=Path(store)), by=by, where=where,
            options=Options(bands=bands), undecided_from=rules.threshold,
            horizon=Horizon(years=years, step=step, moment=moment),  # type: ignore[arg-type]
        )  # fmt: skip
    chosen = [SURE, *(READINGS.values() if reading == "both" else [READINGS[reading]])]
    # The readings hold the same women again, so each is protected as a table of its own.
    kept = measured.cells.filter(pl.col("retirement_reading").is_in(chosen))
    return _with_contribution(disclosure.protect(replace(measured, cells=kept), audience=audience))


def _with_contribution(shown: Protected) -> Protected:
    """Beside each year the months of contribution that retiring in it needs."""
    labels = shown.frame[shown.by[-1]].unique().to_list()
    years = {label: label[:4] for label in labels if re.fullmatch(r"\d{4}(-\d{2})?", label)}
    months = {label: minimum_contribution(int(year)) for label, year in years.items()}
    column = pl.col(shown.by[-1]).replace_strict(months, default=None, return_dtype=pl.Int64)
    return replace(shown, frame=shown.frame.with_columns(minimum_contribution_months=column))


def project(  # noqa: PLR0913 - one keyword per part of a question, as in the command
    *,
    on: date | str | None = None,
    where: Where | None = None,
    years: int = 10,
    reading: str = "both",
    bands: str | None = None,
    look_back: int = 5,
    hire: int | None = None,
    hire_ages: str | None = None,
    stop: Sequence[str] = (),
    seed: int = 2025,
    runs: int = 1000,
    store: str | Path = DEFAULT_STORE,
    audience: str = "internal",
) -> Outlook:
    """Carry the staff forward year by year: total, structure, hired, left and retired, with a band.

    Args:
        on: The day to start from; by default the last one that the store knows.
        where: Allowed values of fields that do not change with time, such as units.
        years: How many years ahead.
        reading: ``50``, ``55`` or ``both``: how women of unknown category are read.
        bands: Age bands.
        look_back: Years up to the day that rates and hiring are taken from, at most.
        hire: People hired every year; by default as many as were observed. 0 freezes hiring.
        hire_ages: Ages of those hired, such as ``22-29:0.5,30-35:0.5``.
        stop: Reasons that nobody leaves for any more.
        seed: Of the simulation.
        runs: How often it is run.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``.

    Returns:
        One row per year and label of a field: ``people`` expected, ``low``, ``median``, ``high``,
        ``share`` with its ends.

    Raises:
        Refused: No list is a year older than the day, nobody is in post, or an option is not allowed.

    Example:
        >>> project(years=5, store=store)  # a store that knows one day only  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        sgstats.errors.Refused: 推算需要观察至少一年的进出...
    """
    scenario = scenario_of(hire, hire_ages, stop)
    plan = Plan(years=years, look_back=look_back, reading=reading, scenario=scenario, seed=seed, runs=runs)  # type: ignore[arg-type]
    path, day = Path(store), day_of(on, store=Path(store))
    with statements.reading(path) as connection:
        engine, question = DuckDB(connection), asked(day, where=where, bands=bands)
        projection = projections.project(question, engine=engine, plan=plan)
        frame, notes = protected(projection, question, engine=engine, audience=audience)
    return Outlook(frame=frame, kind="stock", on=day, audience=audience, where=where or {}, notes=notes)


def backtest(  # noqa: PLR0913 - one keyword per part of a question, as in the command
    on: date | str,
    *,
    where: Where | None = None,
    reading: str = "both",
    bands: str | None = None,
    look_back: int = 5,
    seed: int = 2025,
    runs: int = 1000,
    store: str | Path = DEFAULT_STORE,
    audience: str = "internal",
) -> Outlook:
    """Project from an earlier day, from what happened up to it, and compare with what happened after it.

    What people are (birth, education …) is taken as it is known today.

    Args:
        on: The earlier day.
        where: As for ``project``, and so are the other options.
        reading: ``50``, ``55`` or ``both``.
        bands: Age bands.
        look_back: Years up to the day that are observed, at most.
        seed: Of the simulation.
        runs: How often it is run.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``.

    Returns:
        The rows of ``project`` up to the last day known, with ``actual`` and whether it lies
        ``inside`` the band; ``.inside`` counts that over all numbers shown.

    Raises:
        Refused: Less than a year lies between the day and the last one known, or as for ``project``.

    Example:
        >>> backtest("2012-12-31", store=store)  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        sgstats.errors.Refused: 回测的起点 2012-12-31 ...
    """
    plan = Plan(look_back=look_back, reading=reading, seed=seed, runs=runs)  # type: ignore[arg-type]
    path, day = Path(store), day_of(on, store=Path(store))
    with statements.reading(path) as connection:
        engine, question = DuckDB(connection), asked(day, where=where, bands=bands)
        until = statements.days(path)[-1]
        projection = projections.backtest(question, engine=engine, plan=plan, until=until)
        frame, notes = protected(projection, question, engine=engine, audience=audience)
    compared = frame.filter(pl.col("year") > 0)["inside"].drop_nulls()
    inside = (int(compared.sum()), compared.len())
    said = say("outlook.coverage", inside=inside[0], compared=inside[1])
    return Outlook(
        frame=frame, kind="stock", on=day, audience=audience, where=where or {},
        notes=(said, *notes), inside=inside,
    )  # fmt: skip


def scenario_of(hire: int | None, hire_ages: str | None, stop: Sequence[str]) -> Scenario:
    """The assumptions as written in options."""
    return Scenario(hire=hire, hire_ages=age_shares(hire_ages) if hire_ages else (), stop=tuple(stop))


def asked(on: date, *, where: Where | None, bands: str | None) -> Question:
    """The question of who is in post on a day."""
    return ask(on=on, by=(), of=None, where=where, options=Options(bands=bands))


def day_of(on: date | str | None, *, store: Path) -> date:
    """The day asked for, else the last day the store knows."""
    if on is None:
        known = statements.days(store)
        if not known:
            raise Refused("store.empty", store=store.name)
        return known[-1]
    return on if isinstance(on, date) else parse_day(on)
