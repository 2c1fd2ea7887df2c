"""Whether a number is a problem, how grave and how sure: one written rule for every check.

* Worse than the limit, or not: the limit itself is no problem.
* A base smaller than ``least_base``: 人数太少，不能判断, with the number that would be needed.
* 确定: the 95 % interval lies beyond the limit, also if everybody of whom it is not known were counted the
  other way. A number without an interval (posts filled, seats, heads) is certain as it is. Else 疑似.
* Severity by the distance from the limit: under the first step 一般, under the second 较重, else 严重;
  what is only 疑似 is a 提示, whatever its distance, and a check may cap it (``most``).
* Against the own past nothing is called a change unless the interval of the difference leaves out 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from statistics import NormalDist
from typing import Literal

from sgstats.ledger.issues.check import SEVERITIES, Check, Severity
from sgstats.ledger.issues.number import Number

Certainty = Literal["确定", "疑似", "人数太少，不能判断"]
SURE: Certainty = "确定"
SUSPECTED: Certainty = "疑似"
TOO_FEW: Certainty = "人数太少，不能判断"
Status = Literal["found", "too_few", "fine", "untestable"]
HUNDRED = 100.0
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a number held against a limit comes to.

    Attributes:
        status: ``found``, ``fine``, or ``too_few`` to call it either.
        certainty: Of what was found, and of what cannot be told.
        severity: Of what was found.
        distance: How far beyond the limit; negative on its good side.
        needed: How many people (or people a year) would be needed to tell; None where it can be told.
    """

    status: Status
    certainty: Certainty | None = None
    severity: Severity | None = None
    distance: float
    needed: int | None = None

    @property
    def rank(self) -> tuple[int, int, float]:
        """Gravest, surest and farthest first."""
        gravity = SEVERITIES.index(self.severity) if self.severity else -1
        return -gravity, int(self.certainty != SURE), -self.distance


def judge(check: Check, number: Number, *, limit: float) -> Judgement:
    """Hold a number against its limit.

    Args:
        check: Direction, steps and least base.
        number: The number; of a comparison with the past, the change since.
        limit: What it is held against; of the past, the change that is tolerated.

    Example:
        >>> from sgstats.ledger.issues import checks
        >>> men = Number(value=5.0, low=4.0, high=6.3, people=67, base=1336)
        >>> found = judge(checks()["sex_ratio"], men, limit=20)
        >>> found.status, found.certainty, found.severity, found.distance
        ('found', '确定', '严重', 15.0)
    """
    distance = round(check.sign * (number.value - limit), 9)
    if _few(check, number):
        needed = _needed(check, number, limit)
        return Judgement(status="too_few", certainty=TOO_FEW, distance=distance, needed=needed)
    if distance <= 0 or (check.compare == "past" and not _beyond(check, number, 0)):
        return Judgement(status="fine", distance=distance)
    sure = not number.doubt and _beyond(check, number, limit) and _spared(check, number, limit)
    return Judgement(
        status="found",
        certainty=SURE if sure else SUSPECTED,
        severity=severity(check, distance, sure=sure),
        distance=distance,
        needed=None if sure else _needed(check, number, limit),
    )


def severity(check: Check, distance: float, *, sure: bool) -> Severity:
    """How grave a problem at this distance from its limit is.

    Example:
        >>> from sgstats.ledger.issues import checks
        >>> men = checks()["sex_ratio"]
        >>> men.steps, [severity(men, distance, sure=True) for distance in (4.9, 5, 14.9, 15)]
        ((5.0, 15.0), ['一般', '较重', '较重', '严重'])
    """
    grave = 1 + sum(distance >= step for step in check.steps) if sure else 0
    return SEVERITIES[min(grave, SEVERITIES.index(check.most))]


def _few(check: Check, number: Number) -> bool:
    """Whether the base is too small to say anything; facts need none, but for nobody among few."""
    by_chance = not number.exact or check.number == "people"
    return by_chance and number.base is not None and number.base < check.least_base


def _beyond(check: Check, number: Number, limit: float) -> bool:
    """Whether the whole interval lies on the bad side of a limit."""
    end = number.low if check.problem == "above" else number.high
    return number.exact or (end is not None and round(check.sign * (end - limit), 9) > 0)


def _spared(check: Check, number: Number, limit: float) -> bool:
    """The same if all unknown people were counted the other way."""
    if number.spared is None:
        return True
    end = number.spared[0] if check.problem == "above" else number.spared[1]
    return round(check.sign * (end - limit), 9) > 0


def _needed(check: Check, number: Number, limit: float) -> int | None:
    """How large a base would tell this very number from the limit.

    Formula:
        n = z² · t(1 - t) / (p - t)² of a share p and a limit t; z² · 100 · t / (v - t)² of a rate per 100

    Both invert the score test, so that a share's n is the first whose Wilson interval leaves out t.
    None where the two are the same, or the change since the past is asked for.
    """
    gap = number.value - limit
    if check.compare == "past" or number.exact or not gap:
        return check.least_base if number.base is not None and number.base < check.least_base else None
    spread = limit * (HUNDRED - limit) if check.number == "share" else limit * HUNDRED
    z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
    return max(check.least_base, ceil(z * z * max(spread, 0.0) / (gap * gap)))
