"""Who a row speaks of: name, numbers, sex and birth, with conflicts between sources reported.

A valid ID number (GB 11643) tells birth day and sex. Where the typed cells say otherwise,
both are kept: the ruling value in the field, the overruled one beside it (组通字〔2006〕41号
asks to check the register against the file, not to overwrite it).
"""

from __future__ import annotations

import polars as pl

from sgstats.records.categories import read_category
from sgstats.records.cells import is_number
from sgstats.records.dates import date_text, read_days
from sgstats.records.id_number import read_id_numbers
from sgstats.records.reading import Problem, Reading, Sheet

CODE_AGREEMENT = 0.95
"""Share of valid ID numbers that must agree before a digit is taken for a sex."""


def read_person(sheet: Sheet) -> Reading:
    """Name, staff number, ID number, sex and birth of every row."""
    numbers = _numbers(sheet)
    gender, birth = _gender(sheet, numbers), _birth(sheet, numbers)
    named = {
        "name": sheet.text("name"),
        "staff_id": sheet.text("staff_id"),
        "id_number": numbers["id_number"],
    }
    return Reading(
        columns=named | dict(gender.columns) | dict(birth.columns),
        problems=(*_number_problems(sheet, numbers), *gender.problems, *birth.problems),
    )


def _numbers(sheet: Sheet) -> pl.DataFrame:
    column = sheet.columns.column("id_number")
    number = (
        is_number(sheet.table, column.name)
        if column
        else pl.Series([None] * sheet.table.cells.height, dtype=pl.Boolean)
    )
    return read_id_numbers(sheet.text("id_number"), number=number)


def _number_problems(sheet: Sheet, numbers: pl.DataFrame) -> list[Problem]:
    column = sheet.columns.column("id_number")
    states = ("truncated", "masked", "checksum", "unreadable")
    return [Problem(rule=f"id.{state}", rows=numbers["state"] == state, column=column) for state in states]


def _gender(sheet: Sheet, numbers: pl.DataFrame) -> Reading:
    """Sex by ID number and as typed; digits mean nothing until ID numbers prove them."""
    column, text = sheet.columns.column("gender"), sheet.text("gender")
    given = dict(sheet.settled.values.get("gender", {}))
    proven = _proven_codes(
        text.filter(~text.is_in(list(given))), numbers["gender"].filter(~text.is_in(list(given)))
    )
    typed = read_category(text, field="gender", codes=given | proven)
    coded = text.str.contains(r"^\d$") & typed.is_null() & ~text.is_in(["0", "9"])
    unreadable = text.is_not_null() & typed.is_null() & ~text.str.contains(r"^\d$")
    ruling = _ruled(typed, numbers["gender"], sheet=sheet)
    conflict = typed != numbers["gender"]
    return Reading(
        columns={
            "gender": ruling,
            "gender_other": _overruled(typed, numbers["gender"], conflict, sheet=sheet),
        },
        problems=(
            Problem(rule="gender.conflict", rows=conflict, column=column, values=_ruling_name(sheet)),
            Problem(rule="gender.codes_unproven", rows=coded, column=column),
            Problem(rule="value.unreadable", rows=unreadable, column=column),
            _codes_note(sheet, proven, text, numbers),
        ),
    )


def _proven_codes(text: pl.Series, by_number: pl.Series) -> dict[str, str]:
    """The sex each digit stands for, as far as valid ID numbers agree on it.

    Example:
        >>> _proven_codes(pl.Series(["0", "0", "1", "男"]), pl.Series(["女", "女", "男", "男"]))
        {'0': '女', '1': '男'}
    """
    pairs = (
        pl
        .DataFrame({"code": text, "gender": by_number})
        .drop_nulls()
        .filter(pl.col("code").str.contains(r"^\d$"))
    )
    counts = pairs.group_by("code").agg(
        men=(pl.col("gender") == "男").mean(), women=(pl.col("gender") == "女").mean()
    )
    found = {
        row["code"]: "男" if row["men"] > row["women"] else "女"
        for row in counts.sort("code").iter_rows(named=True)
        if max(row["men"], row["women"]) >= CODE_AGREEMENT
    }
    return found if len(set(found.values())) == len(found) else {}


