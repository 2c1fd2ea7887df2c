"""Who a row speaks of: name, numbers, sex and birth, with conflicts between sources reported.

A valid ID number (GB 11643) tells birth day and sex. Where the typed cells say otherwise,
both are kept: the ruling value in the field, the overruled one beside it (组通字 2006 年 41 号
asks to check the register against the file, not to overwrite it).
"""

from __future__ import annotations

import polars as pl

from sgstats.records.births import read_birth
from sgstats.records.categories import read_category
from sgstats.records.id_number import read_id_numbers
from sgstats.records.reading import Problem, Reading, Sheet, numbers_of
from sgstats.records.rulings import overruled, ruled, ruling_name

CODE_AGREEMENT = 0.95
"""Share of valid ID numbers that must agree before a digit is taken for a sex."""

UNKNOWN_CODES = ("0", "9")
"""What GB/T 2261.1 writes for a sex that is not known."""


def read_person(sheet: Sheet) -> Reading:
    """Name, staff number, ID number, sex and birth of every row."""
    numbers = _numbers(sheet)
    gender, birth = _gender(sheet, numbers), read_birth(sheet, numbers["birth_day"])
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
    read = read_id_numbers(sheet.text("id_number"), number=numbers_of(sheet, column))
    return _without_shared(read, sheet.text("name"))


def _without_shared(numbers: pl.DataFrame, names: pl.Series) -> pl.DataFrame:
    """A number beside several names identifies none of them; a drag of the mouse makes such columns."""
    several = pl.col("name").drop_nulls().n_unique().over("id_number") > 1
    shared = (several & pl.col("id_number").is_not_null()).alias("shared")
    marked = numbers.with_columns(name=names).with_columns(shared)
    known = pl.when(~pl.col("shared"))
    return marked.select(
        known.then("id_number").alias("id_number"),
        known.then("birth_day").alias("birth_day"),
        known.then("gender").alias("gender"),
        state=known.then("state").otherwise(pl.lit("shared")),
    )


def _number_problems(sheet: Sheet, numbers: pl.DataFrame) -> list[Problem]:
    column = sheet.columns.column("id_number")
    states = ("truncated", "masked", "checksum", "shared", "unreadable")
    return [Problem(rule=f"id.{state}", rows=numbers["state"] == state, column=column) for state in states]


def _gender(sheet: Sheet, numbers: pl.DataFrame) -> Reading:
    """Sex by ID number and as typed; digits mean nothing until ID numbers prove them."""
    column, text = sheet.columns.column("gender"), sheet.text("gender")
    given = dict(sheet.settled.values.get("gender", {}))
    proven = _proven_codes(
        text.filter(~text.is_in(list(given))), numbers["gender"].filter(~text.is_in(list(given)))
    )
    typed = read_category(text, field="gender", codes=given | proven)
    coded = text.str.contains(r"^\d$") & typed.is_null() & ~text.is_in(UNKNOWN_CODES)
    unreadable = text.is_not_null() & typed.is_null() & ~text.str.contains(r"^\d$")
    ruling = ruled(typed, numbers["gender"], sheet=sheet)
    conflict = typed != numbers["gender"]
    return Reading(
        columns={
            "gender": ruling,
            "gender_other": overruled(typed, numbers["gender"], conflict, sheet=sheet),
        },
        problems=(
            Problem(rule="gender.conflict", rows=conflict, column=column, values=ruling_name(sheet)),
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
    if len(set(found.values())) < len(found):
        # GB/T 2261.1 writes 0 and 9 for an unknown sex: few people who may well all be women.
        found = {code: sex for code, sex in found.items() if code not in UNKNOWN_CODES}
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
