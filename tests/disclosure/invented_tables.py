"""Measured tables made by hand, and an attacker who reads the protected ones."""

from __future__ import annotations

from datetime import date
from itertools import combinations, product
from types import SimpleNamespace

import numpy as np
import polars as pl
from scipy.optimize import linprog

from sgstats.metrics import Measured, Options, catalogue

DAY = date(2023, 12, 31)


def measured(cells, *, by=(), of=None, name="structure", where=None, **options):
    """A measured table with the cells given."""
    return Measured(
        name=name, definition=catalogue()[name], on=DAY, by=tuple(by), of=of, where=where or {},
        options=Options(**options), cells=pl.DataFrame(cells),
    )  # fmt: skip


def structure(counts, *, bases=None, name="structure"):
    """One row per street and category from a list of rows of counts; without a street for a single list."""
    if not isinstance(counts[0], (list, tuple, np.ndarray)):
        base = sum(counts) if bases is None else bases
        cells = {"category": _names(len(counts)), "people": list(counts), "base": [base] * len(counts)}
        return measured(cells, of="category", name=name)
    table = np.array(counts)
    return crossed(table, by=["street"], name=name)


def crossed(table, *, by, name="structure"):
    """A structure by any number of dimensions: the last axis holds the categories."""
    dims = [
        [f"{k:03}街道" for k in range(table.shape[0])],
        *([f"{k}" for k in range(n)] for n in table.shape[1:-1]),
    ]
    keys = list(product(*dims, _names(table.shape[-1])))
    frame = pl.DataFrame(keys, schema=[*by, "category"], orient="row")
    bases = np.broadcast_to(table.sum(axis=-1, keepdims=True), table.shape)
    people = pl.Series("people", table.ravel().astype(int))
    frame = frame.with_columns(people, pl.Series("base", bases.ravel().astype(int)))
    # Of people's grades a group without anybody has its row too, unless the whole street is empty.
    some = pl.col("base").sum().over(by[0]) if name == "grades" else pl.col("base")
    return measured(frame.filter(some > 0), by=by, of="category", name=name)


def _names(count):
    return [f"类{k}" for k in range(count)]


def totals(truth):
    """The table by every smaller set of its dimensions, as somebody would ask for it."""
    for size in range(len(truth.by)):
        for dims in combinations(truth.by, size):
            keys = [*dims, truth.of]
            cells = truth.cells.group_by(keys, maintain_order=True).agg(pl.col("people", "base").sum())
            yield measured(cells, by=dims, of=truth.of, name=truth.name)


def fixed(truth, tables, *, smallest_group=lambda dims: 1):
    """The small counts, as (numbers added up, people), that an attacker computes exactly.

    Args:
        truth: The exact table.
        tables: Pairs of an exact table or total of it and what is shown of it.
        smallest_group: The fewest people a group of some fields may have; of a smaller one every
            number counts. Where two tables hold the same people, the later one says.
    """
    rows, sums, small = [], [], {}
    for exact, shown in tables:
        for number in ("people", "base"):
            keys = [*exact.by, exact.of] if number == "people" else [*exact.by]
            for row, seen in zip(exact.cells.rows(named=True), shown.frame[number], strict=True):
                parts = _parts(truth, {key: row[key] for key in keys})
                secret = row["base"] < smallest_group(exact.by)
                small[parts] = row[number] > 0 and (secret or row[number] < 5)
                if seen is not None:
                    assert seen == row[number]
                    rows.append(parts)
                    sums.append(seen)
    return {parts for parts, secret in small.items() if secret and _computed(parts, rows, sums)}


def shown_of(exact, people):
    """What a reader has of a table of whose cells some are shown, the bases being known nowhere."""
    return SimpleNamespace(frame=exact.cells.with_columns(people=people, base=None))


def _parts(truth, wanted):
    """The cells of the exact table that a number adds up, as marks of 0 and 1."""
    hit = pl.all_horizontal([pl.lit(value=True), *(pl.col(name) == value for name, value in wanted.items())])
    return tuple(
        truth.cells.select(marks=hit.cast(pl.Int8))["marks"].to_list() if wanted else [1] * len(truth.cells)
    )


def _computed(parts, rows, sums):
    """Whether all tables that agree with what is known agree in this number too."""
    known = {"A_eq": np.array(rows), "b_eq": np.array(sums, float)} if rows else {}
    ends = [linprog(sign * np.array(parts), bounds=(0, None), **known) for sign in (1, -1)]
    if 3 in {end.status for end in ends}:
        return False
    assert all(end.status == 0 for end in ends), "the equations must agree with each other"
    return abs(ends[0].fun + ends[1].fun) < 1e-6
