"""A ranking over several appraisers, only by weights that somebody has entered (HG-6, X38)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import Refused
from sgstats.messages import listed, say
from sgstats.policies.rating import MEAN, as_text, mean_scores
from sgstats.policies.rulings import Case, Step, no_rulings, rulings
from sgstats.policies.sentences import sentence

if TYPE_CHECKING:
    from sgstats.policies.pack import Pack

UNIT = ["district", "street"]


def combined(case: Case) -> pl.DataFrame:
    """The ranking of each street's people by the exact weighted mean of all appraisers' scores.

    Equal means share a place and the places behind it stay empty (1, 2, 2, 4). Somebody whom one
    appraiser has not scored as a whole has no mean and no place; scores of single dimensions are not
    put together, since no source says how.

    Formula:
        mean = Σ weight × (sum of the appraiser's scores / their number)

    Args:
        case: The year judged.

    Returns:
        One row per person: ``person_id``, ``district``, ``street``, ``score`` (text), ``rank``,
        ``tied``, ``people`` (how many are ranked), sorted by street and rank.

    Raises:
        Refused: The pack has no weights for its appraisers.
    """
    if not _weighted(case.pack):
        raise Refused("conduct.no_weights", pack=case.pack.name, raters=_raters(case.pack))
    parts = pl.col("rater").is_not_null() & (pl.col("year") == case.year)
    means = mean_scores(case.evidence.appraisals.filter(parts), case.pack).drop("year")
    people = case.people.select("person_id", *UNIT).join(means, on="person_id", how="left")
    people = people.join(_in_order(means), on=MEAN, how="left")
    placed = people.with_columns(
        score=as_text(),
        rank=pl.col("order").rank("min", descending=True).over(UNIT),
        tied=pl.col("order").is_not_null() & (pl.len().over(*UNIT, "order") > 1),
        people=pl.col("order").count().over(UNIT),
    )
    ordered = placed.sort(*UNIT, "rank", "person_id", nulls_last=True)
    return ordered.select("person_id", *UNIT, "score", "rank", "tied", "people")


def ranked(case: Case) -> pl.DataFrame:
    """The place of everybody who has one, as an effect (HG-6)."""
    if (rule := case.pack.ranking) is None or not _weighted(case.pack):
        return no_rulings()
    with_place = combined(case).filter(pl.col("rank").is_not_null())
    gaps = {name: pl.col(name) for name in ("score", "rank", "people")}
    tied, alone = sentence("conduct.ranked_tied", **gaps), sentence("conduct.ranked", **gaps)
    said = pl.when("tied").then(tied).otherwise(alone)
    return rulings(with_place, step=Step.RANKING, rule=rule.id, effect=said, reason=said)


def places(case: Case, candidates: pl.DataFrame) -> pl.DataFrame:
    """Everybody's place: among the candidates of a quota, or else in the ranking of the pack.

    Args:
        case: The year judged.
        candidates: Of the quota: ``person_id``, ``rank``, ``tied``.

    Returns:
        One row per person with a place or a combined score: ``person_id``, ``rank``, ``tied``, ``combined``.
    """
    if case.pack.quota or case.pack.ranking is None or not _weighted(case.pack):
        return candidates.select("person_id", "rank", "tied", combined=pl.lit(None, dtype=pl.String))
    return combined(case).select("person_id", "rank", "tied", combined="score")


def notes(case: Case) -> tuple[str, ...]:
    """One sentence where several appraise and nothing says with which weight."""
    if len(case.pack.raters) < 2 or _weighted(case.pack):
        return ()
    return (say("conduct.not_combined", raters=_raters(case.pack)),)


def _weighted(pack: Pack) -> bool:
    return bool(pack.raters) and all(rater.weight is not None for rater in pack.raters)


def _raters(pack: Pack) -> str:
    return listed(rater.title or rater.name for rater in pack.raters)


def _in_order(means: pl.DataFrame) -> pl.DataFrame:
    """The place of each distinct mean, the least first; equal fractions have one place, however written."""
    pairs = means.select(MEAN).unique()
    exact = [Fraction(points, ballots) for points, ballots in pairs.iter_rows()]
    places = {mean: place for place, mean in enumerate(sorted(set(exact)))}
    return pairs.with_columns(order=pl.Series([places[mean] for mean in exact], dtype=pl.Int64))
