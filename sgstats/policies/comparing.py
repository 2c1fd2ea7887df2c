"""What-if: the same people under two packs, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import Refused
from sgstats.messages import say
from sgstats.policies.members import UNIT, with_place
from sgstats.policies.results import Comparison, Judged, Paid

if TYPE_CHECKING:
    from sgstats.policies.pack import Pack

PEOPLE = (
    "person_id", "unit", "first_grade", "second_grade", "first_outcome", "second_outcome",
    "first_cents", "second_cents", "moved", "graded", "changes",
)  # fmt: skip


def compare(first: Judged | Paid, second: Judged | Paid) -> Comparison:
    """Hold the same year under two packs side by side.

    Grades are compared by what they mean: 合格 of one scale is 称职 of another. A grade that the other
    scale does not know is neither better nor worse. An amount open under either pack has no difference.

    Args:
        first: The year under the rules as they are.
        second: The same year under the rules as they might be.

    Raises:
        Refused: They are of different years.
    """
    one, two = (side.judged if isinstance(side, Paid) else side for side in (first, second))
    if one.year != two.year:
        raise Refused("pay.years_differ", first=one.year, second=two.year)
    sides = [_side(side, name) for side, name in ((first, "first"), (second, "second"))]
    both = sides[0].join(sides[1], on="person_id", how="full", coalesce=True, maintain_order="left_right")
    people = both.with_columns(_differences(one.pack, two.pack))
    direction = pl.when("up").then(pl.lit("up")).when("down").then(pl.lit("down")).alias("graded")
    people = people.with_columns(direction)
    paid = isinstance(first, Paid) and isinstance(second, Paid)
    differ = _pools_differ(first, second)
    return Comparison(
        first=one,
        second=two,
        people=people.select(PEOPLE),
        units=_units(people, paid=paid),
        pools_differ=differ,
        notes=(say("pay.pools_differ"),) if differ else (),
    )


def _pools_differ(first: Judged | Paid, second: Judged | Paid) -> bool:
    """Whether anybody shares in another pool: other money, or shared with other units."""
    if isinstance(first, Judged) or isinstance(second, Judged):
        return False
    both = _pools(first, "first").join(_pools(second, "second"), on="person_id")
    same = pl.all_horizontal(
        pl.col(f"first_{name}").eq_missing(pl.col(f"second_{name}")) for name in ("pool", "of")
    )
    return not both.select(same.all()).item()


def _pools(paid: Paid, name: str) -> pl.DataFrame:
    """Everybody's pool: how much it is and whose."""
    units = paid.units.with_row_index("place")
    whose = units.select("place", pl.col("pool").alias(f"{name}_pool"), pl.col("unit").alias(f"{name}_of"))
    people = with_place(paid.people.select("person_id", *UNIT), units).select("person_id", "place")
    return people.join(whose, on="place", how="left").drop("place")


def _side(given: Judged | Paid, name: str) -> pl.DataFrame:
    """Unit, grade, outcome and amount of everybody under one pack."""
    judged = given.judged if isinstance(given, Paid) else given
    columns = {"unit": "unit", "grade": "final_grade", "outcome": "outcome"}
    people = judged.people.select("person_id", **{f"{name}_{key}": column for key, column in columns.items()})
    if isinstance(given, Judged):
        return people.with_columns(pl.lit(None, dtype=pl.Int64).alias(f"{name}_cents"))
    amounts = given.people.select("person_id", pl.col("cents").alias(f"{name}_cents"))
    return people.join(amounts, on="person_id", how="left", maintain_order="left")


def _differences(first: Pack, second: Pack) -> list[pl.Expr]:
    """What changes for one person, and in which direction."""
    meanings = [_meanings(pack) for pack in (first, second)]
    order = max((list(dict.fromkeys(one.values())) for one in meanings), key=len)
    meant = [
        pl.col(f"{name}_grade").replace(meaning)
        for name, meaning in zip(("first", "second"), meanings, strict=True)
    ]
    places = {grade: place for place, grade in enumerate(order)}
    before, after = (one.replace_strict(places, default=None, return_dtype=pl.Int8) for one in meant)
    outcome = pl.col("first_outcome").ne_missing(pl.col("second_outcome"))
    moved = pl.col("second_cents") - pl.col("first_cents")
    open_one = pl.col("first_cents").is_null() | pl.col("second_cents").is_null()
    paid = pl.col("first_cents").ne_missing(pl.col("second_cents"))
    return [
        pl.coalesce("first_unit", "second_unit").alias("unit"),
        (after < before).fill_null(value=False).alias("up"),
        (after > before).fill_null(value=False).alias("down"),
        outcome.alias("outcome_changed"),
        moved.alias("moved"),
        open_one.alias("open"),
        (meant[0].ne_missing(meant[1]) | outcome | paid).alias("changes"),
    ]


def _meanings(pack: Pack) -> dict[str, str]:
    """What each grade of a pack is called in the common scale, best first."""
    return {grade.name: grade.means or grade.name for grade in pack.grades}


def _units(people: pl.DataFrame, *, paid: bool) -> pl.DataFrame:
    """What changes in each unit."""
    gains, losses = (pl.col("moved").filter(pl.col("moved") * way > 0).abs().sum() for way in (1, -1))
    moved = pl.when(pl.lit(paid) & ~pl.col("open").any()).then(pl.min_horizontal(gains, losses))
    return (
        people
        .group_by("unit")
        .agg(
            people=pl.len().cast(pl.Int64),
            graded_up=pl.col("up").sum().cast(pl.Int64),
            graded_down=pl.col("down").sum().cast(pl.Int64),
            outcomes_changed=pl.col("outcome_changed").sum().cast(pl.Int64),
            moved=moved,
            open=(pl.col("open").sum() if paid else pl.lit(0)).cast(pl.Int64),
        )
        .sort("unit", nulls_last=True)
    )
