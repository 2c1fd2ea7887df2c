"""Words beside a number that are not understood and may narrow the group it counts: 住在本社区的."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from sgstats.claims.meaning.passage import Passage
from sgstats.claims.meaning.slots import SUBJECT, Slot

_REACH = 60
"""So many characters on each side are looked at; a clause longer than that is no clause."""
_WORD = re.compile(r"[一-龥A-Za-z]+")
_EDGE = re.compile(r"[,;:!。\n]")
_TIME_WORDS = re.compile(r"\d{1,4}(?:年|月|日|周岁|岁|号)")


def unread(slot: Slot, read: Passage) -> str | None:
    """The first word beside a number that neither the lexicon nor the list of plain words has; None if none.

    Looked at are the number's own clause, what stands behind it up to the next stop, and the clause before
    it that names the group it is of.

    Args:
        slot: The number with its words.
        read: Its paragraph.
    """
    if word := _left_over(slot, read):
        return word
    for start, end in _stretches(slot, read.text):
        if word := _first_unread(read, start, end):
            return word
    return None


_NARROWING = SUBJECT - {"maybe", "sum"} | {"other", "nothing", "vague", "unread"}


def _left_over(slot: Slot, read: Passage) -> str | None:
    """A word behind the number, to the next stop, that narrows it in a way that was not understood."""
    if not slot.ended:
        return None
    end = slot.quantity.end
    for mention in read.found_in(end, end + min(len(slot.behind), _REACH)):
        if mention.role in _NARROWING and mention not in slot.right:
            return mention.word
    return None


def _stretches(slot: Slot, text: str) -> Iterator[tuple[int, int]]:
    number = slot.quantity
    own = number.start - len(slot.clause)
    for mention in [*slot.within, *slot.used]:
        if mention.start < own:
            yield _clause_around(text, mention.start)
            break
    yield max(own, number.start - _REACH), number.start
    yield number.end, number.end + min(len(slot.behind), _REACH)


def _clause_around(text: str, place: int) -> tuple[int, int]:
    before = max(place - _REACH, 0)
    first = max((match.end() for match in _EDGE.finditer(text, before, place)), default=before)
    last = _EDGE.search(text, place, place + _REACH)
    return first, last.start() if last else min(place + _REACH, len(text))


def _first_unread(read: Passage, start: int, end: int) -> str | None:
    """The first run of letters that is in no mention, time or number, and is no plain word."""
    if start >= end:
        return None
    letters = list(read.text[start:end])
    known = [(one.start, one.end) for one in read.found_in(start, end)]
    known += [(one.start, one.end) for one in read.times_in(start, end)]
    known += [(one.start, one.end) for one in read.numbers_in(start, end)]
    for first, last in known:
        letters[max(first - start, 0) : last - start] = " " * (min(last, end) - first)
    rest = _plain().sub(" ", _TIME_WORDS.sub(" ", "".join(letters)))
    match = _WORD.search(rest)
    return match[0] if match else None


@cache
def _plain() -> re.Pattern[str]:
    file = resources.files(__package__).joinpath("plain_words.toml")
    told = tomllib.loads(file.read_text(encoding="utf-8"))["words"]
    words = {word for group in told.values() for word in group.split()}
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))
