"""The checks: those delivered with the package, changed or extended by a file of one's own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from sgstats.errors import Refused
from sgstats.ledger.issues.check import Check, Threshold
from sgstats.ledger.issues.consistency import consistent
from sgstats.messages import listed

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Tree = dict[str, Any]
DELIVERED = "checks.toml"
OWN_SOURCE = "自定阈值"
_ID = re.compile(r"[a-z][a-z0-9_]*")


def default_text() -> str:
    """The delivered checks as the file to edit.

    Example:
        >>> "[sex_ratio]" in default_text()
        True
    """
    return resources.files(__package__).joinpath(DELIVERED).read_text(encoding="utf-8")


@cache
def checks() -> dict[str, Check]:
    """The delivered checks by id.

    Example:
        >>> checks()["certificate_low"].thresholds[0].value
        50.0
    """
    return {name: _shaped(name, one, file=DELIVERED) for name, one in tomllib.loads(default_text()).items()}


def read_overrides(path: str | Path) -> Tree:
    """A file of thresholds as a tree, by id.

    Raises:
        Refused: It cannot be opened, or is no TOML of tables.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
        tree = tomllib.loads(text)
    except FileNotFoundError:
        raise Refused("file.missing", file=file.name) from None
    except (OSError, UnicodeDecodeError):
        raise Refused("issue.unreadable", file=file.name) from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise Refused("issue.not_toml", file=file.name, line=line[1] if line else "?") from None
    if loose := [name for name, one in tree.items() if not isinstance(one, dict)]:
        raise Refused("issue.no_table", file=file.name, key=loose[0])
    return tree


def merged(overrides: Mapping[str, Tree], *, file: str) -> dict[str, Check]:
    """The delivered checks with those of a file: a known id changes the keys it names, another adds a check.

    ``threshold = 30`` is short for one threshold without a date.

    Args:
        overrides: Tables by id.
        file: What to call it in a refusal.

    Returns:
        All checks by id, those turned off left out.

    Raises:
        Refused: A key is unknown, missing or no value of its kind, or the parts do not agree.

    Example:
        >>> merged({"sex_ratio": {"threshold": 30}}, file="own.toml")["sex_ratio"].thresholds[0].value
        30.0
        >>> "sex_ratio" in merged({"sex_ratio": {"off": True}}, file="own.toml")
        False
    """
    delivered: dict[str, Tree] = tomllib.loads(default_text())
    found = dict(checks())
    for name, changed in overrides.items():
        if not _ID.fullmatch(name):
            raise Refused("issue.bad_id", file=file, check=name)
        found[name] = _shaped(name, delivered.get(name, {}) | _lengthened(changed), file=file)
    return {name: check for name, check in found.items() if not check.off}


def _lengthened(tree: Tree) -> Tree:
    """The short form of a threshold in full."""
    if "threshold" not in tree:
        return tree
    rest = {key: value for key, value in tree.items() if key not in {"threshold", "source"}}
    return rest | {"thresholds": [{"value": tree["threshold"], "source": tree.get("source", OWN_SOURCE)}]}


def _shaped(name: str, tree: Tree, *, file: str) -> Check:
    """The check of a tree."""
    try:
        check = Check.model_validate(_frozen(tree), strict=True)
    except ValidationError as error:
        raise _refusal(error.errors()[0], name, file) from None
    return consistent(check, name=name, file=file)


def _frozen(value: Any) -> Any:  # noqa: ANN401 - a tree of TOML is anything
    """Lists as tuples: a strict check takes nothing else for one."""
    if isinstance(value, dict):
        return {key: _frozen(one) for key, one in value.items()}
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def _refusal(fault: ErrorDetails, name: str, file: str) -> Refused:
    """What is wrong, where, and what would be right."""
    key = ".".join(str(step + 1) if isinstance(step, int) else step for step in fault["loc"])
    if fault["type"] == "missing":
        return Refused("issue.key_missing", file=file, check=name, key=key)
    if fault["type"] == "extra_forbidden":
        part = Threshold if "thresholds" in fault["loc"] else Check
        known = listed(part.model_fields)
        return Refused("issue.key_unknown", file=file, check=name, key=key, known=known)
    allowed = re.findall(r"'([^']*)'", str(fault.get("ctx", {}).get("expected", "")))
    if allowed:
        return Refused(
            "issue.not_one_of", file=file, check=name, key=key, value=fault["input"], known=listed(allowed)
        )
    return Refused("issue.wrong_kind", file=file, check=name, key=key, value=fault["input"], why=fault["msg"])
