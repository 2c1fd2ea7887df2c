"""The answer where no design is possible: what was counted, and nothing claimed."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sgstats.effects.designs import design
from sgstats.effects.effect import Fit, Total
from sgstats.effects.sides import level, side_masks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.panel import Panel

EVENTS = {"event": pl.Int64, "effect": pl.Float64, "low": pl.Float64, "high": pl.Float64,
          "units": pl.Int64, "people": pl.Float64, "base": pl.Float64}  # fmt: skip


@design("none", lack=lambda _: None, rank=lambda _: 0)
def none(panel: Panel, *, seed: int = 0) -> Fit:
    """The difference of the level after and before, about which nothing can be said.

    Its interval has no ends and its p value is 1, so that it never becomes a claim.

    Args:
        panel: At least one unit with something known before and after its start.
        seed: Not used; nothing is random here.

    Returns:
        Counts of both sides and the line; no counterfactual.
    """
    del seed
    treated = panel.first_after[:, None] < len(panel.periods)
    before, after = (mask & treated for mask in side_masks(panel))
    levels = [level(panel, cells) for cells in (before, after)]
    difference = levels[1] - levels[0] if None not in levels else 0.0  # type: ignore[operator]
    return Fit(
        design="none", effect=difference, low=-inf, high=inf, p=1.0, deviation=inf, freedom=None,
        causal=False, totals=(_total(panel, before, after=False), _total(panel, after, after=True)),
        line=_line(panel, before | after), events=pl.DataFrame(schema=EVENTS),
    )  # fmt: skip


def _total(panel: Panel, cells: NDArray[np.bool_], *, after: bool) -> Total:
    return Total(
        side="treated", after=after, people=float(panel.people[cells].sum()), base=_base(panel, cells),
        units=int(cells.any(axis=1).sum()), cells=int(cells.sum()),
    )  # fmt: skip


def _base(panel: Panel, cells: NDArray[np.bool_]) -> float | None:
    return None if panel.kind == "count" else float(panel.bases[cells].sum())


def _line(panel: Panel, cells: NDArray[np.bool_]) -> pl.DataFrame:
    rows = []
    for place in range(len(panel.periods)):
        here = np.zeros_like(cells)
        here[:, place] = cells[:, place]
        people = float(panel.people[here].sum()) if here.any() else None
        rows.append((place, level(panel, here), people, _base(panel, here) if here.any() else None))
    schema = {"period": pl.Int64, "actual": pl.Float64, "people": pl.Float64, "base": pl.Float64}
    unknown = [pl.lit(None, dtype=pl.Float64).alias(name) for name in ("expected", "low", "high")]
    line = pl.DataFrame(rows, schema=schema, orient="row").with_columns(unknown)
    return line.select("period", "actual", "expected", "low", "high", "people", "base")
