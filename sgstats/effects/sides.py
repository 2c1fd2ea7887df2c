"""Which cells of a panel lie before the start and which after it, and what they say together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.panel import Panel


def side_masks(panel: Panel) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Known cells before and from the start on, units × periods; those left out are in neither.

    All known cells of a unit without a start are before it.
    """
    places = np.arange(len(panel.periods))
    after = places[None, :] >= panel.first_after[:, None]
    usable = ~np.isnan(panel.values) & ~panel.left_out
    return usable & ~after, usable & after


def level(panel: Panel, cells: NDArray[np.bool_]) -> float | None:
    """What the indicator says of some cells together: by their bases, counts by cell; None of none.

    Formula:
        scale · Σ people / Σ base; of a count scale · Σ people / cells
    """
    if not cells.any():
        return None
    base = float(cells.sum()) if panel.kind == "count" else float(panel.bases[cells].sum())
    return panel.scale * float(panel.people[cells].sum()) / base
