"""What a check asks of the store at one level of units, and the command that asks the same."""

from __future__ import annotations

import json
import shlex
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgstats import store as statements
from sgstats.disclosure import rules_for
from sgstats.engines.duckdb import DuckDB
from sgstats.errors import Refused
from sgstats.fields import field as field_named
from sgstats.ledger.issues.consistency import WAVE
from sgstats.metrics import Options, catalogue
from sgstats.metrics.dimensions import dimension
from sgstats.pipeline.asking import measure
from sgstats.pipeline.projecting import retirement_wave
from sgstats.pipeline.spans import span

if TYPE_CHECKING:
    from sgstats.disclosure import Protected
    from sgstats.ledger.issues import Check

Where = Mapping[str, Sequence[str]]
OPTIONS = {"since": "--from", "until": "--to"}
"""Options whose name in the command differs from the keyword."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One table asked for.

    Attributes:
        metric: Its metric, or the retirement wave.
        keywords: Of ``sgstats.measure`` (or ``sgstats.retirement_wave``), those that differ from the default.
    """

    metric: str
    keywords: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The same for the same question."""
        return json.dumps([self.metric, self.keywords], sort_keys=True, default=str, ensure_ascii=False)

    def command(self, audience: str) -> str:
        """The line that prints this table.

        Example:
            >>> Question(metric="structure", keywords={"of": "gender", "by": ("street",)}).command("internal")
            'sgstats measure structure --of gender --by street'
        """
        words = (
            ["sgstats", "outlook", "retirement"]
            if self.metric == WAVE
            else ["sgstats", "measure", self.metric]
        )
        for name, value in self.keywords.items():
            words += _option(name, value)
        return shlex.join(words + ([] if audience == "internal" else ["--audience", audience]))


def _option(name: str, value: Any) -> list[str]:  # noqa: ANN401 - a keyword's value is anything
    if isinstance(value, Mapping):
        return [word for key, values in value.items() for word in ("--where", f"{key}={','.join(values)}")]
    text = ",".join(value) if isinstance(value, list | tuple) else str(value)
    return [OPTIONS.get(name, f"--{name.replace('_', '-')}"), text] if text else []


@dataclass(kw_only=True)
class Asking:
    """Asks each question once and keeps its answer, or why there is none.

    Attributes:
        day: The day that everything is asked of.
        since: First day for metrics of a period; None: as many months as a check says.
        where: Filters of people.
        store: The DuckDB file.
        audience: Who reads.
    """

    day: date
    since: date | None
    where: Where
    store: Path
    audience: str
    _answers: dict[str, Protected | Refused] = field(default_factory=dict)
    _known: date | None = None

    @property
    def rounded(self) -> bool:
        """Whether the reader is shown rounded numbers."""
        return rules_for(self.audience).round_to > 1

    def question(self, check: Check, *, by: Sequence[str], past: bool = False) -> Question:
        """What a check asks, of the day or of a year before.

        Raises:
            Refused: Of the people that the filter leaves, the check would say nothing that is true.
        """
        metric = str(check.metric)
        self._check_filter(check)
        named: dict[str, Any] = {"of": check.of, "bands": check.bands, "tenure": check.tenure}
        named |= {"policy": check.policy, "base": check.base if check.base != "all" else None}
        if metric == WAVE:
            named = {"years": check.years}
        named |= {"by": tuple(by), "where": self._filters(check)}
        given = {name: value for name, value in named.items() if value}
        return Question(metric=metric, keywords=given | self._days(check, past=past))

    def answer(self, question: Question) -> Protected:
        """The protected table.

        Raises:
            Refused: The question cannot be answered from this store.
        """
        if question.key not in self._answers:
            self._answers[question.key] = self._ask(question)
        found = self._answers[question.key]
        if isinstance(found, Refused):
            raise found
        return found

    def _ask(self, question: Question) -> Protected | Refused:
        asked = {**question.keywords, "store": self.store, "audience": self.audience}
        try:
            return retirement_wave(**asked) if question.metric == WAVE else measure(question.metric, **asked)
        except Refused as refusal:
            return refusal

    def _check_filter(self, check: Check) -> None:
        """Refuse what a filter of people would make nonsense of.

        Posts and residents are those of all people, and among women no sex ratio is out of balance.
        """
        metric = catalogue().get(str(check.metric))
        if self.where and metric is not None and not metric.base_counts_people:
            raise Refused("issue.other_base")
        of = check.of or (metric.of if metric else None)
        for name in self.where:
            if of and (name == of or _reads(name) & _reads(of)):
                raise Refused("issue.filtered_field", field=field_named(name).title)

    def _filters(self, check: Check) -> dict[str, tuple[str, ...]]:
        """Both filters together; of a field in both, the values that both allow."""
        both = {name: tuple(values) for name, values in self.where.items()} | check.where
        for name in set(self.where) & set(check.where):
            both[name] = tuple(value for value in check.where[name] if value in self.where[name])
        if not all(both.values()):
            raise Refused("issue.other_people")
        return both

    def _days(self, check: Check, *, past: bool) -> dict[str, str]:
        """The day or the period of a check, as text."""
        metric = catalogue().get(str(check.metric))
        day = months_before(self.day, 12) if past else self.day
        if metric is None or not metric.span:
            graded = metric is not None and metric.family == "grades"
            return {"on": str(self._year_end(day) if graded else day)}
        first = months_before(day, check.months) + timedelta(days=1)
        if self.since and not past:
            first = self.since
        return {"since": str(max(first, self._first_known()) if first <= day else first), "until": str(day)}

    def _year_end(self, day: date) -> date:
        """The end of the last year up to a day of which anything is recorded."""
        ends = [date(year, 12, 31) for year in statements.years(self.store)]
        return max((end for end in ends if end <= day), default=day)

    def _first_known(self) -> date:
        """First day from which the lists tell who came and went."""
        if self._known is None:
            with statements.reading(self.store) as connection:
                self._known, _ = span(None, None, where={}, engine=DuckDB(connection))
        return self._known


def _reads(name: str) -> set[str]:
    """The stored columns that a field is made of; none where only some metrics know it."""
    try:
        return set(dimension(name, options=Options()).reads)
    except Refused:
        return set()


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the end of a month stays one.

    Example:
        >>> months_before(date(2023, 12, 31), 10), months_before(date(2024, 2, 29), 12)
        (datetime.date(2023, 2, 28), datetime.date(2023, 2, 28))
    """
    number = day.year * 12 + day.month - 1 - months
    year, month = number // 12, number % 12 + 1
    last = monthrange(year, month)[1]
    ends = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if ends else min(day.day, last))
