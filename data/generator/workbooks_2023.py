"""The ten files of 2023-12-31, one per street: five workbooks of Excel and how they go wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from .columns import pick
from .grid import Book, Column, Grid
from .rosters import FOOT, leavers, repeated, roster
from .spelling import Pen
from .statement import Said, say, with_slips
from .truth import District

DAY = date(2023, 12, 31)


def spring(district: District, rows: list[Said]) -> Book:
    """春晓街道: two header rows; full-time and in-service diplomas in two columns."""
    pen = Pen("2023 春晓", births=("1985.06",), days=("1985.06",))
    rows = with_slips(
        rows, {"id_missing": 3, "id_15": 3, "birth_conflict": 2, "sex_conflict": 1, "birth_blank": 2}, pen.rng
    )
    columns = pick(
        pen,
        "serial name gender ethnicity birth age politics work_start hire full full_school beside"
        " beside_school position employment source certificate id staff phone community votes remark",
        {"name": "姓  名", "politics": "政治\n面貌"},
    )
    grid = roster(
        "花名册",
        columns,
        rows,
        head=["青禾区春晓街道社区工作者花名册（截至2023年12月31日）", "注意：身份证号请设为文本格式"],
        foot=(),
    )
    nobody = say(next(one for one in district.left_in(2019)), DAY).slipping("id_missing")
    grid.rejected(nobody, "no_identity", **{"姓  名": None, "工号": None})
    for text in FOOT:
        grid.line("note", text)
    return Book(file="2023-01-春晓街道-两行表头合并.xlsx", as_of=DAY, grids=[grid], day_stands_in="title")


def peace(district: District, rows: list[Said]) -> Book:
    """康宁街道: community cells merged over their people, a subtotal after each, a total at the end."""
    pen = Pen("2023 康宁", births=("1985年6月", "1985.06"), days=("date", "1985-06-15"))
    rows = with_slips(rows, {"id_15": 2, "id_spaced": 3, "birth_blank": 3}, pen.rng)
    names = "community serial name gender birth id politics compound certificate source position hire phone"
    grid = Grid(
        "康宁街道", pick(pen, names, {"community": "社区名称", "birth": "出生日期", "position": "现任职务"})
    )
    grid.line("title", "青禾区康宁街道社区工作者名册")
    grid.stated("title", f"统计时点：2023年12月31日    共{len(rows)}人", len(rows))
    grid.header()
    first = len(grid.rows) + 1
    for unit in dict.fromkeys(said.unit for said in rows):
        numbers = [grid.person(said) for said in rows if said.unit == unit]
        grid.total("小计", len(numbers), (numbers[0], numbers[-1]))
    grid.total("合计", len(rows), (first, len(grid.rows)))
    grid.merge_repeats(1)
    for text in FOOT:
        grid.line("note", text)
    return Book(
        file="2023-02-康宁街道-合并社区单元格小计.xlsx", as_of=DAY, grids=[grid], day_stands_in="notice"
    )


_BROKEN_HEADERS = {
    "name": "姓名*",
    "birth": "出生年月\n（如1985.06）",
    "politics": "政治\n面貌",
    "compound": "最高\n学历",
    "certificate": "职业资格\n证书",
    "id": "公民身份\n号码",
    "source": "进入\n渠道",
    "employment": "人员\n类别",
}


def phantom(district: District, rows: list[Said]) -> Book:
    """折桂街道: a used range of 16,384 columns, a 必填 row, line breaks in headers, units as one path."""
    pen = Pen("2023 折桂", births=("1985-06-15", "1985.06"))
    rows = with_slips(rows, {"sex_conflict": 1, "id_15": 4, "id_missing": 2}, pen.rng)
    names = "serial unit name gender birth politics compound certificate source employment"
    names += " position hire id staff blood leave reason"
    columns = pick(pen, names, _BROKEN_HEADERS)
    grid = Grid("Sheet1", columns, phantom=True)
    grid.line("title", "青禾区折桂街道社区工作者信息采集表（截止2023年12月31日）")
    grid.header()
    grid.add("instruction", ["必填", "必填 与系统内名称一致", "必填", "必填", "必填"])
    for said in _twice_in_two_communities(rows, pen.rng) + leavers(district, DAY, "折桂街道"):
        grid.person(said)
    grid.line("note", "填表说明：离职人员请填写离职时间和离职原因。")
    return Book(file="2023-08-折桂街道-虚增范围16384列.xlsx", as_of=DAY, grids=[grid], day_stands_in="title")


def _twice_in_two_communities(rows: list[Said], rng: Random) -> list[Said]:
    """The same list, with one person listed in the next community too."""
    once = repeated(rows, rng, 1)[0]
    other = next(said.unit for said in rows if said.unit != once.unit)
    return [*rows, replace(once, unit=other)]


def numbers(district: District, rows: list[Said]) -> Book:
    """枕溪街道: dates and ID numbers that became numbers, on two sheets of one workbook."""
    middle = next(
        place for place in range(len(rows) // 2, len(rows)) if rows[place].unit != rows[place - 1].unit
    )
    guide = Grid("填表说明", [])
    for text in ("一、请按社区逐人填写。", "二、出生年月按1985.06格式填写。", "三、每个街道可分表填写。"):
        guide.add("note", [text])
    old = [
        say(said.person, date(2022, 12, 31)) for said in rows[:20] if said.person.works(date(2022, 12, 31))
    ]
    hidden = roster(
        "旧表",
        pick(Pen("old"), "serial name gender birth id community"),
        old,
        head=["2022年旧表，作废"],
        foot=(),
    )
    hidden.hidden = True
    grids = [guide, _with_years_as_numbers(rows[:middle]), _with_serials(rows[middle:]), hidden]
    return Book(file="2023-09-枕溪街道-数字日期两张表.xlsx", as_of=DAY, grids=grids, day_stands_in="title")


def _with_years_as_numbers(rows: list[Said]) -> Grid:
    pen = Pen(
        "2023 枕溪 1", births=("number 1985.1", "number 1985.10"), days=("number 1985.1", "number 1985.10")
    )
    rows = with_slips(rows, {"birth_blank": 2}, pen.rng)
    names = "serial community name gender birth age education study_mode politics position"
    names += " source certificate hire id"
    columns = pick(pen, names, {"education": "文化程度", "source": "来源", "certificate": "持证情况"})
    return roster(
        "第一片区", columns, rows, head=["青禾区枕溪街道社区工作者花名册（一）", "统计时点：2023.12.31"]
    )


def _with_serials(rows: list[Said]) -> Grid:
    pen = Pen("2023 枕溪 2", births=("serial",), days=("serial",))
    rows = with_slips(rows, {"id_truncated": len(rows) - 12}, pen.rng)
    names = "serial staff community name gender birth age education study_mode politics position"
    names += " source certificate hire id"
    columns = pick(pen, names, {"education": "文化程度", "source": "来源", "certificate": "持证情况"})
    grid = roster(
        "第二片区",
        columns,
        rows,
        head=["青禾区枕溪街道社区工作者花名册（二）", "统计时点：2023.12.31"],
        foot=(),
    )
    grid.stated("note", f"注：本表共{len(rows)}人。", len(rows))
    return grid


def coded(district: District, rows: list[Said]) -> Book:
    """拾光街道: sex as 1 and 2 beside ID numbers that decide it; binary format under the name .et."""
    pen = Pen("2023 拾光", births=("1985.6", "1985-06"), days=("1985/6/15",))
    rows = with_slips(rows, {"birth_conflict": 2, "id_15": 2, "id_lower": 2}, pen.rng)
    names = "serial staff name birth politics compound source certificate position employment"
    names += " id hire community home bank"
    columns = pick(pen, names, {"staff": "社工编号", "community": "社区", "position": "职务（岗位）"})
    sex = Column("性别", lambda said: _code(said), ("gender",))
    head = ["青禾区拾光街道社区工作者统计表", "统计日期：2023.12.31"]
    grid = roster("Sheet1", [*columns[:3], sex, *columns[3:]], rows, head=head)
    return Book(file="2023-05-拾光街道-WPS.et", as_of=DAY, grids=[grid], day_stands_in="notice")


def _code(said: Said) -> int | str:
    """1 for men and 2 for women; the word where no ID number could confirm the code."""
    return {"男": 1, "女": 2}[said.person.sex] if said.has_valid_id else said.person.sex
