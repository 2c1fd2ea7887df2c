"""Why somebody's result is what it is, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.messages import say
from sgstats.policies.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgstats.policies.base import Rule


def reason(rules: Mapping[str, Rule]) -> pl.Expr:
    """What one ruling rests on, from its ``rule`` and ``reason``: the clause, and what it does not tell.

    Args:
        rules: Every rule that can be cited, by id.
    """
    cited = {key: say("judge.fired", rule=key, cite=rule.cite) for key, rule in rules.items()}
    clause = pl.col("rule").replace_strict(cited, default=pl.col("rule"), return_dtype=pl.String)
    both = sentence("judge.fired_because", fired=clause, detail=pl.col("reason"))
    return (
        pl
        .when(pl.col("rule").is_null())
        .then("reason")
        .when(pl.col("reason").is_null() | (pl.col("reason") == ""))
        .then(clause)
        .otherwise(both)
    )
