"""The sentences that belong below a protected effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.effects.sentences import every as length_of_period
from sgstats.effects.sentences import span_words
from sgstats.messages import listed, say

if TYPE_CHECKING:
    from sgstats.disclosure.audiences import Rules
    from sgstats.disclosure.effects_limits import Limits
    from sgstats.disclosure.effects_shown import Span
    from sgstats.effects.effect import Effect


def effect_notes(
    effect: Effect, *, rules: Rules, limits: Limits, line: tuple[Span | None, bool], events: bool
) -> tuple[str, ...]:
    """What a reader of an effect that is shown must be told, in the order to print it.

    Args:
        effect: Exact.
        rules: The audience's.
        limits: Of its numbers.
        line: What a cell of its line spans, None without a line; and whether all cells span as much.
        events: Whether its events are shown.
    """
    notes = list(effect.remarks)
    if rules.marked:
        notes.append(say("disclosure.note_marked"))
    if not limits.exact:
        notes += _merged(effect, *line)
    if not (limits.exact or limits.rounds or events or effect.fit.events.is_empty()):
        notes.append(say("effect_shown.note_no_events"))
    if rules.round_to > 1:
        notes.append(say("effect_shown.note_public", round_to=rules.round_to))
    return tuple(notes)


def hidden_notes(effect: Effect, *, rules: Rules, limits: Limits) -> tuple[str, ...]:
    """What a reader of an effect that is hidden must be told."""
    base = max(limits.smallest_base, rules.threshold)
    return (*effect.remarks, say("effect_shown.note_hidden", hide_up_to=rules.hide_up_to, base=base))


def _merged(effect: Effect, every: Span | None, even: bool) -> list[str]:  # noqa: FBT001 - a pair
    """Why the line is coarser than the panel, or missing."""
    if every is None:
        return [say("effect_shown.note_no_line")]
    if effect.panel is None or every == effect.panel.every:
        return []
    how = "merged" if even or every in {"sides", "several"} else "merged_uneven"
    return [say(f"effect_shown.note_{how}", every=say(f"effect_shown.every_{every}"))]


def headers(effect: Effect, limits: Limits) -> dict[str, str]:
    """What people and base of an effect are called; one that its indicator has not is missing."""
    if effect.kind == "rate":
        return {"people": say("effect_shown.events"), "base": _exposure(effect)}
    if not limits.people_told:
        counted = "people" if limits.base_counts_people else "base"
        return {"base": say(f"effect_shown.{counted}")}
    people = {"people": say("effect_shown.people")}
    return people if effect.kind == "count" else {**people, "base": say("effect_shown.base")}


def _exposure(effect: Effect) -> str:
    """What the base of a rate adds up: people by the length of a period."""
    length = length_of_period(effect)
    return say("effect_shown.base" if length == "list" else f"effect_shown.base_{length}")


def counting(effect: Effect, limits: Limits) -> str | None:
    """What people and base add up, where they are sums over several periods; else None."""
    if all(total.cells <= total.units for total in effect.fit.totals):
        return None
    if effect.kind == "rate":
        return say("effect_shown.sums_rate", base=_exposure(effect))
    of = "list" if length_of_period(effect) == "list" else "people"
    return say(f"effect_shown.sums_{of}", names=listed(headers(effect, limits).values()))


def size(effect: Effect) -> str:
    """How many units and periods an effect is made of, in words."""
    counts = {"treated": len(effect.treated), "compared": len(effect.compared)}
    how = "compared" if effect.compared else "alone"
    return say(f"effect_shown.size_{how}", **counts, span=span_words(effect))
