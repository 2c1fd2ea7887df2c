"""The designs, each one decorated function in a module of this package; nothing lists them a second time."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from sgstats.effects.effect import Fit
from sgstats.effects.panel import Panel
from sgstats.errors import Refused
from sgstats.messages import listed

Fitting = Callable[..., Fit]
"""A panel in and ``seed=``, what the design makes of it out."""
Lack = Callable[[Panel], str | None]
"""Why a design cannot be used for a panel, one sentence; None if it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """A way to tell an effect.

    Attributes:
        name: As users call it.
        fit: Estimates.
        lack: Says why it cannot be used.
        rank: Among those that can be used, the highest is the automatic choice.
    """

    name: str
    fit: Fitting
    lack: Lack
    rank: Callable[[Panel], int]


_designs: dict[str, Design] = {}
NO_DESIGN = "none"
"""What answers where no design can; nobody can ask for it, since it leaves what could be told untold."""


def design(name: str, *, lack: Lack, rank: Callable[[Panel], int]) -> Callable[[Fitting], Fitting]:
    """Register a function as a design."""

    def register(fit: Fitting) -> Fitting:
        _designs[name] = Design(name=name, fit=fit, lack=lack, rank=rank)
        return fit

    return register


@cache
def designs() -> dict[str, Design]:
    """Every design by name."""
    package = import_module(__package__)
    for module in pkgutil.iter_modules(package.__path__):
        import_module(f"{__package__}.{module.name}")
    return dict(sorted(_designs.items()))


def known_design(name: str) -> Design:
    """The design of this name.

    Raises:
        Refused: There is none; all names are given.
    """
    known = {one: found for one, found in designs().items() if one != NO_DESIGN}
    try:
        return known[name]
    except KeyError:
        raise Refused("effect.no_design", design=name, known=listed(("auto", *known))) from None
