"""The way out for the report on a self-check: the ledger, the problems of the data, and the workforce."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from sgstats import ledger as register
from sgstats import reports
from sgstats import store as statements
from sgstats.disclosure import rules_for
from sgstats.errors import Refused
from sgstats.periods import day_number, parse_day
from sgstats.pipeline.asking import measure
from sgstats.pipeline.finding_issues import find_issues
from sgstats.pipeline.indicating import indicated
from sgstats.pipeline.outcomes import looks_of, outcomes_of
from sgstats.pipeline.spans import Day, the_day
from sgstats.pipeline.tracking import ledger
from sgstats.reports import rectification as told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sgstats.disclosure import Protected
    from sgstats.ledger import Ledger
    from sgstats.ledger.ledger import Gap
    from sgstats.reports.content import Report
    from sgstats.reports.effects import Outcomes

UNITS = ("district", "street", "community")


def rectification_report(
    on: Day, *, unit: str | None, given: Mapping[str, Any], asked: Mapping[str, Any]
) -> Report:
    """The report on a self-check; what can't be measured is left out, and the report says why.

    Args:
        on: The day of the structure and of the problems; by default the last one known.
        unit: What to call those the report speaks of.
        given: ``today``, ``outline``, ``recipient`` and ``signed``, where given.
        asked: ``where``, ``store`` and ``audience``.

    Raises:
        Refused: There is no store, nobody is in the units asked for, or the outline is none.
    """
    if rules_for(asked["audience"]).round_to > 1:
        # What people wrote into a ledger is protected by nobody.
        raise Refused("report.ledger_is_internal")
    outline = given.get("outline", "five")
    if outline not in told.OUTLINES:
        raise Refused("report.no_outline", outline=outline, known="、".join(told.OUTLINES))
    if asked["where"]:
        # A unit misspelt would be reported as one without any problem.
        measure("headcount", on=on, **asked)
    today = parse_day(str(given["today"])) if "today" in given else date.today()
    known = ledger_of(asked["where"], store=asked["store"])
    facts = told.Rectification(
        audience=asked["audience"],
        today=today,
        ledger=known,
        gaps=(*register.check(known, today), *_fallen_back(known, today=today, asked=asked)),
        progress=register.progress(known, today),
        now=_now(known, asked),
        outcomes=_outcomes(known, on=on, asked=asked),
        recipient=given.get("recipient"),
        signed=given.get("signed"),
        **_counted(on, asked),
    )
    return told.rectification_report(facts, unit=unit, outline=outline)


def ledger_of(where: Mapping[str, tuple[str, ...]], *, store: Path) -> Ledger:
    """The part of the ledger about some units and the units in them; without a filter all of it."""
    known = ledger(store)
    chosen = {name: values for name, values in where.items() if name in UNITS}
    if not chosen:
        return known
    named = _units_in(chosen, store=store)
    issues = tuple(one for one in known.issues if one.unit in named)
    items = {one.item for one in issues}
    measures = tuple(one for one in known.measures if items & set(one.issues))
    return replace(known, issues=issues, measures=measures)


def _units_in(chosen: Mapping[str, tuple[str, ...]], *, store: Path) -> set[str]:
    """Names of the units chosen and of all units in them."""
    units = pl.concat([statements.units(store, on=day_number(day)) for day in statements.days(store)])
    for name, values in chosen.items():
        units = units.filter(pl.col(name).is_in(list(values)))
    lowest = max(UNITS.index(name) for name in chosen)
    return {one for name in UNITS[lowest:] for one in units[name].drop_nulls()}


def _counted(on: Day, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The workforce and the problems of the data, where there is a staff list."""
    try:
        day = the_day(on, store=asked["store"])
        tables = {name: _structure(table, day, asked) for name, table in reports.TABLES.items()}
        found = _found(day, asked)
    except Refused as refusal:
        if on is not None:
            raise
        return {"tables": {}, "missing": (str(refusal),)}
    return {"tables": tables, "found": found}


def _structure(table: Mapping[str, Any], day: date, asked: Mapping[str, Any]) -> Protected:
    where = {**table.get("where", {}), **asked["where"]}
    return measure(**{**table, "where": where}, on=day, store=asked["store"], audience=asked["audience"])


def _found(day: date, asked: Mapping[str, Any]) -> pl.DataFrame:
    """The problems of the unit itself, not of the units in it."""
    level = next((name for name in reversed(UNITS) if name in asked["where"]), UNITS[0])
    return find_issues(on=day, by=level, **asked).issues.filter(level=level)


def _fallen_back(known: Ledger, *, today: date, asked: Mapping[str, Any]) -> tuple[Gap, ...]:
    """Closed issues whose effect has evidently gone."""
    # A report without a ledger does not load what estimates.
    from sgstats.pipeline.looking_back import rebound_gaps

    return rebound_gaps(asked["store"], ledger=known, until=today)


def _outcomes(known: Ledger, *, on: Day, asked: Mapping[str, Any]) -> Outcomes:
    """What the data up to the day says of every measure, and of closed issues once more."""
    found = outcomes_of(known, until=on, asked=asked)
    return replace(found, looks=looks_of(known, until=on, asked=asked))


def _now(known: Ledger, asked: Mapping[str, Any]) -> dict[str, str]:
    """What the indicators of the measures say now, where they name a metric and it may be shown."""
    said, to_whom = {}, {name: asked[name] for name in ("store", "audience")}
    for one in known.measures:
        if one.indicator and one.indicator.metric:
            # An indicator that cannot be asked, or that must not be shown, is left without a number.
            with suppress(Refused):
                said[one.item] = indicated(one.indicator.metric, one.indicator.question, **to_whom).text
    return said
