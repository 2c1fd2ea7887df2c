"""The audiences a number may be shown to, and the rules each one lives by."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, get_args

from sgstats.errors import Refused
from sgstats.messages import language, listed

Audience = Literal["internal", "public", "analyst"]
Status = Literal["shown", "hidden", "unknown"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one audience may see; the entries of ``audiences.toml``."""

    name: Audience
    label: str
    label_en: str
    hide_up_to: int
    graded_from: int
    crossed_from: int
    curve_from: int
    round_to: int
    marked: bool
    source: str

    @property
    def threshold(self) -> int:
        """The smallest count of people that may stand alone."""
        return self.hide_up_to + 1

    @property
    def title(self) -> str:
        """Label in the language of the moment."""
        return self.label if language() == "zh" else self.label_en


@cache
def audiences() -> dict[Audience, Rules]:
    """The rules of every audience.

    Example:
        >>> [(rules.name, rules.hide_up_to, rules.round_to) for rules in audiences().values()]
        [('internal', 4, 1), ('public', 7, 5), ('analyst', 0, 1)]
    """
    text = resources.files(__name__.rpartition(".")[0]).joinpath("audiences.toml").read_text(encoding="utf-8")
    facts = tomllib.loads(text)
    return {name: Rules(name=name, **facts[name]) for name in AUDIENCES}


def rules_for(audience: str) -> Rules:
    """The rules of the audience of this name.

    Raises:
        Refused: There is no such audience; nothing falls back to a laxer one.
    """
    if audience not in AUDIENCES:
        raise Refused("disclosure.audience", audience=audience, audiences=listed(AUDIENCES))
    return audiences()[audience]
