"""The steps from one share to another, as people speak of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.messages import say

if TYPE_CHECKING:
    import polars as pl

Step = tuple[str, float | None]
OPENING, CLOSING = "期初", "期末"
NETS = {"moved": ("调入", "调出"), "changed": ("转入", "转出")}
"""Pairs of components of which only the difference means something to a reader."""


def share_steps(rows: pl.DataFrame) -> list[Step]:
    """The first share in percent, what each kind of movement added in percentage points, and the last share.

    Who grew older into a category and who grew older out of it are one step, and so are moves in and
    out: the parts of such a pair depend on how large everything else is, their sum does not. A step
    of which a part is hidden is hidden; what did not happen is no step.

    Args:
        rows: The components of one category of the metric ``change``: ``component`` and ``value``.

    Example:
        >>> import polars as pl
        >>> parts, values = ["期初", "入职", "转入", "转出", "期末"], [50.0, -1.0, 2.0, 1.0, 52.0]
        >>> share_steps(pl.DataFrame({"component": parts, "value": values}))
        [('期初', 50.0), ('入职', -1.0), ('在岗变化', 3.0), ('期末', 52.0)]
    """
    values: dict[str, float | None] = dict(rows.select("component", "value").iter_rows())
    between = [(name, values.get(name, 0.0)) for name in ("入职", "离职")]
    for name, pair in NETS.items():
        parts = [values.get(one, 0.0) for one in pair]
        known = [part for part in parts if part is not None]
        between.append((say(f"report.step_{name}"), sum(known) if len(known) == len(parts) else None))
    happened = [step for step in between if step[1] is None or abs(step[1]) > 1e-9]
    return [(OPENING, values.get(OPENING)), *happened, (CLOSING, values.get(CLOSING))]
