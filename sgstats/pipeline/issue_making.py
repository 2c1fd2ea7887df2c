"""One check asked of all units of a level, and what came of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from sgstats.errors import Refused
from sgstats.ledger.issues import Number, difference, judge
from sgstats.ledger.issues.check import LEVELS, Check, Level, Threshold
from sgstats.ledger.issues.consistency import WAVE
from sgstats.ledger.issues.reading import Reading, read, seats
from sgstats.messages import listed, say
from sgstats.pipeline.issue_questions import Asking, Question
from sgstats.pipeline.issue_sentences import Held
from sgstats.pipeline.issue_sources import counted, retiring
from sgstats.pipeline.issue_units import Unit, Units

Group = tuple[str, ...]
Readings = Mapping[Group, Mapping[str, Reading]]
"""By unit, then by part."""
LEAST_UNITS = 5
"""Of fewer units no median is taken."""
NOBODY = {"": Reading()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The readings of one check at one level, and how to ask for them again."""

    readings: Readings
    question: Question | None = None
    call: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one check of one unit.

    Attributes:
        unit: The unit.
        held: The number and its judgement, or None.
        reason: Why there is none.
        table: What was asked.
        source: Where the threshold comes from.
    """

    unit: Unit
    held: Held | None = None
    reason: str = ""
    table: Table
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """Makes checks.

    Attributes:
        asking: Asks, each question once.
        units: The units.
    """

    asking: Asking
    units: Units

    def outcomes(self, check: Check, *, levels: Sequence[Level]) -> Iterator[Outcome]:
        """What comes of a check at the levels it is made at."""
        wanted = check.levels or levels
        if check.lacking:
            wanted = wanted[:1]
        for level in (one for one in LEVELS if one in wanted):
            alone = not self.units.fields(level)
            if not (alone and check.compare == "median"):
                yield from self._of_level(check, level)

    def _of_level(self, check: Check, level: Level) -> Iterator[Outcome]:
        units = self.units.of(level)
        try:
            yield from self._held(check, units, self._limit(check)) if units else ()
        except Refused as refusal:
            limit = check.threshold(self.asking.day) or check.thresholds[0]
            nothing = {"reason": str(refusal), "table": Table(readings={}), "source": limit.source}
            yield from (Outcome(unit=unit, **nothing) for unit in units)  # type: ignore[arg-type]

    def _limit(self, check: Check) -> Threshold:
        """The threshold of the day.

        Raises:
            Refused: None holds yet, or the store lacks what the check would look at.
        """
        if check.lacking:
            raise Refused("issue.lacking", fields=listed(check.lacking))
        limit = check.threshold(self.asking.day)
        if limit is None:
            since = min(one.since for one in check.thresholds if one.since)
            raise Refused("issue.not_yet", since=since, day=self.asking.day)
        return limit

    def _held(self, check: Check, units: Sequence[Unit], limit: Threshold) -> list[Outcome]:
        """Every unit's numbers held against the limit.

        Raises:
            Refused: Nothing of it can be answered from this store.
        """
        table = self._table(check, units[0].level, limit.value)
        middle = _median(check, table.readings) if check.compare == "median" else None
        before = self._before(check, units, limit.value) if check.compare == "past" else {}
        found: list[Outcome] = []
        for unit in units:
            for part, reading in (table.readings.get(unit.group) or NOBODY).items():
                holding = _Holding(check=check, unit=unit, part=part, distance=limit.value, middle=middle)
                held, reason = holding.held(reading, before.get(unit.group, NOBODY).get(part, Reading()))
                found.append(Outcome(unit=unit, held=held, reason=reason, table=table, source=limit.source))
        return found

    def _before(self, check: Check, units: Sequence[Unit], limit: float) -> Readings:
        """The same a year before."""
        try:
            return self._table(check, units[0].level, limit, past=True).readings
        except Refused as refusal:
            return {unit.group: {"": Reading(reason=str(refusal))} for unit in units}

    def _table(self, check: Check, level: Level, limit: float, *, past: bool = False) -> Table:
        """The readings of a level.

        Raises:
            Refused: The question cannot be answered from this store.
        """
        if check.counter:
            reading = counted(check, store=self.asking.store, on=self.asking.day)
            call = "sgstats rejected" if check.counter == "rejected_rows" else "sgstats imports"
            return Table(readings={(): {"": reading}}, call=call)
        by = self.units.fields(level)
        question = self.asking.question(check, by=by, past=past)
        shown = self.asking.answer(question)
        if check.metric == WAVE:
            until = self.asking.day.year + check.years
            found = retiring(shown.frame, by=by, until=until, limit=limit)
        else:
            found = read(shown.frame, check, by=shown.by, of=shown.of)
        if self.asking.rounded:  # what rounded numbers leave of a rounded base is no bound
            found = {group: replace(one, bounds=()) for group, one in found.items()}
        return Table(
            readings=_by_unit(found, len(by)),
            question=question,
            call=question.command(self.asking.audience),
            notes=shown.notes,
        )


def _by_unit(found: Mapping[Group, Reading], depth: int) -> dict[Group, dict[str, Reading]]:
    """Readings by unit and then by what else a metric groups by."""
    readings: dict[Group, dict[str, Reading]] = {}
    for group, one in found.items():
        readings.setdefault(group[:depth], {})["·".join(group[depth:])] = one
    return readings


def _median(check: Check, readings: Readings) -> float:
    """The median of the units of a level that are large enough.

    Raises:
        Refused: They are too few.
    """
    numbers = [one.number for parts in readings.values() for one in parts.values() if one.number]
    large = [one.value for one in numbers if one.base is None or one.base >= check.least_base]
    if len(large) < LEAST_UNITS:
        raise Refused("issue.few_units", units=len(large), least=LEAST_UNITS)
    return median(large)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Holding:
    """One reading of one unit about to be held against a limit."""

    check: Check
    unit: Unit
    part: str
    distance: float
    middle: float | None

    def held(self, reading: Reading, before: Reading) -> tuple[Held | None, str]:
        """What comes of it, or why nothing does."""
        number = reading.number
        if number is None:
            return self._by_bounds(reading), reading.reason or say("issue.nobody")
        if self.check.compare == "past":
            return self._against_past(number, before)
        if self.check.number == "seats":
            number = seats(number, percent=self.distance)
        return self._judged(number, number, self._limit(number), part=reading.part), ""

    def _limit(self, number: Number) -> float:
        if self.middle is not None:
            return self.middle + self.check.sign * self.distance
        return self.distance if number.limit is None else number.limit

    def _by_bounds(self, reading: Reading) -> Held | None:
        """What the least and the most that a hidden number can be are enough to tell."""
        if not reading.bounds or self.check.compare == "past":
            return None
        least, most = reading.bounds
        mild, grave = (least, most) if self.check.problem == "above" else (most, least)
        held = self._judged(mild, mild, self._limit(mild))
        if held.judgement.distance > 0:
            return held
        other = self._judged(grave, grave, self._limit(grave))
        return other if other.judgement.status == "fine" else None

    def _against_past(self, number: Number, before: Reading) -> tuple[Held | None, str]:
        if before.number is None:
            return None, say("issue.no_past", reason=before.reason or say("issue.nobody"))
        change = difference(number, before.number)
        return self._judged(number, change, self.check.sign * self.distance, before=before.number), ""

    def _judged(
        self, number: Number, compared: Number, limit: float, *, part: str = "", before: Number | None = None
    ) -> Held:
        shown = limit if before is None else before.value + limit
        return Held(
            check=self.check, unit=self.unit.name, part=self.part or part, number=number, limit=shown,
            judgement=judge(self.check, compared, limit=limit),
            distance=self.distance, median=self.middle, before=before,
        )  # fmt: skip
