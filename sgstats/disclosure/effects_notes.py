"""The sentences that belong below a protected effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.disclosure.audiences import Rules
    from sgstats.disclosure.effects_limits import Limits
    from sgstats.disclosure.effects_shown import Span
    from sgstats.effects.effect import Effect


def effect_notes(
    effect: Effect, *, rules: Rules, limits: Limits, every: Span | None, events: bool
) -> tuple[str, ...]:
    """What a reader of an effect that is shown must be told, in the order to print it.

    Args:
        effect: Exact.
        rules: The audience's.
        limits: Of its numbers.
        every: What a cell of its line spans, None without a line.
        events: Whether its events are shown.
    """
    notes = list(effect.remarks)
    if rules.marked:
        notes.append(say("disclosure.note_marked"))
    if not limits.exact:
        notes += _merged(effect, every=every)
    if not (limits.exact or limits.rounds or events or effect.fit.events.is_empty()):
        notes.append(say("effect_shown.note_no_events"))
    if rules.round_to > 1:
        notes.append(say("effect_shown.note_public", round_to=rules.round_to))
    return tuple(notes)


def hidden_notes(effect: Effect, *, rules: Rules, limits: Limits) -> tuple[str, ...]:
    """What a reader of an effect that is hidden must be told."""
    base = max(limits.smallest_base, rules.threshold)
    return (*effect.remarks, say("effect_shown.note_hidden", hide_up_to=rules.hide_up_to, base=base))


def _merged(effect: Effect, *, every: Span | None) -> list[str]:
    """Why the line is coarser than the panel, or missing."""
    if every is None:
        return [say("effect_shown.note_no_line")]
    if effect.panel is None or every == effect.panel.every:
        return []
    return [say("effect_shown.note_merged", every=say(f"effect_shown.every_{every}"))]


def size(effect: Effect) -> str:
    """How many units and months an effect is made of, in words."""
    counts = {"treated": len(effect.treated), "compared": len(effect.compared), "months": effect.months}
    return say("effect_shown.size_compared" if effect.compared else "effect_shown.size_alone", **counts)
