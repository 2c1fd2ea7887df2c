"""Tiny rosters for specs: people as dicts in, an engine on an in-memory table ``posting`` out."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import duckdb

from sgstats.engines import DuckDB
from sgstats.metrics import Options, measure
from sgstats.periods import OPEN_END, day_number

DAY = date(2023, 12, 31)
DAYS = ("birth_day", "hire_day", "leave_day", "valid_from", "valid_to")
TEXTS = (
    "district", "street", "community", "gender", "ethnicity", "political_status", "education", "study_mode",
    "degree", "post", "employment", "source", "certificate", "leave_reason",
)  # fmt: skip
COLUMNS = ("person_id", "import_id", "row", *TEXTS, *DAYS, "birth_precision", "contested")


def posting(**facts):
    """One person in one statement; days may be dates, and what is not said is unknown."""
    known = dict.fromkeys(COLUMNS) | {"import_id": 1, "district": "青禾区", "street": "东街"}
    known |= {"valid_from": DAY, "valid_to": OPEN_END, "birth_precision": "day"} | facts
    numbers = {name: day_number(known[name]) for name in DAYS if isinstance(known[name], date)}
    return known | numbers


@cache
def connection():
    """One database for all specs, since opening one takes longer than a question."""
    types = {name: "INTEGER" for name in ("import_id", "row", *DAYS)} | {"contested": "BOOLEAN"}
    columns = ", ".join(f"{name} {types.get(name, 'VARCHAR')}" for name in COLUMNS)
    opened = duckdb.connect(config={"threads": 1})
    opened.execute(f"CREATE TABLE posting ({columns})")
    return opened


def engine(people):
    """An engine on a table of these postings, until the next is asked for.

    People and rows are numbered where they are not named.
    """
    rows = []
    listed = Counter(facts.get("person_id") for facts in people)
    for n, facts in enumerate(people, start=1):
        known = {"person_id": f"p{n}", "row": n, "contested": listed[facts.get("person_id")] > 1} | facts
        rows += [posting(**known)[name] for name in COLUMNS]
    connection().execute("DELETE FROM posting")
    if rows:
        one = f"({', '.join('?' * len(COLUMNS))})"
        connection().execute(f"INSERT INTO posting VALUES {', '.join([one] * len(people))}", rows)
    return DuckDB(connection())


def cells(people, name="structure", *, on=DAY, options=None, **asked):
    """The exact cells as tuples, in the order tables show them."""
    measured = measure(name, engine=engine(people), on=on, options=options or Options(), **asked)
    return measured.cells.rows()


def labels(people, of, *, on=DAY, **options):
    """The labels of one field that these people fall under, in order."""
    return [row[0] for row in cells(people, of=of, on=on, options=Options(**options))]
