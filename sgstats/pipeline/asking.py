"""The way out: what is asked of the store is measured, protected, and only then shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from sgstats import disclosure, metrics, reports
from sgstats import store as statements
from sgstats.engines.duckdb import DuckDB
from sgstats.errors import Refused
from sgstats.messages import listed
from sgstats.periods import day_number
from sgstats.pipeline.arriving import DEFAULT_STORE
from sgstats.pipeline.spans import Day, span, speaks_of_a_span, the_day

if TYPE_CHECKING:
    from sgstats.disclosure import Protected
    from sgstats.metrics.duty import Duty

REPORTS = ("appraisal", "movement", "structure")
DEFAULT_POLICY = "EAST"
YEAR_END = (12, 31)


def measure(  # noqa: PLR0913 - one keyword per part of a question, as in the command
    metric: str,
    *,
    of: str | None = None,
    by: Sequence[str] = (),
    on: Day = None,
    since: Day = None,
    until: Day = None,
    where: Mapping[str, Sequence[str]] | None = None,
    bands: str | None = None,
    tenure: str | None = None,
    base: str = "all",
    against: str = "街道",
    denominator: str = "months",
    policy: str | Path | None = None,
    standard: str = "national",
    due_within: int = 90,
    share: str = "certified=持证",
    focus: str | None = None,
    store: str | Path = DEFAULT_STORE,
    audience: str = "internal",
) -> Protected:
    """Measure one metric on one day or over a period, as its audience may see it.

    People whose value is unknown form a row of their own, 未知.

    Args:
        metric: ``headcount``, ``structure``, ``mean_age``, ``flows``, ``turnover`` …
        of: Field whose values are the parts of each group.
        by: Fields that make the groups.
        on: The day; by default the last one that the store knows.
        since: For metrics of a period its first day, or a month or year that begins it; by default the
            day after the first lists.
        until: Its last day, month or year; by default the day of the last list.
        where: Allowed values by field.
        bands: Age bands: a named set, or bounds such as ``0-39,40-50,51-``.
        tenure: Tenure bands, written the same way.
        base: ``all``, or ``known`` to leave unknown values out of the base.
        against: Raters whose scores those of the others are compared with.
        denominator: What leavers are divided by: ``months``, ``ends``, ``opening``, ``closing``,
            ``leavers_closing``, or ``all`` side by side.
        policy: Rule pack whose training duties are looked at.
        standard: What staffing is held against: a named standard, or workers per 10,000 residents.
        due_within: Days before its end from which on a training duty is due soon.
        focus: Of ``change``: the one value that is set against all others together.
        share: Which share ``mix_rate`` and ``mix_gap`` take apart: a field and its values.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``.

    Returns:
        A protected table; ``.frame`` is a polars frame with one row per group and part.

    Raises:
        Refused: There is no store, no such metric, field or value, or nothing is known of the day.

    Example:
        >>> measure("headcount", on="2012-12-31", store=store).frame["people"].item()
        8
    """
    options = metrics.Options(
        bands=bands, tenure=tenure, base=base, against=against, denominator=denominator,  # type: ignore[arg-type]
        standard=standard, duties=_duties(policy), due_within=due_within, share=share, focus=focus,
    )  # fmt: skip
    spans = speaks_of_a_span(metric, on=on, since=since, until=until)
    day, first = date.max if spans else the_day(on, store=Path(store)), None
    with statements.reading(Path(store)) as connection:
        engine = DuckDB(connection)
        if spans:
            first, day = span(since, until, where=where or {}, engine=engine)
        measured = metrics.measure(
            metric, engine=engine, on=day, by=by, of=of, where=where, options=options, since=first
        )
    return disclosure.protect(measured, audience=audience)


def _duties(policy: str | Path | None) -> tuple[Duty, ...]:
    """The training duties of a rule pack; who asks for none does not load the packs."""
    if policy is None:
        return ()
    from sgstats.pipeline.duties import duties_of

    return duties_of(policy)


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
) -> Path:
    """Write a report on one day, on the appraisal of one year or on movement over a span of years.

    Args:
        kind: ``structure``, ``appraisal`` or ``movement``.
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

    Returns:
        The path written.

    Raises:
        Refused: There is no such report, an option is of another one, or a number cannot be measured.

    Example:
        >>> report("structure", to=store.with_name("队伍结构.html"), on="2012-12-31", store=store).suffix
        '.html'
    """
    if kind not in REPORTS:
        raise Refused("report.unknown", kind=kind, known=listed(REPORTS))
    asked = {"where": dict(where or {}), "store": Path(store), "audience": audience}
    given = {"policy": policy, "year": year, "average": average, "pool": pool, "since": since, "until": until}
    with statements.holding(store):
        write = {"structure": _structure, "appraisal": _appraisal, "movement": _movement}[kind]
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
    return reports.structure_report(tables, quality=quality, unit=unit)


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


def _refuse_options(given: Mapping[str, Any], *, kind: str, wanted: Sequence[str]) -> None:
    """Refuse an option that belongs to another report."""
    for name in given:
        if name not in wanted:
            option = "from" if name == "since" else name
            raise Refused("report.option_not_wanted", kind=kind, option=f"--{option}")


def _quality(store: Path, *, on: date) -> reports.QualitySummary:
    """What is known of the files that speak of the last day up to the one asked for."""
    imports = statements.imports(store).filter(pl.col("as_of") <= on)
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
