"""Pay: the pool of each unit shared out by the grades of its people, to the cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.messages import say
from sgstats.policies.counted import Counted
from sgstats.policies.members import months_counted, paying_rules, with_place
from sgstats.policies.results import Paid
from sgstats.policies.sharing import share_out
from sgstats.policies.totals import totals
from sgstats.policies.weighing import weighed

if TYPE_CHECKING:
    from sgstats.policies.pools import Pools
    from sgstats.policies.results import Judged

PEOPLE = (
    "person_id", "district", "street", "community", "unit", "grade", "coefficient",
    "cents", "base_cents", "needs_human", "reason",
)  # fmt: skip


def pay(judged: Judged, *, pools: Pools) -> Paid:
    """Share out the pool of every unit.

    Where the grade or the part of anybody in a unit is for people to decide, its whole pool waits: the
    amounts that depend on it are null. Who gets nothing whatever is decided has 0. Equal fractions of a cent
    go to the higher coefficient first, then to whoever stands first in ``judged.people``: people of a unit
    stand there in the order of their list.

    Formula:
        pool ÷ sum of the coefficients in the unit × own coefficient

    Args:
        judged: The year judged; its options say how to round, and how parts of a year count.
        pools: What there is to share out.

    Returns:
        The amounts; in each unit pool = allocated + unallocated.

    Raises:
        Refused: The pack does not pay, or a coefficient cannot be used.
    """
    people = _with_pools(weighed(judged), pools, judged)
    shared = share_out(people, rounding=judged.options.rounding)
    part = shared.with_columns(
        due=pl.when("_waits").then(0).otherwise("due"),
        cents=pl.when(~pl.col("_waits")).then("cents").when(_certainly_none()).then(0),
        reason=_why_waiting(),
        base_cents=_base(shared, judged),
    )
    units = totals(part, pools.units, judged=judged)
    notes = (*pools.notes, *_notes(part, judged))
    return Paid(judged=judged, people=part.select(PEOPLE), units=units, notes=notes)


def _with_pools(people: pl.DataFrame, pools: Pools, judged: Judged) -> pl.DataFrame:
    """People beside the pool of their unit, and whether it waits."""
    placed = with_place(people, pools.units)
    amounts = pools.units.select("place", "pool", "base", pool_unit="unit")
    beside = placed.join(amounts, on="place", how="left", maintain_order="left")
    waits = pl.col("pool").is_null() | pl.col("needs_human").any().over("place")
    by_street = paying_rules(judged).unit == "street"
    return beside.with_columns(_waits=waits, unit="pool_unit" if by_street else "unit")


def _certainly_none() -> pl.Expr:
    """Whoever gets nothing however the open decisions fall."""
    return (pl.col("weight") == 0) & ~pl.col("needs_human")


def _why_waiting() -> pl.Expr:
    waits = pl.col("_waits") & ~_certainly_none()
    no_pool = pl.concat_str("reason", pl.lit(say("pay.no_pool_here")))
    others = pl.concat_str("reason", pl.lit(say("pay.unit_waits")))
    return (
        pl
        .when(waits & pl.col("pool").is_null())
        .then(no_pool)
        .when(waits & ~pl.col("needs_human"))
        .then(others)
        .otherwise("reason")
    )


def _base(people: pl.DataFrame, judged: Judged) -> pl.Series:
    """The part of the pay that does not depend on the grade: equal, or by months in post."""
    if not people["base"].count():
        return people["base"]
    months = pl.when("member").then(months_counted(judged.options)).otherwise(0)
    funds = people.select("place", "base", "member", pool=pl.col("base").fill_null(0), weight=months)
    shared = share_out(funds, rounding=judged.options.rounding)
    given = pl.col("base").is_not_null() & pl.col("member")
    return shared.select(pl.when(given).then("cents")).to_series()


def _notes(people: pl.DataFrame, judged: Judged) -> tuple[str, ...]:
    """What was assumed, for how many people."""
    months = judged.options.part_year == "months"
    members = people.filter("member")
    counted = {
        "pay.note_part_by_months" if months else "pay.note_part_in_full": (pl.col("months") < 12).sum(),
        "pay.note_without_grade": (pl.col("grade").is_null() & ~pl.col("needs_human")).sum(),
        "pay.note_open": pl.col("needs_human").sum(),
        "pay.note_as_if_not_chosen": (pl.col("final_grade").is_null() & pl.col("grade").is_not_null()).sum(),
    }
    counts = members.select(**counted).row(0, named=True)
    said = [Counted.said(key, people=count) for key, count in counts.items() if count]
    return (*said, say(f"pay.rounding_{judged.options.rounding}"))
