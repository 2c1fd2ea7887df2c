"""Judged people as tables that pass the one door: counts by grade, outcome and rule, never a person.

Where numbers are hidden, a filter only picks rows of the table of everybody by the units it names, and a
unit is always shown below the units above it. So whatever is asked, the answers are rows of the same few
tables, each of which was settled together with its totals: comparing answers tells nothing that one
of them does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from sgstats import disclosure
from sgstats.disclosure import Rules
from sgstats.disclosure.notes import notes_for
from sgstats.errors import SgstatsError
from sgstats.fields import UNKNOWN
from sgstats.messages import entry, say
from sgstats.metrics import Definition, Measured, Options
from sgstats.policies import Judged

if TYPE_CHECKING:
    from sgstats.disclosure import Protected

FAMILY = "grades"
"""The family whose tables are held to the stricter limits of appraisal grades."""

PARTS_OF = {
    "judged_grades": "grade",
    "judged_outcomes": "outcome",
    "compared_grades": "graded",
    "compared_outcomes": "outcome_changes",
    "compared_people": "changes",
}
"""What each table divides its groups by."""

UNITS = ("district", "street", "community")
Where = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A judgement and who asks what of it.

    Attributes:
        judged: Everybody judged.
        rules: What the audience may see.
        where: Allowed values by unit.
    """

    judged: Judged
    rules: Rules
    where: Where


def grades(asked: Asked, *, by: Sequence[str]) -> Protected:
    """Share of each final grade among the people judged, those awaiting a decision apart."""
    waiting = pl.when("open").then(pl.lit(say("verdict.open")))
    people = _people(asked).with_columns(
        grade=pl.coalesce("final_grade", waiting, pl.lit(say("verdict.no_grade")))
    )
    order = [*asked.judged.pack.scale, say("verdict.open"), say("verdict.no_grade")]
    return parts(people, asked, name="judged_grades", by=by, order=order)


def outcomes(asked: Asked, *, by: Sequence[str]) -> Protected:
    """Share of each outcome among the people judged."""
    people = _people(asked)
    order = [*asked.judged.pack.outcomes, *people["outcome"].unique(maintain_order=True).to_list()]
    order = list(dict.fromkeys(order))
    return parts(people, asked, name="judged_outcomes", by=by, order=order)


def fired(asked: Asked) -> Protected:
    """Share of the people judged for whom each rule fired; one person may be counted by several rules."""
    people = _people(asked)
    by = _nested((), asked, people)
    places = {rule: place for place, rule in enumerate(asked.judged.pack.rules())}
    order = pl.col("rule").replace_strict(places, default=len(places), return_dtype=pl.Int32)
    each = people.rename({"rules": "rule"}).explode("rule").drop_nulls("rule")
    counted = each.group_by(*by, "rule").agg(people=pl.len().cast(pl.Int64)).sort(*by, order, "rule")
    cells = counted.with_columns(base=pl.lit(people.height, dtype=pl.Int64))
    if by:
        sizes = people.group_by(by).agg(base=pl.len().cast(pl.Int64))
        cells = counted.join(sizes, on=by, how="left", maintain_order="left")
    measured = _measured(cells, asked, name="judged_rules", by=(*by, "rule"), of=None)
    # How often a clause applies is no table of grades: small counts are hidden as everywhere.
    clauses = replace(measured, definition=replace(measured.definition, family="rules"))
    seen = _protected(clauses, asked, kept=("rule",))
    # In a unit that somebody picked, that a rule fired at all would tell of one of its few people.
    named = pl.col("status") != "hidden" if by else pl.lit(value=True)
    return replace(seen, frame=seen.frame.filter(named))


def parts(
    people: pl.DataFrame, asked: Asked, *, name: str, by: Sequence[str], order: Sequence[str]
) -> Protected:
    """Every part in every group of units, zeros included where the part occurs anywhere."""
    of, nested = PARTS_OF[name], _nested(by, asked, people)
    groups = people.select(*nested).unique(maintain_order=True)
    present = [part for part in order if part in set(people[of])]
    spine = pl.DataFrame({of: present}, schema={of: pl.String})
    spine = groups.join(spine, how="cross") if nested else spine
    counted = people.group_by([*nested, of]).agg(people=pl.len().cast(pl.Int64))
    cells = spine.join(counted, on=[*nested, of], how="left", maintain_order="left")
    cells = cells.with_columns(pl.col("people").fill_null(0))
    base = pl.col("people").sum().over(list(nested)) if nested else pl.col("people").sum()
    measured = _measured(cells.with_columns(base=base), asked, name=name, by=nested, of=of)
    return _protected(measured, asked, kept=by)


