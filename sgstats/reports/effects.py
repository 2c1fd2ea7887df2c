"""The part of a report that says whether the measures worked (整改成效), and its attachment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sgstats.messages import listed, say
from sgstats.reports import effect_tables as made
from sgstats.reports.content import Attachment, Figure, Heading, Paragraph
from sgstats.reports.effect_words import VERDICTS, joined, open_checks, started, verdict_word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sgstats.disclosure.effects_shown import ProtectedEffect
    from sgstats.reports.content import Block, Table

MOST = 4
"""Figures at most: a leader looks at a few."""

CLAIMS = ("有证据改善", "有证据恶化")


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLook:
    """A measure of a closed issue, estimated again with what came in after closing (回头看).

    Attributes:
        issue: Id of the issue.
        measure: Id of the measure.
        title: What its indicator is called.
        closed_on: The day it was closed.
        then: The verdict with the data up to closing; None where hidden.
        after: The verdict on the time after closing against the time from the start to closing.
        again: Whether it fell back (反弹); None where that can't be told.
        sentence: What was seen, in one sentence.
    """

    issue: str
    measure: str
    title: str
    closed_on: date
    then: str | None
    after: str | None
    again: bool | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """What the data says of all measures of a ledger.

    Attributes:
        effects: Of every measure that could be asked, as the reader may see it.
        notes: Sentences that belong below their table: what looking at several at once means.
        texts: What each measure is, by its id; all measures of the ledger.
        unasked: Id and reason of every measure that could not be asked.
        looks: Second looks at closed issues.
    """

    effects: tuple[ProtectedEffect, ...]
    texts: Mapping[str, str]
    notes: tuple[str, ...] = ()
    unasked: tuple[tuple[str, str], ...] = ()
    looks: tuple[SecondLook, ...] = ()

    @property
    def ordered(self) -> list[ProtectedEffect]:
        """The results, those with a claim first."""
        places = list(VERDICTS)
        return sorted(self.effects, key=lambda one: places.index(one.verdict))

    def named(self, measure: str | None) -> str:
        """Id and text of a measure."""
        return f"{measure} {self.texts.get(str(measure), '')}".strip()


def effects_in_full(outcomes: Outcomes, unit: str) -> list[Block]:
    """The whole part: what was asked, the tables, every result in words with its figures, second looks.

    Args:
        outcomes: What was asked.
        unit: The unit that the report speaks of.
    """
    if not outcomes.texts:
        return []
    return [
        Heading(text=say("effects_report.part")),
        Paragraph(text=_opening(outcomes)),
        *_table_of_results(outcomes, unit),
        *_table_of_unasked(outcomes, unit),
        *_told(outcomes),
        *_second_looks(outcomes, unit),
    ]


def effects_shortly(outcomes: Outcomes, unit: str) -> list[Block]:
    """One paragraph and the table of results, for a report on something else.

    Args:
        outcomes: What was asked.
        unit: The unit that the report speaks of.
    """
    if not outcomes.effects:
        return []
    head = Heading(text=say("effects_report.part"), level=2)
    opening = Paragraph(text=_opening(outcomes, rest="rest_short"))
    return [head, opening, *_table_of_results(outcomes, unit)]


def effects_attached(outcomes: Outcomes) -> list[Block]:
    """The attachment for a referee: designs and why, assumptions, and the numbers behind the estimates.

    Args:
        outcomes: What was asked.
    """
    if not outcomes.effects:
        return []
    title = say("effects_report.attachment")
    tables = [made.designs(outcomes), made.checks(outcomes), made.totals(outcomes)]
    return [Attachment(title=title, wide=True), *(table for table in tables if table.rows)]


def effects_annex(outcomes: Outcomes) -> list[Table]:
    """The numbers of the figures, for a workbook, which has no figures.

    Args:
        outcomes: What was asked.
    """
    draw = {"effect": made.line, "event": made.events}
    return [draw[one.kind](one.source, caption=one.caption) for one in chosen_figures(outcomes)]


def chosen_figures(outcomes: Outcomes) -> list[Figure]:
    """The most telling figures: of results with a claim first, those with their event study.

    Args:
        outcomes: What was asked.
    """
    every = [figure for one in outcomes.ordered for figure in _figures_of(one)]
    return every[:MOST]


def _figures_of(effect: ProtectedEffect) -> list[Figure]:
    facts = {"measure": effect.measure or "", "title": effect.title}
    found = []
    if not effect.line.is_empty():
        caption = say("effects_report.caption_line", **facts)
        found.append(Figure(kind="effect", caption=caption, source=effect))
    if effect.verdict in CLAIMS and effect.events.filter(status="shown").height:
        caption = say("effects_report.caption_events", **facts)
        found.append(Figure(kind="event", caption=caption, source=effect))
    return found


def _opening(outcomes: Outcomes, *, rest: str = "rest") -> str:
    """How many measures, how many of them could be asked, and how the verdicts fell."""
    verdicts = [one.verdict for one in outcomes.effects]
    if not verdicts:
        return say("effects_report.opening_none", measures=len(outcomes.texts))
    counts = [
        say("effects_report.count", verdict=verdict_word(name), count=verdicts.count(name))
        for name in VERDICTS
        if name in verdicts
    ]
    told = say(
        "effects_report.opening", measures=len(outcomes.texts), asked=len(verdicts), counts=listed(counts),
        able=len({one.measure for one in outcomes.effects}),
    )  # fmt: skip
    without = len(outcomes.unasked)
    return joined(told, say(f"effects_report.{rest}", count=without) if without else "")


def _told(outcomes: Outcomes) -> list[Block]:
    """Every result in a paragraph under its verdict, with its figures."""
    blocks: list[Block] = []
    figures = chosen_figures(outcomes)
    first = {one.design: one for one in reversed(outcomes.ordered)}
    for verdict in VERDICTS:
        alike = [one for one in outcomes.ordered if one.verdict == verdict]
        blocks += [Heading(text=verdict_word(verdict), level=2)] if alike else []
        for one in alike:
            blocks.append(Paragraph(text=_paragraph(one, outcomes, like=first[one.design])))
            blocks += [figure for figure in figures if figure.source is one]
    return [*([Paragraph(text=_about_figures(outcomes, figures))] if figures else []), *blocks]


def _about_figures(outcomes: Outcomes, figures: list[Figure]) -> str:
    """How to read the figures, and that they are not all there is."""
    possible = sum(len(_figures_of(one)) for one in outcomes.ordered)
    without = [one for one in outcomes.ordered if not any(figure.source is one for figure in figures)]
    if possible == len(figures) and not without:
        return say("effects_report.figures_all")
    return say("effects_report.figures_some", shown=len(figures))


def _paragraph(effect: ProtectedEffect, outcomes: Outcomes, *, like: ProtectedEffect) -> str:
    """What was done, since when, what became of it, and how that is known; the same way is told once."""
    cautions = [check.message.rstrip("。. ") for check in open_checks(effect)]
    more = say("effects_report.caution", messages=say("report.clauses").join(cautions)) if cautions else ""
    text = outcomes.texts.get(str(effect.measure), effect.title).rstrip("。；; ")
    key = f"effects_report.how_{effect.design}"
    how = say(key) if like is effect else say("effects_report.how_like", measure=like.measure or like.title)
    told = say(
        "effects_report.paragraph",
        text=text, measure=effect.measure or "", started=started(effect), sentence=effect.sentence, how=how,
    )  # fmt: skip
    return joined(told, more)


def _table_of_results(outcomes: Outcomes, unit: str) -> list[Block]:
    if not outcomes.effects:
        return []
    return [made.results(outcomes, caption=say("effects_report.caption_table", unit=unit))]


def _table_of_unasked(outcomes: Outcomes, unit: str) -> list[Block]:
    if not outcomes.unasked:
        return []
    return [made.unasked(outcomes, caption=say("effects_report.caption_unasked", unit=unit))]


def _second_looks(outcomes: Outcomes, unit: str) -> list[Block]:
    head = Heading(text=say("effects_report.look_back"), level=2)
    if not outcomes.looks:
        return [head, Paragraph(text=say("effects_report.nothing_closed"))]
    again = [one for one in outcomes.looks if one.again]
    told = [Paragraph(text=one.sentence) for one in again]
    about = say("effects_report.looked", count=len(outcomes.looks), again=len(again))
    table = made.looked_at(outcomes.looks, caption=say("effects_report.caption_look_back", unit=unit))
    return [head, Paragraph(text=about), *told, table]
