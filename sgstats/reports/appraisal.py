"""The report on a year's appraisal: grades, quota, clauses, pay, and what all of it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sgstats.disclosure import rules_for
from sgstats.messages import language, listed, say
from sgstats.reports import appraisal_tables as made
from sgstats.reports.annex import definitions
from sgstats.reports.content import Figure, Heading, Paragraph, Report
from sgstats.reports.wording import people_of

if TYPE_CHECKING:
    import polars as pl

    from sgstats.disclosure import Protected
    from sgstats.reports.appraisal_tables import Clause
    from sgstats.reports.content import Block, Table

QUESTIONS: dict[str, dict[str, Any]] = {
    "years": {"metric": "grades", "by": ["year"]},
    "again": {"metric": "excellent_again"},
    "times": {"metric": "excellent_years"},
}
"""What the report measures of the grades as recorded: arguments of ``sgstats.measure`` by name."""

NEEDS_HUMAN = "需人工认定"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A year judged by a pack, as its audience may see it.

    Attributes:
        policy: Name of the pack.
        title: Its title.
        year: The year.
        audience: Who may see it.
        options: How unclear clauses were read.
        grades: Final grades.
        outcomes: What follows for how many.
        rules: People by rule that fired.
        quota_by_street: Seats and their use by street, or None without a quota.
        quota_units: How many units, how many without seats, how many over; or None.
        notes: What was assumed.
    """

    policy: str
    title: str
    year: int
    audience: str
    options: Mapping[str, str]
    grades: Protected
    outcomes: Protected
    rules: Protected
    quota_by_street: pl.DataFrame | None
    quota_units: Mapping[str, int] | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Pools shared out, as their audience may see them.

    Attributes:
        units: One row per unit, amounts as texts in yuan.
        totals: The same sums over all units.
        notes: What was assumed.
    """

    units: pl.DataFrame
    totals: Mapping[str, str]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """All that the report is made of.

    Attributes:
        judged: The year judged by a pack.
        streets: The final grades by street.
        recorded: The tables of ``QUESTIONS`` by name, as far as anything is recorded.
        clauses: What each rule says and sets, by id.
        exits: Outcomes that end a contract.
        flags: What the pack leaves open.
        source: Where the pack comes from.
        pay: The pools shared out, if an amount was given.
        example: What one more of the best grade costs in a community that is nobody's.
    """

    judged: Judgement
    streets: Protected
    recorded: Mapping[str, Protected]
    clauses: Mapping[str, Clause]
    exits: Sequence[str]
    flags: Sequence[str]
    source: str
    pay: Shares | None = None
    example: Mapping[str, str] | None = None


def appraisal_report(appraisal: Appraisal, *, unit: str | None = None) -> Report:
    """A year's appraisal as text, tables and a figure.

    Args:
        appraisal: What was judged, measured and paid.
        unit: The district or street it speaks of.

    Returns:
        The report; hand it to ``render``.
    """
    unit = unit or say("report.the_unit")
    judged = appraisal.judged
    parts = (_grades, _quota, _clauses, _pay, _terms)
    blocks = [block for part in parts for block in part(appraisal, unit)]
    known = {"grades": judged.grades, "outcomes": judged.outcomes, **appraisal.recorded}
    return Report(
        title=say("report.appraisal_title", unit=unit, year=judged.year),
        blocks=tuple(blocks),
        annex=(definitions(known), *_annex(appraisal, unit)),
        mark=say("disclosure.note_marked") if rules_for(judged.audience).marked else "",
    )


def _annex(appraisal: Appraisal, unit: str) -> list[Table]:
    """What is too long for a page: every year with its intervals, the pool of every unit."""
    tables = [
        _sheet(name, made.parts_table(table, caption=say(f"report.caption_{name}", unit=unit)))
        for name, table in appraisal.recorded.items()
        if name != "again"
    ]
    if appraisal.pay:
        caption = say("report.caption_pools", unit=unit)
        tables.append(_sheet("pools", made.pool_table(appraisal.pay.units, caption=caption)))
    return tables


def _grades(appraisal: Appraisal, unit: str) -> list[Block]:
    judged = appraisal.judged
    rows = judged.grades.rows()
    bases = [row["base"] for row in rows if row["base"] is not None]
    base = say("report.people", people=bases[0]) if bases else say("report.not_given")
    held = [row for row in rows if row["people"] != 0]
    said = [say("report.item", label=row["grade"], said=_with_interval(row)) for row in held]
    text = say(
        "report.judged", year=judged.year, unit=unit, title=judged.title, policy=judged.policy, base=base,
        parts=say("report.clauses").join(said) or say("report.nobody"),
    )  # fmt: skip
    facts = {"unit": unit, "year": judged.year}
    caption, streets = say("report.caption_judged", **facts), say("report.caption_by_street", **facts)
    return [
        Heading(text=say("report.part_grades")),
        Heading(text=say("report.part_judged"), level=2),
        Paragraph(text=text),
        _sheet("judged", made.parts_table(judged.grades, caption=caption)),
        *_years(appraisal, unit),
        Heading(text=say("report.part_by_street"), level=2),
        Paragraph(text=say("report.by_street")),
        _sheet("by_street", made.street_grades(appraisal.streets, caption=streets)),
    ]


def _with_interval(row: Mapping[str, Any]) -> str:
    """People and share, with the interval of the share."""
    said = people_of(dict(row))
    if row["share"] is None:
        return said
    ends = made.shares(row)
    return said + say("report.interval", low=ends["low"], high=ends["high"])


def _years(appraisal: Appraisal, unit: str) -> list[Block]:
    """The grades as recorded, year by year, and whether 优秀 stays with the same people."""
    years = appraisal.recorded.get("years")
    if years is None:
        return []
    caption = say("report.caption_years_short", unit=unit)
    sentences = [made.best_by_year(years), _again(appraisal.recorded.get("again"), years)]
    return [
        Heading(text=say("report.part_years"), level=2),
        Paragraph(text=say("report.recorded")),
        Paragraph(text=_joined(sentences)),
        _sheet("years_short", made.years_table(years, caption=caption)),
        Figure(kind="bars", caption=caption, source=years),
    ]


def _again(again: Protected | None, years: Protected) -> str:
    rows = again.rows() if again else []
    if not rows:
        return ""
    row = rows[0]
    if row["share"] is None:
        return say("report.again_hidden")
    told = say("report.again", people=row["people"], base=row["base"], **made.shares(row))
    return told + made.chance(row, years)


def _quota(appraisal: Appraisal, unit: str) -> list[Block]:
    judged = appraisal.judged
    heading = Heading(text=say("report.part_quota"))
    if judged.quota_by_street is None:
        return [heading, Paragraph(text=say("report.no_quota", policy=judged.policy))]
    counted = judged.quota_units
    text = say("report.quota_not_given") if counted is None else say("report.quota", **counted)
    caption = say("report.caption_quota", unit=unit, year=judged.year)
    return [
        heading,
        Paragraph(text=_joined([text, say("report.quota_how")])),
        _sheet("quota", made.quota_table(judged.quota_by_street, caption=caption, notes=judged.grades.notes)),
    ]


def _clauses(appraisal: Appraisal, unit: str) -> list[Block]:
    judged = appraisal.judged
    rows = {row["outcome"]: row for row in judged.outcomes.rows()}
    exits = [say("report.item", label=name, said=people_of(rows.get(name))) for name in appraisal.exits]
    leaving = (
        say("report.exits", parts=say("report.clauses").join(exits)) if exits else say("report.no_exits")
    )
    human = say("report.human", people=people_of(rows.get(NEEDS_HUMAN)))
    caption = say("report.caption_rules", unit=unit, year=judged.year)
    every = made.rules_table(judged.rules, appraisal.clauses, caption=caption)
    return [
        Heading(text=say("report.part_clauses")),
        Heading(text=say("report.part_exits"), level=2),
        Paragraph(text=leaving),
        *_exit_clauses(appraisal),
        Heading(text=say("report.part_human"), level=2),
        Paragraph(text=human),
        Heading(text=say("report.part_rules"), level=2),
        Paragraph(text=say("report.rules")),
        _sheet("rules", every),
    ]


def _exit_clauses(appraisal: Appraisal) -> list[Block]:
    """The clauses that end a contract and fired, if any."""
    rules, caption = appraisal.judged.rules, say("report.caption_exits")
    table = made.rules_table(rules, appraisal.clauses, caption=caption, only=appraisal.exits)
    return [_sheet("exits", table)] if table.rows else []


def _pay(appraisal: Appraisal, unit: str) -> list[Block]:
    pay = appraisal.pay
    if pay is None:
        return []
    caption = say("report.caption_street_pools", unit=unit)
    totals = {name: made.yuan(amount) for name, amount in pay.totals.items()}
    return [
        Heading(text=say("report.part_pay")),
        Paragraph(text=say("report.pay", unit=unit, **totals)),
        *(Paragraph(text=text) for text in made.price(pay.units, appraisal.example)),
        _sheet("street_pools", made.street_pools(pay.units, caption=caption)),
        Paragraph(text=_joined(pay.notes)),
    ]


def _terms(appraisal: Appraisal, unit: str) -> list[Block]:
    judged = appraisal.judged
    rules = rules_for(judged.audience)
    readings = [say(f"report.reading_{name}_{value}") for name, value in judged.options.items()]
    flags = [
        say("report.flag", number=place, flag=flag) for place, flag in enumerate(appraisal.flags, start=1)
    ]
    texts = [
        say("report.pack", policy=judged.policy, title=judged.title, source=appraisal.source),
        say("report.readings", readings=say("report.clauses").join(readings)),
        say("report.assumed", notes=_joined(judged.notes) or listed([])),
        say("report.left_open", flags=_joined(flags) or listed([])),
        say(f"report.protection_{rules.name}", hide_up_to=rules.hide_up_to, round_to=rules.round_to),
        say("disclosure.note_hidden_grades", graded=rules.graded_from, crossed=rules.crossed_from),
    ]
    kept = texts[:-1] if rules.marked else texts
    return [Heading(text=say("report.part_rests_on")), *(Paragraph(text=text) for text in kept)]


def _sheet(name: str, table: Table) -> Table:
    """The same table with a name short enough for a sheet."""
    return replace(table, name=say(f"report.sheet_{name}"))


def _joined(sentences: Sequence[str]) -> str:
    """Chinese sentences follow each other without a space."""
    return ("" if language() == "zh" else " ").join(filter(None, sentences))
