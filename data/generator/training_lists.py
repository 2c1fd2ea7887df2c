"""The training lists: long lists, a sheet per street, sign-in sheets, a matrix of ticks, a web page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .grid import Book, Grid
from .sheets import Filed, fill, name, sheet
from .spelling import Cell, Pen
from .trainings import Attended, Session, trained
from .truth import District, settings

SIGNED, TICKED, WEB = "春晓街道", "康宁街道", ("听雨街道", "知秋街道")


def lists(district: District) -> list[Filed]:
    """All training lists, oldest first."""
    found = trained(district)
    of = {year: [one for one in found if one.session.day.year == year] for year in (2021, 2022, 2023)}
    return [
        long_text(of[2021]),
        sheet_per_street(of[2022], district),
        signed_in([one for one in of[2023] if one.session.street == SIGNED], district),
        matrix([one for one in of[2023] if one.session.street == TICKED]),
        web([one for one in of[2023] if one.session.street in WEB]),
        plain([one for one in of[2023] if one.session.street not in {SIGNED, TICKED, *WEB}]),
    ]


def _filed(file: str, year: int, grids: list[Grid], records: int = 0) -> Filed:
    rows = sum(grid.roles.count("data") - len(grid.reject) for grid in grids)
    book = Book(file=file, as_of=date(year, 12, 31), grids=grids, day_stands_in="title")
    return Filed(book, "training", records or rows)


def _spelled(pen: Pen, field: str, value: str) -> str:
    spellings: list[str] = settings("trainings")["spelling"][field][value]
    return pen.rng.choice(spellings)


def _number(pen: Pen, one: Attended, share: float) -> str | None:
    """The ID number of some; of a few nobody ever writes it."""
    return one.person.id_number if not one.person.unknown and pen.rng.random() < share else None


def _held(pen: Pen, session: Session) -> list[Cell]:
    level, form = _spelled(pen, "level", session.level), _spelled(pen, "form", session.form)
    return [session.topic, level, form, pen.day(session.day), session.hours]


def long_text(found: list[Attended]) -> Filed:
    """2021: the whole district as GB18030 text, a row for everybody in every session."""
    pen = Pen("培训 2021", days=("1985-06-15", "1985.06.15"))
    headers = ["年度", "姓名", "工号", "身份证号", "街道", "社区"]
    headers += ["培训班名称", "培训层级", "培训形式", "培训时间", "学时（最小单位0.5）"]
    grid = sheet("csv", headers, head=["青禾区社区工作者2021年度培训台账"])
    for one in found:
        who = [name(pen, one.person.name), one.person.staff_id, _number(pen, one, 0.3)]
        grid.add("data", [2021, *who, *one.unit, *_held(pen, one.session)])
    nobody = [2021, None, None, None, "春晓街道", "晨曦社区", *_held(pen, found[0].session)]
    grid.reject[grid.add("data", nobody)] = "no_identity"
    return _filed("培训-2021-全区-培训台账-GB18030.csv", 2021, [grid])


def sheet_per_street(found: list[Attended], district: District) -> Filed:
    """2022: a sheet for every street in the old binary format; 合计 counts attendances, not people."""
    grids = []
    headers = ["序号", "社区", "姓名", "工号", "培训班名称", "培训层级", "培训形式", "培训时间", "学时"]
    for street in district.streets:
        pen = Pen(f"培训 2022 {street}", days=("1985年6月15日",))
        rows = [one for one in found if one.session.street == street]
        grid = sheet(street, headers, head=[f"青禾区{street}2022年社区工作者培训情况登记表"])
        for number, one in enumerate(rows, start=1):
            who = [one.unit.community, name(pen, one.person.name), one.person.staff_id]
            grid.add("data", [number, *who, *_held(pen, one.session)])
        grid.total("合计", len(rows), (grid.roles.index("data") + 1, len(grid.rows)))
        grids.append(grid)
    return _filed("培训-2022-全区-一街一表.xls", 2022, grids)


def _sessions(found: Iterable[Attended]) -> list[Session]:
    return list(dict.fromkeys(one.session for one in found))


def signed_in(found: list[Attended], district: District) -> Filed:
    """2023, 春晓: a sign-in sheet for every session; only the lines above say what it was.

    Some are on the sheet and did not come (请假): no attendance, so no record.
    """
    pen = Pen("培训 2023 春晓")
    grids = []
    for number, session in enumerate(_sessions(found), start=1):
        rows = [one for one in found if one.session == session]
        signs = [(one, "√") for one in rows] + [(one, "请假") for one in _excused(district, session, found)]
        signs.sort(key=lambda pair: pair[0].person.key)
        grid = sheet(f"第{number}期", ["序号", "姓名", "社区", "签到"], head=_about(session))
        who = [[name(pen, one.person.name), one.unit.community, sign] for one, sign in signs]
        fill(grid, [[place, *one] for place, one in enumerate(who, 1)], foot=[f"实到{len(rows)}人"])
        grid.reject |= {row: "absent" for row, cells in enumerate(grid.rows, 1) if cells[3] == "请假"}
        grids.append(grid)
    return _filed("培训-2023-春晓街道-签到表.xlsx", 2023, grids, len(found))


def _about(session: Session) -> list[str]:
    day = f"{session.day.year}年{session.day.month}月{session.day.day}日"
    about = f"培训时间：{day}    培训层级：{session.level}    培训形式：{session.form}"
    title = f"青禾区{session.street}社区工作者培训签到表"
    return [title, f"培训班名称：{session.topic}", f"{about}    学时：{session.hours:g}"]


def _excused(district: District, session: Session, found: list[Attended]) -> list[Attended]:
    """People of the street who were never trained that year, on the sheets of the street's own sessions."""
    came = {one.person.key for one in found}
    absent = [person for person in district.in_post(session.day) if session.open_to(person)]
    count = settings("trainings")["excused"]["people"] if session.level == "街道级" else 0
    return [Attended(person=one, session=session) for one in absent if one.key not in came][:count]


