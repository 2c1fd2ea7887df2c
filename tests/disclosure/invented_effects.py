"""Invented panels, and effects on them by plain sums: what a design would make, without the statistics."""

from datetime import date
from itertools import pairwise

import numpy as np
import polars as pl

from sgstats.effects.effect import Check, Effect, Fit, Mix, Needed, Total
from sgstats.effects.panel import Panel, Period


def months(count, first=(2021, 1)):
    """So many months in a row."""
    begun = [divmod(first[0] * 12 + first[1] - 1 + place, 12) for place in range(count + 1)]
    days = [date(year, month + 1, 1) for year, month in begun]
    return tuple(
        Period(first=day, last=date.fromordinal(after.toordinal() - 1)) for day, after in pairwise(days)
    )


def lists(count):
    """So many lists, at the end of a year each."""
    days = [date(2000 + place, 12, 31) for place in range(count)]
    return tuple(Period(first=day, last=day) for day in days)


def panel(people, base, starts, *, kind="share", periods=None, metric="training_coverage", **facts):
    """A panel of units A, B …: people by unit and period, the bases, and where the starts are."""
    people = np.array(people, dtype=float)
    bases = np.broadcast_to(np.array(base, dtype=float), people.shape)
    periods = periods or months(people.shape[1])
    names = [chr(ord("A") + row) for row in range(len(people))]
    rows = [
        {"unit": name, "period": place, "people": people[row, place], "base": bases[row, place]}
        for row, name in enumerate(names)
        for place in range(people.shape[1])
        if not np.isnan(people[row, place])
    ]
    if kind == "count":
        rows = [{**row, "base": None} for row in rows]
    every = "list" if periods[0].first == periods[0].last else "month"
    given = {"title": "培训覆盖率", "unit": "%", "scale": 100, "better": "higher", "every": every, **facts}
    return Panel(
        metric=metric, kind=kind, periods=periods,
        starts={names[row]: periods[at].first for row, at in starts.items()},
        cells=pl.DataFrame(rows, schema_overrides={"people": pl.Float64, "base": pl.Float64}), **given,
    )  # fmt: skip


def effect_of(source, *, design="exact", events=True, verdict="有证据改善", mix=None, **facts):
    """The effect a design would tell of a panel: totals, line and events are plain sums of its cells."""
    treated = np.array([unit in source.treated for unit in source.units])
    first = np.where(treated, source.first_after, len(source.periods))
    known = ~np.isnan(source.people)
    left = source.left_out & treated[:, None]
    late = np.arange(len(source.periods))[None, :] >= first[:, None]
    after = np.arange(len(source.periods)) >= first.min()
    sides = {
        ("treated", False): known & treated[:, None] & ~late & ~left,
        ("treated", True): known & treated[:, None] & late,
        ("compared", False): known & ~treated[:, None] & ~after,
        ("compared", True): known & ~treated[:, None] & after,
    }
    totals = tuple(
        Total(
            side=side, after=then, people=source.people[marks].sum(),
            base=None if source.kind == "count" else source.bases[marks].sum(),
            units=int(marks.any(axis=1).sum()), cells=int(marks.sum()),
        )
        for (side, then), marks in sides.items() if marks.any()
    )  # fmt: skip
    levels = {key: value_of(source, marks) for key, marks in sides.items() if marks.any()}
    moved = levels.get(("compared", True), 0) - levels.get(("compared", False), 0)
    change = levels[("treated", True)] - levels[("treated", False)]
    found = change - moved
    fit = Fit(
        design=design, effect=found, low=found - 8.123456, high=found + 8.123456, p=0.0123456, deviation=4.0,
        freedom=20.0, causal=False, totals=totals,
        line=_line(source, treated, expected=levels[("treated", False)]),
        events=_events(source, treated, first) if events else pl.DataFrame(schema=EVENTS),
        parts={"level": (found, found - 5.55555, found + 5.55555)},
        checks=(Check(name="pre_trend", held="holds", message="实施前走势一致（p = 0.42）。", p=0.42),),
    )  # fmt: skip
    return Effect(
        measure="M1", metric=source.metric, title=source.title, kind=source.kind, unit=source.unit,
        better=source.better, fit=fit, why="只有一个单位。", verdict=verdict,
        sentence=f"有证据改善：{found:+.1f}。",
        needed=Needed(detectable=9.87654, aimed=10.0, periods=None, units=4), mix=mix,
        periods=source.periods, months=len(source.periods), treated=source.treated,
        compared=tuple(unit for unit in source.units if unit not in source.treated), panel=source, **facts,
    )  # fmt: skip


EVENTS = {
    "event": pl.Int64, "effect": pl.Float64, "low": pl.Float64, "high": pl.Float64, "units": pl.Int64,
    "people": pl.Float64, "base": pl.Float64,
}  # fmt: skip
MIX = Mix(by="education", total=12.34567, mix=2.22222, rate=10.12345)


def value_of(source, marks):
    """The indicator over all these cells."""
    people = np.nansum(source.people[marks])
    return source.scale * people / (marks.sum() if source.kind == "count" else np.nansum(source.bases[marks]))


def _line(source, treated, *, expected):
    rows = []
    for place in range(len(source.periods)):
        marks = np.zeros(source.people.shape, dtype=bool)
        marks[treated, place] = ~np.isnan(source.people[treated, place])
        actual = value_of(source, marks) if marks.any() else None
        people = np.nansum(source.people[marks]) if marks.any() else None
        base = np.nansum(source.bases[marks]) if marks.any() else None
        near = {"expected": expected, "low": expected - 5, "high": expected + 5}
        rows.append({"period": place, "actual": actual, **near, "people": people, "base": base})
    return pl.DataFrame(rows, schema_overrides=dict.fromkeys(("people", "base", "actual"), pl.Float64))


def _events(source, treated, first):
    place = np.arange(len(source.periods))[None, :] - first[:, None]
    place = np.where(treated[:, None] & ~np.isnan(source.people), place, 999)
    rows = []
    for event in sorted(set(place[place != 999].tolist())):
        marks = place == event
        found = value_of(source, marks)
        facts = {
            "event": event,
            "effect": found,
            "low": found - 9,
            "high": found + 9,
            "units": int(marks.sum()),
        }
        rows.append({**facts, "people": source.people[marks].sum(), "base": source.bases[marks].sum()})
    return pl.DataFrame(rows, schema=EVENTS)
