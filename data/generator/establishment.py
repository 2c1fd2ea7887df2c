"""Residents, households and posts of every community, and the three files that tell them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random
from typing import NamedTuple

from .grid import Book, Grid
from .sheets import Filed, sheet
from .truth import District, Unit, at, settings


class Place(NamedTuple):
    """What a community has at a year's end."""

    unit: Unit
    residents: int
    households: int
    quota: int


def establishment(district: District, year: int) -> list[Place]:
    """All communities of a year; residents add up to the district's number."""
    rng, shape = Random("青禾区 编制"), settings("establishment")
    last = date(2023, 12, 31)
    people = Counter(at(person.units, last) for person in district.in_post(last))
    weights = [people[unit] * rng.uniform(0.8, 1.25) for unit in district.units]
    quotas = [people[unit] + rng.choice(shape["quota"]["spread"]) for unit in district.units]
    total = shape["residents"][str(year)]
    residents = [int(total * weight / sum(weights)) for weight in weights]
    residents[0] += total - sum(residents)
    size = shape["households"]["persons_per_household"]
    told = zip(district.units, residents, quotas, strict=True)
    return [Place(unit, living, round(living / size), quota) for unit, living, quota in told]


def lists(district: District) -> list[Filed]:
    """The three files, oldest first."""
    return [by_street(district), in_ten_thousands(district), with_subtotals(district)]


def _filed(file: str, grid: Grid, year: int) -> Filed:
    book = Book(file=file, as_of=date(year, 12, 31), grids=[grid], day_stands_in="title")
    return Filed(book, "population", grid.roles.count("data"))


def by_street(district: District) -> Filed:
    """2021: streets alone, as GB18030 text."""
    headers = ["街道", "常住人口（人）", "户数", "核定职数"]
    grid = sheet("csv", headers, head=["青禾区各街道人口和职数情况（截至2021年12月31日）"])
    places = establishment(district, 2021)
    for street in district.streets:
        own = [place for place in places if place.unit.street == street]
        sums = [sum(place[part] for place in own) for part in (1, 2, 3)]
        grid.add("data", [street, *sums])
    return _filed("人口编制-2021-各街道-GB18030.csv", grid, 2021)


def in_ten_thousands(district: District) -> Filed:
    """2022: communities, residents in 万人 with four decimals."""
    headers = ["序号", "街道", "社区", "常住人口\n（万人）", "户数（户）", "核定编制数"]
    head = ["青禾区各社区常住人口和编制情况表", "统计时点：2022年12月31日    人口单位：万人"]
    grid = sheet("人口编制", headers, head=head)
    for number, place in enumerate(establishment(district, 2022), start=1):
        counted = [place.residents / 10_000, place.households, place.quota]
        grid.add("data", [number, *place.unit, *counted])
    return _filed("人口编制-2022-全区-万人.xlsx", grid, 2022)


def with_subtotals(district: District) -> Filed:
    """2023: communities with street cells merged, a 小计 for every street and 合计 at the end."""
    headers = ["街道", "社区", "常住人口", "户数", "编制数"]
    head = ["青禾区社区人口与编制台账", "统计时点：2023年12月31日"]
    grid, places = sheet("台账", headers, head=head), establishment(district, 2023)
    for street in district.streets:
        own = [place for place in places if place.unit.street == street]
        for place in own:
            grid.add("data", [*place.unit, *place[1:]])
        grid.add("total", ["小计", None, *(sum(place[part] for place in own) for part in (1, 2, 3))])
    grid.add("total", ["合计", None, *(sum(place[part] for place in places) for part in (1, 2, 3))])
    grid.merge_repeats(1)
    return _filed("人口编制-2023-全区-分社区小计.xlsx", grid, 2023)
