"""Where rule packs come from: the ones delivered with the program, and files of the user's own."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgstats.errors import Refused
from sgstats.messages import listed

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from sgstats.policies.pack import Pack

Tree = dict[str, Any]
ENDING = ".toml"


def names() -> list[str]:
    """Names of the packs delivered with the program; nothing is read for them.

    Example:
        >>> {"EAST", "PLAN"} <= set(names())
        True
    """
    return sorted(file.name.removesuffix(ENDING) for file in _delivered().iterdir() if _is_pack(file))


def packs() -> dict[str, Pack]:
    """Every pack delivered with the program, by name.

    Example:
        >>> packs()["EAST"].quota.id
        'EAST-12'
    """
    return {name: load(name) for name in names()}


def load(name_or_path: str | Path) -> Pack:
    """A rule pack, checked.

    Args:
        name_or_path: Name of a delivered pack in any case, or the path of a TOML file.

    Raises:
        Refused: There is no such pack, or it is not one that results can rest on.

    Example:
        >>> load("east").after[0].id
        'EAST-18-8'
    """
    from sgstats.policies.pack import Pack

    file = _found(name_or_path)
    return Pack.model_validate(tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal))


@cache
def _delivered() -> Traversable:
    return resources.files("sgstats.policies") / "rules"


def _is_pack(file: Traversable) -> bool:
    return file.name.endswith(ENDING)


def _found(name_or_path: str | Path) -> Traversable | Path:
    """The file of a pack."""
    known = {name.upper(): name for name in names()}
    if name := known.get(str(name_or_path).upper()):
        return _delivered() / f"{name}{ENDING}"
    if (path := Path(name_or_path)).suffix.lower() == ENDING and path.is_file():
        return path
    raise Refused("policy.unknown_pack", pack=str(name_or_path), known=listed(names()))
