"""What kind of records a table holds: people at work, or what happened to them in a year.

The columns decide, and where they speak of two kinds, what the table calls itself. What neither
decides is refused with the kinds named; it is never guessed.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal, get_args

from sgstats.errors import Refused
from sgstats.fields import also_called, field_of_title, normalise, register_headers
from sgstats.messages import listed, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgstats.records.settlement import Settlement
    from sgstats.sources.table import Column, Table

Kind = Literal[
    "roster", "appraisal", "absence", "ballot", "fact", "movement", "training", "ledger", "population",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
AUTO = "auto"

PERSON = ("name", "id_number", "staff_id")
"""One of these must be there, or a row speaks of nobody."""

ROSTER_PROOF = 3
"""Columns about a person's work from which a table is a staff list, whatever else it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What tells one kind; see ``kinds.toml``."""

    name: Kind
    fields: frozenset[str]
    proof: frozenset[str]
    weak: frozenset[str]
    words: re.Pattern[str]
    alone: Mapping[str, str]
    says: re.Pattern[str] | None
    forms: Mapping[str, re.Pattern[str]]
    over: bool
    nobody: bool

    def headers(self, table: Table) -> dict[str, str]:
        """The headers of a table that mean a field in tables of this kind only."""
        return self.formed(table) | dict(self.alone)

    def formed(self, table: Table) -> dict[str, str]:
        """Those of them that are known by their form only."""
        titles = {normalise(one.title) for one in table.columns} - self.alone.keys()
        return {
            title: name
            for title in titles
            for name, form in self.forms.items()
            if form.fullmatch(title) and not field_of_title(title)
        }


