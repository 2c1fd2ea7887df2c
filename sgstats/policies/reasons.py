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
    cited = {key: cited_as(rule) for key, rule in rules.items()}
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


def cited_as(rule: Rule) -> str:
    """A clause as it is cited, with a warning where a user's pack changed what it says."""
    if rule.doubt == "changed":
        return say("judge.fired_changed", rule=rule.id, cite=rule.cite)
    return say("judge.fired", rule=rule.id, cite=rule.cite)
