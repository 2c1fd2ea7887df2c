"""A claim against what the data says: consistent, contradicted, impossible or untestable, and why."""

from __future__ import annotations

from fractions import Fraction
from math import isfinite

from sgstats.claims.claim import Answer, Claim, Outcome, Quantity, Subject, Verdict
from sgstats.claims.meaning.readings import reading, right_number
from sgstats.claims.numbers.ranges import HUNDRED, NO_END, counts, is_rough, nearest, percent_of
from sgstats.messages import say

FAR = Fraction(1, 10)
"""A printed base so far from the data's, as a part of it, is no slip of the pen and no other day."""


def judge(claim: Claim, subject: Subject | None, answer: Answer | None) -> Verdict:
    """Whether what a text says agrees with the data.

    A percentage that no whole number of people gives of the base (the text's own, else the data's) is
    impossible, whatever the data says. Otherwise the number that the data has must lie in what the words
    allow: for a percentage the share, for a ratio the second side per one of the first, for changes the
    change in the direction the words name.

    Args:
        claim: The number and its words.
        subject: The reading to judge; None where it is not understood.
        answer: What the data says to that reading, protected for its reader; None where nothing was asked.

    Returns:
        ``untestable`` where no answer is shown, where the words name no number (多名), and where the text
        counts its percentage of other people than the data does: its base is more than a tenth off.

    Example:
        >>> from sgstats.claims.numbers.quantities import quantities
        >>> five = Claim(quote="男性占5%", paragraph=1, start=3, end=5, quantity=quantities("5%")[0])
        >>> men = Subject(metric="structure", number="share", of="gender", values=("男",))
        >>> seen = judge(five, men, Answer(people=69, base=1336, value=None, status="shown"))
        >>> seen.outcome, seen.count_low, seen.count_high
        ('consistent', 61, 73)
    """
    base = _base(claim, subject, answer)
    allowed = _allowed(claim.quantity, base)
    if base and allowed is None and _is_share(claim.quantity, subject):
        return _verdict("impossible", None, _no_count(claim.quantity, base))
    missing = _untold(claim, subject, answer) or _of_others(claim, answer)
    if missing or answer is None:
        return _verdict("untestable", allowed, missing)
    return _compared(claim, answer, allowed)


def _base(claim: Claim, subject: Subject | None, answer: Answer | None) -> int | None:
    """How many people a percentage is of: as the text says, else as the data does."""
    if claim.base is not None:
        return claim.base
    is_rate = subject is not None and (subject.number == "value" or subject.earlier is not None)
    return None if answer is None or answer.status != "shown" or is_rate else answer.base


def _allowed(quantity: Quantity, base: int | None) -> tuple[int, int] | None:
    """The counts that the words mean; a count means its people, whatever they are of."""
    return counts(quantity, base=base if quantity.kind == "percent" else None)


def _is_share(quantity: Quantity, subject: Subject | None) -> bool:
    """Whether the percentage is of people, each counted once: no growth, no rate."""
    is_share = subject is None or (subject.number in {"share", "people"} and subject.earlier is None)
    return quantity.kind == "percent" and quantity.step > 0 and is_share


def _untold(claim: Claim, subject: Subject | None, answer: Answer | None) -> str:
    """Why nothing can be compared; empty where something can."""
    if claim.missing is not None:
        return say(claim.missing, **claim.words)
    if subject is None or answer is None:
        return say("claim.not_understood")
    if answer.status != "shown":
        return answer.reason or say("claim.not_shown")
    told = actual(claim.quantity, answer)
    if told is None:
        return say("claim.nothing_to_compare", printed=claim.quantity.printed)
    if claim.quantity.step == 0 and not _below(claim.quantity, told):
        return say("claim.no_number", printed=claim.quantity.printed, right=right(claim.quantity, answer))
    return ""


def _of_others(claim: Claim, answer: Answer | None) -> str:
    """A base in print that is far from the data's is one of other people: 8人中，62.5%为60后."""
    base = None if answer is None else answer.base
    if claim.quantity.kind != "percent" or claim.base is None or not base:
        return ""
    if abs(claim.base - base) <= FAR * base:
        return ""
    return say("claim.base_of_others", printed=claim.base, actual=base)


