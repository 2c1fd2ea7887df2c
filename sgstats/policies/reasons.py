"""Why somebody's result is what it is, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.messages import say
from sgstats.policies.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgstats.policies.base import Rule


def reasons(fired: pl.DataFrame, rules: Mapping[str, Rule]) -> pl.DataFrame:
    """What each person's result rests on, as one sentence.

    Args:
        fired: Rulings in the order they apply.
        rules: Every rule that can be cited, by id.

    Returns:
        One row per person: ``person_id``, ``reason``.
    """
    cited = {key: say("judge.fired", rule=key, cite=rule.cite) for key, rule in rules.items()}
    clause = pl.col("rule").replace_strict(cited, default=pl.col("rule"), return_dtype=pl.String)
    both = sentence("judge.fired_because", fired=clause, detail=pl.col("reason"))
    said = (
        pl
        .when(pl.col("rule").is_null())
        .then("reason")
        .when(pl.col("reason").is_null() | (pl.col("reason") == ""))
        .then(clause)
        .otherwise(both)
    )
    sentences = fired.select("person_id", sentence=said).drop_nulls()
    joined = pl.col("sentence").unique(maintain_order=True).str.join(say("judge.between"))
    return sentences.group_by("person_id").agg(reason=joined)
