"""The sentences that belong below a protected table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.disclosure.audiences import Rules


def notes_for(
    frame: pl.DataFrame, *, by: tuple[str, ...], rules: Rules, grades: bool = False
) -> tuple[str, ...]:
    """What a reader of the table must be told, in the order to print it.

    Args:
        frame: One row per group and category, as it will be shown.
        by: The fields that make the groups.
        rules: The audience's rules.
        grades: Whether the stricter rules for grades hold.

    Returns:
        Nothing, or one sentence each about marking, hiding and rounding.
    """
    notes = []
    if rules.marked:
        notes.append(say("disclosure.note_marked"))
    if (frame["status"] == "hidden").any():
        notes.append(say("disclosure.note_hidden", hide_up_to=rules.hide_up_to))
        if grades:
            limits = {"graded": rules.graded_from, "crossed": rules.crossed_from}
            notes.append(say("disclosure.note_hidden_grades", **limits))
    if rules.round_to > 1:
        notes.append(say("disclosure.note_rounded", round_to=rules.round_to))
        if "component" in frame.columns and "value" in frame.columns:
            notes.append(say("disclosure.note_contributions"))
    elif _parts_miss_the_whole(frame, by):
        notes.append(say("disclosure.note_rounding"))
    return tuple(notes)


def _parts_miss_the_whole(frame: pl.DataFrame, by: tuple[str, ...]) -> bool:
    """Whether some group shown whole has printed shares that do not add up to 100.0."""
    if "share" not in frame.columns:
        return False
    # Half-up tenths of a percent, from whole numbers.
    tenths = (2000 * pl.col("people") + pl.col("base")) // (2 * pl.col("base"))
    frame = frame.filter(pl.col("base") > 0).with_columns(tenths=tenths)
    whole = pl.col("people").sum() == pl.col("base").first()
    groups = frame.group_by(list(by) or pl.lit(0).alias("all")).agg(
        whole=whole, tenths=pl.col("tenths").sum()
    )
    return not groups.filter(pl.col("whole") & (pl.col("tenths") != 1000)).is_empty()
