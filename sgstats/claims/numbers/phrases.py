"""Numbers with the words that belong to them: what stands before, the unit, what stands behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from sgstats.claims.claim import Kind, Operator, Quantity
from sgstats.claims.numbers import atoms
from sgstats.claims.numbers.limits import Limits, limits
from sgstats.claims.numbers.numerals import Number, number, scaled
from sgstats.claims.numbers.per import bases
from sgstats.claims.numbers.wordings import before, behind, kind_of_unit, operator_of, words
from sgstats.claims.numbers.wordings import unit as unit_pattern

FAR = 24
_OUT = re.compile(r"\(不含")
_MORE_BEHIND = re.compile(r"[多余](?![于人名个])")
_HALF = re.compile(r"半(?!数|年)")
_GROWN = re.compile(r"(?:增长|增加|增|提高|上升|扩大|多|高出|超出|上涨)(?:了|出)?$")
_MINUS = re.compile(r"(?<![\d%A-Za-z\0])-$")
_SIGN: dict[str, Operator] = {sign: sign for sign in ("=", "<", "≤", "≈<", "≈", "≥", ">")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A number with its words.

    Attributes:
        plain: The number.
        kind: What it counts.
        start: First character, words before it included.
        end: The character after its last.
        head: First character of the number itself.
        tail: The character after number and unit.
        operator: What the words say.
        unit: As printed.
        more: Whether 余, 多 or 几 say that it goes on.
        sure: Whether it is a number also if nothing else joins it.
        allowed: Its bounds, where they do not follow from the rest.
    """

    plain: Number
    kind: Kind
    start: int
    end: int
    head: int
    tail: int
    operator: Operator = "="
    unit: str = ""
    more: bool = False
    sure: bool = True
    allowed: Limits | None = None

    def quantity(self, text: str) -> Quantity:
        """The number as a claim knows it, its words taken from the text as printed."""
        ends = self.allowed or limits(self.plain, self.operator, kind=self.kind, more=self.more)
        return Quantity(
            kind=self.kind,
            operator=self.operator,
            value=self.plain.value,
            step=self.plain.step,
            low=ends.low,
            high=ends.high,
            low_open=ends.low_open,
            high_open=ends.high_open,
            printed=text[self.start : self.end].strip(),
            start=self.start,
            end=self.end,
            unit=self.unit,
        )


def phrases(plain: str) -> Iterator[Phrase]:
    """Every number of a folded text whose spans are hidden, in order."""
    rates = bases(plain)
    last = 0
    for atom in atoms.found(rates.text):
        if atom.start >= last:
            phrase = _behind(rates.text, _before(rates.text, _with_unit(rates.text, atom)))
            yield rates.rated(phrase, since=last)
            last = phrase.end


def _with_unit(text: str, atom: atoms.Atom) -> Phrase:
    """The number with its unit, and what 多 and 半 behind the unit do to it."""
    found = None if atom.kind else unit_pattern().match(text, _after_blank(text, atom.end))
    unit = atom.unit or (found.group() if found else "")
    tail = found.end() if found else atom.end
    kind: Kind = atom.kind or kind_of_unit().get(unit.replace("多", "").replace("余", ""), "count")  # type: ignore[assignment]
    phrase = Phrase(
        plain=atom.plain, kind=kind, start=atom.start, end=tail, head=atom.start, tail=tail, unit=unit,
        more=atom.more or unit[1:2] in {"多", "余"}, sure=_is_sure(text, atom, unit),
        operator=_own(atom, unit),
    )  # fmt: skip
    return _ending(text, phrase) if kind != "count" else phrase


def _own(atom: atoms.Atom, unit: str) -> Operator:
    """What the number itself says: 百余人 and 两个多月 are more, 一百来字 is about."""
    if atom.operator != "=":
        return atom.operator
    return ">" if atom.more or unit[1:2] in {"多", "余"} else "="


def _ending(text: str, phrase: Phrase) -> Phrase:
    more = _MORE_BEHIND.match(text, phrase.tail)
    if more:
        return replace(phrase, more=True, operator=">", tail=more.end(), end=more.end())
    half = _HALF.match(text, phrase.tail) if phrase.kind == "value" else None
    if half:
        plain = number(phrase.plain.value + Fraction(1, 2), phrase.plain.step / 2)
        return replace(phrase, plain=plain, tail=half.end(), end=half.end())
    return phrase


def _before(text: str, phrase: Phrase) -> Phrase:
    """The number with the word of comparison that stands before it, its sign, and what it grew by."""
    ahead = text[max(0, phrase.head - FAR) : phrase.head]
    if phrase.kind in {"percent", "points"} and _MINUS.search(ahead):
        minus = scaled(phrase.plain, Fraction(-1))
        plain = replace(minus, step=phrase.plain.step, unit=phrase.plain.unit)
        return replace(phrase, plain=plain, start=phrase.head - 1, head=phrase.head - 1)
    match = before().search(ahead) or atoms.reaching(ahead, text[phrase.head : phrase.head + 1])
    start = phrase.head - len(ahead) + match.start() if match else phrase.head
    if match and not phrase.more:
        operator = _SIGN[operator_of("before").get(match["word"], "≥" if match["word"] == "上" else ">")]
        phrase = replace(phrase, operator=operator, start=start, sure=True)
    elif match:
        phrase = replace(phrase, start=start, sure=True)
    return _grown(text, phrase)


def _grown(text: str, phrase: Phrase) -> Phrase:
    """增长 1.5 倍 is 2.5 times as many; 增长到 3 倍 is 3."""
    if phrase.kind != "times" or not _GROWN.search(text[max(0, phrase.start - FAR) : phrase.start]):
        return phrase
    last = phrase.plain.last
    plain = replace(phrase.plain, value=phrase.plain.value + 1, last=None if last is None else last + 1)
    return replace(phrase, plain=plain)


def _behind(text: str, phrase: Phrase) -> Phrase:
    """The number with the word of comparison that stands behind it."""
    match = behind().match(text, _after_blank(text, phrase.tail))
    if match is None:
        return phrase
    operator = _SIGN[operator_of("behind")[match["word"]]]
    if _OUT.search(match.group()):
        operator = _SIGN[{"≥": ">", "≤": "<"}.get(operator, operator)]
    said = phrase.operator if phrase.operator in {"<", ">"} and operator in {"≥", "≤"} else operator
    return replace(phrase, operator=said, end=match.end(), more=phrase.more and operator == "≈", sure=True)


def _is_sure(text: str, atom: atoms.Atom, unit: str) -> bool:
    """Whether a number in numerals is one: it has a unit, or is longer than a word would be."""
    if atom.kind or not atom.plain.spelled:
        return True
    if not unit:
        return atom.more or (atom.end - atom.start > 1 and atom.plain.value >= 10)
    article = words()["article"]
    if atom.plain.value != 1 or unit not in article["units"]:
        return True
    return text[max(0, atom.start - 4) : atom.start].endswith(tuple(article["behind"]))


def _after_blank(text: str, place: int) -> int:
    """The next place that is no blank, if it is near."""
    return next((at for at in range(place, min(place + 3, len(text))) if text[at] != " "), place)
