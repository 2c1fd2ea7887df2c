"""The words by which a table says what its rows and columns are; they are in ``words.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from sgstats.fields import normalise


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One pattern; those of a group are named ``rates.turnover``."""
    found: Any = _words()
    for part in name.split("."):
        found = found[part]
    return re.compile(found)


@lru_cache(maxsize=100_000)
def says(name: str, label: str) -> bool:
    """Whether a label holds the words of this name.

    Example:
        >>> says("strict", "合 计"), says("strict", "合计划"), says("share", "占 比（%）")
        (True, False, True)
    """
    return pattern(name).search(normalise(label)) is not None


def names(group: str) -> tuple[str, ...]:
    """The patterns of a group.

    Example:
        >>> "turnover" in names("rates")
        True
    """
    return tuple(_words()[group])


@cache
def _words() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
