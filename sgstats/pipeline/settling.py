"""What the user settled once for a call, handed out table by table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sgstats.errors import Refused
from sgstats.fields import also_called, nearest
from sgstats.messages import listed
from sgstats.records.settlement import Settlement, columns_named
from sgstats.sources import read

if TYPE_CHECKING:
    from pathlib import Path

    from sgstats.sources import Export, Table


class Settling:
    """A settlement for several tables: each gets what it has columns for.

    Ten streets send ten files, and the odd header stands in one of them; so a settled column
    must be in some table of the call, not in all.
    """

    def __init__(self, settled: Settlement | None) -> None:
        self._settled = settled or Settlement()
        self._found: set[str] = set()
        self._titles: dict[str, None] = {}

    def read(self, path: Path, *, sheet: str | None) -> Export:
        """Read a file, with the settled titles among the headers by which a table is found."""
        with also_called(self._settled.columns):
            return read(path, sheet=sheet)

    def within(self, table: Table) -> Settlement:
        """What is settled about the columns of this table."""
        named = columns_named(table, self._settled)
        self._found |= named
        self._titles |= dict.fromkeys(column.title for column in table.columns if column.title)
        columns = {key: name for key, name in self._settled.columns.items() if key in named}
        return replace(self._settled, columns=columns)

    def check(self, *, file: str) -> None:
        """Every settled column was in some table.

        Raises:
            Refused: One was in none; the nearest headers are given.
        """
        missing = next((key for key in self._settled.columns if key not in self._found), None)
        if missing is not None:
            near = listed(nearest(missing, list(self._titles)))
            raise Refused("mapping.no_such_column", file=file, sheet="—", column=missing, near=near)
