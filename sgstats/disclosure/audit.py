"""The table read by an attacker who writes down every sum and solves for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from sgstats.disclosure.numbers import Family, Level, Numbers

    Mask = NDArray[np.bool_]

DENSE_UP_TO = 200
"""Unknowns up to which the equations are solved as a whole; above, as a sparse system."""

SOFTENING, REPEATED, SOLVED = 1e-7, 4, 1e-9
"""How far a sparse system is softened, how often it is solved, and how well that must have worked."""

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
        known_sums = _equations(families, unknown, len(hidden))
        identities = [level.identities[:, unknown] for level in levels if level.identities is not None]
        fixed[unknown] = np.abs(_free_move(_below(known_sums, identities))) < FREE
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


def _below(first: csr_array, others: list[csr_array]) -> csr_array:
    """Equations below each other, those without an unknown left out."""
    from scipy.sparse import vstack

    every = vstack([first, *others], format="csr")
    return every[np.diff(every.indptr) > 0]


def _free_move(equations: csr_array) -> NDArray[np.float64]:
    """A random direction, less all of it that would change a known sum."""
    wish = np.random.default_rng(20_240_328).normal(size=equations.shape[1])
    if equations.shape[1] <= DENSE_UP_TO:
        multipliers = np.linalg.lstsq(equations.toarray().T, wish, rcond=None)[0]
        return np.asarray(wish - equations.T @ multipliers)
    return _projected(equations, wish)


def _projected(equations: csr_array, wish: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same for many unknowns; no move at all where the equations can't be solved."""
    from scipy.sparse import eye_array
    from scipy.sparse.linalg import splu

    # Equations may say the same twice: a little on the diagonal helps, repeating undoes its trace.
    normal = (equations @ equations.T + SOFTENING * eye_array(equations.shape[0])).tocsc()
    solved = splu(normal, permc_spec="MMD_AT_PLUS_A", options={"SymmetricMode": True})
    move = wish
    for _ in range(REPEATED):
        move = move - equations.T @ solved.solve(equations @ move)
    unsolved = not np.allclose(equations @ move, 0, atol=SOLVED)
    return np.zeros_like(wish) if unsolved else np.asarray(move)