def matrix(found: list[Attended]) -> Filed:
    """2023, 康宁: people in rows, sessions in columns with their level, ticks; no day and no hours."""
    pen, sessions = Pen("培训 2023 康宁"), _sessions(found)
    headers = ["序号", "社区", "姓名", *(_column(session, sessions) for session in sessions)]
    grid = sheet("年度培训", headers, head=[f"青禾区{TICKED}2023年度社区工作者培训情况一览表"])
    people = {one.person.key: one for one in found}
    for number, one in enumerate(sorted(people.values(), key=lambda one: one.person.key), start=1):
        went = {other.session for other in found if other.person.key == one.person.key}
        ticks = [pen.rng.choice("√√✓") if session in went else None for session in sessions]
        grid.add("data", [number, one.unit.community, name(pen, one.person.name), *ticks])
    grid.line("note", "注：参加的打“√”。")
    return _filed("培训-2023-康宁街道-打勾矩阵.xlsx", 2023, [grid], len(found))


def _column(session: Session, sessions: list[Session]) -> str | tuple[str, str]:
    """Sessions of a level under one heading; a lonely one says its level itself."""
    alone = [other.level for other in sessions].count(session.level) == 1
    return f"{session.topic}培训（{session.level}）" if alone else (f"{session.level}培训", session.topic)


def web(found: list[Attended]) -> Filed:
    """2023, two streets: the staff system's web page under the name .xls; who held it tells the level."""
    pen = Pen("培训 2023 网页", days=("1985-06-15",))
    about = ["培训班名称", "培训班主办方", "培训形式", "开始时间", "学时数"]
    grid = sheet(
        "html", ["姓名", "身份证号", "街道", "社区", *about], head=["青禾区2023年社区工作者培训记录"]
    )
    for one in found:
        topic, _, *rest = _held(pen, one.session)
        host = settings("trainings")["hosts"][one.session.level]
        grid.add("data", [one.person.name, _number(pen, one, 1), *one.unit, topic, host, *rest])
    return _filed("培训-2023-听雨知秋街道-HTML网页导出.xls", 2023, [grid])


def plain(found: list[Attended]) -> Filed:
    """2023, six streets: Excel's Unicode text without a title; the date and topic in other words."""
    pen = Pen("培训 2023 文本", days=("1985/6/15", "19850615"))
    headers = ["年份", "姓名", "工号", "所属街道", "所属社区"]
    grid = sheet("txt", [*headers, "培训内容", "培训级别", "培训方式", "培训日期", "培训学时"], head=[])
    for one in found:
        who = [name(pen, one.person.name), one.person.staff_id, *one.unit]
        grid.add("data", ["2023年", *who, *_held(pen, one.session)])
    return _filed("培训-2023-揽月拾光鹿鸣向暖折桂枕溪街道-Unicode文本.txt", 2023, [grid])
