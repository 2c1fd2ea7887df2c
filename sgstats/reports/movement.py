"""The report on movement: who came and went, how long people stay, what changed, and what is to come."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sgstats.disclosure import rules_for
from sgstats.messages import language, say
from sgstats.reports import moving_tables as made
from sgstats.reports.annex import definitions
from sgstats.reports.content import Carried, Figure, Heading, Paragraph, Report
from sgstats.reports.wording import people_of, printed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sgstats.disclosure import Protected
    from sgstats.disclosure.curves import ProtectedCurves
    from sgstats.reports.content import Block

SHK_BANDS, MIDDLE = "shk", "40–50岁"
"""The age band that the published breakdown speaks of (SHK-2)."""

OF_THE_SPAN: dict[str, dict[str, Any]] = {
    "flows": {"metric": "flows", "by": ["year"]},
    "street_flows": {"metric": "flows", "by": ["street", "year"]},
    "turnover": {"metric": "turnover", "by": ["year"], "denominator": "all"},
    "classes": {"metric": "turnover", "by": ["year"], "of": "leave_class"},
    "street_turnover": {"metric": "turnover", "by": ["street"]},
    "cohorts": {"metric": "cohort_retention"},
    "change": {"metric": "change", "of": "age_band", "bands": SHK_BANDS, "focus": MIDDLE},
    "coverage": {"metric": "training_coverage", "by": ["year"]},
    "hours": {"metric": "training_hours", "by": ["year"]},
}
"""What is measured over the span: arguments of ``sgstats.measure`` by name of the table."""

OF_THE_DAY: dict[str, dict[str, Any]] = {
    "duties": {"metric": "training_duties", "policy": "PROVINCE"},
    "fill": {"metric": "fill_rate", "by": ["street"]},
    "density": {"metric": "density"},
    "gap": {"metric": "staff_gap", "by": ["street"]},
}
"""What is measured on its last day."""

OF_A_YEAR: dict[str, dict[str, Any]] = {
    "flows": {"metric": "flows", "by": ["year"]},
    "classes": {"metric": "turnover", "by": ["year"], "of": "leave_class"},
}
"""What a report on one day tells of the year that it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """All that the report is made of; what nothing is recorded of is missing.

    Attributes:
        audience: Who reads it.
        since: First day of the span, as printed.
        until: Last day of the span, as printed.
        tables: The tables of ``OF_THE_SPAN`` and ``OF_THE_DAY``, and the wave of retirements as ``wave``.
        curves: How long people stay.
        carried: The staff carried forward.
        missing: Why tables are missing, by name.
    """

    audience: str
    since: str
    until: str
    tables: Mapping[str, Protected]
    curves: ProtectedCurves | None = None
    carried: Carried | None = None
    carried_notes: Sequence[str] = ()
    missing: Mapping[str, str] = field(default_factory=dict)


def movement_report(movement: Movement, *, unit: str | None = None) -> Report:
    """Movement over a span as text, tables and figures.

    Args:
        movement: What was measured.
        unit: The district or street it speaks of.

    Returns:
        The report; hand it to ``render``.
    """
    unit = unit or say("report.the_unit")
    parts = (_flows, _turnover, _stay, _change, _training, _posts, _outlook, _terms)
    return Report(
        title=say("report.movement_title", unit=unit),
        blocks=tuple(block for part in parts for block in part(movement, unit)),
        annex=(definitions(movement.tables),),
        mark=say("disclosure.note_marked") if rules_for(movement.audience).marked else "",
    )


def moved_in_the_year(tables: Mapping[str, Protected], unit: str) -> list[Block]:
    """Who came and went in a year, and why people left; nothing where it was not measured.

    Args:
        tables: The tables of ``OF_A_YEAR`` by name, among others.
        unit: The district or street they speak of.
    """
    flows, classes = (tables.get(name) for name in OF_A_YEAR)
    if flows is None or classes is None:
        return []
    title, reasons = say("report.part_flows"), say("report.sheet_classes")
    return [
        Heading(text=title),
        Paragraph(text=say("report.identity")),
        made.account_table(flows, caption=say("report.caption_flows", unit=unit), name=title),
        made.rate_table(classes, caption=say("report.caption_classes", unit=unit), name=reasons),
    ]


def _flows(movement: Movement, unit: str) -> list[Block]:
    flows = movement.tables["flows"]
    span = {"since": movement.since, "until": movement.until}
    caption = say("report.caption_flows", unit=unit)
    streets = movement.tables.get("street_flows")
    blocks: list[Block] = [
        Heading(text=say("report.part_flows")),
        Paragraph(text=_joined([say("report.flows", unit=unit, **span), say("report.identity")])),
        made.account_table(flows, caption=caption, name=say("report.part_flows")),
        Figure(kind="flow", caption=say("report.caption_flow_figure", unit=unit), source=flows),
    ]
    if streets is not None:
        caption = say("report.caption_street_flows", unit=unit)
        blocks.append(made.account_table(streets, caption=caption, name=say("report.sheet_street_flows")))
    return blocks


def _turnover(movement: Movement, unit: str) -> list[Block]:
    turnover, classes = movement.tables.get("turnover"), movement.tables.get("classes")
    if turnover is None or classes is None:
        return _left_out(movement, "turnover", "part_turnover")
    return [
        Heading(text=say("report.part_turnover")),
        Paragraph(text=_joined([_last_turnover(turnover), say("report.denominators")])),
        made.rate_table(
            turnover, caption=say("report.caption_turnover", unit=unit), name=say("report.part_turnover")
        ),
        made.rate_table(
            classes, caption=say("report.caption_classes", unit=unit), name=say("report.sheet_classes")
        ),
        *_by_street(movement, unit),
    ]


