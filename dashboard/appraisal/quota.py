"""Use of the quota: seats, how many were given, what waits; whoever is over stands first."""

from __future__ import annotations

import polars as pl

from dashboard import numbers, parts
from dashboard.appraisal.reading import Chosen
from sgstats import Verdicts, field, say

COUNTS = ("people", "seats", "given", "open")


def panel(verdicts: Verdicts, chosen: Chosen) -> None:
    """Streets, and the communities that may be shown."""
    with parts.panel("quota", title=say("page.quota")):
        if verdicts.quota is None or verdicts.quota_by_street is None:
            parts.quiet(say("page.no_quota_about", policy=chosen.policy), key="quota")
            return
        _sentence(verdicts)
        _table(verdicts.quota_by_street, units=("street",), key="quota_streets", chosen=chosen)
        parts.quiet(say("page.quota_about"), key="quota_about")
        shown = verdicts.quota.drop_nulls("given")
        hidden = verdicts.quota.height - shown.height
        if hidden:
            parts.quiet(say("page.quota_hidden", hidden=hidden), key="quota_hidden")
        if shown.height:
            _table(shown, units=("street", "community"), key="quota_units", chosen=chosen)


def _sentence(verdicts: Verdicts) -> None:
    units = verdicts.quota_units
    if units is not None:
        parts.quiet(say("page.quota_sentence", **units), key="quota_sentence")


def _table(frame: pl.DataFrame, *, units: tuple[str, ...], key: str, chosen: Chosen) -> None:
    printed = listed(frame, units=units)
    right = [say(f"page.quota_{name}") for name in (*COUNTS, "left")]
    title = f"{say('page.quota')} {chosen.title} {field(units[-1]).title}"
    parts.told_table(printed, key=key, title=title, right=right, below=[])


def listed(frame: pl.DataFrame, *, units: tuple[str, ...]) -> pl.DataFrame:
    """The units as texts, those with more than their seats first.

    Args:
        frame: One row per unit: ``people``, ``seats``, ``given``, ``open``.
        units: The columns that name a unit.
    """
    left = (pl.col("seats") - pl.col("given") - pl.col("open")).alias("left")
    rows = frame.with_columns(left).sort("left", nulls_last=True, maintain_order=True)
    titles = {name: field(name).title for name in units}
    titles |= {name: say(f"page.quota_{name}") for name in (*COUNTS, "left")}
    texts = [_printed(name) for name in (*COUNTS, "left")]
    return rows.select(*units, *texts, _state().alias("state")).rename(
        titles | {"state": say("page.quota_state")}
    )


def _printed(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.String).fill_null(numbers.HIDDEN).alias(name)


def _state() -> pl.Expr:
    """Over, full, or with seats left; a star where a number it needs is hidden."""
    words = {name: pl.lit(say(f"page.quota_is_{name}")) for name in ("over", "full", "free", "none")}
    return (
        pl
        .when(pl.col("left").is_null())
        .then(pl.lit(numbers.HIDDEN))
        .when(pl.col("left") < 0)
        .then(words["over"])
        .when(pl.col("seats") == 0)
        .then(words["none"])
        .when(pl.col("left") == 0)
        .then(words["full"])
        .otherwise(words["free"])
    )
