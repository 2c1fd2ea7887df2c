"""The numbers in front of headings, tables and figures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sgstats.messages import language, say
from sgstats.reports.content import Attachment, Figure, Heading, Table
from sgstats.reports.wording import chinese

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sgstats.reports.content import Block, Report


def numbered(report: Report) -> Iterator[tuple[Block, str]]:
    """Each block with the title to print over it: numbered headings, captions and attachments, else nothing.

    Headings follow GB/T 9704: 一、 then （一） then 1. ; tables, figures and attachments count through.

    Args:
        report: The report to number.
    """
    counts: Counter[str] = Counter()
    for block in report.blocks:
        if isinstance(block, Heading):
            yield block, _heading(block, counts)
        elif isinstance(block, (Table, Figure)):
            kind = "table" if isinstance(block, Table) else "figure"
            counts[kind] += 1
            yield block, say(f"report.caption_{kind}", number=counts[kind], caption=block.caption)
        elif isinstance(block, Attachment):
            counts["attachment"] += 1
            yield block, say("report.attachment", number=counts["attachment"])
        else:
            yield block, ""


def _heading(block: Heading, counts: Counter[str]) -> str:
    counts[f"level{block.level}"] += 1
    for lower in range(block.level + 1, 4):
        counts[f"level{lower}"] = 0
    return _number(block.level, counts[f"level{block.level}"]) + block.text


def _number(level: int, count: int) -> str:
    if language() != "zh":
        return {1: f"{count}. ", 2: f"({count}) ", 3: f"{count}) "}[level]
    return {1: f"{chinese(count)}、", 2: f"（{chinese(count)}）", 3: f"{count}. "}[level]
