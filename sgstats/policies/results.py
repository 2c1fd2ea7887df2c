"""What judging and paying give back; rows of people are for the analyst's own machine only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from sgstats.policies.options import Options
    from sgstats.policies.pack import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A pack applied to one year.

    Attributes:
        pack: The rules.
        year: The year judged.
        options: How unclear clauses were read.
        people: One row per person: ``person_id``, ``district``, ``street``, ``community``, ``unit``
            (street/community as one text), ``year``, ``rated_grade``, ``final_grade``, ``rules``
            (ids in the order applied), ``outcome``, ``needs_human``, ``reason`` (a sentence in the
            user's language), and further ``score`` (exact mean as text, at most four decimals, or
            null), ``rank`` (place among the unit's candidates for the grade of the quota, or in the street
            where the pack ranks everybody), ``tied``,
            ``member`` (shares in the unit's pool), ``months`` (in post during the year, 0 … 12; null for
            somebody who was gone by its end, nobody knows since when),
            ``effects`` (what follows without changing grade or outcome), ``no_performance_pay``,
            ``open`` (the grade waits for a human).
        units: One row per unit with anybody judged: ``district``, ``street``, ``community``,
            ``unit``, ``appraised``, ``seats``, ``candidates``, ``given`` (of the grade of the quota),
            ``undecided`` (people whose grade waits for a decision on the quota).
        notes: Sentences that belong below the result: what was assumed, what is missing.
    """

    pack: Pack
    year: int
    options: Options
    people: pl.DataFrame
    units: pl.DataFrame
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """A pool shared out by a pack.

    Attributes:
        judged: What the grades were decided by.
        people: One row per person judged: ``person_id``, ``district``, ``street``, ``community``,
            ``unit``, ``grade``, ``coefficient`` (text, null without one), ``cents``, ``base_cents``
            (null unless an average wage was given), ``needs_human``, ``reason``.
        units: One row per unit: ``district``, ``street``, ``community``, ``unit``, ``members``,
            ``pool``, ``allocated``, ``unallocated`` (cents; pool = allocated + unallocated), ``moved`` (cents
            handed out by largest remainder), ``coefficient_sum`` (text), ``one_more_costs`` (cents
            that each competent person loses if one more gets the best grade), ``reason``.
        notes: Sentences that belong below the result.
    """

    judged: Judged
    people: pl.DataFrame
    units: pl.DataFrame
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two packs on the same evidence (what-if).

    Attributes:
        first: The rules as they are.
        second: The rules as they might be.
        people: One row per person judged by either: ``person_id``, ``unit``, ``first_grade``,
            ``second_grade``, ``first_outcome``, ``second_outcome``, ``first_cents``, ``second_cents``
            (null without pay, or while the amount is open), ``moved`` (second less first), ``graded``
            (``up``, ``down`` or null), ``changes`` (whether anything differs).
        units: One row per unit: ``unit``, ``people``, ``graded_up``, ``graded_down``, ``outcomes_changed``,
            ``moved`` (cents that went from one person to another: the lesser of all gains and all losses,
            which is half the sum of the differences where the pool is the same; null without pay, or while
            an amount is open), ``open`` (people whose amount is open under either pack).
        pools_differ: Whether anybody shares in another pool, or in a pool with other units, under the second
            pack: then the money compared is not the same money.
        notes: Sentences that belong below the comparison.
    """

    first: Judged
    second: Judged
    people: pl.DataFrame
    units: pl.DataFrame
    pools_differ: bool = False
    notes: tuple[str, ...] = ()
