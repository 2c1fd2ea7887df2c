"""The self-check and rectification report (自查整改报告): problems, causes, measures, progress."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeVar

from sgstats.disclosure import rules_for
from sgstats.messages import language, listed, say
from sgstats.reports import rectification_tables as made
from sgstats.reports.annex import definitions
from sgstats.reports.content import Attachment, Heading, Line, Paragraph, Report, Table
from sgstats.reports.effects import effects_annex, effects_attached, effects_in_full, effects_shortly
from sgstats.reports.structure import situation
from sgstats.reports.wording import chinese, printed_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    import polars as pl

    from sgstats.disclosure import Protected
    from sgstats.ledger.ledger import Gap, Issue, Ledger, Measure
    from sgstats.ledger.progressing import Progress
    from sgstats.reports.content import Block
    from sgstats.reports.effects import Outcomes

Item = TypeVar("Item")
Outline = Literal["five", "two"]
"""Five parts (问题, 原因, 措施 apart) or two (each problem with its causes, then the measures)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectification:
    """All that the report is made of.

    Attributes:
        audience: Who reads it.
        today: The day by which things are late, and the date of the report.
        tables: The structure tables by name; empty where nothing is known of the day.
        ledger: Issues and measures.
        gaps: What the ledger lacks.
        progress: How far it is.
        found: Problems found in the data, one row each, gravest first; None where they were not looked for.
        now: What the indicator of a measure says now, as printed, by the measure's id.
        recipient: Whom the report is for, or None.
        signed: Who signs it, or None.
        missing: What could not be asked, and why.
        outcomes: What the data says of the measures; None where it was not asked.
    """

    audience: str
    today: date
    tables: Mapping[str, Protected]
    ledger: Ledger
    gaps: tuple[Gap, ...]
    progress: Progress
    found: pl.DataFrame | None = None
    now: Mapping[str, str] = field(default_factory=dict)
    recipient: str | None = None
    signed: str | None = None
    missing: tuple[str, ...] = ()
    outcomes: Outcomes | None = None


def rectification_report(
    facts: Rectification, *, unit: str | None = None, outline: Outline = "five"
) -> Report:
    """The report on a self-check, in the customary outline.

    Problems, causes and measures are printed as the ledger has them; numbers come from protected tables.

    Args:
        facts: What was asked.
        unit: The district, street or community it speaks of.
        outline: ``five`` parts or ``two``.

    Returns:
        The report; hand it to ``render``.
    """
    unit = unit or say("report.the_unit")
    parts = (_situation, *OUTLINES[outline], _progress, _effects, _ahead, _signed, _attached)
    return Report(
        title=say("report.rectification_title", unit=unit),
        blocks=(*_opening(facts, unit), *(block for part in parts for block in part(facts, unit))),
        annex=_annex(facts),
        mark=say("disclosure.note_marked") if rules_for(facts.audience).marked else "",
    )


def rectified(ledger: Ledger, unit: str, *, today: date, outcomes: Outcomes | None = None) -> list[Block]:
    """Problems, causes, measures and progress side by side, as a part of another report.

    Args:
        ledger: Issues and measures; with no issue there is no such part.
        unit: The unit that the report speaks of.
        today: The day by which things are late.
        outcomes: What the data says of the measures; told in one paragraph and a table.
    """
    if not ledger.issues:
        return []
    caption = say("report.caption_rectified", unit=unit)
    return [
        Heading(text=say("report.part_rectified")),
        Paragraph(text=say("report.rectified", issues=len(ledger.issues), measures=len(ledger.measures))),
        made.side_by_side(ledger, caption=caption, today=today),
        *(effects_shortly(outcomes, unit) if outcomes else []),
    ]


def _annex(facts: Rectification) -> tuple[Table, ...]:
    """What the numbers mean, and those of the figures on effects."""
    told = (definitions(facts.tables),) if facts.tables else ()
    return (*told, *(effects_annex(facts.outcomes) if facts.outcomes else ()))


def _opening(facts: Rectification, unit: str) -> list[Block]:
    recipient = [Line(text=say("report.to", recipient=facts.recipient))] if facts.recipient else []
    return [
        *recipient,
        Paragraph(text=say("report.rectification_opening", unit=unit, day=printed_day(facts.today))),
    ]


def _situation(facts: Rectification, unit: str) -> list[Block]:
    """The sentences on the staff; their tables are an attachment."""
    if not facts.tables:
        return [Heading(text=say("report.part_situation")), Paragraph(text=say("report.no_structure"))]
    return [block for block in situation(facts.tables, unit) if isinstance(block, (Heading, Paragraph))]


def _problems(facts: Rectification, unit: str) -> list[Block]:
    said = [Paragraph(text=_problem(place, one)) for place, one in _numbered(facts.ledger.issues)]
    return [Heading(text=say("report.part_problems")), *(said or [_no_issue()]), *_found(facts, unit)]


def _found(facts: Rectification, unit: str) -> list[Block]:
    """What the data shows beside what people wrote down."""
    if facts.found is None:
        return []
    head = Heading(text=say("report.part_found"), level=2)
    if facts.found.is_empty():
        return [head, Paragraph(text=say("report.nothing_found"))]
    caption = say("report.caption_found", unit=unit)
    about = Paragraph(text=say("report.found_about", count=facts.found.height))
    return [head, about, made.found_table(facts.found, caption=caption)]


