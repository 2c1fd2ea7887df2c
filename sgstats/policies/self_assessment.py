"""Self-assessment on the qualities of a pack, and the look back at the one before (回头看)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.policies.evidence import POINT
from sgstats.policies.rating import as_text
from sgstats.policies.rulings import Case, Step, no_rulings, rulings
from sgstats.policies.sentences import listing, sentence

if TYPE_CHECKING:
    from sgstats.policies.rewards import SelfAssessment

WHO = ["person_id", "dimension"]


def assessed(case: Case) -> pl.DataFrame:
    """Rulings on everybody who assessed themselves in the year: each quality, and how it has changed.

    A quality is the exact mean of its scores and is compared with the last year before in which the
    same person scored it. No grade follows. Scores outside the scale are for people to put right.

    Args:
        case: The year judged; a pack without self-assessment rules on nobody.

    Returns:
        One row per person with a score of any quality in the year.
    """
    scale = case.pack.self_assessment
    if scale is None:
        return no_rulings()
    told = _told(_compared(case, scale), scale)
    wrong = sentence("conduct.outside_scale", least=f"{scale.least:f}", most=f"{scale.most:f}")
    looked_back = sentence("conduct.looked_back", changes=pl.col("changes"))
    facts = {"needs_human": pl.col("outside"), "reason": pl.when("outside").then(wrong)}
    return pl.concat([
        rulings(told, step=Step.SELF_ASSESSMENT, rule=scale.id, effect=_scores(), **facts),
        rulings(told, step=Step.SELF_ASSESSMENT, rule=scale.look_back, effect=looked_back),
    ])


def _scores() -> pl.Expr:
    """What somebody gave themselves, and on which qualities nothing."""
    done = sentence("conduct.qualities", qualities=pl.col("done"))
    undone = sentence("conduct.qualities_missing", missing=pl.when(pl.col("missing") != "").then("missing"))
    return pl.concat_str([done, undone], ignore_nulls=True)


def _compared(case: Case, scale: SelfAssessment) -> pl.DataFrame:
    """Every quality scored in the year, beside the same person's last score of it before.

    ``change`` is 1, 0 or -1, null without an earlier score; ``outside`` is a mean that the scale does
    not reach.
    """
    means = _means(case, scale)
    now = means.filter(year=case.year).drop("year")
    before = means.filter(pl.col("year") < case.year).sort("year").group_by(WHO).last()
    earlier = before.rename({name: f"before_{name}" for name in ("year", "points", "ballots")})
    joined = now.join(earlier, on=WHO, how="left", maintain_order="left")
    # Two fractions are compared by crosswise products, so that no rounding shows a change.
    ours = pl.col("points") * pl.col("before_ballots")
    theirs = pl.col("before_points") * pl.col("ballots")
    least, most = (int(limit * POINT) * pl.col("ballots") for limit in (scale.least, scale.most))
    return joined.with_columns(
        change=(ours - theirs).sign(), outside=~pl.col("points").is_between(least, most)
    )


def _means(case: Case, scale: SelfAssessment) -> pl.DataFrame:
    """The mean of every person, year and quality, as sum and number of the scores."""
    own = case.evidence.appraisals.filter(
        pl.col("rater").cast(pl.String) == scale.rater,
        pl.col("dimension").cast(pl.String).is_in([one.name for one in scale.qualities]),
        pl.col("points").is_not_null(),
    )
    own = own.join(case.people, on="person_id", how="semi").with_columns(pl.col("ballots").fill_null(1))
    return own.group_by(*WHO, "year", maintain_order=True).agg(
        pl.col("points", "ballots").cast(pl.Int64).sum()
    )


def _told(scores: pl.DataFrame, scale: SelfAssessment) -> pl.DataFrame:
    """One row per person: what was scored (``done``), how it ``changes``, what is ``missing``."""
    quality = sentence("conduct.quality", quality=pl.col("dimension"), score=as_text())
    texts = scores.select("person_id", "dimension", "outside", done=quality, changes=_change())
    people = texts.group_by("person_id", maintain_order=True).agg(pl.col("outside").any())
    places = range(len(scale.qualities))
    # A join for each quality is faster than picking it out of every person's group.
    for place, one in enumerate(scale.qualities):
        columns = {f"{name}_{place}": name for name in ("done", "changes")}
        part = texts.filter(pl.col("dimension") == one.name).select("person_id", **columns)
        people = people.join(part, on="person_id", how="left", maintain_order="left")
    missing = [
        pl.when(pl.col(f"done_{place}").is_null()).then(pl.lit(scale.qualities[place].name))
        for place in places
    ]
    return people.select(
        "person_id",
        "outside",
        missing=listing(*missing),
        **{name: listing(*[pl.col(f"{name}_{place}") for place in places]) for name in ("done", "changes")},
    )


def _change() -> pl.Expr:
    """How a quality compares with the last time."""
    facts = {"quality": pl.col("dimension"), "year": pl.col("before_year")}
    return (
        pl
        .when(pl.col("change").is_null())
        .then(sentence("conduct.quality_first", quality=pl.col("dimension")))
        .when(pl.col("change") > 0)
        .then(sentence("conduct.quality_improved", **facts))
        .when(pl.col("change") < 0)
        .then(sentence("conduct.quality_declined", **facts))
        .otherwise(sentence("conduct.quality_unchanged", **facts))
    )
