"""Use of a quota by unit: seats, grades given, and decisions that wait."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sgstats.messages import say
from sgstats.pipeline.summaries import Asked, grades, inside, named_units


def quota(asked: Asked, *, by: Sequence[str]) -> pl.DataFrame | None:
    """Use of the quota, unit by unit, in whole people, as far as the grades' table shows it.

    Returns:
        One row per unit: its columns, ``people`` (judged; where nothing is hidden, those whose number
        the seats are a share of), ``seats``, ``given``, ``open`` (people whose grade waits for a
        decision), ``status``; the numbers but the first are null where the unit's grades are hidden.
        None where the pack has no quota. A quota of streets has no communities.
    """
    limit = asked.judged.pack.quota
    if limit is None:
        return None
    by = by if limit.unit == "community" else [name for name in by if name != "community"]
    # A filter of units picks rows; all names of units stay, for the seats.
    whole = Asked(judged=asked.judged, rules=asked.rules, where={})
    shown = grades(whole, by=by).frame
    rows = shown.group_by(by, maintain_order=True).agg(
        people=pl.col("base").first(),
        given=_count_of(limit.grade),
        open=_count_of(say("verdict.open")),
        status=pl.col("status").first(),
    )
    named = named_units(asked.judged.units)
    # Seats are a coarse number: five people more or less make one.
    units = named.group_by(by).agg(pl.col("seats", "appraised").sum())
    rows = rows.join(units, on=by, how="left", maintain_order="left")
    seats = pl.when(pl.col("given").is_not_null()).then("seats")
    people = pl.col("people" if asked.rules.hide_up_to else "appraised").alias("people")
    rows = rows.select(*by, people, seats, "given", "open", "status")
    chosen = {name: values for name, values in asked.where.items() if name in by}
    if "community" in asked.where and "community" not in by:
        places = named.filter(inside(asked.where)).select(by).unique()
        return rows.join(places, on=by, how="semi")
    return rows.filter(inside(chosen))


def quota_units(asked: Asked) -> dict[str, int] | None:
    """How many units there are, how many have no seat, and how many want more than they have.

    It counts units and not people; a release does without it, and so do units with fewer people in all
    than a group of grades must have, and, where numbers are hidden, a choice of units.
    """
    judged, rules = asked.judged, asked.rules
    few = judged.people.height < rules.graded_from or (rules.hide_up_to and asked.where)
    if judged.pack.quota is None or few or rules.round_to > 1:
        return None
    wanted = pl.col("given") + pl.col("undecided")
    marks = {"without_seats": pl.col("seats") == 0, "over": wanted > pl.col("seats")}
    where = {name: values for name, values in asked.where.items() if not judged.units[name].is_null().all()}
    units = named_units(judged.units).filter(inside(where))
    counted = units.select(pl.len().alias("units"), **{name: mark.sum() for name, mark in marks.items()})
    return {name: int(number) for name, number in counted.row(0, named=True).items()}


def _count_of(grade: str) -> pl.Expr:
    """How many of a unit have a grade: null where it is hidden, 0 where nobody of all units has it."""
    of = pl.col("people").filter(pl.col("grade") == grade)
    return pl.when(of.len() == 0).then(0).otherwise(of.first())
