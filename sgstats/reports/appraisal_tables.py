"""The tables of the report on appraisal, and the sentences that come from comparing their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict

import polars as pl

from sgstats.fields import UNKNOWN, field
from sgstats.messages import say
from sgstats.reports.content import Column, Table
from sgstats.reports.wording import printed

if TYPE_CHECKING:
    from sgstats.disclosure import Protected
    from sgstats.reports.content import Kind, Value

AMOUNTS = ("pool", "allocated", "unallocated")
POOL_KINDS: dict[str, Kind] = {"members": "people", **dict.fromkeys((*AMOUNTS, "one_more_costs"), "money")}
NUMBERS = ("people", "base", "share", "low", "high")


class Clause(TypedDict):
    """What a rule says and the grade or outcome it sets, if it is one."""

    cite: str
    effect: str | None


def parts_table(protected: Protected, *, caption: str) -> Table:
    """Shares with their intervals, one row per group and part.

    Args:
        protected: A table of shares.
        caption: The title above it.
    """
    keys = [*protected.by, *([protected.of] if protected.of else [])]
    return Table(
        name=caption,
        caption=caption,
        columns=(*(Column(title=_title(key)) for key in keys), *(_number(name) for name in NUMBERS)),
        rows=tuple(protected.frame.select(*keys, *NUMBERS).rows()),
        notes=protected.notes,
    )


def _title(key: str) -> str:
    return field(key).title if key != "outcome" else say("report.outcome_column")


def _number(name: str) -> Column:
    kind: Kind = "people" if name in {"people", "base"} else "share"
    return Column(title=say(f"report.{name}_column"), kind=kind, detail=name == "base")


def years_table(years: Protected, *, caption: str) -> Table:
    """A row per year, a column for the share of each grade.

    Args:
        years: Grades by year.
        caption: The title above it.
    """
    rows = years.rows()
    grades = list(dict.fromkeys(row["grade"] for row in rows))
    shares = {(row["year"], row["grade"]): row["share"] for row in rows}
    bases = {row["year"]: row["base"] for row in rows if row["base"] is not None}
    lines = [
        (year, bases.get(year), *(shares.get((year, grade)) for grade in grades))
        for year in dict.fromkeys(row["year"] for row in rows)
    ]
    head = [Column(title=field("year").title), _people(say("report.people_column"))]
    columns = (*head, *(Column(title=grade, kind="share") for grade in grades))
    return Table(name=caption, caption=caption, columns=columns, rows=tuple(lines), notes=years.notes)


def _people(title: str) -> Column:
    return Column(title=title, kind="people")


def best_by_year(years: Protected) -> str:
    """The share of the best grade year by year, and whether it may be called a change."""
    rows = [row for row in years.rows() if row["share"] is not None]
    best = [row for row in rows if row["grade"] == rows[0]["grade"]] if rows else []
    if not best:
        return ""
    said = [say("report.in_year", year=row["year"], **shares(row)) for row in best]
    text = say("report.best", grade=best[0]["grade"], parts=say("report.clauses").join(said))
    if len(best) < 2:
        return text
    first, last = best[0], best[-1]
    apart = first["high"] < last["low"] or last["high"] < first["low"]
    return text + say("report.years_differ" if apart else "report.years_alike")


def shares(row: Mapping[str, Any]) -> dict[str, str]:
    """A share and its interval as they are printed."""
    return {name: printed(row[name], kind="share") for name in ("share", "low", "high")}


def chance(row: Mapping[str, Any], years: Protected) -> str:
    """Whether 优秀 stays with the same people, goes round, or cannot be told from chance."""
    last = max(one["year"] for one in years.rows())
    now = [one for one in years.rows() if one["year"] == last and one["grade"] != UNKNOWN]
    best = next((one["people"] for one in now if one["grade"] == row["grade"]), None)
    if best is None or any(one["people"] is None for one in now):
        return ""
    share = best / sum(one["people"] for one in now)
    key = "same" if row["low"] > share else "round" if row["high"] < share else "open"
    return say(f"report.again_{key}", chance=printed(share, kind="share"))


def street_grades(streets: Protected, *, caption: str) -> Table:
    """The share of the best grade of each street with its interval.

    Args:
        streets: Final grades by street.
        caption: The title above it.
    """
    rows = streets.rows()
    best = rows[0]["grade"] if rows else ""
    lines = [(row["street"], *(row[name] for name in NUMBERS)) for row in rows if row["grade"] == best]
    columns = [_number(name) for name in NUMBERS]
    columns[:2] = _people(best), _people(say("report.judged_column"))
    return Table(
        name=caption, caption=caption, columns=(Column(title=field("street").title), *columns),
        rows=tuple(lines), notes=streets.notes,
    )  # fmt: skip


def quota_table(quota: pl.DataFrame, *, caption: str, notes: Sequence[str]) -> Table:
    """Seats of each street and their use, the fewest left first.

    Args:
        quota: One row per street: ``people``, ``seats``, ``given``, ``open``.
        caption: The title above it.
        notes: What stands below it.
    """
    left = (pl.col("seats") - pl.col("given") - pl.col("open")).alias("left")
    names = ("people", "seats", "given", "open", "left")
    rows = quota.with_columns(left).sort("left", nulls_last=True, maintain_order=True)
    columns = (
        Column(title=field("street").title),
        *(_people(say(f"report.quota_{name}")) for name in names),
    )
    return Table(
        name=caption, caption=caption, columns=columns, rows=tuple(rows.select("street", *names).rows()),
        notes=tuple(notes),
    )  # fmt: skip


def rules_table(
    rules: Protected, clauses: Mapping[str, Clause], *, caption: str, only: Sequence[str] | None = None
) -> Table:
    """Rules that fired: what they say, what they set, for how many.

    Args:
        rules: People by rule.
        clauses: What each rule says, by id.
        caption: The title above the table.
        only: Outcomes: rules that set another one are left out.
    """
    nothing = Clause(cite="", effect=None)
    lines: list[tuple[Value, ...]] = []
    for row in rules.rows():
        clause = clauses.get(row["rule"], nothing)
        if only is None or clause["effect"] in only:
            lines.append((row["rule"], clause["cite"], clause["effect"] or "–", row["people"]))
    titles = [say(f"report.{name}_column") for name in ("rule", "clause", "effect")]
    columns = (*(Column(title=title) for title in titles), _people(say("report.people_column")))
    return Table(name=caption, caption=caption, columns=columns, rows=tuple(lines), notes=rules.notes)


def yuan(amount: str) -> str:
    """Yuan with marks of thousands; a hidden amount stays ``*``.

    Example:
        >>> yuan("23220000.00"), yuan("*")
        ('23,220,000.00', '*')
    """
    return amount if amount == "*" else f"{Decimal(amount):,.2f}"


def price(units: pl.DataFrame, example: Mapping[str, str] | None) -> list[str]:
    """What one more of the best grade takes from each competent person: an example, and the real units."""
    told = []
    if example:
        said = {name: yuan(amount) for name, amount in example.items() if name != "people"}
        told.append(say("report.one_more_example", people=example["people"], **said))
    prices = sorted(Decimal(one) for one in units["one_more_costs"].drop_nulls())
    if prices:
        ends = {"low": f"{prices[0]:,.2f}", "high": f"{prices[-1]:,.2f}"}
        told.append(say("report.one_more", units=len(prices), **ends))
    return told


def street_pools(units: pl.DataFrame, *, caption: str) -> Table:
    """Pools added up by street, exact to the cent; a street with a hidden unit is hidden.

    Args:
        units: One row per unit.
        caption: The title above the table.
    """
    whole = [pl.col(name).cast(pl.Decimal(20, 2)) for name in AMOUNTS]
    sums = [
        pl.when(one.null_count() == 0).then(one.sum()).alias(name)
        for one, name in zip(whole, AMOUNTS, strict=True)
    ]
    members = pl.when(pl.col("members").null_count() == 0).then(pl.col("members").sum()).alias("members")
    rows = units.group_by("street", maintain_order=True).agg(members, *sums)
    return _pools(rows, units=("street",), caption=caption, more=())


def pool_table(units: pl.DataFrame, *, caption: str) -> Table:
    """The pool of every unit.

    Args:
        units: One row per unit.
        caption: The title above the table.
    """
    return _pools(units, units=("street", "community"), caption=caption, more=("one_more_costs", "reason"))


def _pools(rows: pl.DataFrame, *, units: Sequence[str], caption: str, more: Sequence[str]) -> Table:
    names = [*units, "members", *AMOUNTS, *more]
    columns = tuple(Column(title=_pool_title(name), kind=POOL_KINDS.get(name, "text")) for name in names)
    lines = [tuple(_cell(name, row[name]) for name in names) for row in rows.to_dicts()]
    return Table(name=caption, caption=caption, columns=columns, rows=tuple(lines))


def _pool_title(name: str) -> str:
    return field(name).title if name in {"street", "community"} else say(f"report.{name}_column")


def _cell(name: str, value: Any) -> Value:  # noqa: ANN401 - whatever the column holds
    if POOL_KINDS.get(name) == "money":
        return None if value is None else Decimal(value)
    if name == "members":
        return None if value is None else int(value)
    return str(value or ("" if name == "reason" else "–"))
