"""Reports to be verified: a self-check as .docx, partly as .md and .txt, and tables of two years."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from zhconv import convert

from .grid import Book, Grid
from .sheets import fill, sheet
from .slow_claims import Truth, verdict
from .spelling import Cell
from .truth import settings
from .writers import CREATED, write_xlsx

FOLDER = "自查"
WORD, MARKDOWN, TEXT = "自查报告-2023-全区.docx", "自查报告-2023-节选.md", "自查报告-2023-繁体-GB18030.txt"
THIS_YEAR, LAST_YEAR = "各街道统计表-2023.xlsx", "各街道统计表-2022.xlsx"
NOTES = {
    "問題": "問(wèn)題",
    "自查": "自(zì)查",
    "機制": "機(jī)制",
    "培訓": "培訓(xùn)",
    "學歷": "學(xué)歷",
}
"""Pinyin that a website put behind characters."""
Facts = Mapping[str, Any]


def write_drafts(known: Truth, streets: list[str], folder: Path) -> None:
    """All five files."""
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    rows = list(table(known, streets))
    (place / WORD).write_bytes(_word(rows))
    (place / MARKDOWN).write_text("\n\n".join(_markdown(rows)) + "\n", encoding="utf-8", newline="\n")
    (place / TEXT).write_bytes("\r\n".join(map(traditional, _texts("txt"))).encode("gb18030"))
    for book in workbooks(known, streets):
        write_xlsx(book, place / book.file)


def paragraphs(form: str) -> list[Facts]:
    """The paragraphs of one draft."""
    return [one for one in settings("self_check")["paragraph"] if form in one.get("files", ["docx"])]


def table(known: Truth, streets: Iterable[str]) -> Iterator[list[str]]:
    """People by street as the report prints them: all true but the total of the first column."""
    told = settings("self_check")["table"]
    yield told["header"]
    for street in streets:
        yield [street, *(str(known(f"2023/{street}/{value}")) for value in told["values"])]
    sums = [known(f"2023/全区/{value}") for value in told["values"]]
    yield ["合计", *map(str, [told["printed_total"], *sums[1:]])]


def _texts(form: str) -> list[str]:
    return [one["text"] for one in paragraphs(form)]


def _word(rows: list[list[str]]) -> bytes:
    """The report as Word keeps it, with the same bytes every time."""
    document = Document()
    document.core_properties.created = document.core_properties.modified = CREATED
    for one in paragraphs("docx"):
        style = {"title": "Title", "heading": "Heading 1"}.get(one.get("style"))
        document.add_paragraph(one["text"], style)
        if one.get("style") == "table":
            printed = document.add_table(len(rows), len(rows[0]), "Table Grid")
            for line, cells in zip(printed.rows, rows, strict=True):
                for cell, text in zip(line.cells, cells, strict=True):
                    cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return _dated(buffer)


def _dated(package: io.BytesIO) -> bytes:
    """The same parts in the same order, all of one day."""
    buffer = io.BytesIO()
    with ZipFile(package) as source, ZipFile(buffer, "w") as target:
        for name in source.namelist():
            part = ZipInfo(name, CREATED.timetuple()[:6])
            part.compress_type = ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return buffer.getvalue()


def _markdown(rows: list[list[str]]) -> Iterator[str]:
    marks = {"title": "# ", "heading": "## "}
    for one in paragraphs("md"):
        yield marks.get(one.get("style"), "") + one["text"]
        if one.get("style") == "table":
            lines = ["| " + " | ".join(cells) + " |" for cells in rows]
            yield "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def traditional(text: str) -> str:
    """In traditional script, with pinyin behind some characters and commas doubled."""
    written = str(convert(text, "zh-hant"))
    for word, noted in NOTES.items():
        written = written.replace(word, noted)
    return written.replace("名，占", "名，，占")


def workbooks(known: Truth, streets: list[str]) -> list[Book]:
    """This year's table, with one number of last year's changed, and last year's table."""
    return [_workbook(known, streets, year) for year in (2023, 2022)]


def _workbook(known: Truth, streets: list[str], year: int) -> Book:
    told = settings("self_check")["workbook"]
    grid: Grid = sheet("统计表", told["header"], head=[f"青禾区各街道社区工作者统计表（{year}年12月31日）"])
    rows = [[place, *_numbers(known, place, year)] for place in [*streets, "全区"]]
    wrong = told["wrong"]
    for row in rows:
        if year == 2023 and row[0] == wrong["street"]:
            row[2] = wrong["printed"]
    rows[-1][0] = "合计"
    fill(grid, rows)
    file = THIS_YEAR if year == 2023 else LAST_YEAR
    return Book(file=file, as_of=date(year, 12, 31), grids=[grid], day_stands_in="title")


def _numbers(known: Truth, street: str, year: int) -> Iterator[Cell]:
    for value in settings("self_check")["workbook"]["values"]:
        told = known(f"{year}/{street}/{value}") if value else known(f"{year - 1}/{street}/people/全部")
        yield int(told)


def claims(known: Truth) -> dict[str, Any]:
    """What verifying each draft should find."""
    files = {WORD: "docx", MARKDOWN: "md", TEXT: "txt"}
    found = {file: _expected(form, known) for file, form in files.items()}
    wrong = settings("self_check")["workbook"]["wrong"]
    before = known(f"2022/{wrong['street']}/people/全部")
    last = {"check": "last_year", "printed": str(wrong["printed"]), "expected": str(before)}
    return found | {THIS_YEAR: {"previous": LAST_YEAR, "arithmetic": [last]}}


def _expected(form: str, known: Truth) -> dict[str, Any]:
    as_written = traditional if form == "txt" else str
    said = [(one["text"], claim) for one in paragraphs(form) for claim in one.get("claims", ())]
    breaches = [one["breach"] for one in paragraphs(form) if "breach" in one]
    if form != "txt":
        told = settings("self_check")["table"]
        total = known(f"2023/全区/{told['values'][0]}")
        breaches.append({
            "check": "parts_and_whole", "printed": str(told["printed_total"]), "expected": str(total)
        })  # fmt: skip
    return {
        "claims": [
            {"text": as_written(text)} | verdict(claim, known) | {"printed": as_written(claim["says"])}
            for text, claim in said
        ],
        "arithmetic": breaches,
    }
