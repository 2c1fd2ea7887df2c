"""What a file is, by its first bytes; its name may say anything."""

from __future__ import annotations

from typing import Literal

Container = Literal["zip", "ole", "html", "xml", "text"]

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_HTML = (b"<html", b"<table", b"<meta", b"<!doctype html", b"<head", b"<body", b"<style")

_FOREIGN = {
    b"%PDF": "PDF",
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG": "PNG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x1f\x8b": "gzip",
    b"{\\rtf": "RTF",
    b"PAR1": "Parquet",
    b"SQLite format 3": "SQLite",
    b"MZ": "EXE",
}
"""Signatures (registered file formats) of files that people drop here by mistake."""


def container(head: bytes) -> Container:
    r"""What kind of container the bytes are.

    Args:
        head: The first two thousand bytes or so.

    Example:
        >>> container(b"PK\x03\x04..."), container(b"  <TABLE><tr>"), container("姓名,性别".encode())
        ('zip', 'html', 'text')
    """
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(_OLE):
        return "ole"
    start = _without_mark(head[:2048]).lstrip(b" \t\r\n").lower()
    if start.startswith(_HTML):
        return "html"
    return _markup(start) if start.startswith((b"<?xml", b"<!--")) else "text"


def foreign(head: bytes) -> str | None:
    """Name of a well-known kind of file that holds no table for us, or None.

    Example:
        >>> foreign(b"%PDF-1.7"), foreign(b"name,sex")
        ('PDF', None)
    """
    return next((name for magic, name in _FOREIGN.items() if head.startswith(magic)), None)


def _markup(start: bytes) -> Container:
    return "html" if b"<html" in start or b"<table" in start.replace(b":table", b"") else "xml"


def _without_mark(head: bytes) -> bytes:
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return head[2:].replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf")
