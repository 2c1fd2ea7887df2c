"""Checks a workbook's outer shell before the parser sees it: bombs, passwords, stray cells.

Runs in the child process.
"""

from __future__ import annotations

import io
import zipfile

from sgstats.errors import Refused
from sgstats.sources.limits import MB, limits
from sgstats.sources.sniff import container

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def inspect(data: bytes) -> None:
    """Refuse a workbook that is protected, damaged, not a workbook, or a danger to its parser.

    Raises:
        Refused: With the reason and what to do.
    """
    if container(data[:2048]) == "ole":
        if _ENCRYPTED in data:
            raise Refused("file.encrypted")
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _inspect_members(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError):
        raise Refused("file.damaged") from None


def _inspect_members(archive: zipfile.ZipFile) -> None:
    rules = limits()["workbook"]
    members = archive.infolist()
    if sum(member.file_size for member in members) > rules["unpacked_mb"] * MB:
        raise Refused("file.bomb")
    for member in members:
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > rules["ratio_free_mb"] * MB and ratio > rules["ratio"]:
            raise Refused("file.bomb")
