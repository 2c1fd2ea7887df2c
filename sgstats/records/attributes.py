"""What a row says about a person's work: education, post, employment, days and unit."""

from __future__ import annotations

import polars as pl

from sgstats.fields import dictionary
from sgstats.records.categories import read_category, read_degree
from sgstats.records.education import education_of, read_degree_beside, read_education
from sgstats.records.leaving import career_day, category, read_leaving
from sgstats.records.reading import Problem, Reading, Sheet

CATEGORIES = (
    "ethnicity",
    "political_status",
    "employment",
    "source",
    "certificate",
)


def read_attributes(sheet: Sheet) -> Reading:
    """Every stored field of a row but those that say who it is and where."""
    readings = [category(sheet, name) for name in CATEGORIES]
    readings += [
        _education(sheet),
        _degree(sheet),
        _post(sheet),
        career_day(sheet, "hire"),
        read_leaving(sheet),
    ]
    columns = {name: series for reading in readings for name, series in reading.columns.items()}
    return Reading(
        columns=columns, problems=tuple(problem for reading in readings for problem in reading.problems)
    )


def _post(sheet: Sheet) -> Reading:
    """Level of the post, from its own column or from the position typed."""
    column = sheet.columns.column("post") or sheet.columns.column("position")
    name = "post" if sheet.columns.column("post") else "position"
    text = sheet.text(name)
    value = read_category(text, field="post", codes=sheet.settled.values.get("post"))
    unreadable = Problem(rule="value.unreadable", rows=text.is_not_null() & value.is_null(), column=column)
    return Reading(columns={"post": value}, problems=(unreadable,))


def _degree(sheet: Sheet) -> Reading:
    """Highest degree over all degree columns; without one, those told beside a level (本科/学士)."""
    order, codes = list(dictionary()["degree"].values), sheet.settled.values.get("degree")
    ranks, problems = [], []
    for column in sheet.columns.columns.get("degree", ()):
        text = sheet.column_text(column)
        value = read_degree(text, codes=codes)
        ranks.append(_rank(value, order))
        unreadable = text.is_not_null() & value.is_null()
        problems.append(Problem(rule="value.unreadable", rows=unreadable, column=column))
    if not ranks:
        diplomas = (sheet.column_text(one) for one in sheet.columns.columns.get("education", ()))
        ranks = [_rank(read_degree_beside(text), order) for text in diplomas]
    return Reading(columns={"degree": _named(_best(ranks, sheet), order)}, problems=tuple(problems))


def _education(sheet: Sheet) -> Reading:
    """Highest level over all education columns, and how that level was studied."""
    order, codes = list(dictionary()["education"].values), sheet.settled.values.get("education")
    ranks, modes, problems = [], [], []
    for column in sheet.columns.columns.get("education", ()):
        text = sheet.column_text(column)
        text = text.set(text == "无", None)
        read = read_education(text, codes=codes)
        ranks.append(_rank(read["level"], order))
        told = education_of(column.title).mode
        modes.append(read["mode"] if told is None else read["mode"].fill_null(told))
        problems += [
            Problem(rule="education.not_diploma", rows=read["state"] == "not_diploma", column=column),
            Problem(rule="value.unreadable", rows=read["state"] == "unreadable", column=column),
        ]
    best = _best(ranks, sheet)
    at_best = [_where(rank == best, mode) for rank, mode in zip(ranks, modes, strict=True)]
    mode = _study_mode(sheet, at_best=at_best)
    level = _named(best, order)
    stored = {"education": level, "study_mode": _where(level.is_not_null(), mode.columns["study_mode"])}
    return Reading(columns=stored, problems=(*problems, *mode.problems))


def _study_mode(sheet: Sheet, *, at_best: list[pl.Series]) -> Reading:
    """How the best level was studied; where two columns tie, a full-time diploma stands.

    What a diploma says of itself rules over the column of study modes, for that column may speak
    of another diploma; a contradiction is reported.
    """
    read = category(sheet, "study_mode")
    stated = read.columns["study_mode"]
    full_time = pl.any_horizontal([mode == "全日制" for mode in at_best] or [pl.lit(value=False)])
    mode = pl.when(full_time).then(pl.lit("全日制")).otherwise(pl.coalesce([*at_best, stated]))
    return Reading(
        columns={"study_mode": pl.select(mode).to_series()},
        problems=(*read.problems, *_mode_conflict(sheet, at_best=at_best, stated=stated)),
    )


def _mode_conflict(sheet: Sheet, *, at_best: list[pl.Series], stated: pl.Series) -> list[Problem]:
    """Where no diploma of the best level was studied as the column of study modes says."""
    if not at_best:
        return []
    titles = [one.title for one in sheet.columns.columns["education"]]
    told = [
        pl.when(mode.is_not_null()).then(pl.lit(title)) for mode, title in zip(at_best, titles, strict=True)
    ]
    agrees = pl.any_horizontal([(mode == stated).fill_null(value=False) for mode in at_best])
    differs = pl.any_horizontal([mode.is_not_null() for mode in at_best]) & stated.is_not_null() & ~agrees
    facts = pl.select(rows=differs, title=pl.coalesce(told))
    column, values = sheet.columns.column("study_mode"), {"other": facts["title"]}
    return [Problem(rule="study_mode.conflict", rows=facts["rows"], column=column, values=values)]


def _rank(value: pl.Series, order: list[str]) -> pl.Series:
    places = list(range(len(order)))
    return value.replace_strict(order, places, default=None, return_dtype=pl.Int8)


def _best(ranks: list[pl.Series], sheet: Sheet) -> pl.Series:
    """The highest rank of each row over several columns: the smallest number."""
    return pl.select(pl.min_horizontal(ranks)).to_series() if ranks else sheet.nothing().cast(pl.Int8)


def _named(rank: pl.Series, order: list[str]) -> pl.Series:
    return rank.replace_strict(list(range(len(order))), order, default=None, return_dtype=pl.String)


def _where(rows: pl.Series, value: pl.Series) -> pl.Series:
    return pl.select(pl.when(rows).then(value)).to_series()
