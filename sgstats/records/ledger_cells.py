"""The cells of a ledger's sheet, row by row and by field, with nothing of a person left in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import normalise
from sgstats.finding import Place, finding, findings_at
from sgstats.records.ledger_names import listed_names, mask_people, names_beside
from sgstats.records.ledger_privacy import kept_post, mask_numbers
from sgstats.records.ledger_text import NOTHING, day_in, is_formula, is_yearless, tidy, undefused

if TYPE_CHECKING:
    from datetime import date

    from sgstats.records.reading import Sheet
    from sgstats.sources.table import Column

STRICT = frozenset({"leader", "responsible", "measure_responsible", "accepted_by", "refused_by"})
"""Columns of people: only what is surely a unit or a post stays."""

POSTS = STRICT | {"owner", "measure_owner"}
_OF_PEOPLE = re.compile(
    "(?:填报|填表|联系|联络|经办|承办|审核|制表|负责|责任|验收|整改|牵头|签字|签收|包联)人|姓名"
)
"""Titles of columns that name people, whether or not a ledger keeps anything of them."""

DATED = frozenset({
    "deadline", "finished_date", "closed_date", "found_date", "measure_deadline", "measure_done_date",
    "review_date", "record_date", "evidence_date", "starts",
})  # fmt: skip
"""Columns of days."""

FIRST_DAYS = frozenset({"found_date", "starts"})
"""Where a month alone means its first day; a limit is its last."""


@dataclass(slots=True, kw_only=True)
class Cells:
    """The cells of a sheet, and what was noticed while they were read.

    Attributes:
        sheet: The table with its columns understood.
        problems: Rule, row and column letter of what was noticed.
        year: That of days which name none, or None where nothing tells it.
        people: Names that stand in the sheet where people are named; no text may hold them.
    """

    sheet: Sheet
    problems: dict[tuple[str, int, str | None], None] = field(default_factory=dict)
    year: int | None = None
    people: frozenset[str] = field(default=frozenset(), repr=False)

    def __post_init__(self) -> None:
        self.people |= people_of(self.sheet)

    def rows(self) -> list[tuple[int, dict[str, str]]]:
        """Every row: its number, and the text of every field it has."""
        lines = self.sheet.table.cells.iter_rows(named=True)
        return [(int(line["_row"]), self._texts(line)) for line in lines]

    def _texts(self, line: dict[str, object]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, columns in self.sheet.columns.columns.items():
            parts = [self._text(line, name, column) for column in columns]
            if text := "；".join(dict.fromkeys(part for part in parts if part)):
                found[name] = text
        return found

    def _text(self, line: dict[str, object], name: str, column: Column) -> str | None:
        """A cell's text without a person; blank, and signs that say nothing, are None."""
        raw = line[column.name]
        if raw is None or tidy(str(raw)) in NOTHING:
            return None
        plain, row = undefused(str(raw).strip()), int(str(line["_row"]))
        if name in POSTS and is_formula(plain):
            self.notice("ledger_file.formula", row, column.letter)
            return None
        if name in POSTS:
            kept = kept_post(tidy(plain), strict=name in STRICT)
            self.notice("ledger_file.person_left_out", row, column.letter, when=kept.left_out)
            return kept.text
        if name.endswith("_item"):
            return plain
        numbers, masked = mask_numbers(plain), mask_people(plain, names=self.people)
        self.notice("ledger_file.number_masked", row, column.letter, when=numbers.left_out)
        self.notice("ledger_file.name_in_text", row, column.letter, when=masked.text != numbers.text)
        return masked.text

    def notice(self, rule: str, row: int, letter: str | None, *, when: bool = True) -> None:
        """Note a problem, once per rule and cell."""
        if when:
            self.problems[rule, row, letter] = None

    def day(self, texts: dict[str, str], name: str, *, row: int) -> str | None:
        """The day of a cell as ledgers keep it; one that names none is noticed."""
        text = texts.get(name)
        if text is None:
            return None
        found = self.day_of(text, last=name not in FIRST_DAYS)
        self.notice("ledger_file.no_day", row, self.letter(name), when=found is None)
        self.notice("ledger_file.year_taken", row, self.letter(name), when=bool(found) and is_yearless(text))
        return found.isoformat() if found else None

    def day_of(self, text: str, *, last: bool = True) -> date | None:
        """The day a text names; a year it leaves out is that of the sheet."""
        return day_in(text, year=self.year, last=last)

    def unread(self, name: str, row: int) -> bool:
        """Whether a field's cell holds an error, or a formula whose value was never stored."""
        column, kinds = self.sheet.columns.column(name), self.sheet.table.kinds
        if column is None or kinds is None:
            return False
        return bool((kinds[column.name].eq("error") & self.sheet.table.cells["_row"].eq(row)).any())

    def letter(self, name: str) -> str | None:
        """The letter of a field's column."""
        column = self.sheet.columns.column(name)
        return column.letter if column else None

    def findings(self) -> list[pl.DataFrame]:
        """What was noticed, one finding per cell."""
        found = []
        for rule, letter in dict.fromkeys((rule, letter) for rule, _, letter in self.problems):
            rows = [row for one, row, at in self.problems if (one, at) == (rule, letter)]
            place = Place(file=self.sheet.table.file, sheet=self.sheet.table.sheet, column=letter)
            found.append(findings_at(rule, at=place, rows=pl.Series(rows, dtype=pl.Int64)))
        return found

    def note(self, rule: str, **values: object) -> pl.DataFrame:
        """A finding about the sheet as a whole."""
        return finding(rule, at=self.sheet.place(None), **values)


def people_of(sheet: Sheet) -> frozenset[str]:
    """The names that stand in a sheet's columns of people, and beside 填报人 or 联系人 in its titles."""
    columns = {one.name: one for name, of in sheet.columns.columns.items() if name in STRICT for one in of}
    columns |= {one.name: one for one in sheet.table.columns if _OF_PEOPLE.search(normalise(one.title))}
    cells = {str(text) for one in columns for text in sheet.table.cells[one].drop_nulls()}
    lines = frozenset[str]().union(*(names_beside(line.text) for line in sheet.table.lines))
    return listed_names(cells) | lines
