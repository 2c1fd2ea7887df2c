"""What staffing is held against: dated standards, as data, and how many workers each asks for."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources
from math import ceil

from sgstats.errors import Refused
from sgstats.messages import language, listed

TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """How many workers there should be.

    Attributes:
        label: Name in Chinese.
        label_en: Name in English.
        source: The document.
        year: Of the document; None where it is not known.
        per_10000: Workers per 10,000 residents; None for a standard by households.
        counted: Employment classes that count; none: all.
        not_counted: Employment classes that do not count.
        small_under: A community with fewer residents is small.
        small_least: Workers that a small community has at least.
        households_from: Households from which on a community has as many ``workers``, ascending.
        workers: Beside each of them.
        then_from: Households from which on there is one more for each ``then_every``.
        then_every: So many households.
    """

    label: str
    label_en: str
    source: str
    year: int | None = None
    per_10000: Fraction | None = None
    counted: tuple[str, ...] = ()
    not_counted: tuple[str, ...] = ()
    small_under: int = 0
    small_least: int = 0
    households_from: tuple[int, ...] = ()
    workers: tuple[int, ...] = ()
    then_from: int = 0
    then_every: int = 0

    @property
    def title(self) -> str:
        """Label in the language of the moment."""
        return self.label if language() == "zh" else self.label_en

    @property
    def column(self) -> str:
        """What of a unit it is reckoned from."""
        return "residents" if self.per_10000 is not None else "households"

    @property
    def by_community(self) -> bool:
        """Whether it has rules for single communities, so that larger units are sums of theirs."""
        return bool(self.small_least or self.households_from)

    def needed(self, number: int) -> int:
        """Whole persons for a unit of so many residents, or of a community of so many households.

        Formula:
            needed = ceil(workers per 10,000 · residents / 10,000), at least that of a small community

        Example:
            >>> standard("national").needed(800_000), standard("gansu").needed(4_800)
            (1440, 9)
            >>> [standard("taiyuan").needed(households) for households in (1_999, 2_000, 6_200)]
            [3, 4, 8]
        """
        if self.per_10000 is not None:
            least = self.small_least if number < self.small_under else 0
            return max(ceil(self.per_10000 * number / TEN_THOUSAND), least)
        line = self.workers[bisect_right(self.households_from, number) - 1]
        return line + max(0, number - self.then_from) // self.then_every

    def is_edge(self, number: int) -> bool:
        """Whether the source gives a community of so many households to two lines."""
        return number in self.households_from[1:]


@cache
def standards() -> dict[str, Standard]:
    """Every named standard.

    Example:
        >>> list(standards())
        ['national', 'changji', 'hubei', 'gansu', 'taiyuan']
    """
    text = resources.files(__package__).joinpath("standards.toml").read_text(encoding="utf-8")
    return {name: Standard(**_typed(entry)) for name, entry in tomllib.loads(text).items()}  # type: ignore[arg-type]


def _typed(entry: dict[str, object]) -> dict[str, object]:
    """Lists as tuples; the number of workers exact."""
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    rate = plain.get("per_10000")
    return plain | ({"per_10000": Fraction(str(rate))} if rate is not None else {})


def standard(name: str) -> Standard:
    """A named standard, or a number of workers per 10,000 residents of one's own.

    Raises:
        Refused: It is neither; all names are given.

    Example:
        >>> standard("22.5").needed(10_000)
        23
    """
    if found := standards().get(name):
        return found
    if not re.fullmatch(r"\d+(\.\d+)?", name) or not Fraction(name):
        raise Refused("staffing.no_such_standard", standard=name, known=listed(standards()))
    number = f"{name}/10000"
    return Standard(label=number, label_en=number, source="", per_10000=Fraction(name))
