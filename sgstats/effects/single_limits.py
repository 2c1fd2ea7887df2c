"""The numbers that the designs without a comparison go by; they are data, not code."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def limits(design: str) -> dict[str, float]:
    """What a design needs, by name.

    Example:
        >>> limits("interrupted")["before"] >= 8
        True
    """
    text = resources.files("sgstats.effects").joinpath("single.toml").read_text("utf-8")
    return dict(tomllib.loads(text)[design])
