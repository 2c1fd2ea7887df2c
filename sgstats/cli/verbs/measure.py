"""``sgstats measure METRIC``: tidy numbers, each with its base and interval."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from sgstats.cli.arguments import add_audience, add_format, add_store, conditions, names
from sgstats.cli.output import Row, emit, write
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.disclosure import Protected


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Metric, day, fields, filters and named options."""
    add = parser.add_argument
    add("metric", metavar="METRIC", help=say("option.metric"))
    add("--of", metavar="FIELD", help=say("option.of"))
    add("--by", metavar="FIELD,…", help=say("option.by"))
    add("--on", metavar="DATE", help=say("option.on"))
    add("--where", action="append", default=[], metavar="FIELD=VALUE,…", help=say("option.where"))
    add("--bands", metavar="SET", help=say("option.bands"))
    add("--tenure", metavar="SET", help=say("option.tenure"))
    add("--base", choices=("all", "known"), default="all", help=say("option.base"))
    add_audience(parser)
    add_store(parser)
    add_format(parser)


def run(options: argparse.Namespace) -> int:
    """Measure, protect, print."""
    from sgstats.pipeline import measure

    protected = measure(
        options.metric,
        of=options.of,
        by=names(options.by),
        on=options.on,
        where=conditions(options.where),
        bands=options.bands,
        tenure=options.tenure,
        base=options.base,
        store=options.store,
        audience=options.audience,
    )
    if options.format == "table":
        show(protected)
    else:
        emit(protected.rows(), form=options.format)
    return 0


def show(protected: Protected) -> None:
    """A protected table for a person, with its definition above and its notes below."""
    from sgstats.fields import field

    keys = [*protected.by, *([protected.of] if protected.of else [])]
    value = "value" in protected.frame.columns
    numbers = ("people", "base", "value" if value else "share", "interval")
    titles = {key: field(key).title for key in keys} | {name: say(f"column.title_{name}") for name in numbers}
    write(_caption(protected))
    emit([_printed(row, value=value) for row in protected.rows()], form="table", titles=titles)
    for note in protected.notes:
        write(note)


def _caption(protected: Protected) -> str:
    """What the table shows and the named choices behind it."""
    from sgstats.fields import field

    of = f"{field(protected.of).title} · " if protected.of else ""
    options, used = protected.options, {*protected.by, protected.of}
    chosen = [f"{protected.on}"]
    chosen += [f"{field(name).title} = {'、'.join(values)}" for name, values in protected.where.items()]
    if "age_band" in used:
        chosen.append(say("measure.bands", bands=options.bands or say("measure.default_bands")))
    chosen += [say(f"base.{options.base}"), say(f"audience.{protected.audience}")]
    return say("measure.caption", metric=f"{of}{protected.definition.title}", choices="；".join(chosen))


def _printed(row: Row, *, value: bool) -> Row:
    """Numbers as a person reads them: shares in percent, half-up; hidden ones as a star."""
    if row["status"] == "hidden":
        return row | dict.fromkeys(("people", "base", "share", "value", "interval"), "*")
    form = _number if value else _percent
    main = "value" if value else "share"
    low, high = form(row["low"]), form(row["high"])
    return row | {main: form(row[main]), "interval": f"{low}–{high}" if low else ""}


def _percent(share: float | None) -> str:
    from sgstats.metrics.shares import percent

    return "" if share is None else f"{percent(share)}%"


def _number(value: float | None) -> str:
    from sgstats.metrics.shares import half_up

    return "" if value is None else str(half_up(value))
