"""The rectification ledger as the command prints it: lines of issues, one item, gaps, history, progress."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sgstats.cli.output import Row, emit, emit_json, write
from sgstats.messages import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from datetime import date

    import polars as pl

    from sgstats.ledger import Gap, Ledger, Progress
    from sgstats.ledger.ledger import Issue, Measure

LISTED = ("item", "state", "deadline", "overdue", "measures", "refusals", "text")
PARTS = {
    "causes": "cause",
    "evidence": "evidence",
    "records": "record",
    "refused": "refusal",
    "reviews": "review",
}
"""The parts of an issue by what each of them is."""


def issue_rows(ledger: Ledger, *, today: date) -> list[Row]:
    """One row per issue: its fields, its limit in force, whether it is past that, and its measures."""
    from sgstats.ledger.checking import deadline_of, links, overdue

    known = links(ledger, today)
    return [
        _plain(one)
        | {
            "deadline": deadline_of(one, of=known.of.get(one.item, ())),
            "overdue": overdue(one, known=known),
            "causes": [cause.item for cause in one.causes],
            "measures": [measure.item for measure in known.of.get(one.item, ())],
            "evidence": len(one.evidence),
            "found_again": any(look.again for look in one.reviews),
        }
        for one in ledger.issues
    ]


def _plain(issue: Issue) -> Row:
    return {name: value for name, value in asdict(issue).items() if name not in PARTS}


def chosen(rows: Iterable[Row], options: argparse.Namespace) -> list[Row]:
    """The rows that the options of ``list`` ask for.

    A degree stands for itself and every higher one.

    Raises:
        Refused: A state or a word of degree is none.
    """
    from sgstats.ledger.states import require_state
    from sgstats.ledger.wording import rank, rank_or_none

    least = rank(options.degree) if options.degree else 0
    state = require_state(options.state) if options.state else None
    return [
        row
        for row in rows
        if (state is None or row["state"] == state)
        and (options.unit is None or options.unit in {row["unit"], row["item"].partition("/")[0]})
        and (rank_or_none(row["degree"]) or 0) >= least
        and (row["overdue"] or not options.overdue)
    ]


def show_issues(rows: list[Row], *, form: str) -> None:
    """A list of issues."""
    if form == "json":
        emit_json(rows)
        return
    lines = [row | {"measures": " ".join(row["measures"])} for row in rows]
    lines = [row | {"overdue": say("ledger.yes") if row["overdue"] else None} for row in lines]
    if form == "csv":
        lines = [row | {"causes": " ".join(row["causes"])} for row in lines]
    emit(lines, form=form, titles={name: say(f"ledger.title_{name}") for name in LISTED}, width=_width())


def show_gaps(gaps: tuple[Gap, ...], *, form: str) -> None:
    """What a ledger lacks; to a person also how much in all."""
    rows = [asdict(one) for one in gaps]
    if form != "table":
        emit(rows, form=form, titles={name: name for name in ("rule", "item", "message")})
        return
    for one in gaps:
        write(one.message)
    write(say("ledger.gaps", count=len(gaps)) if gaps else say("ledger.no_gaps"))


def show_item(ledger: Ledger, item: str, *, form: str) -> None:
    """One issue with its parts and measures, or one measure; of a part its issue."""
    from sgstats.records.ledger_items import item_of

    what = item_of(item)
    found = next((one for one in ledger.measures if one.item == item), None)
    if found:
        _show(_measure(found), part="measure", form=form)
        return
    issue = next(one for one in ledger.issues if one.item == what.issue)
    measures = [_measure(one) for one in ledger.measures if issue.item in one.issues]
    told = asdict(issue) | {"measures": measures}
    if form == "json":
        emit_json(told)
        return
    parts = {"issue": [_plain(issue)], "measure": measures}
    parts |= {part: told[name] for name, part in PARTS.items()}
    _show_lines([(part, row) for part, rows in parts.items() for row in rows], form=form)


def _measure(one: Measure) -> Row:
    """A measure with its indicator's facts beside its own."""
    from sgstats.records.ledger_items import starts_text

    told = asdict(one)
    indicator = told.pop("indicator") or {}
    words = {"indicator": indicator.pop("words", None)} | indicator
    return told | words | {"starts": starts_text(one.starts), "issues": ",".join(one.issues)}


def _show(row: Row, *, part: str, form: str) -> None:
    if form == "json":
        emit_json(row)
    else:
        _show_lines([(part, row)], form=form)


def _show_lines(told: list[tuple[str, Row]], *, form: str) -> None:
    """One line per field that is told."""
    lines = [
        {"item": row["item"], "field": _label(part, name), "value": value}
        for part, row in told
        for name, value in row.items()
        if name != "item" and value not in (None, "", 0)
    ]
    titles = {name: say(f"ledger.title_{name}") for name in ("item", "field", "value")}
    emit(lines, form=form, titles=titles, width=_width())


def _label(part: str, name: str) -> str:
    from sgstats.records.ledger_items import FIELDS
    from sgstats.records.ledger_values import label

    known: Any = part
    return label(known, name) if name in FIELDS[known] else say(f"ledger.title_{name}")


def show_changes(changes: pl.DataFrame, *, form: str) -> None:
    """The history, oldest first."""
    rows = changes.to_dicts()
    if form == "table":
        rows = [row | {"field": _field(row)} for row in rows]
    names = ("at", "who", "import", "item", "field", "value")
    emit(rows, form=form, titles={name: say(f"ledger.title_{name}") for name in names}, width=_width())


def _field(row: Row) -> str:
    from sgstats.records.ledger_items import item_of

    return _label(item_of(row["item"]).part, row["field"])


def show_progress(told: Progress, *, form: str) -> None:
    """How far the ledger is, each number with its formula."""
    from sgstats.ledger.sheets import totals

    if form == "json":
        rates = {name: asdict(getattr(told, name)) | {"percent": _percent(told, name)} for name in RATES}
        emit_json(asdict(told) | rates)
        return
    rows = [{"item": row["项目"], "value": row["数值"], "formula": row["口径"]} for row in totals(told)]
    titles = {name: say(f"ledger.title_{name}") for name in ("total", "value", "formula")}
    emit([row | {"total": row.pop("item")} for row in rows], form=form, titles=titles, width=_width())


RATES = ("completion", "on_time", "again")


def _percent(told: Progress, name: str) -> float | None:
    percent = getattr(told, name).percent
    return None if percent is None else float(percent)


def tell_changes(made: Iterable[Any], *, form: str) -> None:
    """What an edit changed."""
    rows = [asdict(one) for one in made]
    if form == "json":
        emit_json(rows)
    elif rows:
        named = [row | {"field": _field(row)} for row in rows] if form == "table" else rows
        titles = {name: say(f"ledger.title_{name}") for name in ("item", "field", "value")}
        emit(named, form=form, titles=titles, width=_width())
    else:
        write(say("ledger.unchanged"))


def _width() -> int:
    from shutil import get_terminal_size

    return get_terminal_size((110, 40)).columns


def values_of(words: list[str]) -> dict[str, str]:
    """Fields and values written ``field=value``.

    Raises:
        Refused: One has no ``=``, or a field is given twice.

    Example:
        >>> values_of(["owner=街道组织办", "deadline=2026-12-31"])["owner"]
        '街道组织办'
    """
    from sgstats.errors import Refused

    told: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not (equals and name.strip()) or name.strip() in told:
            raise Refused("ledger.not_a_value", text=word)
        told[name.strip()] = value
    return told
