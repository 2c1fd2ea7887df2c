"""A text without its noise, and where each of its characters stood."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from sgstats.claims.numbers.folding import simplified

_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_NOTE = re.compile(
    rf"(?<=[\u4e00-\u9fffA-Za-z])[(\uff08]\s?([a-zü{_TONES}]{{1,8}})\s?[)\uff09]", re.IGNORECASE
)
_TONED = re.compile(f"[{_TONES}]", re.IGNORECASE)
_EXTRA_COMMAS = re.compile("(?<=[,\uff0c、])[,\uff0c、]{1,200}")
_FORMAL = "壹贰貳叁參肆伍陆陸柒捌玖零拾佰仟万萬亿億"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A text to understand, beside the original it came from.

    Attributes:
        text: Without pinyin notes and doubled commas, in simplified script.
        places: For each of its characters, where it stands in the original.
        original: As it was.
        destroyed: Stretches of the original that a wrong encoding destroyed: what they said is not known.
    """

    text: str
    places: Sequence[int]
    original: str
    destroyed: tuple[tuple[int, int], ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the cleaned text stands in the original.

        Example:
            >>> clean("問(wèn)題").place(0, 2)
            (0, 7)
        """
        if start >= len(self.places):
            return len(self.original), len(self.original)
        first = self.places[start]
        return first, self.places[end - 1] + 1 if end > start else first


def clean(text: str) -> Cleaned:
    """Take the noise out of a text and keep where everything stood.

    Pinyin notes go only where they stand right behind a Han character or a letter; brackets with Chinese in
    them stay. Script is changed character by character, 壹 to 一 unless it belongs to a sum of money, 著 to
    着 unless it belongs to a word such as 显著. What is destroyed is told, never guessed.

    Args:
        text: Any text; no text gives none.

    Example:
        >>> clean("這(zhè)個問(wèn)題,,59分(含59分)").text
        '这个问题,59分(含59分)'
        >>> clean("壹部分人随著,奖金壹万元").text
        '一部分人随着,奖金壹万元'
    """
    gone = sorted([*_notes(text), *(match.span() for match in _EXTRA_COMMAS.finditer(text))])
    kept, places = _without(text, gone)
    plain = _one_script(kept)
    damage = tuple(match.span() for match in _destroyed().finditer(text))
    return Cleaned(text=plain, places=places, original=text, destroyed=damage)


def _notes(text: str) -> list[tuple[int, int]]:
    """Pinyin in brackets; without a tone mark (們(men)) only where the text has some with."""
    found = list(_NOTE.finditer(text))
    if not any(_TONED.search(match[1]) for match in found):
        return []
    return [match.span() for match in found if _TONED.search(match[1]) or match[1].islower()]


def _without(text: str, gone: list[tuple[int, int]]) -> tuple[str, list[int]]:
    pieces: list[str] = []
    places: list[int] = []
    last = 0
    for start, end in [*gone, (len(text), len(text))]:
        pieces.append(text[last:start])
        places += range(last, start)
        last = end
    return "".join(pieces), places


def _one_script(text: str) -> str:
    plain = text.translate(simplified())
    plain = _zhu().sub(lambda match: match[0].replace("著", "着") if match["alone"] else match[0], plain)
    return _one().sub("一", plain)


@cache
def _rules() -> dict[str, Any]:
    file = resources.files(__package__).joinpath("cleaning.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _zhu() -> re.Pattern[str]:
    return re.compile(rf"{'|'.join(_rules()['keeps_zhu'])}|(?P<alone>著)")


@cache
def _one() -> re.Pattern[str]:
    """壹 that is no part of a longer sum and stands before no unit of money."""
    money = "|".join(_rules()["money"])
    return re.compile(rf"(?<![{_FORMAL}])壹(?![{_FORMAL}]|{money})")


@cache
def _destroyed() -> re.Pattern[str]:
    return re.compile("|".join(_rules()["destroyed"]))
