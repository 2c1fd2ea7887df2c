"""Who might have begun when: the assignments that the observed one is held against."""

from __future__ import annotations

from collections.abc import Iterator
from math import factorial, prod
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def patterns(states: NDArray[np.int8]) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    """The distinct courses of the measure, and which of them each unit had."""
    courses, which = np.unique(states, axis=0, return_inverse=True)
    return courses, which.reshape(-1)


def assignments(states: NDArray[np.int8]) -> int:
    """In how many ways the starts can be handed to the units.

    Example:
        >>> assignments(np.array([[0, 2], [0, 2], [0, 0], [0, 0], [0, 0]], dtype=np.int8))
        10
    """
    return _ways(patterns(states)[1])


def shuffled(states: NDArray[np.int8], *, most: int, seed: int) -> NDArray[np.int8]:
    """Other assignments than the observed one: all of them, or ``most`` drawn by chance.

    Returns:
        Assignments × units × periods.

    Example:
        >>> shuffled(np.array([[0, 2], [0, 0], [0, 0]], dtype=np.int8), most=99, seed=0)[:, :, 1].tolist()
        [[0, 0, 2], [0, 2, 0]]
    """
    courses, which = patterns(states)
    return np.asarray(courses[drawn_orders(which, most=most, seed=seed)])


def drawn_orders(which: NDArray[np.int64], *, most: int, seed: int) -> NDArray[np.int64]:
    """Other orders of labels than the observed one: all of them, or ``most`` drawn by chance.

    Returns:
        Orders × units.
    """
    if _ways(which) - 1 <= most:
        every = np.array(list(_arranged(np.sort(which).tolist())))
        return np.asarray(every[(every != which).any(axis=1)])
    random = np.random.default_rng(seed)
    return random.permuted(np.broadcast_to(which, (most, len(which))), axis=1)


def _ways(which: NDArray[np.int64]) -> int:
    counts = np.bincount(which)
    return factorial(len(which)) // prod(factorial(int(count)) for count in counts)


def _arranged(labels: list[int]) -> Iterator[list[int]]:
    """Every distinct order of labels, by the next one in dictionary order (Knuth, TAOCP 7.2.1.2, L)."""
    yield list(labels)
    while True:
        falls = [place for place in range(len(labels) - 1) if labels[place] < labels[place + 1]]
        if not falls:
            return
        pivot = falls[-1]
        other = next(place for place in reversed(range(len(labels))) if labels[place] > labels[pivot])
        labels[pivot], labels[other] = labels[other], labels[pivot]
        labels[pivot + 1 :] = reversed(labels[pivot + 1 :])
        yield list(labels)
