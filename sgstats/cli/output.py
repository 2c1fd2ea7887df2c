"""Printing tables: aligned for a person, JSON or CSV for a program; JSON alone on stdout."""

from __future__ import annotations

import csv
import json
import re
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

from sgstats.cli.folding import LEAST, cells, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Row = dict[str, Any]

_OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


def emit(rows: Sequence[Row], *, form: str, titles: Mapping[str, str], width: int | None = None) -> None:
    """Print rows as a table, as JSON or as CSV.

    Args:
        rows: One dict per row; a key that a row lacks is empty in it.
        form: ``table``, ``json`` or ``csv``.
        titles: Column titles of the table; columns without one are left out of it. A CSV without
            rows has these columns.
        width: Cells of a line of the table, where a long last column is to be folded.
    """
    if form == "json":
        emit_json(list(rows))
    elif form == "csv":
        _emit_csv(rows, columns=list(dict.fromkeys(name for row in rows for name in row)) or list(titles))
    else:
        write(aligned(rows, titles=titles, width=width))


def emit_json(value: object) -> None:
    """Print one JSON value and nothing else; what a terminal would obey is written as an escape."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2, default=_plain)
    write(_OBEYED.sub(lambda match: f"\\u{ord(match.group()):04x}", text))


def write(text: str) -> None:
    """Print to stdout."""
    sys.stdout.write(f"{harmless(text)}\n")


def tell(text: str) -> None:
    """Say something to the person at the terminal, on stderr."""
    sys.stderr.write(f"{harmless(text)}\n")


def harmless(text: str) -> str:
    r"""A text without what a terminal would obey: a file or a header may be named anything.

    Line ends stay; every other control character, and signs that turn the direction of writing,
    become ``�``.

    Example:
        >>> harmless("名单\x1b[31m\n")
        '名单�[31m\n'
    """
    return _OBEYED.sub("\ufffd", text)


def aligned(rows: Iterable[Row], *, titles: Mapping[str, str], width: int | None = None) -> str:
    """Rows as text columns that line up although Chinese characters are two cells wide.

    Example:
        >>> print(aligned([{"a": "男", "n": 67}, {"a": "未知", "n": 1}], titles={"a": "性别", "n": "人数"}))
        性别  人数
        男      67
        未知     1
    """
    body = [[_cell(row.get(name)) for name in titles] for row in rows]
    numeric = [bool(body) and all(_is_number(line[place]) for line in body) for place in range(len(titles))]
    lines = [list(titles.values()), *body]
    widths = [max(cells(line[place]) for line in lines) for place in range(len(titles))]
    if width is not None:
        widths[-1] = max(LEAST, min(widths[-1], width - sum(widths[:-1]) - 2 * (len(widths) - 1)))
        lines = [row for line in lines for row in _folded_row(line, widths[-1])]
    return "\n".join(
        "  ".join(
            _padded(text, width, right=right)
            for text, width, right in zip(line, widths, numeric, strict=True)
        ).rstrip()
        for line in lines
    )


def _folded_row(line: list[str], width: int) -> list[list[str]]:
    """A row as several, the rest of its last cell below the first part."""
    first, *further = folded(line[-1], width)
    return [[*line[:-1], first], *([*[""] * (len(line) - 1), part] for part in further)]


def _padded(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - cells(text))
    return space + text if right else text + space


def _is_number(text: str) -> bool:
    return (
        text in {"", "*", "–"} or text.rstrip("%").replace(".", "", 1).replace(",", "").lstrip("-").isdigit()
    )


def _cell(value: object) -> str:
    """A value on one line: a line break inside a cell would break the table."""
    return "" if value is None else " ".join(str(value).splitlines())


def _emit_csv(rows: Sequence[Row], *, columns: list[str]) -> None:
    """CSV that a spreadsheet opens as data: text that would be a formula is defused."""
    writer = csv.DictWriter(sys.stdout, fieldnames=columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: defused(_quiet(value)) for name, value in row.items()} for row in rows)


def _quiet(value: object) -> object:
    """A text without what a terminal would obey; tabs are data in a CSV."""
    return "\t".join(map(harmless, value.split("\t"))) if isinstance(value, str) else value


def defused(value: object) -> object:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front.

    Example:
        >>> defused("=1+1"), defused(-5)
        ("'=1+1", -5)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
