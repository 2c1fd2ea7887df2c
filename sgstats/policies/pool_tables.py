"""A table of pools beside the units it speaks of: every row finds one unit, or is refused by its name."""

from __future__ import annotations

import polars as pl

from sgstats.errors import Refused
from sgstats.messages import listed
from sgstats.policies import money
from sgstats.policies.members import UNIT

BESIDE = ("file", "money_unit")
SHOWN = 10
"""Units named in one sentence."""


def amounts(table: pl.DataFrame, *, units: pl.DataFrame, level: str) -> pl.DataFrame:
    """The amount of each unit that a table names.

    A unit is found by its name in any of its forms; where a name repeats, the table must also name the
    street or the district. Rows that say nothing count for nothing.

    Args:
        table: One row per unit: ``pool`` and its name, and any of the three names of units, of
            ``money_unit``, ``file`` and ``row``.
        units: One row per unit known: ``place`` and the three names.
        level: ``community`` or ``street``: whose pool it is.

    Returns:
        One row per unit named: ``place``, ``pool`` (cents).

    Raises:
        Refused: A row names no unit, an unknown one, several, or one that another row names too; or an
            amount is missing or unclear.
    """
    rows = _rows(table)
    _refuse_row("pay.row_without_unit", rows.filter(pl.col(level).is_null()))
    _refuse_row("pay.row_without_amount", rows.filter(pl.col("pool").is_null()))
    matched = _matched(rows, units, level=level)
    name = pl.concat_str("street", "community", separator="/", ignore_nulls=True)
    times = matched.group_by("row", named=name, maintain_order=True).agg(found=pl.col("place").count())
    _refuse("pay.unknown_units", times.filter(pl.col("found") == 0)["named"])
    _refuse("pay.unclear_units", times.filter(pl.col("found") > 1)["named"])
    _refuse("pay.doubled_units", matched.filter(pl.col("place").is_duplicated()).select(name).to_series())
    cents = [_cents(*row) for row in matched.select("pool", "money_unit", "file", "row").iter_rows()]
    return matched.select("place").with_columns(pl.Series("pool", cents, dtype=pl.Int64))


def _cents(amount: str, unit: str | None, file: str | None, row: int) -> int:
    """Cents of one row; an amount that cannot be used is refused with its address."""
    try:
        return money.cents(amount, unit=unit or money.YUAN)
    except Refused as refusal:
        raise Refused("pay.bad_amount", file=file or "", row=row, why=str(refusal)) from None


def some(names: pl.Series) -> str:
    """The first names of many, in one sentence.

    Example:
        >>> some(pl.Series(["甲社区", "乙社区", "甲社区"]))
        '甲社区、乙社区'
    """
    each = names.cast(pl.String).unique(maintain_order=True).to_list()
    return listed([*each[:SHOWN], *(["…"] if len(each) > SHOWN else [])])


def _rows(table: pl.DataFrame) -> pl.DataFrame:
    """The rows that say anything, with all columns and names in one form."""
    from sgstats.records.units import canonical, in_simplified

    missing = [name for name in (*UNIT, *BESIDE) if name not in table.columns]
    whole = table.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in missing)
    if "row" not in table.columns:
        whole = whole.with_row_index("row", offset=1)
    texts = whole.with_columns(_text(name) for name in (*UNIT, "pool"))
    names = texts.with_columns(pl.col(UNIT).map_batches(in_simplified, return_dtype=pl.String))
    said = pl.any_horizontal(pl.col(*UNIT, "pool").is_not_null())
    known = names.with_columns(canonical(pl.col(name)) for name in UNIT).filter(said)
    return known.select("row", *BESIDE, *UNIT, "pool")


def _text(name: str) -> pl.Expr:
    text = pl.col(name).cast(pl.String).str.strip_chars()
    return pl.when(text != "").then(text).alias(name)


def _matched(rows: pl.DataFrame, units: pl.DataFrame, *, level: str) -> pl.DataFrame:
    """Each row beside the units it may mean; ``place`` is null where it means none."""
    above = UNIT[: UNIT.index(level)]
    both = rows.join(units.select("place", *UNIT), on=level, how="inner", suffix="_known")
    alike = {name: pl.col(name).eq_missing(pl.col(f"{name}_known")) for name in above}
    fits = [pl.col(name).is_null() | same for name, same in alike.items()]
    meant = both.filter(fits).select("row", "place")
    return rows.join(meant, on="row", how="left", maintain_order="left")


def _refuse_row(rule: str, rows: pl.DataFrame) -> None:
    """Refuse a table by the rows that are wrong, if there are any."""
    if rows.height:
        raise Refused(rule, file=rows["file"][0] or "", rows=some(rows["row"]))


def _refuse(rule: str, named: pl.Series) -> None:
    """Refuse a table by the units that are wrong, if there are any."""
    if not named.is_empty():
        raise Refused(rule, units=some(named))
