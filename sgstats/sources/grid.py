"""One sheet as it came: every cell with its place, nothing understood yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from sgstats.sources.table import KINDS
from sgstats.sources.wire import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgstats.sources.wire import Tag

KIND = pl.Enum(KINDS)
_LETTERS = {"t": "text", "n": "number", "d": "date", "f": "flag", "e": "error"}


class Merge(NamedTuple):
    """A merged range, all four ends counted from 0 and included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True, kw_only=True)
class Grid:
    """A sheet.

    Attributes:
        name: Sheet name; None in a text file.
        hidden: Whether the workbook hides it.
        merges: Merged ranges.
        cells: One row per sheet row from the first on, one text column ``c<n>`` per column that
            holds a value anywhere; blank cells are null.
        kinds: Same shape, or None where the file has no types.
        encoding: Of a text file.
        unsaved: Row and column, from 0, of formulas whose value the file does not hold.
        hidden_rows: Rows, from 1, that the sheet hides.
    """

    name: str | None
    hidden: bool
    merges: list[Merge]
    cells: pl.DataFrame
    kinds: pl.DataFrame | None
    encoding: str | None = None
    unsaved: list[list[int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Parts:
    facts: dict[str, Any]
    cells: list[pl.DataFrame] = field(default_factory=list)
    kinds: list[pl.DataFrame] = field(default_factory=list)

    def grid(self) -> Grid:
        cells = _stack(self.cells)
        unsaved = self.facts.get("unsaved", [])
        empty = [*self.facts.get("errors", []), *unsaved]
        return Grid(
            name=self.facts["name"],
            hidden=self.facts["hidden"],
            merges=[Merge(*ends) for ends in self.facts["merges"]],
            cells=cells,
            kinds=_matching(self.kinds, cells, empty) if self.facts["typed"] else None,
            encoding=self.facts.get("encoding"),
            unsaved=unsaved,
            hidden_rows=self.facts.get("hidden_rows", []),
        )


def grids(messages: Iterable[tuple[Tag, Any]]) -> list[Grid]:
    """The sheets that the parsing child sent."""
    parts: list[_Parts] = []
    for tag, body in messages:
        if tag == "sheet":
            parts.append(_Parts(body))
        elif tag == "arrow":
            parts[-1].cells.append(_blanked(pl.read_ipc_stream(body)))
        else:
            _add_rows(parts[-1], body)
    return [part.grid() for part in parts]


def letter(number: int) -> str:
    """The letters Excel and WPS show above a column.

    Args:
        number: Position from 0.

    Example:
        >>> letter(0), letter(25), letter(26), letter(16383)
        ('A', 'Z', 'AA', 'XFD')
    """
    letters, rest = "", number + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def number_of(name: str) -> int:
    """Position from 0 of the column called ``c<n>``."""
    return int(name[1:])


def _add_rows(part: _Parts, body: dict[str, Any]) -> None:
    columns = {f"c{column['number']}": column for column in body["columns"]}
    texts = [_texts(name, column["texts"]) for name, column in columns.items()]
    part.cells.append(_blanked(_tall(texts, height=body["height"])))
    if part.facts["typed"]:
        kinds = [_kinds(name, column["kinds"], height=body["height"]) for name, column in columns.items()]
        part.kinds.append(_tall(kinds, height=body["height"]))


def _tall(columns: list[pl.Series], *, height: int) -> pl.DataFrame:
    """A batch without any value still counts its rows."""
    return pl.DataFrame(columns or [pl.repeat(None, height, dtype=pl.String, eager=True).alias("c0")])


def _texts(name: str, texts: str | list[str]) -> pl.Series:
    """A column, packed or as a list."""
    if isinstance(texts, str):
        return pl.Series(name, [texts]).str.split(SEPARATOR).explode()
    return pl.Series(name, texts, dtype=pl.String)


def _kinds(name: str, codes: str, *, height: int) -> pl.Series:
    """One code letter per cell, or one for all."""
    if len(codes) == 1:
        return pl.repeat(_LETTERS[codes], height, dtype=KIND, eager=True).alias(name)
    return pl.Series(name, [_LETTERS[code] for code in codes], dtype=KIND)


def _blanked(frame: pl.DataFrame) -> pl.DataFrame:
    """Cells of white space and invisible characters only are blank."""
    return frame.with_columns(pl.when(pl.all().str.contains(r"[^\s\p{Cf}]")).then(pl.all()).name.keep())


def _stack(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Batches under each other; a column absent from a batch was blank there."""
    if not frames:
        return pl.DataFrame()
    whole = pl.concat(frames, how="diagonal", rechunk=False) if len(frames) > 1 else frames[0]
    return whole.select(name for name in sorted(whole.columns, key=number_of) if _holds_values(whole[name]))


def _holds_values(values: pl.Series) -> bool:
    return values.null_count() < values.len()


def _matching(kinds: list[pl.DataFrame], cells: pl.DataFrame, errors: list[list[int]]) -> pl.DataFrame:
    """Kinds in the shape of the cells, with every null cell called blank, or error where it holds one."""
    if cells.is_empty():
        return pl.DataFrame()
    whole = pl.concat([frame.cast(KIND) for frame in kinds], how="diagonal")
    named = whole.select(
        pl.when(cells[name].is_not_null()).then(name).otherwise(pl.lit("blank", dtype=KIND)).alias(name)
        for name in cells.columns
    )
    return named.with_columns(_with_errors(named[name], errors) for name in cells.columns if errors)


def _with_errors(kinds: pl.Series, errors: list[list[int]]) -> pl.Series:
    number = number_of(kinds.name)
    rows = [row for row, column in errors if column == number and row < kinds.len()]
    places = pl.int_range(kinds.len(), eager=True).is_in(rows)
    return (
        pl
        .select(pl.when(places).then(pl.lit("error", dtype=KIND)).otherwise(kinds))
        .to_series()
        .alias(kinds.name)
    )
