"""Numbers that claim nothing: dates, numberings, names with a number in them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from sgstats.claims.numbers.folding import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a text whose numbers are no claims.

    Attributes:
        kind: date, period, numbering, reference, name, decade or identity.
        start: First character.
        end: The character after its last.
        printed: The words, as they stand.
    """

    kind: str
    start: int
    end: int
    printed: str


def spans(text: str) -> tuple[Span, ...]:
    """Where a text has numbers that claim nothing.

    A stretch is given to the first kind of not_claims.toml that knows it; stretches never overlap.

    Args:
        text: Any text; no text gives none.

    Returns:
        In order of the text, one per stretch.

    Example:
        >>> [span.printed for span in spans("第三条:截至2023年12月底,80后有1人")]
        ['第三条', '2023年12月底', '80后']
    """
    plain = fold(text)
    found: list[Span] = []
    for kind, pattern in _patterns():
        hits = [match.span() for match in pattern.finditer(plain) if match.end() > match.start()]
        found += [Span(kind=kind, start=s, end=e, printed=text[s:e]) for s, e in hits]
        plain = hidden(plain, hits)
    return tuple(sorted(found, key=lambda span: span.start))


def hidden(text: str, places: list[tuple[int, int]]) -> str:
    """The text with some of its stretches made unreadable, every other character where it was."""
    pieces, last = [], 0
    for start, end in places:
        pieces += [text[last:start], "\0" * (end - start)]
        last = end
    return "".join([*pieces, text[last:]])


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    file = resources.files(__package__).joinpath("not_claims.toml")
    groups: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))["span"]
    return tuple((group["kind"], re.compile("|".join(group["patterns"]))) for group in groups)
