"""Where a row's person works: district, street and community from cells, headings or titles."""

from __future__ import annotations

import polars as pl

from sgstats.findings import finding, no_findings
from sgstats.records.reading import Sheet, label
from sgstats.records.units import LEVELS, canonical, split_paths, units_in_text


def read_units(sheet: Sheet) -> pl.DataFrame:
    """District, street and community of every row; null where nothing tells.

    A cell wins over a heading inside the data, a heading over what the user set for the whole
    table, and that over the title, sheet name or file name.

    Returns:
        One row per row: ``district``, ``street``, ``community``.
    """
    told = [_own(sheet), split_paths(sheet.text("unit")), split_paths(sheet.table.cells["_section"])]
    overall = _overall(sheet)
    return pl.DataFrame({
        level: pl.select(pl.coalesce([*(one[level] for one in told), pl.lit(overall[level])])).to_series()
        for level in LEVELS
    })


def _own(sheet: Sheet) -> pl.DataFrame:
    """What the three unit columns say, each possibly holding a longer path than its level."""
    split = {level: split_paths(sheet.text(level)) for level in LEVELS}
    raw = {
        level: pl.DataFrame({"n": sheet.text(level)}).select(canonical(pl.col("n"))).to_series()
        for level in LEVELS
    }
    return pl.DataFrame({
        "district": pl.select(
            pl.coalesce(
                split["district"]["district"],
                raw["district"],
                split["street"]["district"],
                split["community"]["district"],
            )
        ).to_series(),
        "street": pl.select(
            pl.coalesce(split["street"]["street"], raw["street"], split["community"]["street"])
        ).to_series(),
        "community": pl.select(pl.coalesce(split["community"]["community"], raw["community"])).to_series(),
    })


def _overall(sheet: Sheet) -> dict[str, str | None]:
    """What holds for the whole table: settled by the user, else stated in title, sheet or file name."""
    table = sheet.table
    titles = [line.text for line in table.lines if not table.header_rows or line.row < table.header_rows[0]]
    stated = units_in_text([*titles, table.sheet or "", table.file.rsplit(".", 1)[0]])
    return {level: sheet.settled.fixed.get(level) or getattr(stated, level) for level in LEVELS}


def unit_findings(sheet: Sheet, units: pl.DataFrame) -> pl.DataFrame:
    """Say which levels came from the title, which are unknown, and which names look alike."""
    at, overall = sheet.place(None), _overall(sheet)
    found = [no_findings()]
    for level in LEVELS:
        asked = bool(sheet.columns.columns.get(level)) or level in sheet.settled.fixed
        if not asked and overall[level] and (units[level] == overall[level]).any():
            found.append(finding("unit.from_title", at=at, level=label(level), unit=overall[level]))
        if (missing := units[level].null_count()) and level != "district":
            found.append(finding("unit.unknown", at=at, level=label(level), count=missing))
    names = set(units["community"].drop_nulls().unique())
    alike = [(name, f"{name}社区") for name in sorted(names) if f"{name}社区" in names]
    found += [finding("unit.similar", at=at, unit=unit, other=other) for unit, other in alike]
    return pl.concat(found)
