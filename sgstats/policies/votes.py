"""Ballots against limits, compared as fractions: a share that prints as 60 % may be below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import Refused
from sgstats.policies.evidence import BALLOT_COUNTS, GRADE_VOTES, SATISFACTION_VOTES
from sgstats.policies.population import concerned
from sgstats.policies.rulings import Case, Step, no_rulings, rulings
from sgstats.policies.sentences import sentence

if TYPE_CHECKING:
    from fractions import Fraction

    from sgstats.policies.procedures import Vote

DENOMINATORS = {
    "present_less_invalid": ("present", "invalid"),
    "present": ("present",),
    "returned": ("returned",),
    "returned_less_invalid": ("returned", "invalid"),
    "expressed": ("returned", "invalid", "abstained"),
}
"""A count, and what is taken off it."""


def voted(case: Case) -> pl.DataFrame:
    """What the votes of the year mean for everybody."""
    held = case.evidence.ballots.filter(pl.col("year") == case.year)
    held = held.join(case.people.select("person_id", "staff_class"), on="person_id")
    results = [_result(vote, held, case.options.denominator) for vote in case.pack.votes]
    fired = [_missed(vote, result) for vote, result in zip(case.pack.votes, results, strict=True)]
    return pl.concat([no_rulings(), *fired, _passed(case, results), _quorum(case, held)])


def denominator(name: str) -> pl.Expr:
    """The number of people or ballots that a share is of; null where a count is not known.

    Example:
        >>> ballot = pl.DataFrame({"returned": [45], "invalid": [2], "abstained": [5]})
        >>> ballot.select(denominator("expressed")).item()
        38
    """
    first, *less = DENOMINATORS.get(name, (name,))
    whole = pl.col(first).cast(pl.Int64)
    for one in less:
        whole -= pl.col(one)
    return whole


def refuse_impossible(ballots: pl.DataFrame) -> None:
    """Refuse ballots on which more voted than there were.

    Raises:
        Refused: Some vote has more votes than people.
    """
    most = pl.min_horizontal("present", "returned") - pl.col("invalid").fill_null(0)
    sums = [pl.sum_horizontal(names) for names in (("in_favour",), GRADE_VOTES, SATISFACTION_VOTES)]
    over = pl.any_horizontal(*(one > most for one in sums), pl.col("returned") > pl.col("present"))
    counts = [pl.col(name) < 0 for name in BALLOT_COUNTS]
    if wrong := ballots.filter(over | pl.any_horizontal(counts)).height:
        raise Refused("judge.more_votes_than_people", count=wrong)


def _result(vote: Vote, held: pl.DataFrame, chosen: str) -> pl.DataFrame:
    """The vote on everybody it was held on: ``votes``, ``whole``, and whether a limit is ``missed``."""
    counts = [pl.col(name).cast(pl.Int64) for name in vote.counts]
    concerns = held.filter(pl.any_horizontal(count.is_not_null() for count in counts))
    votes = pl.sum_horizontal(counts, ignore_nulls=False)
    whole = denominator(chosen if vote.of == "denominator" else vote.of)
    sums = concerns.select("person_id", "staff_class", votes=votes, whole=pl.when(whole > 0).then(whole))
    tests = [
        _beyond(limit, how) for how in ("over", "least", "most") if (limit := getattr(vote, how)) is not None
    ]
    return sums.with_columns(missed=pl.any_horizontal(tests))


def _beyond(limit: Fraction, how: str) -> pl.Expr:
    """Whether a share is on the wrong side of a limit."""
    share, bound = pl.col("votes") * limit.denominator, pl.col("whole") * limit.numerator
    return {"over": share <= bound, "least": share < bound, "most": share > bound}[how]


def _missed(vote: Vote, result: pl.DataFrame) -> pl.DataFrame:
    """Those who missed a limit; without an outcome it is only said."""
    applies = concerned(vote.classes)
    shares = {"votes": pl.col("votes"), "whole": pl.col("whole"), "share": _percent()}
    known = result.filter(pl.col("missed") & applies.fill_null(value=True))
    unsure = applies.is_null()
    reason = sentence("judge.share", **shares)
    missed = rulings(
        known,
        step=Step.VOTE,
        rule=vote.id,
        outcome=pl.when(~unsure).then(pl.lit(vote.outcome, dtype=pl.String)),
        effect=sentence("judge.only_noted", rule=vote.id) if vote.outcome is None else None,
        needs_human=unsure if vote.outcome else False,
        reason=pl
        .when(unsure)
        .then(pl.concat_str(reason, sentence("judge.and_class_unknown")))
        .otherwise(reason),
    )
    uncounted = result.filter(pl.col("missed").is_null() & applies.fill_null(value=True))
    unknown = rulings(
        uncounted,
        step=Step.VOTE,
        needs_human=vote.outcome is not None,
        reason=sentence("judge.votes_unknown", rule=vote.id),
    )
    return missed.vstack(unknown)


def _percent() -> pl.Expr:
    """A share for print, cut after two decimals so that it shows no limit that it does not reach."""
    hundredths = pl.col("votes") * 10_000 // pl.col("whole")
    return pl.format("{}.{}%", hundredths // 100, (hundredths % 100).cast(pl.String).str.zfill(2))


def _passed(case: Case, results: list[pl.DataFrame]) -> pl.DataFrame:
    """Those who passed every vote that something hangs on; whoever passed only some is named."""
    counting = [r for vote, r in zip(case.pack.votes, results, strict=True) if vote.outcome is not None]
    if case.pack.passed is None or not counting:
        return no_rulings()
    every = pl.concat([
        result.group_by("person_id").agg(missed=pl.col("missed").max()) for result in counting
    ])
    fine = every.group_by("person_id").agg(
        held=pl.len(),
        clean=(pl.col("missed") == False).all(ignore_nulls=False),  # noqa: E712
    )
    clean = fine.filter(pl.col("clean").fill_null(value=False))
    passed, partly = (
        clean.filter(pl.col("held") == len(counting)),
        clean.filter(pl.col("held") < len(counting)),
    )
    through = rulings(passed, step=Step.VOTE, rule=case.pack.passed.id, outcome=case.pack.passed.outcome)
    reason = sentence("judge.votes_missing")
    return through.vstack(rulings(partly, step=Step.VOTE, needs_human=True, reason=reason))


def _quorum(case: Case, held: pl.DataFrame) -> pl.DataFrame:
    """Meetings too small to count."""
    if (meeting := case.pack.meeting) is None:
        return no_rulings()
    small = held.filter(pl.col("present") < meeting.least_people).unique("person_id", maintain_order=True)
    reason = sentence("judge.too_few_present", present=pl.col("present"), least=meeting.least_people)
    return rulings(small, step=Step.VOTE, rule=meeting.id, needs_human=True, reason=reason)
