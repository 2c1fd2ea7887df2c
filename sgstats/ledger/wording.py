"""What the words of issues and causes say: how many are meant, and which class a cause is of."""

from __future__ import annotations

import re
from functools import cache

from sgstats.errors import Refused
from sgstats.ledger.states import data
from sgstats.messages import listed


@cache
def degrees() -> tuple[str, ...]:
    """The words of degree, lowest first: ranks, never numbers.

    Example:
        >>> degrees()
        ('个别', '有的', '不少', '大部分', '绝大多数', '普遍')
    """
    return tuple(one["name"] for one in data("degrees")["rank"])


def degree_in(text: str) -> str | None:
    """The first word of degree of a text as written, or None; where two begin together, the longer.

    Example:
        >>> degree_in("大部分社工们自学意识不强"), degree_in("每年不少于2次"), degree_in("部分社工")
        ('大部分', None, '部分')
    """
    bare = _misleading().sub(lambda match: "　" * len(match.group()), text)
    found = [match for form in _ranked() if (match := form.search(bare))]
    first = min(found, key=lambda match: (match.start(), -len(match.group())), default=None)
    return first.group() if first else None


def rank(word: str) -> int:
    """The rank of a word of degree, from 1 for 个别.

    Raises:
        Refused: It is none.

    Example:
        >>> rank("个别") < rank("有的") == rank("一些") < rank("普遍")
        True
    """
    found = next((place for place, form in enumerate(_ranked(), start=1) if form.fullmatch(word)), None)
    if found is None:
        raise Refused("ledger.degree_unknown", word=word, known=listed(degrees()))
    return found


def rank_or_none(word: str | None) -> int | None:
    """The same, of a word that may be none or of somebody's own."""
    return next((n for n, form in enumerate(_ranked(), start=1) if word and form.fullmatch(word)), None)


@cache
def _ranked() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one["words"]) for one in data("degrees")["rank"])


@cache
def _misleading() -> re.Pattern[str]:
    return re.compile("|".join(data("degrees")["not"]))


@cache
def cause_classes() -> tuple[str, ...]:
    """The classes of causes.

    Example:
        >>> len(cause_classes()), "培训缺位" in cause_classes()
        (8, True)
    """
    return tuple(one["name"] for one in data("causes")["class"])


def class_of(text: str) -> str | None:
    """The class of a cause by its words, or None where no word of any class stands in it.

    Example:
        >>> class_of("社区负责人平时没有组织过相关专题的培训"), class_of("原因待查")
        ('培训缺位', None)
    """
    hits = {name: len(set(form.findall(text))) for name, form in _classes().items()}
    best = max(hits, key=lambda name: hits[name])
    return best if hits[best] else None


@cache
def _classes() -> dict[str, re.Pattern[str]]:
    return {one["name"]: re.compile(one["words"]) for one in data("causes")["class"]}
