"""The draft in blocks, paragraphs and pieces of tables, with the verdicts that belong to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dashboard.self_check import reading
from sgstats import say

if TYPE_CHECKING:
    from sgstats import Verified

Row = dict[str, Any]
ROWS = 25
"""Rows of a table in one block: a longer one goes on in the next."""
COLUMNS = 30
"""Columns of a table that are shown: what lies beyond is in the list of claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words and the claims that stand in them; none for the words between.

    Attributes:
        text: The words.
        claims: Their claims.
        at_odds: Whether it is a cell of a check that fails.
    """

    text: str
    claims: tuple[Row, ...] = ()
    at_odds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, or some rows of a table.

    Attributes:
        place: 第3段, or the name of the table.
        pieces: The words of a paragraph.
        lines: The cells of a table, by row.
        breaches: Checks of numbers against each other that fail here.
        heading: Whether the document calls it a heading.
    """

    place: str
    pieces: tuple[Piece, ...] = ()
    lines: tuple[tuple[Piece, ...], ...] = ()
    breaches: tuple[Row, ...] = ()
    heading: bool = False
    claims: tuple[Row, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Gather the claims of all pieces."""
        pieces = (*self.pieces, *(piece for line in self.lines for piece in line))
        object.__setattr__(self, "claims", tuple(claim for piece in pieces for claim in piece.claims))

    @property
    def wants_attention(self) -> bool:
        """Whether anything in it does not agree or cannot be told."""
        return bool(self.breaches) or any(claim["verdict"] != "consistent" for claim in self.claims)


def blocks(found: Verified) -> list[Block]:
    """The whole draft, in its order."""
    by_paragraph: dict[int, list[Row]] = {}
    by_cell: dict[str, list[Row]] = {}
    for claim in found.claims.to_dicts():
        if claim["cell"]:
            by_cell.setdefault(claim["cell"], []).append(claim)
        else:
            by_paragraph.setdefault(claim["paragraph"], []).append(claim)
    failing = _Breaches(reading.breaches(found))
    made = _tables(found, by_cell, failing, after=0)
    for paragraph in found.document.paragraphs:
        place = say("arithmetic.paragraph", number=paragraph.number)
        cut = tuple(pieces(paragraph.text, by_paragraph.get(paragraph.number, [])))
        breaches = failing.of({place})
        made.append(Block(place=place, pieces=cut, breaches=breaches, heading=paragraph.heading))
        made += _tables(found, by_cell, failing, after=paragraph.number)
    return made


class _Breaches:
    """Hands every breach out once, to the first block that holds one of its places."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._waiting = list(rows)
        self.places = {place for row in rows for place in row["cells"]}

    def of(self, places: set[str]) -> tuple[Row, ...]:
        mine = [row for row in self._waiting if places.intersection(row["cells"])]
        self._waiting = [row for row in self._waiting if row not in mine]
        return tuple(mine)


def pieces(text: str, claims: Sequence[Row]) -> Iterator[Piece]:
    """A text cut at its claims; claims on the same words share them.

    Example:
        >>> five = {"start": 2, "end": 4}
        >>> [(piece.text, len(piece.claims)) for piece in pieces("男占5%。", [five])]
        [('男占', 0), ('5%', 1), ('。', 0)]
    """
    done = 0
    for start, end, inside in _spans(claims):
        yield from [Piece(text=text[done:start])] * (start > done)
        yield Piece(text=text[start:end], claims=inside)
        done = end
    yield from [Piece(text=text[done:])] * (len(text) > done)


def _spans(claims: Sequence[Row]) -> Iterator[tuple[int, int, tuple[Row, ...]]]:
    """Where claims stand, those that overlap put together."""
    together: list[Row] = []
    end = 0
    for claim in sorted(claims, key=lambda one: (one["start"], one["end"])):
        if together and claim["start"] >= end:
            yield together[0]["start"], end, tuple(together)
            together = []
        end = max(end, claim["end"]) if together else claim["end"]
        together.append(claim)
    if together:
        yield together[0]["start"], end, tuple(together)


def _tables(
    found: Verified, by_cell: Mapping[str, list[Row]], failing: _Breaches, *, after: int
) -> list[Block]:
    """The tables that follow a paragraph."""
    made: list[Block] = []
    for table in found.document.tables:
        if table.after == after:
            rows: dict[int, dict[int, Piece]] = {}
            for cell in table.cells:
                place = address(table.name, cell.row, cell.column)
                claims, at_odds = tuple(by_cell.get(place, ())), place in failing.places
                rows.setdefault(cell.row, {})[cell.column] = Piece(
                    text=cell.text, claims=claims, at_odds=at_odds
                )
            made += _parts_of(rows, failing, name=table.name)
    return made


def _parts_of(rows: Mapping[int, Mapping[int, Piece]], failing: _Breaches, *, name: str) -> Iterator[Block]:
    """Some rows of a table at a time."""
    numbers = sorted(rows)
    columns = range(1, min(COLUMNS, max((max(row) for row in rows.values()), default=0)) + 1)
    for first in range(0, len(numbers), ROWS):
        part = numbers[first : first + ROWS]
        places = {address(name, row, column) for row in part for column in columns}
        lines = tuple(tuple(rows[row].get(column, Piece(text="")) for column in columns) for row in part)
        yield Block(place=name, lines=lines, breaches=failing.of(places))


def address(table: str, row: int, column: int) -> str:
    """A cell as claims and checks name it.

    Example:
        >>> address("表1", 2, 2), address("表1", 9, 28)
        ('表1!B2', '表1!AB9')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{table}!{letters}{row}"
