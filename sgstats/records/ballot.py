"""Votes: how many came, how many ballots came back, and what they said; in columns or in a line above."""

from __future__ import annotations

import re

import polars as pl

from sgstats.messages import listed
from sgstats.records.amounts import counts
from sgstats.records.dates import read_column_days
from sgstats.records.kinds import lines_above
from sgstats.records.reading import Problem, Reading, Sheet, label
from sgstats.records.spans import spans
from sgstats.records.told import Told
from sgstats.records.years import read_years

VOTES = (
    "in_favour", "votes_excellent", "votes_competent", "votes_basic", "votes_incompetent",
    "votes_satisfied", "votes_dissatisfied",
)  # fmt: skip
COUNTS = (
    "present", "returned", "invalid", "abstained", *VOTES, "attended_residents",
)  # fmt: skip
GRADES = ("votes_excellent", "votes_competent", "votes_basic", "votes_incompetent")

_PEOPLE = r"(?:共|有|为|是|:|计|了)*(\d{1,6})(?:人|名|位)"
_SHEETS = r"(?:共|有|为|是|:|计|了)*(\d{1,6})(?:张|票|份)"
_FULL = re.compile(r"(?:19|20)\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?")
_IN_LINES = {
    "present": (
        re.compile(rf"(?:实到会?|(?<!应)到会|出席|实际参加)(?:会议)?(?:人数|代表)?{_PEOPLE}"),
        re.compile(rf"(?:参加|参会|与会)(?:民主)?(?:推荐|测评|投票|会议|评议)?(?:人数|人员|代表)?{_PEOPLE}"),
    ),
    "returned": (re.compile(rf"收回(?:有?效?(?:民主)?(?:推荐|测评|表决|选|评议)?票?数?){_SHEETS}"),),
    "invalid": (re.compile(rf"(?:作废|无效|废)(?:推荐|测评)?(?:票|票数)?{_SHEETS}"),),
    "abstained": (re.compile(rf"弃权(?:票|票数)?{_SHEETS}"),),
    "attended_residents": (re.compile(rf"居民(?:代表)?(?:和|及|、)?(?:辖区)?(?:单位)?(?:代表)?{_PEOPLE}"),),
}
"""How a line above the table gives the numbers of a meeting: 参加推荐共50人，收回推荐票45张（其中…）."""


def read_ballots(sheet: Sheet, year: int | None) -> Told:
    """The votes of a table: one record per row.

    What a line above the table says of the meeting counts for all its rows; a column rules over it.

    Args:
        sheet: A table of votes.
        year: The year that holds where neither row nor meeting tells one.
    """
    own, counted, met = read_years(sheet, otherwise=None), _counts(sheet), _day(sheet)
    readings = (own, counted, met)
    columns = {name: series for one in readings for name, series in one.columns.items()}
    rows = pl.DataFrame({"_row": sheet.table.cells["_row"], **columns}).with_columns(
        pl.coalesce("year", pl.col("day") // 10_000, pl.lit(year, dtype=pl.Int32)).alias("year")
    )
    records = rows.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in _own(sheet)))
    same = [
        pl.col("year"), pl.col("day"), pl.coalesce("in_favour", "votes_excellent").is_null(),
        pl.col("votes_dissatisfied").is_null(),
    ]  # fmt: skip
    return Told(
        records=records.select("_row", "year", "day", *COUNTS),
        refusals=_impossible(sheet, rows),
        problems=tuple(one for each in readings for one in each.problems),
        same=("ballot.repeated", same),
    )


def _own(sheet: Sheet) -> list[str]:
    """The counts of which one must be there for a row to tell of a vote."""
    return [name for name in COUNTS if sheet.columns.column(name)] or list(COUNTS)


def said(texts: list[str]) -> dict[str, int]:
    """The numbers of a meeting that lines of prose give.

    Example:
        >>> said(["参加推荐共50人,收回推荐票45张(其中弃权票5张,作废票2张)"])
        {'present': 50, 'returned': 45, 'invalid': 2, 'abstained': 5}
    """
    found = {}
    for name, forms in _IN_LINES.items():
        matches = (match for form in forms for text in texts if (match := form.search(text)))
        if match := next(matches, None):
            found[name] = int(match[1])
    return found


def _counts(sheet: Sheet) -> Reading:
    """Every count: by its column, else as a line above the table says."""
    above = said(lines_above(sheet.table))
    values, problems = {}, []
    for name in COUNTS:
        column = sheet.columns.column(name)
        read = counts(sheet.text(name))
        stated = pl.lit(above.get(name), dtype=pl.Int32)
        values[name] = read.select(pl.col("value").fill_null(stated)).to_series()
        problems.append(Problem(rule="count.unreadable", rows=read["unreadable"], column=column))
    return Reading(columns=values, problems=tuple(problems))


def _day(sheet: Sheet) -> Reading:
    """The day of the vote: by its column, else the full date that a line above the table gives."""
    column, read = sheet.columns.column("meeting_date"), read_column_days(sheet, "meeting_date")
    above = pl.lit(_stated(lines_above(sheet.table)), dtype=pl.Int32)
    certain = (pl.col("state") == "read") & (pl.col("precision") == "day")
    day = read.select(pl.coalesce(pl.when(certain).then("day"), above)).to_series()
    uncertain = read.select(pl.col("state").is_not_null() & ~certain.fill_null(value=False)).to_series()
    return Reading(
        columns={"day": day}, problems=(Problem(rule="date.no_day", rows=uncertain, column=column),)
    )


def _stated(texts: list[str]) -> int | None:
    """The one full date that lines of prose give, or None."""
    found = {match.group() for text in texts for match in _FULL.finditer(text)}
    if len(found) != 1:
        return None
    days = spans(found.pop(), year=None)
    return days[0][0] if days else None


def _impossible(sheet: Sheet, rows: pl.DataFrame) -> tuple[Problem, ...]:
    """More votes than ballots, more ballots than people; a count nobody wrote down proves nothing."""
    back = pl.coalesce("returned", "present")
    valid = back - pl.col("invalid").fill_null(0)
    rules = (
        ("ballot.more_returned_than_present", ("returned",), pl.col("present")),
        ("ballot.more_residents_than_present", ("attended_residents",), pl.col("present")),
        ("ballot.more_spoilt_than_returned", ("invalid", "abstained"), back),
        ("ballot.more_votes_than_valid", ("in_favour",), valid),
        ("ballot.more_votes_than_valid", GRADES, valid),
        ("ballot.more_votes_than_valid", ("votes_satisfied", "votes_dissatisfied"), valid),
    )
    return tuple(
        Problem(
            rule=rule,
            rows=rows.select(rows=_sum(names) > most).to_series(),
            column=next(filter(None, map(sheet.columns.column, names)), None),
            values={"title": listed(map(label, names))},
        )
        for rule, names, most in rules
    )


def _sum(names: tuple[str, ...]) -> pl.Expr:
    """The sum of the counts that are known; null where none is."""
    known = pl.any_horizontal(pl.col(name).is_not_null() for name in names)
    return pl.when(known).then(pl.sum_horizontal(pl.col(name).fill_null(0) for name in names))
