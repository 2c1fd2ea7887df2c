"""Whom a pack applies to, in which staff class, and how long they were in post."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from sgstats.policies.evidence import Evidence
    from sgstats.policies.pack import Pack

UNIT = ["district", "street", "community"]
MONTHS = 12


def cohort(evidence: Evidence, *, year: int, judged: int) -> pl.DataFrame:
    """The people of a year.

    Somebody with a record of an earlier year of which no roster is known counts there as in the year judged.

    Args:
        evidence: What is known.
        year: The year wanted.
        judged: The year that is judged in the end.

    Returns:
        One row per person, with the columns of ``Evidence.people``.
    """
    known = evidence.people.filter(pl.col("year") == year)
    if year == judged:
        return known
    records = (evidence.appraisals, evidence.absences, evidence.facts)
    recorded = pl.concat([table.filter(pl.col("year") == year).select("person_id") for table in records])
    without = recorded.unique().join(known, on="person_id", how="anti")
    later = evidence.people.filter(pl.col("year") == judged).join(without, on="person_id", how="semi")
    return pl.concat([known, later.with_columns(year=pl.lit(year, dtype=known.schema["year"]))])


def admitted(people: pl.DataFrame, facts: pl.DataFrame, pack: Pack) -> pl.DataFrame:
    """Everybody's staff class, and whether the pack applies to them.

    A recorded fact that names the rule of the population decides; without one the employment does.
    Where that is not known either, the pack applies and the class stays unknown.

    Args:
        people: One row per person of the year.
        facts: The facts of the year.
        pack: The rules.

    Returns:
        ``people`` with ``staff_class`` and ``inside``.
    """
    classes = {name: key for key, names in pack.population.classes.items() for name in names}
    named = facts.filter(pl.col("item") == pack.population.id).group_by("person_id")
    outside = named.agg(outside=pl.col("holds").fill_null(value=True).any())
    employment = pl.col("employment").cast(pl.String)
    staff_class = employment.replace_strict(classes, default=None, return_dtype=pl.String)
    by_class = pl.col("staff_class").is_not_null() | employment.is_null()
    return (
        people
        .with_columns(staff_class=staff_class)
        .join(outside, on="person_id", how="left", maintain_order="left")
        .with_columns(inside=pl.coalesce(~pl.col("outside"), by_class))
        .drop("outside")
    )


def concerned(classes: tuple[str, ...]) -> pl.Expr:
    """Whether a rule for some staff classes applies; null where the class is not known."""
    if not classes:
        return pl.col("person_id").is_not_null()
    return pl.col("staff_class").is_in(classes)


def unit_name() -> pl.Expr:
    """Street and community as one text."""
    return pl.concat_str("street", "community", separator="/", ignore_nulls=True)


def months_in_post(year: int) -> pl.Expr:
    """Months of the year in which somebody was in post on at least one day (0 … 12); null if not known."""
    hire, leave = pl.col("hire_day"), pl.col("leave_day")
    start = pl.when(hire // 10_000 < year).then(1).when(hire // 10_000 > year).then(MONTHS + 1)
    first = start.otherwise(hire // 100 % 100).fill_null(1)
    end = pl.when(leave // 10_000 > year).then(MONTHS).when(leave // 10_000 < year).then(0)
    last = end.otherwise(leave // 100 % 100 - (leave % 100 == 1).cast(pl.Int32)).fill_null(MONTHS)
    return pl.when(~left_unknown(year)).then((last - first + 1).clip(0, MONTHS).cast(pl.Int32))


def left_unknown(year: int) -> pl.Expr:
    """Whether somebody was no longer in post at the end of the year, and nobody knows since when."""
    undated = pl.col("leave_day").is_null() | (pl.col("leave_day") // 10_000 > year)
    hired = (pl.col("hire_day") // 10_000 <= year).fill_null(value=True)
    return ~pl.col("in_post").fill_null(value=True) & undated & hired
