"""The way out for a what-if: one pack held against another, as its audience may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from sgstats import disclosure, policies
from sgstats.pipeline.arriving import DEFAULT_STORE
from sgstats.pipeline.judging import evidence, judged_by, within
from sgstats.pipeline.paying import SMALLEST_SHOWN, few_and_a_partner, paid_by

if TYPE_CHECKING:
    from sgstats.policies import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Two packs on the same people, as their audience may see it.

    Attributes:
        first: Name of the pack as it is.
        second: Name of the pack as it might be.
        year: The year.
        audience: Who may see it.
        people: One row per person who changes, for the analyst only.
        units: One row per unit: how many change, and the money moved.
        changes: Over all units: ``people``, ``changed``, ``graded_up``, ``graded_down``,
            ``outcomes_changed``, ``moved`` (yuan, null without pay).
        notes: What was assumed and what is missing under either pack.

    Example:
        >>> sgstats.what_if("SANGANG18", "sangang18", year=2012, store=store).second
        'SANGANG18'
    """

    first: str
    second: str
    year: int
    audience: str
    people: pl.DataFrame | None
    units: pl.DataFrame
    changes: Mapping[str, object]
    notes: tuple[str, ...]


def what_if(  # noqa: PLR0913 - one keyword per part of a question, as in the command
    policy: str,
    against: str,
    *,
    year: int,
    pool: str | Path | None = None,
    average: str | None = None,
    where: Mapping[str, Sequence[str]] | None = None,
    choices: Mapping[str, str] | None = None,
    store: str | Path = DEFAULT_STORE,
    audience: str = "internal",
) -> WhatIf:
    """Judge a year, and share out its pay if a pool is given, under two packs side by side.

    Args:
        policy: The pack as it is.
        against: The pack as it might be.
        year: The year.
        pool: As in ``pay``; without pool and average only grades and outcomes are compared.
        average: As in ``pay``.
        where: Allowed values by unit.
        choices: Named options, for both packs.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``; single people are for the analyst only.

    Raises:
        Refused: As ``judge`` and ``pay``.

    Example:
        >>> what_if("SANGANG18", "SANGANG18", year=2012, store=store).changes["people"]
        8
    """
    known = evidence(Path(store), year=year)
    both = [judged_by(one, evidence=known, year=year, choices=choices) for one in (policy, against)]
    if pool is None and average is None:
        return _shown(policies.compare(*(within(one, where or {}) for one in both)), audience=audience)
    paid = [paid_by(one, evidence=known, pool=pool, average=average) for one in both]
    return _shown(policies.compare(*(within(one, where or {}) for one in paid)), audience=audience)


def _shown(compared: Comparison, *, audience: str) -> WhatIf:
    """A comparison as its audience may see it: few changes are as hidden as few people."""
    rules = disclosure.rules_for(audience)
    changing = compared.people.filter("changes")
    totals = {name: int(compared.units[name].sum()) for name in COUNTS}
    unpaid = compared.units["moved"].null_count() == compared.units.height
    return WhatIf(
        first=compared.first.pack.name,
        second=compared.second.pack.name,
        year=compared.first.year,
        audience=rules.name,
        people=changing if rules.marked else None,
        units=_changing_units(compared.units, hide_up_to=rules.hide_up_to),
        changes={
            "people": compared.people.height,
            "changed": _many(changing.height, hide_up_to=rules.hide_up_to),
            **{name: _many(count, hide_up_to=rules.hide_up_to) for name, count in totals.items()},
            "moved": None if unpaid else policies.yuan(int(compared.units["moved"].sum())),
        },
        notes=(*compared.first.notes, *compared.second.notes),
    )


COUNTS = ("graded_up", "graded_down", "outcomes_changed")


def _changing_units(units: pl.DataFrame, *, hide_up_to: int) -> pl.DataFrame:
    """The units; small counts, and their partners against subtraction from the totals, are null."""
    shown = units.with_columns(policies.yuan_texts(pl.col("moved")).alias("moved"))
    if not hide_up_to:
        return shown
    held = {name: few_and_a_partner(units[name], hide_up_to=hide_up_to) for name in COUNTS}
    small = units["people"] < SMALLEST_SHOWN
    return shown.with_columns(
        *(pl.when(~mark).then(name).alias(name) for name, mark in held.items()),
        pl.when(~small).then("moved").alias("moved"),
    )


def _many(people: int, *, hide_up_to: int) -> int | None:
    """A count, or None if it is small."""
    return None if 0 < people <= hide_up_to else people
