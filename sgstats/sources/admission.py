"""Whether a file may be parsed at all, and by which limits; its bytes decide, not its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sgstats.errors import Refused
from sgstats.sources.limits import MB, limits
from sgstats.sources.sniff import container, foreign

if TYPE_CHECKING:
    from pathlib import Path

Area = Literal["file", "document"]
"""Whether lists or reports are read: what is refused says what was wanted instead."""
RULES: dict[Area, dict[str, str]] = {
    "file": {
        "foreign": "file.foreign", "big": "file.too_big", "folder": "file.not_a_file", "empty": "file.empty",
    },
    "document": {
        "foreign": "document.foreign", "big": "document.too_big", "folder": "document.not_a_file",
        "empty": "document.empty",
    },
}  # fmt: skip


def admit(path: Path, *, area: Area) -> str:
    """The family of a file, ``workbook`` or ``text``, whose limits apply while it is parsed.

    Args:
        path: The file.
        area: What it is to be read as.

    Raises:
        Refused: It is missing, empty, too big or of a kind that is not read.
    """
    head = _head(path, area=area)
    kind = foreign(head)
    if kind:
        raise Refused(RULES[area]["foreign"], file=path.name, kind=kind)
    family = "workbook" if container(head) in {"zip", "ole"} else "text"
    of = family if area == "file" else area
    limit, size = limits()[of]["file_mb"], path.stat().st_size
    if size > limit * MB:
        raise Refused(RULES[area]["big"], file=path.name, megabytes=-(-size // MB), limit=limit)
    return family


def _head(path: Path, *, area: Area) -> bytes:
    if not path.exists():
        raise Refused("file.missing", file=path.name)
    if not path.is_file():
        raise Refused(RULES[area]["folder"], file=path.name)
    try:
        with path.open("rb") as source:
            head = source.read(2048)
    except OSError:
        raise Refused("file.unopenable", file=path.name) from None
    if not head:
        raise Refused(RULES[area]["empty"], file=path.name)
    return head
