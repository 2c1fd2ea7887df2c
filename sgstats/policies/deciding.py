"""From rulings to a grade: the worst stands, whoever said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.policies.rulings import Step

if TYPE_CHECKING:
    from sgstats.policies.pack import Pack


def place(grade: str | pl.Expr, pack: Pack) -> pl.Expr:
    """Place of a grade in the scale, 0 for the best."""
    column = pl.col(grade) if isinstance(grade, str) else grade
    places = {name: number for number, name in enumerate(pack.scale)}
    return column.replace_strict(places, default=None, return_dtype=pl.Int8)


def named(number: pl.Expr, pack: Pack) -> pl.Expr:
    """The grade at a place of the scale."""
    return number.replace_strict(dict(enumerate(pack.scale)), default=None, return_dtype=pl.String)


def standing(rated: pl.DataFrame, fired: pl.DataFrame, pack: Pack) -> pl.DataFrame:
    """The grade that is left to everybody when every ruling so far is heard.

    Args:
        rated: One row per person: ``person_id``, ``rated_grade``.
        fired: Rulings.
        pack: The rules.

    Returns:
        One row per row of ``rated``: ``person_id``, ``grade``; null where nothing gives one.
    """
    # What the band of a score says is the rated grade itself: most people have no other ruling.
    capped = fired.filter(pl.col("grade").is_not_null() & (pl.col("step") != Step.RATED))
    caps = capped.group_by("person_id").agg(cap=place("grade", pack).max())
    joined = rated.join(caps, on="person_id", how="left", maintain_order="left")
    worst = pl.max_horizontal(place("rated_grade", pack), "cap")
    return joined.select("person_id", grade=named(worst, pack))


def worst_outcome(pack: Pack) -> dict[str, int]:
    """Places of the outcomes, worst first; a decision left to people is milder than all but a passed vote.

    Example:
        >>> from sgstats.policies.loading import load
        >>> list(worst_outcome(load("EAST")))[-2:]
        ['需人工认定', '可进入EAST-6-3集体讨论']
    """
    passed = [pack.passed.outcome] if pack.passed else []
    adverse = [outcome for outcome in pack.outcomes if outcome not in passed]
    return {outcome: number for number, outcome in enumerate([*adverse, NEEDS_HUMAN, *passed])}


NEEDS_HUMAN = "需人工认定"
NOT_APPLICABLE = "不适用"
NONE = "无"
