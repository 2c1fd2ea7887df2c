"""The table read by an attacker who writes down every sum and solves for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from sgstats.disclosure.numbers import Family

    Mask = NDArray[np.bool_]

DENSE_UP_TO = 600
"""Unknowns up to which the equations are solved directly; above, iteratively."""

FREE = 1e-6
"""A number that moves by less than this when all the others move at random is fixed."""


def determined(known: list[tuple[Family, Mask]], hidden: Mask, people: NDArray[np.int64]) -> Mask:
    """Mark the hidden numbers that the published ones fix to one value.

    The unknowns are the hidden numbers above zero (a reader is assumed to guess every
    hidden zero); the equations are the lines whose sum is known. A number is fixed when it
    does not move in any direction that leaves all the sums alone. To see this for
    all numbers at once, one random direction is projected on those directions.

    Args:
        known: Families of lines, each with the lines whose sum a reader knows.
        hidden: The numbers not shown.
        people: The counts themselves.

    Returns:
        One mark per number.
    """
    unknown = np.flatnonzero(hidden & (people > 0))
    fixed = np.zeros(len(people), dtype=np.bool_)
    if len(unknown):
        equations = _equations(known, unknown, len(people))
        fixed[unknown] = np.abs(_free_move(equations)) < FREE
    return fixed


def _equations(known: list[tuple[Family, Mask]], unknown: NDArray[np.int64], size: int) -> Any:
    """One row per known line, one column per unknown: +1 for a part, -1 for the sum."""
    from scipy.sparse import csr_array, vstack

    blocks = []
    for family, open_lines in known:
        part = np.flatnonzero(family.line >= 0)
        total = np.flatnonzero(family.total >= 0)
        rows = np.concatenate([family.line[part], total])
        columns = np.concatenate([part, family.total[total]])
        signs = np.concatenate([np.ones(len(part)), -np.ones(len(total))])
        block = csr_array((signs, (rows, columns)), shape=(family.lines, size))
        blocks.append(block[np.flatnonzero(open_lines)][:, unknown])
    return vstack(blocks, format="csr") if blocks else csr_array((0, len(unknown)))


def _free_move(equations: Any) -> NDArray[np.float64]:
    """A random direction, less all of it that would change a known sum."""
    wish = np.random.default_rng(20_240_328).normal(size=equations.shape[1])
    if equations.shape[1] <= DENSE_UP_TO:
        multipliers = np.linalg.lstsq(equations.toarray().T, wish, rcond=None)[0]
        return np.asarray(wish - equations.T @ multipliers)
    from scipy.sparse.linalg import lsmr

    answer = lsmr(equations.T, wish, atol=1e-13, btol=1e-13, conlim=0, maxiter=20_000)
    unsolved = answer[1] == 7
    return np.zeros_like(wish) if unsolved else np.asarray(wish - equations.T @ answer[0])
