"""From relations to what is reported: every broken one, and in one line each what agrees."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from sgstats.claims.arithmetic.figure import Figure, shown
from sgstats.claims.arithmetic.mending import Change, Touching, changes, touching
from sgstats.claims.arithmetic.relation import Bounds, Relation
from sgstats.claims.arithmetic.span import Span
from sgstats.claims.claim import Breach, Outcome
from sgstats.messages import listed, say

MINUS = "\u2212"
FEW = 8
"""So many numbers are written out; more are told by their first and last."""


def judged(relations: Sequence[Relation]) -> Iterator[Breach]:
    """What every relation comes to: the broken ones one by one, the others by line.

    Args:
        relations: Of one document.
    """
    others = touching(relations)
    agreeing: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    for relation in relations:
        if relation.holds:
            agreeing[relation.check, relation.line].append(relation)
        else:
            yield broken(relation, others)
    for same in agreeing.values():
        yield _consistent(same)


def broken(relation: Relation, others: Touching) -> Breach:
    """A relation that does not hold, with what was expected and what would mend it."""
    printed, expected = compared(relation)
    return Breach(
        check=relation.check,
        quote=equation(relation),
        cells=addresses(relation.figures),
        printed=printed,
        expected=expected,
        outcome=_outcome(relation),
        reason=_reason(relation, printed, expected),
        mend=_mend(changes(relation, others)),
    )


def _outcome(relation: Relation) -> Outcome:
    """A percentage that no whole number of people gives is impossible, not only wrong."""
    base = relation.taken[0] if len(relation.taken) == 1 else None
    if relation.check != "percent_of_counts" or base is None or base.rounded:
        return "contradicted"
    low, high = Figure(at="", text="", value=base.value).fitting(
        relation.result.span.times(1 / relation.scale).multiplied(base.span)
    )
    return "impossible" if low is not None and high is not None and low > high else "contradicted"


def compared(relation: Relation) -> tuple[str, str]:
    """What is printed and what it must be.

    Of a sum that must make up a given number: the sum, and all sums that rounding allows.
    """
    result = relation.result
    if not result.fixed:
        return result.text, bounds_in_words(result, result.fitting(relation.expected))
    total = sum((one.value for one in relation.added), Fraction(0))
    step = min(one.step for one in relation.added)
    ends = relation.expected
    # A printed sum may lie so far from the true one as the sum of all roundings allows.
    low = result.value + total - (ends.high or total)
    high = result.value + total - (ends.low or total)
    one = Figure(at="", text="", value=total, step=step, percent=result.percent)
    return one.shown(int(one.place)), bounds_in_words(
        one, one.fitting(Span(low, high, low_open=ends.high_open))
    )


def _reason(relation: Relation, printed: str, expected: str) -> str:
    gap = abs(relation.result.value - sum((one.value for one in relation.added), Fraction(0)))
    places = {"printed": _bare(printed), "expected": expected, "cell": relation.result.at or relation.line}
    places |= {"gap": shown(gap)}
    sentence = say(f"arithmetic.{relation.check}", formula=equation(relation), **places)
    tie = say("arithmetic.tie") if _is_tie(relation) else ""
    return f"{sentence}{tie}{relation.note}"


def _is_tie(relation: Relation) -> bool:
    """Whether the true number lies in the middle and was printed downwards, as some programs do."""
    low, high, one = relation.expected.low, relation.expected.high, relation.result
    return one.rounded and low is not None and low == high == one.value + one.step / 2


def _consistent(same: Sequence[Relation]) -> Breach:
    first = same[0]
    what = say(f"arithmetic.check_{first.check}")
    sentence = say("arithmetic.agrees", what=what, line=first.line, count=len(same))
    printed, expected = compared(first) if len(same) == 1 else ("", "")
    return Breach(
        check=first.check,
        quote=equation(first) if len(same) == 1 else first.line,
        cells=addresses([one for relation in same for one in _shown_cells(relation)]),
        printed=printed,
        expected=expected,
        outcome="consistent",
        reason=f"{sentence}{first.note}",
    )


def _shown_cells(relation: Relation) -> tuple[Figure, ...]:
    return relation.figures if relation.result.fixed else (relation.result,)


def equation(relation: Relation) -> str:
    """The relation in numbers as printed: 1+0+5+2=9."""
    above, below = _plus(relation.added), _plus(relation.taken)
    left = _bare(compared(relation)[0])
    if relation.form == "sum":
        return f"{above}{MINUS if below else ''}{below.replace('+', MINUS)}={left}"
    if relation.form == "at_most":
        return f"{left}≤{above}" + (f"×{shown(relation.scale)}" if relation.scale != 1 else "")
    if relation.form == "at_least":
        return f"{left}≥{above}"
    quotient = f"{_bracketed(above)}÷{_bracketed(below)}"
    before, behind = {"growth": ("", f"{MINUS}1"), "lack": (f"1{MINUS}", "")}.get(relation.form, ("", ""))
    return f"{before}{quotient}{behind}={left}"


def _plus(figures: Sequence[Figure]) -> str:
    texts = [_bare(one.text) for one in figures]
    return "+".join(texts if len(texts) <= FEW else [*texts[:2], "…", texts[-1]])


def _bare(text: str) -> str:
    """A number without the measure word of people."""
    return re.sub(r"(?<=[\d万])[人名位]$", "", text)


def _bracketed(text: str) -> str:
    return f"({text})" if "+" in text else text


def bounds_in_words(one: Figure, bounds: Bounds) -> str:
    """A range of printed numbers: 9, 61–73, ≤12, or a dash where nothing fits."""
    low, high = bounds
    if low is None or high is None:
        end = high if low is None else low
        return ("≤" if low is None else "≥") + one.shown(end) if end is not None else "—"
    if low > high:
        return "—"
    return one.shown(low) if low == high else f"{one.shown(low)}–{one.shown(high)}"


def addresses(figures: Sequence[Figure]) -> tuple[str, ...]:
    """Where numbers stand, each place once, many in a row by the first and last."""
    places = list(dict.fromkeys(one.at for one in figures if one.at))
    if len(places) <= FEW * 2:
        return tuple(places)
    return (*places[:2], f"{places[2]}:{places[-1].rpartition('!')[2]}")


def _mend(found: tuple[Change, ...]) -> str:
    if not found:
        return say("arithmetic.mend_none")
    texts = [f"{one.figure.at} {one.figure.text}→{one.figure.shown(one.to)}" for one in found]
    if len(found) == 1:
        return say("arithmetic.mend_one", change=texts[0])
    more = "…" if len(texts) > FEW else ""
    return say("arithmetic.mend_some", changes=listed(texts[:FEW]) + more)
