"""Every sentence a user reads, in Chinese and English, looked up by key.

The sentences live in the TOML files beside this module, one file per area; each key
holds ``zh`` and ``en`` and, for rules that become findings, a ``severity``.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from contextvars import ContextVar
from functools import cache
from importlib import resources
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

_chosen: ContextVar[Language | None] = ContextVar("language", default=None)


def language() -> Language:
    """Language of everything said to the user: the one chosen, else ``SGSTATS_LANG``, else Chinese.

    Example:
        >>> language() in LANGUAGES
        True
    """
    wanted = _chosen.get() or os.environ.get("SGSTATS_LANG", "zh")
    return wanted if wanted in LANGUAGES else "zh"


def use_language(wanted: Language | None) -> None:
    """Choose the language for the rest of this context; ``None`` goes back to the setting."""
    _chosen.set(wanted)


def say(key: str, /, **values: object) -> str:
    """One sentence of the catalogue in the current language.

    Args:
        key: Dotted key, such as ``file.missing``.
        **values: What the sentence's named gaps are filled with.

    Raises:
        KeyError: The key is not in the catalogue (a fault of ours).

    Example:
        >>> use_language("en")
        >>> say("file.missing", file="a.xlsx")
        "Can't find the file a.xlsx. Check the path and try again."
        >>> use_language(None)
    """
    return str(entry(key)[language()]).format(**values)


def entry(key: str) -> dict[str, str]:
    """All that the catalogue holds under a key: both sentences and, for findings, the severity.

    Example:
        >>> entry("table.blank_rows")["severity"]
        'note'
    """
    return catalogue()[key]


def listed(items: Iterable[object]) -> str:
    """Several things in one sentence, parted as the language parts them; a dash where there are none.

    Example:
        >>> listed(["甲", "乙"]), listed([])
        ('甲、乙', '—')
    """
    comma = "、" if language() == "zh" else ", "
    return comma.join(str(item) for item in items) or "—"


def area(name: str) -> dict[str, dict[str, str]]:
    """Every entry of one area of the catalogue, by the last part of its key."""
    start = f"{name}."
    return {key.removeprefix(start): texts for key, texts in catalogue().items() if key.startswith(start)}


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """The whole catalogue, one entry per dotted key."""
    entries: dict[str, dict[str, str]] = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda item: item.name):
        if file.name.endswith(".toml"):
            entries |= _flatten(tomllib.loads(file.read_text(encoding="utf-8")))
    return entries


def _flatten(tree: dict[str, dict[str, dict[str, str]]]) -> dict[str, dict[str, str]]:
    """Join the two levels of a message file into dotted keys."""
    return {f"{area}.{name}": texts for area, group in tree.items() for name, texts in group.items()}
