"""What a claim is said of, as the questions that are put to the data for it.

People are told apart by groups (``by``) and not chosen by filters: a filtered table is protected as
if it stood alone, while the tables of a whole hide in each part what would betray another one.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sgstats.claims.claim import Subject

Where = Mapping[str, tuple[str, ...]]
UNITS = ("district", "street", "community")
_FLAGS = {"since": "from", "until": "to", "due_within": "due-within"}
"""Options of the command that are not called as in Python."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One call of ``measure``, whose table may answer many claims.

    Attributes:
        metric: Name in the catalogue.
        of: Field of the parts.
        by: Fields of the groups.
        where: Filters, for what cannot be a group.
        days: ``on``, or ``since`` and ``until``, as far as they are named.
        options: Further keywords.
    """

    metric: str
    of: str | None = None
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    days: tuple[tuple[str, date], ...] = ()
    options: tuple[tuple[str, str], ...] = ()

    @property
    def keywords(self) -> dict[str, Any]:
        """What ``measure`` is called with beside the metric."""
        return (
            {"of": self.of, "by": self.by, "where": dict(self.where)} | dict(self.days) | dict(self.options)
        )

    def command(self, *, audience: str) -> str:
        """The command that prints the same table.

        Example:
            >>> Question(metric="structure", of="gender", days=(("on", date(2023, 12, 31)),)).command(
            ...     audience="internal"
            ... )
            'sgstats measure structure --of gender --on 2023-12-31'
        """
        words = ["sgstats", "measure", self.metric]
        words += ["--of", self.of] if self.of else []
        words += ["--by", ",".join(self.by)] if self.by else []
        for name, value in (*self.days, *self.options):
            words += [f"--{_FLAGS.get(name, name)}", str(value)]
        for field, values in self.where:
            words += ["--where", f"{field}={','.join(values)}"]
        words += ["--audience", audience] if audience != "internal" else []
        return " ".join(word if _is_plain(word) else shlex.quote(word) for word in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and the rows of its table that are meant.

    Attributes:
        question: The question.
        rows: Values by field of ``by``.
    """

    question: Question
    rows: Where


def asked(subject: Subject, *, within: Where) -> Asked:
    """The question that a subject is answered by.

    Args:
        subject: What is said of whom.
        within: Who the whole text is about, where the subject says nothing else.
    """
    where = {name: tuple(values) for name, values in {**within, **subject.where}.items()}
    single = subject.number == "value"  # values of two groups cannot be added
    by = tuple(
        name for name, values in where.items() if (not single or len(values) == 1) and name != subject.of
    )
    days = {"on": subject.on, "since": subject.since, "until": subject.until}
    question = Question(
        metric=subject.metric,
        of=subject.of,
        by=by,
        where=tuple((name, values) for name, values in where.items() if name not in by),
        days=tuple((name, day) for name, day in days.items() if day is not None),
        options=tuple(sorted(subject.options.items())),
    )
    return Asked(question=question, rows={name: where[name] for name in by})


def filtered(one: Asked) -> Asked:
    """The same with filters, for a metric that makes no groups of these fields."""
    where = (*one.question.where, *((name, tuple(values)) for name, values in one.rows.items()))
    return Asked(question=replace(one.question, by=(), where=where), rows={})


def as_parts(subject: Subject) -> Subject:
    """A number of people with a property as a part of those with any: so that it is protected with them.

    Example:
        >>> from sgstats.claims.claim import Subject
        >>> men = Subject(metric="headcount", number="people", where={"gender": ("男",)})
        >>> as_parts(men).of, as_parts(men).values, dict(as_parts(men).where)
        ('gender', ('男',), {})
    """
    personal = [name for name in subject.where if name not in UNITS]
    if subject.metric != "headcount" or subject.of is not None or not personal:
        return subject
    rest = {name: values for name, values in subject.where.items() if name != personal[-1]}
    values = tuple(subject.where[personal[-1]])
    return replace(subject, metric="structure", of=personal[-1], values=values, where=rest)


def before(subject: Subject) -> Subject:
    """The same of the day, or of the period as long, that a change is counted from."""
    earlier, first, last = subject.earlier, subject.since, subject.until
    if earlier is None or first is None or last is None:
        return replace(subject, on=earlier, earlier=None)
    begins = earlier - (last - first)
    if (earlier.month, earlier.day, first.day) == (last.month, last.day, 1):  # whole months, leap years apart
        begins = first.replace(year=earlier.year - last.year + first.year)
    return replace(subject, since=begins, until=earlier, earlier=None)


def group_of(subject: Subject, whole: Where | None) -> Subject:
    """The headcount of those a share is of, where they are more than the subject's own group."""
    return replace(
        subject, metric="headcount", number="people", of=None, values=(), where=dict(whole or {}), whole=None,
        options={},
    )  # fmt: skip


def _is_plain(word: str) -> bool:
    return bool(word) and not set(word) & set(" \"'$`\\|&;<>()*?[]{}!#~\t\n")


def command_lines(questions: Sequence[Question], *, audience: str) -> str:
    """The commands that print all that a verdict rests on."""
    return "; ".join(dict.fromkeys(one.command(audience=audience) for one in questions))
