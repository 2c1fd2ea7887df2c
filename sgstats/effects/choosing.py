"""Which design answers: the strongest that the panel allows, and why not a stronger one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.designs import Design, designs, known_design
from sgstats.errors import Refused
from sgstats.messages import catalogue, language, say

if TYPE_CHECKING:
    from sgstats.effects.panel import Panel

OWN_CHANCE = {"exact", "none"}
"""Designs whose error does not come from how the values vary."""


def chosen(panel: Panel, *, design: str) -> tuple[Design, str]:
    """The design to use, what it compares, and why none that would be stronger.

    Args:
        panel: What is to be estimated from.
        design: A name, or ``auto`` for the highest rank among those that lack nothing.

    Raises:
        Refused: There is no design of this name, or the panel lacks what it needs.
    """
    return _automatic(panel) if design == "auto" else _named(panel, design)


def _automatic(panel: Panel) -> tuple[Design, str]:
    lacks = {name: _lack(one, panel) for name, one in designs().items()}
    able = [one for name, one in designs().items() if lacks[name] is None]
    best = max(able, key=lambda one: one.rank(panel))
    stronger = {name: lack for name, lack in lacks.items() if lack and _above(name, best, panel)}
    return best, _why(best, stronger)


def _lack(one: Design, panel: Panel) -> str | None:
    """What a design lacks: its own needs, and numbers that vary unless it knows the people's own chance."""
    values = panel.values[~np.isnan(panel.values)]
    if one.name not in OWN_CHANCE and np.ptp(values) == 0:
        return say("effect.no_variation")
    return one.lack(panel)


def _above(name: str, best: Design, panel: Panel) -> bool:
    return designs()[name].rank(panel) > best.rank(panel)


def _named(panel: Panel, name: str) -> tuple[Design, str]:
    wanted = known_design(name)
    if lack := _lack(wanted, panel):
        raise Refused("effect.lacking", design=title(name), lack=lack)
    return wanted, say("effect.asked_for", how=how(name))


def _why(best: Design, stronger: dict[str, str]) -> str:
    """What was chosen, and what each stronger design lacks."""
    if not stronger:
        return how(best.name)
    reasons = [say("effect.lacked", design=title(name), lack=_bare(lack)) for name, lack in stronger.items()]
    key = "effect.none_possible" if best.name == "none" else "effect.strongest_left"
    return say(key, how=how(best.name), reasons=say("effect.between").join(reasons))


def _bare(sentence: str) -> str:
    return sentence.rstrip("。. ")


def how(name: str) -> str:
    """What a design compares with what, in one sentence.

    Example:
        >>> how("exact")
        '比较实施前和实施后实际的数。'
    """
    known = f"effect.how_{name}" in catalogue()
    return say(f"effect.how_{name}") if known else say("effect.how_other", design=title(name))


def title(name: str) -> str:
    """What a design is called in the reader's language.

    Example:
        >>> title("interrupted")
        '中断时间序列'
    """
    texts = catalogue().get(f"effect.design_{name}")
    return texts[language()] if texts else name
