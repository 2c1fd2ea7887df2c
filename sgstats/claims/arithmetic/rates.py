"""Rates, densities and growth of a table against the counts of the same row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from sgstats.claims.arithmetic.figure import Figure
from sgstats.claims.arithmetic.formulas import chosen, rate_of, readings
from sgstats.claims.arithmetic.relation import Relation
from sgstats.claims.arithmetic.sheet import Head, Sheet
from sgstats.claims.arithmetic.words import names, says


def rates(sheet: Sheet) -> Iterator[Relation]:
    """Every rate of a table recomputed on its own row.

    The formula that most rows agree with is taken for the column; a row that agrees with another
    one says which, a row that agrees with none says what each would give.

    Args:
        sheet: The table.
    """
    for column in sheet.columns:
        rate = rate_of(column.label)
        if rate:
            yield from _of_column(sheet, column, rate)


def _of_column(sheet: Sheet, column: Head, rate: str) -> Iterator[Relation]:
    line = sheet.line(column, across=False)
    columns = count_columns(sheet)
    found = [
        dict(readings(rate, printed, counts(sheet, row, columns), line=line))
        for row in sheet.rows
        if (printed := sheet.at(row, column))
    ]
    votes = Counter(name for one in found for name, relation in one.items() if relation.holds)
    likeliest = votes.most_common(1)[0][0] if votes else None
    yield from (relation for one in found if (relation := chosen(one, likeliest=likeliest)))


def counts(sheet: Sheet, row: Head, columns: Mapping[str, Head]) -> dict[str, Figure]:
    """The counts of a row by what they count."""
    return {name: one for name, column in columns.items() if (one := sheet.at(row, column))}


def count_columns(sheet: Sheet) -> dict[str, Head]:
    """The columns that rates are worked out from; the first of each kind."""
    counted = [
        column for column in sheet.columns if column.additive or says("counts.mean_people", column.own)
    ]
    wanted = [(name, f"counts.{name}") for name in names("counts")]
    wanted += [(name, f"flows.{name}") for name in ("opening", "closing")]
    found = {name: next((one for one in counted if says(words, one.own)), None) for name, words in wanted}
    return {name: column for name, column in found.items() if column}