@cache
def marks() -> dict[str, Marks]:
    """What tells each kind, by its name."""
    text = resources.files("sgstats.records").joinpath("kinds.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    return {name: _marks(name, found[name]) for name in KINDS}


def _marks(name: Kind, facts: dict[str, Any]) -> Marks:
    return Marks(
        name=name,
        fields=frozenset(facts["fields"]),
        proof=frozenset(facts["proof"]),
        weak=frozenset(facts.get("weak", ())),
        words=re.compile(facts["words"]),
        alone=_alone_headers(facts.get("alone", {})),
        says=re.compile(facts["says"]) if "says" in facts else None,
        forms={name: re.compile(form) for name, form in facts.get("forms", {}).items()},
        over=facts.get("over", False),
        nobody=facts.get("nobody", False),
    )


def _alone_headers(told: dict[str, str] | str) -> dict[str, str]:
    """Headers that a kind knows alone; those of ledgers are so many that they fill a list of their own."""
    if isinstance(told, str):
        return register_headers()
    return {normalise(header): field for header, field in told.items()}


def kind_of(table: Table, *, kind: str, settled: Settlement) -> Kind:
    """The kind asked for, else the one that the table shows.

    Args:
        table: One row per data row, as read.
        kind: A kind, or ``auto``.
        settled: Which columns the user settled; a settled column proves a kind like any other.

    Raises:
        Refused: There is no such kind; the columns speak of several and no title decides.
    """
    if kind != AUTO:
        if kind not in marks():
            raise Refused("kind.unknown", kind=kind, known=listed(KINDS))
        return marks()[kind].name
    named = any(name in PERSON for name in fields_of(table, settled))
    proven = {
        name: _proof(one, table, settled) for name, one in marks().items() if not (one.nobody and named)
    }
    roster = proven.pop("roster")
    if alone := next((name for name, proof in proven.items() if proof and marks()[name].nobody), None):
        return marks()[alone].name
    # A graded staff list is one all the same: its grade can be read with --kind.
    others = _without_borrowed({name: proof for name, proof in proven.items() if proof}, table, settled)
    if not others:
        return "roster"
    called = [name for name in ("roster", *others) if _calls_itself(marks()[name], table)]
    over = [name for name in called if marks()[name].over and others[name] & (marks()[name].proof | {"says"})]
    if len(over) == 1 and set(called) <= {"roster", *over}:
        return marks()[over[0]].name
    if len(roster) >= ROSTER_PROOF or (called == ["roster"] and _only_graded(others)):
        return _listed_or_other(table, others, called)
    chosen = [name for name in called if name != "roster"] or list(others)
    if len(chosen) > 1:
        raise _ambiguous(table, chosen)
    return marks()[chosen[0]].name


def _without_borrowed(
    others: Mapping[str, set[str]], table: Table, settled: Settlement
) -> dict[str, set[str]]:
    """The kinds without those proven only by headers that a surely proven one reads too: 票数 beside 总分."""
    known = fields_of(table, settled)
    sure = [marks()[name] for name in others if marks()[name].proof & known]
    return {
        name: proof
        for name, proof in others.items()
        if marks()[name] in sure
        or not any(_reads_all(other, _alone(marks()[name], table, settled), table, settled) for other in sure)
    }


def _alone(kind: Marks, table: Table, settled: Settlement) -> list[Column]:
    """The columns that prove a kind in tables of this kind only."""
    anywhere = _proving(kind, table, settled)
    with also_called(_headers(kind, table)):
        here = _proving(kind, table, settled)
    return [one for one in here if one not in anywhere]


def _proving(kind: Marks, table: Table, settled: Settlement) -> list[Column]:
    titles = [one.title for one in table.columns]
    return [one for one in table.columns if column_field(one, titles=titles, settled=settled) in kind.proof]


def _reads_all(kind: Marks, columns: list[Column], table: Table, settled: Settlement) -> bool:
    """Whether tables of a kind read all of some columns."""
    titles = [one.title for one in table.columns]
    with also_called(_headers(kind, table)):
        named = [column_field(one, titles=titles, settled=settled) for one in columns]
    return bool(named) and kind.fields.issuperset(named)


def _listed_or_other(table: Table, others: Mapping[str, set[str]], called: list[str]) -> Kind:
    """The kind of a table that has the columns of a staff list and others beside them."""
    if "roster" in called or (not called and _only_graded(others)):
        return "roster"
    if len(called) == 1:
        return marks()[called[0]].name
    raise _ambiguous(table, ["roster", *others])


def _only_graded(others: Mapping[str, set[str]]) -> bool:
    return all(proof <= {"grade"} for proof in others.values())


def _ambiguous(table: Table, kinds: list[str]) -> Refused:
    named = listed(f"{kind_title(one)}（--kind {one}）" for one in kinds)
    return Refused("kind.ambiguous", file=table.file, sheet=table.sheet or "—", kinds=named)


def kind_title(kind: str) -> str:
    """What a kind is called in the user's language."""
    return say(f"kind.{kind}")


def _proof(kind: Marks, table: Table, settled: Settlement) -> set[str]:
    """The fields that prove a kind and stand in the table, or what a line above it says.

    A header that means something in tables of this kind only (类型, 优秀) proves it where the
    table calls itself so, or where several such stand together.
    """
    known = fields_of(table, settled)
    anywhere = kind.proof & known
    with also_called(_headers(kind, table)):
        own = fields_of(table, settled)
    here = (kind.proof & own) - anywhere
    said = {"says"} if kind.says and any(kind.says.search(text) for text in lines_above(table)) else set()
    called = _calls_itself(kind, table)
    sure = bool(anywhere or said) or len(_alone(kind, table, settled)) > 1 or called
    titled = called or any(kind.words.search(normalise(one.title)) for one in table.columns)
    # A title that decides over that of a list gives headers such as 原社区 and 日期 their meaning too.
    told = own if called and kind.over else known
    weak = kind.weak & told if titled and not anywhere else frozenset()
    return set(anywhere | weak) | said | (here if sure else set())


def fields_of(table: Table, settled: Settlement) -> frozenset[str]:
    """The fields that the columns of a table hold."""
    titles = [one.title for one in table.columns]
    named = (column_field(one, titles=titles, settled=settled) for one in table.columns)
    return frozenset(name for name in named if name)


def column_field(column: Column, *, titles: list[str], settled: Settlement) -> str | None:
    """The field a column holds: as the user settled it, else as its title says."""
    for key, name in settled.columns.items():
        if key == f"{column.letter}列" or normalise(key) == normalise(column.title):
            return name
    return field_of_title(column.title, beside=titles)


def lines_above(table: Table) -> list[str]:
    """What stands above the header, without what varies for no reason."""
    first = table.header_rows[0] if table.header_rows else 1
    return [normalise(line.text) for line in table.lines if line.row < first]


def titles_of(table: Table) -> list[str]:
    """Every text by which a table calls itself: titles above it, the sheet's name, the file's."""
    return [*lines_above(table), normalise(table.sheet or ""), normalise(table.file)]


def _headers(kind: Marks, table: Table) -> dict[str, str]:
    """The headers that only tables of a kind know; those known by their form need a table that says so."""
    return kind.headers(table) if _calls_itself(kind, table) else dict(kind.alone)


def _calls_itself(kind: Marks, table: Table) -> bool:
    return any(kind.words.search(text) for text in titles_of(table))
