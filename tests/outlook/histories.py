"""Small staffs for specs of outlooks: people with their years of service as dicts in, an engine out.

Each person is written into ``posting`` (one list at every year's end) and into ``stay``.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import duckdb

import sgstats.store
from sgstats.engines import DuckDB
from sgstats.periods import OPEN_END, day_number

DAY = date(2023, 12, 31)
TABLES = ("posting", "stay", "population")


@cache
def schema():
    text = Path(sgstats.store.__file__).with_name("schema.sql").read_text(encoding="utf-8")
    made = {name: re.search(rf"CREATE TABLE {name} \(.*?\n\);", text, re.DOTALL)[0] for name in TABLES}
    return {name: sql.replace(" NOT NULL", "") for name, sql in made.items()}


@cache
def connection():
    opened = duckdb.connect(config={"threads": 1})
    for sql in schema().values():
        opened.execute(sql)
    return opened


def person(birth=None, gender="女", *, since=date(2010, 1, 1), until=None, **facts):
    """Somebody in post from ``since`` to the day before ``until``; days are dates."""
    known = {"street": "东街", "district": "青禾区", "education": "大学本科", "began": "joined"}
    return known | {"birth": birth, "gender": gender, "since": since, "until": until} | facts


def engine(people, *, years=range(2015, 2024), population=()):
    """An engine on these people, with a list at the end of each of the years."""
    postings, stays = [], []
    for n, one in enumerate(people, start=1):
        person = {"person_id": f"p{n}"} | one
        stays.append(stay(person))
        postings += [posting(person, year, years[-1], row=n) for year in years if in_post(person, year)]
    for table, rows in zip(TABLES, (postings, stays, population), strict=True):
        fill(table, rows)
    return DuckDB(connection())


def in_post(person, year):
    end = date(year, 12, 31)
    return person["since"] <= end and (person["until"] is None or person["until"] > end)


def posting(person, year, last, *, row):
    valid_to = OPEN_END if year == last else (year + 1) * 10_000 + 1231
    own = {"import_id": year, "row": row, "valid_from": year * 10_000 + 1231, "valid_to": valid_to}
    return common(person) | own | {"contested": False, "hire_day": day_number(person["since"])}


def stay(person):
    until = OPEN_END if person["until"] is None else day_number(person["until"])
    since = day_number(person["since"])
    ended = None if person["until"] is None else person.get("ended", "left")
    days = {"since": since, "until": until, "service_since": since, "service_until": until}
    return common(person) | days | {"ended": ended, "began": person["began"]}


def common(person):
    birth = person["birth"]
    known = {name: value for name, value in person.items() if name not in {"birth", "since", "until"}}
    return known | {"birth_day": day_number(birth) if isinstance(birth, date) else birth}


def fill(table, rows):
    connection().execute(f"DELETE FROM {table}")
    if not rows:
        return
    columns = columns_of(table)
    one = f"({', '.join('?' * len(columns))})"
    values = [row.get(name) for row in rows for name in columns]
    every = ", ".join([one] * len(rows))
    connection().execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES {every}", values)


@cache
def columns_of(table):
    return [name for (name, *_) in connection().execute(f"DESCRIBE {table}").fetchall()]
