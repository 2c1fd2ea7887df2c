"""Conditions on the day of hiring; they say nothing about anybody already serving."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import dictionary
from sgstats.policies.rulings import Case, Step, no_rulings, rulings
from sgstats.policies.sentences import sentence

if TYPE_CHECKING:
    from sgstats.policies.procedures import Entry

YEAR = 10_000
UNRANKED = "其他"


def entered(case: Case, facts: pl.DataFrame) -> pl.DataFrame:
    """The conditions that people hired in the year do not meet, or perhaps do not.

    Args:
        case: The year judged.
        facts: Recorded facts.
    """
    hired = case.people.filter(pl.col("hire_day") // YEAR == case.year)
    if hired.is_empty():
        return no_rulings()
    aged = hired.with_columns(**_ages())
    return pl.concat([no_rulings(), *(_entry(rule, aged, facts) for rule in case.pack.entry)])


def _ages() -> dict[str, pl.Expr]:
    """Full years on the day of hiring, the birthday included: the least and the most they can be."""
    hire, birth, precision = pl.col("hire_day"), pl.col("birth_day"), pl.col("birth_precision")
    latest = (
        pl
        .when(precision == "month")
        .then(birth // 100 * 100 + 31)
        .when(precision == "age")
        .then(birth + YEAR)
    )
    earliest = (
        pl.when(precision == "month").then(birth // 100 * 100 + 1).when(precision == "age").then(birth - YEAR)
    )
    return {
        "youngest": (hire - latest.otherwise(birth)) // YEAR,
        "oldest": (hire - earliest.otherwise(birth)) // YEAR,
    }


def _entry(rule: Entry, hired: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """One condition; whether it is broken may hang on what is not known."""
    if rule.recorded:
        said = facts.filter(pl.col("item") == rule.id).select("person_id", broken=pl.col("no"))
        tested = hired.join(said, on="person_id")
    else:
        tested = hired.with_columns(broken=_broken(rule))
    broken = tested.filter(pl.col("broken"))
    unknown = tested.filter(pl.col("broken").is_null())
    effect = sentence(
        "judge.entry_in_principle" if rule.in_principle else "judge.entry_not_met", rule=rule.id
    )
    said_so: dict[str, pl.Expr | bool] = {
        "effect": effect,
        "needs_human": rule.in_principle,
        "reason": _shown(rule),
    }
    fired = rulings(broken, step=Step.ENTRY, rule=rule.id, **said_so)
    doubt = sentence("judge.entry_unknown", rule=rule.id)
    return fired.vstack(rulings(unknown, step=Step.ENTRY, needs_human=True, reason=doubt))


def _broken(rule: Entry) -> pl.Expr:
    """Whether a condition is broken; null where what is known does not tell."""
    tests: list[pl.Expr] = []
    if rule.most_age is not None:
        too_old, old_enough = pl.col("youngest") > rule.most_age, pl.col("oldest") <= rule.most_age
        tests.append(pl.when(too_old).then(pl.lit(value=True)).when(old_enough).then(pl.lit(value=False)))
    if rule.least_education is not None:
        tests.append(_below(rule.least_education))
    broken = pl.any_horizontal(tests) if tests else pl.lit(value=False)
    return broken & (pl.col("gender").cast(pl.String) == rule.gender) if rule.gender else broken


def _below(least: str) -> pl.Expr:
    """Whether somebody's education is below a level; null for one that has no place among the levels."""
    levels = [level for level in dictionary()["education"].values if level != UNRANKED]
    number = {level: place for place, level in enumerate(levels)}
    return pl.col("education").cast(pl.String).replace_strict(number, default=None) > number[least]


def _shown(rule: Entry) -> pl.Expr:
    if rule.most_age is not None:
        return sentence("judge.entry_age", age=pl.col("youngest"), most=rule.most_age)
    if rule.least_education is not None:
        return sentence("judge.entry_education", education=pl.col("education"), least=rule.least_education)
    return sentence("judge.entry_recorded")
