"""What is said of a number held against its limit."""

from __future__ import annotations

from dataclasses import dataclass

from sgstats.ledger.issues import Check, Judgement, Number
from sgstats.ledger.issues.judging import SURE
from sgstats.messages import say
from sgstats.metrics.shares import half_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One number of one unit, what it is held against, and what came of it.

    Attributes:
        check: What is looked for.
        unit: Name of the unit.
        part: Which part of it (the largest band, a duty), or empty.
        number: The number itself, also where its change is judged.
        limit: What it is held against, in the unit of the number.
        judgement: What came of it.
        median: The median, where it is compared with one.
        before: The number a year before, where it is compared with that.
        distance: What is tolerated, of a median or the past.
    """

    check: Check
    unit: str
    part: str
    number: Number
    limit: float
    judgement: Judgement
    distance: float
    median: float | None = None
    before: Number | None = None

    @property
    def what(self) -> str:
        """What the number is, with its part."""
        what = self.check.of_what
        return say("issue.part", what=what, part=self.part) if self.part else what

    @property
    def sentence(self) -> str:
        """The problem in one sentence, for the ledger."""
        return say(
            "issue.sentence", unit=self.unit, what=self.what, number=self.numbered,
            side=self.side, limit=self.against,
        )  # fmt: skip

    @property
    def numbered(self) -> str:
        """The number with the counts behind it."""
        number, check = self.number, self.check
        bound = say(f"issue.at_{number.bound}") if number.bound else ""
        shown = bound + printed(number.value, check.unit)
        if number.people is None or number.base is None or check.number in {"people", "seats"}:
            return shown
        return say("issue.number_of", number=shown, people=number.people, base=plain(number.base))

    @property
    def side(self) -> str:
        """On which side of the limit it lies."""
        above = self.check.problem == "above"
        if self.judgement.distance > 0:
            return say("issue.above") if above else say("issue.below")
        return say("issue.not_above") if above else say("issue.not_below")

    @property
    def against(self) -> str:
        """What it is held against, in words."""
        unit = self.check.unit
        distance = printed(self.distance, unit)
        if self.median is not None:
            return say("issue.against_median", median=printed(self.median, unit), distance=distance)
        if self.before is not None:
            return say("issue.against_past", before=printed(self.before.value, unit), distance=distance)
        key = "issue.against_seats" if self.check.number == "seats" else "issue.against_target"
        return say(key, limit=printed(self.limit, unit))

    @property
    def goal(self) -> str:
        """What would be no problem any more."""
        limit = printed(self.limit, self.check.unit)
        least = self.check.problem == "below"
        return say("issue.goal_least" if least else "issue.goal_most", what=self.what, limit=limit)

    @property
    def target(self) -> str:
        """The same as a number with its direction.

        A limit that is itself no problem is in the target.
        """
        sign = "≥" if self.check.problem == "below" else "≤"
        return f"{sign}{printed(self.limit, self.check.unit)}"

    @property
    def reason(self) -> str:
        """The sentence, its interval, and how sure it is."""
        ends, unit = (self.number.low, self.number.high), self.check.unit
        low, high = (None if end is None else printed(end, unit) for end in ends)
        interval = say("issue.interval", low=low, high=high) if low and high else ""
        told = say(
            "issue.sentence", unit=self.unit, what=self.what, number=self.numbered + interval,
            side=self.side, limit=self.against,
        )  # fmt: skip
        return " ".join(one for one in (told, self._certainty()) if one)

    def _certainty(self) -> str:
        judged, number = self.judgement, self.number
        if judged.status == "too_few":
            needed = judged.needed or self.check.least_base
            return say("issue.too_few", base=plain(number.base or 0), needed=needed)
        if judged.status == "fine":
            changed = self.before and judged.distance > 0
            return say("issue.no_change") if changed else ""
        if judged.certainty == SURE:
            return say("issue.sure_exact") if number.exact else say("issue.sure")
        return number.doubt or self._suspected()

    def _suspected(self) -> str:
        """Why it is only suspected."""
        if self.before is not None:
            return say("issue.suspected_change")
        end = self.number.low if self.check.problem == "above" else self.number.high
        beyond = end is None or self.check.sign * (end - self.limit) > 0
        if beyond:
            return say("issue.suspected_unknown")
        return say("issue.suspected", needed=self.judgement.needed)


def printed(value: float, unit: str) -> str:
    """A number as people read it: one decimal, whole counts without.

    Example:
        >>> printed(5.0149, "%"), printed(3.0, "人"), printed(16.75, "人")
        ('5.0%', '3人', '16.8人')
    """
    return f"{half_up(round(value, 9)) if unit == '%' else plain(value)}{unit}"


def plain(value: float) -> str:
    """A whole number without a decimal, any other with one."""
    return str(int(value)) if value == int(value) else str(half_up(round(value, 9)))
