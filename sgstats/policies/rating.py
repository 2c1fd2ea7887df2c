"""The grade somebody was given: the committee's, or what the exact mean of the scores makes of it.

A mean stays two whole numbers, the sum in millionths of a point and how many scores are in it. It is
compared with a limit by multiplying, so that no rounding can move a grade.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import Refused
from sgstats.policies.bands import banded
from sgstats.policies.evidence import POINT
from sgstats.policies.rulings import Case, Step, no_rulings, rulings
from sgstats.policies.sentences import sentence

if TYPE_CHECKING:
    from sgstats.policies.pack import Pack

FULL = 100
SELF = "自评"
BOTH = ["person_id", "year"]
MEAN = ["points", "ballots"]


def rated(appraisals: pl.DataFrame, *, pack: Pack, gap: str) -> pl.DataFrame:
    """What everybody was given in every year.

    Args:
        appraisals: As in ``Evidence``.
        pack: The rules.
        gap: What a score between two bands gets: ``pack`` or ``upper``.

    Returns:
        One row per person and year with any appraisal: ``given`` (the committee's grade in the names
        of the pack), ``no_grade``, ``points`` and ``ballots`` (the mean; null without one), ``by_score``
        (its grade), ``in_gap``, and why people must decide: ``foreign`` (a grade that the scale does not
        have), ``torn`` (two grades), ``uncombined`` (parts that nothing says how to put together).

    Raises:
        Refused: A score is not between 0 and 100.
    """
    _refuse_impossible(appraisals)
    everybody = appraisals.select(BOTH).unique(maintain_order=True)
    joined = everybody.join(_given(appraisals, pack), on=BOTH, how="left", maintain_order="left")
    joined = joined.join(mean_scores(appraisals, pack), on=BOTH, how="left", maintain_order="left")
    parts = _whole(appraisals, whole=False).filter(pl.col("rater").is_null() | (pl.col("rater") != SELF))
    joined = joined.join(
        parts.select(*BOTH, parted=True).unique(), on=BOTH, how="left", maintain_order="left"
    )
    decided = (
        pl.col("given").is_not_null() | pl.col("no_grade").is_not_null() | pl.col("points").is_not_null()
    )
    joined = joined.with_columns(pl.col("foreign", "torn", "parted").fill_null(value=False))
    uncombined = pl.col("parted") & ~decided & ~pl.col("foreign") & ~pl.col("torn")
    return joined.with_columns(uncombined=uncombined, **banded(pack, gap=gap)).drop("parted")


def _refuse_impossible(appraisals: pl.DataFrame) -> None:
    most = pl.col("ballots").fill_null(1).cast(pl.Int64) * FULL * POINT
    impossible = appraisals.filter((pl.col("points") < 0) | (pl.col("points") > most))
    if impossible.height:
        years = "、".join(str(year) for year in sorted(impossible["year"].unique()))
        raise Refused("judge.score_outside", count=impossible.height, years=years)


def _whole(appraisals: pl.DataFrame, *, whole: bool = True) -> pl.DataFrame:
    """Appraisals of the whole year by nobody in particular, or the others."""
    is_whole = pl.col("rater").is_null() & pl.col("dimension").is_null()
    return appraisals.filter(is_whole if whole else ~is_whole)


def _given(appraisals: pl.DataFrame, pack: Pack) -> pl.DataFrame:
    """The committee's grade of everybody, in the names of the pack."""
    names = {grade.means or grade.name: grade.name for grade in pack.grades}
    names |= {grade.name: grade.name for grade in pack.grades}
    said = _whole(appraisals).filter(pl.col("grade").is_not_null() | pl.col("no_grade").is_not_null())
    mapped = pl.col("grade").cast(pl.String).replace_strict(names, default=None, return_dtype=pl.String)
    told = said.select(*BOTH, "no_grade", typed=pl.col("grade").cast(pl.String), given=mapped).unique()
    once = told.filter(pl.len().over(BOTH) == 1)
    torn = told.join(once, on=BOTH, how="anti").select(BOTH).unique().with_columns(torn=True)
    foreign = pl.col("typed").is_not_null() & pl.col("given").is_null()
    single = once.select(*BOTH, "given", pl.col("no_grade").cast(pl.String), foreign=foreign)
    return pl.concat([single, torn], how="diagonal")


def mean_scores(appraisals: pl.DataFrame, pack: Pack) -> pl.DataFrame:
    """The exact mean score of everybody who has one.

    A score of the whole counts first. Otherwise the raters are put together by the weights of the
    pack; a single rater needs none. Several without weights make no score.

    Args:
        appraisals: As in ``Evidence``.
        pack: The rules.

    Returns:
        One row per person and year: ``points``, ``ballots``.
    """
    scored = appraisals.filter(pl.col("points").is_not_null() & pl.col("dimension").is_null())
    scored = scored.with_columns(
        pl.col("points").cast(pl.Int64), pl.col("ballots").fill_null(1).cast(pl.Int64)
    )
    whole = scored.filter(pl.col("rater").is_null()).group_by(BOTH).agg(pl.col(MEAN).sum())
    others = scored.filter(pl.col("rater").is_not_null())
    if others.is_empty():
        return whole
    by_rater = others.join(whole, on=BOTH, how="anti").group_by(*BOTH, "rater").agg(pl.col(MEAN).sum())
    combined = _combined(by_rater, pack)
    return pl.concat([whole.cast(dict.fromkeys(MEAN, combined.schema["points"])), combined])


