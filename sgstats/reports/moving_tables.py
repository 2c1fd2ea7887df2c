"""The tables and sentences of the report on movement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import field
from sgstats.messages import say
from sgstats.reports.content import Column, Table
from sgstats.reports.steps import share_steps
from sgstats.reports.wording import HIDDEN, printed

if TYPE_CHECKING:
    from sgstats.disclosure import Protected
    from sgstats.disclosure.curves import ProtectedCurves
    from sgstats.reports.content import Carried, Kind, Value

ITEMS = ("flow", "component")
KINDS: dict[str, Kind] = {
    "people": "people", "base": "value", "share": "share", "value": "value", "low": "value", "high": "value",
}  # fmt: skip


def account_table(protected: Protected, *, caption: str, name: str) -> Table:
    """One row per group and period, one column per item of the account.

    Args:
        protected: The metric ``flows`` or ``change``.
        caption: The title above it.
        name: Of the sheet.
    """
    item = next(one for one in ITEMS if one in protected.frame.columns)
    keys = [one for one in (*protected.by, protected.of) if one and one != item]
    items = _that_happened(protected.frame, item)
    lines: dict[tuple[str, ...], dict[str, Value]] = {}
    for row in protected.rows():
        lines.setdefault(tuple(row[key] for key in keys), {})[row[item]] = row["people"]
    return Table(
        name=name,
        caption=caption,
        columns=(
            *(Column(title=field(key).title) for key in keys),
            *(Column(title=one, kind="people") for one in items),
        ),
        rows=tuple((*group, *(line.get(one) for one in items)) for group, line in lines.items()),
        notes=protected.notes,
    )


def _that_happened(frame: pl.DataFrame, item: str) -> list[str]:
    """The items that any row has people in, or hides; a column of zeros says nothing."""
    happened = frame.filter(pl.col("people").is_null() | (pl.col("people") > 0))[item].to_list()
    return [one for one in frame[item].unique(maintain_order=True).to_list() if one in happened]


def wave_table(wave: Protected, *, caption: str, name: str) -> Table:
    """One row per year of retirement, one column per reading of the law."""
    when = wave.by[-1]
    readings = wave.frame["retirement_reading"].unique(maintain_order=True).to_list()
    lines: dict[str, dict[str, Value]] = {}
    for row in wave.rows():
        lines.setdefault(row[when], {})[row["retirement_reading"]] = row["people"]
    order = sorted(lines, key=lambda label: (not label[:4].isdecimal(), "年" in label, label))
    rows = [(label, *(lines[label].get(one, 0) for one in readings)) for label in order]
    return Table(
        name=name,
        caption=caption,
        columns=(Column(title=field(when).title), *(Column(title=one, kind="people") for one in readings)),
        rows=tuple(rows),
        notes=wave.notes,
    )


def rate_table(protected: Protected, *, caption: str, name: str) -> Table:
    """One row per group: what was counted, what it is divided by, the number and its interval."""
    return _numbers(protected, ("people", "base", "value", "low", "high"), caption=caption, name=name)


def share_table(protected: Protected, *, caption: str, name: str) -> Table:
    """One row per group and part: people, base, share and its interval."""
    return _numbers(protected, ("people", "base", "share", "low", "high"), caption=caption, name=name)


def _numbers(protected: Protected, numbers: tuple[str, ...], *, caption: str, name: str) -> Table:
    keys = [one for one in (*protected.by, protected.of) if one and one in protected.frame.columns]
    shares = "share" in numbers
    kinds = KINDS | ({"base": "people", "low": "share", "high": "share"} if shares else {})
    titles = {"value": protected.definition.unit}
    known = protected.frame.filter(pl.col("status") != "hidden")
    told = [one for one in numbers if one not in {"low", "high"} or known[one].null_count() < known.height]
    columns = [Column(title=titles.get(one) or say(f"report.{one}_column"), kind=kinds[one]) for one in told]
    hidden = {HIDDEN: None}
    rows = [
        tuple(
            hidden.get(cell, cell) if row["status"] == "hidden" or cell is not None else ""
            for cell in (row[one] for one in (*keys, *told))
        )
        for row in protected.rows()
    ]
    return Table(
        name=name,
        caption=caption,
        columns=(*(Column(title=field(key).title) for key in keys), *columns),
        rows=tuple(rows),
        notes=protected.notes,
    )


def only(change: Protected, *, value: str) -> Protected:
    """A decomposition of one category alone."""
    return replace(change, frame=change.frame.filter(pl.col(str(change.of)) == value))


def change_sentence(middle: Protected, *, value: str) -> str:
    """From which share to which, and what did most of it."""
    (_, first), *steps, (_, last) = share_steps(middle.frame)
    if first is None or last is None:
        return say("report.change_hidden", value=value)
    told = [f"{name} {HIDDEN if number is None else f'{number:+.1f}'}" for name, number in steps]
    facts = {"first": printed(first, kind="value"), "last": printed(last, kind="value")}
    listed = say("report.clauses").join(told)
    return say("report.change", value=value, points=f"{last - first:+.1f}", parts=listed, **facts)


def median_sentence(curves: ProtectedCurves) -> str:
    """After how many years half are gone."""
    row = next(iter(curves.medians.to_dicts()), None)
    if row is None or row["value"] is None:
        return say("report.median_unknown")
    years = {name: _years(row[name]) for name in ("value", "low", "high")}
    return say("report.median_stay", **years)


def _years(days: float | None) -> str:
    return say("report.not_reached") if days is None else printed(days / 365.25, kind="value")


def carried_table(carried: Carried, *, caption: str, name: str) -> Table:
    """One row per year: the total with its band, and the shares of the age bands."""
    frame = carried.frame
    ages = frame.filter(field="age_band")["label"].unique(maintain_order=True).to_list()
    lines = []
    for day in frame["on"].unique(maintain_order=True).to_list():
        rows = {(row["field"], row["label"]): row for row in frame.filter(on=day).to_dicts()}
        total = next(row for (kind, _), row in rows.items() if kind == "total")
        shares = [rows.get(("age_band", age), {}).get("share") for age in ages]
        lines.append((str(day.year), total["people"], total["low"], total["high"], *shares))
    columns = [
        Column(title=field("year").title),
        Column(title=say("report.people_column"), kind="value"),
        Column(title=say("report.low_column"), kind="people"),
        Column(title=say("report.high_column"), kind="people"),
        *(Column(title=age, kind="share") for age in ages),
    ]
    return Table(name=name, caption=caption, columns=tuple(columns), rows=tuple(lines))
