"""Two rectification ledgers as workbooks: a community's self-check, and the district's of three years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from .grid import Book, Grid
from .sheets import Header, fill, sheet
from .spelling import Cell
from .truth import settings

COMMUNITY, DISTRICT = "rectification_community", "rectification_district"
Facts = Mapping[str, Any]

SELF_CHECK = (
    *("街道", "社区", "问题编号", "问题类别", "具体问题", "原因分析", "原因类别", "措施编号", "整改措施"),
    *("责任单位/部门", "责任人", "整改时限", "整改类型", "衡量指标", "状态", "备注"),
)
ISSUE = ("问题编号", "街道", "问题类别", "具体问题", "发现时间", "问题来源")
CAUSE = ("原因分析", "原因类别")
MEASURE = (
    *(
        "措施编号",
        "整改措施",
        "措施类型",
        "措施责任单位",
        "措施责任人",
        "措施时限",
        "措施完成时间",
        "启动时间",
    ),
    *("衡量指标", "指标代码", "指标口径", "基线值", "目标值"),
)
PROGRESS = (
    *("整改目标", "责任领导", "责任单位/部门", "责任人", "整改时限", "整改类型", "状态", "整改进展"),
    *("完成时间", "佐证材料", "验收人", "销号日期", "回头看日期", "回头看结果", "是否反弹"),
)
GROUPS = {"问题": ISSUE, "原因": CAUSE, "措施": MEASURE, "落实": PROGRESS}


def ledgers() -> list[Book]:
    """Both workbooks."""
    return [community(), district()]


def community() -> Book:
    """One sheet, a row for every cause; what stands for several rows is merged."""
    facts = settings(COMMUNITY)
    grid = sheet("问题清单", SELF_CHECK, head=[facts["title"], facts["line"]])
    measures = {one["item"]: one for one in facts["measure"]}
    for issue in facts["issue"]:
        for place, cause in enumerate(issue["causes"]):
            told = measures.get(cause.get("measure"), {})
            head = [facts["street"], facts["unit"], issue["item"], issue["kind"], issue["text"]]
            named = [told.get("item"), told.get("text"), None, told.get("responsible")]
            grid.add(
                "data", [*(head if not place else [None] * 5), cause.get("text"), cause.get("kind"), *named]
            )
        _merge(grid, rows=len(issue["causes"]), columns=range(1, 6))
    fill(grid, [], foot=["注：本表由社区自查形成，未经街道审核。"])
    return Book(file=facts["file"], as_of=date(2012, 12, 31), grids=[grid], day_stands_in="title")


def district() -> Book:
    """Four sheets: the list of issues under two header rows, what was done, what was refused, a summary."""
    facts = settings(DISTRICT)
    headers: list[Header] = ["序号", *((group, name) for group, names in GROUPS.items() for name in names)]
    head = [facts["title"], f"填报单位：区委社会工作部    截至{_chinese(facts['day'])}"]
    grid = sheet("问题清单", headers, head=head)
    measures = {one["item"]: one for one in facts["measure"]}
    for number, issue in enumerate(facts["issue"], start=1):
        _list(grid, number, issue, [measures[item] for item in issue["measures"]])
    fill(grid, [], foot=["注：1.一个问题有几条原因或者措施的，逐行填写。2.长期坚持的不填时限。"])
    grids = [grid, _records(facts), _refusals(facts), _summary(facts)]
    return Book(file=facts["file"], as_of=facts["day"], grids=grids, day_stands_in="title")


def _list(grid: Grid, number: int, issue: Facts, measures: Sequence[Facts]) -> None:
    """The rows of one issue: as many as it has causes or measures."""
    rows = list(zip_longest(issue["causes"], measures, fillvalue={})) or [({}, {})]
    for place, (cause, measure) in enumerate(rows):
        first = not place
        cells: list[Cell] = [number if first else None, *_told(ISSUE, _issue(issue) if first else {})]
        cells += [cause.get("text"), cause.get("kind"), *_told(MEASURE, _measure(measure, number))]
        grid.add("data", [*cells, *_told(PROGRESS, _progress(issue, number) if first else {})])
    last = len(grid.columns)
    _merge(grid, rows=len(rows), columns=[*range(1, 8), *range(last - len(PROGRESS) + 1, last + 1)])


def _merge(grid: Grid, *, rows: int, columns: Sequence[int]) -> None:
    if rows > 1:
        last = len(grid.rows)
        grid.merges += [(last - rows + 1, column, last, column) for column in columns]


def _told(names: Sequence[str], values: Mapping[str, Cell]) -> Iterator[Cell]:
    return (values.get(name) for name in names)


def _issue(issue: Facts) -> dict[str, Cell]:
    told = {"问题编号": "item", "街道": "street", "问题类别": "kind", "具体问题": "text"}
    told |= {"发现时间": "found_on", "问题来源": "source"}
    return {name: issue.get(key) for name, key in told.items()}


def _measure(measure: Facts, number: int) -> dict[str, Cell]:
    told = {"措施编号": "item", "整改措施": "text", "措施类型": "kind", "措施责任单位": "owner"}
    told |= {"措施责任人": "responsible", "措施完成时间": "done_on", "衡量指标": "words"}
    told |= {"指标代码": "metric", "指标口径": "question", "基线值": "baseline", "目标值": "target"}
    starts = "；".join(f"{street}{day:%Y-%m-%d}" for street, day in measure.get("starts", {}).items())
    days = {"措施时限": _as_typed(measure.get("deadline"), number), "启动时间": starts or None}
    return {name: measure.get(key) for name, key in told.items()} | days


def _progress(issue: Facts, number: int) -> dict[str, Cell]:
    told = {"整改目标": "goal", "责任领导": "leader", "责任单位/部门": "owner", "责任人": "responsible"}
    told |= {"整改类型": "term", "整改进展": "progress", "完成时间": "finished_on"}
    told |= {"佐证材料": "evidence", "验收人": "accepted_by", "销号日期": "closed_on"}
    review = issue.get("review", {})
    looked = {"回头看日期": review.get("on"), "回头看结果": review.get("result")}
    looked["是否反弹"] = ("是" if review.get("again") else "否") if review else None
    done = issue["state"] == "已销号" and number % 2 == 0
    state = {"状态": "已完成" if done else issue["state"]}
    days = {"整改时限": _as_typed(issue.get("deadline"), number)}
    return {name: issue.get(key) for name, key in told.items()} | looked | state | days


def _as_typed(day: date | None, number: int) -> Cell:
    """A day as one of three clerks types it."""
    if day is None or number % 3 == 0:
        return day
    return _chinese(day) if number % 3 == 1 else f"{day:%Y.%m.%d}"


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _records(facts: Facts) -> Grid:
    headers = ["序号", "问题编号", "问题标题", "所属部门", "责任人", "第几次", "时间", "说明", "照片数"]
    grid, issues = sheet("整改记录", headers, head=["整改记录"]), {one["item"]: one for one in facts["issue"]}
    times: dict[str, int] = {}
    for number, one in enumerate(facts["record"], start=1):
        issue = issues[one["item"]]
        times[one["item"]] = times.get(one["item"], 0) + 1
        told = [
            issue["kind"],
            issue["owner"],
            None,
            times[one["item"]],
            one["on"],
            one["text"],
            one["photos"],
        ]
        grid.add("data", [number, one["item"], *told])
    return grid


def _refusals(facts: Facts) -> Grid:
    headers = ["序号", "问题编号", "问题标题", "第几次", "时间", "驳回原因", "驳回单位"]
    grid = sheet("驳回记录", headers, head=["验收驳回记录"])
    refused = [
        (issue, time, one)
        for issue in facts["issue"]
        for time, one in enumerate(issue.get("refusals", ()), start=1)
    ]
    for number, (issue, time, one) in enumerate(refused, start=1):
        grid.add("data", [number, issue["item"], issue["kind"], time, one["on"], one["text"], one["by"]])
    return grid


def _summary(facts: Facts) -> Grid:
    """As the bureau counts: whatever is 已销号 is done, for good or not."""
    headers = ["问题总数", "已完成", "完成率", "待整改", "整改中", "待验收"]
    states = [issue["state"] for issue in facts["issue"]]
    counted = [states.count(state) for state in ("待整改", "整改中", "待验收")]
    done = states.count("已销号")
    rate = f"{round(100 * done / len(states))}%"
    return fill(sheet("统计汇总", headers, head=["统计汇总"]), [[len(states), done, rate, *counted]])
