"""How people stand to one duty on a day, as the engine counts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sgstats.fields import UNKNOWN
from sgstats.fields import field as field_named
from sgstats.metrics.conditions import Condition
from sgstats.metrics.dimension import Dimension
from sgstats.metrics.dimensions import dimension
from sgstats.metrics.duty import Duty
from sgstats.metrics.question import Question
from sgstats.metrics.step import Step
from sgstats.metrics.trained import session
from sgstats.periods import OPEN_END, months_before

MET, NOT_DUE, SOON, OVERDUE, NEVER = 1, 2, 3, 4, 5
"""Places of the values of ``duty_status``, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The periods of a duty on a day, as day numbers.

    Attributes:
        running: First day of the running period.
        before: First day of the one before it.
        until: First day after that.
        waiting: What is said of people who met the period before, or came since.
        hired: Hired from this day on, people cannot be overdue.
    """

    running: int
    before: int
    until: int
    waiting: int
    hired: int

    @classmethod
    def of(cls, duty: Duty, *, on: date, due_within: int = 90) -> Times:
        """The periods in calendar years, or in months back from the day.

        Example:
            >>> yearly = Times.of(Duty(name="HG-1a", years=1), on=date(2023, 6, 30), due_within=90)
            >>> (yearly.running, yearly.before, yearly.until, yearly.waiting == NOT_DUE)
            (20230101, 20220101, 20230101, True)
        """
        if duty.months is not None:
            running = months_before(on + timedelta(days=due_within + 1), duty.months)
            before = months_before(on, duty.months)
            return cls(running=running, before=before, until=OPEN_END, waiting=SOON, hired=before)
        years, start = duty.years or 1, on.year * 10_000 + 101
        left = (date(on.year, 12, 31) - on).days
        running = start - (years - 1) * 10_000
        waiting = SOON if left <= due_within else NOT_DUE
        before = start - years * 10_000
        return cls(running=running, before=before, until=start, waiting=waiting, hired=running)


def times(duty: Duty, question: Question) -> Times:
    """The periods of a duty on the day asked for."""
    return Times.of(duty, on=question.on, due_within=question.options.due_within)


def levels(duty: Duty) -> list[Condition]:
    """The filter on trainings: those of the duty's levels."""
    entry = session(field_named("training_level"))
    return [Condition(dimension=entry, values=duty.levels, name="duty")] if duty.levels else []


def concerned(duty: Duty, question: Question) -> list[Condition]:
    """The filters on people: those a duty is for, and those of whom that is unknown.

    Rules apply to whom nobody's employment keeps out, as in judging; whoever has no known post is
    told as unknown where a duty is for some posts.
    """
    asked = {"post": duty.posts, "employment": duty.employment}
    return [
        Condition(dimension=dimension(name, options=question.options), values=(*values, UNKNOWN), name="duty")
        for name, values in asked.items()
        if values
    ]


def state(duty: Duty, question: Question) -> Dimension:
    """The place of somebody's state among the values of the field; null where it cannot be told."""
    periods, who = times(duty, question), ("post",) if duty.posts else ()
    bound: dict[str, object] = {"times": duty.times, "hired": periods.hired}
    unknown = [f"COALESCE({column}, '') = ''" for column in who]
    met, before = "times_now >= $times", "times_before >= $times"
    if duty.hours_tenths is not None:
        bound["tenths"] = duty.hours_tenths
        unknown.append(f"{met} AND tenths_now < $tenths AND open_now = 1")
        met, before = f"{met} AND tenths_now >= $tenths", f"{before} AND tenths_before >= $tenths"
    cases = [
        *(f"WHEN {test} THEN NULL" for test in unknown),
        f"WHEN windows_id IS NULL THEN {NEVER} WHEN {met} THEN {MET}",
        f"WHEN ({before}) OR hire_day >= $hired THEN {periods.waiting}",
    ]
    return Dimension(
        name="duty_status",
        reads=("hire_day", *who),
        keys={"duty_status": f"CASE {' '.join(cases)} ELSE {OVERDUE} END"},
        parameters=bound,
        names=lambda keys: {key: str(key[0]) for key in keys},
        code=str,
        steps=(_windows(periods, levels(duty)),),
    )


def _windows(periods: Times, filters: Sequence[Condition]) -> Step:
    bound = {"running": periods.running, "before": periods.before, "until": periods.until}
    return Step(
        name="windows",
        file="training/windows.sql",
        parameters=bound | {name: value for one in filters for name, value in one.parameters.items()},
        gaps={"filters": "".join(f"\n    AND {one.sql}" for one in filters)},
    )
