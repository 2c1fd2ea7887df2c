"""The way out for reports: what a report is made of is measured, protected, and only then printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from sgstats import reports
from sgstats import store as statements
from sgstats.disclosure import rules_for
from sgstats.errors import Refused
from sgstats.messages import listed, say
from sgstats.periods import day_number
from sgstats.pipeline.arriving import DEFAULT_STORE
from sgstats.pipeline.asking import measure
from sgstats.pipeline.spans import Day, the_day

if TYPE_CHECKING:
    from sgstats.disclosure import Protected

DEFAULT_POLICY = "EAST"
YEAR_END = (12, 31)


def report(  # noqa: PLR0913 - one keyword per part of a question, as in the command
    kind: str,
    *,
    to: str | Path,
    on: date | str | None = None,
    where: Mapping[str, Sequence[str]] | None = None,
    store: str | Path = DEFAULT_STORE,
    audience: str = "internal",
    policy: str | None = None,
    year: int | None = None,
    average: str | None = None,
    pool: str | Path | None = None,
    since: Day = None,
    until: Day = None,
    today: date | str | None = None,
    outline: str | None = None,
    recipient: str | None = None,
    signed: str | None = None,
) -> Path:
    """Write a report: on one day, on the appraisal of a year, on movement over years, or on a self-check.

    Args:
        kind: ``structure``, ``appraisal``, ``movement`` or ``rectification``.
        to: The file; its suffix says which: ``.docx``, ``.xlsx`` or ``.html``.
        on: The day; by default the last one that the store knows.
        where: Allowed values by field, such as one street.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``.
        policy: For ``appraisal``: the rule pack, ``EAST`` unless another is named.
        year: For ``appraisal``: the year, by default the last one that anything is recorded of.
        average: For ``appraisal``: average yearly pay, to tell of pay too.
        pool: For ``appraisal``: the pool of every unit, or a file with the pool of each.
        since: For ``movement``: the first day, month or year; by default as for ``measure``.
        until: For ``movement``: the last one.
        today: For ``rectification``: the day by which measures are late, by default the day it is.
        outline: For ``rectification``: ``five`` parts, or ``two``.
        recipient: For ``rectification``: whom it is for.
        signed: For ``rectification``: the office that signs it.

    Returns:
        The path written.

    Raises:
        Refused: There is no such report, an option is of another one, or a number cannot be measured.

    Example:
        >>> report("structure", to=store.with_name("队伍结构.html"), on="2012-12-31", store=store).suffix
        '.html'
    """
    if kind not in WRITERS:
        raise Refused("report.unknown", kind=kind, known=listed(WRITERS))
    asked = {"where": dict(where or {}), "store": Path(store), "audience": audience}
    given = {
        "policy": policy, "year": year, "average": average, "pool": pool, "since": since, "until": until,
        "today": today, "outline": outline, "recipient": recipient, "signed": signed,
    }  # fmt: skip
    with statements.holding(store):
        write = WRITERS[kind]
        written = write(on, {name: value for name, value in given.items() if value is not None}, asked)
    return reports.render(written, to=to)


def _structure(on: date | str | None, given: Mapping[str, Any], asked: Mapping[str, Any]) -> reports.Report:
    """The structure on one day, with the grades of its year where any are recorded."""
    _refuse_options(given, kind="structure", wanted=())
    store, where = asked["store"], asked["where"]
    day = the_day(on, store=store)
    questions = dict(reports.TABLES)
    if (day.month, day.day) == YEAR_END and day.year in statements.years(store):
        questions |= reports.APPRAISED
    tables = {}
    for name, table in questions.items():
        filters = table.get("where", {}) | where
        try:
            tables[name] = measure(
                **table | {"where": filters}, on=day, store=store, audience=asked["audience"]
            )
        except Refused as refusal:
            # Absences alone make no grades.
            if name not in reports.APPRAISED or refusal.rule != "metric.year_not_appraised":
                raise
    if (day.month, day.day) == YEAR_END and any(one.year < day.year for one in statements.days(store)):
        tables |= _of_the_year(day, asked)
    quality, unit = _quality(store, on=day), _unit(store, on=day, where=where)
    return reports.structure_report(
        tables, quality=quality, unit=unit, beside=_rectified(day, unit=unit, asked=asked)
    )


def _rectified(day: date, *, unit: str | None, asked: Mapping[str, Any]) -> list[reports.Block]:
    """The state of the ledger of the units asked for, if there is one; none of it is published."""
    from sgstats.pipeline.outcomes import outcomes_of
    from sgstats.pipeline.rectifying import ledger_of

    if rules_for(asked["audience"]).round_to > 1:
        return []
    known = ledger_of(asked["where"], store=asked["store"])
    outcomes = outcomes_of(known, until=day, asked=asked)
    return reports.rectified(known, unit or say("report.the_unit"), today=day, outcomes=outcomes)


def _of_the_year(day: date, asked: Mapping[str, Any]) -> dict[str, Protected]:
    """Who came and went in the year that a day ends, as far as the lists of the units go back."""
    first = date(day.year, 1, 1)
    try:
        return {
            name: measure(**question, since=first, until=day, **asked)
            for name, question in reports.OF_A_YEAR.items()
        }
    except Refused:
        return {}


def _appraisal(on: date | str | None, given: Mapping[str, Any], asked: Mapping[str, Any]) -> reports.Report:
    """A year's appraisal under a rule pack."""
    # Who reports on the structure does not load the rule packs.
    from sgstats.pipeline.appraising import appraisal_report, last_year

    if on is not None:
        raise Refused("report.option_on_year")
    _refuse_options(given, kind="appraisal", wanted=("policy", "year", "average", "pool"))
    year = given.get("year") or last_year(asked["store"])
    days = [day for day in statements.days(asked["store"]) if day.year <= year]
    unit = _unit(asked["store"], on=days[-1], where=asked["where"]) if days else None
    money = {name: str(given[name]) for name in ("average", "pool") if name in given}
    policy = given.get("policy", DEFAULT_POLICY)
    return appraisal_report(policy, year=year, money=money, unit=unit, asked=asked)


