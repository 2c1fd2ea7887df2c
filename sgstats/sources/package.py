"""Checks a workbook's outer shell before the parser sees it: bombs, passwords, foreign files.

Runs in the child process.
"""

from __future__ import annotations

import io
import zipfile

from sgstats.errors import Refused
from sgstats.sources.limits import MB, limits
from sgstats.sources.scan import Noticed, scan
from sgstats.sources.sniff import container

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


def inspect(data: bytes) -> dict[str, Noticed]:
    """Refuse a workbook that is protected, damaged, not a workbook, or a danger to its parser.

    Args:
        data: All bytes of the file.

    Returns:
        What the parser will not tell of each sheet, where the file is an .xlsx.

    Raises:
        Refused: With the reason and what to do.
    """
    if container(data[:2048]) == "ole":
        if is_locked(data):
            raise Refused("file.encrypted")
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_bombs(archive.infolist())
            _refuse_foreign(archive.namelist())
            refuse_document_types(archive)
            return scan(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError):
        raise Refused("file.damaged") from None


def is_locked(data: bytes) -> bool:
    """Whether a file is protected by a password: it is an OLE container around its encrypted package."""
    return container(data[:2048]) == "ole" and _ENCRYPTED in data


def refuse_bombs(members: list[zipfile.ZipInfo]) -> None:
    """Refuse a package that would unpack to an abnormal size."""
    rules = limits()["workbook"]
    if sum(member.file_size for member in members) > rules["unpacked_mb"] * MB:
        raise Refused("file.bomb")
    for member in members:
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > rules["ratio_free_mb"] * MB and ratio > rules["ratio"]:
            raise Refused("file.bomb")


def _refuse_foreign(names: list[str]) -> None:
    if not any(name.lower() in _WORKBOOKS for name in names):
        raise Refused("file.foreign", kind="Word" if "word/document.xml" in names else "zip")


def refuse_document_types(archive: zipfile.ZipFile) -> None:
    """A DTD can define entities that grow without end; no workbook has one.

    It stands before the root element, so only the beginning of each part is looked at.
    """
    for name in archive.namelist():
        if name.lower().endswith((".xml", ".rels")):
            with archive.open(name) as source:
                if b"<!DOCTYPE" in source.read(1 << 16):
                    raise Refused("file.document_type")
