"""Rates recomputed from the counts printed beside them, by every formula in use.

Where a rate has several denominators, one that agrees is named; where none agrees, what each of
them would give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from sgstats.claims.arithmetic.figure import Figure
from sgstats.claims.arithmetic.judging import bounds_in_words
from sgstats.claims.arithmetic.relation import Form, Relation
from sgstats.claims.arithmetic.words import names, says
from sgstats.messages import listed, say

HUNDRED = Fraction(100)
TEN_THOUSAND = Fraction(10_000)
Counts = Mapping[str, Figure]
"""Printed counts by what they count: leavers, opening, closing, quota …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """One way to work out a rate.

    Attributes:
        name: By which it is named to the reader.
        rate: The rate it gives.
        above: The counts divided.
        below: The counts they are divided by, added up.
    """

    name: str
    rate: str
    above: tuple[str, ...]
    below: tuple[str, ...]
    form: Form = "quotient"
    scale: Fraction = HUNDRED


FORMULAS = (
    Formula(
        name="average", rate="turnover", above=("leavers",), below=("opening", "closing"), scale=2 * HUNDRED
    ),
    Formula(name="leavers_too", rate="turnover", above=("leavers",), below=("closing", "leavers")),
    Formula(name="opening", rate="turnover", above=("leavers",), below=("opening",)),
    Formula(name="closing", rate="turnover", above=("leavers",), below=("closing",)),
    Formula(name="mean_people", rate="turnover", above=("leavers",), below=("mean_people",)),
    Formula(name="density", rate="density", above=("people",), below=("population",), scale=TEN_THOUSAND),
    Formula(name="vacant", rate="vacancy", above=("vacant",), below=("quota",)),
    Formula(name="lacking", rate="vacancy", above=("in_post",), below=("quota",), form="lack"),
    Formula(name="filled", rate="fill", above=("in_post",), below=("quota",)),
    Formula(name="growth", rate="growth", above=("this_year",), below=("last_year",), form="growth"),
    Formula(name="fall", rate="fall", above=("this_year",), below=("last_year",), form="lack"),
)
"""Customary: leavers ÷ ((opening + closing) ÷ 2), ÷ (closing + leavers), ÷ opening; ÷ closing as England's
children's social work workforce statistics do; workers per ten thousand residents; vacancies in posts."""


def rate_of(label: str) -> str | None:
    """Which rate a title or a clause names; None if none with a formula.

    Example:
        >>> rate_of("离职率（%）"), rate_of("党员占比")
        ('turnover', None)
    """
    return next((name for name in names("rates") if says(f"rates.{name}", label)), None)


def readings(rate: str, printed: Figure, counts: Counts, *, line: str) -> Iterator[tuple[str, Relation]]:
    """The printed rate against its counts, by every formula whose counts are printed.

    Args:
        rate: Which rate it is.
        printed: The rate.
        counts: The counts beside it.
        line: What it is reported with.
    """
    for formula in FORMULAS:
        if formula.rate == rate and {*formula.above, *formula.below} <= counts.keys():
            relation = Relation(
                check="rate_of_counts",
                line=line,
                result=printed,
                added=tuple(counts[name] for name in formula.above),
                taken=tuple(counts[name] for name in formula.below),
                form=formula.form,
                scale=formula.scale,
            )
            if all(one.value >= 0 for one in relation.figures[1:]) and any(
                one.value for one in relation.taken
            ):
                yield formula.name, relation


def chosen(found: Mapping[str, Relation], *, likeliest: str | None = None) -> Relation | None:
    """The reading to report: one that agrees, else the likeliest with what all others would give.

    Args:
        found: Readings by formula, in order of preference.
        likeliest: The formula that other rows of the table agree with.
    """
    order = sorted(found, key=lambda name: (not found[name].holds, name != likeliest))
    if not order:
        return None
    best = found[order[0]]
    if len(found) == 1:
        return best
    if best.holds:
        return replace(best, note=say("arithmetic.formula_agrees", formula=_label(order[0])))
    told = [f"{_label(name)} {_expected(found[name])}" for name in found]
    best = found.get(likeliest or order[0], best)
    return replace(best, note=say("arithmetic.formula_none", formulas=listed(told)))


def _label(formula: str) -> str:
    return say(f"arithmetic.formula_{formula}")


def _expected(relation: Relation) -> str:
    return bounds_in_words(relation.result, relation.result.fitting(relation.expected))
