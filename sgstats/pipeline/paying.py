"""The way out for pay: pools shared out by a pack, and one pack held against another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from sgstats import disclosure, policies
from sgstats.errors import Refused
from sgstats.messages import say
from sgstats.pipeline.arriving import DEFAULT_STORE, READABLE
from sgstats.pipeline.judging import judged_by, pack_title
from sgstats.pipeline.pools import read_pools

if TYPE_CHECKING:
    from sgstats.policies import Comparison, Judged, Paid

SMALLEST_SHOWN = 10
"""Fewer people than this: what tells grades apart (sum of coefficients, price of one more) is held back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payments:
    """Pools shared out, as their audience may see it.

    Attributes:
        policy: Name of the pack.
        title: Its title in the user's language.
        year: The year.
        audience: Who may see it.
        options: How unclear clauses were read, by name.
        people: One row per person: ``person_id``, ``unit``, ``grade``, ``coefficient``, ``amount``
            (yuan, two decimals), ``needs_human``, ``reason``; None but for the analyst.
        units: One row per unit: ``unit``, ``pool``, ``allocated``, ``unallocated``, ``members``,
            ``one_more_costs``, ``reason``; amounts as texts in yuan.
        totals: The same sums over all units.
        notes: What was assumed and what is missing.
    """

    policy: str
    title: str
    year: int
    audience: str
    options: Mapping[str, str]
    people: pl.DataFrame | None
    units: pl.DataFrame
    totals: Mapping[str, str]
    notes: tuple[str, ...]


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
    """

    first: str
    second: str
    year: int
    audience: str
    people: pl.DataFrame | None
    units: pl.DataFrame
    changes: Mapping[str, object]
    notes: tuple[str, ...]


def pay(  # noqa: PLR0913 - one keyword per part of a question, as in the command
    policy: str,
    *,
    year: int,
    pool: str | Path | None = None,
    average: str | None = None,
    where: Mapping[str, Sequence[str]] | None = None,
    choices: Mapping[str, str] | None = None,
    store: str | Path = DEFAULT_STORE,
    audience: str = "internal",
) -> Payments:
    """Share out the performance pay of a year by a rule pack, exact to the cent.

    Args:
        policy: Name of a pack, or the path of a TOML file of your own.
        year: The year.
        pool: Yuan that every unit gets, or a file with the pool of each unit.
        average: Average pay of a year in yuan; the pool of a unit is its people times this times
            the pack's performance share.
        where: Allowed values by unit.
        choices: Named options where clauses can be read in more than one way.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``; single people are for the analyst only.

    Raises:
        Refused: There is no such pack or store, the pack pays nobody, or an amount is unclear.
    """
    asked = {"year": year, "where": where, "choices": choices, "store": store}
    paid = _paid(judged_by(policy, **asked), pool=pool, average=average)  # type: ignore[arg-type]
    rules = disclosure.rules_for(audience)
    judged = paid.judged
    return Payments(
        policy=judged.pack.name,
        title=pack_title(judged.pack),
        year=year,
        audience=rules.name,
        options=policies.chosen(judged.options),
        people=_people(paid) if rules.marked else None,
        units=_units(paid, hide_up_to=rules.hide_up_to),
        totals={name: policies.yuan(int(paid.units[name].sum())) for name in AMOUNTS},
        notes=paid.notes,
    )


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
    """
    asked = {"year": year, "where": where, "choices": choices, "store": store}
    both = [judged_by(one, **asked) for one in (policy, against)]  # type: ignore[arg-type]
    if pool is None and average is None:
        compared = policies.compare(*both)
    else:
        compared = policies.compare(*(_paid(one, pool=pool, average=average) for one in both))
    return _shown(compared, audience=audience)


AMOUNTS = ("pool", "allocated", "unallocated")


def _paid(judged: Judged, *, pool: str | Path | None, average: str | None) -> Paid:
    """Pools from whichever was given.

    Raises:
        Refused: Neither or both were.
    """
    if (pool is None) == (average is None):
        raise Refused("pools.one_of_two")
    if average is not None:
        pools = policies.from_average(judged, average)
    elif Path(pool or "").suffix.lower() in READABLE:
        pools = policies.from_table(judged, read_pools(Path(pool or "")))
    else:
        pools = policies.from_amount(judged, str(pool))
    return policies.pay(judged, pools=pools)


def _people(paid: Paid) -> pl.DataFrame:
    amount = policies.yuan_texts(pl.col("cents")).alias("amount")
    return paid.people.select("person_id", "unit", "grade", "coefficient", amount, "needs_human", "reason")


def _units(paid: Paid, *, hide_up_to: int) -> pl.DataFrame:
    """Units with their sums as texts; what would tell the pay or the grades of a few people is held back."""
    amounts = [policies.yuan_texts(pl.col(name)).alias(name) for name in AMOUNTS]
    price = policies.yuan_texts(pl.col("one_more_costs")).alias("one_more_costs")
    rows = paid.units.select("district", "street", "community", "unit", *amounts, "members", price, "reason")
    if not hide_up_to:
        return rows
    few = few_and_a_partner(rows["members"], hide_up_to=hide_up_to)
    rows = rows.with_columns(pl.when(~few).then(name).alias(name) for name in (*AMOUNTS, "members"))
    large = pl.col("members") >= SMALLEST_SHOWN
    reason = pl.when(few).then(pl.lit(say("disclosure.too_few"))).otherwise("reason")
    return rows.with_columns(
        pl.when(large).then("one_more_costs").alias("one_more_costs"), reason.alias("reason")
    )


def few_and_a_partner(people: pl.Series, *, hide_up_to: int) -> pl.Series:
    """Units with so few people that a sum is somebody's own, and one more where only one is hidden.

    Example:
        >>> few_and_a_partner(pl.Series([9, 1, 30]), hide_up_to=4).to_list()
        [True, True, False]
    """
    few = people.is_between(1, hide_up_to)
    if few.sum() != 1:
        return few
    others = people.set(few | (people == 0), None)
    return few | (others == others.min()).fill_null(value=False)


def _shown(compared: Comparison, *, audience: str) -> WhatIf:
    """A comparison as its audience may see it: few changes are as hidden as few people."""
    rules = disclosure.rules_for(audience)
    changing = compared.people.filter("changes")
    totals = {name: int(compared.units[name].sum()) for name in COUNTS}
    unpaid = bool(compared.units["moved"].null_count())
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
