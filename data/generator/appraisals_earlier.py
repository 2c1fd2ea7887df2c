"""The appraisals of 2021 and 2022, each in one file of the whole district, and one street's three years."""

from __future__ import annotations

from datetime import date

from .grid import Book, Grid
from .merit import YEARS, Ledger, Merit
from .sheets import Filed, data_rows, fill, name, result, sheet
from .spelling import Cell, Pen
from .truth import District, at, settings

WIDE = "春晓街道"
NAMES_ONLY = ("康宁街道", "听雨街道", "向暖街道", "枕溪街道")
"""Streets whose sheet of 2022 has communities and names, and no number of anybody."""


def style(street: str) -> str:
    """How a street writes grades."""
    return str(settings("grades")["styles"].get(street, "competent"))


def long_text(ledger: Ledger) -> Filed:
    """2021: one long list as GB18030 text; ID numbers for half, staff numbers for all; one row of nobody."""
    pen = Pen("考核 2021")
    merits = ledger.of_year(2021)
    grid = sheet(
        "csv",
        ["年度", "姓名", "工号", "身份证号", "街道", "社区", "考核等次"],
        head=["青禾区社区工作者2021年度考核结果"],
    )
    fill(grid, [_long_row(pen, merit) for merit in merits])
    row = grid.add("data", [2021, None, None, None, "春晓街道", "晨曦社区", "称职"])
    grid.reject[row] = "no_identity"
    grid.line("note", "注：未参加考核和不定等次的人员一并列入。")
    book = Book(
        file="考核-2021-全区-GB18030.csv", as_of=date(2021, 12, 31), grids=[grid], day_stands_in="title"
    )
    return Filed(book, "appraisal", len(merits))


def _long_row(pen: Pen, merit: Merit) -> list[Cell]:
    number = merit.person.id_number if pen.rng.random() < 0.5 and not merit.person.unknown else None
    grade = result(pen, merit, style(merit.unit.street))
    return [merit.year, name(pen, merit.person.name), merit.person.staff_id, number, *merit.unit, grade]


def sheet_per_street(ledger: Ledger, district: District) -> Filed:
    """2022: a sheet for every street; some tell people by community and name alone."""
    grids = [_street(street, ledger.of_year(2022, street)) for street in district.streets]
    book = Book(
        file="考核-2022-全区-一街一表.xlsx", as_of=date(2022, 12, 31), grids=grids, day_stands_in="title"
    )
    return Filed(book, "appraisal", data_rows(book))


def _street(street: str, merits: list[Merit]) -> Grid:
    pen = Pen(f"考核 2022 {street}")
    title = f"青禾区{street}2022年度社区工作者考核结果汇总表"
    if street in NAMES_ONLY:
        return by_community(street, merits, pen, head=[title])
    grid = sheet(street, ["序号", "姓名", "身份证号", "工号", "社区", "年度考核结果"], head=[title])
    rows = [
        [
            number,
            name(pen, merit.person.name),
            None if merit.person.unknown else merit.person.id_number,
            merit.person.staff_id,
            merit.unit.community,
            result(pen, merit, style(street)),
        ]
        for number, merit in enumerate(merits, start=1)
    ]
    fill(grid, rows)
    grid.total("合计", len(rows), (grid.roles.index("data") + 1, len(grid.rows)))
    return grid


def by_community(title: str, merits: list[Merit], pen: Pen, *, head: list[str]) -> Grid:
    """Community cells merged over their people, a subtotal after each, no number of anybody."""
    grid = sheet(title, ["社区", "序号", "姓名", "考核等次", "备注"], head=head)
    first = len(grid.rows) + 1
    for unit in dict.fromkeys(merit.unit for merit in merits):
        team = [merit for merit in merits if merit.unit == unit]
        start = len(grid.rows) + 1
        for merit in team:
            number = grid.roles.count("data") + 1
            grade = result(pen, merit, style(unit.street))
            grid.add("data", [unit.community, number, name(pen, merit.person.name), grade])
        grid.total("小计", len(team), (start, len(grid.rows)))
    grid.total("合计", len(merits), (first, len(grid.rows)))
    grid.merge_repeats(1)
    grid.line("note", "填表人：某某    审核人：某某")
    return grid


def wide(ledger: Ledger, district: District) -> Filed:
    """2021 to 2023 of one street: years as columns; they agree with the other files."""
    pen, last = Pen("考核 春晓"), date(YEARS[-1], 12, 31)
    staff = [person for person in district.in_post(last) if at(person.units, last).street == WIDE]
    grid = sheet(
        "三年考核",
        ["工作证号", "姓名", "时任职务", *(f"{year}年" for year in YEARS)],
        head=["青禾区春晓街道社区工作者近三年年度考核情况表", "统计日期：2023年12月31日"],
    )
    records = 0
    for person in staff:
        merits = [ledger.merits.get((person.key, year)) for year in YEARS]
        if any(merits):
            cells = [
                result(pen, merit, "competent") if merit else pen.rng.choice(("—", None)) for merit in merits
            ]
            grid.add("data", [person.staff_id, person.name, at(person.position, last), *cells])
            records += sum(merit is not None for merit in merits)
    grid.line("note", "注：当年未在岗或没有考核结果的填“—”或留空。")
    book = Book(
        file="考核-2021至2023-春晓街道-年度作列.xlsx", as_of=last, grids=[grid], day_stands_in="notice"
    )
    return Filed(book, "appraisal", records)
