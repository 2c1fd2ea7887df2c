"""The training duties of a rule pack, in the form in which the metrics count them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.errors import Refused
from sgstats.messages import listed, say
from sgstats.metrics.duty import Duty
from sgstats.policies.loading import load
from sgstats.policies.training import TENTHS, levels

if TYPE_CHECKING:
    from pathlib import Path

    from sgstats.policies.rewards import Training


def duties_of(policy: str | Path) -> tuple[Duty, ...]:
    """The training duties of a pack that say how much, each named by its rule.

    Args:
        policy: Name of a pack, or the path of a TOML file of your own.

    Raises:
        Refused: There is no such pack, or it has no such duty.

    Example:
        >>> [(duty.name, duty.posts) for duty in duties_of("PROVINCE")]
        [('PROVINCE-2 区级、街道级每年1次', ('正职',)), ('PROVINCE-3 区级、街道级每2年1次', ('副职', '一般'))]
    """
    pack = load(policy)
    employment = tuple(value for values in pack.population.classes.values() for value in values)
    duties = tuple(_duty(rule, employment) for rule in pack.training if rule.counted)
    if not duties:
        raise Refused("training.no_duties_in_pack", pack=pack.name)
    return duties


def _duty(rule: Training, employment: tuple[str, ...]) -> Duty:
    """A rule as a duty; where only hours are wanted, so is no number of trainings."""
    only_hours = rule.hours_a_year is not None and rule.times_a_year is None
    return Duty(
        name=_name(rule),
        levels=levels(rule),
        times=rule.times_a_year or int(not only_hours),
        years=None if rule.within_months else rule.every_years or 1,
        months=rule.within_months,
        hours_tenths=None if rule.hours_a_year is None else int(rule.hours_a_year * TENTHS),
        posts=rule.posts,
        employment=employment,
    )


def _name(rule: Training) -> str:
    """What a table calls a duty."""
    facts = {"rule": rule.id, "level": listed((rule.level, *rule.or_levels))}
    if rule.within_months:
        return say("training.duty_months", months=rule.within_months, **facts)
    if rule.every_years:
        return say("training.duty_years", years=rule.every_years, **facts)
    if rule.hours_a_year:
        return say("training.duty_hours", hours=f"{rule.hours_a_year:f}", **facts)
    return say("training.duty_yearly", times=rule.times_a_year, **facts)
