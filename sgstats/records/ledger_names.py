"""Names of people in running text: those that a file itself lists, and those that the words around show.

Nothing here knows who anybody is. A name is a surname and one or two characters beside words that only
people stand beside, or beside a telephone number; words that merely begin like one are listed.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

from sgstats.records.ledger_privacy import (
    MASK,
    Kept,
    looks_like_name,
    mask_names,
    mask_numbers,
    named_in,
    surnames,
)
from sgstats.records.ledger_text import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Span = tuple[int, int]
_HAN = "[\u4e00-\u9fff]"
_LENGTHS = (3, 4, 2)
"""Characters of a name; one of four has a surname of two."""


def listed_names(cells: Iterable[str]) -> frozenset[str]:
    """The names that stand in cells meant for people.

    Example:
        >>> sorted(listed_names(["张丽华（社区主任）", "王小明、党建办", "安全"]))
        ['张丽华', '王小明']
    """
    found = (name for cell in cells for name in named_in(tidy(cell)))
    return frozenset(name for name in found if len(name) > 1 and not _is_word(name))


def names_beside(text: str) -> frozenset[str]:
    """The names that the words of a text show.

    Example:
        >>> names_beside("填报人：王小明13800138000")
        frozenset({'王小明'})
    """
    masked = mask_numbers(text).text or ""
    return frozenset(re.sub(r"\s", "", masked[start:end]) for start, end in _spans(masked))


def mask_people(text: str, *, names: frozenset[str] = frozenset()) -> Kept:
    """A text without numbers of people, without listed names, and without names that its words show.

    Args:
        text: Running text.
        names: Names to be masked wherever they stand.

    Example:
        >>> mask_people("考核不严（李建国反映），联系人张丽华").text
        '考核不严（＊＊＊反映），联系人＊＊＊'
        >>> mask_people("联系方式不全，由高校负责，安全（常态）").left_out
        False
    """
    masked = mask_names(mask_numbers(text).text or "", names=names).text or ""
    # The last first, so that the places before stay.
    for start, end in sorted(_spans(masked), reverse=True):
        masked = masked[:start] + MASK + masked[end:]
    masked = _cues().joined.sub(lambda one: MASK if _is_name(one[0]) else one[0], masked)
    return Kept(text=masked, left_out=masked != text)


def _spans(text: str) -> list[Span]:
    """Where the words of a text show names, without overlaps."""
    found = sorted({*_behind(text), *_before(text), *_bracketed(text), *_called(text)})
    return [one for before, one in pairwise([(0, 0), *found]) if one[0] >= before[1]]


def _behind(text: str) -> Iterator[Span]:
    """Names behind 联系人, 负责人, 联系."""
    for match in _cues().before.finditer(text):
        start = match.end()
        for length in _LENGTHS:
            end = start + length
            ends = not re.match(_HAN, text[end : end + 1]) or _cues().after.match(text, end)
            if end <= len(text) and ends and _is_name(text[start:end]):
                yield start, end
                break


def _before(text: str) -> Iterator[Span]:
    """Names before 反映, 提供, 负责, at the beginning of a clause or behind 由, 据."""
    by = re.compile("[由据经请和与及对]")
    for match in _cues().after.finditer(text):
        end = match.start()
        begins = _cues().clause if _cues().speaks.match(text, end) else _cues().by
        # 由 and 和 are surnames too, but here they are not.
        starts = (end - length for length in _LENGTHS if length <= end and not by.match(text, end - length))
        fits = (one for one in starts if begins.search(text[:one]) and _is_name(text[one:end]))
        if (start := next(fits, None)) is not None:
            yield start, end


def _bracketed(text: str) -> Iterator[Span]:
    """A name that fills a pair of brackets."""
    for match in re.finditer(rf"(?<=[(（])\s*({_HAN}{{2,3}})\s*(?=[)）])", text):
        if match[1][0] in _cues().common and _is_name(match[1]):
            yield match.span(1)


def _called(text: str) -> Iterator[Span]:
    """Names before a telephone number, which is masked already."""
    for match in _cues().telephone.finditer(text):
        end = match.start()
        fits = (length for length in _LENGTHS if end >= length and _is_name(text[end - length : end]))
        if length := next(fits, 0):
            yield end - length, end


def _is_name(text: str) -> bool:
    """Whether a text is a name as far as anybody can tell, and no word."""
    compound = text[:2] in surnames()
    return looks_like_name(text) and (len(text) < 4 or compound) and not _is_word(text)


def _is_word(text: str) -> bool:
    return any(text[:length] in _cues().words for length in (2, 3))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cues:
    before: re.Pattern[str]
    after: re.Pattern[str]
    speaks: re.Pattern[str]
    clause: re.Pattern[str]
    by: re.Pattern[str]
    joined: re.Pattern[str]
    telephone: re.Pattern[str]
    common: frozenset[str]
    words: frozenset[str]


@cache
def _cues() -> _Cues:
    text = resources.files("sgstats.records").joinpath("values/words_like_names.toml").read_text("utf-8")
    found = tomllib.loads(text)
    return _Cues(
        before=re.compile(found["before"]),
        after=re.compile(found["after"]),
        speaks=re.compile(found["speaks"]),
        clause=re.compile(rf"(?:^|[^\u4e00-\u9fff]|{found['by']})$"),
        by=re.compile(rf"{found['by']}$"),
        joined=re.compile(
            rf"(?<={re.escape(MASK)}[、和与及]){_HAN}{{2,3}}(?!{_HAN})|(?<!{_HAN}){_HAN}{{2,3}}(?=[、和与及]{re.escape(MASK)})"
        ),
        telephone=re.compile(rf"(?<={_HAN}){found['telephone']}(?={re.escape(MASK)})"),
        common=frozenset(found["common"]),
        words=frozenset(found["words"]),
    )
