"""Protected tables of a period as wide tables of text: a field across, a star where a number is hidden."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import polars as pl

from dashboard import numbers, parts, tables
from sgstats import field, say

if TYPE_CHECKING:
    from sgstats import Protected

Row = dict[str, Any]
MINUS = "\N{MINUS SIGN}"
"""As wide as a plus, and no spreadsheet begins a formula with it."""


def crossed(protected: Protected, *, across: str, cell: Callable[[Row], str]) -> pl.DataFrame:
    """One row per group, one column per value of a field, in the order of the table.

    Args:
        protected: One row per group and value of the field.
        across: The field whose values become columns.
        cell: Prints a row.
    """
    names = [name for name in tables.keys(protected) if name != across]
    rows = protected.rows()
    columns = dict.fromkeys(str(row[across]) for row in rows)
    lines: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows:
        lines.setdefault(tuple(str(row[name]) for name in names), {})[str(row[across])] = cell(row)
    titles = [field(name).title for name in names]
    cells = [
        dict(zip(titles, key, strict=True)) | {name: line.get(name, numbers.NONE) for name in columns}
        for key, line in lines.items()
    ]
    return pl.DataFrame(cells, schema=dict.fromkeys([*titles, *columns], pl.String))


def people(row: Row) -> str:
    """A count, or the star that stands for it."""
    return numbers.HIDDEN if row["people"] is None else numbers.people(row["people"])


def rate(row: Row) -> str:
    """A rate in percent and, in brackets, how many people it is of."""
    if row["value"] is None:
        return absent(row)
    return f"{numbers.rounded(row['value'])}%"


def rate_of(row: Row) -> str:
    """A rate in percent and, in brackets, how many people it counts."""
    return rate(row) if row["value"] is None else f"{rate(row)} ({people(row)})"


def share_of(row: Row) -> str:
    """A share in percent and, in brackets, of how many people."""
    if row["share"] is None:
        return absent(row)
    return f"{numbers.percent(row['share'])} ({people(row)}/{numbers.people(row['base'])})"


def points(value: float) -> str:
    """A difference in percentage points, its sign always said.

    Example:
        >>> points(0.26), points(0.0), points(-3.14) == f"{MINUS}3.1"
        ('+0.3', '0.0', True)
    """
    amount = numbers.rounded(abs(value))
    if not amount:
        return str(amount)
    return f"{MINUS if value < 0 else '+'}{amount}"


def signed(change: int) -> str:
    """A change of people, its sign always said.

    Example:
        >>> signed(1078), signed(0), signed(-6) == f"{MINUS}6"
        ('+1,078', '0', True)
    """
    sign = "+" if change > 0 else MINUS if change < 0 else ""
    return f"{sign}{numbers.people(abs(change))}"


def absent(row: Row) -> str:
    """What stands for a number that is not there: a star if it is hidden."""
    return numbers.HIDDEN if row["status"] == "hidden" else numbers.NONE


def interval(row: Row) -> str:
    """The 95 % interval of a rate that is in percent already."""
    ends = [row["low"], row["high"]]
    if None in ends:
        return absent(row)
    return f"{numbers.rounded(ends[0])}–{numbers.rounded(ends[1])}%"


def footnotes(protected: Protected, *more: str) -> list[str]:
    """What stands below a table of a period: who may read it, why rows are hidden, what else must be said."""
    told = protected.frame.filter(pl.col("reason").is_not_null())
    counted = told.group_by("reason", maintain_order=True).len().rows()
    # A star is explained by the notes; other reasons stand for themselves.
    starred = set(protected.frame.filter(status="hidden")["reason"])
    reasons = [
        say("page.reason_rows", reason=reason, rows=rows) for reason, rows in counted if reason not in starred
    ]
    return list(dict.fromkeys([*more, *reasons, *protected.notes]))


def wide(frame: pl.DataFrame, *, key: str, title: str, names: int, below: list[str]) -> None:
    """Show a wide table whose first columns name its rows.

    Args:
        frame: The table, every cell a text.
        key: Name of the table on the page.
        title: Name of its file.
        names: How many columns name a row; the others are numbers.
        below: Sentences that stand below it.
    """
    parts.told_table(frame, key=key, title=title, right=frame.columns[names:], below=below)
