"""Which words of a text name something that can be counted, by place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from sgstats.claims.known import Known
from sgstats.claims.meaning.bounds import bounded
from sgstats.claims.meaning.terms import terms
from sgstats.claims.meaning.words import Meaning, pattern, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A word or phrase with a meaning.

    Attributes:
        start: First character.
        end: The character after the last.
        word: As it stands.
        meaning: What it stands for.
        options: Keywords of ``sgstats.measure`` that its values need, such as ``bands``.
        readings: For each of ``meaning.also`` the keywords that those values need.
    """

    start: int
    end: int
    word: str
    meaning: Meaning
    options: Mapping[str, str] = field(default_factory=dict)
    readings: tuple[Mapping[str, str], ...] = ()

    @property
    def role(self) -> str:
        """What it does in a clause."""
        return self.meaning.role


def mentions(text: str, *, known: Known, taken: Iterable[tuple[int, int]] = ()) -> list[Mention]:
    """All mentions of a text, in order; none overlaps another.

    Terms, age bands and decades come first, then names of units, then the words of the lexicon.

    Args:
        text: Cleaned text.
        known: Names of units.
        taken: Stretches that mean something else, such as dates.

    Example:
        >>> from datetime import date
        >>> found = mentions("女性党员占60%", known=Known(last_day=date(2023, 12, 31)))
        >>> [(mention.word, mention.role) for mention in found]
        [('女性', 'value'), ('党员', 'value')]
    """
    found = [
        Mention(start=start, end=end, word=text[start:end], meaning=meaning)
        for start, end, meaning in terms(text)
    ]
    ends = [(one.start, one.end) for one in found]
    found += [_bounded(text, *one) for one in bounded(_hide(text, ends))]
    free = _hide(text, [*taken, *((one.start, one.end) for one in found)])
    named = [_place(match, known) for match in _places(known).finditer(free)]
    free = _hide(free, [(one.start, one.end) for one in named])
    named += _strangers(free, known)
    free = _hide(free, [(one.start, one.end) for one in named if one.role == "stranger"])
    spoken = [_word(match) for match in pattern().finditer(free)]
    return sorted([*found, *named, *spoken], key=lambda mention: mention.start)


def _bounded(
    text: str, start: int, end: int, readings: list[tuple[str, tuple[str, ...], dict[str, str]]]
) -> Mention:
    (name, values, options), *others = readings
    meaning = Meaning(role="value", name=name, values=values, also=tuple(one[1] for one in others))
    return Mention(
        start=start, end=end, word=text[start:end], meaning=meaning, options=options,
        readings=tuple(one[2] for one in others),
    )  # fmt: skip


def _place(match: re.Match[str], known: Known) -> Mention:
    name = match[0] if match[0] in known.places else f"{match[0]}{_STREET}"
    level = known.places.get(name)
    if level is None:
        meaning = Meaning(role="everywhere")
    else:
        meaning = Meaning(role="place", name=level, values=(name,))
    return Mention(start=match.start(), end=match.end(), word=match[0], meaning=meaning)


def _word(match: re.Match[str]) -> Mention:
    return Mention(start=match.start(), end=match.end(), word=match[0], meaning=words()[match[0]])


EVERYWHERE = ("全区", "全县", "全域", "我区", "我县", "本区")
"""Words for the whole district, whatever unit was spoken of before."""


@lru_cache(maxsize=8)
def _places(known: Known) -> re.Pattern[str]:
    names = sorted({*known.places, *EVERYWHERE}, key=lambda name: (-len(name), name))
    whole = "|".join(map(re.escape, names))
    stems = [name.removesuffix(_STREET) for name in known.streets if name.endswith(_STREET) and len(name) > 3]
    if not stems:
        return re.compile(whole)
    stem = "|".join(map(re.escape, sorted(stems, key=lambda name: (-len(name), name))))
    listed = rf"(?:(?:{_STREET})?(?:[、,/和与及]|以及)(?:{stem}))"
    short = (
        rf"(?:{stem})(?=\d|{listed}{{0,20}}(?:等)?[两二三四五六七八九十\d]{{0,2}}个?{_STREET}|{listed}?\d)"
    )
    return re.compile(f"{whole}|{short}")


_STREET = "街道"
"""In lists the streets stand without it: 春晓、康宁两街道."""


_STRANGER = re.compile(
    r"(?:(?<=[,;。、:\s\0(（“年月日底末在对])|^)(?P<name>[一-龥]{2,4}(?:街道(?!办事处主任|推荐)|镇|乡|社区居委会|社区(?=现|共|有|目前|全体|在册|,|，|社工)))"
)
_SOME = re.compile(r"某(?:一|个|些)?(?:街道|社区(?!工作者|干部)|区|镇|单位)")
_NO_NAME = re.compile(
    r"[各本该我全每某所个两三四五六七八九十多等和与及到从向由把被于的是有了为共名下辖其此哪同这那一]|相关|部分|乡镇|城市|有关|其余|属地|"
    r"试点|先进|重点|中心|老城|区级|城乡|农村|智慧|和谐|示范|专职|老旧|社区街道|街道社区|街镇|职工|工作|服务|管理|建设|基层|推进|加强|深入|区直|市直"
)


def _strangers(text: str, known: Known) -> list[Mention]:
    """Names that look like those of streets and communities and are not on record."""
    if not (known.streets or known.communities):
        return []
    found = [
        Mention(start=one.start(), end=one.end(), word=one[0], meaning=Meaning(role="stranger"))
        for one in _SOME.finditer(text)
    ]
    for match in _STRANGER.finditer(text):
        if not _NO_NAME.search(match["name"][:-2]):
            start, end = match.span("name")
            found.append(Mention(start=start, end=end, word=match["name"], meaning=Meaning(role="stranger")))
    return found


def _hide(text: str, taken: Iterable[tuple[int, int]]) -> str:
    """The text with stretches made unreadable, every other character where it was."""
    characters = list(text)
    for start, end in taken:
        characters[start:end] = "\0" * (end - start)
    return "".join(characters)
