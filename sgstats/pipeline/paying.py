"""The way out for pay: pools shared out by a pack, as their audience may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from sgstats import disclosure, policies
from sgstats.errors import Refused
from sgstats.messages import say
from sgstats.pipeline.arriving import DEFAULT_STORE, READABLE
from sgstats.pipeline.judging import gathered, judged_by, pack_title, remarks, within
from sgstats.pipeline.pools import read_pools
from sgstats.pipeline.summaries import named_units, protected_headcount

if TYPE_CHECKING:
    from sgstats.disclosure import Rules
    from sgstats.policies import Evidence, Judged, Paid


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
        totals: The same sums over all units, ``*`` where they are hidden.
        price: What one more of the best grade costs each competent person, in yuan, on the mean of
            all units; that of a unit is for the analyst, because it gives away its grades. None where
            there are too few units.
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
    price: str | None
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
    known = gathered(Path(store), year=year, packs=(policy,))
    judged = judged_by(policy, evidence=known, year=year, choices=choices)
    paid = paid_by(judged, evidence=known, pool=pool, average=average)
    chosen, rules = within(paid, where or {}), disclosure.rules_for(audience)
    if rules.round_to > 1 and where:
        raise Refused("verdict.public_is_whole")
    units, notes = _units(paid, rules=rules), paid.notes
    if where and notes:
        notes = (say("verdict.notes_of_all"), *notes)
    units = units.filter(pl.col("unit").is_in(chosen.units["unit"].implode(), nulls_equal=True))
    if where and units["members"].has_nulls():
        notes = (*notes, say("verdict.few_left_out"))
        chosen = replace(chosen, units=chosen.units.filter(units["members"].is_not_null()))
    return Payments(
        policy=judged.pack.name,
        title=pack_title(judged.pack),
        year=year,
        audience=rules.name,
        options=policies.chosen(judged.options),
        people=_people(chosen) if rules.marked else None,
        units=units,
        totals=_totals(chosen.units, shown=units, rules=rules),
        price=_price(paid, rules=rules),
        notes=remarks(notes, rules=rules),
    )


def _totals(units: pl.DataFrame, *, shown: pl.DataFrame, rules: Rules) -> dict[str, str]:
    """The sums over some units; ``*`` where a few are asked for and every one of them is hidden."""
    hidden = shown["members"].null_count() == shown.height
    if rules.hide_up_to and hidden and shown.height < rules.graded_from:
        return dict.fromkeys(AMOUNTS, HIDDEN)
    return {name: policies.yuan(int(units[name].sum())) for name in AMOUNTS}


HIDDEN = "*"
"""How a sum is printed that would tell of a few people."""

AMOUNTS = ("pool", "allocated", "unallocated")
EQUAL = "equal_within_grade"


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


def _units(paid: Paid, *, rules: Rules) -> pl.DataFrame:
    """Units with their sums as texts; what would tell the pay or the grades of a few people is held back."""
    amounts = [policies.yuan_texts(pl.col(name)).alias(name) for name in AMOUNTS]
    price = policies.yuan_texts(pl.col("one_more_costs")).alias("one_more_costs")
    rows = paid.units.select("district", "street", "community", "unit", *amounts, "members", price, "reason")
    if not rules.hide_up_to:
        return rows
    # A release has the sums of all units: pools and an average wage are numbers of people to the last one.
    few = pl.Series([rules.round_to > 1] * rows.height) | _few(paid, rules=rules)
    said = [say("pay.no_pool_given"), say("pay.nobody_here")]
    because = pl.when(pl.col("reason").is_in(said) | pl.col("reason").is_null()).then("reason")
    reason = because.otherwise(pl.lit(say("verdict.rest_open")))
    hidden = [pl.when(~few).then(name).alias(name) for name in ("pool", "members")]
    # Cents that equal shares leave over tell how many shares there were.
    told_apart = few | (paid.judged.options.rounding == EQUAL)
    hidden += [pl.when(~told_apart).then(name).alias(name) for name in AMOUNTS[1:]]
    # Pool, people and price of one more give the number of the best grade to whoever can divide.
    nothing = pl.lit(None, dtype=pl.String).alias("one_more_costs")
    told = pl.when(few).then(pl.lit(say("disclosure.too_few"))).otherwise(reason).alias("reason")
    return rows.with_columns(*hidden, nothing, told)


def _few(paid: Paid, *, rules: Rules) -> pl.Series:
    """Units with so few people that a sum is somebody's own, and those that would give them away."""
    units = named_units(paid.units)
    seen = protected_headcount(units.rename({"members": "people"}), judged=paid.judged, rules=rules)
    return seen["status"] == "hidden"


def _price(paid: Paid, *, rules: Rules) -> str | None:
    """What one more of the best grade costs each competent person, on the mean of all units."""
    known = paid.units["one_more_costs"].drop_nulls()
    if len(known) < rules.graded_from:
        return None
    return policies.yuan((2 * int(known.sum()) + len(known)) // (2 * len(known)))
