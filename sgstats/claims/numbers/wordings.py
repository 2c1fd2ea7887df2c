"""The words of number_words.toml, as patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from sgstats.claims.claim import Operator
from sgstats.claims.numbers.numerals import CHINESE


@cache
def words() -> dict[str, Any]:
    """All of the file, as it stands.

    Example:
        >>> words()["fractions"]["words"]["半数"]
        '50'
    """
    file = resources.files(__package__).joinpath("number_words.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def one_of(terms: Iterable[str]) -> str:
    """A pattern for any of these terms; the longer wins.

    Example:
        >>> one_of(["近", "将近"])
        '(?:将近|近)'
    """
    longest_first = sorted(set(terms), key=lambda term: (-len(term), term))
    return f"(?:{'|'.join(map(re.escape, longest_first))})"


@cache
def operator_of(place: str) -> dict[str, Operator]:
    """The operator of each word that stands ``before`` or ``behind`` a number.

    Example:
        >>> operator_of("before")["不足"], operator_of("behind")["以上"]
        ('<', '≥')
    """
    return {term: sign for sign, terms in words()[place].items() for term in terms}


@cache
def kind_of_unit() -> dict[str, str]:
    """What kind of number each unit makes.

    Example:
        >>> kind_of_unit()["学时"], kind_of_unit()["人次"]
        ('value', 'count')
    """
    units = {kind: terms for kind, terms in words()["units"].items() if isinstance(terms, list)}
    return {term: kind for kind, terms in units.items() for term in terms}


@cache
def before() -> re.Pattern[str]:
    """A word of comparison that ends where the number begins; ``word`` is the word itself."""
    guarded = [f"(?<![{others}]){word}" for word, others in words()["part_of_another_word"].items()]
    plain = one_of(set(operator_of("before")) - set(words()["part_of_another_word"]))
    return re.compile(
        rf"(?P<word>{plain}|{'|'.join(guarded)})(?:了|有|为|达到|达|占|到)?(?:(?:占)?[^,。;、\d\0]{{0,6}}(?:总数|人数|总人数|总量|比例|比重|全部|全体|队伍|人员)的)?\s?$"
    )


@cache
def behind() -> re.Pattern[str]:
    """A word of comparison where number and unit end; ``open`` if it says that the number is left out."""
    terms = operator_of("behind")
    under = one_of(term for term, sign in terms.items() if sign == "<")
    plain = one_of(term for term, sign in terms.items() if sign != "<")
    brackets = r"(?:\(不?含[^()]{0,8}\))?"
    return re.compile(rf"{brackets}(?P<word>{plain}|{under}(?!\s?[\d{CHINESE}以额])){brackets}")


@cache
def unit() -> re.Pattern[str]:
    """A unit where the number ends, unless the next character makes another word of it."""
    followers = words()["units"]["not_before"]
    longest_first = sorted(kind_of_unit(), key=lambda term: (-len(term), term))
    terms = [f"{term}(?![{followers[term]}])" if followers.get(term) else term for term in longest_first]
    return re.compile(rf"(?:个[多余](?:月|小时|星期)|{'|'.join(terms)})")
