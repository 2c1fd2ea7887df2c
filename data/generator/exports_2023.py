"""The other files of 2023-12-31: old binary workbook, text in four encodings, a web page."""

from __future__ import annotations

from dataclasses import replace

from zhconv import convert

from .columns import pick
from .grid import Book, Grid
from .rosters import FOOT, leavers, repeated, roster
from .spelling import Cell, Pen
from .statement import Said, say, with_slips
from .truth import District, Person
from .workbooks_2023 import DAY

_BIG5 = str.maketrans("羣衆峯", "群眾峰")


RAIN_COLUMNS = (
    "serial staff name gender ethnicity birth age politics education study_mode major position employment "
    "source certificate id phone hire street community leave reason remark"
)


def rain(district: District, rows: list[Said]) -> Book:
    """听雨街道: GB18030 text; title rows, two people twice, one row hired before birth."""
    pen = Pen(
        "2023 听雨", births=("1985-06", "1985/6/15", "19850615", "85.6"), days=("1985/6/15", "1985-06-15")
    )
    slips = {"id_truncated": 4, "id_wrong_check": 2, "id_quoted": 10, "id_missing": 2, "birth_conflict": 2}
    rows = with_slips(rows, slips, pen.rng)
    rows += repeated(rows, pen.rng, 2)
    rows.sort(key=lambda said: (said.unit.community, said.person.key))
    columns = pick(
        pen,
        RAIN_COLUMNS,
        {"street": "所属街道", "name": "姓 名", "certificate": "职业资格\n证书", "study_mode": "学历性质"},
    )
    grid = Grid("csv", columns)
    grid.line("title", "青禾区社区工作者基本情况登记表")
    grid.line("title", "统计时点：2023-12-31")
    grid.header()
    for said in rows + leavers(district, DAY, "听雨街道"):
        grid.person(said)
    grid.rejected(_hired_before_birth(district, rows[0]), "hired_before_birth")
    for text in FOOT:
        grid.line("note", text)
    return Book(file="2023-03-听雨街道-GB18030.csv", as_of=DAY, grids=[grid], day_stands_in="notice")


def _hired_before_birth(district: District, colleague: Said) -> Said:
    ghost = next(one for one in district.left_in(2018) if one.birth.year < 1990)
    hire = ghost.birth.replace(year=ghost.birth.year - 5)
    return replace(say(replace(ghost, hire=hire, leave=None), DAY), unit=colleague.unit)


def moon(district: District, rows: list[Said]) -> Book:
    """揽月街道: Excel 97 with real date cells, hidden and blank rows; the printed total is one too many."""
    pen = Pen("2023 揽月", births=("date", "date", "1985.06.15"), days=("date",))
    rows = with_slips(rows, {"id_masked": 6, "id_lower": 3}, pen.rng)
    names = "serial community name gender birth politics position source certificate"
    names += " education study_mode id phone hire"
    columns = pick(
        pen, names, {"birth": "出生时间", "study_mode": "学历类型", "hire": "进社区时间", "community": "社区"}
    )
    grid = Grid("揽月", columns)
    grid.line("title", "附件1")
    grid.line("title", "青禾区揽月街道社区工作者花名册")
    grid.header()
    for place, said in enumerate(rows):
        row = grid.person(said)
        if place in {20, 21, 75}:
            grid.hidden_rows.add(row)
        if place in {40, 90}:
            grid.blank()
    first, last = grid.listed[0][0], grid.listed[-1][0]
    grid.total("合计", len(rows) + 1, (first, last))
    for text in ("统计日期：2023-12-31", "填表日期：2024年1月8日", *FOOT):
        grid.line("note", text)
    return Book(file="2023-04-揽月街道-老式.xls", as_of=DAY, grids=[grid], day_stands_in="note")


def deer(district: District, rows: list[Said]) -> Book:
    """鹿鸣街道: Unicode text of Excel; the day stands in the file name alone."""
    pen = Pen("2023 鹿鸣", births=("198506", "1985年6月15日"), days=("1985年6月15日",))
    rows = with_slips(rows, {"id_wide": 3, "sex_blank": 3, "id_missing": 1}, pen.rng)
    names = "serial name gender birth politics compound position source certificate"
    names += " employment id community grid hire"
    columns = pick(
        pen, names, {"name": "名字", "politics": "政治面目", "hire": "入职时间", "compound": "文化程度"}
    )
    grid = roster("txt", columns, rows, head=["青禾区鹿鸣街道社区工作者花名册"])
    file = "2023-06-鹿鸣街道-Unicode文本-截至20231231.txt"
    return Book(file=file, as_of=DAY, grids=[grid], day_stands_in="file name")


def warm(district: District, rows: list[Said]) -> Book:
    """向暖街道: traditional script in Big5."""
    pen = Pen("2023 向暖", births=("1985.06.15",), days=("1985.06.15",))
    rows = with_slips(rows, {"id_wrong_check": 1, "id_masked": 3, "birth_conflict": 1}, pen.rng)
    rows = [replace(said, person=_without_dot(said)) for said in rows]
    names = "serial community name gender birth politics compound position source certificate"
    names += " employment id phone hire"
    head = ["青禾区向暖街道社区工作者花名册", "统计时点：2023年12月31日"]
    grid = roster("csv", pick(pen, names), rows, head=head, foot=())
    grid.total("合计", len(rows), (grid.listed[0][0], grid.listed[-1][0]), column=4)
    for text in FOOT:
        grid.line("note", text)
    grid.rows = [[traditional(value) for value in row] for row in grid.rows]
    return Book(file="2023-07-向暖街道-繁体Big5.csv", as_of=DAY, grids=[grid], day_stands_in="notice")


def _without_dot(said: Said) -> Person:
    """Big5 has no U+00B7."""
    return replace(said.person, name=said.person.name.replace("·", "\uff0e"))


def traditional(value: Cell) -> Cell:
    """Traditional script, with the forms that Big5 has."""
    return str(convert(value, "zh-hant")).translate(_BIG5) if isinstance(value, str) else value


def autumn(district: District, rows: list[Said]) -> Book:
    """知秋街道: a web page under the name .xls; header again on every page, communities as headings."""
    pen = Pen("2023 知秋", births=("1985-06-15",), days=("1985-06-15",))
    rows = with_slips(rows, {"id_masked": 4, "id_missing": 2, "birth_conflict": 1}, pen.rng)
    names = "serial name gender ethnicity birth politics education study_mode position source"
    names += " certificate id phone hire"
    grid = Grid("html", pick(pen, names, {"id": "证件号码", "study_mode": "学习形式", "hire": "上岗时间"}))
    grid.line("title", "青禾区知秋街道社区工作者信息")
    grid.line("title", "统计时点：2023-12-31    打印时间：2024-01-05 09:12")
    grid.header()
    for unit in dict.fromkeys(said.unit for said in rows):
        team = [said for said in rows if said.unit == unit]
        grid.section(f"{unit.community}（{len(team)}人）", team)
    grid.line("note", "共4页，由青禾社工系统（虚构）导出")
    return Book(file="2023-10-知秋街道-HTML网页导出.xls", as_of=DAY, grids=[grid], day_stands_in="notice")
