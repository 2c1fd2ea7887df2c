"""What cannot be read as a report is refused in one sentence that says what to do, and costs little."""

from __future__ import annotations

import zipfile

import pytest
from sources.exports import csv_file, xlsx_file
from sources.reports import cell, par, row, table, word_file

from sgstats.errors import Refused
from sgstats.messages import entry
from sgstats.sources import document_of, printing, read, read_document
from sgstats.sources.limits import limits

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def refused(path, *, rule):
    with pytest.raises(Refused) as refusal:
        read_document(path)
    assert refusal.value.rule == rule
    assert path.name in str(refusal.value)
    return str(refusal.value)


def file(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    return tmp_path / name


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("扫描.pdf", b"%PDF-1.7 ...", "document.foreign"),
        ("照片.docx", b"\x89PNG....", "document.foreign"),
        ("通报.rtf", b"{\\rtf1 ...", "document.foreign"),
        ("通报.xml", b'<?xml version="1.0"?><w:wordDocument/>', "document.foreign"),
        ("通报.doc", OLE + "WordDocument".encode("utf-16-le"), "document.old_word"),
        ("通报.wps", OLE + "WordDocument".encode("utf-16-le"), "document.old_word"),
        ("加密.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "file.encrypted"),
        ("空.txt", b"", "document.empty"),
        ("空白.txt", "\ufeff \r\n\u3000\n".encode(), "document.empty"),
        ("坏.docx", b"PK\x03\x04word/document.xml", "document.damaged"),
        ("乱码.txt", bytes(range(256)) * 4, "file.binary"),
    ],
)
def test_what_is_no_report_is_refused_by_its_bytes(tmp_path, name, content, rule):
    refused(file(tmp_path, name, content), rule=rule)


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path):
    refused(tmp_path / "没有.docx", rule="file.missing")
    refused(tmp_path, rule="document.not_a_file")


def test_a_text_of_blanks_is_refused():
    with pytest.raises(Refused) as refusal:
        document_of(" \n\u3000")
    assert refusal.value.rule == "document.no_words"


def test_a_scan_is_told_from_an_empty_document(tmp_path):
    picture = {"word/media/image1.png": "x"}
    refused(word_file(tmp_path / "扫描.docx", par() + par(" "), parts=picture), rule="document.scanned")
    refused(word_file(tmp_path / "空.docx", par()), rule="document.empty")


def test_a_package_of_another_kind_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/nothing.xml", "<a/>")
    refused(tmp_path / "a.docx", rule="document.foreign")


def test_a_broken_part_is_a_damaged_file(tmp_path):
    refused(word_file(tmp_path / "a.docx", "<w:p>"), rule="document.damaged")


@pytest.mark.parametrize(
    "rows", [[["男", 67], ["女", 1269]], [["1", "2"], ["3", "4"]], [["性别表"], ["男", 67]]]
)
def test_a_table_without_header_is_refused(tmp_path, rows):
    refused(csv_file(tmp_path / "a.csv", rows), rule="document.no_header")
    refused(xlsx_file(tmp_path / "a.xlsx", rows), rule="document.no_header")


def test_a_word_table_without_header_is_read(tmp_path):
    assert read_document(word_file(tmp_path / "a.docx", table(row("男", "67"), row("女", "8")))).tables


def test_a_list_of_people_is_not_verified(tmp_path, monkeypatch):
    monkeypatch.setitem(limits(), "document", limits()["document"] | {"cells": 20})
    rows = [["姓名", "性别", "年龄"], *([["甲", "女", "40"]] * 10)]
    refused(xlsx_file(tmp_path / "a.xlsx", rows), rule="document.too_many_cells")


def test_merges_that_would_fill_the_memory_are_refused(monkeypatch):
    monkeypatch.setitem(limits(), "document", limits()["document"] | {"cells": 20})
    cells = [[0, 0, "男"], [0, 99, "女"]]
    with pytest.raises(Refused):
        printing.assembled([{"name": None, "cells": cells, "merges": [[0, 0, 0, 50]]}], file="a.docx")


def test_a_file_too_big_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setitem(limits(), "document", limits()["document"] | {"file_mb": 0.001})
    refused(file(tmp_path, "a.txt", "共有8人。".encode() * 1000), rule="document.too_big")


# Attacks


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = word_file(tmp_path / "a.docx", par("共8人。"))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.bin", bytes(301_000_000))
    refused(path, rule="file.bomb")


def test_entities_are_refused(tmp_path):
    laughs = '<!DOCTYPE w [<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    refused(word_file(tmp_path / "a.docx", par("&b;"), head=laughs), rule="file.document_type")


def test_entities_hidden_from_the_first_look_are_not_resolved(tmp_path):
    filler = f"<!--{'x' * (1 << 17)}-->"
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", "utf-8")
    head = f'{filler}<!DOCTYPE w [<!ENTITY b SYSTEM "{secret.as_uri()}">]>'
    document = read_document(word_file(tmp_path / "a.docx", par("共<w:r><w:t>8&b;</w:t></w:r>人"), head=head))
    assert "机密" not in "".join(one.text for one in document.paragraphs)


def test_a_table_deeper_than_any_reader_needs_is_refused(tmp_path):
    deep = "深"
    for _ in range(200):
        deep = table(row(cell(deep if deep == "深" else f"{deep}<w:p/>")))
    refused(word_file(tmp_path / "a.docx", deep), rule="document.damaged")


def test_a_report_is_no_list_and_a_list_reader_says_so(tmp_path):
    with pytest.raises(Refused) as refusal:
        read(word_file(tmp_path / "a.docx", par("共8人。")))
    assert refusal.value.rule == "file.foreign"


@pytest.mark.parametrize("rule", ["document.old_word", "document.scanned", "document.no_header"])
def test_a_refusal_says_what_to_do(rule):
    assert "重试" in entry(rule)["zh"]
    assert "try again" in entry(rule)["en"]
