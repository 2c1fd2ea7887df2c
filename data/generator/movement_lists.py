"""The movement lists: five files in the forms that bureaus send, with what clerks get wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from .grid import Book, Grid
from .movements import PASSING, Movement, happened, told_in_lists, with_other_day
from .sheets import Filed, fill, name, sheet
from .spelling import Cell, Pen
from .truth import District, Unit, settings

Rows = list[Movement]


def lists(district: District) -> list[Filed]:
    """All movement lists, oldest first."""
    return [
        whole_district(district),
        three_sheets(district),
        names_only(district),
        moon(district),
        rain(district),
    ]


def slips(district: District) -> dict[str, list[Movement]]:
    """The planted contradictions by what is wrong, as they stand in the lists (not as they are true)."""
    gone = [one for one in happened(district, 2021) if one.kind == "离职" and one.person.key < PASSING]
    inside = next(one for one in happened(district, 2022) if _inside_a_street(one))
    same_street = [unit for unit in district.units if inside.to and unit.street == inside.to.street]
    neighbour = next(unit for unit in same_street if unit not in {inside.source, inside.to})
    return {
        "leave_day_differs": [with_other_day(one) for one in gone[5:20:5]],
        "rows_repeated": gone[30:31],
        "told_twice": gone[31:32],
        "wrong_target": [replace(inside, to=neighbour)],
        "still_listed": [_exit_of_somebody_who_stays(district)],
    }


def _inside_a_street(one: Movement) -> bool:
    return one.kind == "调动" and len(one.streets) == 1


def _exit_of_somebody_who_stays(district: District) -> Movement:
    person = next(
        one
        for one in district.in_post(date(2023, 12, 31))
        if one.units[0][1].street == "揽月街道" and len(one.units) == 1 and one.hire.year < 2020
    )
    return Movement(
        person=person, day=date(2023, 9, 1), kind="离职", source=person.units[0][1], reason="辞职"
    )


def _unlisted(one: Movement) -> bool:
    """Of somebody whom no staff list shows: only the ID number says who it is."""
    return one.person.key >= PASSING


def _with(rows: Rows, wrong: Iterable[Movement]) -> Rows:
    """The rows, some of them as the clerk got them wrong."""
    slipped = {(one.person.key, one.kind): one for one in wrong}
    return [slipped.get((one.person.key, one.kind), one) for one in rows]


def _filed(file: str, year: int, grids: list[Grid]) -> Filed:
    records = sum(grid.roles.count("data") - len(grid.reject) for grid in grids)
    book = Book(file=file, as_of=date(year, 12, 31), grids=grids, day_stands_in="title")
    return Filed(book, "movement", records)


def _path(unit: Unit | None) -> str | None:
    return f"青禾区{unit.street}{unit.community}" if unit else None


def _word(pen: Pen, style: str, kind: str) -> str:
    words: list[str] = settings("movements")["words"][style][kind]
    return pen.rng.choice(words)


def whole_district(district: District) -> Filed:
    """2021: one long list as GB18030 text; type, day and reason by row, units as paths."""
    pen = Pen("异动 2021", days=("1985-06-15", "1985/6/15", "1985.06.15"))
    wrong = slips(district)
    rows = _with(happened(district, 2021), wrong["leave_day_differs"])
    headers = ["序号", "异动类型", "姓名", "工号", "身份证号", "原单位", "现单位", "异动时间", "异动原因"]
    grid = sheet("csv", headers, head=["青禾区社区工作者2021年度增减员情况表"])
    fill(grid, [[number, *_told(pen, one)] for number, one in enumerate(rows, 1)])
    _repeat(grid, rows, wrong)
    again = wrong["told_twice"][0]
    row = grid.add("data", [None, *_told(pen, again)])
    grid.rows[row - 1][7], grid.reject[row] = None, "no_day"
    row = grid.add("data", [None, "减员", None, None, None, _path(again.source), None, "2021-08-01", "辞职"])
    grid.reject[row] = "no_identity"
    grid.line("note", "注：调动指区内跨社区调整。")
    return _filed("异动-2021-全区-增减员-GB18030.csv", 2021, [grid])


def _repeat(grid: Grid, rows: Rows, wrong: dict[str, Rows]) -> None:
    """A row once more as it stands (reject), and one once more by name and staff number alone."""
    (same,), (other,) = wrong["rows_repeated"], wrong["told_twice"]
    first = grid.roles.index("data")
    grid.reject[grid.add("data", grid.rows[first + rows.index(same)])] = "repeated"
    grid.rows[first + rows.index(other)][4] = other.person.id_number
    row = grid.add("data", grid.rows[first + rows.index(other)])
    grid.rows[row - 1][4] = None


def _told(pen: Pen, one: Movement) -> list[Cell]:
    person = one.person
    number = person.id_number if not person.unknown and (pen.rng.random() < 0.7 or _unlisted(one)) else None
    who: list[Cell] = [name(pen, person.name), person.staff_id, number]
    reason = pen.word("leave_reason", one.reason) if one.reason else None
    return [_word(pen, "2021", one.kind), *who, _path(one.source), _path(one.to), pen.day(one.day), reason]


def three_sheets(district: District) -> Filed:
    """2022: joiners, leavers and moves on a sheet each; the sheet says what happened, no column does."""
    pen = Pen("异动 2022", days=("1985-06-15", "1985年6月15日"))
    rows = _with(happened(district, 2022), slips(district)["wrong_target"])
    parts = {kind: [one for one in rows if one.kind == kind] for kind in ("入职", "离职", "调动")}
    grids = [_joiners(pen, parts["入职"]), _leavers(pen, parts["离职"]), _moves(pen, parts["调动"])]
    return _filed("异动-2022-全区-增员减员调动三张表.xlsx", 2022, grids)


def _joiners(pen: Pen, rows: Rows) -> Grid:
    headers = ["序号", "姓名", "性别", "身份证号", "工号", "街道", "社区", "入职时间"]
    grid = sheet("增员", headers, head=["青禾区2022年社区工作者增员名单"])
    for number, one in enumerate(rows, start=1):
        known = None if one.person.unknown else one.person.id_number
        who = [name(pen, one.person.name), one.person.sex, known, one.person.staff_id]
        grid.add("data", [number, *who, *(one.to or ()), pen.day(one.day)])
    return grid


def _leavers(pen: Pen, rows: Rows) -> Grid:
    headers = ["序号", "姓名", "工号", "身份证号", "街道", "社区", "离职时间", "离职原因", "备注"]
    grid = sheet("减员", headers, head=["青禾区2022年社区工作者减员名单"])
    for number, one in enumerate(rows, start=1):
        tells = _unlisted(one) or (number % 3 == 0 and not one.person.unknown)
        known = one.person.id_number if tells else None
        who = [name(pen, one.person.name), one.person.staff_id, known, *(one.source or ())]
        grid.add("data", [number, *who, pen.day(one.day), pen.word("leave_reason", one.reason)])
    grid.total("合计", len(rows), (grid.roles.index("data") + 1, len(grid.rows)))
    return grid


def _moves(pen: Pen, rows: Rows) -> Grid:
    headers = ["序号", "姓名", "工号", "调出单位", "调入单位", "调动时间"]
    grid = sheet("调动", headers, head=["青禾区2022年社区工作者调动名单"])
    for number, one in enumerate(rows, start=1):
        who = [name(pen, one.person.name), one.person.staff_id, _path(one.source), _path(one.to)]
        grid.add("data", [number, *who, pen.day(one.day)])
    return grid


def _of_2023(district: District, *streets: str) -> Rows:
    told = [one for one in happened(district, 2023) if told_in_lists(one)]
    return [one for one in told if one.streets & set(streets)]


def names_only(district: District) -> Filed:
    """2023, 春晓 and 康宁: a sheet each with names and units, and no number of anybody."""
    grids = []
    for street in ("春晓街道", "康宁街道"):
        pen = Pen(f"异动 2023 {street}", days=("1985.06.15", "1985年6月15日"))
        headers = ["姓名", "异动情况", "调出单位", "调入单位", "异动日期", "离职原因"]
        grid = sheet(street, headers, head=[f"青禾区{street}2023年人员变动情况表"])
        grids.append(fill(grid, [_by_name(pen, one) for one in _of_2023(district, street)]))
    return _filed("异动-2023-春晓康宁街道-只有姓名单位.xlsx", 2023, grids)


def _by_name(pen: Pen, one: Movement) -> list[Cell]:
    reason = pen.word("leave_reason", one.reason) if one.reason else None
    units = [_path(one.source), _path(one.to)]
    return [name(pen, one.person.name), one.kind, *units, pen.day(one.day), reason]


def moon(district: District) -> Filed:
    """2023, 揽月: the binary format under .et, real date cells; one exit of somebody who stayed."""
    pen = Pen("异动 2023 揽月", days=("date",))
    rows = sorted(
        _of_2023(district, "揽月街道") + slips(district)["still_listed"],
        key=lambda one: (one.day, one.person.key),
    )
    headers = ["序号", "姓名", "身份证号码", "异动类别", "异动日期", "原单位", "新单位", "减员原因"]
    grid = sheet("人员异动", headers, head=["揽月街道社区工作者人员异动表", "2023年1月—12月"])
    for number, one in enumerate(rows, start=1):
        known = None if one.person.unknown else one.person.id_number
        who = [name(pen, one.person.name), known, _word(pen, "moon", one.kind)]
        units = [_path(one.source), _path(one.to)]
        grid.add("data", [number, *who, pen.day(one.day), *units, one.reason or None])
    return _filed("异动-2023-揽月街道-WPS.et", 2023, [grid])


def rain(district: District) -> Filed:
    """2023, 听雨: the staff system's web page under the name .xls."""
    pen = Pen("异动 2023 听雨", days=("1985-06-15",))
    headers = ["工号", "姓名", "变动类型", "变动时间", "原单位", "现单位", "变动原因"]
    grid = sheet("html", headers, head=["青禾区听雨街道2023年社区工作者变动记录"])
    for one in _of_2023(district, "听雨街道"):
        who = [one.person.staff_id, one.person.name, _word(pen, "web", one.kind), pen.day(one.day)]
        grid.add("data", [*who, _path(one.source), _path(one.to), one.reason or None])
    grid.line("note", "共1页，由青禾社工系统（虚构）导出")
    return _filed("异动-2023-听雨街道-HTML网页导出.xls", 2023, [grid])
