"""The log-rank test: do groups leave at the same pace?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRank:
    """Result of a log-rank test.

    Attributes:
        statistic: Chi-square statistic.
        degrees: Its degrees of freedom.
        p_value: Probability of one as large where all groups leave at the same pace.
    """

    statistic: float
    degrees: int
    p_value: float


def logrank(changes: Sequence[pl.DataFrame]) -> LogRank | None:
    """Compare groups day by day: who left, against who was to be expected from those at risk.

    People may enter late: only those in view just before a day are at risk on it.

    Formula:
        statistic = U' V⁻ U, U = sum over days of events - events of all · at_risk / at_risk of all,
        V its hypergeometric covariance.

    Args:
        changes: Per group its ``days``, ``entered``, ``events``, ``censored``, ascending.

    Returns:
        The test, or None where there are no two groups that could have had an event.

    Source:
        Mantel, N. (1966), Cancer Chemotherapy Reports 50; with delayed entry as in Andersen, P. K.
        et al. (1993), Statistical Models Based on Counting Processes.

    Example:
        >>> one = {"days": [0, 3, 5], "entered": [2, 0, 0], "events": [0, 1, 1], "censored": [0, 0, 0]}
        >>> other = {"days": [0, 7, 9], "entered": [2, 0, 0], "events": [0, 1, 1], "censored": [0, 0, 0]}
        >>> round(logrank([pl.DataFrame(one), pl.DataFrame(other)]).statistic, 4)
        2.8824
    """
    import numpy as np
    from scipy.special import chdtrc

    events, at_risk = _on_event_days(changes)
    all_events, everyone = events.sum(axis=0), at_risk.sum(axis=0)
    share = at_risk / everyone
    difference = (events - all_events * share).sum(axis=1)
    # A single person at risk leaves no room for chance.
    weight = all_events * (everyone - all_events) / np.maximum(everyone - 1, 1)
    covariance = np.diag((weight * share).sum(axis=1)) - (weight * share) @ share.T
    degrees = int(np.linalg.matrix_rank(covariance, hermitian=True)) if len(changes) else 0
    if degrees == 0:
        return None
    statistic = float(difference @ np.linalg.pinv(covariance, hermitian=True) @ difference)
    return LogRank(statistic=statistic, degrees=degrees, p_value=float(chdtrc(degrees, statistic)))


def _on_event_days(changes: Sequence[pl.DataFrame]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Events and people at risk of each group (rows) on each day with an event in any (columns)."""
    import numpy as np

    left = [frame.filter(pl.col("events") > 0) for frame in changes]
    days = np.array(sorted({day for frame in left for day in frame["days"]}), dtype=np.int64)
    events, at_risk = np.zeros((2, len(changes), len(days)))
    for row, (frame, gone) in enumerate(zip(changes, left, strict=True)):
        events[row, np.searchsorted(days, gone["days"].to_numpy())] = gone["events"].to_numpy()
        after = (frame["entered"] - frame["events"] - frame["censored"]).cum_sum().to_numpy()
        before = np.searchsorted(frame["days"].to_numpy(), days, side="left")
        at_risk[row] = np.concatenate([[0], after])[before]
    return events, at_risk
