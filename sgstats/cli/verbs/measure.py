"""``sgstats measure METRIC…``: tidy numbers, each with its base and interval."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from sgstats.cli.accounts import wide, wide_titles
from sgstats.cli.arguments import (
    add_audience,
    add_format,
    add_store,
    conditions,
    field_names,
    whole_number,
)
from sgstats.cli.output import Row, emit, write
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.disclosure import Protected


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Metric, day, fields, filters and named options."""
    add = parser.add_argument
    add("metrics", nargs="+", metavar="METRIC", help=say("option.metric"))
    add("--of", metavar="FIELD,…", help=say("option.of"))
    add("--by", metavar="FIELD,…", help=say("option.by"))
    add("--on", metavar="DATE", help=say("option.on"))
    add("--from", dest="since", metavar="DATE", help=say("option.from"))
    add("--to", dest="until", metavar="DATE", help=say("option.span_to"))
    add("--where", action="append", default=[], metavar="FIELD=VALUE,…", help=say("option.where"))
    add("--bands", metavar="SET", help=say("option.bands"))
    add("--tenure", metavar="SET", help=say("option.tenure"))
    add("--base", choices=("all", "known"), default="all", help=say("option.base"))
    add("--against", default="街道", metavar="RATER", help=say("option.against_rater"))
    add("--denominator", default="months", metavar="NAME", help=say("option.denominator"))
    add("--policy", metavar="PACK", help=say("option.duties_of"))
    add("--standard", default="national", metavar="NAME", help=say("option.standard"))
    add("--due-within", type=whole_number, default=90, metavar="DAYS", help=say("option.due_within"))
    add("--focus", metavar="VALUE", help=say("option.focus"))
    add("--share", default="certified=持证", metavar="FIELD=VALUE,…", help=say("option.share"))
    add_audience(parser)
    add_store(parser)
    add_format(parser)


def run(options: argparse.Namespace) -> int:
    """Measure, protect, print: one table per metric and field of parts."""
    tables = [_table(options, metric=metric, of=of) for metric, of in _questions(options)]
    if options.format == "table":
        for place, protected in enumerate(tables):
            if place:
                write("")
            show(protected)
    else:
        rows = [row for protected in tables for row in protected.rows()]
        columns = dict.fromkeys(name for protected in tables for name in protected.frame.columns)
        emit(rows, form=options.format, titles={name: name for name in columns})
    return 0


def _questions(options: argparse.Namespace) -> list[tuple[str, str | None]]:
    """Every metric with every field of parts; beside others, a metric without parts is asked as it is."""
    from sgstats.metrics import catalogue

    known, fields = catalogue(), field_names(options.of)
    alone = len(options.metrics) == 1
    asked: list[tuple[str, str | None]] = []
    for metric in options.metrics:
        partless = metric in known and not known[metric].needs_of and not alone
        asked += [(metric, None)] if partless or not fields else [(metric, field) for field in fields]
    return asked


def _table(options: argparse.Namespace, *, metric: str, of: str | None) -> Protected:
    from sgstats.pipeline import measure

    return measure(
        metric,
        of=of,
        by=field_names(options.by),
        on=options.on,
        since=options.since,
        until=options.until,
        where=conditions(options.where),
        bands=options.bands,
        tenure=options.tenure,
        base=options.base,
        against=options.against,
        denominator=options.denominator,
        policy=options.policy,
        standard=options.standard,
        due_within=options.due_within,
        share=options.share,
        focus=options.focus,
        store=options.store,
        audience=options.audience,
    )


def show(protected: Protected, *, below: bool = True) -> None:
    """A protected table for a person, its definition above and, unless told otherwise, its notes below."""
    write(caption(protected))
    item = next((name for name in ("flow", "component") if name in {protected.of, *protected.by}), None)
    if item:
        emit(wide(protected, item=item), form="table", titles=wide_titles(protected, item=item))
    else:
        _emit_long(protected)
    nobody = () if protected.frame.height else (say("measure.nobody"),)
    for note in (*nobody, *(protected.notes if below else ()), *_reasons(protected)):
        write(note)


def _emit_long(protected: Protected) -> None:
    """One line per row, its interval in one column."""
    from sgstats.fields import field

    of = protected.of if protected.of in protected.frame.columns else None
    keys = [*protected.by, *([of] if of else [])]
    value = "value" in protected.frame.columns
    numbers = ("people", "base", "value" if value else "share", "interval")
    titles = {key: field(key).title for key in keys} | {name: say(f"column.title_{name}") for name in numbers}
    unit = "%" if value and protected.definition.unit == "%" else ""
    printed = [_printed(row, value=value, unit=unit) for row in protected.rows()]
    emit(printed, form="table", titles=titles)


def _reasons(protected: Protected) -> list[str]:
    """Why a number is missing from a row that is shown otherwise."""
    partly = protected.frame.filter(protected.frame["status"] != "hidden")
    return [f"* {reason}" for reason in partly["reason"].drop_nulls().unique(maintain_order=True)]


def caption(protected: Protected) -> str:
    """What the table shows and the named choices behind it."""
    from sgstats.fields import field

    metric = protected.definition.title
    if protected.of and protected.definition.needs_of:
        metric = say("measure.of", metric=metric, field=field(protected.of).title)
    options, used = protected.options, {*protected.by, protected.of}
    chosen = [str(protected.on or say("measure.period", since=protected.since, until=protected.until))]
    chosen += [f"{field(name).title} = {'、'.join(values)}" for name, values in protected.where.items()]
    if "age_band" in used:
        chosen.append(say("measure.bands", bands=options.bands or say("measure.default_bands")))
    chosen += [*_denominator(protected), say(f"audience.{protected.audience}")]
    return say(
        "measure.caption",
        metric=metric,
        choices=say("measure.separator").join(chosen),
    )


def _denominator(protected: Protected) -> list[str]:
    """What the numbers are divided by, where there is a choice."""
    from sgstats.metrics import denominator_title

    if protected.definition.kind in {"share", "value"}:
        if protected.definition.span and protected.of is None:
            return []  # a share of those who stay: nobody's value is unknown
        return [say(f"base.{protected.options.base}")]
    if "denominator" not in protected.definition.also or "denominator" in protected.by:
        return []
    return [say("measure.denominator", denominator=denominator_title(protected.options.denominator))]


def _printed(row: Row, *, value: bool, unit: str = "") -> Row:
    """Numbers as a person reads them: shares in percent, half-up; hidden ones as a star."""
    if row["status"] == "hidden":
        return row | dict.fromkeys(("people", "base", "share", "value", "interval"), "*")
    form = partial(_number, unit=unit) if value else _percent
    main = "value" if value else "share"
    low, high = form(row.get("low")), form(row.get("high"))
    base = {"base": _number(row["base"])} if isinstance(row.get("base"), float) else {}
    printed = base | {main: form(row[main]), "interval": f"{low}–{high}" if low else ""}
    # Where one number of a row is held back, it and what follows from it are marked like a hidden row's.
    held = {name for name in ("people", "base", main) if row["reason"] and row[name] is None}
    return row | printed | dict.fromkeys(held | ({"interval"} if main in held else set()), "*")


def _percent(share: float | None) -> str:
    from sgstats.metrics.shares import percent

    return "" if share is None else f"{percent(share)}%"


def _number(value: float | None, *, unit: str = "") -> str:
    from sgstats.metrics.shares import half_up

    return "" if value is None else f"{half_up(value)}{unit}"
