"""Statements made up for one test, as they arrive at the store: keys instead of people."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import polars as pl

from sgstats.finding import no_findings
from sgstats.store import Arrival, Key, reading, save

KEY = Key(fingerprint="0123456789abcdef", source="key file")
YEARS = {year: date(year, 12, 31) for year in range(2019, 2025)}


def person(id=None, staff=None, name=None, *, unit=("青禾区", "春晓街道", "集贤社区"), **facts):
    """One row; keys that are left out are unknown."""
    district, street, community = unit
    keys = {
        "id_key": id and f"id-{id}",
        "staff_key": staff and f"staff-{staff}",
        "name_key": name and f"name-{name}",
        "called_key": name and f"called-{name}",
    }
    return keys | {"district": district, "street": street, "community": community} | facts


def arrival(year, *people, file="名单.xlsx", sheet="名单", digest=None) -> Arrival:
    """One statement on the last day of a year (or on a date)."""
    as_of = YEARS.get(year, year)
    digest = digest or sha256(f"{file}|{as_of}|{people}".encode()).hexdigest()
    rows = [
        {"_row": n, "row_key": sha256(f"{digest}|{sheet}|{n}".encode()).hexdigest()} | one
        for n, one in enumerate(people, start=2)
    ]
    schema = dict.fromkeys(
        ("row_key", "id_key", "staff_key", "name_key", "called_key", "district", "street", "community"),
        pl.String,
    )
    return Arrival(
        file=file,
        sheet=sheet,
        sha256=digest,
        kind="roster",
        as_of=as_of,
        header_rows=(1,),
        unmapped=(),
        rows=pl.DataFrame(
            rows,
            schema_overrides=schema | {"_row": pl.Int64},
            schema=None if rows else {"_row": pl.Int64, **schema},
        ),
        rejected=pl.DataFrame(
            schema={"row": pl.Int64, "column": pl.String, "rule": pl.String, "message": pl.String}
        ),
        findings=no_findings(),
    )


def stored(path, *arrivals, key=KEY, **options):
    """Save statements one call each; what became of them."""
    return [save([one], path=path, key=key, **options)[0] for one in arrivals]


def ask(path, sql, **values):
    with reading(path) as connection:
        return connection.execute(sql, values).fetchall()


def people(path) -> list[list[str]]:
    """The person of every row, statement by statement."""
    rows = ask(path, "SELECT import_id, person_id FROM posting ORDER BY import_id, row")
    return [[person for number, person in rows if number == one] for one in sorted({row[0] for row in rows})]


def in_post(path, day) -> int:
    """Different people in force on a day."""
    sql = "SELECT COUNT(DISTINCT person_id) FROM posting WHERE valid_from <= $day AND $day < valid_to"
    return ask(path, sql, day=int(f"{YEARS.get(day, day):%Y%m%d}"))[0][0]


def rules(saved) -> list[str]:
    return saved.findings["rule"].to_list()
