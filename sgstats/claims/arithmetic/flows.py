"""Opening + in - out = closing, row by row; and the kinds of in and out against their sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sgstats.claims.arithmetic.relation import Relation
from sgstats.claims.arithmetic.sheet import Head, Sheet
from sgstats.claims.arithmetic.words import says


def flows(sheet: Sheet) -> Iterator[Relation]:
    """The identity of stocks and flows on every row that states both stocks.

    Where a table prints 增加 beside 招录 and 调入, the first is the flow and the others are parts of it.

    Args:
        sheet: The table.
    """
    opening, closing = (_first(sheet, f"flows.{name}") for name in ("opening", "closing"))
    if opening is None or closing is None or opening is closing:
        return
    ins, outs = (_sides(sheet, side, (opening, closing)) for side in ("in", "out"))
    if not ins or not outs:
        return  # without both sides the numbers need not close
    for row in sheet.rows:
        start, end = sheet.at(row, opening), sheet.at(row, closing)
        if start and end and row.additive:
            added = [one for head in ins if (one := sheet.at(row, head))]
            taken = tuple(one for head in outs if (one := sheet.at(row, head)))
            line = sheet.line(closing, across=False)
            yield Relation(check="flow_identity", line=line, result=end, added=(start, *added), taken=taken)


def flow_columns(sheet: Sheet) -> frozenset[int]:
    """The numbers of columns that are stocks or flows, which do not add up to a total beside them."""
    opening, closing = (_first(sheet, f"flows.{name}") for name in ("opening", "closing"))
    if opening is None or closing is None:
        return frozenset()
    sides = [head for side in ("in", "out") for head in _of_side(sheet, side, (opening, closing))]
    return frozenset(head.number for head in (opening, closing, *sides))


def _first(sheet: Sheet, name: str) -> Head | None:
    found = (head for head in sheet.columns if head.additive)
    return next((head for head in found if says(name, head.own) or says(name, head.group)), None)


def _sides(sheet: Sheet, side: str, stocks: Sequence[Head]) -> list[Head]:
    """The columns of one side that are not parts of another of them."""
    found = _of_side(sheet, side, stocks)
    general = [head for head in found if says(f"flows.any_{side}", head.own) or _sums_its_group(head)]
    return general or found


def _of_side(sheet: Sheet, side: str, stocks: Sequence[Head]) -> list[Head]:
    other = "out" if side == "in" else "in"
    free = [head for head in sheet.columns if head.additive and head not in stocks]
    return [
        head for head in free if says(f"flows.{side}", head.label) and not says(f"flows.{other}", head.own)
    ]


def _sums_its_group(head: Head) -> bool:
    return bool(head.group) and (says("strict", head.own) or says("subtotal", head.own))
