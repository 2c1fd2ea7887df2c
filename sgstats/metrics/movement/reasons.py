"""Classes of reasons for leaving, as ``reasons.toml`` has them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from sgstats.fields import UNKNOWN


@cache
def classes() -> dict[str, tuple[str, ...]]:
    """The reasons of each class, in the order tables show them."""
    text = resources.files(__package__).joinpath("reasons.toml").read_text(encoding="utf-8")
    groups: dict[str, list[str]] = tomllib.loads(text)["leave_class"]["groups"]
    return {name: tuple(reasons) for name, reasons in groups.items()}


def class_of(reason: str) -> str:
    """The class of a reason; 未知 where the reason is unknown or of no class.

    Example:
        >>> class_of("辞职"), class_of("落选"), class_of("退休"), class_of("其他")
        ('主动', '被动', '自然', '未知')
    """
    return next((name for name, reasons in classes().items() if reason in reasons), UNKNOWN)
