"""People in post by what the retirement law looks at: gender, former category and month of birth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import UNKNOWN, field
from sgstats.metrics.conditions import check_values_occur
from sgstats.metrics.counting import Counting
from sgstats.metrics.dimension import Dimension, ordered
from sgstats.metrics.population import check_statement, counted, with_names
from sgstats.metrics.stored import category

if TYPE_CHECKING:
    from sgstats.engines import Engine
    from sgstats.metrics.question import Question

LAW = ("gender", "retirement_category", "birth_month")
"""The columns that the law looks at."""
MONTH = "CASE WHEN birth_day <= {day} THEN birth_day - MOD(birth_day, 100) END"
"""Month of birth times 100, in the portable core of SQL; a birth after the day can only be a mistake."""


def by_birth_month(question: Question, *, engine: Engine, fields: Sequence[str] = ()) -> pl.DataFrame:
    """Count the people of a question by some fields and by what the law looks at.

    The engine's answer has a row per month of birth, never per person.

    Args:
        question: Day and filters.
        engine: What counts.
        fields: Fields of people to count by besides.

    Returns:
        One row per combination that occurs, in the order tables show them: each field as text in a
        column ``by_…`` with 未知 for no value; ``gender``, ``retirement_category`` and
        ``birth_month`` (``yyyymm``) with nulls; ``people``.

    Raises:
        Refused: No statement is in force on the day, or a filter names a unit that occurs nowhere.
    """
    check_values_occur(question.conditions, engine=engine)
    dimensions = [*question.dimensions(fields), *_of_the_law()]
    asked = Counting(dimensions=dimensions, conditions=question.conditions)
    rows = counted(asked, engine=engine, on=question.on)
    if not rows:
        check_statement(question, engine=engine)
    people = with_names(rows, dimensions=dimensions).people
    texts = dict.fromkeys((*(f"by_{name}" for name in fields), *LAW), pl.String())
    cells = [(*cell, count) for cell, count in people.items()]
    frame = pl.DataFrame(cells, schema={**texts, "people": pl.Int64()}, orient="row")
    known = frame.with_columns(pl.when(pl.col(name) != UNKNOWN).then(name).alias(name) for name in LAW)
    return known.with_columns(pl.col("birth_month").cast(pl.Int64))


def _of_the_law() -> list[Dimension]:
    """The law's fields, with keys of their own: the same field may be asked for beside them."""
    kinds = [replace(category(field(name)), keys={f"law_{name}": name}) for name in LAW[:2]]
    month = Dimension(
        name="birth_month",
        reads=("birth_day",),
        keys={"law_birth_month": MONTH.format(day="$day")},
        names=partial(ordered, label=_month, rank=_place),
        code=str,
    )
    return [*kinds, month]


def _place(key: int | str | None) -> int:
    return int(key or 0)


def _month(key: int | str | None) -> str:
    return str(_place(key) // 100)