def _movement(on: date | str | None, given: Mapping[str, Any], asked: Mapping[str, Any]) -> reports.Report:
    """Movement over a span of years."""
    # Who reports on the structure does not load survival and projection.
    from sgstats.pipeline.moving import movement_report

    if on is not None:
        raise Refused("report.option_on_span")
    _refuse_options(given, kind="movement", wanted=("since", "until"))
    days = statements.days(asked["store"])
    unit = _unit(asked["store"], on=days[-1], where=asked["where"]) if days else None
    return movement_report(since=given.get("since"), until=given.get("until"), unit=unit, asked=asked)


def _rectification(
    on: date | str | None, given: Mapping[str, Any], asked: Mapping[str, Any]
) -> reports.Report:
    """A self-check and what became of it."""
    # Who reports on the structure does not load the ledger and the checks.
    from sgstats.pipeline.rectifying import rectification_report

    _refuse_options(given, kind="rectification", wanted=("today", "outline", "recipient", "signed"))
    days = statements.days(asked["store"])
    unit = _unit(asked["store"], on=days[-1], where=asked["where"]) if days else None
    return rectification_report(on, unit=unit, given=given, asked=asked)


WRITERS: dict[str, Callable[..., reports.Report]] = {
    "appraisal": _appraisal,
    "movement": _movement,
    "rectification": _rectification,
    "structure": _structure,
}


def _refuse_options(given: Mapping[str, Any], *, kind: str, wanted: Sequence[str]) -> None:
    """Refuse an option that belongs to another report."""
    for name in given:
        if name not in wanted:
            option = "from" if name == "since" else name
            raise Refused("report.option_not_wanted", kind=kind, option=f"--{option}")


def _quality(store: Path, *, on: date) -> reports.QualitySummary:
    """What is known of the files that speak of the last day up to the one asked for."""
    imports = statements.imports(store).filter(
        (pl.col("as_of") <= on) & (pl.col("kind") != statements.LEDGER)
    )
    imports = imports.filter(pl.col("as_of") == pl.col("as_of").max())
    found = statements.findings(store)
    return reports.summarise(imports, found.filter(pl.col("import").is_in(imports["id"].implode())))


def _unit(store: Path, *, on: date, where: Mapping[str, Sequence[str]]) -> str | None:
    """What to call those the report speaks of: the units asked for, else the district if there is one."""
    named = next((where[level] for level in ("community", "street", "district") if level in where), None)
    if named:
        return listed(named)
    districts = statements.units(store, on=day_number(on))["district"].drop_nulls().unique().to_list()
    return districts[0] if len(districts) == 1 else None