def _causes(facts: Rectification, _: str) -> list[Block]:
    said = [
        Paragraph(text=say("report.causes_of", number=chinese(place), causes=_causes_of(one)))
        for place, one in _numbered(facts.ledger.issues)
    ]
    return [Heading(text=say("report.part_causes")), *(said or [_no_issue()])]


def _problems_with_causes(facts: Rectification, unit: str) -> list[Block]:
    """Every problem as a heading with its causes under it."""
    said: list[Block] = []
    for _, one in _numbered(facts.ledger.issues):
        said += [Heading(text=_sentence(one.text, end=""), level=2), Paragraph(text=_causes_of(one))]
    return [Heading(text=say("report.part_problems_causes")), *(said or [_no_issue()]), *_found(facts, unit)]


def _measures(facts: Rectification, _: str) -> list[Block]:
    places = {one.item: place for place, one in _numbered(facts.ledger.issues)}
    said = [
        Paragraph(text=_measure(number, one, places, facts.now.get(one.item)))
        for number, one in _numbered(facts.ledger.measures)
    ]
    none = [Paragraph(text=say("report.no_measure"))]
    return [Heading(text=say("report.part_measures")), *(said or none)]


def _measure(number: int, measure: Measure, places: Mapping[str, int], now: str | None) -> str:
    against = listed(
        say("report.problem", number=chinese(places[one])) for one in measure.issues if one in places
    )
    return _joined(
        say("report.measure", number=chinese(number), against=against, text=_sentence(measure.text)),
        say("report.measure_facts", facts=made.facts_of(measure, now=now)),
    )


def _progress(facts: Rectification, unit: str) -> list[Block]:
    return [
        Heading(text=say("report.part_progress")),
        Paragraph(text=made.progress_in_words(facts.progress)),
        made.side_by_side(
            facts.ledger, caption=say("report.caption_rectified", unit=unit), today=facts.today
        ),
    ]


def _effects(facts: Rectification, unit: str) -> list[Block]:
    """Whether the measures worked, as far as the data tells."""
    return effects_in_full(facts.outcomes, unit) if facts.outcomes else []


def _ahead(facts: Rectification, unit: str) -> list[Block]:
    """What is to be put right next: what the ledger lacks and what is late."""
    head = Heading(text=say("report.part_ahead"))
    if not facts.gaps:
        return [head, Paragraph(text=say("report.no_gap"))]
    text = say("report.gaps", count=len(facts.gaps))
    caption = say("report.caption_gaps", unit=unit)
    return [head, Paragraph(text=text), made.gap_table(facts.gaps, caption=caption)]


def _signed(facts: Rectification, unit: str) -> list[Block]:
    titles = [block.title for block in _attached(facts, unit) if isinstance(block, Attachment)]
    listed_titles = "　".join(f"{place}. {title}" for place, title in _numbered(titles))
    attachments = say("report.attachments", titles=listed_titles if len(titles) > 1 else titles[0])
    signed = [Line(text=facts.signed, side="right")] if facts.signed else []
    return [Paragraph(text=attachments), *signed, Line(text=printed_day(facts.today), side="right")]


def _attached(facts: Rectification, unit: str) -> list[Block]:
    blocks: list[Block] = [Attachment(title=say("report.attachment_ledger"), wide=True)]
    blocks += made.whole_ledger(facts.ledger, unit=unit)
    blocks += effects_attached(facts.outcomes) if facts.outcomes else []
    if facts.tables:
        blocks.append(Attachment(title=say("report.attachment_tables")))
        blocks += [block for block in situation(facts.tables, unit) if isinstance(block, Table)]
        blocks += [Paragraph(text=text) for text in facts.missing]
    return blocks


OUTLINES = {"five": (_problems, _causes, _measures), "two": (_problems_with_causes, _measures)}


def _problem(place: int, issue: Issue) -> str:
    beside = [part for part in (issue.unit, issue.kind) if part]
    said = say("report.problem_is", number=chinese(place), text=_sentence(issue.text))
    return _joined(said, say("report.problem_beside", beside=listed(beside))) if beside else said


def _causes_of(issue: Issue) -> str:
    """一是 … 二是 …; a single cause has no number."""
    texts = [_sentence(one.text, end="") for one in issue.causes]
    if not texts:
        return say("report.no_cause")
    if len(texts) == 1:
        return _sentence(texts[0])
    numbered = (say("report.nth", number=chinese(place), text=text) for place, text in _numbered(texts))
    return _sentence(say("report.clauses").join(numbered))


def _no_issue() -> Paragraph:
    return Paragraph(text=say("report.no_issue"))


def _numbered(items: Iterable[Item]) -> Iterable[tuple[int, Item]]:
    return enumerate(items, start=1)


def _sentence(text: str, *, end: str | None = None) -> str:
    """A text with one full stop, or with none."""
    stop = ("。" if language() == "zh" else ".") if end is None else end
    return text.strip().rstrip("。；;，,.、") + stop


def _joined(*sentences: str) -> str:
    """Chinese sentences follow each other without a space."""
    return ("" if language() == "zh" else " ").join(sentences)