def _codes_note(sheet: Sheet, proven: dict[str, str], text: pl.Series, numbers: pl.DataFrame) -> Problem:
    """One note at the first coded row, saying what the digits were proven to mean."""
    uses = text.is_in(list(proven)) & numbers["gender"].is_not_null()
    first = uses & (uses.cum_sum() == 1)
    codes = " ".join(f"{code}={value}" for code, value in proven.items())
    values = {"codes": codes, "count": int(uses.sum())}
    return Problem(
        rule="gender.codes_proven", rows=first, column=sheet.columns.column("gender"), values=values
    )


def _birth(sheet: Sheet, numbers: pl.DataFrame) -> Reading:
    """Birth day by ID number, as typed, or from the age stated on the day."""
    column = sheet.columns.column("birth_date")
    typed = _typed_days(sheet)
    by_number, age = numbers["birth_day"], _stated_age(sheet)
    month_only = typed["precision"] == "month"
    differs = pl.select(
        pl.when(month_only).then(typed["day"] // 100 != by_number // 100).otherwise(typed["day"] != by_number)
    ).to_series()
    conflict = differs & (typed["state"] == "read")
    certain = pl.select(pl.when(typed["state"] == "read").then(typed["day"])).to_series()
    ruling = _ruled(certain, by_number, sheet=sheet)
    by_age = ruling.is_null() & age.is_not_null()
    as_of = sheet.as_of.year * 10_000 + sheet.as_of.month * 100 + sheet.as_of.day
    day = pl.select(pl.coalesce(ruling, as_of - age * 10_000)).to_series().cast(pl.Int32)
    from_typed = ruling.is_not_null() & ((ruling == certain) & (ruling != by_number).fill_null(value=True))
    precision = pl.select(
        pl
        .when(by_age)
        .then(pl.lit("age"))
        .when(from_typed & month_only)
        .then(pl.lit("month"))
        .when(day.is_not_null())
        .then(pl.lit("day"))
    ).to_series()
    return Reading(
        columns={
            "birth_day": day,
            "birth_precision": precision,
            "birth_day_other": _overruled(certain, by_number, conflict, sheet=sheet),
        },
        problems=(
            Problem(rule="birth.conflict", rows=conflict, column=column, values=_ruling_name(sheet)),
            Problem(
                rule="birth.ambiguous", rows=(typed["state"] == "ambiguous") & ruling.is_null(), column=column
            ),
            Problem(rule="date.unreadable", rows=typed["state"] == "unreadable", column=column),
            _age_differs(sheet, age, ruling, as_of),
        ),
    )


def _typed_days(sheet: Sheet) -> pl.DataFrame:
    return read_column_days(sheet, "birth_date")


def read_column_days(sheet: Sheet, name: str) -> pl.DataFrame:
    """Read the date column of a field: ``day``, ``precision``, ``state``, one row per row."""
    column = sheet.columns.column(name)
    number = (
        is_number(sheet.table, column.name)
        if column
        else pl.Series([None] * sheet.table.cells.height, dtype=pl.Boolean)
    )
    return read_days(sheet.text(name, reader=date_text), number=number, latest_year=sheet.as_of.year)


def _stated_age(sheet: Sheet) -> pl.Series:
    """Typed age in full years; null where it is no age a worker can have."""
    age = sheet.text("age").str.extract(r"^(\d{1,3})(?:\.0)?(?:岁|周岁)?$").cast(pl.Int32, strict=False)
    return pl.select(pl.when(age.is_between(14, 100)).then(age)).to_series()


def _age_differs(sheet: Sheet, age: pl.Series, birth_day: pl.Series, as_of: int) -> Problem:
    by_birth = (as_of - birth_day) // 10_000
    return Problem(rule="age.differs", rows=(by_birth - age).abs() > 1, column=sheet.columns.column("age"))


def _ruled(typed: pl.Series, by_number: pl.Series, *, sheet: Sheet) -> pl.Series:
    first, second = (by_number, typed) if sheet.prefer == "id" else (typed, by_number)
    return pl.select(pl.coalesce(first, second)).to_series()


def _overruled(typed: pl.Series, by_number: pl.Series, conflict: pl.Series, *, sheet: Sheet) -> pl.Series:
    other = typed if sheet.prefer == "id" else by_number
    return pl.select(pl.when(conflict.fill_null(value=False)).then(other)).to_series()


def _ruling_name(sheet: Sheet) -> dict[str, object]:
    from sgstats.messages import say

    return {"ruling": say(f"ruling.{sheet.prefer}")}
