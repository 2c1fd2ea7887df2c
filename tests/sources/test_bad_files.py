"""A file that can't be read is refused: one sentence, naming the file and what to do, and no traceback."""

from __future__ import annotations

import io
import os
import random
import zipfile

import openpyxl
import pytest
from sources.exports import ROSTER, csv_file, people, xls_file, xlsx_file

from sgstats.errors import Refused
from sgstats.messages import LANGUAGES, use_language
from sgstats.sources import read
from sgstats.sources.limits import limits


def workbook() -> bytes:
    book, body = openpyxl.Workbook(), io.BytesIO()
    for row in ROSTER:
        book.active.append(row)
    book.save(body)
    return body.getvalue()


def zipped(**members: bytes) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return body.getvalue()


def changed(member: str, change) -> bytes:
    """A good workbook with one member changed."""
    body = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as old,
        zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == member else old.read(name))
    return body.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
DTD = b'<!DOCTYPE x [<!ENTITY a "b">]>'
NOISE = random.Random(3).randbytes(4000)
PROSE = "关于做好社区工作者队伍自查整改工作的通知\n各街道：\n请于月底前报送自查报告，\n特此通知。\n"
XML_2003 = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="x"/>'

BAD = {
    "empty.csv": (b"", "file.empty"),
    "empty.xlsx": (b"", "file.empty"),
    "white-space.csv": (b" \r\n\t\r\n" * 9, "file.empty"),
    "only-a-mark.csv": (b"\xef\xbb\xbf", "file.empty"),
    "only-commas.csv": (b",,,\n,,,\n", "file.empty"),
    "blank.xlsx": (
        changed(SHEET, lambda _: b"<worksheet><sheetData/></worksheet>"),
        "file.empty",
    ),
    "prose.txt": (PROSE.encode(), "file.no_table"),
    "english-prose.txt": (b"Dear all, please read, and answer, soon.\nBest, Ann\n", "file.no_table"),
    "no-header.csv": ("甲一,女,1985.06\n乙二,男,1990.11\n".encode(), "file.no_table"),
    "no-table.xls": ("<html><body>登录超时，请重新登录</body></html>".encode("gb18030"), "file.no_table"),
    "password.xlsx": (
        OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
        "file.encrypted",
    ),
    "cut.xlsx": (workbook()[:3000], "file.damaged"),
    "cut-early.xlsx": (workbook()[:50], "file.damaged"),
    "broken-sheet.xlsx": (
        changed(SHEET, lambda xml: xml[: len(xml) // 2]),
        "file.damaged",
    ),
    "broken-ole.xls": (OLE + NOISE, "file.damaged"),
    "zip-of-other-things.xlsx": (zipped(a__b=b"x"), "file.foreign"),
    "word.xlsx": (zipped(**{"word__document.xml": b"<x/>"}), "file.foreign"),
    "scan.csv": (b"%PDF-1.7 ...", "file.foreign"),
    "picture.xlsx": (b"\x89PNG\r\n\x1a\n...", "file.foreign"),
    "noise.csv": (NOISE, "file.binary"),
    "noise.xlsx": (b"\x00" + NOISE, "file.binary"),
    "xml-2003.xls": (XML_2003.encode(), "file.xml_spreadsheet"),
    "dtd.xlsx": (
        changed("xl/workbook.xml", lambda xml: b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml),
        "file.document_type",
    ),
    "million-columns.csv": (b"a," * 1_000_000 + b"a\n1,2\n", "file.too_many_columns"),
    "ragged-million.csv": ("姓名,性别\n".encode() + b"1," * 1_000_000 + b"1\n", "file.too_many_columns"),
    "open-quote.csv": ('姓名,性别\n"甲一,女\n乙二,男\n'.encode(), "file.open_quote"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_file_is_refused_by_name(tmp_path, name, language):
    data, rule = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Refused) as refusal:
        read(path)
    use_language(language)
    sentence = str(refusal.value)
    use_language(None)
    assert refusal.value.rule == rule
    assert name in sentence
    assert not [private for private in ("甲一", "乙二", "Traceback") if private in sentence]


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(Refused, match=r"找不到文件 名单\.xlsx"):
        read(tmp_path / "名单.xlsx")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(Refused, match="不是文件"):
        read(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may open every file")
def test_a_file_one_may_not_open_is_refused(tmp_path):
    path = csv_file(tmp_path / "a.csv", ROSTER)
    path.chmod(0)
    with pytest.raises(Refused, match="打不开文件"):
        read(path)


def test_a_workbook_larger_than_the_limit_is_refused_unread(tmp_path, monkeypatch):
    path = xlsx_file(tmp_path / "a.xlsx", ROSTER)
    monkeypatch.setitem(limits()["workbook"], "file_mb", 0.001)
    with pytest.raises(Refused, match="超过上限"):
        read(path)


def test_a_workbook_with_every_sheet_hidden_asks_which(tmp_path):
    path = xlsx_file(tmp_path / "a.xlsx", ROSTER, dress=lambda book: book.create_sheet("空").append([None]))
    data = path.read_bytes()
    body = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(body, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'state="visible"', b'state="hidden"'))
    path.write_bytes(body.getvalue())
    with pytest.raises(Refused) as refusal:
        read(path)
    assert (refusal.value.rule, refusal.value.values["sheets"]) == ("file.all_hidden", "名单、空")


def test_a_damaged_file_next_to_good_ones_costs_only_itself(tmp_path):
    (tmp_path / "bad.xls").write_bytes(OLE + NOISE)
    with pytest.raises(Refused):
        read(tmp_path / "bad.xls")
    assert len(people(read(xls_file(tmp_path / "good.xls", ROSTER)).tables[0])) == 3


def test_a_sheet_asked_of_a_text_file_is_refused(tmp_path):
    with pytest.raises(Refused, match="名单一"):
        read(csv_file(tmp_path / "a.csv", ROSTER), sheet="名单一")
