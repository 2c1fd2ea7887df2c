"""Panels made by hand, and designs that answer what a spec wants them to."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from itertools import pairwise

import polars as pl

from sgstats.effects import Fit, Panel, Period, Total
from sgstats.effects.designs import Design, designs
from sgstats.effects.none import none


def months_from(first: date, count: int) -> tuple[Period, ...]:
    """So many months, one after the other."""
    places = range(first.month - 1, first.month + count)
    days = [date(first.year + place // 12, place % 12 + 1, 1) for place in places]
    return tuple(Period(first=day, last=after - timedelta(days=1)) for day, after in pairwise(days))


def panel_of(people, bases, starts, **changes):
    """A panel of monthly shares from two matrices, units × months; None is unknown."""
    names = [f"第{place}街道" for place in range(len(people))]
    rows = [
        (name, period, count, base)
        for name, counts, own in zip(names, people, bases, strict=True)
        for period, (count, base) in enumerate(zip(counts, own, strict=True))
    ]
    schema = {"unit": pl.String, "period": pl.Int64, "people": pl.Float64, "base": pl.Float64}
    panel = Panel(
        metric="certified", title="持证率", kind="share", unit="%", scale=100.0, every="month",
        periods=months_from(date(2022, 1, 1), len(people[0])),
        cells=pl.DataFrame(rows, schema=schema, orient="row", strict=False),
        starts={names[place]: start for place, start in starts.items()}, better="higher",
    )  # fmt: skip
    return replace(panel, **changes)


def simple(**changes):
    """Two streets over eight months, the measure in the first from May on."""
    people = [[10, 12, 11, 10, 20, 21, 22, 20], [10, 9, 11, 10, 11, 10, 9, 10]]
    return replace(panel_of(people, [[40] * 8] * 2, {0: date(2022, 5, 1)}), **changes)


def fit_of(panel, **changes) -> Fit:
    """What a design could have found: 12.3 points more, beside another unit."""
    compared = Total(side="compared", after=True, people=40.0, base=160.0, units=1, cells=4)
    found = {
        "design": "made_up", "effect": 12.34, "low": 4.1, "high": 20.46, "p": 0.003, "deviation": 4.0,
        "freedom": 30.0, "totals": (*none(panel).totals, compared),
    }  # fmt: skip
    return replace(none(panel), **(found | changes))


@contextmanager
def known_designs(monkeypatch, **fits):
    """Only these designs exist, the last the strongest: a text is what one lacks, else what it finds."""
    made = {
        name: Design(
            name=name,
            fit=lambda panel, *, seed=0, name=name, found=found: (
                found(panel) if callable(found) else fit_of(panel, **({"design": name} | found))
            ),
            lack=lambda panel, found=found: found if isinstance(found, str) else None,
            rank=lambda panel, rank=rank: rank,
        )
        for rank, (name, found) in enumerate(fits.items(), start=1)
    }
    everything = {"none": designs()["none"], **made}
    with monkeypatch.context() as patched:
        for name in ("sgstats.effects.choosing", "sgstats.effects.designs"):
            patched.setattr(import_module(name), "designs", lambda: everything)
        yield
