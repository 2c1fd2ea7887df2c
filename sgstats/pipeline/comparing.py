"""The way out for a what-if: one pack held against another, as its audience may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from sgstats import disclosure, policies
from sgstats.fields import UNKNOWN
from sgstats.pipeline.arriving import DEFAULT_STORE
from sgstats.pipeline.judging import gathered, judged_by, remarks, within
from sgstats.pipeline.paying import paid_by
from sgstats.pipeline.summaries import UNITS, Asked, Where, named_units, parts

if TYPE_CHECKING:
    from sgstats.disclosure import Protected, Rules
    from sgstats.policies import Comparison, Judged, Paid

PARTS = ("compared_grades", "compared_outcomes", "compared_people")
"""Tables of what changes."""

CHANGES, SAME = "changes", "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Two packs on the same people, as their audience may see it.

    Attributes:
        first: Name of the pack as it is.
        second: Name of the pack as it might be.
        year: The year.
        audience: Who may see it.
        people: One row per person who changes, for the analyst only; amounts as texts in yuan.
        units: One row per unit: how many change, and the money moved (that of single units for the
            analyst only).
        changes: Over all units: ``people``, ``changed``, ``graded_up``, ``graded_down``,
            ``outcomes_changed``, ``moved`` (yuan, null without pay).
        notes: What was assumed and what is missing under either pack.

    Example:
        >>> sgstats.what_if("SANGANG18", "sangang18", year=2012, store=store).second
        'SANGANG18'
    """

    first: str
    second: str
    year: int
    audience: str
    people: pl.DataFrame | None
    units: pl.DataFrame
    changes: Mapping[str, object]
    notes: tuple[str, ...]


def what_if(  # noqa: PLR0913 - one keyword per part of a question, as in the command
    policy: str,
    against: str,
    *,
    year: int,
    pool: str | Path | None = None,
    average: str | None = None,
    where: Mapping[str, Sequence[str]] | None = None,
    choices: Mapping[str, str] | None = None,
    store: str | Path = DEFAULT_STORE,
    audience: str = "internal",
) -> WhatIf:
    """Judge a year, and share out its pay if a pool is given, under two packs side by side.

    Args:
        policy: The pack as it is.
        against: The pack as it might be.
        year: The year.
        pool: As in ``pay``; without pool and average only grades and outcomes are compared.
        average: As in ``pay``.
        where: Allowed values by unit.
        choices: Named options, for both packs.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``; single people are for the analyst only.

    Raises:
        Refused: As ``judge`` and ``pay``.

    Example:
        >>> asked = {"year": 2012, "store": store, "audience": "analyst"}
        >>> what_if("SANGANG18", "SANGANG18", **asked).changes["people"]
        8
    """
    known = gathered(Path(store), year=year, packs=(policy, against))
    both = [judged_by(one, evidence=known, year=year, choices=choices) for one in (policy, against)]
    if pool is None and average is None:
        return _shown([(one, within(one, where or {})) for one in both], where=where or {}, audience=audience)
    paid = [paid_by(one, evidence=known, pool=pool, average=average) for one in both]
    return _shown([(one, within(one, where or {})) for one in paid], where=where or {}, audience=audience)


def _shown(sides: Sequence[tuple[Judged | Paid, Judged | Paid]], *, where: Where, audience: str) -> WhatIf:
    """A comparison as its audience may see it: few changes are as hidden as few people."""
    rules = disclosure.rules_for(audience)
    compared = policies.compare(*(chosen for _, chosen in sides))
    exact = not rules.hide_up_to
    whole = compared if exact or not where else policies.compare(*(side for side, _ in sides))
    changes = _changes(compared) if exact else _protected_changes(whole, rules=rules, where=where)
    units = _units(compared) if exact else _protected_units(whole, rules=rules, where=where)
    return WhatIf(
        first=compared.first.pack.name,
        second=compared.second.pack.name,
        year=compared.first.year,
        audience=rules.name,
        people=_people(compared) if rules.marked else None,
        units=units,
        changes=changes,
        notes=remarks((*compared.first.notes, *compared.second.notes, *compared.notes), rules=rules),
    )


COUNTS = ("graded_up", "graded_down", "outcomes_changed")


def _people(compared: Comparison) -> pl.DataFrame:
    """Those who change, with money as texts in yuan."""
    amounts = {"first_amount": "first_cents", "second_amount": "second_cents", "moved": "moved"}
    texts = [policies.yuan_texts(pl.col(cents)).alias(name) for name, cents in amounts.items()]
    changing = compared.people.filter("changes").with_columns(texts)
    return changing.drop("first_cents", "second_cents", "changes")


