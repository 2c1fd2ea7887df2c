"""Printing projections for a person: one line per year and number, bands as ``low–high``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.cli.output import Row, emit, write
from sgstats.fields import dictionary, field
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.disclosure import Protected
    from sgstats.pipeline.projected import Outlook

COLUMNS = {
    "stock": ("on", "field", "label", "people", "band", "share", "share_band"),
    "backtest": ("on", "field", "label", "people", "band", "actual", "inside"),
    "hiring": ("reading", "target", "by_year", "hire", "share_without", "share", "limit"),
    "staffing": ("on", "people", "band", "residents", "needed", "per_10k", "gap", "gap_band"),
}
_PERCENT = ("share", "share_without", "limit")


def show_outlook(found: Outlook) -> None:
    """Print an outlook with its notes.

    Args:
        found: A protected projection, answer or need.
    """
    kind = "backtest" if found.inside is not None else found.kind
    titles = {name: say(f"outlook.title_{name}") for name in COLUMNS[kind]}
    show_title(say(f"outlook.kind_{kind}"), found)
    emit([_printed(row) for row in found.rows()], form="table", titles=titles)
    for note in (*_answers(found), *found.notes):
        write(note)


def show_title(title: str, found: Outlook | Protected) -> None:
    """What a table shows, of which day and whom, and for which audience."""
    where = [f"{field(name).title} = {'、'.join(values)}" for name, values in found.where.items()]
    choices = say("measure.separator").join([str(found.on), *where, say(f"audience.{found.audience}")])
    write(say("measure.caption", metric=title, choices=choices))


def _answers(found: Outlook) -> list[str]:
    """Of a search: what its rows mean, said in a sentence each."""
    if found.kind != "hiring":
        return []
    rows = [row for row in found.rows() if row["status"] == "shown"]
    return [_answer(row) for row in rows]


def _answer(row: Row) -> str:
    facts = {"reading": row["reading"], "target": row["target"], "year": row["by_year"]}
    if row["hire"] is None:
        return say("outlook.impossible", limit=_percent(row["limit"]), **facts)
    if row["hire"] == 0 and row["most"] is not None:
        return say("outlook.at_most", most=row["most"], **facts)
    if row["hire"] == 0:
        return say("outlook.anyhow", **facts)
    return say("outlook.at_least", hire=row["hire"], **facts)


def _printed(row: Row) -> Row:
    if row["status"] == "hidden":
        return row | _named(row) | dict.fromkeys(_numbers(row), "*")
    bands = {
        f"{start}band": _band(row.get(f"{start}low"), row.get(f"{start}high"), percent=start == "share_")
        for start in ("", "share_", "gap_")
    }
    percents = {name: _percent(row.get(name)) for name in _PERCENT if name in row}
    counts = {name: _count(row[name]) for name in ("people", "per_10k") if name in row}
    inside = {"inside": _yes(row["inside"])} if "inside" in row else {}
    return row | bands | percents | counts | inside | _named(row)


def _numbers(row: Row) -> list[str]:
    words = {"on", "field", "label", "status", "reason", "year", "reading", "target", "by_year"}
    return [*(name for name in row if name not in words), "band", "share_band", "gap_band"]


def _named(row: Row) -> Row:
    """The field by its title; total and flow are no fields of people."""
    if "field" not in row:
        return {}
    entry = dictionary().get(row["field"])
    return {"field": entry.title if entry else say(f"outlook.field_{row['field']}")}


def _band(low: float | None, high: float | None, *, percent: bool) -> str:
    if low is None or high is None:
        return ""
    form = _percent if percent else _count
    return f"{form(low)}–{form(high)}"


def _percent(share: float | None) -> str:
    from sgstats.metrics.shares import percent

    return "" if share is None else f"{percent(share)}%"


def _count(number: float | None) -> str:
    from sgstats.metrics.shares import half_up

    return "" if number is None else f"{half_up(number)}".removesuffix(".0")


def _yes(inside: bool | None) -> str:  # noqa: FBT001 - a cell of a table
    return "" if inside is None else say(f"outlook.inside_{'yes' if inside else 'no'}")
