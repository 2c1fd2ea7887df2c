"""Answers claims: every distinct question is measured and protected once, and only what is shown is used.

A number that is not shown makes every number that needs it hidden: no sum, difference or share tells
of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from sgstats.claims.claim import Answer, Kind, Subject
from sgstats.errors import Refused
from sgstats.fields import UNKNOWN
from sgstats.messages import listed, say
from sgstats.pipeline.questions import (
    UNITS,
    Asked,
    Question,
    Where,
    as_parts,
    asked,
    before,
    command_lines,
    filtered,
    group_of,
)
from sgstats.pipeline.shown_numbers import (
    HIDDEN,
    Rows,
    Untold,
    bases,
    everybody,
    labels_of,
    nothing,
    of_parts,
    shown,
    single,
    sum_shown,
    total,
)

if TYPE_CHECKING:
    from sgstats.disclosure import Protected


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer and what it was made from.

    Attributes:
        answer: What the data says.
        unknown: How many people's value is not on record, where that is shown.
        call: The commands that print the numbers it rests on.
    """

    answer: Answer
    unknown: int = 0
    call: str = ""


@dataclass(slots=True, kw_only=True)
class Asker:
    """Puts questions to a store and keeps their tables.

    Attributes:
        measure: ``sgstats.measure`` with store and audience set.
        audience: Who reads.
        step: What counts are rounded to for them.
        within: Who the whole text is about.
        last_day: The last day that anything is known of.
        units: Names of the units by level.
    """

    measure: Callable[..., Protected]
    audience: str
    step: int = 1
    within: Where
    last_day: date
    units: Mapping[str, frozenset[str]]
    _tables: dict[Question, Protected | Refused] = field(default_factory=dict)
    _asked: list[Question] = field(default_factory=list)

    def answer(self, subject: Subject, *, kind: Kind) -> Answered:
        """What the data says of a subject, for a number of that kind."""
        self._asked = []
        try:
            self._check(subject)
            found, unknown = self._found(as_parts(subject), kind=kind)
        except Untold as untold:
            status = HIDDEN if untold.status == HIDDEN else "unknown"
            found, unknown = nothing(status, untold.reason), 0
        if kind == "count" and subject.number == "value":
            found = replace(found, people=None, base=None)  # a gap counts posts, not the people in post
        return Answered(
            answer=found, unknown=unknown, call=command_lines(self._asked, audience=self.audience)
        )

    def _check(self, subject: Subject) -> None:
        """What a table would answer with silence: days after the data, units that are none."""
        for day in (subject.on, subject.until, subject.earlier):
            if day is not None and day > self.last_day:
                raise Untold("unknown", say("verify.after_the_data", day=day, last=self.last_day))
        wheres = (subject.where, self.within, subject.whole or {})
        named = [(level, name) for where in wheres for level in UNITS for name in where.get(level, ())]
        for level, name in named:
            if name not in self.units[level]:
                raise Untold("unknown", say("verify.no_such_unit", unit=name))

    def _found(self, subject: Subject, *, kind: Kind) -> tuple[Answer, int]:
        if subject.earlier is not None:
            return self._change(subject, kind=kind), 0
        if subject.number == "ratio":
            first, unknown = self._part(subject)
            second, _ = self._part(_with_values(subject, subject.against))
            return shown(people=first.people, base=second.people), unknown
        found, unknown = self._part(subject)
        if subject.whole is not None and subject.number == "share":
            whole, _ = self._part(as_parts(group_of(subject, subject.whole)))
            return shown(people=found.people, base=whole.people), unknown
        if subject.number == "base":
            return shown(people=found.base, base=found.base), 0
        return found, unknown

    def _change(self, subject: Subject, *, kind: Kind) -> Answer:
        """The difference, share or multiple of two days' numbers, both of them shown."""
        level = _with_values(subject, subject.values)
        now, _ = self._found(_without_change(level), kind=kind)
        then, _ = self._found(before(level), kind=kind)
        sign = -1 if subject.falling else 1
        if subject.number == "value" and kind != "percent":
            return shown(value=None if None in {now.value, then.value} else sign * (_of(now) - _of(then)))
        if kind == "points":
            shares = [_share(one) for one in (now, then)]
            return shown(value=None if None in shares else sign * 100 * (shares[0] - shares[1]))  # type: ignore[operator]
        if now.people is None or then.people is None:
            return nothing("unknown", say("verify.not_a_number"))
        if kind == "times":
            return shown(people=now.people, base=then.people, value=_ratio(now.people, then.people))
        change = sign * (now.people - then.people)
        if kind == "percent":
            value = _ratio(100 * change, then.people)
            return shown(people=change, base=then.people, value=value)
        return shown(people=change)

    def _part(self, subject: Subject) -> tuple[Answer, int]:
        """The rows meant, added up; and how many people are of unknown value."""
        table, rows = self._rows(asked(subject, within=self.within))
        if subject.number == "value":
            return single(table, of_parts(rows, subject)), 0
        if subject.of is None or not subject.values:
            return everybody(rows, subject), 0
        parts = of_parts(rows, subject)
        base = total(bases(rows, subject.of), "base") if "base" in table.frame.columns else None
        unknown = [row["people"] for row in rows if row[subject.of] == UNKNOWN]
        if base and base == sum_shown(unknown):
            raise Untold("unknown", say("verify.not_recorded"))
        return shown(people=total(parts, "people"), base=base), sum_shown(unknown) or 0

    def _rows(self, one: Asked) -> tuple[Protected, Rows]:
        """The rows of the groups meant; units are filtered by where no groups of them can be made."""
        table = self._table(one.question)
        if isinstance(table, Refused) and one.rows and set(one.rows) <= set(UNITS):
            one = filtered(one)
            table = self._table(one.question)
        if isinstance(table, Refused):
            raise Untold("unknown", str(table))
        self._asked.append(one.question)
        labels = labels_of(one, table)
        rows = [row for row in table.frame.to_dicts() if all(row[f] in labels[f] for f in labels)]
        if not rows and set(one.rows) & set(UNITS):
            raise Untold("unknown", say("verify.no_such_group", unit=listed(one.rows.get(_level(one), ()))))
        return table, rows

    def _table(self, question: Question) -> Protected | Refused:
        if question not in self._tables:
            try:
                self._tables[question] = self.measure(question.metric, **question.keywords)
            except Refused as refusal:
                self._tables[question] = refusal
        return self._tables[question]


def _level(one: Asked) -> str:
    return next(name for name in reversed(UNITS) if name in one.rows)


def _with_values(subject: Subject, values: tuple[str, ...]) -> Subject:
    return replace(subject, values=values, number="people" if subject.number == "ratio" else subject.number)


def _without_change(subject: Subject) -> Subject:
    return replace(subject, earlier=None)


def _share(answer: Answer) -> float | None:
    return None if answer.people is None or not answer.base else answer.people / answer.base


def _ratio(one: float, other: float) -> float | None:
    return one / other if other else None


def _of(answer: Answer) -> float:
    return answer.value or 0.0
