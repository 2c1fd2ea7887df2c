"""How much of a change is another mix of people, where the reader asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard import parts
from dashboard.effects import printing
from sgstats import field, say

if TYPE_CHECKING:
    from dashboard.effects.reading import Asked
    from sgstats import ProtectedEffect


def panel(effect: ProtectedEffect, asked: Asked) -> None:
    """One sentence and three numbers."""
    if asked.mix is None:
        return
    by = field(asked.mix).title
    with parts.panel("effects_mix", title=say("page.effects_mix_title", field=by)):
        if effect.mix is None:
            parts.quiet(say("page.effects_mix_absent"), key="effects_mix")
            return
        told = {name: printing.signed(getattr(effect.mix, name)) for name in ("total", "mix", "rate")}
        unit = printing.unit_of_change(effect.unit)
        parts.quiet(say("page.effects_mix_said", field=by, unit=unit, **told), key="effects_mix")
        parts.quiet(say("page.effects_mix_about"), key="effects_mix_about")
