"""Rulings: every rule that fired for somebody, as one long table that decides nothing by itself.

Each step of judging adds rows to it; the worst of them stands. So a step can be read, tested and
timed alone, and no step can raise what an earlier one has lowered.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from sgstats.policies.evidence import Evidence
    from sgstats.policies.options import Options
    from sgstats.policies.pack import Pack

SCHEMA = {
    "person_id": pl.String(),
    "step": pl.Int16(),
    "rule": pl.String(),
    "grade": pl.String(),
    "outcome": pl.String(),
    "effect": pl.String(),
    "needs_human": pl.Boolean(),
    "no_performance_pay": pl.Boolean(),
    "reason": pl.String(),
}
"""One row per person and rule that fired: ``grade`` is the best one still possible, ``outcome`` what
follows, ``effect`` what is said without following, ``reason`` what the clause alone does not tell."""


class Step(IntEnum):
    """The order in which rules are applied and cited."""

    RATED = 0
    EXIT = 10
    UNFIT = 20
    WEAK = 30
    CONDITION = 40
    AFTER = 50
    QUOTA = 60
    RUN = 70
    RANKING = 75
    VOTE = 80
    ENTRY = 90
    LADDER = 100
    LENIENCY = 110
    TRAINING = 120
    SELF_ASSESSMENT = 130
    LEVEL = 140


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One year of one pack, as every step sees it.

    Attributes:
        pack: The rules.
        evidence: What is known, of this year and those before.
        year: The year judged.
        options: How unclear clauses are read.
        people: The population of the year: the columns of ``Evidence.people`` and ``staff_class``.
    """

    pack: Pack
    evidence: Evidence
    year: int
    options: Options
    people: pl.DataFrame


def rulings(people: pl.DataFrame, *, step: Step, **facts: pl.Expr | str | bool | None) -> pl.DataFrame:
    """Rulings on some people.

    Args:
        people: One row per person whom a rule concerns; ``person_id``, and what the expressions need.
        step: The step that rules.
        **facts: Columns of ``SCHEMA``, each as an expression or one value for all.

    Returns:
        One row per row of ``people``.

    Example:
        >>> who = pl.DataFrame({"person_id": ["p1"]})
        >>> rulings(who, step=Step.WEAK, rule="EAST-17-7", grade="基本称职").row(0)[:4]
        ('p1', 30, 'EAST-17-7', '基本称职')
    """
    given = {"step": int(step), "needs_human": False, "no_performance_pay": False} | facts
    columns = {
        name: value if isinstance(value, pl.Expr) else pl.lit(value)
        for name, value in {name: given.get(name) for name in list(SCHEMA)[1:]}.items()
    }
    return people.select("person_id", **columns).cast(SCHEMA)  # type: ignore[arg-type]


def no_rulings() -> pl.DataFrame:
    """Nobody concerned."""
    return pl.DataFrame(schema=SCHEMA)
