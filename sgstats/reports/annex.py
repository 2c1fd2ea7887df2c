"""What the numbers of a report mean, table by table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.fields import field
from sgstats.messages import say
from sgstats.reports.content import Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgstats.disclosure import Protected
    from sgstats.reports.quality import QualitySummary

TITLES = ("table", "metric", "filter", "formula", "source", "notes")


def definitions(tables: Mapping[str, Protected]) -> Table:
    """One row per table: what was counted, of whom, how, after which document, and its notes.

    Args:
        tables: Protected tables by name.
    """
    return Table(
        name=say("report.annex_sheet"),
        caption=say("report.annex_definitions"),
        columns=tuple(Column(title=say(f"report.{name}_column")) for name in TITLES),
        rows=tuple(_row(protected) for protected in tables.values()),
    )


def _row(protected: Protected) -> tuple[str, ...]:
    fields = [field(name).title for name in (*protected.by, *([protected.of] if protected.of else []))]
    definition = protected.definition
    scope = [f"{field(name).title} = {'、'.join(values)}" for name, values in protected.where.items()]
    title = " × ".join(fields) or definition.title
    return (
        title,
        definition.title,
        "；".join(scope),
        definition.formula,
        definition.source,
        "".join(protected.notes),
    )


def findings_table(quality: QualitySummary, *, name: str) -> Table:
    """One row per rule that was met: how grave, what it says, how often.

    Args:
        quality: Findings by rule, gravest first.
        name: Short name of the table.
    """
    severity, finding, times = (say(f"report.{name}_column") for name in ("severity", "finding", "times"))
    return Table(
        name=name,
        caption=say("report.caption_findings"),
        columns=(Column(title=severity), Column(title=finding), Column(title=times, kind="people")),
        rows=tuple(
            (say(f"report.severity_{one.severity}"), one.message, one.times) for one in quality.findings
        ),
    )
