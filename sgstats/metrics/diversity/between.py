"""How far a unit is made up otherwise than the others."""

from __future__ import annotations

import polars as pl

from sgstats.engines import Engine
from sgstats.metrics.diversity.indices import dissimilarity_index
from sgstats.metrics.diversity.tables import Counts, frame, known, tables
from sgstats.metrics.means import Estimate
from sgstats.metrics.population import Labels
from sgstats.metrics.question import Question
from sgstats.metrics.registry import metric


@metric(
    label="相异指数", label_en="dissimilarity", unit="%", family="diversity", kind="value",
    needs_of=True, folds=True, source="Duncan & Duncan (1955)",
    formula="value = 100 × ½ Σ|p - q|，p 为本组、q 为其余各组的构成（均只计已知者）",
)  # fmt: skip
def dissimilarity(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share of a group's people who would have to be of another value for it to be made up like the rest.

    Each group is compared with all the others together. 0 % where the compositions are the same,
    100 % where they share no value. The interval comes from samples drawn anew with a fixed seed; chance
    alone makes small groups look dissimilar, so read it with the value. A group that is everybody
    has no value, nor has one of unknown values only.

    Formula:
        value = 100 · ½ Σ |p - q|, p and q the shares in the group and in all others

    Args:
        question: Day, groups, the field and filters.
        engine: What counts.

    Returns:
        One row per group: ``people`` of known value, ``base`` of everybody, ``value``, ``low``, ``high``.
    """
    found = tables(question, engine=engine)
    whole: dict[str, int] = {}
    for people in found.values():
        for value, count in known(people).items():
            whole[value] = whole.get(value, 0) + count

    def index(_: Labels, people: Counts) -> Estimate:
        others = {value: count - people.get(value, 0) for value, count in whole.items()}
        return dissimilarity_index(people, others, confidence=question.options.confidence)

    return frame(question, found, index, scale=100)
