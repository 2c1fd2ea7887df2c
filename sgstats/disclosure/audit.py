"""The table read by an attacker who writes down every sum and solves for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from sgstats.disclosure.numbers import Family, Level, Numbers

    Mask = NDArray[np.bool_]

DENSE_UP_TO = 600
"""Unknowns up to which the equations are solved directly; above, iteratively."""

FREE = 1e-6
"""A number that moves by less than this when all the others move at random is fixed."""


def determined(numbers: Numbers, hidden: Mask, *, levels: list[Level]) -> Mask:
    """Mark the hidden numbers that the shown ones fix to one value.

    The unknowns are the hidden numbers above zero (a reader is assumed to guess every
    hidden zero); the equations are the lines of the levels. A number is fixed when it does
    not move in any direction that leaves every equation true. To see this for all numbers
    at once, one random direction is projected on those directions.

    Args:
        numbers: The table and its totals.
        hidden: The numbers not shown.
        levels: What the reader has in hand.

    Returns:
        One mark per number.
    """
    families = [family for level in levels for family in level.families]
    in_hand = np.logical_or.reduce([level.member for level in levels], initial=False)
    unknown = np.flatnonzero(hidden & in_hand & (numbers.people > 0))
    fixed = np.zeros(len(hidden), dtype=np.bool_)
    if len(unknown):
        fixed[unknown] = np.abs(_free_move(_equations(families, unknown, len(hidden)))) < FREE
    return fixed


def _equations(families: list[Family], unknown: NDArray[np.int64], size: int) -> csr_array:
    """One row per line, one column per unknown: +1 for a part, -1 for the sum."""
    from scipy.sparse import csr_array, vstack

    blocks = [csr_array((0, size))]
    for family in families:
        part = np.flatnonzero(family.line >= 0)
        rows = np.concatenate([family.line[part], np.arange(len(family.total))])
        columns = np.concatenate([part, family.total])
        signs = np.concatenate([np.ones(len(part)), -np.ones(len(family.total))])
        blocks.append(csr_array((signs, (rows, columns)), shape=(len(family.total), size)))
    return vstack(blocks, format="csc")[:, unknown].tocsr()


def _free_move(equations: csr_array) -> NDArray[np.float64]:
    """A random direction, less all of it that would change a known sum."""
    wish = np.random.default_rng(20_240_328).normal(size=equations.shape[1])
    if equations.shape[1] <= DENSE_UP_TO:
        multipliers = np.linalg.lstsq(equations.toarray().T, wish, rcond=None)[0]
        return np.asarray(wish - equations.T @ multipliers)
    from scipy.sparse.linalg import lsmr

    answer = lsmr(equations.T, wish, atol=1e-13, btol=1e-13, conlim=0, maxiter=20_000)
    unsolved = answer[1] == 7
    return np.zeros_like(wish) if unsolved else np.asarray(wish - equations.T @ answer[0])
