"""Numbers of an effect as a table of texts, with the file of the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any

import polars as pl

from dashboard import numbers, parts
from dashboard.effects import printing
from sgstats import say

if TYPE_CHECKING:
    from sgstats import ProtectedEffect

COUNTS = frozenset({"people", "base", "units", "cells"})
NAMES = frozenset({"first", "last", "side", "after"})
WHOLE = frozenset({"event", "until"})


def shown(
    rows: Sequence[dict[str, Any]],
    columns: Sequence[str],
    effect: ProtectedEffect,
    *,
    key: str,
    below: Sequence[str] = (),
) -> None:
    """Show some rows and hand them out; people and base are called what the indicator makes of them."""
    known = effect.total_headers if "side" in columns else effect.headers
    heads = {name: known.get(name) or say(f"page.effects_column_{name}") for name in columns}
    cells = [[_cell(name, row[name], effect) for name in columns] for row in rows]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(heads.values(), pl.String), orient="row")
    right = [title for name, title in heads.items() if name not in NAMES]
    name = " ".join(filter(None, [say("page.effects"), effect.measure, effect.title, say(f"page.{key}")]))
    parts.told_table(frame, key=key, title=name.replace("/", "-"), right=right, below=[*below])


def _cell(name: str, value: Any, effect: ProtectedEffect) -> str:  # noqa: ANN401 - whatever a column holds
    if value is None or (isinstance(value, float) and not isfinite(value)):
        return numbers.NONE
    if name == "side":
        return say(f"page.effects_side_{value}")
    if name == "after":
        return say("page.effects_after" if value else "page.effects_before")
    if isinstance(value, date):
        return value.isoformat()
    if name in COUNTS:
        return printing.count(value)
    return f"{value:+d}" if name in WHOLE else _number(name, value, effect)


def _number(name: str, value: float, effect: ProtectedEffect) -> str:
    return printing.level(value, effect.unit) if name == "value" else f"{numbers.rounded(value):,}"