def _last_turnover(turnover: Protected) -> str:
    """The last year's rate over the denominator that stands first."""
    rows = turnover.rows()
    year = rows[-1]["year"] if rows else None
    row = next((row for row in rows if row["year"] == year and row["value"] is not None), None)
    if row is None:
        return say("report.turnover_hidden")
    numbers = {name: printed(row[name], kind="value") for name in ("value", "low", "high", "base")}
    return say("report.turnover", year=year, denominator=row["denominator"], people=row["people"], **numbers)


def _by_street(movement: Movement, unit: str) -> list[Block]:
    streets = movement.tables.get("street_turnover")
    if streets is None:
        return []
    caption = say("report.caption_street_turnover", unit=unit, since=movement.since, until=movement.until)
    return [made.rate_table(streets, caption=caption, name=say("report.sheet_street_turnover"))]


def _stay(movement: Movement, unit: str) -> list[Block]:
    curves, cohorts = movement.curves, movement.tables.get("cohorts")
    if curves is None:
        return _left_out(movement, "curves", "part_stay")
    blocks: list[Block] = [
        Heading(text=say("report.part_stay")),
        Paragraph(text=made.median_sentence(curves)),
        Figure(kind="survival", caption=say("report.caption_survival", unit=unit), source=curves),
    ]
    if cohorts is not None:
        caption = say("report.caption_cohorts", unit=unit)
        table = made.share_table(cohorts, caption=caption, name=say("report.sheet_cohorts"))
        blocks.append(replace(table, notes=(*curves.notes, *table.notes)))
    return blocks


def _change(movement: Movement, unit: str) -> list[Block]:
    change = movement.tables.get("change")
    if change is None:
        return _left_out(movement, "change", "part_change")
    middle = made.only(change, value=MIDDLE)
    caption = say("report.caption_change", unit=unit, value=MIDDLE)
    return [
        Heading(text=say("report.part_change")),
        Paragraph(text=_joined([made.change_sentence(middle, value=MIDDLE), say("report.change_how")])),
        Figure(kind="change", caption=caption, source=middle),
        made.account_table(
            change, caption=say("report.caption_components", unit=unit), name=say("report.part_change")
        ),
    ]


def _training(movement: Movement, unit: str) -> list[Block]:
    coverage = movement.tables.get("coverage")
    if coverage is None:
        return _left_out(movement, "coverage", "part_training")
    blocks: list[Block] = [
        Heading(text=say("report.part_training")),
        Paragraph(text=say("report.training")),
        made.share_table(
            coverage, caption=say("report.caption_coverage", unit=unit), name=say("report.part_training")
        ),
    ]
    if (hours := movement.tables.get("hours")) is not None:
        caption = say("report.caption_hours", unit=unit)
        blocks.append(made.rate_table(hours, caption=caption, name=say("report.sheet_hours")))
    if (duties := movement.tables.get("duties")) is not None:
        caption = say("report.caption_duties", unit=unit)
        blocks.append(made.share_table(duties, caption=caption, name=say("report.sheet_duties")))
    return blocks


def _posts(movement: Movement, unit: str) -> list[Block]:
    density, gap, fill = (movement.tables.get(name) for name in ("density", "gap", "fill"))
    if density is None or gap is None:
        return _left_out(movement, "density", "part_posts")
    row = next(iter(density.rows()), None)
    text = say("report.density_unknown")
    if row is not None and row["value"] is not None:
        text = say(
            "report.density",
            people=people_of(row | {"share": None}),
            value=printed(row["value"], kind="value"),
        )
    tables = [
        made.rate_table(gap, caption=say("report.caption_gap", unit=unit), name=say("report.sheet_gap"))
    ]
    if fill is not None:
        caption = say("report.caption_fill", unit=unit)
        tables.append(made.rate_table(fill, caption=caption, name=say("report.sheet_fill")))
    return [Heading(text=say("report.part_posts")), Paragraph(text=text), *tables]


def _outlook(movement: Movement, unit: str) -> list[Block]:
    blocks: list[Block] = [Heading(text=say("report.part_outlook"))]
    if (wave := movement.tables.get("wave")) is not None:
        caption = say("report.caption_wave", unit=unit)
        blocks += [
            Paragraph(text=say("report.wave")),
            Figure(kind="wave", caption=caption, source=wave),
            made.wave_table(wave, caption=caption, name=say("report.sheet_wave")),
        ]
    if movement.carried is None:
        return [*blocks, Paragraph(text=movement.missing.get("carried", say("report.nothing_recorded")))]
    caption = say("report.caption_carried", unit=unit)
    return [
        *blocks,
        Paragraph(text=say("report.carried")),
        Figure(kind="carried", caption=caption, source=movement.carried),
        replace(
            made.carried_table(movement.carried, caption=caption, name=say("report.sheet_carried")),
            notes=tuple(movement.carried_notes),
        ),
    ]


def _terms(movement: Movement, unit: str) -> list[Block]:
    rules = rules_for(movement.audience)
    protection = say(f"report.protection_{rules.name}", hide_up_to=rules.hide_up_to, round_to=rules.round_to)
    return [
        Heading(text=say("report.part_terms")),
        Paragraph(text=say("report.movement_terms", unit=unit)),
        Paragraph(text=protection),
    ]


def _left_out(movement: Movement, name: str, heading: str) -> list[Block]:
    """A part of which nothing is recorded, and why."""
    why = movement.missing.get(name, say("report.nothing_recorded"))
    return [Heading(text=say(f"report.{heading}")), Paragraph(text=why)]


def _joined(sentences: Sequence[str]) -> str:
    return ("" if language() == "zh" else " ").join(one for one in sentences if one)
