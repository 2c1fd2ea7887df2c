"""What can be computed from sums of the cells of a panel, by solving all of them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgstats.disclosure.effects_cells import Cells, Marks
    from sgstats.disclosure.effects_limits import Limits

NEAR = 1e-7


def betrays(cells: Cells, told: Sequence[Marks], limits: Limits) -> bool:
    """Whether sums of cells give away a small number of any unit, period, side or span.

    Cells that stand in the same sums are known together or not at all: the equations are solved for
    these parts of the panel.

    Args:
        cells: The panel.
        told: The sums that a reader is told.
        limits: What may be known.
    """
    if not told:
        return False
    rows = np.array([marks[cells.known] for marks in told], dtype=np.float64)
    kinds, part = np.unique(rows, axis=1, return_inverse=True)
    part = part.reshape(-1)
    space = _row_space(kinds)
    return _parts_told(cells, part, space, limits) or _units_told(cells, part, space, limits)


def _parts_told(cells: Cells, part: NDArray[np.int64], space: NDArray[np.float64], limits: Limits) -> bool:
    """Whether a small part follows from the sums told."""
    at, _ = np.nonzero(cells.known)
    people, bases = (
        np.bincount(part, numbers[cells.known]).astype(np.float64) for numbers in (cells.people, cells.bases)
    )
    units = np.bincount(np.unique(np.column_stack([part, at]), axis=0)[:, 0])
    small = ~limits.safe(people, bases, np.bincount(part) / np.maximum(units, 1))
    # A part is fixed exactly where it lies in the space of the sums: its projection has its own length.
    return bool((small & ((space**2).sum(axis=0) > 1 - NEAR)).any())


def _units_told(cells: Cells, part: NDArray[np.int64], space: NDArray[np.float64], limits: Limits) -> bool:
    """Whether the small number of a unit follows from them, of all periods or of one side."""
    rows = [cells.known & (np.arange(len(cells.first)) == row)[:, None] for row in range(len(cells.first))]
    sides = [marks & side for marks in rows for side in (cells.started, ~cells.started & ~cells.left)]
    every = [marks for marks in (*rows, *sides) if marks.any()]
    small = [marks for marks, fine in zip(every, cells.safe(every, limits), strict=True) if not fine]
    sizes = np.bincount(part)
    counts = [np.bincount(part[marks[cells.known]], minlength=len(sizes)) for marks in small]
    # Of a part that is cut no piece can be told from the rest of it.
    wanted = [(count > 0).astype(np.float64) for count in counts if ((count == 0) | (count == sizes)).all()]
    return any(_computed(one, space) for one in wanted)


def _row_space(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Orthonormal rows that span the same sums."""
    _, sizes, directions = np.linalg.svd(rows, full_matrices=False)
    space: NDArray[np.float64] = directions[sizes > NEAR * max(sizes.max(initial=0.0), 1.0)]
    return space


def _computed(wanted: NDArray[np.float64], space: NDArray[np.float64]) -> bool:
    """Whether a sum of parts follows from the sums told."""
    rest = wanted - (wanted @ space.T) @ space
    return bool(np.abs(rest).max() <= NEAR * max(1.0, np.abs(wanted).max()))