def _combined(by_rater: pl.DataFrame, pack: Pack) -> pl.DataFrame:
    """One mean from the means of several raters."""
    weights = {rater.name: rater.weight for rater in pack.raters}
    if not weights:
        counted = by_rater.filter(pl.col("rater") != SELF)
        return counted.filter(pl.len().over(BOTH) == 1).select(*BOTH, *MEAN)
    counted = by_rater.filter(pl.col("rater").is_in(list(weights)))
    if len(weights) == 1:
        return counted.select(*BOTH, *MEAN)
    if any(weight is None for weight in weights.values()):
        return counted.clear().select(*BOTH, *MEAN)
    return _weighted(counted, {name: weight for name, weight in weights.items() if weight is not None})


def _weighted(counted: pl.DataFrame, weights: dict[str, Fraction]) -> pl.DataFrame:
    """The weighted mean of those whom all raters scored, as one fraction of whole numbers."""
    base = lcm(*(weight.denominator for weight in weights.values()))
    complete = counted.filter(pl.len().over(BOTH) == len(weights))
    wide = complete.cast(dict.fromkeys(MEAN, pl.Int128)).pivot(
        "rater", on_columns=list(weights), index=BOTH, values=MEAN
    )
    scores = {name: pl.col(f"points_{name}") for name in weights}
    counts = {name: pl.col(f"ballots_{name}") for name in weights}
    sums = []
    for name, weight in weights.items():
        term = scores[name] * pl.lit(int(weight * base), dtype=pl.Int128)
        for other in counts.keys() - {name}:
            term *= counts[other]
        sums.append(term)
    product = pl.lit(base, dtype=pl.Int128)
    for count in counts.values():
        product *= count
    return wide.select(*BOTH, points=pl.sum_horizontal(sums), ballots=product)


def as_text() -> pl.Expr:
    """The mean for print: cut after four decimals, so that it never shows a limit it does not reach."""
    ten_thousandths = pl.col("points") // (pl.col("ballots") * (POINT // 10_000))
    rest = (ten_thousandths % 10_000).cast(pl.Int64).cast(pl.String).str.zfill(4)
    whole = (ten_thousandths // 10_000).cast(pl.Int64)
    return pl.format("{}.{}", whole, rest).str.strip_chars_end("0").str.strip_chars_end(".")


def given_grades(case: Case, ratings: pl.DataFrame) -> pl.DataFrame:
    """The rulings behind a rated grade: the band of a score, and what people must settle.

    Args:
        case: The year judged.
        ratings: What ``rated`` gives, of that year.
    """
    if not case.pack.grades:  # a pack that grades nobody has nothing to say about grades
        return no_rulings()
    decided = pl.any_horizontal("foreign", "torn", pl.col("given", "no_grade").is_not_null())
    scored = ratings.filter(pl.col("points").is_not_null() & ~decided)
    mean = {"rule": pl.col("band"), "grade": pl.col("by_score")}
    mean["reason"] = sentence("judge.mean", score=as_text(), grade=pl.col("by_score"))
    bands = rulings(scored.filter(pl.col("by_score").is_not_null()), step=Step.RATED, **mean)
    return pl.concat([no_rulings(), bands, _flagged(case, scored), *_remarks(case, ratings)])


def _remarks(case: Case, ratings: pl.DataFrame) -> list[pl.DataFrame]:
    """What is said about a rating without any rule, some of it for people to settle."""
    out_of_bands = pl.col("points").is_not_null() & pl.col("by_score").is_null()
    cases = {
        "judge.grade_not_in_scale": (pl.col("foreign"), True),
        "judge.two_grades": (pl.col("torn"), True),
        "judge.not_combined": (pl.col("uncombined"), True),
        "judge.no_band": (out_of_bands & bool(case.pack.bands), True),
        "judge.score_disagrees": (pl.col("given") != pl.col("by_score"), False),
    }
    said = [
        rulings(ratings.filter(who), step=Step.RATED, needs_human=human, reason=sentence(key))
        for key, (who, human) in cases.items()
    ]
    reason = sentence("judge.no_grade", word=pl.col("no_grade"))
    return [*said, rulings(ratings.filter(pl.col("no_grade").is_not_null()), step=Step.RATED, reason=reason)]


def _flagged(case: Case, scored: pl.DataFrame) -> pl.DataFrame:
    """The flag of the gap that a mean lies in."""
    if (gap := case.pack.gap) is None:
        return no_rulings()
    reason = sentence("judge.in_gap", over=gap.over, below=gap.below, option=case.options.gap)
    return rulings(scored.filter("in_gap"), step=Step.RATED, rule=gap.flag, reason=reason)
