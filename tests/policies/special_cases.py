"""One year of a delivered pack, for steps that are tested alone."""

from __future__ import annotations

import polars as pl
from judging_cases import evidence

from sgstats.policies.loading import load
from sgstats.policies.options import Options
from sgstats.policies.pack import Pack
from sgstats.policies.rulings import Case

YEAR = 2023


def case_of(pack: str | Pack, people, **records) -> Case:
    """A case of 2023 whose population is everybody named."""
    rows = [{"person_id": one} if isinstance(one, str) else one for one in people]
    known = evidence([{"year": YEAR} | row for row in rows], **records)
    rules = load(pack) if isinstance(pack, str) else pack
    return Case(pack=rules, evidence=known, year=YEAR, options=Options(), people=known.people)


def fact(person: str, item: str, day: int | None = None, *, year: int | None = None, **more):
    """One recorded fact; its year is that of its day."""
    return {
        "person_id": person,
        "item": item,
        "day": day,
        "year": year or (day or YEAR * 10_000) // 10_000,
    } | more


def only(rulings: pl.DataFrame, **where) -> dict:
    """The one ruling that there is."""
    return rulings.row(
        by_predicate=pl.all_horizontal(pl.lit(True), *[pl.col(k) == v for k, v in where.items()]), named=True
    )
