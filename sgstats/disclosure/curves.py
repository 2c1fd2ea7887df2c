"""Whole survival curves as an audience may see them: steps merged until each holds enough people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from sgstats.disclosure.audiences import Rules, rules_for
from sgstats.messages import say
from sgstats.metrics.survival.curve import median

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sgstats.disclosure.audiences import Audience
    from sgstats.metrics.survival import Curves, LogRank

COUNTS = ("at_risk", "events")
HEIGHTS = ("survival", "low", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectedCurves:
    """Curves as their audience may see them.

    Attributes:
        frame: One row per point shown: the by fields, ``days``, ``at_risk`` just before the day,
            ``events`` since the point before, ``survival``, ``low``, ``high`` as fractions of 1.
        medians: One row per group: ``services``, ``events``, ``value``, ``low``, ``high`` in days, read
            off the points shown; null where hidden.
        logrank: The test between the groups; None where a group is hidden.
        by: Fields that make the groups.
        on: The day up to which people were watched.
        where: Filters by field.
        audience: Who may see them.
        notes: Sentences that belong below the curves.

    Example:
        >>> curves = sgstats.survival(store=store, audience="analyst")
        >>> curves.by, curves.medians["events"].item()
        ((), 0)
    """

    frame: pl.DataFrame
    medians: pl.DataFrame
    logrank: LogRank | None
    by: tuple[str, ...]
    on: date
    where: Mapping[str, tuple[str, ...]]
    audience: Audience
    notes: tuple[str, ...]


def protect_curves(curves: Curves, *, audience: str = "internal") -> ProtectedCurves:
    """Merge the steps of each curve until no few leavers can be read off it; leave small groups out.

    A point is shown where nobody, or enough people, left since the last one, and enough are in view
    before and after it. A group that fewer than ``curve_from`` people entered has no curve; if it
    would be the only one, the next smallest has none either.

    Args:
        curves: Exact curves.
        audience: ``internal``, ``public`` or ``analyst``.

    Raises:
        Refused: There is no such audience.
    """
    rules = rules_for(audience)
    few = _few(curves, rules)
    small = curves.medians.filter(few).select(curves.by)
    frame = curves.frame.select(*curves.by, "days", *COUNTS, *HEIGHTS)
    shown = frame if not few.any() else _without(frame, small, by=curves.by)
    points = shown if rules.hide_up_to == 0 else _merged(shown, by=curves.by, rules=rules)
    return ProtectedCurves(
        frame=points,
        medians=_medians(curves, points, few=few, rules=rules),
        logrank=None if few.any() else curves.logrank,
        by=curves.by,
        on=curves.on,
        where=curves.where,
        audience=rules.name,
        notes=(*curves.remarks, *_notes(rules, hidden=bool(few.any()))),
    )


def _few(curves: Curves, rules: Rules) -> pl.Series:
    """Marks of the groups without a curve."""
    services = curves.medians["services"]
    few = services < rules.curve_from
    if len(curves.by) != 1:
        # Crossed groups add up in several directions: with one hidden, none is shown.
        return few if not few.any() else few | True
    rest = services.filter(~few)
    if few.any() and (few.sum() == 1 or services.filter(few).sum() < rules.curve_from) and len(rest):
        few |= services == rest.min()
    return few


def _without(frame: pl.DataFrame, small: pl.DataFrame, *, by: tuple[str, ...]) -> pl.DataFrame:
    return (
        frame.join(small, on=list(by), how="anti", nulls_equal=True, maintain_order="left")
        if by
        else frame.clear()
    )


def _merged(frame: pl.DataFrame, *, by: tuple[str, ...], rules: Rules) -> pl.DataFrame:
    curves = frame.partition_by(list(by), maintain_order=True) if by else [frame]
    merged = [_points(curve, rules.threshold) for curve in curves]
    return (
        pl
        .concat(merged)
        .with_columns(_rounded(name, rules.round_to) for name in COUNTS)
        .with_columns(pl.col(name).round(2) if rules.round_to > 1 else pl.col(name) for name in HEIGHTS)
        if merged
        else frame
    )


def _points(curve: pl.DataFrame, threshold: int) -> pl.DataFrame:
    """The rows of one curve that end a step of enough leavers, with those of the step."""
    kept: list[int] = []
    events: list[int] = []
    left = 0
    for place, (seen, gone) in enumerate(curve.select(COUNTS).iter_rows()):
        left += gone
        start = not kept and not left
        if start or (left >= threshold and seen - gone >= threshold):
            kept.append(place)
            events.append(left)
            left = 0
    return curve[kept].with_columns(pl.Series("events", events, dtype=pl.Int64))


def _rounded(name: str, multiple: int) -> pl.Expr:
    return ((pl.col(name) + multiple // 2) // multiple * multiple).alias(name)


def _medians(curves: Curves, points: pl.DataFrame, *, few: pl.Series, rules: Rules) -> pl.DataFrame:
    """Medians and their ends as the points shown tell them, which may be a little later than they are."""
    if rules.hide_up_to == 0:
        return curves.medians
    read = [median(points.filter(_of(curves.by, group))) for group in curves.medians.select(curves.by).rows()]
    read = read if curves.by else [median(points)]
    ends = {name: [getattr(one, name) for one in read] for name in ("value", "low", "high")}
    enough = ~pl.col("_few") & (pl.col("events") >= rules.threshold)
    counts = [
        pl.when(seen).then(_rounded(name, rules.round_to)).alias(name)
        for name, seen in (("services", ~pl.col("_few")), ("events", enough))
    ]
    told = [pl.Series(name, days, dtype=pl.Float64) for name, days in ends.items()]
    return curves.medians.with_columns(told, _few=few).with_columns(counts).drop("_few")


def _of(by: tuple[str, ...], group: tuple[str, ...]) -> pl.Expr:
    return pl.all_horizontal([
        pl.col(name).eq_missing(pl.lit(value)) for name, value in zip(by, group, strict=True)
    ])


def _notes(rules: Rules, *, hidden: bool) -> list[str]:
    notes = [say("disclosure.note_marked")] if rules.marked else []
    if rules.hide_up_to:
        notes.append(say("disclosure.note_curves", threshold=rules.threshold))
    if hidden:
        notes.append(say("disclosure.note_hidden_curves", curve=rules.curve_from))
    if rules.round_to > 1:
        notes.append(say("disclosure.note_rounded", round_to=rules.round_to))
    return notes
