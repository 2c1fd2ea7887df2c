"""Timing contenders that take turns in one process, so that a noisy machine is noisy to all of them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping


def medians(runs: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, float]:
    """Median seconds of each contender.

    They must agree on every result before they are timed.
    """
    first, *others = (run() for run in runs.values())
    if any(result != first for result in others):
        raise SystemExit(f"the contenders disagree: {', '.join(runs)}")
    return seconds(runs, rounds=rounds)


def seconds(runs: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, float]:
    """Median seconds of each contender, whether or not they find the same."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            times[name].append(_seconds(run))
    return {name: statistics.median(values) for name, values in times.items()}


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
