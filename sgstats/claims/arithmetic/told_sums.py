"""Parts of a text against the whole told with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from sgstats.claims.arithmetic.mentions import REST, Mention, Sentence
from sgstats.claims.arithmetic.relation import Relation
from sgstats.claims.arithmetic.words import pattern
from sgstats.messages import listed, say

NEAR = Fraction(1, 5)
COMPLETE = {"gender": 2, "grade": 4, "decade": 3, "study": 3}
OVERLAPPING = {"age"}
"""Groups whose members may hold one another: 35岁以下 and 45岁以下."""
"""From so many members on a group told together leaves nobody out."""


def told_parts(sentence: Sentence, before: Sequence[Mention]) -> Iterator[Relation]:
    """Counts that exclude one another against the total told with them.

    A remark on some of them again (尤其是50岁左右的有4人) is not added. Where the sentence does not
    list everybody, only parts that are more than the whole are contradicted.

    Args:
        sentence: The sentence.
        before: Numbers of the same paragraph before it.
    """
    groups = _families(sentence)
    for family, parts in groups.items():
        once = sum(group == family for _, group, _ in sentence.members("count"))
        complete = leaves_nobody_out(family, parts) and len(parts) == once
        yield from _against(sentence, list(parts.values()), before, complete=complete)
    if not groups:
        yield from _listed_after_colon(sentence)


def leaves_nobody_out(family: str, members: Collection[str]) -> bool:
    """Whether the members told of a group are all there are: so many of them, or all others beside them.

    Example:
        >>> leaves_nobody_out("gender", ["男", "女"]), leaves_nobody_out("party", ["党员", "群众"])
        (True, False)
        >>> leaves_nobody_out("party", ["党员", "其他"])
        True
    """
    return REST in members or (family in COMPLETE and len(members) >= COMPLETE[family])


def _families(sentence: Sentence) -> dict[str, dict[str, Mention]]:
    """Counts by the group they are members of, each member once, groups of two or more."""
    groups: dict[str, dict[str, Mention]] = defaultdict(dict)
    for one, family, member in sentence.members("count"):
        if family not in OVERLAPPING and not (one.inner and "其中" not in one.label):
            groups[family].setdefault(member, one)
    return {name: parts for name, parts in groups.items() if len(parts) > 1}


def _against(
    sentence: Sentence, parts: list[Mention], before: Sequence[Mention], *, complete: bool
) -> Iterator[Relation]:
    added = tuple(one.figure for one in parts)
    note = _overlaps(sentence, parts)
    readings = [
        (
            Relation(check="parts_and_whole", line=sentence.at, result=one.figure, added=added, note=note),
            sure,
        )
        for one, sure in _totals(sentence, parts, before)
    ]
    agreeing = [relation for relation, _ in readings if relation.holds]
    told = [relation for relation, sure in readings if sure]
    total = sum((one.value for one in added), Fraction(0))
    if agreeing:
        yield agreeing[0]
    elif told and (complete or all(total > one.result.value for one in told)):
        yield told[0]


def _totals(
    sentence: Sentence, parts: list[Mention], before: Sequence[Mention]
) -> Iterator[tuple[Mention, bool]]:
    """What the parts may add up to, and whether words say so.

    Totals of the sentence; the number just before the parts; totals told before, of which a sentence
    that names a unit need not speak.
    """
    counts = [one for one in sentence.of("count") if one not in parts and one.family is None and not one.rest]
    yield from ((one, True) for one in counts if one.total)
    order = sentence.mentions.index(parts[0])
    just_before = [one for one in sentence.mentions[:order][-1:] if one in counts and not one.total]
    yield from ((one, pattern("text.introduced").search(parts[0].gap) is not None) for one in just_before)
    of_unit = pattern("text.unit").search(sentence.text) is not None
    yield from ((one, not of_unit) for one in before[::-1] if one.kind == "count" and one.total)


def _overlaps(sentence: Sentence, parts: list[Mention]) -> str:
    """What was told of some of the parts again."""
    again = [
        one for one in sentence.of("count") if one.inner and one not in parts and "其中" not in one.label
    ]
    return say("arithmetic.overlap", numbers=listed(one.figure.text for one in again)) if again else ""


def _listed_after_colon(sentence: Sentence) -> Iterator[Relation]:
    """共9人：甲类4人、乙类5人: a list behind a colon, where it is near the whole at all."""
    counts = sentence.of("count")
    for place, whole in enumerate(counts[:-2]):
        parts = counts[place + 1 :]
        if (
            whole.behind
            or not parts[0].gap.lstrip().startswith((":", "："))
            or any(one.inner for one in parts)
        ):
            continue
        relation = Relation(
            check="parts_and_whole",
            line=sentence.at,
            result=whole.figure,
            added=tuple(one.figure for one in parts),
        )
        off = abs(whole.figure.value - sum((one.figure.value for one in parts), Fraction(0)))
        if off <= NEAR * whole.figure.value:
            yield relation
        return
