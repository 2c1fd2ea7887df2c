"""The claims of a report's tables: one for every number in them, understood or not."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sgstats.claims.claim import Claim, Quantity
from sgstats.claims.finding import find
from sgstats.pipeline.cell_claims import cells_of, spoken
from sgstats.pipeline.cell_totals import of_those_listed
from sgstats.pipeline.verified import Found

if TYPE_CHECKING:
    from sgstats.claims.known import Known
    from sgstats.pipeline.cell_claims import Spoken
    from sgstats.sources import Document

_NUMBER = re.compile(r"(?P<sign>[-\u2212]?)[^\d]*(?P<whole>\d[\d,，]*)?(?:\.(?P<decimals>\d+))?")


def claims_of_tables(document: Document, *, known: Known) -> list[Found]:
    """The numbers in a report's tables, by table, row and column.

    A number that has no words, or whose words are not understood, is a claim that cannot be tested.

    Args:
        document: The report.
        known: What is on record.
    """
    cells = cells_of(document)
    if not cells:
        return []
    read: dict[int, list[Claim]] = {}
    for claim in find(spoken(cells, document=document), known=known):
        if claim.paragraph in cells and cells[claim.paragraph].holds(claim):
            read.setdefault(claim.paragraph, []).append(claim)
    pairs = [
        (_on_its_base(claim, cell), cell)
        for number, cell in cells.items()
        for claim in read.get(number, [_unread(cell, number)])
    ]
    return [Found(claim=claim, cell=cell) for claim, cell in of_those_listed(pairs, known=known)]


def _on_its_base(claim: Claim, cell: Spoken) -> Claim:
    """A share of those appraised is of those that its row says were."""
    if cell.base is None or claim.quantity.kind != "percent":
        return claim
    return replace(claim, base=cell.base)


def _unread(cell: Spoken, number: int) -> Claim:
    return Claim(
        quote=cell.quote,
        paragraph=number,
        start=cell.start,
        end=cell.end,
        quantity=_as_printed(cell.printed),
        missing=cell.unclear or "verify.cell_unclear",
    )


def _as_printed(text: str) -> Quantity:
    """A number that no words are known for."""
    found = _NUMBER.search(text.replace(" ", ""))
    whole, decimals = (found["whole"] or "0", found["decimals"] or "") if found else ("0", "")
    value = Fraction(re.sub(r"[,，]", "", whole) + (f".{decimals}" if decimals else ""))
    value = -value if found and found["sign"] else value
    return Quantity(
        kind="percent" if text.endswith(("%", "\uff05")) else "value",
        operator="=",
        value=value,
        step=Fraction(1, 10 ** len(decimals)),
        low=value,
        high=value,
        printed=text,
        start=0,
        end=len(text),
    )
