"""Things only people can judge, entered as recorded facts that name a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.policies.population import concerned
from sgstats.policies.rulings import Case, Step, no_rulings, rulings
from sgstats.policies.sentences import sentence

if TYPE_CHECKING:
    from sgstats.policies.grading import Item
    from sgstats.policies.pack import Pack


def recorded(case: Case) -> pl.DataFrame:
    """Facts of the year by person and item.

    Returns:
        One row per person and item: ``person_id``, ``item``, ``staff_class``, ``yes`` and ``no``
        (whether any record says that it holds, and that it does not).
    """
    mine = case.people.select("person_id", "staff_class").join(case.evidence.facts, on="person_id")
    of_year = mine.filter(pl.col("year") == case.year).with_columns(pl.col("holds").fill_null(value=True))
    said = of_year.group_by("person_id", "staff_class", pl.col("item").cast(pl.String))
    return said.agg(yes=pl.col("holds").any(), no=(~pl.col("holds")).any())


def itemised(case: Case, facts: pl.DataFrame, ratings: pl.DataFrame) -> pl.DataFrame:
    """The recorded facts against somebody, worst article first.

    Args:
        case: The year judged.
        facts: What ``recorded`` gives.
        ratings: One row per person: ``person_id``, ``points``.
    """
    items = _mentioned(case.pack, "recorded", facts)
    scored = ratings.filter(pl.col("points").is_not_null()).select("person_id", scored=True)
    known = facts.join(scored, on="person_id", how="left")
    return pl.concat([no_rulings(), *(_against(item, known, case.pack) for item in items)])


def _mentioned(pack: Pack, when: str, facts: pl.DataFrame) -> list[Item]:
    """The items of a kind that any fact names; most years name few of them."""
    named = set(facts["item"].unique())
    return [item for item in pack.items if item.when == when and item.id in named]


def _against(item: Item, facts: pl.DataFrame, pack: Pack) -> pl.DataFrame:
    """One item that is recorded against people; contradicting records and unknown classes need people."""
    here = facts.filter((pl.col("item") == item.id) & pl.col("yes"))
    applies = concerned(item.classes)
    with_score = pl.col("scored").fill_null(value=False) & item.conflicts_with_score
    doubt = pl.col("no") | applies.is_null() | with_score
    detail = (
        pl
        .when(pl.col("no"))
        .then(sentence("judge.fact_contradicted"))
        .when(applies.is_null())
        .then(sentence("judge.class_unknown"))
        .when(with_score)
        .then(sentence("judge.score_must_not_exist"))
    )
    step = Step.EXIT if item.outcome else Step.UNFIT if item.grade == pack.scale[-1] else Step.WEAK
    certain = here.filter(applies.fill_null(value=True))
    outcome = pl.when(applies.is_not_null()).then(pl.lit(item.outcome, dtype=pl.String))
    grade = pl.when(applies.is_not_null()).then(pl.lit(item.grade, dtype=pl.String))
    said = {"grade": grade, "outcome": outcome, "needs_human": doubt, "reason": detail}
    fired = rulings(certain, step=step, rule=item.id, **said)
    spared = here.filter(~applies.fill_null(value=True))
    return fired.vstack(rulings(spared, step=step, reason=sentence("judge.not_for_class", rule=item.id)))


def unheard(case: Case, facts: pl.DataFrame) -> pl.DataFrame:
    """Records that seem to name a rule of this pack, which it does not have: said, and nothing more.

    Args:
        case: The year judged.
        facts: What ``recorded`` gives.
    """
    reason = sentence("judge.unknown_item", item=pl.col("item"))
    return rulings(unknown_items(case.pack, facts), step=Step.WEAK, reason=reason)


def unknown_items(pack: Pack, facts: pl.DataFrame) -> pl.DataFrame:
    """The rows of ``facts`` whose item looks like an id of the pack and is none."""
    # Ids of other packs are theirs to read: one store serves them all.
    own = sorted({rule.id.partition("-")[0] for rule in (pack.population, *pack.items)})
    item = pl.col("item").str.to_uppercase()
    looks_own = pl.any_horizontal(item.str.starts_with(f"{prefix.upper()}-") for prefix in own)
    return facts.filter(looks_own & ~pl.col("item").is_in(list(pack.rules())))


def denied(case: Case, facts: pl.DataFrame, standing: pl.DataFrame) -> pl.DataFrame:
    """Conditions of a grade that are recorded as not met.

    A condition of one grade alone concerns whoever has that grade when its turn comes.

    Args:
        case: The year judged.
        facts: What ``recorded`` gives.
        standing: One row per person: ``person_id``, ``grade`` (so far).
    """
    lacking = facts.filter("no")
    items = _mentioned(case.pack, "denied", lacking)
    known = lacking.join(standing, on="person_id", how="left")
    return pl.concat([no_rulings(), *(_lacks(item, known) for item in items)])


def _lacks(item: Item, facts: pl.DataFrame) -> pl.DataFrame:
    """One condition that people do not meet."""
    here = facts.filter(pl.col("item") == item.id)
    if item.only:
        here = here.filter(pl.col("grade") == item.only)
    certain = concerned(item.classes)
    here = here.filter(certain.fill_null(value=True))
    reason = (
        pl.when(pl.col("yes")).then(sentence("judge.fact_contradicted")).otherwise(sentence("judge.denied"))
    )
    doubt = pl.col("yes") | certain.is_null()
    capped = pl.when(~doubt).then(pl.lit(item.grade, dtype=pl.String))
    said = {"grade": capped, "outcome": item.outcome, "needs_human": doubt, "reason": reason}
    return rulings(here, step=Step.CONDITION, rule=item.id, **said)
