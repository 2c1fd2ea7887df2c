"""Tables made up for one test: a header, some rows, and only what the test is about."""

from __future__ import annotations

from datetime import date
from string import ascii_uppercase

import polars as pl
from stdnum.cn import ric

from sgstats.records import Cleaned, clean
from sgstats.sources.table import Column, Line, PrintedTotal, Table

AS_OF = date(2023, 12, 31)


def table(header, rows, *, kinds=None, sections=None, **facts) -> Table:
    """A table as read: the header in row 1 (or below its lines), people from the next row on.

    ``kinds`` gives one kind per column; without it the file has no types.
    """
    lines = [Line(row=n, text=text) for n, text in enumerate(facts.pop("titles", ()), start=1)]
    first = len(lines) + 2
    columns = tuple(Column(name=f"c{n}", letter=ascii_uppercase[n], title=t) for n, t in enumerate(header))
    cells = {one.name: [row[n] for row in rows] for n, one in enumerate(columns)}
    typed = None
    if kinds is not None:
        typed = pl.DataFrame({
            f"c{n}": [kind if row[n] is not None else "blank" for row in rows] for n, kind in enumerate(kinds)
        })
    notes = tuple(Line(row=first + len(rows) + n, text=text) for n, text in enumerate(facts.pop("notes", ())))
    return Table(
        file=facts.pop("file", "名单.xlsx"),
        sheet=facts.pop("sheet", "名单"),
        header_rows=(first - 1,),
        columns=columns,
        cells=pl.DataFrame(
            {
                "_row": range(first, first + len(rows)),
                "_section": sections or [None] * len(rows),
                **cells,
            },
            schema_overrides={"_row": pl.Int64, "_section": pl.String, **dict.fromkeys(cells, pl.String)},
        ),
        kinds=typed,
        lines=(*lines, *notes),
        totals=facts.pop("totals", ()),
    )


def total(row, people, *, first, last, label="合计") -> PrintedTotal:
    return PrintedTotal(row=row, column="B", label=label, people=people, first_row=first, last_row=last)


def roster(header, rows, *, settled=None, as_of=AS_OF, kind="auto", **facts) -> Cleaned:
    """A cleaned table; see ``table`` for the facts of the file."""
    prefer = facts.pop("prefer", "id")
    return clean(table(header, rows, **facts), as_of=as_of, settled=settled, prefer=prefer, kind=kind)


def values(title, cells, field, **facts) -> list:
    """What a column of this title means for a field, one person per cell."""
    people = [[f"某{n}", cell] for n, cell in enumerate(cells)]
    kinds = facts.pop("kind", None)
    read = roster(["姓名", title], people, kinds=kinds and ["text", kinds], **facts)
    return read.rows[field].to_list()


def rules(cleaned: Cleaned) -> list[str]:
    """The rules of all findings, without the notes about what is blank or unknown."""
    quiet = {"value.blank", "unit.unknown", "person.no_strong_key", "unit.from_title"}
    return [rule for rule in cleaned.findings["rule"] if rule not in quiet]


def id_number(birth: int = 19850601, *, order: int = 12, area: str = "110105") -> str:
    """A valid ID number; an odd order is a man's."""
    body = f"{area}{birth}{order:03d}"
    return body + ric.calc_check_digit(body + "0")


def records(header, rows, *fields, **facts) -> list[tuple]:
    """The named fields of every record of a table whose day nobody gave."""
    facts.setdefault("as_of", None)
    read = roster(header, rows, **facts)
    return read.rows.select(fields).rows()


def refusals(header, rows, **facts) -> dict[int, str]:
    """The rule by which each row was rejected, by row."""
    facts.setdefault("as_of", None)
    read = roster(header, rows, **facts)
    return dict(read.rejected.select("row", "rule").rows())
