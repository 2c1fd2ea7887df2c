"""Complaints during the year against what is signed at its end (评分宽松度)."""

from __future__ import annotations

import polars as pl

from sgstats.policies.rulings import Case, Step, no_rulings, rulings
from sgstats.policies.sentences import sentence


def lenient(case: Case) -> pl.DataFrame:
    """Rulings on people who were complained about and whose re-hire was signed all the same.

    A complaint known to be later than the last signature is no contradiction; without days of both,
    complaint and signature of one year are held against each other.

    Args:
        case: The year judged; a pack without such a rule rules on nobody.

    Returns:
        One row per person concerned; grade and outcome stay as they are.
    """
    rule = case.pack.leniency
    if rule is None:
        return no_rulings()
    held = pl.col("holds").fill_null(value=True)
    facts = case.evidence.facts.filter(held, year=case.year).join(case.people, on="person_id", how="semi")
    # One signature without a day could be the last of all.
    last = pl.when(pl.col("day").is_not_null().all()).then(pl.col("day").max())
    signed = facts.filter(item=rule.signed).group_by("person_id").agg(signed=last)
    complaints = facts.filter(item=rule.complaint).join(signed, on="person_id")
    before = (pl.col("day") <= pl.col("signed")).fill_null(value=True)
    people = complaints.filter(before).group_by("person_id", maintain_order=True).agg(times=pl.len())
    told = sentence(
        "conduct.lenient", complaint=rule.complaint, signed=rule.signed, times=pl.col("times"), year=case.year
    )
    return rulings(people, step=Step.LENIENCY, rule=rule.id, effect=told)
