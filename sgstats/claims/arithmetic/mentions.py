"""The numbers of a sentence together with the words around each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Literal

from sgstats.claims.arithmetic.figure import Figure
from sgstats.claims.arithmetic.words import names, pattern
from sgstats.claims.claim import Quantity
from sgstats.claims.numbers.quantities import quantities
from sgstats.fields.script import letters
from sgstats.messages import say
from sgstats.sources.document import Paragraph

_MARKS = re.compile(r"[,，。；;、：:（(）)！!？?\n]")
_ENDS = re.compile(r"[。；;！!？?\n]")
Kind = Literal["count", "percent", "rate"]
REST = "其他"
KINDS: dict[str, Kind] = {"count": "count", "percent": "percent", "rate": "rate"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mention:
    """A number of a sentence.

    Attributes:
        figure: The number.
        kind: What it counts.
        label: The words of its clause before it.
        behind: The words of its clause after it, up to the next number.
        gap: All that stands between the number before it and itself.
        inner: Whether its clause says that it is part of what was said before (其中, 尤其是).
    """

    figure: Figure
    kind: Kind
    label: str
    behind: str
    gap: str
    inner: bool

    @property
    def words(self) -> str:
        """The words on both sides."""
        return f"{self.label} {self.behind}"

    def says(self, name: str) -> bool:
        """Whether the words hold those of the lexicon's name."""
        return pattern(f"text.{name}").search(self.words) is not None

    @property
    def total(self) -> bool:
        """Whether its words say that it is a whole: 共, 现有, 69人中."""
        if self.inner or pattern("text.qualified").search(self.label):
            return False
        return self.says("total") or self.among

    @property
    def people(self) -> bool:
        """Whether its measure word counts people."""
        return self.kind == "count" and self.figure.text.endswith(("人", "名", "位"))

    @property
    def measure(self) -> str:
        """Its measure word: 人, 户, 份; empty where there is none."""
        return self.figure.text.lstrip("0123456789.,，万千百 ")

    @property
    def net(self) -> bool:
        """Whether it tells how many more or less there are: 净增24人, 较上年增加24人."""
        return self.kind == "count" and pattern("text.net").search(self.label) is not None

    @property
    def falls(self) -> bool:
        """Of a net, whether there are less."""
        return pattern("text.net_falls").search(self.label) is not None

    @property
    def among(self) -> bool:
        """Whether what follows is said of these people: 69人中."""
        return pattern("text.among").search(self.behind) is not None

    @property
    def rest(self) -> bool:
        """Whether it counts whoever is left: 其他60人, 其余占5.7%."""
        label = pattern("text.neutral").sub("", pattern("rest.words").sub("", self.label))
        return not label and pattern("rest.words").search(self.label) is not None

    @property
    def family(self) -> tuple[str, str] | None:
        """The group it is a member of and which one: gender and 女; None if none.

        Words that narrow the member (男党员, 大专以上) make it another group.
        """
        for words in (self.label, self.behind):
            for name in names("families"):
                found = pattern(f"families.{name}").findall(words)
                rest = pattern(f"families.{name}").sub("", words)
                if len(found) == 1 and not pattern("text.neutral").sub("", rest):
                    return name, found[0]
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with its exact numbers of people, percentages and rates, in order.

    Attributes:
        at: Where it stands: 第3段.
        text: As printed.
        mentions: Its numbers; those said to be near something are none.
    """

    at: str
    text: str
    mentions: tuple[Mention, ...]

    def of(self, kind: Kind) -> list[Mention]:
        """Its numbers of one kind."""
        return [one for one in self.mentions if one.kind == kind]

    def members(self, kind: Kind) -> list[tuple[Mention, str, str]]:
        """Numbers of one kind with their group and which member of it they are.

        Whoever is left (其他) is a member of the group told before without a gap.
        """
        found: list[tuple[Mention, str, str]] = []
        group: str | None = None
        for one in self.of(kind):
            told = (group, REST) if one.rest and group else one.family
            group = told[0] if told else None
            if told and told[0]:
                found.append((one, told[0], told[1]))
        return found


def sentences(paragraph: Paragraph) -> tuple[Sentence, ...]:
    """The sentences of a paragraph that hold numbers.

    Args:
        paragraph: As printed.

    Example:
        >>> one, = sentences(Paragraph(number=3, text="共162人，其中女106人，占65.4%。"))
        >>> [(mention.label, mention.figure.text, mention.inner) for mention in one.mentions]
        [('共', '162人', False), ('其中女', '106人', True), ('占', '65.4%', False)]
    """
    at = say("arithmetic.paragraph", number=paragraph.number)
    plain = simplified(paragraph.text)
    found = quantities(plain)
    made, start = [], 0
    ends = [match.end() for match in _ENDS.finditer(plain)]
    for end in [*ends, len(plain)]:
        inside = [one for one in found if start <= one.start and one.end <= end]
        mentions = tuple(_mentions(plain, inside, (start, end), at))
        if mentions:
            made.append(Sentence(at=at, text=paragraph.text[start:end].strip(), mentions=mentions))
        start = end
    return tuple(made)


def simplified(text: str) -> str:
    """The text in simplified script, every character at its old place.

    Example:
        >>> simplified("佔總數的5%")
        '占总数的5%'
    """
    return text.translate(_simpler())


@cache
def _simpler() -> dict[int, str]:
    old, new = letters(only_traditional=True)
    return {ord(one): other for one, other in zip(old, new, strict=True)}


def _mentions(text: str, found: list[Quantity], ends: tuple[int, int], at: str) -> Iterator[Mention]:
    start, end = ends
    last = start
    # An age or a length of service (50岁左右的有4人) is one of the words around a count.
    found = [one for one in found if one.kind in KINDS]
    for place, one in enumerate(found):
        following = found[place + 1].start if place + 1 < len(found) else end
        gap = text[last : one.start]
        label = _MARKS.split(gap)[-1]
        last = one.end
        if one.operator == "=" and not (one.kind == "count" and pattern("text.mean").search(label)):
            yield Mention(
                figure=_figure(one, at),
                kind=KINDS[one.kind],
                label=label.strip(),
                behind=_MARKS.split(text[one.end : following])[0].strip(),
                gap=gap,
                inner=pattern("text.inner").search(label) is not None,
            )


def _figure(one: Quantity, at: str) -> Figure:
    return Figure(
        at=at,
        text=one.printed,
        value=one.value,
        step=one.step or Fraction(1),
        rounded=one.kind != "count" or one.step != 1,
        percent=one.kind == "percent",
    )
