"""Whether somebody joined, left or moved: by a cell, a reason, or what the table calls itself."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from sgstats.fields import normalise
from sgstats.records.categories import each_distinct, key, spellings, table
from sgstats.records.kinds import lines_above
from sgstats.records.reading import Problem, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgstats.records.reading import Sheet
    from sgstats.sources.table import Table

JOINED, LEFT, MOVED = "入职", "离职", "调动"

ELSEWHERE = "调出"
"""The reason of who left for a post outside; inside it is a move, so the word alone tells neither."""

NO_REASON = frozenset({ELSEWHERE, "其他"})
"""Reasons that do not by themselves tell that somebody left."""

_OF_LEAVING = re.compile("离|减|退|辞|解聘")
"""Headers of reasons that only leavers have."""

_PARTS = re.compile(r"[()/、,:;\-—–]+")


class Kind(NamedTuple):
    """What a word tells of a movement: its type, why somebody left, and which unit is spoken of."""

    movement_type: str
    reason: str | None = None
    side: str | None = None


def read_types(sheet: Sheet) -> Reading:
    """What every row tells of its type: a cell, else the title; and why somebody left.

    Returns:
        ``movement_type`` (null where at most days or a reason tell it), ``leaves`` (whether the reason alone
        tells that somebody left), ``reason``, ``side`` (``from`` | ``to``: whose unit the row's own columns
        name), ``unknown`` (a type is written that is none), ``unread`` (so is a reason) and ``of_leavers``
        (the reason's column is one of leavers only).
    """
    told, reasons = _typed(sheet), _reasons(sheet)
    stated = stated_kind(sheet.table) or Kind("")
    found = pl.DataFrame({**told.columns, **reasons.columns}).with_columns(
        movement_type=pl.when(~pl.col("unknown")).then(
            pl.coalesce("typed", pl.lit(stated.movement_type or None, dtype=pl.String))
        ),
        reason=pl.coalesce("typed_reason", "reason", pl.lit(stated.reason, dtype=pl.String)),
        unread=pl.col("unread") & pl.col("typed_reason").is_null(),
    )
    names = ("movement_type", "leaves", "reason", "side", "unknown", "unread", "of_leavers")
    return Reading(columns={name: found[name] for name in names}, problems=told.problems)


def _typed(sheet: Sheet) -> Reading:
    """What the column of types says."""
    column, text = sheet.columns.column("movement_type"), sheet.text("movement_type")
    codes = {key(one): value for one, value in sheet.settled.values.get("movement_type", {}).items()}

    def part(name: str) -> pl.Series:
        return each_distinct(text, lambda one: getattr(kind_in(one, settled=codes), name, None))

    typed = part("movement_type")
    return Reading(
        columns={
            "typed": typed,
            "typed_reason": part("reason"),
            "side": part("side"),
            "unknown": text.is_not_null() & typed.is_null(),
        },
        problems=(
            Problem(rule="movement.type_unknown", rows=text.is_not_null() & typed.is_null(), column=column),
        ),
    )


def _reasons(sheet: Sheet) -> Reading:
    """The reasons of leaving, and the rows whose reason alone tells that somebody left."""
    column, text = sheet.columns.column("leave_reason"), sheet.text("leave_reason")
    codes = {key(one): value for one, value in sheet.settled.values.get("leave_reason", {}).items()}
    reason = each_distinct(text, lambda one: reason_in(one, settled=codes))
    of_leavers = column is not None and bool(_OF_LEAVING.search(normalise(column.title)))
    told = text.is_not_null() if of_leavers else reason.is_not_null() & ~reason.is_in(list(NO_REASON))
    return Reading(
        columns={
            "reason": reason,
            "leaves": told,
            "unread": text.is_not_null() & reason.is_null(),
            "of_leavers": pl.repeat(of_leavers, text.len(), dtype=pl.Boolean, eager=True),
        }
    )


def kind_in(text: str, *, settled: Mapping[str, str]) -> Kind | None:
    """What a cell says of a movement, or None; every part of 离职（退休） must be known and they must agree.

    Example:
        >>> kind_in("离职（退休）", settled={})
        Kind(movement_type='离职', reason='退休', side=None)
        >>> kind_in("调离本区", settled={}), kind_in("提拔", settled={})
        (Kind(movement_type='离职', reason='调出', side=None), None)
    """
    if key(text) in settled:
        return Kind(settled[key(text)])
    whole = _known(text)
    parts = [_known(part) for part in _PARTS.split(normalise(text)) if part]
    if whole or None in parts or not parts:
        return whole
    known = [one for one in parts if one]
    agreed = len({one.movement_type for one in known}) == 1
    told = (
        next((value for one in known if (value := getattr(one, name))), None) for name in ("reason", "side")
    )
    return Kind(known[0].movement_type, *told) if agreed else None


def _known(text: str) -> Kind | None:
    plain = key(text)
    for form, kind in _forms():
        if form.fullmatch(plain):
            return kind
    reason = spellings("leave_reason").get(plain)
    return Kind(LEFT, reason) if reason and reason not in NO_REASON else None


@cache
def _forms() -> tuple[tuple[re.Pattern[str], Kind], ...]:
    return tuple((re.compile(row["pattern"]), _kind(row)) for row in table("movements"))


def _kind(row: Mapping[str, str]) -> Kind:
    return Kind(row["movement_type"], row["leave_reason"] or None, row.get("side") or None)


def reason_in(text: str, *, settled: Mapping[str, str]) -> str | None:
    """Why somebody left, by the spellings of rosters and of movement lists.

    Example:
        >>> reason_in("到龄退休", settled={}), reason_in("病逝", settled={}), reason_in("家事", settled={})
        ('退休', '死亡', None)
    """
    known = _known(text)
    told = known.reason if known and known.movement_type == LEFT else None
    return settled.get(key(text)) or spellings("leave_reason").get(key(text)) or told


def stated_kind(held: Table) -> Kind | None:
    """The one type that the sheet, else a line above the table, else the file names; 增减 names two."""
    texts = [normalise(held.sheet or ""), *lines_above(held), normalise(held.file)]
    for text in texts:
        named = [_kind(row) for row in table("movement_titles") if re.search(row["pattern"], text)]
        if len({one.movement_type for one in named}) == 1:
            reasons = {one.reason for one in named}
            return Kind(named[0].movement_type, reasons.pop() if len(reasons) == 1 else None)
        if named:
            return None
    return None