def protected_headcount(units: pl.DataFrame, *, judged: Judged, rules: Rules) -> pl.DataFrame:
    """Which of some units, with the number of their ``people``, may be told of: a row each, in order."""
    # One name for each: sums by street are not told, so only those of all units must be safe.
    unit = pl.concat_str(UNITS, separator="/").alias(UNITS[-1])
    cells = units.select(unit, "people", base=pl.col("people").sum())
    asked = Asked(judged=judged, rules=rules, where={})
    # Not a table of grades: how many share in a pool is no secret of a unit of ten.
    counted = _measured(cells, asked, name="members", by=UNITS[-1:], of=None)
    counted = replace(counted, definition=replace(counted.definition, family="pay"))
    return disclosure.protect(counted, audience=rules.name).frame


def named_units(people: pl.DataFrame) -> pl.DataFrame:
    """People with their units as tables print them."""
    return people.with_columns(pl.col(UNITS).fill_null(UNKNOWN))


def inside(where: Where) -> pl.Expr:
    """The rows that a filter picks."""
    return pl.all_horizontal([pl.lit(value=True), *(pl.col(name).is_in(list(where[name])) for name in where)])


def _people(asked: Asked) -> pl.DataFrame:
    """Those the pack applies to; all of them where numbers are hidden, else those asked for."""
    outside = asked.judged.pack.population.id
    people = named_units(asked.judged.people.filter(~pl.col("rules").list.contains(outside)))
    return people if asked.rules.hide_up_to else people.filter(inside(asked.where))


def _nested(by: Sequence[str], asked: Asked, people: pl.DataFrame) -> tuple[str, ...]:
    """The units asked for with those above them, and where numbers are hidden those of the filter too."""
    wanted = {*by, *(asked.where if asked.rules.hide_up_to else ())}
    if not wanted:
        return ()
    deepest = max(UNITS.index(name) for name in wanted)
    one_district = people["district"].n_unique() == 1 and "district" not in wanted
    return UNITS[int(one_district) : deepest + 1]


def _protected(measured: Measured, asked: Asked, *, kept: Sequence[str]) -> Protected:
    """The table as its audience may see it, and of it the rows asked for."""
    seen = disclosure.protect(measured, audience=asked.rules.name)
    where = {name: tuple(values) for name, values in asked.where.items()}
    if not where:
        return seen
    frame = seen.frame
    if asked.rules.hide_up_to:
        frame = frame.filter(inside(where))
    # A unit that is the same in every row is told by the filter.
    single = {name for name in seen.by if name not in kept and frame[name].n_unique() <= 1}
    by = tuple(name for name in seen.by if name not in single)
    notes = notes_for(frame, by=by, rules=asked.rules, grades=True)
    return replace(seen, frame=frame.drop(single), by=by, where=where, notes=notes)


def _measured(
    cells: pl.DataFrame, asked: Asked, *, name: str, by: tuple[str, ...], of: str | None
) -> Measured:
    """The cells with the year judged and the source of the rules."""
    pack = asked.judged.pack
    definition = replace(_definition(name, needs_of=of is not None), source=f"{pack.name} {pack.source}")
    return Measured(
        name=name, definition=definition, on=date(asked.judged.year, 12, 31), by=by, of=of,
        where={}, options=Options(), cells=cells,
    )  # fmt: skip


def _definition(name: str, *, needs_of: bool) -> Definition:
    texts = entry(f"verdict.{name}")
    return Definition(
        name=name, label=texts["zh"], label_en=texts["en"], unit="%", formula=say("verdict.share_formula"),
        source="", family=FAMILY, kind="share", needs_of=needs_of,
        description=say(f"verdict.{name}_about"), count=_not_counted_again,
    )  # fmt: skip


def _not_counted_again(*_: object, **__: object) -> pl.DataFrame:
    """A summary is made from people already judged; it is no metric of the store."""
    raise SgstatsError("a summary of people judged was asked of the store")
