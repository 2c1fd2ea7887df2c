"""Which legal retirement age held for somebody before 2025: as a list says, and never against the sex."""

from __future__ import annotations

import polars as pl

from sgstats.records.leaving import category
from sgstats.records.reading import Problem, Reading, Sheet

FIELD = "retirement_category"


def read_retirement(sheet: Sheet, gender: pl.Series) -> Reading:
    """The former category of every row; 干部 and 工人 are none, for posts decide and not status alone.

    Args:
        sheet: A staff list.
        gender: Sex of every row, by which 原55 of a man is no category.
    """
    read = category(sheet, FIELD)
    told = read.columns[FIELD]
    differs = (told.str.head(1) != gender).fill_null(value=False)
    problem = Problem(rule="retirement.contradicts_sex", rows=differs, column=sheet.columns.column(FIELD))
    return Reading(columns={FIELD: told.set(differs, None)}, problems=(*read.problems, problem))
