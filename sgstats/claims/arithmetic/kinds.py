"""Lines of a table that divide the same people in several ways: by gender, by age, by education."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sgstats.fields import normalise

if TYPE_CHECKING:
    from sgstats.claims.arithmetic.sheet import Head

EVERYBODY = ({"男", "女"}, {"男性", "女性"}, {"党员", "非党员"}, {"持证", "无证"}, {"城镇", "农村"})
"""Lines that leave nobody out, whatever their numbers say."""
_KINDS = {
    "gender": re.compile(r"^[男女]性?(?:人数)?$"),
    "age": re.compile(r"\d{2}(?:周?岁)?(?:[-—–~～至到]\d{2})?周?岁?(?:\(含\)|及其?)?(?:以[上下])?$|^\d0后$"),
    "education": re.compile(r"研究生|硕士|博士|本科|大专|专科|中专|高中|初中|小学"),
    "politics": re.compile(r"党员|团员|群众|民主党派"),
    "certificate": re.compile(r"持证|无证|证书"),
    "post": re.compile(r"正职|副职|一般(?:工作)?人员"),
    "marriage": re.compile(r"已婚|未婚|离异|丧偶"),
}


def kinds(heads: Sequence[Head], parts: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The lines by what they divide people by; nothing where all divide by one thing.

    Args:
        heads: All lines.
        parts: Places of those that could be parts.

    Returns:
        Places by kind, where every line is of a known kind and there are two kinds or more.

    Example:
        >>> from sgstats.claims.arithmetic.sheet import Head
        >>> heads = [Head(number=place, levels=(name,)) for place, name in enumerate("男 女 党员".split())]
        >>> kinds(heads, (0, 1, 2)), kinds(heads[:2], (0, 1))
        (((0, 1), (2,)), ())
    """
    found: dict[str, list[int]] = {}
    for place in parts:
        found.setdefault(_kind(heads[place].own), []).append(place)
    known = {kind: places for kind, places in found.items() if kind}
    if len(known) < 2 or 2 * len(found.get("", ())) > len(parts):
        return ()
    return tuple(tuple(places) for places in known.values())


def _kind(name: str) -> str:
    told = normalise(name)
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(told)), "")
