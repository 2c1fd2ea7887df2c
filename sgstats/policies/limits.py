"""Numbers of a pack that must fit together: bands, weights, shares, dates."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from sgstats.errors import Refused

if TYPE_CHECKING:
    from sgstats.policies.grading import AbsenceLimit, Band, Item
    from sgstats.policies.pack import Pack

FULL = Decimal(100)
"""Scores go from 0 to this."""
LIMITS = ("over", "least", "most")
EFFECTS = ("outcome", "effect", "no_performance_pay", "needs_human")


def misfits(pack: Pack, file: str) -> Iterator[Refused]:
    """Every number that does not fit the others."""
    yield from _bands(pack, file)
    yield from _weights(pack, file)
    yield from _shares(pack, file)
    yield from _empty(pack, file)
    yield from _orders(pack, file)
    yield from _duties(pack, file)


def _bands(pack: Pack, file: str) -> Iterator[Refused]:
    """Every score from 0 to 100 is in one band or in the declared gap."""
    bands = sorted(pack.bands, key=lambda band: band.least)
    for band in bands:
        if band.below is not None and band.most is not None:
            yield Refused("policy.two_ends", file=file, grade=band.grade)
    for lower, upper in pairwise(bands):
        if _reaches(lower, upper):
            yield Refused("policy.bands_overlap", file=file, lower=lower.grade, upper=upper.grade)
        elif _is_hole(lower, upper) and not _declared(pack, lower, upper):
            yield _hole(file, start=_top(lower), end=upper.least)
        if pack.scale.index(upper.grade) > pack.scale.index(lower.grade):
            yield Refused("policy.bands_turned", file=file, lower=lower.grade, upper=upper.grade)
    yield from _ends(bands, file)
    if pack.gap and not any(_declared(pack, lower, upper) for lower, upper in pairwise(bands)):
        yield Refused("policy.no_such_gap", file=file, start=pack.gap.over, end=pack.gap.below)


def _reaches(lower: Band, upper: Band) -> bool:
    """The lower band goes on where the upper has begun."""
    if lower.below is not None:
        return lower.below > upper.least
    return lower.most is None or lower.most >= upper.least


def _is_hole(lower: Band, upper: Band) -> bool:
    """Some score lies above the lower band and under the upper one."""
    return lower.below is None or lower.below < upper.least


def _top(band: Band) -> Decimal:
    """Where a band ends, whether that point is its own or not."""
    return next((end for end in (band.below, band.most) if end is not None), FULL)


def _declared(pack: Pack, lower: Band, upper: Band) -> bool:
    gap = pack.gap
    return gap is not None and (gap.over, gap.below) == (lower.most, upper.least)


def _hole(file: str, *, start: Decimal, end: Decimal) -> Refused:
    return Refused("policy.bands_gap", file=file, start=start, end=end)


def _ends(bands: list[Band], file: str) -> Iterator[Refused]:
    if bands and bands[0].least > 0:
        yield _hole(file, start=Decimal(0), end=bands[0].least)
    if bands and (_top(bands[-1]) < FULL or bands[-1].below == FULL):
        yield _hole(file, start=_top(bands[-1]), end=FULL)
    for band in bands:
        if _top(band) < band.least or band.below == band.least or max(band.least, _top(band)) > FULL:
            yield Refused("policy.band_empty", file=file, grade=band.grade)


def _weights(pack: Pack, file: str) -> Iterator[Refused]:
    """Every rater has a weight and they make up the whole, or none has."""
    weights = [rater.weight for rater in pack.raters]
    known = [weight for weight in weights if weight is not None]
    if known and len(known) < len(weights):
        without = next(rater.name for rater in pack.raters if rater.weight is None)
        yield Refused("policy.weight_missing", file=file, rater=without)
    elif known and sum(known) != 1:
        yield Refused("policy.weights_sum", file=file, sum=_percent(sum(known, Fraction(0))))


def _shares(pack: Pack, file: str) -> Iterator[Refused]:
    """The two parts of pay make up the whole."""
    if pack.pay is None:
        return
    base, performance = pack.pay.base_share, pack.pay.performance_share
    if base is not None and performance is not None and base + performance != 1:
        yield Refused("policy.pay_shares", file=file, sum=_percent(base + performance))


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.6g}%"


def _empty(pack: Pack, file: str) -> Iterator[Refused]:
    """Rules that say when but not what, or what but not when."""
    for run in pack.runs:
        if bool(run.grades) == bool(run.below):
            yield Refused("policy.run_of_what", file=file, id=run.id)
        if not any(getattr(run, effect) for effect in EFFECTS):
            yield Refused("policy.no_effect", file=file, id=run.id)
    rules: tuple[AbsenceLimit | Item, ...] = (*pack.absences, *pack.items)
    for rule in rules:
        if not (rule.grade or rule.outcome):
            yield Refused("policy.no_effect", file=file, id=rule.id)
    for vote in pack.votes:
        if not vote.counts or all(getattr(vote, limit) is None for limit in LIMITS):
            yield Refused("policy.no_limit", file=file, id=vote.id)


def _orders(pack: Pack, file: str) -> Iterator[Refused]:
    """First things before last things."""
    force = pack.in_force
    pairs: list[tuple[str, object, object]] = [(phase.id, phase.first, phase.last) for phase in pack.phases]
    if force.first and force.last:
        pairs.append(("in_force", force.first, force.last))
    if pack.self_assessment:
        pairs.append((pack.self_assessment.id, pack.self_assessment.least, pack.self_assessment.most))
    if pack.levels:
        pairs += [(track.post, track.least, track.most) for track in pack.levels.tracks]
    for key, first, last in pairs:
        if first > last:  # type: ignore[operator]
            yield Refused("policy.wrong_order", file=file, key=key, first=first, last=last)


def _duties(pack: Pack, file: str) -> Iterator[Refused]:
    """A training duty has one period."""
    for duty in pack.training:
        if duty.periods > 1:
            yield Refused("training.two_periods", file=file, id=duty.id)
