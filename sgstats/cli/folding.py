"""Long sentences in lines of a fixed width, Chinese ones too, which have no spaces to break at."""

from __future__ import annotations

import unicodedata

WIDTH = 120
"""Terminal cells of a printed line; what is wider is folded."""
AFTER = "；。，、：;,）) "
"""A line may end behind one of these."""
LEAST = 24
"""A column is never folded into fewer cells."""


def folded(text: str, width: int) -> list[str]:
    """A text in lines of at most so many cells, broken behind punctuation where one stands late enough.

    Example:
        >>> folded("旷工十一天；平均分八十四", 14)
        ['旷工十一天；', '平均分八十四']
    """
    lines, rest = [], text
    while cells(rest) > width:
        end = _end(rest, width)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*lines, rest] if rest or not lines else lines


def cells(text: str) -> int:
    """Terminal cells that a text takes: a combining mark none, a Chinese character two.

    Example:
        >>> cells("é"), cells("中文")
        (1, 4)
    """
    return sum(_cells(letter) for letter in text)


def _cells(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _end(text: str, width: int) -> int:
    """How many letters go into the first line."""
    room, taken = 0, 0
    for letter in text:
        taken += _cells(letter)
        if taken > width:
            break
        room += 1
    places = [place for place in range(room, room // 2, -1) if text[place - 1] in AFTER]
    return places[0] if places else _whole_word(text, room)


def _together(pair: str) -> bool:
    """Whether no line ends between two letters: within a word, or before a comma."""
    return len(pair) > 1 and (pair.isascii() or pair[1] in AFTER)


def _whole_word(text: str, room: int) -> int:
    """Never inside a number or a code, unless the line holds nothing else."""
    place = room
    while place > room // 2 and _together(text[place - 1 : place + 1]):
        place -= 1
    return max(1, place if place > room // 2 else room)
