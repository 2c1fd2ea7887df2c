"""The words by which rows say that they are not people; the words are in ``words.toml``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Any


@cache
def words() -> dict[str, Any]:
    """Patterns, word lists and thresholds by name."""
    text = resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One pattern, compiled."""
    return re.compile(words()[name])


def plain(text: str) -> str:
    """A cell as the patterns see it: half-width, without white space.

    Example:
        >>> plain(" 合　计：９人 ")
        '合计:9人'
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def people_in(text: str, *, name: str = "people") -> int | None:
    """The number of people a cell states, or None.

    Example:
        >>> people_in("9 人"), people_in("9.0"), people_in("1985.06")
        (9, 9, None)
        >>> people_in("合计：12人", name="people_in_label")
        12
    """
    found = pattern(name).search(plain(text))
    return int(found.group(1)) if found else None
