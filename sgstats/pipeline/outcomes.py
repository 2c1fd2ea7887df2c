"""What the data says of the measures of a ledger, for a report: each asked, or the reason why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sgstats.messages import say
from sgstats.metrics.registry import definition
from sgstats.reports.effects import Outcomes, SecondLook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sgstats.ledger import Ledger
    from sgstats.ledger.ledger import Measure
    from sgstats.pipeline.looking_back import LookBack
    from sgstats.pipeline.spans import Day


def outcomes_of(known: Ledger, *, until: Day, asked: Mapping[str, Any]) -> Outcomes:
    """Every measure held against its own indicator, all looked at together.

    Args:
        known: The part of the ledger that is reported on.
        until: Last day of the data; None for as far as it goes.
        asked: ``store`` and ``audience``.
    """
    texts = {one.item: one.text for one in known.measures}
    lacking = {one.item: reason for one in known.measures if (reason := _lacks(one))}
    able = [item for item in texts if item not in lacking]
    unasked = tuple(lacking.items())
    if not able:
        return Outcomes(effects=(), texts=texts, unasked=unasked)
    return _estimated(able, texts, unasked, until=until, asked=asked)


def _estimated(
    able: Sequence[str],
    texts: Mapping[str, str],
    unasked: tuple[tuple[str, str], ...],
    *,
    until: Day,
    asked: Mapping[str, Any],
) -> Outcomes:
    # A ledger without starts does not load what estimates.
    from sgstats.pipeline.effects_table import estimate_effects

    to_whom = {name: asked[name] for name in ("store", "audience")}
    table = estimate_effects(able, until=until, **to_whom)
    refused = tuple((row["measure"], row["reason"]) for row in table.refused.to_dicts())
    notes = (table.warning,) if table.warning else ()
    return Outcomes(effects=table.effects, texts=texts, notes=notes, unasked=(*unasked, *refused))


def looks_of(known: Ledger, *, until: Day, asked: Mapping[str, Any]) -> tuple[SecondLook, ...]:
    """Measures of closed issues looked at again with what came in after closing (回头看).

    Args:
        known: The part of the ledger that is reported on.
        until: Last day of the data; None for as far as it goes.
        asked: ``store`` and ``audience``.
    """
    closed = {one.item for one in known.issues if one.closed_on is not None}
    if not any(one.starts and closed & set(one.issues) for one in known.measures):
        return ()
    # A ledger without anything closed does not load what estimates.
    from sgstats.pipeline.looking_back import look_back

    looks = look_back(asked["store"], until=until, audience=asked["audience"])
    return tuple(_second(one) for one in looks if one.issue in closed)


def _second(look: LookBack) -> SecondLook:
    told = look.since or look.now
    return SecondLook(
        issue=look.issue, measure=look.measure, title=told.title if told else definition(look.metric).title,
        closed_on=look.closed_on, then=look.then, after=look.since.verdict if look.since else None,
        again=look.rebound, sentence=look.sentence,
    )  # fmt: skip


def _lacks(measure: Measure) -> str | None:
    """Why a measure cannot even be asked about, or None."""
    if measure.indicator is None:
        return say("effects_report.why_no_indicator")
    if not measure.indicator.metric:
        return say("effects_report.why_words_only")
    return None if measure.starts else say("effects_report.why_no_start")
