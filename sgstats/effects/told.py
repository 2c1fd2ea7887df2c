"""How the catalogue tells an indicator: over which periods, as what kind of number, which way is better."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, get_args

from sgstats.effects.panel import Better, Every, Kind
from sgstats.errors import Refused
from sgstats.messages import listed, say
from sgstats.metrics.registry import definition

if TYPE_CHECKING:
    from sgstats.metrics import Definition

MONTHS: Mapping[Every, int] = {"month": 1, "quarter": 3, "year": 12}
YEAR = 12
UNITS: Mapping[str, str] = {
    "人": "people", "岁": "years", "月": "months", "学时": "hours", "分": "marks", "百分点": "points",
    "人次/人": "attendances", "人/万人": "among", "每百人年": "yearly",
}  # fmt: skip
"""Units that have words in other languages, and the keys of those."""


@cache
def data(name: str) -> dict[str, Any]:
    """The content of a TOML file beside this module."""
    return tomllib.loads(resources.files("sgstats.effects").joinpath(f"{name}.toml").read_text("utf-8"))


def better_of(metric: str) -> Better | None:
    """Which way of a metric is an improvement; None where nobody can say it for all.

    Example:
        >>> better_of("turnover"), better_of("structure")
        ('lower', None)
    """
    told: Better | None = data("directions").get(metric, {}).get("better")
    return told


def usable(metric: str) -> Definition:
    """The definition of a metric that gives one number per unit and period.

    Raises:
        Refused: There is no such metric, or it gives an account, a curve or several numbers.

    Example:
        >>> usable("survival")
        Traceback (most recent call last):
            ...
        sgstats.errors.Refused: 指标 survival 不是每个单位每一期一个数，不能用来评估成效。请改用 turnover。
    """
    told, instead = definition(metric), data("panels")["instead"]
    if metric in instead:
        raise Refused("effect_panel.not_one_number", metric=metric, instead=instead[metric])
    return told


def periods_of(told: Definition) -> tuple[Every, ...]:
    """The lengths of period that a metric may be asked for, the automatic choice first.

    What happened is told by month, records of a year by year; a stock is known on the days of lists only.

    Example:
        >>> from sgstats.metrics import catalogue
        >>> [periods_of(catalogue()[name])[0] for name in ("turnover", "training_coverage", "certified")]
        ['month', 'year', 'list']
    """
    if fixed := data("panels")["every"].get(told.name):
        return (fixed,)
    if "month" in told.also:
        return ("month", "quarter", "year")
    return ("year",) if "year" in told.also else ("list",)


def every_of(told: Definition, every: str) -> Every:
    """The length of period that is asked for.

    Raises:
        Refused: The metric is not told so.

    Example:
        >>> from sgstats.metrics import catalogue
        >>> every_of(catalogue()["turnover"], "auto")
        'month'
    """
    known, written = periods_of(told), get_args(Every)
    if every not in ("auto", *written):
        raise Refused("effect_panel.every_unknown", every=every, known=listed(("auto", *known)))
    found = known[0] if every == "auto" else next((one for one in known if one == every), None)
    if found is None:
        key = f"effect_panel.not_every_{_told_as(told, known)}"
        raise Refused(key, metric=told.name, every=every, known=listed(("auto", *known)))
    return found


def _told_as(told: Definition, known: tuple[Every, ...]) -> str:
    """Why a metric is told over these lengths of period only."""
    if told.name in data("panels")["every"]:
        return "window"
    return {"month": "flow", "year": "record"}.get(known[0], "stock")


def kind_of(told: Definition, *, counted: bool) -> Kind:
    """What kind of number an indicator is.

    Rates of posts, residents or hours are means: they do not vary like counts of events.

    Args:
        told: The metric.
        counted: Whether people are meant and not their share.

    Example:
        >>> from sgstats.metrics import catalogue
        >>> [kind_of(catalogue()[name], counted=False) for name in ("headcount", "turnover", "mean_age")]
        ['count', 'rate', 'mean']
    """
    if told.kind == "flow" or told.name == "headcount" or counted:
        return "count"
    if told.kind == "share":
        return "share"
    return "rate" if told.kind == "rate" and "month" in told.also else "mean"


def unit_in_words(unit: str) -> str:
    """A unit of the catalogue in the reader's language, as it stands behind a number.

    Example:
        >>> unit_in_words("岁"), unit_in_words("百分点"), unit_in_words("%")
        ('岁', '个百分点', '%')
    """
    return say(f"effect_panel.unit_{UNITS[unit]}") if unit in UNITS else unit


def scale_of(kind: Kind, every: Every) -> float:
    """What people over base is multiplied by: percent, and of a rate of events percent a year.

    Example:
        >>> scale_of("share", "list"), scale_of("rate", "month"), scale_of("mean", "year")
        (100, 1200, 1)
    """
    if kind == "rate":
        return 100 * YEAR // MONTHS.get(every, YEAR)
    return 100 if kind == "share" else 1
