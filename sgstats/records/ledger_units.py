"""READ whose problem each row of a ledger tells of: its community, else its street, else its district."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from sgstats.records.kinds import lines_above
from sgstats.records.ledger_privacy import kept_post
from sgstats.records.ledger_text import is_formula, tidy
from sgstats.records.places import read_units
from sgstats.records.privacy import screen_units
from sgstats.records.reading import Sheet, locate
from sgstats.records.units import LEVELS, split_path

if TYPE_CHECKING:
    from sgstats.records.units import Units

_REPORTED = re.compile(
    r"(?:填报|填表|上报|报送|报告|编制|制表|整改|报)单位(?:[(（].*?[)）])?[:：]\s*([^\s,，;；]+)"
)
_NO_NAME = re.compile(
    r"(?:[a-z×*○〇某]+|全[区市县街镇]|各|本|我|该|所有|辖区|街道|社区|镇|乡|村|区|市|县)*(?:街道|社区|镇|乡|村|区|市|县)?",
    re.IGNORECASE,
)
"""Words for units, and signs where a name would be: XX街道, 街道社区, 全区."""


def issue_units(sheet: Sheet) -> tuple[list[str | None], list[pl.DataFrame]]:
    """The unit of every row, None where nothing names one, and what was noticed.

    Cells rule over 填报单位 above the table, and that over its title. A name is never made up: 街道社区
    of a title about 街道社区工作者 names nobody.
    """
    units, misplaced = screen_units(sheet, read_units(_reported(sheet)))
    told = [tidy(text or "") for text in sheet.text("unit")]
    paths = units.select(LEVELS).rows()
    several = _of_several_streets(units)
    names = []
    for path, text in zip(paths, told, strict=True):
        district, street, community = (name if name and _is_named(name) else None for name in path)
        office = None if is_formula(text) else kept_post(text, strict=False).text
        name = community or street or district or office
        name = f"{street or ''}{community}" if community in several else name
        names.append(re.sub(r"[/\s]+", "", name) if name else None)
    return names, [locate(one, sheet=sheet) for one in misplaced]


def _is_named(name: str) -> bool:
    return not (_NO_NAME.fullmatch(name) or is_formula(name))


def _reported(sheet: Sheet) -> Sheet:
    """The sheet, with the street or community that reports it settled for the rows that name none."""
    found = _reporting(sheet)
    if found is None or any(level in sheet.settled.fixed for level in LEVELS):
        return sheet
    told = {level: getattr(found, level) for level in LEVELS if getattr(found, level)}
    fixed = {**sheet.settled.fixed, **told}
    return replace(sheet, settled=replace(sheet.settled, fixed=fixed))


def _reporting(sheet: Sheet) -> Units | None:
    """The street or community that 填报单位 names; an office of the district is not meant."""
    for line in lines_above(sheet.table):
        if match := _REPORTED.search(line):
            # Lines come without spaces: the next label ends the name.
            found = split_path(re.split("填|负责|联系|日期|时间|[:：]", match[1])[0])
            if any(name and _is_named(name) for name in (found.street, found.community)):
                return found
    return None


def _of_several_streets(units: pl.DataFrame) -> frozenset[str]:
    """Communities that the sheet has in more than one street: their name alone names none."""
    streets = units.drop_nulls("community").group_by("community").agg(pl.col("street").n_unique())
    return frozenset(streets.filter(pl.col("street") > 1)["community"])
