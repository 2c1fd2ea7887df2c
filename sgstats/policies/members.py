"""Who shares in a pool, in which unit, and for how much of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import Refused

if TYPE_CHECKING:
    from sgstats.policies.options import Options
    from sgstats.policies.results import Judged
    from sgstats.policies.rewards import Pay

YEAR = 12
"""Months; whoever counts fully counts for so many."""
UNIT = ("district", "street", "community")


def paying_rules(judged: Judged) -> Pay:
    """What the pack says about pay.

    Raises:
        Refused: It says nothing.
    """
    if judged.pack.pay is None:
        raise Refused("pay.no_rules", pack=judged.pack.name)
    return judged.pack.pay


def units_of(judged: Judged) -> pl.DataFrame:
    """The units that have a pool of their own, sorted by name.

    Returns:
        One row per unit: ``place`` (its number), ``district``, ``street``, ``community`` (null where
        streets share), ``unit``.
    """
    known = judged.people.select(*UNIT, "unit")
    if paying_rules(judged).unit == "street":
        alone = pl.lit(None, dtype=pl.String)
        known = known.with_columns(unit=pl.col("street"), community=alone)
    return known.unique(subset=UNIT).sort(UNIT, nulls_last=True).with_row_index("place")


def with_place(people: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """People with the ``place`` of their unit, in the same order."""
    keys = [name for name in UNIT if name != "community" or units["community"].count()]
    # A column that is null throughout is no key: streets share, whatever the community.
    places = units.select(*keys, "place")
    return people.join(places, on=keys, how="left", nulls_equal=True, maintain_order="left")


def months_counted(options: Options) -> pl.Expr:
    """Months that a person counts for (X9); where unknown ones matter, the amount is open anyway."""
    whole = pl.lit(YEAR, dtype=pl.Int64)
    if options.part_year != "months":
        return whole
    return pl.col("months").cast(pl.Int64).clip(0, YEAR).fill_null(whole)
