"""What a comparison of before and after assumes, and what the counts say of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.chance import Scatter, scatter
from sgstats.effects.effect import Check, Held
from sgstats.effects.single_limits import limits
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.effects.aligned import Aligned
    from sgstats.effects.panel import Panel

Look = Callable[["Panel", "Aligned"], Check | None]


def checks(panel: Panel, units: Aligned, *, seed: int = 0) -> tuple[Check, ...]:
    """Every assumption that there is something to be said of."""
    found = [look(panel, units) for look in LOOKS]
    if not units.same_people:
        found += scattered(panel, units, seed=seed)
    return tuple(check for check in found if check is not None)


def scattered(panel: Panel, units: Aligned, *, seed: int) -> list[Check | None]:
    """Checks of chance: a test of counts is void where their periods scatter more than counts do."""
    wanted = limits("exact")
    enough = len(units.events) >= wanted["dispersion_from"]
    if not enough:
        return [Check(name="dispersion", held="untestable", message=say("effect_single.scatter_unseen"))]
    found = scatter(units, shares=panel.kind == "share", trend_from=wanted["trend_from"], seed=seed)
    allowed = len(units.events) >= wanted["scatter_from"]
    return [dispersed(found, allowed=allowed), remembered(found, allowed=allowed), trend(found)]


def dispersed(found: Scatter, *, allowed: bool) -> Check:
    """More scatter than chance: the periods differ for other reasons too."""
    if found.dispersion > limits("exact")["chance"]:
        message = say("effect_single.by_chance", p=f"{found.dispersion:.2g}")
        return Check(name="dispersion", held="holds", message=message, p=found.dispersion)
    key = "effect_single.scattered_allowed" if allowed else "effect_single.scattered"
    message = say(key, p=f"{found.dispersion:.2g}")
    held: Held = "doubtful" if allowed else "fails"
    return Check(name="dispersion", held=held, message=message, p=found.dispersion)


def remembered(found: Scatter, *, allowed: bool) -> Check:
    """Neighbouring periods alike: fewer periods are told than there are."""
    if found.memory > limits("exact")["chance"]:
        message = say("effect_single.not_alike", p=f"{found.memory:.2g}")
        return Check(name="autocorrelation", held="holds", message=message, p=found.memory)
    key = "effect_single.alike_allowed" if allowed else "effect_single.alike"
    message = say(key, p=f"{found.memory:.2g}")
    held: Held = "doubtful" if allowed else "fails"
    return Check(name="autocorrelation", held=held, message=message, p=found.memory)


def trend(found: Scatter) -> Check | None:
    """Up or down already before the start: the level before is then no expectation for after."""
    if found.trend is None:
        return Check(name="pre_trend", held="untestable", message=say("effect_single.no_trend_known"))
    fails = found.trend <= limits("exact")["chance"]
    key = "effect_single.trending" if fails else "effect_single.level"
    message = say(key, p=f"{found.trend:.2g}")
    return Check(name="pre_trend", held="fails" if fails else "holds", message=message, p=found.trend)


def no_comparison(panel: Panel, units: Aligned) -> Check | None:
    """Nothing tells the measure from what else began at the same time."""
    del units
    ignored = int((panel.first_after == len(panel.periods)).sum())
    key = "effect_single.ignored" if ignored else "effect_single.no_comparison"
    return Check(name="no_comparison", held="untestable", message=say(key, units=ignored))


def same_people(panel: Panel, units: Aligned) -> Check | None:
    """Lists that share people differ less by chance than the test thinks."""
    del panel
    if not units.same_people:
        return None
    return Check(name="same_people", held="holds", message=say("effect_single.same_people"))


def trend_of_lists(panel: Panel, units: Aligned) -> Check | None:
    """Of the same people there is no chance to test against; but the line before can be drawn on."""
    before = units.events < 0
    if not units.same_people:
        return None
    if before.sum() < limits("exact")["trend_from"]:
        return Check(name="pre_trend", held="untestable", message=say("effect_single.no_trend_known"))
    carried, change = drawn_on(panel, units)
    doubtful = change != 0 and carried / change >= limits("exact")["carried"]
    key = "effect_single.carried" if doubtful else "effect_single.not_carried"
    return Check(name="pre_trend", held="doubtful" if doubtful else "holds", message=say(key))


def drawn_on(panel: Panel, units: Aligned) -> tuple[float, float]:
    """What the straight line before would have changed by the last list, and what did change."""
    before = units.events < 0
    values = panel.scale * units.people / units.bases
    slope = float(np.polyfit(units.events[before], values[before], 1)[0])
    steps = float(units.events[-1] - units.events[before][-1])
    return slope * steps, float(values[-1] - values[before][-1])


def one_before(panel: Panel, units: Aligned) -> Check | None:
    """One period before the start has no trend."""
    del panel
    if (units.events < 0).sum() > 1:
        return None
    return Check(name="one_before", held="doubtful", message=say("effect_single.one_before"))


def ceiling(panel: Panel, units: Aligned) -> Check | None:
    """A share that nobody, or everybody, has cannot go further."""
    if panel.kind != "share":
        return None
    level = units.side(after=False).level
    if 0 < level < 1:
        return None
    return Check(
        name="ceiling", held="doubtful", message=say("effect_single.at_end", level=f"{100 * level:.0f}")
    )


def season(panel: Panel, units: Aligned) -> Check | None:
    """Other months of the year after than before: the seasons may be what differs."""
    if panel.every not in {"month", "quarter"}:
        return None
    year = 12 if panel.every == "month" else 4
    before, after = ({int(event) % year for event in units.events[side]} for side in sides(units))
    if before == after:
        return None
    return Check(name="season", held="doubtful", message=say("effect_single.other_months"))


def sides(units: Aligned) -> tuple[np.ndarray[tuple[int], np.dtype[np.bool_]], ...]:
    """Periods before and after."""
    return units.events < 0, units.events >= 0


LOOKS: tuple[Look, ...] = (no_comparison, same_people, trend_of_lists, one_before, ceiling, season)
