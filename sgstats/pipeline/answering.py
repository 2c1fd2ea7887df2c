"""Answers claims: every distinct question is measured and protected once, and only what is shown is used.

A number that is not shown makes every number that needs it hidden: no sum, difference or share tells
of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sgstats.claims.claim import Answer, Kind, Subject
from sgstats.errors import Refused
from sgstats.fields import UNKNOWN
from sgstats.messages import listed, say
from sgstats.metrics.dimensions import dimension
from sgstats.metrics.options import Options
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

if TYPE_CHECKING:
    from sgstats.disclosure import Protected

Rows = list[dict[str, Any]]
HIDDEN, SHOWN = "hidden", "shown"


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


class _Untold(Exception):
    """There is no number to give."""

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


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
        except _Untold as untold:
            status = HIDDEN if untold.status == HIDDEN else "unknown"
            found, unknown = _nothing(status, untold.reason), 0
        return Answered(
            answer=found, unknown=unknown, call=command_lines(self._asked, audience=self.audience)
        )

    def _check(self, subject: Subject) -> None:
        """What a table would answer with silence: days after the data, units that are none."""
        for day in (subject.on, subject.until, subject.earlier):
            if day is not None and day > self.last_day:
                raise _Untold("unknown", say("verify.after_the_data", day=day, last=self.last_day))
        wheres = (subject.where, self.within, subject.whole or {})
        named = [(level, name) for where in wheres for level in UNITS for name in where.get(level, ())]
        for level, name in named:
            if name not in self.units[level]:
                raise _Untold("unknown", say("verify.no_such_unit", unit=name))

    def _found(self, subject: Subject, *, kind: Kind) -> tuple[Answer, int]:
        if subject.earlier is not None:
            return self._change(subject, kind=kind), 0
        if subject.number == "ratio":
            first, unknown = self._part(subject)
            second, _ = self._part(_with_values(subject, subject.against))
            return _shown(people=first.people, base=second.people), unknown
        found, unknown = self._part(subject)
        if subject.whole is not None and subject.number == "share":
            whole, _ = self._part(as_parts(group_of(subject, subject.whole)))
            return _shown(people=found.people, base=whole.people), unknown
        if subject.number == "base":
            return _shown(people=found.base, base=found.base), 0
        return found, unknown

    def _change(self, subject: Subject, *, kind: Kind) -> Answer:
        """The difference, share or multiple of two days' numbers, both of them shown."""
        level = _with_values(subject, subject.values)
        now, _ = self._found(_without_change(level), kind=kind)
        then, _ = self._found(before(level), kind=kind)
        sign = -1 if subject.falling else 1
        if subject.number == "value" and kind != "percent":
            return _shown(value=None if None in {now.value, then.value} else sign * (_of(now) - _of(then)))
        if kind == "points":
            shares = [_share(one) for one in (now, then)]
            return _shown(value=None if None in shares else sign * 100 * (shares[0] - shares[1]))  # type: ignore[operator]
        if now.people is None or then.people is None:
            return _nothing("unknown", say("verify.not_a_number"))
        if kind == "times":
            return _shown(people=now.people, base=then.people, value=_ratio(now.people, then.people))
        change = sign * (now.people - then.people)
        if kind == "percent":
            value = _ratio(100 * change, then.people)
            return _shown(people=change, base=then.people, value=value)
        return _shown(people=change)

    def _part(self, subject: Subject) -> tuple[Answer, int]:
        """The rows meant, added up; and how many people are of unknown value."""
        table, rows = self._rows(asked(subject, within=self.within))
        if subject.number == "value":
            return _single(table, _of_parts(rows, subject)), 0
        if subject.of is None or not subject.values:
            return _whole(rows, subject), 0
        parts = _of_parts(rows, subject)
        base = _sum(_bases(rows, subject.of), "base") if "base" in table.frame.columns else None
        unknown = [row["people"] for row in rows if row[subject.of] == UNKNOWN]
        if base and base == _sum_shown(unknown):
            raise _Untold("unknown", say("verify.not_recorded"))
        return _shown(people=_sum(parts, "people"), base=base), _sum_shown(unknown) or 0

    def _rows(self, one: Asked) -> tuple[Protected, Rows]:
        """The rows of the groups meant; with filters where no such groups can be made."""
        table = self._table(one.question)
        if isinstance(table, Refused) and one.rows:
            one = filtered(one)
            table = self._table(one.question)
        if isinstance(table, Refused):
            raise _Untold("unknown", str(table))
        self._asked.append(one.question)
        labels = _labels(one, table)
        rows = [row for row in table.frame.to_dicts() if all(row[f] in labels[f] for f in labels)]
        if not rows and set(one.rows) & set(UNITS):
            raise _Untold("unknown", say("verify.no_such_group", unit=listed(one.rows.get(_level(one), ()))))
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


