"""The pool of each unit: one amount for every unit, a table of amounts, or an average wage times people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import Refused
from sgstats.messages import say
from sgstats.policies import money
from sgstats.policies.members import YEAR, months_counted, paying_rules, units_of, with_place
from sgstats.policies.pool_tables import amounts, some

if TYPE_CHECKING:
    from sgstats.policies.results import Judged
    from sgstats.policies.rewards import Pay


@dataclass(frozen=True, slots=True, kw_only=True)
class Pools:
    """What there is to share out.

    Attributes:
        units: One row per unit: ``place`` (its number), ``district``, ``street``, ``community``, ``unit``,
            ``pool`` (cents, null where none was given) and ``base`` (cents for the part that does not
            depend on the grade; null unless an average wage was given).
        notes: Where the amounts come from, and what is missing.
    """

    units: pl.DataFrame
    notes: tuple[str, ...]


def from_amount(judged: Judged, amount: str) -> Pools:
    """The same pool for every unit; people of an unknown unit have none.

    Args:
        judged: The year judged.
        amount: Yuan, as typed.

    Raises:
        Refused: The amount is unclear or zero, or the pack does not pay.
    """
    pay, each = paying_rules(judged), money.some_cents(amount)
    units = units_of(judged).with_columns(pool=pl.lit(each, dtype=pl.Int64), base=None)
    pools = _of_known_units(units, pay)
    count = pools["pool"].count()
    total = money.text(each * count)
    note = say("pay.one_amount", amount=money.text(each), units=count, total=total, rule=_clause(pay))
    return Pools(units=pools, notes=(*([note] if count else []), *_left_out(pools, pay)))


def from_table(judged: Judged, table: pl.DataFrame) -> Pools:
    """The pool of each unit from a table; a unit that it does not name has none.

    Args:
        judged: The year judged.
        table: One row per unit: the name of the unit and ``pool`` (as typed), both texts; further
            ``district`` and ``street`` where the table has them, ``money_unit`` (元, 千元 or 万元; without
            it yuan), and ``file`` and ``row`` (where it stands).

    Raises:
        Refused: A row names no unit, an unknown one, several, or one that another row names too; or an
            amount is missing or unclear; or all of them are zero; or the pack does not pay.
    """
    pay, units = paying_rules(judged), units_of(judged)
    given = amounts(table, units=units, level=pay.unit)
    pools = units.join(given, on="place", how="left", maintain_order="left").with_columns(base=None)
    if not (total := sum(given["pool"])):
        raise Refused("pay.nothing_to_share")
    note = say("pay.from_table", units=given.height, total=money.text(total))
    notes = (note, *_counted_in(table), *_left_out(pools, pay))
    return Pools(units=pools.cast({"base": pl.Int64}), notes=notes)


def _counted_in(table: pl.DataFrame) -> list[str]:
    """What the amounts of a table are counted in, where it is not yuan."""
    units = (
        table["money_unit"].drop_nulls().unique(maintain_order=True) if "money_unit" in table.columns else ()
    )
    return [say("pay.counted_in", unit=unit) for unit in units if unit != money.YUAN]


def from_average(judged: Judged, wage: str) -> Pools:
    """The pool of each unit from the average pay of a year: people, times average, times performance share.

    Everybody in the pool counts as one, and with ``part_year="months"`` for the months in post. The pool is
    rounded to the cent, half up; the base is the rest of people times average, so both add up to it.

    Args:
        judged: The year judged.
        wage: Average yearly pay in yuan, as typed.

    Raises:
        Refused: The amount is unclear, zero or too large, or the pack gives no performance share.
    """
    pay, average = paying_rules(judged), money.some_cents(wage)
    if pay.performance_share is None:
        raise Refused("pay.no_performance_share", pack=judged.pack.name)
    units = units_of(judged)
    split = [_split(average * months, pay) for months in _months(judged, units)]
    if max((pool + (base or 0) for pool, base in split), default=0) > money.MOST:
        raise Refused("pay.amount_too_large", amount=wage)
    columns = {"pool": [pool for pool, _ in split], "base": [base for _, base in split]}
    both = pl.DataFrame(columns, schema={"pool": pl.Int64, "base": pl.Int64})
    pools = _of_known_units(units.hstack(both), pay)
    share = f"{money.decimal(pay.performance_share * 100)}%"
    total = money.text(sum(pools["pool"].drop_nulls()))
    note = say("pay.from_average", average=money.text(average), share=share, total=total)
    return Pools(units=pools, notes=(note, *_left_out(pools, pay)))


def _months(judged: Judged, units: pl.DataFrame) -> list[int]:
    """Months that the people of each unit count for together."""
    members = judged.people.filter("member").with_columns(months=months_counted(judged.options))
    counted = with_place(members, units).group_by("place").agg(pl.col("months").sum())
    return units.join(counted, on="place", how="left", maintain_order="left")["months"].fill_null(0).to_list()


def _split(twelfths: int, pay: Pay) -> tuple[int, int | None]:
    """Pool and base of a unit, from twelve times what its people earn on average."""
    share, base = pay.performance_share or 0, pay.base_share
    pool = money.half_up(twelfths * share.numerator, YEAR * share.denominator)
    if base is None:
        return pool, None
    if share + base == 1:
        return pool, money.half_up(twelfths, YEAR) - pool
    return pool, money.half_up(twelfths * base.numerator, YEAR * base.denominator)


def _of_known_units(units: pl.DataFrame, pay: Pay) -> pl.DataFrame:
    """Without amounts where nobody knows which unit it is."""
    known = pl.col(pay.unit).is_not_null()
    amount = [pl.when(known).then(pl.col(name).cast(pl.Int64)).alias(name) for name in ("pool", "base")]
    return units.with_columns(amount)


def _left_out(pools: pl.DataFrame, pay: Pay) -> tuple[str, ...]:
    """A sentence naming the units without a pool."""
    without = pools.filter(pl.col("pool").is_null())["unit"].to_list()
    return (say("pay.units_without_pool", units=some(pl.Series(without))),) if without else ()


def _clause(pay: Pay) -> str:
    return pay.formula[0] if pay.formula else pay.id
