"""What follows from several years: last year's grade, and years running in a grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.messages import listed, say
from sgstats.policies.population import concerned
from sgstats.policies.rulings import Case, Step, no_rulings, rulings
from sgstats.policies.sentences import sentence

if TYPE_CHECKING:
    from sgstats.policies.grading import After, Run
    from sgstats.policies.pack import Pack


def after(case: Case, standing: pl.DataFrame, last: pl.DataFrame) -> pl.DataFrame:
    """What last year's grade makes of this year's.

    Args:
        case: The year judged.
        standing: One row per person: ``person_id``, ``grade`` (so far).
        last: Last year's grades: ``person_id``, ``grade``.
    """
    return pl.concat([no_rulings(), *(_after(rule, standing, last, case.pack) for rule in case.pack.after)])


def _after(rule: After, standing: pl.DataFrame, last: pl.DataFrame, pack: Pack) -> pl.DataFrame:
    below = pack.scale[pack.scale.index(rule.below) + 1 :]
    weak_before = last.filter(pl.col("grade") == rule.last)
    weak = standing.filter(pl.col("grade").is_in(below)).join(weak_before, on="person_id", how="semi")
    reason = sentence("judge.last_year", grade=rule.last)
    return rulings(weak, step=Step.AFTER, rule=rule.id, grade=rule.grade, reason=reason)


def ran(case: Case, finals: pl.DataFrame) -> pl.DataFrame:
    """Consequences of years running, this year the last of them.

    Args:
        case: The year judged.
        finals: Final grades of this year and those before: ``person_id``, ``year``, ``grade``.
    """
    known = finals.filter(pl.col("grade").is_not_null())
    return pl.concat([no_rulings(), *(_ran(rule, case, known) for rule in case.pack.runs)])


def _ran(rule: Run, case: Case, finals: pl.DataFrame) -> pl.DataFrame:
    """One consequence; only the years in question are looked at, and only of those in them now."""
    wanted = rule.grades or tuple(case.pack.scale[case.pack.scale.index(rule.below or "") + 1 :])
    hits = finals.filter(pl.col("grade").is_in(wanted))
    now = hits.filter(pl.col("year") == case.year)
    now = now.join(case.people.select("person_id", "staff_class"), on="person_id")
    running = hits.filter(pl.col("year") > case.year - rule.years).join(now, on="person_id", how="semi")
    whole = running.group_by("person_id").len().filter(pl.col("len") == rule.years)
    often = hits.join(now, on="person_id", how="semi").filter(pl.len().over("person_id") >= rule.years)
    skipping = _last_years(rule, finals, often).filter(pl.col("grade").is_in(wanted).all().over("person_id"))
    counted = skipping if case.options.missing_year == "skipped" else whole
    fired = now.join(counted.select("person_id").unique(), on="person_id", how="semi")
    broken = now.join(skipping, on="person_id", how="semi").join(fired, on="person_id", how="anti")
    gap = rulings(broken, step=Step.RUN, reason=sentence("judge.missing_year", rule=rule.id))
    return _consequence(rule, fired).vstack(gap)


def _last_years(rule: Run, finals: pl.DataFrame, of: pl.DataFrame) -> pl.DataFrame:
    """The last so many years with a grade of those concerned, however far apart."""
    theirs = finals.join(of, on="person_id", how="semi").sort("person_id", "year", descending=[False, True])
    last = theirs.filter(pl.int_range(pl.len()).over("person_id") < rule.years)
    return last.filter(pl.len().over("person_id") == rule.years)


def _consequence(rule: Run, fired: pl.DataFrame) -> pl.DataFrame:
    """What follows for those concerned; where the staff class is not known, people must say."""
    applies = concerned(rule.classes)
    unsure = applies.is_null()
    said = {
        "outcome": pl.when(~unsure).then(pl.lit(rule.outcome, dtype=pl.String)),
        "effect": pl.when(~unsure).then(pl.lit(_effect(rule), dtype=pl.String)),
        "needs_human": unsure | rule.needs_human,
        "no_performance_pay": ~unsure & rule.no_performance_pay,
        "reason": pl.when(unsure).then(sentence("judge.class_unknown")).otherwise(_length(rule)),
    }
    here = fired.filter(applies.fill_null(value=True))
    return rulings(here, step=Step.RUN, rule=rule.id, **said)


def _effect(rule: Run) -> str | None:
    """What is said to follow; that pay is lost is said even where the pack has no words for it."""
    return rule.effect or (say("judge.no_performance_pay") if rule.no_performance_pay else None)


def _length(rule: Run) -> pl.Expr:
    if rule.years == 1:
        return sentence("judge.this_year", grades=pl.col("grade"))
    if rule.grades:
        return sentence("judge.years_running", years=rule.years, grades=listed(rule.grades))
    return sentence("judge.years_running_below", years=rule.years, grade=rule.below)
