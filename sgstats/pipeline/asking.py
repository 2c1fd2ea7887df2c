"""The way out: what is asked of the store is measured, protected, and only then shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sgstats import disclosure, metrics
from sgstats import store as statements
from sgstats.engines.duckdb import DuckDB
from sgstats.pipeline.arriving import DEFAULT_STORE
from sgstats.pipeline.spans import Day, span, speaks_of_a_span, the_day

if TYPE_CHECKING:
    from sgstats.disclosure import Protected
    from sgstats.metrics.duty import Duty


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
