"""What was noticed on the way in: a named rule at an address, never a person's cell.

A finding's sentence and severity come from the message catalogue; the cell it speaks
of is given by file, sheet, row and column letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sgstats.messages import entry, say

if TYPE_CHECKING:
    import polars as pl

SEVERITIES = ("error", "warning", "note")
COLUMNS = ("severity", "rule", "message", "file", "sheet", "row", "column")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a finding points: a file, then as far inside it as is known.

    ``row`` counts from 1 as Excel and WPS show it; ``column`` is the letter they show.
    """

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None


def no_findings() -> pl.DataFrame:
    """An empty findings frame with every column typed.

    Example:
        >>> no_findings().columns == list(COLUMNS)
        True
    """
    import polars as pl

    return pl.DataFrame(schema={name: pl.Int64 if name == "row" else pl.String for name in COLUMNS})


def finding(rule: str, /, *, at: Place, **values: object) -> pl.DataFrame:
    """One finding as a frame of one row.

    Args:
        rule: Key of a catalogue entry that has a severity.
        at: The address.
        **values: What the sentence's gaps are filled with (never a personal cell).

    Example:
        >>> finding("table.blank_rows", at=Place(file="a.xlsx", sheet="名单"), count=2)["severity"].item()
        'note'
    """
    import polars as pl

    return no_findings().vstack(findings_at(rule, at=at, rows=pl.Series([at.row], dtype=pl.Int64), **values))


def findings_at(rule: str, /, *, at: Place, rows: pl.Series, **values: object) -> pl.DataFrame:
    """The same finding at many rows of one column, without a loop over them.

    Args:
        rule: Key of a catalogue entry that has a severity.
        at: File, sheet and column; its ``row`` is not used.
        rows: One row number per finding.
        **values: What the sentence's gaps are filled with; a series gives one value per finding.

    Returns:
        One row per finding, in the order of ``rows``.
    """
    import polars as pl

    varying = {name: value.cast(pl.String) for name, value in values.items() if isinstance(value, pl.Series)}
    sentence = say(rule, **values | {name: f"⟦{name}⟧" for name in varying})
    told = pl.DataFrame({"row": rows.cast(pl.Int64), **varying}).with_columns(message=pl.lit(sentence))
    for name in varying:
        told = told.with_columns(pl.col("message").str.replace_all(f"⟦{name}⟧", pl.col(name), literal=True))

    def fixed(value: str | None) -> pl.Expr:
        return pl.lit(value, dtype=pl.String)

    return told.select(
        severity=fixed(entry(rule)["severity"]),
        rule=fixed(rule),
        message="message",
        file=fixed(at.file),
        sheet=fixed(at.sheet),
        row="row",
        column=fixed(at.column),
    )
