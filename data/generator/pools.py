"""Performance pay of 2023 by community, as a list that ``sgstats pay`` can take; not a list of people."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

from .merit import LAST, unit_in
from .truth import District

FILE = "2023-绩效总额.csv"
STREETS = ("康宁街道", "拾光街道", "枕溪街道")
SHARE_OF_PERFORMANCE = 18_000
"""Yuan a person: 30 % of an average of 60,000 a year."""


def write_pools(district: District, path: Path) -> None:
    """康宁街道 by headcount and average wage; the other streets amounts that divide without end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    staff = Counter(unit_in(person, LAST) for person in district.in_post(date(LAST, 12, 31)))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["街道", "社区", "绩效总额"])
        for unit in (unit for unit in district.units if unit.street in STREETS):
            cents = Random(f"青禾区 绩效 {''.join(unit)}").randint(0, 99) if unit.street != "康宁街道" else 0
            writer.writerow([*unit, f"{staff[unit] * SHARE_OF_PERFORMANCE}.{cents:02d}"])
