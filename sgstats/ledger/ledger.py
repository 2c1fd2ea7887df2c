"""The ledger as it stands: issues with causes, measures, evidence and reviews.

It is never edited in place: every change is kept (who, when, which item, which field, which value), and
the ledger is what the changes add up to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

State = Literal["待整改", "整改中", "待验收", "已销号"]
"""待验收 goes on to 已销号, or back to 整改中 when it is refused (驳回)."""
MeasureKind = Literal["立行立改", "限期整改", "长期坚持"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field of one item set to a value.

    Attributes:
        item: ``P5`` an issue, ``P5-C1`` a cause of it, ``M3`` a measure, ``P5-E1`` a piece of evidence,
            ``P5-R1`` a review, ``P5-L1`` a record of work, ``P5-J1`` a refusal; items of a unit's own
            ledger begin with it: ``幸福社区/P5``.
        field: A field of the item; see ``sgstats.records.ledger_items``.
        value: What it is set to; None takes the value away.
    """

    item: str
    field: str
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why an issue is there.

    Attributes:
        item: Its id.
        text: As written.
        kind: One of the cause classes, or None.
        degree: The word of degree it was written with (个别, 大部分 …), or None; never a number.
    """

    item: str
    text: str
    kind: str | None = None
    degree: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What tells whether a measure worked.

    Attributes:
        metric: Name in the catalogue, or None where it is only described in words.
        question: The keywords of ``sgstats.measure`` that reproduce it, as JSON text.
        words: As written.
        baseline: The number at the beginning.
        target: The number aimed at, with its direction: ``≥90``, ``≤5``.
    """

    metric: str | None
    question: str | None
    words: str | None
    baseline: str | None
    target: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is to be done about one issue or several.

    Attributes:
        item: Its id.
        text: As written.
        issues: Ids of the issues it is for.
        kind: 立行立改, 限期整改 or 长期坚持; None if not said.
        owner: Unit, office or post that answers for it; never a person's name.
        deadline: Last day, or None.
        starts: Unit and first day, for every unit where it was begun; a unit "" stands for all.
        indicator: What tells whether it worked, or None.
        done_on: Day it was carried out, or None.
        responsible: Post of who sees to it, or that somebody was named whose name is not kept; or None.
    """

    item: str
    text: str
    issues: tuple[str, ...]
    kind: MeasureKind | None = None
    owner: str | None = None
    deadline: date | None = None
    starts: tuple[tuple[str, date], ...] = ()
    indicator: Indicator | None = None
    done_on: date | None = None
    responsible: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A paper, a picture or a link that shows what was done."""

    item: str
    text: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A second look after closing (回头看).

    Attributes:
        item: Its id.
        on: Its day.
        result: As written.
        again: Whether the issue was found again (反弹).
    """

    item: str
    on: date | None
    result: str
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was done, time after time (整改记录).

    Attributes:
        item: Its id.
        on: Its day.
        text: As written.
        photos: How many pictures show it, or None.
    """

    item: str
    on: date | None
    text: str
    photos: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Closing was refused (驳回).

    Attributes:
        item: Its id.
        on: Its day.
        text: Why.
        by: Office or post that refused, or None.
    """

    item: str
    on: date | None
    text: str
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A problem and what became of it.

    Attributes:
        item: Its id.
        text: As written.
        unit: District, street or community it was found in, or None.
        kind: Class of issue as written, or None.
        degree: The word of degree it was written with, or None.
        state: Where it stands.
        goal: What is to be reached, in words, or None.
        leader: Post that leads, or None.
        owner: Unit, office or post that answers, or None.
        deadline: Last day, or None.
        found_on: Day it was found, or None.
        closed_on: Day it was closed, or None.
        refusals: How often closing was refused (驳回).
        source: Check and unit that found it in the data (``sex_ratio@春晓街道``), or None.
        causes: In order.
        evidence: In order.
        reviews: In order.
        term: Type of rectification said of the issue as a whole, or None.
        responsible: Post of who sees to it, or that somebody was named whose name is not kept; or None.
        progress: How far it is, in words, or None.
        finished_on: Day on which the work was done, or None; it may be accepted later.
        accepted_by: Office or post that accepted the work, or None.
        remark: As written, or None.
        records: What was done, in order.
        refused: When and why closing was refused, where that is told.
    """

    item: str
    text: str
    unit: str | None = None
    kind: str | None = None
    degree: str | None = None
    state: State = "待整改"
    goal: str | None = None
    leader: str | None = None
    owner: str | None = None
    deadline: date | None = None
    found_on: date | None = None
    closed_on: date | None = None
    refusals: int = 0
    source: str | None = None
    causes: tuple[Cause, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    reviews: tuple[Review, ...] = ()
    term: MeasureKind | None = None
    responsible: str | None = None
    progress: str | None = None
    finished_on: date | None = None
    accepted_by: str | None = None
    remark: str | None = None
    records: tuple[Record, ...] = ()
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All issues and all measures, in order.

    Attributes:
        issues: In the order they were entered.
        measures: In the order they were entered.
    """

    issues: tuple[Issue, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that a ledger lacks.

    Attributes:
        rule: Key of the sentence: ``ledger.no_measure``, ``ledger.no_indicator``, ``ledger.overdue`` …
        item: The issue or measure.
        message: The sentence, in the user's language.

    Example:
        >>> Gap(rule="ledger.no_measure", item="P5", message="P5：没有措施。").item
        'P5'
    """

    rule: str
    item: str
    message: str
