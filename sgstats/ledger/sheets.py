"""A ledger as the four sheets that offices keep: problems, records of work, refusals, and totals.

The last columns hold whole ids: with them a sheet that comes back is the same ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from sgstats.ledger.progressing import progress
from sgstats.ledger.states import CLOSED
from sgstats.messages import say
from sgstats.records.ledger_items import starts_text
from sgstats.records.ledger_rows import NO_ISSUE

if TYPE_CHECKING:
    from datetime import date

    from sgstats.ledger.ledger import Issue, Ledger, Measure
    from sgstats.ledger.progressing import Progress

Row = dict[str, str]

ISSUE = {
    "问题编号": "item", "问题单位": "unit", "问题类别": "kind", "具体问题": "text", "程度": "degree",
    "整改目标": "goal", "责任领导": "leader", "责任单位/部门": "owner", "责任人": "responsible",
    "整改时限": "deadline", "整改类型": "term", "整改进展/完成情况": "progress", "完成时间": "finished_on",
    "状态": "state", "验收人": "accepted_by", "销号日期": "closed_on", "发现时间": "found_on",
    "问题来源": "source", "备注": "remark", "台账条目": "item",
}  # fmt: skip
"""Columns of a problem by its fields."""

MEASURE = {
    "措施编号": "item", "整改措施": "text", "措施责任单位": "owner", "措施责任人": "responsible",
    "措施时限": "deadline", "措施类型": "kind", "措施完成时间": "done_on", "措施条目": "item",
}  # fmt: skip
INDICATOR = {
    "衡量指标": "words",
    "指标代码": "metric",
    "指标口径": "question",
    "基线值": "baseline",
    "目标值": "target",
}
CAUSE = {"原因分析": "text", "原因类别": "kind", "原因程度": "degree", "原因条目": "item"}
EVIDENCE = {"佐证材料": "text", "佐证日期": "on", "佐证条目": "item"}
REVIEW = {"回头看结果": "result", "回头看日期": "on", "回头看条目": "item"}

PROBLEMS = (
    "序号", "问题编号", "问题单位", "问题类别", "具体问题", "程度", "原因分析", "原因类别", "原因程度",
    "整改目标",
    "措施编号", "整改措施", "责任领导", "责任单位/部门", "责任人", "整改时限", "整改类型", "措施责任单位",
    "措施责任人", "措施时限", "措施类型", "启动时间", "衡量指标", "指标代码", "指标口径", "基线值", "目标值",
    "整改进展/完成情况", "状态", "完成时间", "措施完成时间", "佐证材料", "佐证日期", "验收人", "销号",
    "销号日期", "回头看结果", "回头看日期", "是否反弹", "发现时间", "问题来源", "备注", "对应问题",
    "台账条目", "原因条目", "措施条目", "佐证条目", "回头看条目",
)  # fmt: skip
RECORDS = (
    "序号",
    "问题编号",
    "问题标题",
    "所属部门",
    "责任人",
    "第几次",
    "时间",
    "说明",
    "照片数",
    "记录条目",
)
REFUSALS = ("序号", "问题编号", "问题标题", "第几次", "时间", "驳回原因", "驳回单位", "记录条目")
SUMMARY = ("项目", "数值", "口径")

OF_ISSUE = frozenset({"序号", "销号", *ISSUE})
"""Columns that say the same in every row of a problem, and are merged over them."""

IDS = frozenset({"对应问题", "台账条目", "原因条目", "措施条目", "佐证条目", "回头看条目", "记录条目"})
"""Columns for machines, out of sight in a workbook."""

NOT_TOLD = "（未写明）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet.

    Attributes:
        name: Its name.
        columns: Titles of its columns.
        rows: Texts by title; a blank cell is left out.
        blocks: How many rows belong together, one after the other; their common cells are merged.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    blocks: tuple[int, ...] = ()


def sheets(ledger: Ledger, today: date) -> tuple[Sheet, ...]:
    """The four sheets of a ledger.

    Args:
        ledger: The ledger.
        today: The day that the totals speak of.

    Example:
        >>> from datetime import date
        >>> from sgstats.ledger.ledger import Issue, Ledger
        >>> ledger = Ledger(issues=(Issue(item="P5", text="缺少文体人才"),), measures=())
        >>> [sheet.name for sheet in sheets(ledger, date(2026, 1, 5))]
        ['问题清单', '整改记录', '驳回记录', '统计汇总']
    """
    return (
        _problems(ledger),
        Sheet(name="整改记录", columns=RECORDS, rows=tuple(_numbered(_records(ledger)))),
        Sheet(name="驳回记录", columns=REFUSALS, rows=tuple(_numbered(_refusals(ledger)))),
        Sheet(name="统计汇总", columns=SUMMARY, rows=tuple(totals(progress(ledger, today)))),
    )


def _problems(ledger: Ledger) -> Sheet:
    """A block of rows per problem, then the measures that are for none."""
    known = {one.item for one in ledger.issues}
    of: dict[str, list[Measure]] = {}
    for measure in ledger.measures:
        for item in measure.issues:
            of.setdefault(item, []).append(measure)
    blocks = [
        _block(place, issue, of.get(issue.item, [])) for place, issue in enumerate(ledger.issues, start=1)
    ]
    loose = [one for one in ledger.measures if not known & set(one.issues)]
    blocks += [[_texts({"具体问题": NO_ISSUE} | _measure(one))] for one in loose]
    rows = tuple(row for block in blocks for row in block)
    return Sheet(name="问题清单", columns=PROBLEMS, rows=rows, blocks=tuple(map(len, blocks)))


def _block(place: int, issue: Issue, measures: list[Measure]) -> list[Row]:
    """A problem: what is said of it as a whole in every row, its parts side by side."""
    # A blank unit would be read as that of the problem above.
    unit = {"问题单位": issue.unit or "—"}
    whole = _fields(issue, ISSUE) | unit | {"序号": place, "销号": _yes(issue.state == CLOSED)}
    parts: Any = zip_longest(
        [_fields(one, CAUSE) for one in issue.causes] or [{}],
        [_measure(one) for one in measures],
        [_fields(one, EVIDENCE) for one in issue.evidence],
        [_fields(one, REVIEW) | {"是否反弹": _yes(one.again)} for one in issue.reviews],
        fillvalue={},
    )
    return [_texts(whole | cause | measure | shown | look) for cause, measure, shown, look in parts]


def _measure(one: Measure) -> dict[str, Any]:
    told = _fields(one, MEASURE) | {"启动时间": starts_text(one.starts), "对应问题": ",".join(one.issues)}
    return told | (_fields(one.indicator, INDICATOR) if one.indicator else {})


def _fields(one: object, columns: dict[str, str]) -> dict[str, Any]:
    return {title: getattr(one, name) for title, name in columns.items()}


def _yes(value: bool) -> str:  # noqa: FBT001 - what is said of a problem
    return "是" if value else "否"


def _texts(values: dict[str, Any]) -> Row:
    return {title: str(value) for title, value in values.items() if value not in {None, ""}}


def _records(ledger: Ledger) -> list[dict[str, Any]]:
    return [
        _head(issue) | {"所属部门": issue.owner, "责任人": issue.responsible, "第几次": place, "时间": one.on,
                        "说明": one.text, "照片数": one.photos, "记录条目": one.item}
        for issue in ledger.issues
        for place, one in enumerate(issue.records, start=1)
    ]  # fmt: skip


def _refusals(ledger: Ledger) -> list[dict[str, Any]]:
    """A row per refusal; of those that only the history tells, the reason is not known."""
    rows = []
    for issue in ledger.issues:
        for place in range(1, issue.refusals + 1):
            one = issue.refused[place - 1] if place <= len(issue.refused) else None
            told = {"时间": one.on, "驳回单位": one.by, "记录条目": one.item} if one else {}
            reason = one.text if one and one.text else NOT_TOLD
            rows.append(_head(issue) | {"第几次": place, "驳回原因": reason} | told)
    return rows


def _head(issue: Issue) -> dict[str, Any]:
    return {"问题编号": issue.item, "问题标题": issue.text}


def _numbered(rows: list[dict[str, Any]]) -> list[Row]:
    return [_texts({"序号": place} | row) for place, row in enumerate(rows, start=1)]


def totals(told: Progress) -> list[Row]:
    """The totals of a ledger, each with its formula: ``项目``, ``数值``, ``口径``."""
    states, done = told.states, told.completion
    values = {
        "total": told.issues,
        "closed": states["已销号"],
        "completion": _rate(done),
        "waiting": states["待整改"],
        "under_way": states["整改中"],
        "to_accept": states["待验收"],
        "overdue": told.overdue,
        "on_time": _rate(told.on_time),
        "refusals": told.refusals,
        "again": _rate(told.again),
        "lasting": told.lasting,
    }
    return [
        _texts({"项目": say(f"ledger.total_{name}"), "数值": value, "口径": say(f"ledger.formula_{name}")})
        for name, value in values.items()
    ]


def _rate(rate: Any) -> str:  # noqa: ANN401 - a Rate
    return f"{rate.percent}%（{rate.count}/{rate.base}）" if rate.percent is not None else "—"
