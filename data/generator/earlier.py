"""The files of earlier years: the whole district each time, and one community of 2012."""

from __future__ import annotations

from datetime import date
from random import Random

from .columns import pick
from .grid import Book, Column, Grid
from .identity import id_number
from .rosters import FOOT, by_street, leavers, roster
from .spelling import Pen
from .statement import Said, say, with_slips
from .truth import District, Person, Schooling, Unit


def old_binary(district: District) -> Book:
    """2020: one sheet of the old binary format; unit names merged over their people."""
    day = date(2020, 12, 31)
    pen = Pen("2020", births=("1985.06", "1985-06-15", "date"), days=("1985.06",))
    rows = [said for street in by_street(district, day).values() for said in street]
    slips = {"id_15": 25, "id_missing": 12, "id_wrong_check": 2, "birth_conflict": 3, "birth_blank": 4}
    rows = with_slips(rows, slips, pen.rng)
    names = "street community staff name gender birth politics compound position source certificate id hire"
    grid = Grid("全区", pick(pen, names))
    grid.line("title", "青禾区社区工作者花名册（截至2020年12月31日）")
    grid.header()
    numbers = [grid.person(said) for said in rows]
    grid.total("合计", len(rows), (numbers[0], numbers[-1]))
    for column in (2, 1):  # communities first: their blanks do not disturb the streets
        grid.merge_repeats(column)
    for text in FOOT:
        grid.line("note", text)
    return Book(file="2020-全区-老式.xls", as_of=day, grids=[grid], day_stands_in="title")


def system_text(district: District) -> Book:
    """2021: the staff system's export with those who left in the year, as GB18030 text."""
    day = date(2021, 12, 31)
    pen = Pen("2021", births=("1985-06-15",), days=("1985-06-15",))
    rows = [said for street in by_street(district, day).values() for said in street]
    rows = with_slips(rows, {"id_missing": 9, "id_wrong_check": 3, "sex_conflict": 1}, pen.rng)
    names = "staff name gender ethnicity birth politics education study_mode position employment source"
    names += " certificate id phone hire street community leave reason"
    columns = pick(pen, names, {"street": "街道", "community": "社区"})
    head = ["青禾区社区工作者信息表（截至2021年12月31日）"]
    grid = roster("csv", columns, rows + leavers(district, day), head=head, foot=())
    return Book(file="2021-全区-GB18030.csv", as_of=day, grids=[grid], day_stands_in="title")


def sheet_per_street(district: District) -> Book:
    """2022: a sheet for every street, one for those who left, and a summary that lists nobody."""
    day = date(2022, 12, 31)
    streets = by_street(district, day)
    grids = [_summary({street: len(rows) for street, rows in streets.items()})]
    grids += [_street_sheet(street, rows) for street, rows in streets.items()]
    pen = Pen("2022 离职", births=("1985-06",), days=("1985-06-15",))
    columns = pick(pen, "serial name gender birth id staff street community hire leave reason")
    gone = roster(
        "离职人员",
        columns,
        leavers(district, day),
        head=["青禾区2022年离职社区工作者名册（截至2022年12月31日）"],
    )
    return Book(file="2022-全区-一街一表.xlsx", as_of=day, grids=[*grids, gone], day_stands_in="title")


def _summary(people: dict[str, int]) -> Grid:
    grid = Grid("汇总", [Column("名称", str), Column("人数", str)])
    grid.line("title", "2022年青禾区社区工作者人数汇总")
    grid.add("note", ["名称", "人数"])
    for street, count in people.items():
        grid.add("note", [street, count])
    grid.add("note", ["全区", sum(people.values())])
    return grid


def _street_sheet(street: str, rows: list[Said]) -> Grid:
    pen = Pen(f"2022 {street}", births=("1985.06", "1985年6月"), days=("1985.06",))
    rows = with_slips(rows, {"id_missing": 1, "id_15": 1, "birth_blank": 1}, pen.rng)
    names = "serial community name gender birth politics compound position source certificate id hire"
    names += " staff" if Random(street).random() < 0.6 else " phone"
    head = [f"青禾区{street}社区工作者花名册（截至2022年12月31日）"]
    grid = roster(street, pick(pen, names), rows, head=head, foot=())
    grid.total("合计", len(rows), (grid.listed[0][0], grid.listed[-1][0]))
    return grid


SELF_P5 = tuple(
    date.fromisoformat(day)
    for day in (
        *("1985-04-09", "1961-03-05", "1962-08-20", "1962-11-02"),
        *("1963-05-17", "1967-01-30", "1956-09-12", "1958-02-08"),
    )
)
"""80后 1, 70后 0, 60后 5, 50后 2; four of them 49 to 51 years old at the end of 2012."""


def eight(district: District) -> Book:
    """2012: one community of eight people, with the birth decades of a self-check (SELF-P5)."""
    day = date(2012, 12, 31)
    pen = Pen("2012", births=("1985-06-15",), days=("1985-06-15",))
    rows = [say(_veteran(place, birth), day) for place, birth in enumerate(SELF_P5)]
    columns = pick(
        pen, "serial name gender birth age politics education study_mode position source certificate id hire"
    )
    grid = Grid("幸福社区", columns)
    grid.line("title", "青禾区康宁街道幸福社区工作者花名册")
    grid.stated("title", "统计时点：2012年12月31日    共8人", len(rows))
    grid.header()
    for said in rows:
        grid.person(said)
    grid.line("note", "填表人：某某")
    return Book(file="2012-幸福社区-8人.xlsx", as_of=day, grids=[grid], day_stands_in="notice")


def _veteran_schooling(place: int) -> Schooling:
    if place in {0, 5}:
        return Schooling("大学专科", "全日制" if place == 0 else "在职")
    return Schooling("高中", "全日制")


def _veteran(place: int, birth: date) -> Person:
    names = ["何晓芸", "沈桂英", "许月琴", "马建国", "冯秀珍", "曹玉芳", "汪德福", "蒋淑兰"]
    sex = "男" if place in {3, 6} else "女"
    leading = {6: "书记", 7: "主任", 2: "副主任"}
    first = date.min
    return Person(
        key=90_000 + place,
        sex=sex,
        birth=birth,
        name=names[place],
        id_number=id_number(birth, sex, 400 + place),
        staff_id=f"QH9{place:04d}",
        hire=date(1999 + place % 4, 7, 1) if place else date(2009, 7, 1),
        source="换届选举" if place in leading else "街道推荐",
        units=[(first, Unit("康宁街道", "幸福社区"))],
        education=[(first, _veteran_schooling(place))],
        certificate=[(first, "助理社会工作师" if place == 0 else "无")],
        politics=[(first, "中共党员" if place in leading else "群众")],
        position=[(first, leading.get(place, "社区专职工作者"))],
    )
