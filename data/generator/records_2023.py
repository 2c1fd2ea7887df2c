"""What else is recorded: absences, votes, talks and judgements."""

from __future__ import annotations

from datetime import date

from .grid import Book, Grid
from .merit import LAST, Item, Ledger, Meeting, unit_in
from .sheets import Filed, data_rows, fill, sheet
from .spelling import Cell
from .truth import Person

DAY = date(LAST, 12, 31)


def _filed(file: str, grids: list[Grid], kind: str) -> Filed:
    book = Book(file=file, as_of=DAY, grids=grids, day_stands_in="title")
    return Filed(book, kind, data_rows(book))


def absences(ledger: Ledger) -> Filed:
    """Days away of the whole district, with and without permission; real date cells, days as typed."""
    headers = ["序号", "姓名", "工号", "街道", "社区", "缺勤类型", "开始日期", "结束日期", "缺勤天数", "备注"]
    head = ["青禾区社区工作者缺勤登记表（2022年11月至2023年12月）", "缺勤天数按工作日计算，半天记0.5"]
    grid = sheet("缺勤登记", headers, head=head)
    for number, one in enumerate(ledger.absences, start=1):
        typed = float(one.typed) if one.typed else None
        who = [one.person.name, one.person.staff_id, *unit_in(one.person, LAST)]
        grid.add("data", [number, *who, one.kind, one.first, one.last, typed])
    return _filed("考勤-2022至2023-全区-缺勤登记.xlsx", [grid], "absence")


def rehiring(ledger: Ledger) -> Filed:
    """鹿鸣街道: a sheet for every meeting; a line over the table says who voted, rates are rounded."""
    headers = [
        "序号",
        "姓名",
        "社区",
        "参会居民代表人数",
        ("民主推荐", "同意票"),
        ("民主推荐", "得票率"),
        *(("民主测评", grade) for grade in ("优秀", "称职", "基本称职", "不称职")),
    ]
    grids = []
    for meeting in ledger.rehiring:
        title = f"青禾区{''.join(meeting.unit)}2023年社区工作者考核聘用民主推荐、民主测评结果"
        grid = sheet(
            meeting.unit.community, headers, head=[title, _held(meeting), _turnout(meeting, "推荐", "推荐票")]
        )
        grids.append(fill(grid, [_votes(meeting, number) for number in range(len(meeting.votes))]))
    return _filed("投票-2023-鹿鸣街道-考核聘用推荐测评.xlsx", grids, "ballot")


def _held(meeting: Meeting) -> str:
    day = f"{meeting.day.year}年{meeting.day.month}月{meeting.day.day}日"
    return f"会议时间：{day}"


def _turnout(meeting: Meeting, what: str, paper: str) -> str:
    counts = meeting.counts
    inside = f"其中弃权票 {counts['abstained']} 张，作废票 {counts['invalid']} 张"
    return f"参加{what}共 {counts['present']} 人，收回{paper} {counts['returned']} 张（{inside}）"


def _votes(meeting: Meeting, place: int) -> list[Cell]:
    vote, counts = meeting.votes[place], meeting.votes[place].counts
    share = f"{100 * counts['favour'] / (meeting.counts['present'] - meeting.counts['invalid']):.0f}%"
    grades = [counts[name] for name in ("excellent", "competent", "basic", "incompetent")]
    who = [place + 1, vote.person.name, meeting.unit.community, meeting.counts["residents"]]
    return [*who, counts["favour"], share, *grades]


def satisfaction(ledger: Ledger) -> Filed:
    """康宁街道: one community's vote, satisfied or not."""
    (meeting,) = ledger.satisfaction
    title = f"青禾区{''.join(meeting.unit)}2023年社区工作者满意度测评结果"
    headers = ["序号", "姓名", "社区", "满意", "不满意"]
    grid = sheet("满意度", headers, head=[title, _held(meeting), _turnout(meeting, "测评", "测评票")])
    rows = [
        [number, one.person.name, meeting.unit.community, *one.counts.values()]
        for number, one in enumerate(meeting.votes, start=1)
    ]
    return _filed("投票-2023-康宁街道-满意度测评.xlsx", [fill(grid, rows)], "ballot")


def talks(ledger: Ledger) -> Filed:
    """春晓街道: talks, warnings, complaints and signatures, one a row."""
    headers = ["序号", "谈话日期", "姓名", "工号", "社区", "事项", "评价主体", "备注"]
    grid = sheet("谈话记录", headers, head=["青禾区春晓街道2023年社区工作者谈心、警告、投诉和续聘签字登记表"])
    for number, one in enumerate(_talked(ledger), start=1):
        who = [one.person.name, one.person.staff_id, unit_in(one.person, LAST).community]
        grid.add("data", [number, f"{one.day:%Y.%m.%d}", *who, one.name, one.rater or None])
    grid.line("note", "注：备注栏不填写谈话内容。")
    return _filed("谈话-2023-春晓街道-谈心警告投诉.xlsx", [grid], "fact")


def _talked(ledger: Ledger) -> list[Item]:
    return [one for one in ledger.items if not _is_judgement(one.name)]


def _is_judgement(item: str) -> bool:
    return item.startswith("EAST") or item == "优秀人选"


def judgements(ledger: Ledger) -> Filed:
    """The district's list of what people found for or against somebody, by number of the article."""
    headers = ["年度", "街道", "社区", "姓名", "工号", "身份证号", "事项", "认定日期", "是否成立"]
    grid = sheet("csv", headers, head=["青禾区社区工作者2023年度考核事项认定表"])
    rows = [
        [LAST, *_who(one.person), one.name, f"{one.day:%Y-%m-%d}", "是" if one.holds else "否"]
        for one in ledger.items
        if _is_judgement(one.name)
    ]
    return _filed("认定-2023-全区-考核事项-GB18030.csv", [fill(grid, rows)], "fact")


def _who(person: Person) -> list[Cell]:
    return [*unit_in(person, LAST), person.name, person.staff_id, person.id_number]
