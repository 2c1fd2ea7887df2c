"""Where rule packs come from: the ones delivered with the program, and files of the user's own.

Pydantic is loaded with the first pack, not before: naming the packs costs nothing.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sgstats.errors import Refused
from sgstats.messages import listed
from sgstats.policies.merging import Tree, merged

if TYPE_CHECKING:
    from sgstats.policies.pack import Pack

RULES = Path(__file__).with_name("rules")
ENDING = ".toml"


def names() -> list[str]:
    """Names of the packs delivered with the program; none is read for it.

    Example:
        >>> {"EAST", "PLAN"} <= set(names())
        True
    """
    return sorted(file.stem for file in RULES.glob(f"*{ENDING}"))


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

    Returns:
        The pack with what it extends, and with the bands of ``bands_from`` where it has none.

    Raises:
        Refused: There is no such pack, or results cannot rest on it.

    Example:
        >>> load("east").after[0].id
        'EAST-18-8'
    """
    file = _find(name_or_path, folder=Path())
    return _delivered(file) if file.parent == RULES else _built(file)


def _find(name_or_path: str | Path, *, folder: Path) -> Path:
    """The file of a pack; another file is looked for beside the one that names it."""
    known = {name.upper(): name for name in names()}
    if name := known.get(str(name_or_path).upper()):
        return RULES / f"{name}{ENDING}"
    path = folder / name_or_path
    if path.suffix.lower() != ENDING:
        raise Refused("policy.unknown_pack", pack=str(name_or_path), known=listed(known.values()))
    if not path.is_file():
        raise Refused("file.missing", file=path.name)
    return path


@cache
def _delivered(file: Path) -> Pack:
    return _built(file)


def _built(file: Path) -> Pack:
    from sgstats.policies.checking import checked
    from sgstats.policies.shaping import shaped

    tree = _titled(_with_bands(_with_parent(file), file))
    return checked(shaped(tree, file=file.name), file=file.name)


def _with_parent(file: Path, children: tuple[Path, ...] = ()) -> Tree:
    """What a file says, with what it leaves to the pack it extends."""
    tree = _read(file)
    parent = tree.get("extends")
    if not parent or not isinstance(parent, str):
        return tree
    chain = (*children, file.resolve())
    above = _find(parent, folder=file.parent)
    if above.resolve() in chain:
        raise Refused("policy.extends_itself", file=file.name, parent=parent)
    inherited = _with_parent(above, chain)
    if "title" in tree:  # the English title of the pack below would name other rules
        inherited.pop("title_en", None)
    return merged(inherited, {"name": file.stem} | tree, file=file.name)


def _titled(tree: Tree) -> Tree:
    """A pack without an English title goes by its title."""
    return {"title_en": tree["title"]} | tree if "title" in tree else tree


def _with_bands(tree: Tree, file: Path) -> Tree:
    """A pack without bands of its own takes them, and the gap between them, from the pack it names."""
    source = tree.get("bands_from")
    if not source or not isinstance(source, str) or tree.get("bands"):
        return tree
    lender = _with_parent(_find(source, folder=file.parent))
    if not lender.get("bands"):
        raise Refused("policy.no_bands_there", file=file.name, pack=source)
    return {key: lender[key] for key in ("bands", "gap") if key in lender} | tree


def _read(file: Path) -> Tree:
    try:
        text = file.read_text(encoding="utf-8-sig")
        return tomllib.loads(text, parse_float=Decimal)
    except UnicodeDecodeError:
        raise Refused("policy.not_utf8", file=file.name) from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise Refused("policy.not_toml", file=file.name, line=line[1] if line else _lines(text)) from None
    except OSError:
        raise Refused("file.unopenable", file=file.name) from None


def _lines(text: str) -> int:
    """The last line: where a fault is that shows only at the end."""
    return max(1, len(text.splitlines()))
