"""The way out for pay: pools shared out by a pack, as their audience may see it."""

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
from sgstats.pipeline.judging import evidence, judged_by, pack_title, within
from sgstats.pipeline.pools import read_pools

if TYPE_CHECKING:
    from sgstats.policies import Evidence, Judged, Paid

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

    Example:
        >>> sorted(sgstats.Payments.__annotations__)[-4:]
        ['title', 'totals', 'units', 'year']
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

    Example:
        >>> pay("EAST", year=2012, pool="100000", store=store)
        Traceback (most recent call last):
            ...
        sgstats.errors.Refused: 2012年没有考核、考勤、投票或谈话等记录，无法判定。有记录的年份：—。
    """
    known = evidence(Path(store), year=year)
    judged = judged_by(policy, evidence=known, year=year, choices=choices)
    paid = within(paid_by(judged, evidence=known, pool=pool, average=average), where or {})
    rules = disclosure.rules_for(audience)
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


AMOUNTS = ("pool", "allocated", "unallocated")


def paid_by(judged: Judged, *, evidence: Evidence, pool: str | Path | None, average: str | None) -> Paid:
    """The exact sums, for this package's own use: single people are in it.

    Raises:
        Refused: Neither pool nor average was given, or both were.
    """
    if (pool is None) == (average is None):
        raise Refused("pools.one_of_two")
    if average is not None and judged.pack.levels is not None:
        return policies.pay_by_level(judged, evidence=evidence, wage=average)
    if average is not None:
        pools = policies.from_average(judged, average)
    elif Path(pool or "").suffix.lower() in READABLE:
        pools = policies.from_table(judged, read_pools(Path(pool or "")))
    else:
        pools = policies.from_amount(judged, str(pool))
    return policies.pay(judged, pools=pools)


def _people(paid: Paid) -> pl.DataFrame:
    """What was allocated to everybody: nothing yet where a unit waits for a decision."""
    waits = pl.col("cents").is_null()
    return paid.people.select(
        "person_id", "unit", "grade", "coefficient",
        policies.yuan_texts(pl.col("cents").fill_null(0)).alias("amount"),
        (pl.col("needs_human") | waits).alias("needs_human"), "reason",
    )  # fmt: skip


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
    # Why a pool waits tells how many of a few people have which grade.
    kept = pl.when(pl.col("reason").is_not_null()).then(pl.lit(say("report.pool_kept")))
    reason = pl.when(few).then(pl.lit(say("disclosure.too_few"))).otherwise(kept)
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