def _labels(one: Asked, table: Protected) -> dict[str, set[str]]:
    """The labels of the rows meant, spelled as the table does."""
    return {
        name: {_spelled(value, table.frame[name].unique().to_list()) for value in values}
        for name, values in one.rows.items()
    }


def _spelled(value: str, labels: Iterable[str]) -> str:
    """A label as the table spells it: 40-50 is 40–50岁."""
    return next((label for label in labels if _loose(label) == _loose(value)), value)


def _loose(label: str) -> str:
    return re.sub("[岁年 ]", "", re.sub("[\u2013\u2014\u2212－~～至]", "-", label))


def _of_parts(rows: Rows, subject: Subject) -> Rows:
    """The rows of the parts meant.

    A value that stands in no row is nobody's, if it is a value at all.
    """
    of = subject.of
    if of is None:
        return rows
    labels = {row[of] for row in rows}
    wanted = {_spelled(value, labels) for value in subject.values}
    if wanted - labels:
        _check_values(subject, wanted - labels)
    return [row for row in rows if row[of] in wanted]


def _check_values(subject: Subject, absent: set[str]) -> None:
    options = Options(bands=subject.options.get("bands"), tenure=subject.options.get("tenure"))
    try:
        known = dimension(subject.of or "", options=options)
        _ = [known.code(value) for value in absent]
    except Refused as refusal:
        raise _Untold("unknown", str(refusal)) from None
    if known.free:
        raise _Untold("unknown", say("verify.no_such_value", value=listed(sorted(absent))))


def _bases(rows: Rows, of: str) -> Rows:
    """One row per group: its base stands beside each of its parts."""
    numbers = {"people", "base", "share", "value", "low", "high", "status", "reason", of}
    groups: dict[tuple[object, ...], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda one: one.get("base") is None):
        if row.get("base") is not None or row["status"] == HIDDEN:
            groups.setdefault(tuple(value for name, value in row.items() if name not in numbers), row)
    return list(groups.values())


def _whole(rows: Rows, subject: Subject) -> Answer:
    """Everybody of the groups meant."""
    if subject.of is not None:
        everybody = _sum(_bases(rows, subject.of), "base")
        return _shown(people=everybody, base=everybody)
    return _shown(people=_sum(rows, "people"), base=_sum_shown(row.get("base") for row in rows))


def _single(table: Protected, rows: Rows) -> Answer:
    """The value of a metric that has one; of rates over several groups none can be told."""
    if len(rows) != 1:
        raise _Untold("unknown", say("verify.not_a_number"))
    row = rows[0]
    value = row.get("value")
    if value is None and row.get("share") is not None:
        value = 100 * row["share"]
    if value is None:
        raise _Untold(row["status"], row["reason"] or say("verify.not_a_number"))
    return _shown(people=row.get("people"), base=_integer(row.get("base")), value=value)


def _sum(rows: Rows, name: str) -> int:
    """The sum of a number over rows, all of which must show it."""
    for row in rows:
        if row.get(name) is None:
            raise _Untold(row["status"], row["reason"] or say("verify.not_a_number"))
    return sum(int(row[name]) for row in rows)


def _sum_shown(numbers: Iterable[float | None]) -> int | None:
    found = list(numbers)
    return None if None in found else int(sum(filter(None, found)))


def _integer(number: float | None) -> int | None:
    return None if number is None or number != int(number) else int(number)


def _with_values(subject: Subject, values: tuple[str, ...]) -> Subject:
    return replace(subject, values=values, number="people" if subject.number == "ratio" else subject.number)


def _without_change(subject: Subject) -> Subject:
    return replace(subject, earlier=None)


def _shown(*, people: int | None = None, base: int | None = None, value: float | None = None) -> Answer:
    return Answer(people=people, base=base, value=value, status="shown")


def _nothing(status: str, reason: str) -> Answer:
    return Answer(
        people=None, base=None, value=None, status="hidden" if status == HIDDEN else "unknown", reason=reason
    )


def _share(answer: Answer) -> float | None:
    return None if answer.people is None or not answer.base else answer.people / answer.base


def _ratio(one: float, other: float) -> float | None:
    return one / other if other else None


def _of(answer: Answer) -> float:
    return answer.value or 0.0
