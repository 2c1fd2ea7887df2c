"""Panels whose truth is known, and how often their verdicts and intervals are right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import polars as pl

from sgstats import effects
from sgstats.effects import Effect, Panel, Period

CLAIMS = {"有证据改善", "有证据恶化"}
ALLOWED = 0.08
"""Of verdicts where there is no effect, so many may claim one."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A kind of panel.

    Attributes:
        name: What it is called in the table.
        units: How many units.
        starts: Of the first units the place of the first period after the start.
        periods: How many periods.
        base: People of a unit on average; units differ by up to half of it.
        rho: Autocorrelation of what moves the level of each unit from period to period.
        every: ``month``, ``year`` or ``list``.
        kind: ``share``; ``rate``, events of months by staff; ``mean``, without people's own chance.
        moved: Standard deviation of what moves a unit's level, in points.
        shared: The same of what moves all units together.
        effect: Points that the measure adds where there is an effect.
        grows: Whether the effect grows over the periods and differs between units.
    """

    name: str
    units: int
    starts: tuple[int, ...]
    periods: int
    base: int
    rho: float
    every: str = "month"
    kind: str = "share"
    moved: float = 5.0
    shared: float = 0.0
    effect: float = 15.0
    grows: bool = False


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of the panels of one setting.

    Attributes:
        designs: How often each design answered.
        claims: Claims of an effect where there is none, of so many ``panels``.
        found: Claims of the true direction where there is one.
        covered: Intervals that hold the true effect, of so many ``intervals``.
    """

    designs: dict[str, int]
    panels: int
    claims: int
    found: int
    covered: int
    intervals: int


def simulated(setting: Setting, *, seed: int, with_effect: bool) -> tuple[Panel, float]:
    """One panel, and the true mean effect over the treated units' periods after the start, by their bases."""
    draw = np.random.default_rng(seed)
    starts = np.full(setting.units, setting.periods)
    starts[: len(setting.starts)] = setting.starts
    added = _added(setting, starts, draw) * with_effect
    levels = _levels(setting, draw)
    spread = draw.uniform(0.5, 1.5, (setting.units, 1)) if setting.units > 1 else np.ones((1, 1))
    bases = np.maximum(np.rint(setting.base * spread), 4) + np.zeros_like(levels)
    people = _people(setting, levels + added, bases, draw)
    after = (np.arange(setting.periods) >= starts[:, None]) & (starts[:, None] < setting.periods)
    truth = float((added * bases)[after].sum() / bases[after].sum())
    return _panel(setting, people, bases, starts), truth


def _levels(setting: Setting, draw: np.random.Generator) -> np.ndarray:
    """Points of every unit and period without the measure."""
    own = _moving(setting.units, setting, draw) * setting.moved
    shared = _moving(1, setting, draw) * setting.shared
    usual = draw.uniform(35, 50, (setting.units, 1)) if setting.kind != "rate" else 20.0
    return usual + own + shared


def _moving(rows: int, setting: Setting, draw: np.random.Generator) -> np.ndarray:
    """Stationary AR(1) series of variance 1."""
    steps = draw.standard_normal((rows, setting.periods))
    steps[:, 1:] *= np.sqrt(1 - setting.rho**2)
    for place in range(1, setting.periods):
        steps[:, place] += setting.rho * steps[:, place - 1]
    return steps


