"""Rows of a protected table as answers: what is not shown in all rows that are needed is not told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sgstats.claims.claim import Answer, Subject
from sgstats.errors import Refused
from sgstats.messages import listed, say
from sgstats.metrics.dimensions import dimension
from sgstats.metrics.options import Options

if TYPE_CHECKING:
    from sgstats.disclosure import Protected
    from sgstats.pipeline.questions import Asked

Rows = list[dict[str, Any]]
HIDDEN = "hidden"


class Untold(Exception):
    """There is no number to give."""

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


def labels_of(one: Asked, table: Protected) -> dict[str, set[str]]:
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


def of_parts(rows: Rows, subject: Subject) -> Rows:
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
        raise Untold("unknown", str(refusal)) from None
    if known.free:
        raise Untold("unknown", say("verify.no_such_value", value=listed(sorted(absent))))


def bases(rows: Rows, of: str) -> Rows:
    """One row per group: its base stands beside each of its parts."""
    numbers = {"people", "base", "share", "value", "low", "high", "status", "reason", of}
    groups: dict[tuple[object, ...], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda one: one.get("base") is None):
        if row.get("base") is not None or row["status"] == HIDDEN:
            groups.setdefault(tuple(value for name, value in row.items() if name not in numbers), row)
    return list(groups.values())


def everybody(rows: Rows, subject: Subject) -> Answer:
    """Everybody of the groups meant."""
    if subject.of is not None:
        people = total(bases(rows, subject.of), "base")
        return shown(people=people, base=people)
    whole = {row.get("base") for row in rows}
    if subject.metric == "headcount" and len(whole) == 1:
        return shown(people=total(rows, "people"), base=whole.pop())  # every unit is a part of the same whole
    return shown(people=total(rows, "people"), base=sum_shown(row.get("base") for row in rows))


def single(table: Protected, rows: Rows) -> Answer:
    """The value of a metric that has one; of rates over several groups none can be told."""
    if len(rows) != 1:
        raise Untold("unknown", say("verify.not_a_number"))
    row = rows[0]
    value = row.get("value")
    if value is None and row.get("share") is not None:
        value = 100 * row["share"]
    if value is None:
        raise Untold(row["status"], row["reason"] or say("verify.not_a_number"))
    return shown(people=row.get("people"), base=_integer(row.get("base")), value=value)


def total(rows: Rows, name: str) -> int:
    """The sum of a number over rows, all of which must show it."""
    for row in rows:
        if row.get(name) is None:
            raise Untold(row["status"], row["reason"] or say("verify.not_a_number"))
    return sum(int(row[name]) for row in rows)


def sum_shown(numbers: Iterable[float | None]) -> int | None:
    """The sum of numbers that are all shown; None where one is not."""
    found = list(numbers)
    return None if None in found else int(sum(filter(None, found)))


def _integer(number: float | None) -> int | None:
    return None if number is None or number != int(number) else int(number)


def shown(*, people: int | None = None, base: int | None = None, value: float | None = None) -> Answer:
    """An answer that is told."""
    return Answer(people=people, base=base, value=value, status="shown")


def nothing(status: str, reason: str) -> Answer:
    """An answer that is not told, and why."""
    return Answer(
        people=None, base=None, value=None, status="hidden" if status == HIDDEN else "unknown", reason=reason
    )
