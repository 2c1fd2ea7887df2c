"""Training duties of a year, as far as training is recorded at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import field
from sgstats.messages import listed, say
from sgstats.periods import months_before
from sgstats.policies.rulings import Case, Step, no_rulings, rulings
from sgstats.policies.sentences import sentence

if TYPE_CHECKING:
    from sgstats.policies.rewards import Training

ENDING = "培训"
"""A training may be recorded as a fact named for its level, such as 区级培训, or for the rule of the duty."""
HOME = ("district", "street")
"""The street that keeps somebody's records."""
TENTHS = 10
YEAR_END = (12, 31)


def unmet(case: Case) -> pl.DataFrame:
    """Rulings on people with fewer trainings, or hours, than a duty asks for up to the end of the year.

    Where nobody has a record of the duty's levels, or nobody of a street any at all, nobody there is
    ruled on: training is then not known, which is not the same as none (see ``notes``). Nor is anybody
    whose post is unknown where the duty is for some posts, or whose hours were not all written down.
    Two records of one day are one training.

    Args:
        case: The year judged.

    Returns:
        One row per person and duty not met; grade and outcome stay as they are.
    """
    counted = [duty for duty in case.pack.training if duty.counted and not _held(case, duty).is_empty()]
    return pl.concat([no_rulings(), *[_short(case, duty) for duty in counted]])


def notes(case: Case) -> tuple[str, ...]:
    """Sentences on levels of training without a record, and on how many streets have none at all."""
    missing: dict[str, list[str]] = {}
    for duty in case.pack.training:
        if _held(case, duty).is_empty():
            missing.setdefault(_span(case, duty), []).append(_level(duty))
    unknown = [
        say("conduct.training_unknown", levels=listed(dict.fromkeys(levels)), span=span)
        for span, levels in missing.items()
    ]
    return (*unknown, *_silent(case))


def levels(duty: Training) -> tuple[str, ...]:
    """The levels of trainings that count for a duty, as the field of trainings calls them.

    Example:
        >>> from sgstats.policies.loading import load
        >>> [levels(duty) for duty in load("HAIGANG").training]
        [('区级',), ('街道级',)]
    """
    known = field("training_level").values
    return tuple(f"{level}级" if f"{level}级" in known else level for level in (duty.level, *duty.or_levels))


def _level(duty: Training) -> str:
    return listed((duty.level, *duty.or_levels))


def _silent(case: Case) -> Iterator[str]:
    """How many streets have no record, for each duty that is recorded elsewhere."""
    for duty in case.pack.training:
        if duty.counted and not _held(case, duty).is_empty():
            silent = case.people.join(_told(case, duty), on=HOME, how="anti", nulls_equal=True)
            if count := silent.select(HOME).unique().height:
                yield say("conduct.training_silent", span=_span(case, duty), count=count, rule=duty.id)


def _since(case: Case, duty: Training) -> int:
    """First day of the period that ends with the year."""
    if duty.within_months:
        return months_before(date(case.year, *YEAR_END), duty.within_months)
    return (case.year - (duty.every_years or 1) + 1) * 10_000 + 101


def _span(case: Case, duty: Training) -> str:
    """The period of a duty in words."""
    if duty.within_months:
        day = date(case.year, *YEAR_END).isoformat()
        return say("conduct.training_months", day=day, months=duty.within_months)
    first = case.year - (duty.every_years or 1) + 1
    return say("conduct.training_years", years=case.year if first == case.year else f"{first}–{case.year}")


def _within(case: Case, duty: Training, records: pl.DataFrame) -> pl.DataFrame:
    """Records of a duty's period; one known by its year alone stands on the year's first day."""
    held = pl.coalesce("day", pl.col("year") * 10_000 + 101)
    return records.filter(held.is_between(_since(case, duty), case.year * 10_000 + 1231))


def _held(case: Case, duty: Training) -> pl.DataFrame:
    """The trainings that count for a duty: ``person_id``, ``day``, ``hours_tenths``."""
    names = {duty.id, *(form for level in (duty.level, *duty.or_levels) for form in (level, level + ENDING))}
    noted = pl.col("item").is_in(list(names)) & pl.col("holds").fill_null(value=True)
    kind = pl.col("training_level").is_in(levels(duty))
    columns = {"person_id": pl.String(), "day": pl.Int32(), "hours_tenths": pl.Int32()}
    facts = case.evidence.facts.filter(noted).with_columns(hours_tenths=None)
    both = (facts, case.evidence.trainings.filter(kind))
    return pl.concat([_within(case, duty, one).select(list(columns)).cast(columns) for one in both])  # type: ignore[arg-type]


def _told(case: Case, duty: Training) -> pl.DataFrame:
    """The streets in which anybody has a training on record in the period of a duty."""
    every = _within(case, duty, case.evidence.trainings).select("person_id")
    trained = pl.concat([every, _held(case, duty).select("person_id")])
    return case.people.join(trained, on="person_id", how="semi").select(HOME).unique()


def _short(case: Case, duty: Training) -> pl.DataFrame:
    """Rulings on those of whom it is known that they attended too little."""
    held = _held(case, duty)
    seen = held.filter(pl.col("day").is_null() | pl.struct("person_id", "day").is_first_distinct())
    times = seen.group_by("person_id").agg(times=pl.len())
    tenths = pl.col("hours_tenths")
    hours = held.group_by("person_id").agg(tenths=tenths.sum(), known=tenths.is_not_null().all())
    people = case.people.join(_told(case, duty), on=HOME, how="semi", nulls_equal=True)
    if duty.posts:
        people = people.filter(pl.col("post").is_in(duty.posts))
    for counted in (times, hours):
        people = people.join(counted, on="person_id", how="left", maintain_order="left")
    people = people.with_columns(
        pl.col("times", "tenths").fill_null(0), pl.col("known").fill_null(value=True)
    )
    return pl.concat([_few(case, duty, people), _little(case, duty, people)])


def _few(case: Case, duty: Training, people: pl.DataFrame) -> pl.DataFrame:
    """Too few trainings."""
    least = duty.times_a_year or (0 if duty.hours_a_year else 1)
    key = "conduct.training_missing" if duty.must else "conduct.training_advised"
    facts = {"span": _span(case, duty), "level": _level(duty), "least": least}
    told = sentence(key, times=pl.col("times"), **facts)
    return rulings(people.filter(pl.col("times") < least), step=Step.TRAINING, rule=duty.id, effect=told)


def _little(case: Case, duty: Training, people: pl.DataFrame) -> pl.DataFrame:
    """Too few hours, where all of them are known."""
    least = duty.hours_a_year or Decimal(0)
    few = people.filter(pl.col("known") & (pl.col("tenths") < int(least * TENTHS)))
    key = "conduct.hours_missing" if duty.must else "conduct.hours_advised"
    facts = {"span": _span(case, duty), "level": _level(duty), "least": f"{least:f}"}
    hours = pl.concat_str(pl.col("tenths") // TENTHS, pl.lit("."), pl.col("tenths") % TENTHS)
    return rulings(few, step=Step.TRAINING, rule=duty.id, effect=sentence(key, hours=hours, **facts))
