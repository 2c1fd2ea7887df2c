"""A protected table as rows of text: for the screen and for a file."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any

import polars as pl

from dashboard import numbers
from sgstats import field, say

if TYPE_CHECKING:
    from sgstats import Protected

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for a formula when a cell begins with it."""


def printed(protected: Protected) -> pl.DataFrame:
    """The table as a reader sees it, every cell a text; hidden numbers are ``*``.

    Args:
        protected: One row per group and part.

    Returns:
        One row per row of the table, with column titles in the language of the moment.
    """
    rows = [_row(protected, row) for row in protected.frame.to_dicts()]
    return pl.DataFrame(rows, schema=dict.fromkeys(_titles(protected), pl.String))


def keys(protected: Protected) -> tuple[str, ...]:
    """The fields that name a row of the table."""
    return (*protected.by, *([protected.of] if protected.of else []))


def _titles(protected: Protected) -> list[str]:
    names = [field(name).title for name in keys(protected)]
    return [*names, *numeric(protected), say("page.column_reason")]


def numeric(protected: Protected) -> list[str]:
    """The titles of its columns of numbers."""
    main = "value" if "value" in protected.frame.columns else "share"
    return [say(f"page.column_{name}") for name in ("people", "base", main, "interval")]


def _row(protected: Protected, row: dict[str, Any]) -> dict[str, str]:
    hidden = row["status"] == "hidden"
    absent = numbers.HIDDEN if hidden or row["reason"] else numbers.NONE
    count, base = (row.get(name) for name in ("people", "base"))
    main, between = _value(row) if "value" in row else _share(row)
    cells = [
        absent if count is None else numbers.people(count),
        absent if base is None else numbers.people(base),
        main or absent,
        between or absent,
        row["reason"] or "",
    ]
    names = [row[name] for name in keys(protected)]
    return dict(zip(_titles(protected), [*names, *cells], strict=True))


def _share(row: dict[str, Any]) -> tuple[str, str]:
    """A share and its interval, empty where there is none."""
    return ("", "") if row["share"] is None else (numbers.percent(row["share"]), interval(row))


def _value(row: dict[str, Any]) -> tuple[str, str]:
    """A mean and its interval, empty where there is none."""
    if row["value"] is None:
        return "", ""
    ends = [row[end] for end in ("low", "high")]
    between = (
        ""
        if None in ends
        else say("page.from_to", low=numbers.rounded(ends[0]), high=numbers.rounded(ends[1]))
    )
    return str(numbers.rounded(row["value"])), between


def interval(row: dict[str, Any]) -> str:
    """The 95 % interval of a share.

    Example:
        >>> interval({"low": 0.0397, "high": 0.0632})
        '4.0–6.3%'
    """
    return f"{numbers.rounded(row['low'] * 100)}–{numbers.percent(row['high'])}"


def sortable(frame: pl.DataFrame, *, numeric: list[str]) -> pl.DataFrame:
    """The same table with numbers padded to one width, so that sorting their text sorts the numbers.

    Example:
        >>> frame = pl.DataFrame({"人数": ["67", "1,042", "*"]})
        >>> sortable(frame, numeric=["人数"])["人数"].to_list()
        ['   67', '1,042', '    *']
    """
    return frame.with_columns(pl.col(name).str.pad_start(_widest(frame[name])) for name in numeric)


def _widest(column: pl.Series) -> int:
    return max((len(text) for text in column), default=0)


def spreadsheet(frame: pl.DataFrame, *, below: list[str]) -> bytes:
    """A table as a CSV file that spreadsheets open with the right characters and without running anything.

    Args:
        frame: The table, every cell a text.
        below: Sentences that stand below it, one a line.
    """
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(frame.columns)
    writer.writerows([harmless(cell) for cell in row] for row in frame.rows())
    writer.writerows([[], *([harmless(line)] for line in below)])
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    Example:
        >>> harmless("=1+1"), harmless("东街")
        ("'=1+1", '东街')
    """
    return f"'{text}" if text.startswith(DANGEROUS) else text
