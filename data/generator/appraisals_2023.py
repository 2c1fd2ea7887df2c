"""The appraisals of 2023, street by street: grades, scores by rater and dimension, sums over ballots."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from .appraisals_earlier import by_community, style
from .exports_2023 import traditional
from .grid import Book, Grid
from .merit import LAST, Ledger, Merit
from .scoring import DIMENSIONS, RATERS
from .sheets import Filed, Header, data_rows, fill, name, result, sheet
from .spelling import Cell, Pen

DAY = date(LAST, 12, 31)
PLAIN = ("揽月街道", "鹿鸣街道", "枕溪街道")


def _filed(file: str, grids: list[Grid], *, records: int | None = None) -> Filed:
    book = Book(file=file, as_of=DAY, grids=grids, day_stands_in="title")
    return Filed(book, "appraisal", data_rows(book) if records is None else records)


def merged(ledger: Ledger) -> Filed:
    """康宁街道: communities and names alone, a subtotal after each community."""
    merits = ledger.of_year(LAST, "康宁街道")
    head = ["青禾区康宁街道2023年度社区工作者考核等次表", f"统计时点：2023年12月31日    共{len(merits)}人"]
    grid = by_community("康宁街道", merits, Pen("考核 康宁"), head=head)
    return _filed("考核-2023-康宁街道-合并社区单元格小计.xlsx", [grid])


def by_rater(ledger: Ledger) -> Filed:
    """听雨街道: what the street, the residents and the colleagues gave, and the grade."""
    headers = ["工号", "姓名", "社区", *(f"{rater}评分" for rater in RATERS), "考核等次"]
    grid = sheet("csv", headers, head=["青禾区听雨街道2023年度社区工作者三方测评表（各方满分100分）"])
    merits = ledger.of_year(LAST, "听雨街道")
    fill(grid, _scored(ledger, merits, len(RATERS), lambda merit: merit.unit.community))
    records = sum(1 + len(ledger.scores.get(merit.person.key, ())) for merit in merits)
    return _filed("考核-2023-听雨街道-三方评分-GB18030.csv", [grid], records=records)


def by_dimension(ledger: Ledger) -> Filed:
    """折桂街道: five dimensions under the only merged header, each of 100 points, and the grade."""
    who: list[Header] = ["工号", "姓名", "所在单位"]
    scored: list[Header] = [("各项得分（满分100）", one) for one in DIMENSIONS]
    grid = sheet(
        "德能勤绩廉", [*who, *scored, "考核等次"], head=["青禾区折桂街道2023年度社区工作者德能勤绩廉考核表"]
    )
    merits = ledger.of_year(LAST, "折桂街道")
    fill(grid, _scored(ledger, merits, len(DIMENSIONS), lambda merit: "青禾区" + "".join(merit.unit)))
    records = sum(1 + len(ledger.scores.get(merit.person.key, ())) for merit in merits)
    return _filed("考核-2023-折桂街道-德能勤绩廉.xlsx", [grid], records=records)


def _scored(
    ledger: Ledger, merits: Iterable[Merit], width: int, unit: Callable[[Merit], str]
) -> Iterable[list[Cell]]:
    pen = Pen("考核 评分")
    for merit in merits:
        scores = [float(score.points) for score in ledger.scores.get(merit.person.key, ())]
        cells = scores or [None] * width
        yield [
            merit.person.staff_id,
            name(pen, merit.person.name),
            unit(merit),
            *cells,
            result(pen, merit, style(merit.unit.street)),
        ]


def by_ballots(ledger: Ledger) -> Filed:
    """拾光街道: a sum of points and a number of ballots; no grade, and no row of those without scores."""
    headers = ["序号", "社工编号", "姓名", "社区", "总分", "票数", "备注"]
    head = ["青禾区拾光街道2023年度社区工作者民主测评计分表", "统计日期：2023.12.31"]
    grid = sheet("计分", headers, head=head)
    scored = [merit for merit in ledger.of_year(LAST, "拾光街道") if merit.person.key in ledger.scores]
    for number, merit in enumerate(scored, start=1):
        (score,) = ledger.scores[merit.person.key]
        who = [number, merit.person.staff_id, merit.person.name, merit.unit.community]
        grid.add("data", [*who, float(score.points), score.ballots])
    grid.line(
        "note", "注：总分为有效票各票得分（满分100分）之和，平均分＝总分÷票数；下半年新聘人员未参加测评。"
    )
    return _filed("考核-2023-拾光街道-总分与票数.et", [grid])


def plain(ledger: Ledger) -> Filed:
    """Three streets in one long list, as Excel's Unicode text; one of them says 合格."""
    pen = Pen("考核 三街道")
    grid = sheet("txt", ["年度", "街道", "社区", "姓名", "身份证号", "考核结果"], head=())
    rows = [
        [
            f"{LAST}年",
            *merit.unit,
            name(pen, merit.person.name),
            None if merit.person.unknown else merit.person.id_number,
            result(pen, merit, style(street)),
        ]
        for street in PLAIN
        for merit in ledger.of_year(LAST, street)
    ]
    return _filed("考核-2023-揽月鹿鸣枕溪街道-Unicode文本.txt", [fill(grid, rows)])


def sections(ledger: Ledger) -> Filed:
    """知秋街道: a web page under the name .xls; communities as headings, 合格 for 称职."""
    pen, merits = Pen("考核 知秋"), ledger.of_year(LAST, "知秋街道")
    grid = sheet(
        "html", ["序号", "姓名", "证件号码", "考核等次"], head=["青禾区知秋街道2023年度社区工作者考核结果"]
    )
    for unit in dict.fromkeys(merit.unit for merit in merits):
        team = [merit for merit in merits if merit.unit == unit]
        grid.stated("section", f"{unit.community}（{len(team)}人）", len(team))
        for merit in team:
            grade = result(pen, merit, style(unit.street))
            number = grid.roles.count("data") + 1
            grid.add("data", [number, merit.person.name, merit.person.id_number, grade])
    return _filed("考核-2023-知秋街道-HTML网页导出.xls", [grid])


def warm(ledger: Ledger) -> Filed:
    """向暖街道: traditional script in Big5."""
    pen = Pen("考核 向暖")
    grid = sheet(
        "csv",
        ["序号", "社区", "姓名", "身份证号", "考核等次"],
        head=["青禾区向暖街道2023年度社区工作者考核结果"],
    )
    rows = [
        [
            number,
            merit.unit.community,
            merit.person.name.replace("·", "\uff0e"),
            merit.person.id_number,
            result(pen, merit, style(merit.unit.street)),
        ]
        for number, merit in enumerate(ledger.of_year(LAST, "向暖街道"), start=1)
    ]
    fill(grid, rows, foot=["注：考核等次经街道党工委会议审定。"])
    grid.rows = [[traditional(value) for value in row] for row in grid.rows]
    return _filed("考核-2023-向暖街道-繁体Big5.csv", [grid])
