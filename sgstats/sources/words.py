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


INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Characters without a shape: marks of direction, joiners, soft hyphens."""


def plain(text: str) -> str:
    """A cell as the patterns see it: half-width, without white space and invisible characters.

    Example:
        >>> plain(" 合　计：９人 ")
        '合计:9人'
    """
    return re.sub(rf"[\s{INVISIBLE}]+", "", unicodedata.normalize("NFKC", text))


def people_in(text: str, *names: str) -> int | None:
    """The number of people a cell states, or None.

    Args:
        text: The cell.
        names: Patterns whose first group is the number, the first that fits first.

    Example:
        >>> people_in("9 人"), people_in("9.0"), people_in("1985.06")
        (9, 9, None)
        >>> people_in("合计：12人", "people_in_label"), people_in("总计伍人", "people_in_label")
        (12, 5)
    """
    for name in names or ("people",):
        found = pattern(name).search(plain(text))
        if found:
            return number_in(found.group(1))
    return None


def number_in(digits: str) -> int | None:
    """A whole number in digits or in Chinese numerals, plain or for banks.

    Example:
        >>> number_in("162"), number_in("一千零六十二"), number_in("拾伍"), number_in("两万三千")
        (162, 1062, 15, 23000)
    """
    if digits.isdecimal():
        return int(digits)
    numerals, powers = words()["numerals"], words()["powers"]
    if not any(character in powers for character in digits):
        return int("".join(str(numerals[character]) for character in digits))
    high, _, low = digits.rpartition("万")
    return 10_000 * _below_ten_thousand(high) + _below_ten_thousand(low)


def _below_ten_thousand(digits: str) -> int:
    total, single = 0, 0
    for character in digits:
        power = words()["powers"].get(character)
        if power:
            total, single = total + (single or 1) * int(power), 0
        else:
            single = int(words()["numerals"][character])
    return total + single
