"""Percentages of a text against the counts told with them, and those of one group against 100."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from sgstats.claims.arithmetic.figure import Figure
from sgstats.claims.arithmetic.mentions import REST, Mention, Sentence
from sgstats.claims.arithmetic.relation import Relation
from sgstats.claims.arithmetic.told_rates import told_rate
from sgstats.claims.arithmetic.told_sums import leaves_nobody_out
from sgstats.claims.arithmetic.words import pattern

HUNDRED = Fraction(100)
NEAR_HUNDRED = 5
LEAST = 3
LITTLE = 1
"""So many percent short, a list may still be meant to name everybody."""


def told_shares(sentence: Sentence, before: Sequence[Mention]) -> Iterator[Relation]:
    """Every percentage of a sentence that speaks of a count just before it.

    The base is the one named in the percentage's own clause (占69人的); else a total told before, the
    nearest first; one that agrees is taken, so that only what no reading explains is contradicted.

    Args:
        sentence: The sentence.
        before: Counts of the same paragraph before it, which may be the base.
    """
    earlier: list[Mention] = []
    for one in sentence.mentions:
        if one.kind == "percent" and not told_rate(one):
            readings = [*_readings(sentence, one, earlier, before)]
            agreeing = [relation for relation, _ in readings if relation.holds]
            yield from agreeing[:1] or [relation for relation, sure in readings if sure][:1]
        earlier.append(one)


def told_hundred(sentence: Sentence) -> Iterator[Relation]:
    """The percentages of one group (男 and 女, decades, grades) against 100."""
    groups: dict[str, dict[str, Mention]] = defaultdict(dict)
    for one, family, member in sentence.members("percent"):
        if not told_rate(one):
            groups[family].setdefault(member, one)
    for family, members in groups.items():
        added = tuple(one.figure for one in members.values())
        if _makes_a_hundred(sentence, family, members):
            full = Figure(at="", text="100%", value=HUNDRED, percent=True, fixed=True)
            yield Relation(check="percents_sum", line=sentence.at, result=full, added=added)


def _makes_a_hundred(sentence: Sentence, family: str, members: Mapping[str, Mention]) -> bool:
    """Whether percentages leave nobody out, or come near: some may be left out of what is less."""
    off = sum((one.figure.value for one in members.values()), Fraction(0)) - HUNDRED
    if family == "gender":
        return len(members) == 2 and "比" not in sentence.text
    if len(members) < LEAST or abs(off) > NEAR_HUNDRED:
        return REST in members and len(members) >= LEAST
    short = -off > LITTLE
    return not short or leaves_nobody_out(family, members)


def _readings(
    sentence: Sentence, share: Mention, earlier: Sequence[Mention], before: Sequence[Mention]
) -> Iterator[tuple[Relation, bool]]:
    """The percentage by every base it may have, and whether words say that it is of that base."""
    counts = [one for one in earlier if one.kind == "count"]
    if not counts or earlier[-1] is not counts[-1]:
        return
    last = counts[-1]
    if pattern("text.base_before").match(share.gap.strip()) and "占" in last.label and len(counts) > 1:
        yield _share(sentence, share, counts[-2], last), True
    elif pattern("text.of_before").match(share.gap.strip()) or _names_its_part(share, last):
        named = _named_base(last, counts[:-1])
        for base in [*([named] if named else []), *_bases(last, counts[:-1], before)]:
            yield _share(sentence, share, last, base), base is named or base.total


def _named_base(part: Mention, counts: Sequence[Mention]) -> Mention | None:
    """The base that words name: 1131人中, the number that 其中 goes back to, 500户 before 450户."""
    outer = [one for one in counts if not one.inner]
    near = [one for one in counts[-1:] if one.among or (not one.people and one.measure == part.measure)]
    base = next(iter(near or (outer[::-1] if part.inner else [])), None)
    alike = base is not None and (base.people or base.measure == part.measure)
    return base if base and alike and base.figure.value >= part.figure.value > 0 else None


def _names_its_part(share: Mention, part: Mention) -> bool:
    """满意64份，满意率92.8%: the rate has the name of what was just counted."""
    told = re.fullmatch(r"[,，、(（]*(?P<stem>[一-鿿]{2,4})[率度](?:达到?|为|是)?", share.gap.strip())
    return told is not None and told["stem"] in part.label


def _bases(part: Mention, counts: Sequence[Mention], before: Sequence[Mention]) -> list[Mention]:
    """What a part may be a share of: totals first, the nearest first, then whatever is no smaller."""
    here, there = counts[::-1], [one for one in before[::-1] if one.kind == "count"]
    totals = [one for one in (*here, *there) if one.total]
    others = [one for one in here if one not in totals and one.family is None]
    return [one for one in (*totals, *others) if one.figure.value >= part.figure.value and one.figure.value]


def _share(sentence: Sentence, share: Mention, part: Mention, base: Mention) -> Relation:
    return Relation(
        check="percent_of_counts",
        line=sentence.at,
        result=share.figure,
        added=(part.figure,),
        taken=(base.figure,),
        form="quotient",
        scale=HUNDRED,
    )
