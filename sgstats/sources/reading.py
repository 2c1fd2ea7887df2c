"""READ: from a path to tables, by way of the parsing child."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from sgstats.finding import Place, finding, no_findings
from sgstats.sources.admission import admit
from sgstats.sources.grid import grids
from sgstats.sources.layout import Laid, lay_out
from sgstats.sources.limits import allowance
from sgstats.sources.sandbox import Digest, messages
from sgstats.sources.script import in_simplified
from sgstats.sources.sheets import choose
from sgstats.sources.stacked import tables_of
from sgstats.sources.table import Export

if TYPE_CHECKING:
    from sgstats.sources.grid import Grid
    from sgstats.sources.header import Header


def read_export(path: Path, *, sheet: str | None) -> Export:
    """The export at a path; see ``sgstats.sources.read``."""
    kind = admit(path, area="file")
    digest = Digest()
    allowed = allowance(kind=kind, size=path.stat().st_size)
    came = grids(messages(path, allowed=allowed, digest=digest))
    parsed = [in_simplified(grid) or grid for grid in came]
    chosen = choose(parsed, file=path.name, sheet=sheet)
    laid = [one for grid, header in chosen.sheets for one in _laid(grid, header, file=path.name)]
    findings = [
        *_about(came, parsed, file=path.name),
        *chosen.findings,
        *(one for each in laid for one in each.findings),
    ]
    return Export(
        file=path.name,
        sha256=digest.sha256,
        tables=tuple(each.table for each in laid),
        findings=pl.concat([no_findings(), *findings]),
    )


def _laid(grid: Grid, header: Header, *, file: str) -> list[Laid]:
    """The tables of one sheet; every table after the first is reported where its header stands."""
    parts = [(grid, header)] if header.register else tables_of(grid, header=header)
    laid = [lay_out(part, header=one, file=file) for part, one in parts]
    for each in laid[1:]:
        row = each.table.header_rows[0]
        each.findings.insert(
            0, finding("table.further_table", at=Place(file=file, sheet=grid.name, row=row), row=row)
        )
    return laid


def _about(came: list[Grid], parsed: list[Grid], *, file: str) -> list[pl.DataFrame]:
    """What is to be said of the file as a whole: its encoding, and the sheets that changed their script."""
    big5 = any(grid.encoding == "big5hkscs" for grid in came)
    notes = [finding("table.big5", at=Place(file=file))] if big5 else []
    changed = [new for old, new in zip(came, parsed, strict=True) if new is not old]
    return notes + [finding("table.traditional", at=Place(file=file, sheet=grid.name)) for grid in changed]
