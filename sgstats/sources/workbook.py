"""Workbooks (.xlsx .xlsm .xls .et .xlsb .ods): cells as text, with what the file says of their type.

Runs in the child process.
"""

from __future__ import annotations

import datetime
import io
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from sgstats.errors import Refused
from sgstats.sources import package
from sgstats.sources.limits import limits
from sgstats.sources.wire import packed, send

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, SheetMetadata

    from sgstats.sources.scan import Noticed

_BATCH = 5_000
_KINDS = {
    str: "t",
    float: "n",
    int: "n",
    bool: "f",
    datetime.date: "d",
    datetime.datetime: "d",
    datetime.time: "t",
    datetime.timedelta: "t",
}


def parse(data: bytes, *, out: IO[bytes]) -> None:
    """Send every sheet of a workbook.

    Args:
        data: All bytes of the file.
        out: Where the messages go.

    Raises:
        Refused: The workbook is protected, damaged or a danger to its parser.
    """
    import python_calamine

    noticed = package.inspect(data)
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        for number, facts in enumerate(book.sheets_metadata):
            if str(facts.typ).endswith(".WorkSheet"):
                _send(book.get_sheet_by_index(number), facts, noticed=noticed.get(facts.name), out=out)
    except python_calamine.PasswordError:
        raise Refused("file.encrypted") from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise Refused("file.damaged") from None


def _send(sheet: CalamineSheet, facts: SheetMetadata, *, noticed: Noticed | None, out: IO[bytes]) -> None:
    merges = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
    hidden = not str(facts.visible).endswith(".Visible")
    about = {"name": facts.name, "hidden": hidden, "merges": merges, "typed": True}
    send(out, "sheet", about | dict(noticed or {}))
    _send_rows(sheet, out=out)


def _send_rows(sheet: CalamineSheet, *, out: IO[bytes]) -> None:
    """Columns without a value are not sent: a phantom width costs nothing."""
    if not sheet.height or sheet.start is None:
        return
    rows, first, used = iter(sheet.iter_rows()), 0, set[int]()
    while batch := list(islice(rows, _BATCH)):
        columns = [  # rows are whole, from A1's row on, but begin at the first used column
            _column(number, values)
            for number, values in enumerate(zip(*batch, strict=True), sheet.start[1])
            if any(values) or set(values) != {""}
        ]
        used.update(column["number"] for column in columns)
        if len(used) > limits()["table"]["columns"]:
            raise Refused(
                "file.too_many_columns", sheet=sheet.name, count=len(used), limit=limits()["table"]["columns"]
            )
        send(out, "rows", {"first": first, "height": len(batch), "columns": columns})
        first += len(batch)


def _column(number: int, values: tuple[Any, ...]) -> dict[str, Any]:
    """Most columns hold texts alone and pass as they are."""
    types = list(map(type, values))
    if types.count(str) == len(types):
        return {"number": number, "texts": packed(values), "kinds": "t"}
    kinds = "".join(map(_KINDS.__getitem__, types))
    return {"number": number, "texts": packed(list(map(as_text, values))), "kinds": kinds}


def as_text(value: Any) -> str:  # noqa: ANN401 - whatever a cell may hold
    """A cell's value as text that loses nothing.

    Example:
        >>> as_text(1985.0), as_text(1985.1), as_text(1.1010519900101e17), as_text(datetime.date(1985, 6, 1))
        ('1985', '1985.1', '110105199001010000', '1985-06-01')
    """
    kind = type(value)
    if kind is str:
        return str(value)
    if kind is float:
        return str(int(value)) if value.is_integer() else _decimal(value)
    return str(value).upper() if kind is bool else str(value)


def _decimal(value: float) -> str:
    """Shortest digits that mean this number, never in exponent form."""
    shortest = repr(value)
    return shortest if "e" not in shortest else format(value, ".20f").rstrip("0")
