"""The smallest change that would put a broken rule right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sgstats.claims.arithmetic.figure import Figure
from sgstats.claims.arithmetic.relation import Bounds, Relation, within

Touching = Mapping[int, Sequence[Relation]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One number and what it would have to be, in its own steps."""

    figure: Figure
    to: int


def touching(relations: Iterable[Relation]) -> Touching:
    """The relations that every number stands in, by the number's identity."""
    found: dict[int, list[Relation]] = defaultdict(list)
    for relation in relations:
        for one in relation.figures:
            found[id(one)].append(relation)
    return found


def changes(relation: Relation, others: Touching) -> tuple[Change, ...]:
    """Every single number of a broken relation whose change makes all its own relations hold.

    Args:
        relation: The broken one.
        others: All relations by number.

    Returns:
        Those that mend most relations; empty where no single number will do.
    """
    found = [(one, _common(one.allowed_in(others))) for one in _distinct(relation)]
    fitting = [Change(figure=one.figure, to=_nearest(one.figure, bounds)) for one, bounds in found if bounds]
    mended = {id(change.figure): _broken(others[id(change.figure)]) for change in fitting}
    most = max(mended.values(), default=0)
    return tuple(change for change in fitting if mended[id(change.figure)] == most)


@dataclass(frozen=True, slots=True)
class _One:
    figure: Figure

    def allowed_in(self, others: Touching) -> list[Bounds]:
        """What each of its relations allows it to be; only a change is ever below zero."""
        relations = others[id(self.figure)]
        least = None if any(self._may_fall(relation) for relation in relations) else 0
        return [(least, None), *(relation.allowed(self.figure) for relation in relations)]

    def _may_fall(self, relation: Relation) -> bool:
        changes = relation.form == "growth" or relation.check == "difference"
        return relation.result is self.figure and changes


def _distinct(relation: Relation) -> list[_One]:
    return [_One(one) for one in {id(one): one for one in relation.figures}.values()]


def _common(bounds: list[Bounds]) -> Bounds | None:
    lows = [low for low, _ in bounds if low is not None]
    highs = [high for _, high in bounds if high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return None if low is not None and high is not None and low > high else (low, high)


def _nearest(one: Figure, bounds: Bounds) -> int:
    low, high = bounds
    if within(one.place, bounds):
        return int(one.place)
    return low if low is not None and one.place < low else int(high or 0)


def _broken(relations: Sequence[Relation]) -> int:
    return sum(not relation.holds for relation in relations)
