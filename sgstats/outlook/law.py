"""The law on retirement ages of 2025, read from ``law.toml``: whom it delays, and by how many months.

Months are counted as ``year * 12 + month - 1``, so that they can be added and compared; only the
year and the month of a birth matter.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """People of one former retirement age.

    Attributes:
        name: As in the field ``retirement_category``.
        former_age: Retirement age before the law, in years.
        first_birth: First month of birth that the law delays.
        step: Months of birth per month of delay.
        cap: The longest delay.
    """

    name: str
    former_age: int
    first_birth: int
    step: int
    cap: int

    def delay(self, birth: int) -> int:
        """Months of delay of somebody born in a month.

        Formula:
            k = birth - first birth affected; 0 if k < 0, else min(cap, k div step + 1)

        Example:
            >>> law().categories["男"].delay(month("1970-07"))
            17
        """
        past = birth - self.first_birth
        return 0 if past < 0 else min(self.cap, past // self.step + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The law's numbers.

    Attributes:
        source: What it is called.
        in_force: First day.
        categories: By name.
        earlier: Most months that somebody may retire before the legal month.
        later: Most months after it.
        contribution: ``months`` before ``first_year``, then ``step`` more a year up to ``cap``.
    """

    source: str
    in_force: date
    categories: Mapping[str, Category]
    earlier: int
    later: int
    contribution: Mapping[str, Any]


@cache
def law() -> Law:
    """The law as it stands.

    Example:
        >>> list(law().categories), law().in_force.year
        (['男', '女原55', '女原50'], 2025)
    """
    facts = tomllib.loads(resources.files(__package__).joinpath("law.toml").read_text(encoding="utf-8"))
    categories = {
        name: Category(name=name, **(rules | {"first_birth": month(rules["first_birth"])}))
        for name, rules in facts["categories"].items()
    }
    return Law(
        source=facts["decision"]["source"],
        in_force=facts["decision"]["in_force"],
        categories=categories,
        earlier=facts["elastic"]["earlier"],
        later=facts["elastic"]["later"],
        contribution=facts["contribution"],
    )


def month(text: str) -> int:
    """A month written ``YYYY-MM`` as a number that counts months.

    Example:
        >>> month("2025-02") - month("2024-12")
        2
    """
    return int(text[:4]) * 12 + int(text[5:]) - 1


def written(number: int) -> str:
    """A month as people write it.

    Example:
        >>> written(month("2025-02"))
        '2025-02'
    """
    return f"{number // 12}-{number % 12 + 1:02}"


def minimum_contribution(year: int) -> int:
    """Months of contribution that who retires in a year must have for a monthly pension.

    Example:
        >>> [minimum_contribution(year) for year in (2025, 2029, 2030, 2035, 2039, 2045)]
        [180, 180, 186, 216, 240, 240]
    """
    rule = law().contribution
    steps = max(0, year - rule["first_year"] + 1)
    return int(min(rule["cap"], rule["months"] + rule["step"] * steps))
