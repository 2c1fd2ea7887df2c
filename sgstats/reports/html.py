"""A report as one page of HTML that needs nothing else: no script, no link, no font from elsewhere."""

from __future__ import annotations

from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from sgstats.errors import Refused
from sgstats.messages import language, say
from sgstats.reports.content import Attachment, Heading, Line, Paragraph, Table
from sgstats.reports.figures import svg, texts
from sgstats.reports.numbering import numbered
from sgstats.reports.wording import plain, printed

if TYPE_CHECKING:
    from sgstats.reports.content import Block, Column, Figure, Report, Value


PAGE = '<!DOCTYPE html>\n<html lang="{language}"><head>{head}</head><body>{body}</body></html>\n'


def write_html(report: Report) -> bytes:
    """The report as the bytes of an .html file; every text is escaped.

    A picture that cannot be drawn for want of a Chinese font is replaced by a line that says so.

    Args:
        report: What to show.
    """
    look = resources.files("sgstats.reports").joinpath("page.css").read_text(encoding="utf-8")
    title = _text(report.title).replace("\n", "<br>")
    body = [_element("p", _text(report.mark), kind="mark")] if report.mark else []
    body += [_element("h1", title), *(_block(block, heading) for block, heading in numbered(report))]
    body += [_element("section", _table(table, _text(table.caption)), kind="annex") for table in report.annex]
    head = f'<meta charset="utf-8"><title>{_text(report.title)}</title><style>{look}</style>'
    return PAGE.format(
        language="zh-CN" if language() == "zh" else "en", head=head, body="".join(body)
    ).encode()


def _text(text: str) -> str:
    return escape(plain(text), quote=True)


def _element(tag: str, inside: str, *, kind: str = "") -> str:
    return f'<{tag} class="{kind}">{inside}</{tag}>\n' if kind else f"<{tag}>{inside}</{tag}>\n"


def _block(block: Block, title: str) -> str:
    if isinstance(block, Heading):
        return _element(f"h{block.level + 1}", _text(title))
    if isinstance(block, Paragraph):
        return _element("p", _text(block.text))
    if isinstance(block, Line):
        return _element("p", _text(block.text), kind=f"line {block.side}")
    if isinstance(block, Attachment):
        return _element("p", _text(title), kind="attachment") + _element("h1", _text(block.title))
    if isinstance(block, Table):
        return _table(block, _text(title))
    return _figure(block, _text(title))


def _table(table: Table, caption: str) -> str:
    head = "".join(_element("th", _text(column.title)) for column in table.columns)
    rows = "".join(_row(row, table.columns) for row in table.rows)
    notes = "".join(_element("p", _text(note), kind="note") for note in table.notes)
    inside = f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return f'<div class="table"><table>{inside}</table></div>{notes}\n'


def _row(row: tuple[Value, ...], columns: tuple[Column, ...]) -> str:
    cells = zip(row, columns, strict=True)
    return _element("tr", "".join(_cell(value, column) for value, column in cells))


def _cell(value: Value, column: Column) -> str:
    kind = "" if column.kind == "text" else "number"
    return _element("td", _text(printed(value, kind=column.kind)), kind=kind)


def _figure(figure: Figure, caption: str) -> str:
    try:
        described = _text("；".join(texts(figure)))
        picture = svg(figure).replace("<svg", f'<svg role="img" aria-label="{described}"', 1)
    except Refused as refusal:
        if refusal.rule != "report.no_font":
            raise
        picture = _element("p", _text(say("report.figure_missing")))
    return _element("figure", picture + _element("figcaption", caption))
