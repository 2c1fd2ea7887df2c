"""Workbooks (.xlsx .xlsm .xls .et .xlsb .ods): cells as text, with what the file says of their type.

Runs in the child process.
"""

from __future__ import annotations

import datetime
import io
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from sgstats.errors import Refused
from sgstats.sources.limits import limits
from sgstats.sources.wire import send

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_BATCH = 20_000
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
    """Send every sheet of a workbook."""
    from sgstats.sources import package

    package.inspect(data)
    book = _open(data)
    for number, facts in enumerate(book.sheets_metadata):
        if str(facts.typ).endswith("WorkSheet"):
            sheet = book.get_sheet_by_index(number)
            send(
                out,
                "sheet",
                {
                    "name": facts.name,
                    "hidden": str(facts.visible).rpartition(".")[2] != "Visible",
                    "merges": [[*first, *last] for first, last in sheet.merged_cell_ranges or ()],
                    "typed": True,
                },
            )
            _send_rows(sheet, out=out)


def _open(data: bytes) -> CalamineWorkbook:
    import python_calamine

    try:
        return python_calamine.load_workbook(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise Refused("file.encrypted") from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise Refused("file.damaged") from None


def _send_rows(sheet: CalamineSheet, *, out: IO[bytes]) -> None:
    """Columns without a value are not sent: a phantom width costs nothing."""
    if not sheet.height:
        return
    rows, first = iter(sheet.iter_rows()), 0
    seen: set[int] = set()
    while batch := list(islice(rows, _BATCH)):
        columns = [
            (number, values)
            for number, values in enumerate(zip(*batch, strict=True))
            if any(values) or set(values) != {""}
        ]
        seen.update(number for number, _ in columns)
        if len(seen) > limits()["table"]["columns"]:
            raise Refused(
                "file.too_many_columns", sheet=sheet.name, count=len(seen), limit=limits()["table"]["columns"]
            )
        send(
            out,
            "rows",
            {"first": first, "height": len(batch), "columns": [_column(*column) for column in columns]},
        )
        first += len(batch)


def _column(number: int, values: tuple[Any, ...]) -> dict[str, object]:
    """Most columns hold texts alone and pass as they are."""
    types = list(map(type, values))
    if types.count(str) == len(types):
        return {"number": number, "texts": values, "kinds": "t"}
    kinds = "".join(map(_KINDS.__getitem__, types))
    return {"number": number, "texts": list(map(as_text, values)), "kinds": kinds}


def as_text(value: Any) -> str:  # noqa: ANN401 - whatever a cell may hold
    """A cell's value as text that loses nothing.

    Example:
        >>> as_text(1985.0), as_text(1985.1), as_text(1.1010519900101e17), as_text(datetime.date(1985, 6, 1))
        ('1985', '1985.1', '110105199001010000', '1985-06-01')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else _decimal(value)
    return str(value).upper() if isinstance(value, bool) else str(value)


def _decimal(value: float) -> str:
    """Shortest digits that mean this number, never in exponent form."""
    shortest = repr(value)
    return shortest if "e" not in shortest else format(value, ".20f").rstrip("0")
