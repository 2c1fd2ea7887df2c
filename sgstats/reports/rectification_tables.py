"""The tables of the report on a self-check, and the short phrases that stand in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from sgstats.ledger.checking import deadline_of, links, overdue
from sgstats.messages import listed, say
from sgstats.reports.content import Column, Table
from sgstats.reports.wording import printed_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    import polars as pl

    from sgstats.ledger.checking import Links
    from sgstats.ledger.ledger import Gap, Issue, Ledger, Measure
    from sgstats.ledger.progressing import Progress, Rate
    from sgstats.reports.content import Kind, Value

NONE = "—"
FOUND = ("title", "unit", "baseline", "interval", "base", "target", "severity", "certainty")
WHOLE = ("item", "kind", "text", "unit", "causes", "goal", "measures", "owner", "deadline", "term", "state")
OF_MEASURES = (
    "item",
    "text",
    "issues",
    "owner",
    "deadline",
    "term",
    "indicator",
    "baseline",
    "target",
    "starts",
)


def side_by_side(ledger: Ledger, *, caption: str, today: date) -> Table:
    """One row per issue: problem, causes, measures, progress.

    Args:
        ledger: Issues and measures.
        caption: The title above the table.
        today: The day by which things are late.
    """
    known = links(ledger, today)
    rows = [
        (
            one.item,
            one.text,
            _listed(cause.text for cause in one.causes),
            _measures_of(one, known),
            _stands(one, known),
        )
        for one in ledger.issues
    ]
    names = ("item", "text", "causes", "measures", "progress")
    return _table(names, rows, name=say("report.part_rectified"), caption=caption)


def found_table(found: pl.DataFrame, *, caption: str) -> Table:
    """One row per problem that the data shows.

    Args:
        found: As ``sgstats issues`` prints them.
        caption: The title above the table.
    """
    rows = [tuple(_of_found(row, name) for name in FOUND) for row in found.to_dicts()]
    return _table(FOUND, rows, name=say("report.part_found"), caption=caption, area="found")


def gap_table(gaps: Sequence[Gap], *, caption: str) -> Table:
    """One row per kind of gap, with all that have it.

    Args:
        gaps: What a ledger lacks; their sentences begin with the item.
        caption: The title above the table.
    """
    alike: dict[str, list[str]] = {}
    for gap in gaps:
        alike.setdefault(gap.message.removeprefix(gap.item).lstrip("：: "), []).append(gap.item)
    rows: list[tuple[Value, ...]] = [(text, len(items), listed(items)) for text, items in alike.items()]
    found = _table(("gap", "gaps", "items"), rows, name=say("report.sheet_gaps"), caption=caption)
    kinds: tuple[Kind, ...] = ("text", "people", "text")
    columns = tuple(replace(one, kind=kind) for one, kind in zip(found.columns, kinds, strict=True))
    return replace(found, columns=columns)


def whole_ledger(ledger: Ledger, *, unit: str) -> list[Table]:
    """The ledger as it is filed: its issues, then its measures.

    Args:
        ledger: Issues and measures.
        unit: The unit that the report speaks of.
    """
    issues = [_whole(one, ledger) for one in ledger.issues]
    measures = [_measure_row(one) for one in ledger.measures]
    captions = [say(f"report.caption_{name}", unit=unit) for name in ("ledger", "measures")]
    return [
        _table(WHOLE, issues, name=say("report.attachment_ledger"), caption=captions[0]),
        _table(OF_MEASURES, measures, name=say("report.part_measures"), caption=captions[1]),
    ]


def facts_of(measure: Measure, *, now: str | None) -> str:
    """Who answers for a measure, until when, of what type, and what tells whether it worked.

    Args:
        measure: The measure.
        now: What its indicator says now, or None.
    """
    told = measure.indicator
    facts = {
        "owner": measure.owner or measure.responsible,
        "deadline": measure.deadline and printed_day(measure.deadline),
        "term": measure.kind,
        "indicator": told and (told.words or told.metric),
        "baseline": told and told.baseline,
        "target": told and told.target,
        "now": now,
    }
    missing = [name for name in ("owner", "deadline", "indicator") if not facts[name]]
    if measure.kind == "长期坚持" and "deadline" in missing:
        missing.remove("deadline")
    said = [say(f"report.measure_{name}", value=value) for name, value in facts.items() if value]
    lacking = [say("report.measure_lacks", what=listed(say(f"report.{name}_column") for name in missing))]
    return say("report.clauses").join([*said, *(lacking if missing else [])])


def progress_in_words(progress: Progress) -> str:
    """How far a ledger is, every rate with what it is made of.

    Args:
        progress: The counts.
    """
    states = say("report.list").join(
        say("report.state_count", state=state, count=count) for state, count in progress.states.items()
    )
    return say(
        "report.progress",
        issues=progress.issues, states=states, lasting=progress.lasting,
        completion=_rate(progress.completion), on_time=_rate(progress.on_time), overdue=progress.overdue,
        refusals=progress.refusals, again=_rate(progress.again),
    )  # fmt: skip


def _rate(rate: Rate) -> str:
    if rate.percent is None:
        return say("report.no_rate")
    return say("report.rate", percent=rate.percent, count=rate.count, base=rate.base)


def _measures_of(issue: Issue, known: Links) -> str:
    return _listed(f"{one.item} {one.text}" for one in known.of.get(issue.item, ())) or say("report.lacking")


def _stands(issue: Issue, known: Links) -> str:
    """State, then what is done, late, refused or found again."""
    said = [issue.state, *([issue.progress] if issue.progress else [])]
    if issue.closed_on:
        said.append(say("report.closed_on", day=printed_day(issue.closed_on)))
    if overdue(issue, known=known):
        limit = deadline_of(issue, of=known.of.get(issue.item, ()))
        said.append(say("report.late_since", day=printed_day(limit)) if limit else "")
    if issue.refusals:
        said.append(say("report.refused_times", count=issue.refusals))
    if any(review.again for review in issue.reviews):
        said.append(say("report.found_again"))
    return say("report.clauses").join(said)


def _of_found(row: dict[str, Value], name: str) -> str:
    """A cell of what was found: number and threshold with their units, as the ledger would take them."""
    if name == "interval":
        low, high = row["low"], row["high"]
        return NONE if low is None or high is None else f"{low:.1f}–{high:.1f}"
    value = row[name]
    if name == "base":
        return NONE if value is None else f"{value:,.0f}"
    return str(value or NONE)


def _whole(issue: Issue, ledger: Ledger) -> tuple[Value, ...]:
    of = tuple(one for one in ledger.measures if issue.item in one.issues)
    limit = deadline_of(issue, of=of)
    term = issue.term or _listed(kind for kind in Counter(one.kind for one in of) if kind)
    owner = issue.owner or issue.responsible
    return (
        issue.item, issue.kind or NONE, issue.text, issue.unit or NONE,
        _listed(one.text for one in issue.causes) or NONE, issue.goal or NONE,
        listed(one.item for one in of), owner or NONE, printed_day(limit) if limit else NONE,
        term or NONE, issue.state,
    )  # fmt: skip


def _measure_row(measure: Measure) -> tuple[Value, ...]:
    told = measure.indicator
    starts = _listed(f"{unit}{printed_day(day)}" for unit, day in measure.starts)
    return (
        measure.item, measure.text, listed(measure.issues), measure.owner or measure.responsible or NONE,
        printed_day(measure.deadline) if measure.deadline else NONE, measure.kind or NONE,
        (told and (told.words or told.metric)) or NONE, (told and told.baseline) or NONE,
        (told and told.target) or NONE, starts or NONE,
    )  # fmt: skip


def _listed(texts: Iterable[str]) -> str:
    """Several texts of one cell."""
    return say("report.clauses").join(text.strip().rstrip("。；;") for text in texts)


def _table(
    names: Sequence[str], rows: Sequence[tuple[Value, ...]], *, name: str, caption: str, area: str = ""
) -> Table:
    columns = tuple(Column(title=say(f"report.{area}{'_' if area else ''}{one}_column")) for one in names)
    return Table(name=name, caption=caption, columns=columns, rows=tuple(rows))
