"""A ladder of warnings: so many talks, then so many warnings, in that order, before anybody is let go.

A fact without a day could lie anywhere in its year, and two facts of one day in either order. So the
ladder is climbed twice: as late and as early as its facts allow. Only where both ways agree is it known
whether its end is reached.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from sgstats.periods import OPEN_END
from sgstats.policies.rulings import Case, Step, no_rulings, rulings
from sgstats.policies.sentences import listing, sentence

if TYPE_CHECKING:
    from sgstats.policies.procedures import Ladder


def climbed(case: Case) -> pl.DataFrame:
    """Rulings on everybody who has set foot on the ladder: how far they are, or that its end is reached.

    The ladder is no matter of one year: facts of earlier years count, those dated after the year judged
    do not. What follows at its end is for people to decide.

    Args:
        case: The year judged; a pack without a ladder rules on nobody.

    Returns:
        One row per person with a fact of any rung.
    """
    ladder = case.pack.ladder
    if ladder is None:
        return no_rulings()
    facts = _facts(case, ladder)
    # Several talks noted for one day may be one talk noted by several people.
    surely = _counted(_one_a_day(facts), ladder, certain=True)
    possibly = _counted(facts, ladder, certain=False).select("person_id", possible="reached")
    people = surely.join(possibly, on="person_id").with_columns(_state())
    return rulings(
        people,
        step=Step.LADDER,
        rule=ladder.id,
        outcome=_if("done", pl.lit(ladder.outcome)),
        effect=_if("on the way", _under_way(ladder)),
        needs_human=pl.col("state") != "on the way",
        reason=pl.coalesce(_if("done", _told("done", ladder)), _if("unclear", _told("unclear", ladder))),
    )


def _if(state: str, then: pl.Expr) -> pl.Expr:
    return pl.when(pl.col("state") == state).then(then)


def _state() -> pl.Expr:
    done, could_be = (pl.col(name).is_not_null() for name in ("reached", "possible"))
    return (
        pl
        .when(done)
        .then(pl.lit("done"))
        .when(could_be)
        .then(pl.lit("unclear"))
        .otherwise(pl.lit("on the way"))
        .alias("state")
    )


def _facts(case: Case, ladder: Ladder) -> pl.DataFrame:
    """What was recorded up to the year judged, each with the first and the last day it can have been on."""
    items = [rung.item for rung in ladder.rungs]
    dated = pl.col("day").is_not_null()
    facts = case.evidence.facts.join(case.people, on="person_id", how="semi").select(
        "person_id",
        "item",
        "day",
        "holds",
        first=pl.when(dated).then("day").otherwise(pl.col("year") * 10_000).fill_null(0),
        last=pl.when(dated).then("day").otherwise((pl.col("year") + 1) * 10_000 - 1).fill_null(OPEN_END),
    )
    held = pl.col("holds").fill_null(value=True)
    return facts.filter(pl.col("item").is_in(items), held, pl.col("first") < (case.year + 1) * 10_000)


def _one_a_day(facts: pl.DataFrame) -> pl.DataFrame:
    undated = pl.col("day").is_null()
    return facts.filter(undated | (pl.struct("person_id", "item", "day").is_first_distinct()))


def _counted(facts: pl.DataFrame, ladder: Ladder, *, certain: bool) -> pl.DataFrame:
    """Per person and rung the facts there are and those that count, and the day the end is reached."""
    people = facts.select("person_id").unique(maintain_order=True).with_columns(reached=pl.lit(0))
    for place, rung in enumerate(ladder.rungs):
        own = facts.filter(item=rung.item).join(people, on="person_id")
        if certain:
            after, at = pl.col("first") > pl.col("reached"), pl.col("last")
        else:
            after, at = pl.col("last") >= pl.col("reached"), pl.max_horizontal("first", "reached")
        recorded = own.group_by("person_id").agg(pl.len().alias(f"recorded_{place}"))
        in_order = own.filter(after).select("person_id", at=at).sort("person_id", "at")
        nth = pl.col("at").get(rung.times - 1, null_on_oob=True)
        reached = in_order.group_by("person_id", maintain_order=True).agg(
            pl.len().alias(f"counted_{place}"), reached=nth
        )
        people = people.drop("reached")
        for tally in (recorded, reached):
            people = people.join(tally, on="person_id", how="left", maintain_order="left")
        people = people.with_columns(pl.col(f"recorded_{place}", f"counted_{place}").fill_null(0))
    return people


def _told(state: str, ladder: Ladder) -> pl.Expr:
    """What is on record, rung by rung, and what that means."""
    rungs = enumerate(ladder.rungs)
    counts = listing(*[_times(rung.item, pl.col(f"recorded_{place}")) for place, rung in rungs])
    return sentence(f"conduct.ladder_{state}", counts=counts, outcome=ladder.outcome)


def _under_way(ladder: Ladder) -> pl.Expr:
    """How far somebody is, what is still missing, and what came too early to count."""
    rungs = list(enumerate(ladder.rungs))
    counts = [pl.col(f"counted_{place}").clip(0, rung.times) for place, rung in rungs]
    done = [
        _times(rung.item, pl.when(count > 0).then(count))
        for (_, rung), count in zip(rungs, counts, strict=True)
    ]
    missing = [
        _times(rung.item, pl.when(count < rung.times).then(rung.times - count))
        for (_, rung), count in zip(rungs, counts, strict=True)
    ]
    told = sentence("conduct.ladder_under_way", done=_or_nothing(listing(*done)), missing=listing(*missing))
    return pl.concat_str([told, *_too_early(ladder)], ignore_nulls=True)


def _too_early(ladder: Ladder) -> list[pl.Expr]:
    """What does not count, because the rung before was not complete."""
    told = []
    for place, (before, rung) in enumerate(pairwise(ladder.rungs), start=1):
        lost = pl.col(f"recorded_{place}") - pl.col(f"counted_{place}")
        values = {"item": rung.item, "nth": before.times, "before": before.item}
        told.append(sentence("conduct.ladder_too_early", times=pl.when(lost > 0).then(lost), **values))
    return told


def _times(item: str, times: pl.Expr) -> pl.Expr:
    return sentence("conduct.times", item=item, times=times)


def _or_nothing(text: pl.Expr) -> pl.Expr:
    return pl.when(text == "").then(sentence("conduct.nothing")).otherwise(text)
