"""How one clerk writes values: every file has its own pen, with habits and a chance of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from .statement import Said
from .truth import settings

Cell = str | int | float | date | None
"""A value as it stands in a file; a date is a real date cell where the format has them."""

_DATES: dict[str, Callable[[date], Cell]] = {
    "1985.06": lambda day: f"{day:%Y.%m}",
    "1985-06": lambda day: f"{day:%Y-%m}",
    "1985年6月": lambda day: f"{day.year}年{day.month}月",
    "1985.6": lambda day: f"{day.year}.{day.month}",
    "198506": lambda day: f"{day:%Y%m}",
    "19850615": lambda day: f"{day:%Y%m%d}",
    "1985/6/15": lambda day: f"{day.year}/{day.month}/{day.day}",
    "1985-06-15": lambda day: f"{day:%Y-%m-%d}",
    "1985.06.15": lambda day: f"{day:%Y.%m.%d}",
    "1985年6月15日": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "85.6": lambda day: f"{day:%y}.{day.month}",
    "date": lambda day: day,
    "serial": lambda day: (day - date(1899, 12, 30)).days,
    "number 1985.1": lambda day: float(f"{day.year}.{day.month}"),
    "number 1985.10": lambda day: float(f"{day:%Y.%m}"),
}
"""Ways to write a day. As a number, 1985.10 and 1985.1 are the same: only the ID number decides."""


class Pen:
    """Writes the cells of one file; ``habits`` weigh the date styles of birth dates."""

    def __init__(
        self, seed: str, *, births: tuple[str, ...] = ("1985.06",), days: tuple[str, ...] = ("1985-06-15",)
    ) -> None:
        self.rng = Random(seed)
        self._births, self._days = births, days
        self._words = settings("spellings")

    def word(self, field: str, value: str) -> str | None:
        """One of the spellings of a canonical value; blank or a placeholder when nobody knows."""
        spellings: list[str | None] = self._words[field][value] if value else self._words["unknown"][field]
        return self.rng.choice(spellings) or None

    def day(self, day: date | None) -> Cell:
        """A day other than a birthday."""
        return _DATES[self.rng.choice(self._days)](day) if day else None

    def full_day(self, day: date | None) -> Cell:
        """A day that must be told to the day, such as the day of leaving."""
        return f"{day:%Y-%m-%d}" if day else None

    def birth(self, said: Said) -> Cell:
        """The birth date as typed; only a row with a valid ID number may be ambiguous."""
        if said.slips & {"birth_unknown", "birth_blank"}:
            return None
        birth = said.person.birth
        if "birth_conflict" in said.slips:
            birth = birth.replace(year=birth.year + self.rng.choice((-2, -1, 1, 2)), day=1)
        style = self.rng.choice(self._births)
        if not said.has_valid_id and style in {"number 1985.1", "number 1985.10", "85.6", "1985.6"}:
            style = "1985-06"
        return _DATES[style](birth)

    def age(self, said: Said) -> Cell:
        """The age as typed: some are last year's, and nobody knows all."""
        if "birth_unknown" in said.slips:
            return None
        return said.person.age(said.day) - self.rng.choices((0, 1, 5), (95, 4, 1))[0]

    def sex(self, said: Said) -> str | None:
        """男 or 女; blank or wrong where the ID number tells."""
        if "sex_blank" in said.slips:
            return None
        return {"女": "男", "男": "女"}[said.person.sex] if "sex_conflict" in said.slips else said.person.sex

    def name(self, said: Said) -> str:
        """The name, with the space that clerks put into short ones."""
        name = said.person.name
        return f"{name[0]}　{name[1]}" if len(name) == 2 and self.rng.random() < 0.4 else name

    def education(self, said: Said) -> str | None:
        """The level alone."""
        return self.word("education", said.schooling.level)

    def study_mode(self, said: Said) -> str | None:
        """The mode alone; nobody writes one below college."""
        return self.word("study_mode", said.schooling.mode) if said.college and said.schooling.mode else None

    def compound(self, said: Said) -> str | None:
        """Level and mode in one cell, as in 自考大专."""
        if said.college and said.schooling.mode:
            spellings: list[str] = self._words["compound"][said.schooling.mode][said.schooling.level]
            return self.rng.choice(spellings)
        return self.education(said)

    def by_column(self, said: Said, mode: str) -> str | None:
        """The level in the column of one mode, as in 全日制教育 | 在职教育."""
        level, own_mode = said.schooling.level, said.schooling.mode or "在职"
        if not level:
            return None
        if own_mode == mode:
            return self.word("education", level)
        return self.word("education", said.earlier_schooling.level) if mode == "全日制" else None

    def id_number(self, said: Said) -> Cell:
        """The ID number with the slip of the row."""
        full = said.person.id_number
        ways: dict[str, Callable[[], Cell]] = {
            "id_missing": lambda: None,
            "id_masked": lambda: f"{full[:6]}********{full[-4:]}",
            "id_wrong_check": lambda: full[:-1] + ("7" if full[-1] != "7" else "3"),
            "id_truncated": lambda: float(full[:15] + "000"),
            "id_15": lambda: full[:6] + full[8:17],
            "id_lower": full.lower,
            "id_spaced": lambda: f"{full[:6]} {full[6:14]} {full[14:]}",
            "id_wide": lambda: "".join(chr(ord(sign) + 0xFEE0) for sign in full),
            "id_quoted": lambda: f"'{full}",
        }
        return next((ways[slip]() for slip in sorted(said.slips) if slip in ways), full)


def work_start(said: Said) -> date:
    """An invented first working day, before or on the day of hiring."""
    first = date(said.person.birth.year + 20, 7, 1)
    return min(first, said.person.hire)


def post_start(said: Said) -> date:
    """An invented first day in the present position."""
    return max(said.person.position[-1][0], said.person.hire)
