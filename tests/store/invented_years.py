"""Arrivals about years: appraisals, absences, votes and facts of invented people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
from invented_arrivals import arrival

from sgstats.store import Arrival
from sgstats.store.recording import COLUMNS

COUNTED = ("year", "day", "hours_tenths", "start_day", "end_day", "absent_tenths", "points", "ballots")
KEYS = ("id_key", "staff_key", "name_key", "called_key", "row_key", "district", "street", "community")


def about(kind: str, *rows: dict[str, Any], digest: str, year: int = 2023) -> Arrival:
    """A table of one kind; a row names what it knows, the rest is null, and ``_row`` counts from 3."""
    columns = dict.fromkeys([*KEYS, *COLUMNS[kind]])
    numbered = [
        columns | {"_row": place, "year": year} | ({"holds": True} if kind == "fact" else {}) | row
        for place, row in enumerate(rows, start=3)
    ]
    numbers = {name for name in columns if name in COUNTED or kind == "ballot"} - set(KEYS)
    schema = {name: pl.Int64() if name in {"_row", *numbers} else pl.String() for name in numbered[0]}
    schema |= {"holds": pl.Boolean()} if kind == "fact" else {}
    frame = pl.DataFrame(numbered, schema=schema)
    return replace(arrival(year, digest=digest * 64, file=f"{kind}.xlsx"), kind=kind, rows=frame)