def _below(quantity: Quantity, told: Fraction) -> bool:
    return quantity.low is not None and told < quantity.low


def _compared(claim: Claim, answer: Answer, allowed: tuple[int, int] | None) -> Verdict:
    quantity = claim.quantity
    told = actual(quantity, answer)
    told_right = right(quantity, answer)
    read = reading(quantity, allowed, base=claim.base or answer.base)
    if told is not None and (within(quantity, told) or _roughly(quantity, answer, allowed)):
        reason = say("claim.agrees", right=told_right, reading=read)
        return _verdict("consistent", allowed, reason + _other_base(claim, answer))
    reason = say("claim.contradicts", right=told_right, reading=read)
    return _verdict("contradicted", allowed, reason + _other_base(claim, answer))


def actual(quantity: Quantity, answer: Answer) -> Fraction | None:
    """The data's number in the measure of the printed one: a share as 0 … 100, a ratio as x of 1:x.

    Example:
        >>> from sgstats.claims.numbers.quantities import quantities
        >>> ratio = quantities("1:3.2")[0]
        >>> actual(ratio, Answer(people=10, base=32, value=None, status="shown"))
        Fraction(16, 5)
    """
    people, base, value = answer.people, answer.base, answer.value
    told = None if value is None or not isfinite(value) else Fraction(str(round(value, 9)))
    if quantity.kind == "count":
        return told if people is None else Fraction(people)
    if quantity.kind in {"value", "points", "rate", "times"} and told is not None:
        return told
    if people is None or base is None:
        return told if quantity.kind == "percent" else None
    return _quotient(quantity, people, base) if told is None else told


def _quotient(quantity: Quantity, people: int, base: int) -> Fraction | None:
    over, under = (base, people) if quantity.kind == "ratio" else (people, base)
    factor = {"percent": HUNDRED, "rate": HUNDRED * HUNDRED, "ratio": 1, "times": 1}.get(quantity.kind)
    return Fraction(over * factor, under) if under and factor else None


def within(quantity: Quantity, told: Fraction) -> bool:
    """Whether a value lies in what the words allow.

    Example:
        >>> from sgstats.claims.numbers.quantities import quantities
        >>> near = quantities("近78%")[0]
        >>> within(near, Fraction(779, 10)), within(near, Fraction(78))
        (True, False)
    """
    low, high = quantity.low, quantity.high
    over = low is None or told > low or (told == low and not quantity.low_open)
    under = high is None or told < high or (told == high and not quantity.high_open)
    return over and under


def _roughly(quantity: Quantity, answer: Answer, allowed: tuple[int, int] | None) -> bool:
    """Whether a share in rough words is one of the counts next to them."""
    if quantity.kind != "percent" or not is_rough(quantity) or allowed is None or answer.people is None:
        return False
    return allowed == counts(quantity, base=answer.base) and allowed[0] <= answer.people <= allowed[1]


def right(quantity: Quantity, answer: Answer) -> str:
    """The data's number in words, in the measure of the printed one; empty where it has none.

    Args:
        quantity: The printed number.
        answer: What the data says.
    """
    return right_number(quantity, answer, actual(quantity, answer))


def _other_base(claim: Claim, answer: Answer) -> str:
    """A word on a text that counts its percentage of more or fewer people than the data has."""
    if claim.quantity.kind != "percent" or claim.base is None or answer.base in {None, claim.base}:
        return ""
    return say("claim.other_base", printed=claim.base, actual=answer.base)


def _no_count(quantity: Quantity, base: int) -> str:
    near = [
        say("claim.near_count", people=people, percent=percent_of(people, base, step=quantity.step))
        for people in nearest(quantity, base=base)
    ]
    key = "claim.impossible" if len(near) > 1 else "claim.impossible_beyond"
    return say(key, base=base, printed=quantity.printed, near=say("claim.and").join(near))


def _verdict(outcome: Outcome, allowed: tuple[int, int] | None, reason: str) -> Verdict:
    low, high = allowed or (None, None)
    return Verdict(outcome=outcome, count_low=low, count_high=None if high == NO_END else high, reason=reason)
