"""Rates, densities and growth of a text against the counts told with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, product

from sgstats.claims.arithmetic.figure import Figure
from sgstats.claims.arithmetic.formulas import FORMULAS, chosen, rate_of, readings
from sgstats.claims.arithmetic.mentions import Mention, Sentence
from sgstats.claims.arithmetic.relation import Relation
from sgstats.claims.arithmetic.words import pattern

MOST = 64
"""Ways to read the counts of one paragraph that are tried."""
EXCELLENT_CAP = Fraction(1, 5)


def told_rates(sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Every rate of a sentence by every formula whose counts its paragraph tells.

    Args:
        sentence: The sentence.
        mentions: All numbers of its paragraph.
    """
    for one in sentence.mentions:
        rate = told_rate(one)
        if rate and one.kind in {"percent", "rate"} and not one.says("last_year"):
            found = _found(rate, one, [other for other in mentions if other.kind == "count"], sentence.at)
            relation = chosen(found)
            if relation:
                yield relation


def told_rate(one: Mention) -> str | None:
    """Which rate a number is said to be; None if none with a formula."""
    if one.kind == "rate":
        return "density"
    changes = [] if pattern("text.of_a_share").search(one.label) else ["growth", "fall"]
    told = next((name for name in changes if pattern(f"text.{name}").search(one.label)), None)
    return told or rate_of(one.label)


def told_cap(sentence: Sentence) -> Iterator[Relation]:
    """At most a fifth of those appraised are 优秀."""
    counts = sentence.of("count")
    excellent = next((one for one in counts if one.family == ("grade", "优秀")), None)
    base = next((one for one in counts if one.says("appraised") and one is not excellent), None)
    if excellent and base:
        yield Relation(
            check="excellent_cap",
            line=sentence.at,
            result=excellent.figure,
            added=(base.figure,),
            form="at_most",
            scale=EXCELLENT_CAP,
        )


def _found(rate: str, one: Mention, counts: Sequence[Mention], at: str) -> dict[str, Relation]:
    """For every formula a reading of the counts that agrees with the rate, else the first."""
    needed = {
        name for formula in FORMULAS if formula.rate == rate for name in (*formula.above, *formula.below)
    }
    told = {name: _told(name, counts) for name in sorted(needed)}
    known = {name: figures for name, figures in told.items() if figures}
    found: dict[str, Relation] = {}
    for some in islice(product(*known.values()), MOST):
        if len({id(figure) for figure in some}) < len(some):
            continue
        for name, relation in readings(rate, one.figure, dict(zip(known, some, strict=True)), line=at):
            if name not in found or (relation.holds and not found[name].holds):
                found[name] = relation
    return found


def _told(name: str, counts: Sequence[Mention]) -> list[Figure]:
    """The counts that may be meant by a name, surest first."""
    counts = [one for one in counts if not one.net]
    told = [one.figure for one in counts if one.says(name)]
    if name == "this_year":
        told += [one.figure for one in counts if not one.says("last_year") and one.figure not in told]
    return told
