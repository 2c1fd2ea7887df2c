"""What a sentence claims: a number as the words mean it, and the question whose answer it says it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

Operator = Literal["=", "<", "≤", "≈<", "≈", "≥", ">"]
"""What stands between the true number and the printed one; ``≈<``: under it and close to it (近)."""
Kind = Literal["count", "percent", "points", "ratio", "rate", "times", "value"]
"""A number of people; a percentage; percentage points; a ratio 1:x (kept as x); so many per 10,000; so many
times as many; any other value (years of age, hours, days)."""
Number = Literal["people", "share", "value", "base", "ratio"]
"""Which number of the answer is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One number of a text, as its words mean it.

    Attributes:
        kind: What it counts.
        operator: How it is said: exactly, at least, nearly …
        value: The number, a percentage as 0 … 100.
        step: One unit of the last digit printed: 1 for 78%, 1/10 for 78.0%, 10 for 八成.
        low: The smallest value the words allow; None for no bound.
        high: The largest; None for no bound.
        low_open: Whether ``low`` itself is out.
        high_open: Whether ``high`` itself is out.
        printed: The words, as they stand: 近78%, 百余人, 过半.
        start: First character in the text it was found in.
        end: The character after its last.
        unit: The measure word or unit behind the number (人, 名, 岁, %, 人次 …), as printed.
    """

    kind: Kind
    operator: Operator
    value: Fraction
    step: Fraction
    low: Fraction | None
    high: Fraction | None
    printed: str
    start: int
    end: int
    low_open: bool = False
    high_open: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a number is said of, as a question to the catalogue.

    Attributes:
        metric: Name in the catalogue.
        number: Which number of the answer is meant.
        of: Field that the group is divided by, where the answer has parts.
        values: Values of ``of`` whose people are added up; empty: the whole group.
        against: Values of ``of`` on the other side of a ratio.
        where: Who it is about: allowed values by field.
        on: The day; None: the day the text speaks of, or the last day known.
        since: First day, where it speaks of a period.
        until: Last day of the period.
        earlier: For changes (增加, 提高, 翻番): the day compared with.
        falling: Of a change, whether the number says how much less it is (减少, 下降).
        whole: Who a share is of, where that is more than ``where``: of 女党员占总数的三成 the women are
            ``where``, the whole is everybody. None: as ``where``.
        options: Further keywords of ``sgstats.measure``, such as ``bands`` or ``denominator``.
    """

    metric: str
    number: Number
    of: str | None = None
    values: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    on: date | None = None
    since: date | None = None
    until: date | None = None
    earlier: date | None = None
    falling: bool = False
    whole: Mapping[str, tuple[str, ...]] | None = None
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A number of a text together with what it is said of.

    Attributes:
        quote: The clause it stands in, as printed in the document.
        paragraph: Number of the paragraph.
        start: First character of the number in the paragraph's text.
        end: The character after its last.
        quantity: The number.
        subjects: What it may be said of; the first is the reading taken, the others are listed. Empty if
            it is not understood.
        base: How many people the text itself says there are, where a percentage is of them; None otherwise.
        missing: Key of the sentence that says why it cannot be tested, where it cannot.
        words: What that sentence's gaps are filled with.
    """

    quote: str
    paragraph: int
    start: int
    end: int
    quantity: Quantity
    subjects: tuple[Subject, ...] = ()
    base: int | None = None
    missing: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the data says to a subject, as its reader may see it.

    Attributes:
        people: The count asked for (of a ratio: its first side), or None.
        base: How many people it is of (of a ratio: its second side), or None.
        value: The value or rate, for metrics that have one.
        status: ``shown``; ``hidden``: too few people to be shown; ``unknown``: the data does not tell.
        reason: Why nothing is shown, in the user's language; empty if it is.
    """

    people: int | None
    base: int | None
    value: float | None
    status: Literal["shown", "hidden", "unknown"]
    reason: str = ""


Outcome = Literal["consistent", "contradicted", "impossible", "untestable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a claim agrees with an answer.

    Attributes:
        outcome: ``impossible``: no whole number of people gives that percentage of that base.
        count_low: The smallest count that the words allow, of the base; None if no count is meant.
        count_high: The largest.
        reason: One sentence in the user's language: the right number, and how it was read.
    """

    outcome: Outcome
    count_low: int | None
    count_high: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A check of printed numbers against each other.

    Attributes:
        check: Name of the check: ``percent_of_counts``, ``parts_and_whole``, ``percents_sum``,
            ``flow_identity``, ``last_year``, ``rate_of_counts``, ``age``, ``hidden_rows`` …
        quote: The printed words or numbers.
        cells: Where they stand: 表1!C5, 第3段.
        printed: The number printed.
        expected: What it must be, a range written 61–73.
        outcome: As for claims; what agrees is reported too.
        reason: One sentence in the user's language.
        mend: The smallest change that would put it right; empty where nothing is wrong.
    """

    check: str
    quote: str
    cells: tuple[str, ...]
    printed: str
    expected: str
    outcome: Outcome
    reason: str
    mend: str = ""
