"""The way out for the report on movement: everything measured over a span, and then only printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from sgstats.errors import Refused
from sgstats.pipeline.asking import measure
from sgstats.pipeline.lasting import survival
from sgstats.pipeline.projecting import project, retirement_wave
from sgstats.reports import movement as told

if TYPE_CHECKING:
    from sgstats.disclosure import Protected
    from sgstats.reports.content import Report

Found = TypeVar("Found")
YEARS_AHEAD = 10


def movement_report(
    *, since: date | str | None, until: date | str | None, unit: str | None, asked: Mapping[str, Any]
) -> Report:
    """Movement over a span: what can't be measured is left out, and the report says why.

    Args:
        since: First day; by default as for ``measure``.
        until: Last day.
        unit: What to call those the report speaks of.
        asked: ``where``, ``store`` and ``audience``.

    Raises:
        Refused: Not even the account of flows can be measured.
    """
    missing: dict[str, str] = {}
    flows = _over(told.OF_THE_SPAN["flows"], since, until, asked)
    first, last = flows.since, flows.until
    tables = {"flows": flows}
    for name, question in told.OF_THE_SPAN.items():
        if name not in tables:
            _keep(tables, name, missing, partial(_over, question, first, last, asked))
    for name, question in told.OF_THE_DAY.items():
        _keep(tables, name, missing, partial(measure, **question, on=last, **asked))
    _keep(tables, "wave", missing, partial(retirement_wave, on=last, years=YEARS_AHEAD, **asked))
    more: dict[str, Any] = {}
    _keep(more, "curves", missing, partial(survival, on=last, **asked))
    _keep(more, "carried", missing, partial(project, on=last, years=YEARS_AHEAD, **asked))
    carried = more.get("carried")
    facts = told.Movement(
        audience=asked["audience"], since=str(first), until=str(last), tables=tables,
        curves=more.get("curves"), carried=carried, carried_notes=carried.notes if carried else (),
        missing=missing,
    )  # fmt: skip
    return told.movement_report(facts, unit=unit)


def _over(
    question: Mapping[str, Any], since: date | str | None, until: date | str | None, asked: Mapping[str, Any]
) -> Protected:
    return measure(**question, since=since, until=until, **asked)


def _keep(found: dict[str, Found], name: str, missing: dict[str, str], measured: Callable[[], Found]) -> None:
    """Measure it, or note why it can't be."""
    try:
        found[name] = measured()
    except Refused as refusal:
        missing[name] = str(refusal)
