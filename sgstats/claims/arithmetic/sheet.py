"""A printed table with its rows and columns told apart: titles, labels, numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sgstats.claims.arithmetic.figure import Figure
from sgstats.claims.arithmetic.words import says

Role = Literal["strict", "subtotal", "loose", "of_which", "part"]
NEVER_ADDED = ("mean", "lowest", "highest", "rate", "share", "age", "birth", "other_value", "serial")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A row or a column, by what it is called.

    Attributes:
        number: Its number in the sheet.
        levels: Its titles from the outermost to its own.
        group: The title that it shares with its neighbours; empty if none.
    """

    number: int
    levels: tuple[str, ...]
    group: str = ""

    @property
    def own(self) -> str:
        """Its own title."""
        return self.levels[-1] if self.levels else ""

    @property
    def label(self) -> str:
        """All titles, as a reader would name it."""
        return "·".join(dict.fromkeys(self.levels))

    @property
    def role(self) -> Role:
        """Whether it is a total, and how surely of what stands beside it, or a part.

        Example:
            >>> Head(number=1, levels=("幸福街道", "小计")).role, Head(number=2, levels=("其中：女",)).role
            ('subtotal', 'of_which')
        """
        if any(says("subtotal", level) for level in self.levels):
            return "subtotal"
        if any(says("strict", level) for level in self.levels):
            return "strict"
        if says("loose", self.own):
            return "loose"
        return "of_which" if any(says("of_which", level) for level in self.levels) else "part"

    @property
    def additive(self) -> bool:
        """Whether its numbers count something, so that they may be added."""
        return not any(says(name, level) for name in NEVER_ADDED for level in self.levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table understood as far as its own words allow.

    Attributes:
        name: Sheet name or 表1.
        title: What stands above it.
        rows: Rows with numbers, in order.
        columns: Columns with numbers, in order.
        figures: Numbers by row and column number.
        texts: Other cells of the body by row and column number.
        labels: Columns that only name the rows, with their titles.
        turned: Whether rows and columns were exchanged because the rows name the measures.
    """

    name: str
    title: str
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    figures: dict[tuple[int, int], Figure]
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    labels: tuple[Head, ...] = ()
    turned: bool = False

    @property
    def personal(self) -> bool:
        """Whether its rows are people."""
        return any(says("personal", head.own) for head in (*self.labels, *self.columns))

    def at(self, row: Head, column: Head) -> Figure | None:
        """The number where a row and a column meet."""
        return self.figures.get((row.number, column.number))

    def unreadable(self, row: Head, column: Head) -> bool:
        """Whether something stands there that hides a number."""
        return (row.number, column.number) in self.texts

    def line(self, head: Head, *, across: bool) -> str:
        """A whole row or column as spreadsheets call it: 表1!5:5, 表1!C:C."""
        name = str(head.number) if across != self.turned else letters(head.number)
        return f"{self.name}!{name}:{name}"

    def exchanged(self) -> Sheet:
        """The same table with rows as columns."""
        return Sheet(
            name=self.name,
            title=self.title,
            rows=self.columns,
            columns=self.rows,
            figures={(column, row): one for (row, column), one in self.figures.items()},
            texts={(column, row): text for (row, column), text in self.texts.items()},
            labels=self.labels,
            turned=not self.turned,
        )


def letters(column: int) -> str:
    """A column as spreadsheets call it.

    Example:
        >>> letters(1), letters(28)
        ('A', 'AB')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def address(name: str, row: int, column: int) -> str:
    """A cell as spreadsheets call it.

    Example:
        >>> address("表1", 5, 3)
        '表1!C5'
    """
    return f"{name}!{letters(column)}{row}"
