"""Tiny rosters for specs: people as dicts in, an engine on an in-memory table ``posting`` out."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from importlib import resources

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
APPRAISAL = {
    "person_id": "VARCHAR", "import_id": "INTEGER", "row": "INTEGER", "superseded": "BOOLEAN",
    "year": "INTEGER", "rater": "VARCHAR", "dimension": "VARCHAR", "grade": "VARCHAR", "no_grade": "VARCHAR",
    "points": "BIGINT", "ballots": "INTEGER",
}  # fmt: skip
FACT = {
    "person_id": "VARCHAR", "import_id": "INTEGER", "row": "INTEGER", "superseded": "BOOLEAN",
    "year": "INTEGER", "day": "INTEGER", "item": "VARCHAR", "holds": "BOOLEAN", "rater": "VARCHAR",
}  # fmt: skip
OF_THE_STORE = ("movement", "training", "population", "stay")
RECORDS = ("appraisals", "facts", "trainings", "population")
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
    for table, typed in (("appraisal", APPRAISAL), ("fact", FACT)):
        listed = ", ".join(f"{name} {kind}" for name, kind in typed.items())
        opened.execute(f"CREATE TABLE {table} ({listed})")
    for table in OF_THE_STORE:
        opened.execute(made(table))
    return opened


def made(table):
    """The store's own statement that makes a table."""
    schema = resources.files("sgstats.store").joinpath("schema.sql").read_text(encoding="utf-8")
    return re.search(rf"CREATE TABLE {table} \(.*?\n\);", schema, re.DOTALL).group()


def columns_of(table):
    return tuple(re.findall(r"^ {4}(\w+) +[A-Z]", made(table), re.MULTILINE))


def engine(people, *, appraisals=(), facts=(), trainings=(), population=()):
    """An engine on a table of these postings, until the next is asked for.

    People and rows are numbered where they are not named.
    """
    listed = Counter(facts.get("person_id") for facts in people)
    rows = []
    for n, person in enumerate(people, start=1):
        known = {"person_id": f"p{n}", "row": n, "contested": listed[person.get("person_id")] > 1} | person
        rows.append(posting(**known))
    fill("posting", rows, COLUMNS)
    fill("appraisal", [recorded(n, one) for n, one in enumerate(appraisals, start=1)], APPRAISAL)
    said = [recorded(n, {"holds": True} | one) for n, one in enumerate(facts, start=1)]
    fill("fact", said, FACT)
    fill("training", [attended(n, one) for n, one in enumerate(trainings, start=1)], columns_of("training"))
    units = [told(n, one) for n, one in enumerate(population, start=1)]
    fill("population", units, columns_of("population"))
    return DuckDB(connection())


def recorded(row, facts):
    return {"import_id": 1, "row": row, "superseded": False, "year": DAY.year} | facts


def attended(row, facts):
    """One training; its year is that of its day."""
    known = recorded(row, facts)
    day = known.get("day")
    return known | ({"day": day_number(day), "year": day.year} if isinstance(day, date) else {})


def told(row, facts):
    """One row on a unit, of the usual street unless named."""
    usual = {"import_id": 1, "row": row, "superseded": False, "district": "青禾区", "street": "东街"}
    known = usual | {"day": DAY} | facts
    return known | {"day": day_number(known["day"])}


def fill(table, rows, columns):
    connection().execute(f"DELETE FROM {table}")
    if rows:
        one = f"({', '.join('?' * len(columns))})"
        values = [facts.get(name) for facts in rows for name in columns]
        listed = ", ".join(f"{name}" for name in columns)
        connection().execute(f"INSERT INTO {table} ({listed}) VALUES {', '.join([one] * len(rows))}", values)


def graded(*grades, year=DAY.year, **facts):
    """The committee's grades of p1, p2 … in one year; None for nobody's."""
    named = [(f"p{n}", grade) for n, grade in enumerate(grades, start=1) if grade]
    return [{"person_id": person, "year": year, "grade": grade} | facts for person, grade in named]


def scored(rater, *scores, year=DAY.year, ballots=1, **facts):
    """The mean scores that one group of raters gave p1, p2 … in one year; None for nobody's."""
    given = [(f"p{n}", score) for n, score in enumerate(scores, start=1) if score is not None]
    return [
        {
            "person_id": person, "year": year, "rater": rater, "ballots": ballots,
            "points": round(score * 1_000_000 * ballots),
        }
        | facts
        for person, score in given
    ]  # fmt: skip


def cells(people, name="structure", *, on=DAY, options=None, **asked):
    """The exact cells as tuples, in the order tables show them."""
    return measured(people, name, on=on, options=options, **asked).cells.rows()


def measured(people, name, *, on=DAY, options=None, **asked):
    """The metric, of people with these records."""
    records = {kind: asked.pop(kind) for kind in RECORDS if kind in asked}
    return measure(name, engine=engine(people, **records), on=on, options=options or Options(), **asked)


def labels(people, of, *, on=DAY, **options):
    """The labels of one field that these people fall under, in order."""
    return [row[0] for row in cells(people, of=of, on=on, options=Options(**options))]
