"""Where a row's person works: district, street and community from cells, headings or titles."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from sgstats.finding import finding, no_findings
from sgstats.records.reading import Sheet, label
from sgstats.records.units import LEVELS, canonical, in_simplified, split_paths, units_in_text

SIMILAR = {"street": ("街道", "unit.similar_street"), "community": ("社区", "unit.similar")}
"""The word by which two names of a level may differ, and the rule that says so."""


def read_units(sheet: Sheet) -> pl.DataFrame:
    """District, street and community of every row; null where nothing tells.

    A cell wins over a heading inside the data, a heading over what the user set for the whole
    table, and that over the title, sheet name or file name.

    Returns:
        One row per row: ``district``, ``street``, ``community``.
    """
    sections = in_simplified(sheet.table.cells["_section"])
    told = [_own(sheet), split_paths(in_simplified(sheet.text("unit"))), split_paths(sections)]
    overall = stated_units(sheet)
    return pl.DataFrame({
        level: pl.select(pl.coalesce([*(one[level] for one in told), pl.lit(overall[level])])).to_series()
        for level in LEVELS
    })


def _own(sheet: Sheet) -> pl.DataFrame:
    """What the three unit columns say, each possibly holding a longer path than its level.

    A cell is a path only if it names the level of its column: 锦绣小区 in the column of
    communities is a community, not a district.
    """
    texts = {level: in_simplified(sheet.text(level)) for level in LEVELS}
    paths = {level: _paths_to(level, text) for level, text in texts.items()}
    plain = {
        level: pl.DataFrame({"n": text}).select(canonical(pl.col("n"))).to_series()
        for level, text in texts.items()
    }
    told = {
        level: [paths[level][level], plain[level], *(paths[lower][level] for lower in LEVELS[place + 1 :])]
        for place, level in enumerate(LEVELS)
    }
    return pl.DataFrame({level: pl.select(pl.coalesce(names)).to_series() for level, names in told.items()})


def _paths_to(level: str, text: pl.Series) -> pl.DataFrame:
    """The levels of those cells that are paths ending at a level; null for all others."""
    return split_paths(text).select(pl.when(pl.col(level).is_not_null()).then(pl.col(LEVELS)))


def stated_units(sheet: Sheet) -> dict[str, str | None]:
    """What holds for the whole table: settled by the user, else stated in title, sheet or file name."""
    table = sheet.table
    titles = [line.text for line in table.lines if not table.header_rows or line.row < table.header_rows[0]]
    stated = units_in_text([*titles, table.sheet or "", table.file.rsplit(".", 1)[0]])
    return {level: sheet.settled.fixed.get(level) or getattr(stated, level) for level in LEVELS}


def unit_findings(sheet: Sheet, units: pl.DataFrame) -> pl.DataFrame:
    """Say which levels came from the title, which are unknown, and which names look alike."""
    at, overall = sheet.place(None), stated_units(sheet)
    found = [no_findings()]
    for level in LEVELS:
        asked = bool(sheet.columns.columns.get(level)) or level in sheet.settled.fixed
        if not asked and overall[level] and (units[level] == overall[level]).any():
            found.append(finding("unit.from_title", at=at, level=label(level), unit=overall[level]))
        if (missing := units[level].null_count()) and level != "district":
            found.append(finding("unit.unknown", at=at, level=label(level), count=missing))
    return pl.concat([*found, *_alike(sheet, units, "street"), *_alike(sheet, units, "community")])


def _alike(sheet: Sheet, units: pl.DataFrame, level: str) -> list[pl.DataFrame]:
    """A finding for every two names of a level that differ by the level's own word only."""
    ending, rule = SIMILAR[level]
    names = set(units[level].drop_nulls().unique())
    pairs = [(name, f"{name}{ending}") for name in sorted(names) if f"{name}{ending}" in names]
    return [_similar(sheet, units[level], pair, rule=rule) for pair in pairs]


def _similar(sheet: Sheet, names: pl.Series, pair: tuple[str, str], *, rule: str) -> pl.DataFrame:
    """Point at the first row of each of two names; a message never quotes a cell."""
    rows = [int(sheet.table.cells["_row"].filter(names == name)[0]) for name in pair]
    column = sheet.columns.column(names.name)
    at = replace(sheet.place(column), row=min(rows))
    return finding(rule, at=at, other=max(rows))
