"""Counts rounded for their audience, and what they may have been before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from sgstats.claims.claim import Answer, Subject
from sgstats.metrics.registry import definition

DIFFERENCES = {"staff_gap"}
"""Metrics whose value is a number less that of the people: it is off by as much as they are."""


def unrounded(answer: Answer, *, step: int, subject: Subject) -> Iterator[Answer]:
    """Every answer that looks like this one once its counts are rounded half-up to a step.

    A rate is taken to change as its count does. Of a change both counts are rounded; a number of people
    lacking is off by as much as the people are.

    Args:
        answer: As shown.
        step: What counts are rounded to.
        subject: What it answers.

    Example:
        >>> seen = Answer(people=10, base=None, value=None, status="shown")
        >>> men = Subject(metric="headcount", number="people")
        >>> [one.people for one in unrounded(seen, step=5, subject=men)]
        [8, 9, 10, 11, 12]
    """
    if subject.metric in DIFFERENCES and answer.value is not None:
        yield from (replace(answer, value=answer.value + off) for off in range(-step + 1, step))
        return
    is_rate = definition(subject.metric).kind == "rate"
    wide = step if subject.earlier is not None else 0
    for people, base in product(_around(answer.people, step, wide), _around(answer.base, step, 0)):
        if people is not None and base is not None and people > base and subject.number == "share":
            continue
        value = answer.value
        if is_rate and value is not None and people is not None and answer.people:
            value = value * people / answer.people
        yield replace(answer, people=people, base=base, value=value)


def _around(number: int | None, step: int, wide: int) -> list[int | None]:
    """The whole numbers that are rounded to this one, and so many beyond on either side."""
    if number is None:
        return [None]
    least = 0 if number >= 0 and not wide else number - step - wide
    low, high = number - step // 2 - wide, number + (step - 1) // 2 + wide
    return list(range(max(least, low), high + 1))
