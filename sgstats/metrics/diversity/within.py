"""How mixed each group is: Blau's index, entropy, and evenness."""

from __future__ import annotations

from math import log

import polars as pl

from sgstats.engines import Engine
from sgstats.metrics.diversity.indices import NOTHING, blau_index, entropy_index
from sgstats.metrics.diversity.tables import Counts, frame, tables
from sgstats.metrics.means import Estimate
from sgstats.metrics.population import Labels
from sgstats.metrics.question import Question
from sgstats.metrics.registry import metric


@metric(
    label="异质性（Blau 指数）", label_en="Blau index", unit="%", family="diversity", kind="value",
    needs_of=True, folds=True, source="Simpson (1949)；Blau (1977)",
    formula="value = 100 × (1 - Σp²)，p 为各类在已知者中的占比；base = 全部人数，people = 已知人数",
)  # fmt: skip
def blau(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Probability that two people of a group, drawn at random, differ in a field.

    0 % where all are alike, 100 · (1 - 1/k) % for k values equally often. People of unknown value are
    counted in the base only; where no value is known there is none. The interval is the normal one of
    a sample; there is none where all are alike or all values equally often.

    Formula:
        value = 100 · (1 - Σ p²), p the share of each value among those of known value

    Args:
        question: Day, groups, the field and filters.
        engine: What counts.

    Returns:
        One row per group: ``people`` of known value, ``base`` of everybody, ``value``, ``low``, ``high``.
    """
    confidence = question.options.confidence
    found = tables(question, engine=engine)
    return frame(
        question, found, lambda _, people: blau_index([*people.values()], confidence=confidence), scale=100
    )


@metric(
    label="熵（Shannon）", label_en="entropy", unit="nat", family="diversity", kind="value",
    needs_of=True, folds=True, source="Shannon (1948)；方差 Basharin (1959)",
    formula="value = -Σ p ln p，p 为各类在已知者中的占比；base = 全部人数，people = 已知人数",
)  # fmt: skip
def entropy(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Shannon's entropy of a field within a group, in nats.

    0 where all are alike, ln k for k values equally often. People of unknown value are counted in
    the base only; where no value is known there is none.

    Formula:
        value = -Σ p ln p

    Args:
        question: Day, groups, the field and filters.
        engine: What counts.

    Returns:
        One row per group: ``people`` of known value, ``base`` of everybody, ``value``, ``low``, ``high``.
    """
    confidence = question.options.confidence
    found = tables(question, engine=engine)
    return frame(
        question, found, lambda _, people: entropy_index([*people.values()], confidence=confidence), scale=1
    )


@metric(
    label="均匀度", label_en="evenness", unit="%", family="diversity", kind="value",
    needs_of=True, folds=True, source="Pielou (1966)；Shannon (1948)",
    formula="value = 100 × (-Σ p ln p) ÷ ln k，k 为所问人员中出现的类数",
)  # fmt: skip
def evenness(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Entropy of a field within a group as a share of the most it could be.

    The most is ln k, k being the values that occur among all the people asked about, so that groups
    compare. Where only one value occurs at all there is no value.

    Formula:
        value = 100 · (-Σ p ln p) / ln k

    Args:
        question: Day, groups, the field and filters.
        engine: What counts.

    Returns:
        One row per group: ``people`` of known value, ``base`` of everybody, ``value``, ``low``, ``high``.
    """
    confidence = question.options.confidence

    def even(_: Labels, people: Counts) -> Estimate:
        counts = [*people.values()]
        if len(counts) < 2:
            return NOTHING
        value, low, high = (
            _of(end, log(len(counts))) for end in entropy_index(counts, confidence=confidence)
        )
        return value, low, high

    return frame(question, tables(question, engine=engine), even, scale=100)


def _of(value: float | None, most: float) -> float | None:
    return None if value is None else value / most
