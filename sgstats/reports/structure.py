"""The report on the structure of a workforce on one day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sgstats.disclosure import rules_for
from sgstats.fields import UNKNOWN, field
from sgstats.messages import language, say
from sgstats.reports.annex import definitions, findings_table
from sgstats.reports.content import Block, Column, Figure, Heading, Paragraph, Report, Table
from sgstats.reports.movement import moved_in_the_year
from sgstats.reports.streets import street_table
from sgstats.reports.wording import people_of, printed, printed_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sgstats.disclosure import Protected
    from sgstats.reports.quality import QualitySummary

COLLEGE = "大专及以上"
SHK_BANDS = "shk"
"""0–39, 40–50, 51 and above: the band the published breakdown speaks of."""

TABLES: dict[str, dict[str, Any]] = {
    "headcount": {"metric": "headcount"},
    "gender": {"metric": "structure", "of": "gender"},
    "mean_age": {"metric": "mean_age"},
    "median_age": {"metric": "median_age"},
    "age_band": {"metric": "structure", "of": "age_band"},
    "age_40_50": {"metric": "structure", "of": "age_band", "bands": SHK_BANDS},
    "pyramid": {"metric": "structure", "of": "age_band", "by": ["gender"]},
    "education": {"metric": "structure", "of": "education"},
    "education_group": {"metric": "structure", "of": "education_group"},
    "study_mode": {"metric": "structure", "of": "study_mode", "where": {"education_group": [COLLEGE]}},
    "source": {"metric": "structure", "of": "source"},
    "political_status": {"metric": "structure", "of": "political_status"},
    "certificate": {"metric": "structure", "of": "certificate"},
    "tenure_band": {"metric": "structure", "of": "tenure_band"},
    "street_headcount": {"metric": "headcount", "by": ["street"]},
    "street_mean_age": {"metric": "mean_age", "by": ["street"]},
    "street_gender": {"metric": "structure", "of": "gender", "by": ["street"]},
    "street_age_40_50": {"metric": "structure", "of": "age_band", "by": ["street"], "bands": SHK_BANDS},
    "street_education_group": {"metric": "structure", "of": "education_group", "by": ["street"]},
}
"""The tables the report is made of: arguments of ``sgstats.measure`` by name of the table."""

APPRAISED: dict[str, dict[str, Any]] = {"grades": {"metric": "grades"}}
"""What it tells beside them where the day ends a year with recorded grades."""


def structure_report(
    tables: Mapping[str, Protected],
    *,
    quality: QualitySummary,
    unit: str | None = None,
    title: str | None = None,
    beside: Sequence[Block] = (),
) -> Report:
    """The structure of a workforce as text, tables and figures.

    Every number comes from the protected tables; a hidden one is said to be hidden.

    Args:
        tables: The tables of ``TABLES`` by name, all for the same day and audience; with ``grades``,
            the report tells of the year's appraisal too.
        quality: What is known of the files behind them.
        unit: The district or street the numbers speak of.
        title: The title, if not the customary one.
        beside: What else is told before the quality of the data, such as the state of a ledger.

    Returns:
        The report; hand it to ``render``.

    Raises:
        KeyError: One of the tables is missing.
    """
    unit = unit or say("report.the_unit")
    marked = rules_for(tables["headcount"].audience).marked
    return Report(
        title=title or say("report.title", unit=unit),
        blocks=(
            *situation(tables, unit),
            *_streets(tables, unit),
            *moved_in_the_year(tables, unit),
            *_appraisal(tables, unit),
            *beside,
            *_quality(quality),
            *_terms(tables),
        ),
        annex=(definitions(tables), findings_table(quality, name=say("report.all_findings"))),
        mark=say("disclosure.note_marked") if marked else "",
    )


def table_of(protected: Protected, *, caption: str) -> Table:
    """A protected structure without groups as a table: one row per category.

    Args:
        protected: The structure.
        caption: The title above it.
    """
    of = str(protected.of)
    names = ("people", "share", "base", "low", "high")
    columns = [
        Column(
            title=say(f"report.{name}_column"),
            kind="people" if name in {"people", "base"} else "share",
            detail=name in {"base", "low", "high"},
        )
        for name in names
    ]
    return Table(
        name=field(of).title,
        caption=caption,
        columns=(Column(title=field(of).title), *columns),
        rows=tuple(protected.frame.select(of, *names).rows()),
        notes=protected.notes,
    )


def _of(protected: Protected, unit: str) -> Table:
    title = field(str(protected.of)).title
    return table_of(protected, caption=say("report.caption_of", unit=unit, title=title))


def _row(protected: Protected, category: str | None = None) -> dict[str, Any] | None:
    """The row of a category, or the only row; None where there is none."""
    rows = protected.rows()
    if category is not None:
        rows = [row for row in rows if row[str(protected.of)] == category]
    return rows[0] if rows else None


def _parts(protected: Protected) -> str:
    """Every category with its people, in one sentence."""
    rows = [row for row in protected.rows() if row["people"] != 0]
    said = [say("report.item", label=row[str(protected.of)], said=people_of(row)) for row in rows]
    return say("report.clauses").join(said) or say("report.nobody")


def _joined(*sentences: str) -> str:
    """Chinese sentences follow each other without a space."""
    return ("" if language() == "zh" else " ").join(sentences)


def situation(tables: Mapping[str, Protected], unit: str) -> list[Block]:
    """Who the staff are: how many, how old, how educated, from where, and how long they have served.

    Args:
        tables: The tables of ``TABLES`` by name.
        unit: The district or street they speak of.
    """
    return [
        Heading(text=say("report.part_situation")),
        *_headcount(tables, unit),
        *_ages(tables, unit),
        *_education(tables, unit),
        *_origin(tables, unit),
    ]


def _headcount(tables: Mapping[str, Protected], unit: str) -> list[Block]:
    headcount = tables["headcount"]
    overall = _row(headcount) or {"people": 0, "share": None}
    people = people_of(overall | {"share": None})
    text = say(
        "report.headcount",
        day=printed_day(_day(headcount)),
        unit=unit,
        people=people,
        parts=_parts(tables["gender"]),
    )
    return [
        Heading(text=say("report.part_headcount"), level=2),
        Paragraph(text=text),
        _of(tables["gender"], unit),
    ]


def _ages(tables: Mapping[str, Protected], unit: str) -> list[Block]:
    middle = [row for row in tables["age_40_50"].rows() if row["age_band"].startswith("40")]
    averages = say("report.ages", mean=_years(tables["mean_age"]), median=_years(tables["median_age"]))
    bands = say(
        "report.age_bands", parts=_parts(tables["age_band"]), middle=people_of(middle[0] if middle else None)
    )
    pyramid = say("report.caption_pyramid", unit=unit)
    return [
        Heading(text=say("report.part_age"), level=2),
        Paragraph(text=_joined(averages, bands)),
        _of(tables["age_band"], unit),
        Figure(kind="pyramid", caption=pyramid, source=tables["pyramid"]),
    ]


def _day(protected: Protected) -> date:
    """The day of a table that was measured on one."""
    if protected.on is None:
        raise TypeError("a structure is measured on a day, not over a span")
    return protected.on


def _years(protected: Protected) -> str:
    row = _row(protected)
    if row is None or row["value"] is None:
        return say("report.years_unknown")
    return say("report.years", value=printed(row["value"], kind="value"))


def _education(tables: Mapping[str, Protected], unit: str) -> list[Block]:
    college = people_of(_row(tables["education_group"], COLLEGE))
    education = tables["education"]
    caption = say("report.caption_of", unit=unit, title=field("education").title)
    return [
        Heading(text=say("report.part_education"), level=2),
        Paragraph(text=say("report.education", college=college, modes=_parts(tables["study_mode"]))),
        _of(education, unit),
        Figure(kind="bars", caption=caption, source=education),
    ]


def _origin(tables: Mapping[str, Protected], unit: str) -> list[Block]:
    names = ("source", "political_status", "certificate")
    texts = [_by_field(tables[name]) for name in names]
    return [
        Heading(text=say("report.part_origin"), level=2),
        Paragraph(text=_joined(*texts)),
        *(_of(tables[name], unit) for name in names),
        Heading(text=say("report.part_tenure"), level=2),
        Paragraph(text=_by_field(tables["tenure_band"])),
        _of(tables["tenure_band"], unit),
    ]


def _by_field(protected: Protected) -> str:
    return say("report.by_field", title=field(str(protected.of)).title, parts=_parts(protected))


def _streets(tables: Mapping[str, Protected], unit: str) -> list[Block]:
    rows = [row for row in tables["street_headcount"].rows() if row["people"] is not None]
    largest = max(rows, key=lambda row: row["people"], default=None)
    said = say("report.nobody") if largest is None else largest["street"]
    return [
        Heading(text=say("report.part_streets")),
        Paragraph(text=say("report.streets", largest=said)),
        street_table(tables, caption=say("report.caption_streets", unit=unit)),
    ]


def _appraisal(tables: Mapping[str, Protected], unit: str) -> list[Block]:
    """The grades of the year, where any are recorded."""
    grades = tables.get("grades")
    if grades is None:
        return []
    text = say("report.appraised", year=_day(grades).year, parts=_parts(grades))
    return [Heading(text=say("report.part_appraisal")), Paragraph(text=text), _of(grades, unit)]


def _quality(quality: QualitySummary) -> list[Block]:
    rows = say(
        "report.quality_rows",
        tables=quality.tables, read=quality.rows_read,
        accepted=quality.rows_accepted, rejected=quality.rows_rejected,
    )  # fmt: skip
    title = say("report.part_quality")
    heading = Heading(text=title)
    grave = replace(quality, findings=tuple(one for one in quality.findings if one.severity != "note"))
    if not grave.findings:
        return [heading, Paragraph(text=_joined(rows, say("report.quality_clean")))]
    return [
        heading,
        Paragraph(text=_joined(rows, say("report.quality_findings"))),
        findings_table(grave, name=title),
    ]


def _terms(tables: Mapping[str, Protected]) -> list[Block]:
    rules = rules_for(tables["headcount"].audience)
    bands = {name: say("report.list").join(_labels(tables[name])) for name in ("age_band", "tenure_band")}
    protection = say(f"report.protection_{rules.name}", hide_up_to=rules.hide_up_to, round_to=rules.round_to)
    return [
        Heading(text=say("report.part_terms")),
        Paragraph(text=say("report.terms")),
        Paragraph(text=say("report.terms_bands", bands=bands["age_band"], tenure=bands["tenure_band"])),
        Paragraph(text=protection),
    ]


def _labels(protected: Protected) -> list[str]:
    return [label for label in protected.frame[str(protected.of)] if label != UNKNOWN]