def _added(setting: Setting, starts: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    since = np.arange(setting.periods) - starts[:, None]
    size = np.full_like(since, setting.effect, dtype=float)
    if setting.grows:
        size = draw.uniform(0.5, 1.5, (setting.units, 1)) * setting.effect * np.minimum(since + 1, 12) / 12
    return np.where(since >= 0, size, 0.0)


def _people(setting: Setting, levels: np.ndarray, bases: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """How many of the base, by chance around the level; a mean has no chance of its own."""
    if setting.kind == "mean":
        return levels * bases / 100
    chances = np.clip(levels, 0.5, 99.5) / 100
    if setting.kind == "rate":
        return draw.poisson(chances * bases / 12).astype(float)
    return draw.binomial(bases.astype(int), chances).astype(float)


def _panel(setting: Setting, people: np.ndarray, bases: np.ndarray, starts: np.ndarray) -> Panel:
    periods = tuple(_spans(setting))
    names = [f"第{place}社区" for place in range(setting.units)]
    cells = pl.DataFrame({
        "unit": np.repeat(names, setting.periods),
        "period": np.tile(np.arange(setting.periods), setting.units),
        "people": people.ravel(),
        "base": bases.ravel(),
    })
    begun = {
        name: periods[start].first for name, start in zip(names, starts, strict=True) if start < len(periods)
    }
    return Panel(
        metric="simulated", title="持证率", kind=setting.kind, unit="%",
        scale=1200.0 if setting.kind == "rate" else 100.0, every=setting.every, periods=periods, cells=cells,
        starts=begun, better="higher",
    )  # fmt: skip


def _spans(setting: Setting) -> Iterator[Period]:
    if setting.every == "month":
        places = range(setting.periods + 1)
        days = [date(2015 + place // 12, place % 12 + 1, 1) for place in places]
    else:
        days = [date(2015 + place, 1, 1) for place in range(setting.periods + 1)]
    for day, after in pairwise(days):
        yield Period(first=day, last=day if setting.every == "list" else after - timedelta(days=1))


def outcome(
    setting: Setting,
    *,
    replications: int,
    seed: int,
    estimate: Callable[[Panel], Effect] = effects.estimate,
    step: Callable[[], object] = lambda: None,
) -> Outcome:
    """Estimate as many panels without and with an effect, and count what is said of them."""
    designs: dict[str, int] = {}
    claims = found = covered = intervals = 0
    for replication in range(replications):
        own_seed = seed + replication
        panel, _ = simulated(setting, seed=own_seed, with_effect=False)
        claims += estimate(panel).verdict in CLAIMS
        panel, truth = simulated(setting, seed=own_seed, with_effect=True)
        effect = estimate(panel)
        designs[effect.fit.design] = designs.get(effect.fit.design, 0) + 1
        found += effect.verdict == "有证据改善"
        covered += effect.fit.low <= truth <= effect.fit.high
        intervals += effect.fit.design != "none"
        step()
    return Outcome(
        designs=designs, panels=replications, claims=claims, found=found, covered=covered, intervals=intervals
    )


def too_many(claims: int, panels: int, *, sure: float = 0.99) -> bool:
    """Whether so many claims are more than chance would give if 8 % of all verdicts claimed an effect."""
    from scipy.stats import binom

    return bool(claims > binom.ppf(sure, panels, ALLOWED))


def _one(name: str, rho: float, base: int, **more: object) -> Setting:
    return Setting(name=name, units=1, starts=(12,), periods=24, base=base, rho=rho, effect=25.0, **more)


TEN = (14, 16, 18, 20, 22)
HUNDRED = (24,) * 15 + (30,) * 15 + (36,) * 15 + (42,) * 15
RHOS = (0.0, 0.3, 0.6)
SETTINGS = (
    *(_one(f"1 × 24 months, base {base}", rho, base) for base in (9, 200) for rho in RHOS),
    *(_one("1 × 24 months, no chance of people", rho, 100, kind="mean") for rho in RHOS),
    _one("1 × 24 months, events of 60 staff", 0.3, 60, kind="rate"),
    *(
        Setting(name=f"10 × 36 months, 5 staggered, base {base}", units=10, starts=TEN, periods=36, base=base,
                rho=rho, shared=5.0)
        for base in (9, 120) for rho in RHOS
    ),
    Setting(name="10 × 36 months, 3 at once, base 120", units=10, starts=(18,) * 3, periods=36, base=120,
            rho=0.6, shared=5.0),
    Setting(name="10 × 36 months, 1 alone, base 120", units=10, starts=(18,), periods=36, base=120, rho=0.6,
            shared=5.0),
    Setting(name="10 × 36 months, 5 staggered, growing", units=10, starts=TEN, periods=36, base=120, rho=0.6,
            shared=5.0, grows=True),
    Setting(name="10 × 36 months, all at once, base 9", units=10, starts=(18,) * 10, periods=36, base=9,
            rho=0.6),
    *(
        Setting(name=f"10 × 4 years, 5 staggered, base {base}", units=10, starts=(1, 1, 2, 2, 2), periods=4,
                base=base, rho=0.3, shared=5.0, every="year")
        for base in (9, 120)
    ),
    *(
        Setting(name=f"1 × 2 lists, base {base}", units=1, starts=(1,), periods=2, base=base, rho=0.0,
                every="list", moved=0.0)
        for base in (9, 200)
    ),
    Setting(name="1 × 2 lists, moving, base 200", units=1, starts=(1,), periods=2, base=200, rho=0.0,
            every="list", moved=3.0),
    *(
        Setting(name=f"100 × 60 months, 60 staggered, base {base}", units=100, starts=HUNDRED, periods=60,
                base=base, rho=rho, shared=5.0, effect=3.0)
        for base, rho in ((9, 0.0), (9, 0.6), (100, 0.3), (100, 0.6))
    ),
    Setting(name="100 × 60 months, 60 staggered, growing", units=100, starts=HUNDRED, periods=60, base=100,
            rho=0.6, shared=5.0, effect=6.0, grows=True),
)  # fmt: skip