def _units(compared: Comparison) -> pl.DataFrame:
    return compared.units.with_columns(policies.yuan_texts(pl.col("moved")).alias("moved"))


def _changes(compared: Comparison) -> dict[str, object]:
    """The exact numbers over all units."""
    units = compared.units
    counts = {name: int(units[name].sum()) for name in COUNTS}
    people = {"people": compared.people.height, "changed": int(compared.people["changes"].sum())}
    return {**people, **counts, "moved": _moved(units)}


def _moved(units: pl.DataFrame) -> str | None:
    unpaid = units["moved"].null_count() == units.height
    return None if unpaid else policies.yuan(int(units["moved"].sum()))


def _protected_changes(whole: Comparison, *, rules: Rules, where: Where) -> dict[str, object]:
    """The numbers over all units chosen, as far as a table of grades would show them."""
    seen = {name: _table(name, whole, rules=rules, where=where, by=()) for name in PARTS}
    counts = {"changed": _one(seen["compared_people"], "changes", CHANGES)}
    counts |= {f"graded_{way}": _one(seen["compared_grades"], "graded", way) for way in ("up", "down")}
    counts["outcomes_changed"] = _one(seen["compared_outcomes"], "outcome_changes", CHANGES)
    people = _base(seen["compared_people"])
    # The money of a few units would tell how many of their people changed, and to the cent in a release.
    few = len(whole.units["moved"].drop_nulls()) < rules.graded_from or rules.round_to > 1
    return {"people": people, **counts, "moved": None if where or few else _moved(whole.units)}


def _protected_units(whole: Comparison, *, rules: Rules, where: Where) -> pl.DataFrame:
    """The units chosen, one row each; null where a table of grades would hide the number."""
    seen = {name: _table(name, whole, rules=rules, where=where, by=UNITS) for name in PARTS[:2]}
    graded, outcomes = seen["compared_grades"].frame, seen["compared_outcomes"].frame
    rows = graded.group_by(UNITS, maintain_order=True).agg(
        people=pl.col("base").first(),
        **{f"graded_{way}": _count(pl.col("graded") == way) for way in ("up", "down")},
    )
    changed = outcomes.group_by(UNITS).agg(outcomes_changed=_count(pl.col("outcome_changes") == CHANGES))
    unit = pl.concat_str(*(pl.col(name).replace(UNKNOWN, None) for name in UNITS[1:]), separator="/")
    nothing = pl.lit(None, dtype=pl.String)
    beside = rows.join(changed, on=UNITS, how="left", maintain_order="left")
    return beside.select(unit.alias("unit"), "people", *COUNTS, moved=nothing, open=nothing.cast(pl.Int64))


def _table(name: str, whole: Comparison, *, rules: Rules, where: Where, by: Sequence[str]) -> Protected:
    """The protected table of one kind of change."""
    places = pl.concat([side.people.select("person_id", *UNITS) for side in (whole.first, whole.second)])
    people = whole.people.join(places.unique("person_id"), on="person_id", how="left", maintain_order="left")
    outcome = pl.col("first_outcome").ne_missing(pl.col("second_outcome"))
    marks = {"changes": pl.col("changes"), "outcome_changes": outcome}
    words = {key: pl.when(mark).then(pl.lit(CHANGES)).otherwise(pl.lit(SAME)) for key, mark in marks.items()}
    told = named_units(people).with_columns(**words, graded=pl.coalesce("graded", pl.lit(SAME)))
    asked = Asked(judged=whole.first, rules=rules, where=where)
    return parts(told, asked, name=name, by=by, order=["up", "down", CHANGES, SAME])


def _one(seen: Protected, of: str, part: str) -> int | None:
    """How many people belong to a part, over the rows of a table."""
    people = seen.frame.select(_count(pl.col(of) == part)).item()
    return None if people is None else int(people)


def _count(mark: pl.Expr) -> pl.Expr:
    """People of a part: null where a row of it is hidden, or where all is hidden and no row tells of it."""
    of = pl.col("people").filter(mark)
    hidden = of.has_nulls() | ((of.len() == 0) & (pl.col("people").count() == 0))
    return pl.when(~hidden).then(of.sum())


def _base(seen: Protected) -> int | None:
    """People in all rows of a table together; None where a group of it is hidden."""
    groups = seen.frame.group_by(seen.by or pl.lit(0)).agg(pl.col("base").first())["base"]
    return None if groups.has_nulls() else int(groups.sum())
