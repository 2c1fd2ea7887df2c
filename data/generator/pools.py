"""Performance pay of 2023 by community, as a list that ``sgstats pay`` can take; not a list of people."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from .merit import LAST, unit_in
from .truth import District, Unit

FILE = "2023-绩效总额.csv"
STREETS = ("康宁街道", "拾光街道", "枕溪街道")
SHARE_OF_PERFORMANCE = 18_000
"""Yuan a person: 30 % of an average of 60,000 a year."""


def write_pools(district: District, path: Path) -> None:
    """The list as a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["街道", "社区", "绩效总额"])
        for unit, cents in pools(district):
            writer.writerow([*unit, f"{cents // 100}.{cents % 100:02d}"])


def pools(district: District) -> Iterator[tuple[Unit, int]]:
    """Cents by community: 康宁街道 by headcount and average wage, others some odd cents more."""
    staff = Counter(unit_in(person, LAST) for person in district.in_post(date(LAST, 12, 31)))
    for unit in (unit for unit in district.units if unit.street in STREETS):
        odd = 0 if unit.street == "康宁街道" else Random(f"青禾区 绩效 {''.join(unit)}").randint(0, 99)
        yield unit, staff[unit] * SHARE_OF_PERFORMANCE * 100 + odd
