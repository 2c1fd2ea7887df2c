"""How finely the time line and the event study of an effect may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.disclosure.effects_cells import around, groups_of
from sgstats.disclosure.effects_solved import betrays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgstats.disclosure.effects_cells import Cells, Group, Marks
    from sgstats.disclosure.effects_limits import Limits
    from sgstats.effects.effect import Effect
    from sgstats.effects.panel import Every

STEPS: dict[Every, tuple[int, ...]] = {
    "month": (1, 3, 6, 12), "quarter": (1, 2, 4), "year": (1, 2), "list": (1, 2, 4),
}  # fmt: skip
"""So many periods make one cell of a line, the finest first; after the last come before and after alone."""
Finest = tuple["int | None", "list[Group]"]
"""How many periods make a cell of the line, None for before and after alone; and its cells."""
Events = tuple["list[Group]", "list[Group]"]
"""The cells of an event study, and those of them that may be shown."""


def telling_line(effect: Effect, cells: Cells, limits: Limits) -> Finest | None:
    """The finest line that gives no small number away, with what is told by the totals.

    Args:
        effect: Exact.
        cells: Those behind it.
        limits: What may be known.

    Returns:
        How many periods make a cell (None for before and after alone), and the cells; None where no
        line may be shown.
    """
    totals = cells.totals(effect.fit.totals)
    if effect.panel is None or totals is None:
        return None
    for step in (*STEPS[effect.panel.every], None):
        groups = groups_of(cells, step=step)
        told = line_sums(cells, groups)
        if cells.safe(told, limits).all() and not betrays(cells, [*totals, *told], limits):
            return step, groups
    return None


def line_sums(cells: Cells, groups: Sequence[Group]) -> list[Marks]:
    """The sums that a line tells: of what was, and of what its expectation is made of."""
    mine = [cells.counted() & cells.in_periods(group) for group in groups]
    # Whoever knows the level reads the units without the measure off what was expected.
    compared = not cells.treated.all() or len(set(cells.first.tolist())) > 1
    others = [cells.untreated() & cells.in_periods(group) for group in groups] if compared else []
    return [marks for marks in (*mine, *others) if marks.any()]


def telling_events(effect: Effect, cells: Cells, limits: Limits, *, line: Finest) -> Events | None:
    """The finest event study that gives no small number away beside the line and the totals; None: none.

    It is never finer than the line, and each of its cells is of several units: of a single one it would be
    the line again, with another measure of what was expected.
    """
    step, groups = line
    totals = cells.totals(effect.fit.totals)
    if (
        effect.panel is None
        or totals is None
        or effect.fit.events.is_empty()
        or step is None
        or limits.rounds
    ):
        return None
    shown = [*totals, *line_sums(cells, groups)]
    events = [
        one for one in effect.fit.events["event"].to_list() if (cells.since([one]) & cells.counted()).any()
    ]
    for wider in (one for one in STEPS[effect.panel.every] if one >= step):
        bins = around(events, start=0, step=wider)
        fine = [one for one in bins if _event_safe(cells, one, limits)]
        # Whether a cell left out counts in its event is the design's business: neither way may tell.
        ways = [[mine & cells.since(one) for one in fine] for mine in (cells.of_treated(), cells.counted())]
        if 4 * len(fine) >= 3 * len(bins) and not any(betrays(cells, [*shown, *way], limits) for way in ways):
            return bins, fine
    return None


def _event_safe(cells: Cells, group: Group, limits: Limits) -> bool:
    marks = cells.since(group) & cells.counted()
    several = int(marks.any(axis=1).sum()) >= min(2, int(cells.treated.sum()))
    return bool(marks.any()) and several and bool(cells.safe([marks], limits).all())
