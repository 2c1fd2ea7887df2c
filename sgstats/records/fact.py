"""Recorded facts: talks, warnings, complaints, signatures, and the items of a rule that only people judge."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from sgstats.fields import normalise
from sgstats.records.appraisal import read_rater
from sgstats.records.categories import each_distinct, key, spellings, table
from sgstats.records.cells import content, plain
from sgstats.records.dates import read_column_days
from sgstats.records.reading import Problem, Reading, Sheet
from sgstats.records.told import Told
from sgstats.records.years import read_years
from sgstats.sources.table import Column

SCHEMA = {
    "_row": pl.Int64,
    "year": pl.Int32,
    "day": pl.Int32,
    "item": pl.String,
    "holds": pl.Boolean,
    "rater": pl.String,
}
"""The columns of a record; ``item`` is a canonical item or the id of a rule, never free text."""

_RULE = re.compile(r"([a-z]{2,10})[-_.]?(\d+(?:[-_.(]+\d+\)?)*)([-_.]?)([a-z]?)")
"""The id of a rule: a letter may be a part of the last number (PLAN-8-2a) or a step of its own."""
_SPARE = re.compile(
    r"^是否|(?:记录|情况|处理|次数|\(次\))$|^第?[一二三四五六七八九十\d]+次|[一二三四五六七八九十\d]+次$"
)
_TIMES = r"^(\d{1,2})次?$"
_BREAK = "␣"
"""Stands for white space, which parts items only where the cell as a whole is none."""
_AND = re.compile(r"[、,;/和及与]")
_JOINED = "|"
_CLAUSE = re.compile(r"第?[\d一二三四五六七八九十百]+条")
"""Clauses in words do not say of which rules they are."""


def read_facts(sheet: Sheet, year: int | None) -> Told:
    """The facts of a table: one record per item of a row, or per column that is named after an item.

    Under 谈心 a cell says whether, or how often: 3 are three records.

    Args:
        sheet: A table of facts.
        year: The year that holds where neither row nor day tells one.
    """
    own, dated, who = read_years(sheet, otherwise=None), _day(sheet), read_rater(sheet)
    columns = {name: series for one in (own, dated, who) for name, series in one.columns.items()}
    beside = pl.DataFrame({"_row": sheet.table.cells["_row"], **columns}).with_columns(
        year=pl.coalesce("year", pl.col("day") // 10_000, pl.lit(year, dtype=pl.Int32))
    )
    read = [_column(sheet, column) for column in sheet.columns.columns.get("item", ())]
    parts = [
        beside.with_columns(item=one.columns["item"], holds=one.columns["holds"], times=one.columns["times"])
        for one in read
    ]
    records = [_repeated(part) for part in parts]
    return Told(
        records=pl.concat([pl.DataFrame(schema=SCHEMA), *records]).sort("_row", maintain_order=True),
        refusals=tuple(problem for one in read for problem in one.problems),
        problems=(*own.problems, *dated.problems, *who.problems),
    )


def _repeated(part: pl.DataFrame) -> pl.DataFrame:
    """The records of one column, as often as it says."""
    told = part.filter(pl.col("item").is_not_null() & pl.col("holds").is_not_null())
    told = told.with_columns(pl.col("item").str.split(_JOINED)).explode("item")
    often = told.select(pl.exclude("times").repeat_by("times")).explode(pl.selectors.all())
    return often.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def _column(sheet: Sheet, column: Column) -> Reading:
    """Items of a column: named in its cells, or by its title, with cells that say yes, no or how often."""
    named = item_in(column.title.rsplit("/", maxsplit=1)[-1])
    return _in_cells(sheet, column) if named is None else _in_title(sheet, column, item=named)


def _in_cells(sheet: Sheet, column: Column) -> Reading:
    """Items named in the cells; whether they hold is said by another column, else they do."""
    text, codes = sheet.column_text(column, reader=_items_text), sheet.settled.values.get("item", {})
    settled = {normalise(code): item for code, item in codes.items()}
    item = each_distinct(text, lambda one: _items(one, settled=settled))
    unknown = text.is_not_null() & item.is_null()
    clause = unknown & text.str.contains(_CLAUSE.pattern).fill_null(value=False)
    said, held = sheet.columns.column("holds"), sheet.text("holds", reader=plain)
    holds = _yes(held)
    unread = held.is_not_null() & holds.is_null()
    return Reading(
        columns={
            "item": item,
            "holds": pl.select(pl.when(~unread).then(holds.fill_null(value=True))).to_series(),
            "times": pl.repeat(1, text.len(), dtype=pl.Int32, eager=True),
        },
        problems=(
            Problem(rule="fact.clause_in_words", rows=clause, column=column),
            Problem(rule="fact.unknown_item", rows=unknown, column=column),
            Problem(rule="fact.not_yes_or_no", rows=unread, column=said),
        ),
    )


def _items_text(cell: pl.Expr) -> pl.Expr:
    """Plain text in which white space between words is still to be seen."""
    return content(cell.str.strip_chars().str.replace_all(r"[\s\u3000]+", _BREAK))


def _items(text: str, *, settled: Mapping[str, str]) -> str | None:
    """The items that a cell names, joined; None where a part of it is no item."""

    def read(parts: list[str]) -> list[str | None]:
        return [settled.get(normalise(part)) or item_in(part) for part in parts if part]

    whole = text.replace(_BREAK, "")
    spaced = re.split(f"{_AND.pattern}|{_BREAK}", text)
    for named in (read([whole]), read(_AND.split(whole)), read(spaced)):
        if named and None not in named:
            return _JOINED.join(dict.fromkeys(filter(None, named)))
    return None


def _in_title(sheet: Sheet, column: Column, *, item: str) -> Reading:
    """An item that the title names: every cell says whether, or how often."""
    text = sheet.column_text(column)
    often = text.str.extract(_TIMES).cast(pl.Int32, strict=False)
    holds = pl.select(pl.coalesce(_yes(text), often > 0)).to_series()
    return Reading(
        columns={
            "item": pl.select(pl.when(text.is_not_null()).then(pl.lit(item))).to_series(),
            "holds": holds,
            "times": pl.select(pl.max_horizontal(often.fill_null(1), pl.lit(1, dtype=pl.Int32))).to_series(),
        },
        problems=(
            Problem(rule="fact.not_yes_or_no", rows=text.is_not_null() & holds.is_null(), column=column),
        ),
    )


def _yes(text: pl.Series) -> pl.Series:
    """Yes or no; null where the text is neither."""
    said = {key(row["spelling"]): row["answer"] for row in table("answers")}
    return each_distinct(text, lambda one: said.get(key(one))) == "yes"


def item_in(text: str) -> str | None:
    """The canonical item or the rule id that a cell names, or None: free text is never kept.

    Example:
        >>> item_in("提醒谈话"), item_in("east 17.3"), item_in("EAST-6-2-b"), item_in("家里有事")
        ('谈心', 'EAST-17-3', 'EAST-6-2-B', None)
        >>> item_in("PLAN-8-2A")
        'PLAN-8-2a'
    """
    plainly = key(text)
    known = spellings("item")
    if item := known.get(plainly) or known.get(_SPARE.sub("", plainly)):
        return item
    match = _RULE.fullmatch(plainly)
    if match is None:
        return None
    number = "-".join([match[1].upper(), *re.findall(r"\d+", match[2])])
    return f"{number}-{match[4].upper()}" if match[3] else f"{number}{match[4]}"


def _day(sheet: Sheet) -> Reading:
    """The day of every fact; a month alone is no day."""
    column, read = sheet.columns.column("item_date"), read_column_days(sheet, "item_date")
    certain = read.select((pl.col("state") == "read") & (pl.col("precision") == "day")).to_series()
    certain = certain.fill_null(value=False)
    day = pl.select(pl.when(certain).then(read["day"])).to_series()
    uncertain = Problem(rule="date.no_day", rows=read["state"].is_not_null() & ~certain, column=column)
    return Reading(columns={"day": day}, problems=(uncertain,))
