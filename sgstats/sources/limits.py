"""How much of a file is read before it is refused; the numbers are in ``limits.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What one parse may cost: bytes of memory and seconds."""

    memory: int
    seconds: float


@cache
def limits() -> dict[str, dict[str, Any]]:
    """The limits by area.

    Example:
        >>> limits()["table"]["columns"]
        1000
    """
    text = resources.files(__package__).joinpath("limits.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def allowance(*, kind: str, size: int) -> Allowance:
    """What parsing a file of this size may cost.

    Args:
        kind: ``workbook`` or ``text``.
        size: Bytes of the file.

    Example:
        >>> allowance(kind="text", size=10 * MB)
        Allowance(memory=780000000, seconds=25.0)
    """
    rules = limits()[kind]
    return Allowance(
        memory=int(rules["memory_mb"] * MB + rules.get("memory_per_mb", 0) * size),
        seconds=rules["seconds"] + rules["seconds_per_mb"] * size / MB,
    )
