"""Judged people as tables that pass the one door: counts by grade, outcome and rule, never a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from sgstats import disclosure
from sgstats.fields import UNKNOWN
from sgstats.messages import entry, say
from sgstats.metrics import Definition, Measured, Options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgstats.disclosure import Protected, Rules
    from sgstats.policies import Judged

FAMILY = "grades"
"""The family whose tables are held to the stricter limits of appraisal grades."""

UNITS = ("district", "street", "community")


def grades(judged: Judged, *, by: Sequence[str], audience: str) -> Protected:
    """Share of each final grade among the people judged, those awaiting a decision apart."""
    waiting = pl.when(pl.col("final_grade").is_null() & pl.col("needs_human")).then(
        pl.lit(say("verdict.open"))
    )
    people = _judged(judged).with_columns(
        grade=pl.coalesce("final_grade", waiting, pl.lit(say("verdict.no_grade")))
    )
    order = [*judged.pack.scale, say("verdict.open"), say("verdict.no_grade")]
    measured = _parts(people, name="judged_grades", by=by, of="grade", order=order)
    return disclosure.protect(_of_pack(measured, judged), audience=audience)


def outcomes(judged: Judged, *, by: Sequence[str], audience: str) -> Protected:
    """Share of each outcome among the people judged."""
    order = [*judged.pack.outcomes, *judged.people["outcome"].unique(maintain_order=True).to_list()]
    measured = _parts(
        _judged(judged), name="judged_outcomes", by=by, of="outcome", order=list(dict.fromkeys(order))
    )
    return disclosure.protect(_of_pack(measured, judged), audience=audience)


def fired(judged: Judged, *, audience: str) -> Protected:
    """Share of the people judged for whom each rule fired; one person may be counted by several rules."""
    people = _judged(judged)
    order = list(judged.pack.rules())
    counted = (
        people.explode("rules").drop_nulls("rules").group_by("rules").agg(people=pl.len().cast(pl.Int64))
    )
    found = {rule: count for rule, count in counted.iter_rows()}
    known = [*(rule for rule in order if rule in found), *sorted(set(found) - set(order))]
    cells = pl.DataFrame(
        {"rule": known, "people": [found[rule] for rule in known], "base": [people.height] * len(known)},
        schema={"rule": pl.String, "people": pl.Int64, "base": pl.Int64},
    )
    measured = _measured(cells, name="judged_rules", by=("rule",), of=None)
    return disclosure.protect(_of_pack(measured, judged), audience=audience)


def _judged(judged: Judged) -> pl.DataFrame:
    """Those the pack applies to, their units as tables print them."""
    outside = judged.pack.population.id
    inside = judged.people.filter(~pl.col("rules").list.contains(outside))
    return inside.with_columns(pl.col(UNITS).fill_null(UNKNOWN))


def _parts(people: pl.DataFrame, *, name: str, by: Sequence[str], of: str, order: Sequence[str]) -> Measured:
    """Every part in every group, zeros included where the part occurs anywhere."""
    groups = people.select(*by).unique(maintain_order=True) if by else pl.DataFrame({"": [0]}).select()
    present = [part for part in order if part in set(people[of])]
    parts = pl.DataFrame({of: present}, schema={of: pl.String})
    spine = groups.join(parts, how="cross") if by else parts
    counted = people.group_by([*by, of]).agg(people=pl.len().cast(pl.Int64))
    cells = spine.join(counted, on=[*by, of], how="left", maintain_order="left")
    cells = cells.with_columns(pl.col("people").fill_null(0))
    base = pl.col("people").sum().over(list(by)) if by else pl.col("people").sum()
    return _measured(cells.with_columns(base=base), name=name, by=tuple(by), of=of)


def _measured(cells: pl.DataFrame, *, name: str, by: tuple[str, ...], of: str | None) -> Measured:
    return Measured(
        name=name, definition=_definition(name, needs_of=of is not None), on=None, by=by, of=of,
        where={}, options=Options(), cells=cells,
    )  # fmt: skip


def _of_pack(measured: Measured, judged: Judged) -> Measured:
    """The same with the year judged and the source of the rules."""
    source = f"{judged.pack.name} {judged.pack.source}"
    definition = replace(measured.definition, source=source)
    return replace(measured, on=date(judged.year, 12, 31), definition=definition)


def _definition(name: str, *, needs_of: bool) -> Definition:
    texts = entry(f"verdict.{name}")
    return Definition(
        name=name, label=texts["zh"], label_en=texts["en"], unit="%", formula=say("verdict.share_formula"),
        source="", family=FAMILY, kind="share", needs_of=needs_of,
        description=say(f"verdict.{name}_about"), count=_not_counted_again,
    )  # fmt: skip


def _not_counted_again(*_: object, **__: object) -> pl.DataFrame:
    """A summary is made from people already judged; it is no metric of the store."""
    raise NotImplementedError


def quota(judged: Judged, *, by: Sequence[str], audience: str) -> pl.DataFrame | None:
    """Use of the quota, unit by unit, in whole people, as far as the grades' table shows it.

    Returns:
        One row per unit: its columns, ``people`` (judged), ``seats``, ``given``, ``open`` (people
        whose grade waits for a decision), ``status``; the numbers but the first are null where the
        unit's grades are hidden. None where the pack has no quota.
    """
    limit = judged.pack.quota
    if limit is None:
        return None
    shown = grades(judged, by=by, audience=audience).frame
    rows = shown.group_by(by, maintain_order=True).agg(
        people=pl.col("base").first(),
        given=_count_of(limit.grade),
        open=_count_of(say("verdict.open")),
        status=pl.col("status").first(),
    )
    # Seats are a coarse number: five people more or less make one.
    named = judged.units.with_columns(pl.col(UNITS).fill_null(UNKNOWN))
    units = named.group_by(by).agg(pl.col("seats").sum())
    rows = rows.join(units, on=by, how="left", maintain_order="left")
    seats = pl.when(pl.col("given").is_not_null()).then("seats")
    return rows.select(*by, "people", seats, "given", "open", "status")


def quota_units(judged: Judged, *, rules: Rules) -> dict[str, int] | None:
    """How many units there are, how many have no seat, and how many want more than they have.

    It counts units and not people; a release does without it, and so do units with fewer people in all
    than a group of grades must have.
    """
    few = _judged(judged).height < rules.graded_from
    if judged.pack.quota is None or few or rules.round_to > 1:
        return None
    wanted = pl.col("given") + pl.col("undecided")
    marks = {"without_seats": pl.col("seats") == 0, "over": wanted > pl.col("seats")}
    counted = judged.units.select(
        pl.len().alias("units"), **{name: mark.sum() for name, mark in marks.items()}
    )
    return {name: int(number) for name, number in counted.row(0, named=True).items()}


def _count_of(grade: str) -> pl.Expr:
    """How many of a unit have a grade: null where it is hidden, 0 where nobody of all units has it."""
    of = pl.col("people").filter(pl.col("grade") == grade)
    return pl.when(of.len() == 0).then(0).otherwise(of.first())
