"""What can be computed from sums of the cells of a panel, by solving all of them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgstats.disclosure.effects_cells import Cells, Marks
    from sgstats.disclosure.effects_limits import Limits

    Rows = NDArray[np.float64]

NEAR = 1e-7
MOST = 10
"""So many independent sums of small numbers are tried in all their ways; more are too many to be sure."""


def betrays(cells: Cells, told: Sequence[Marks], limits: Limits) -> bool:
    """Whether sums of cells give away a small count of any cells together, even to who guesses the zeros.

    Cells that stand in the same sums are known together or not at all: they are one part. A small count
    is one of parts that are small themselves, so only what the sums tell of those alone is looked at.

    Args:
        cells: The panel.
        told: The sums that a reader is told.
        limits: What may be known.
    """
    if not told:
        return False
    rows = np.array([marks[cells.known] for marks in told])
    # Packed into bytes, columns are told apart many times faster.
    _, first, part = np.unique(np.packbits(rows, axis=0), axis=1, return_index=True, return_inverse=True)
    part = part.reshape(-1)
    space = _row_space(rows[:, first].astype(np.float64))
    sizes = limits.sizes(*_parts(cells, part))
    return any(_small_told(cells, part, space, size, limits) for size in sizes)


def _parts(cells: Cells, part: NDArray[np.int64]) -> tuple[Rows, Rows, Rows]:
    """People, base and periods of each part."""
    unit, _ = np.nonzero(cells.known)
    people, bases = (
        np.bincount(part, numbers[cells.known]).astype(np.float64) for numbers in (cells.people, cells.bases)
    )
    units = np.bincount(np.unique(np.column_stack([part, unit]), axis=0)[:, 0])
    return people, bases, np.bincount(part) / np.maximum(units, 1)


def _small_told(cells: Cells, part: NDArray[np.int64], space: Rows, size: Rows, limits: Limits) -> bool:
    """Whether some small parts add up to a small count that follows from the sums told."""
    small = np.flatnonzero((size > 0) & (size < 1))
    alone = _echelon(_without(space, size >= 1)[:, small])
    if len(alone) > MOST:
        return True
    ways = (np.arange(1, 2 ** len(alone))[:, None] >> np.arange(len(alone))) % 2 @ alone
    sets = ways[(np.abs(ways * (ways - 1)) < NEAR).all(axis=1)] > 0.5
    marks = [_marked(cells, np.isin(part, small[one])) for one in sets]
    return not bool(cells.safe(marks, limits).all())


def _marked(cells: Cells, chosen: NDArray[np.bool_]) -> Marks:
    marks = np.zeros_like(cells.known)
    marks[cells.known] = chosen
    return marks


def _row_space(rows: Rows) -> Rows:
    """Orthonormal rows that span the same sums."""
    lengths, ways = np.linalg.eigh(rows @ rows.T)
    kept = lengths > NEAR * max(float(lengths.max(initial=0.0)), 1.0)
    return np.asarray((ways[:, kept] / np.sqrt(lengths[kept])).T @ rows)


def _without(space: Rows, large: NDArray[np.bool_]) -> Rows:
    """All sums that follow from these and hold nothing of the large parts."""
    lengths, ways = np.linalg.eigh(space[:, large] @ space[:, large].T)
    return np.asarray(ways[:, lengths < NEAR].T @ space)


def _echelon(rows: Rows) -> Rows:
    """The same sums, each with a one where all others have a zero: their pivots."""
    rows, rank = rows.copy(), 0
    for column in range(rows.shape[1]):
        if rank == len(rows):
            break
        pivot = rank + int(np.abs(rows[rank:, column]).argmax())
        if abs(rows[pivot, column]) < NEAR:
            continue
        rows[[rank, pivot]] = rows[[pivot, rank]]
        rows[rank] /= rows[rank, column]
        others = np.arange(len(rows)) != rank
        rows[others] -= np.outer(rows[others, column], rows[rank])
        rank += 1
    return rows[:rank]
