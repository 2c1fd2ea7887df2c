"""From a tree of TOML to a pack; what does not fit is refused in the user's language, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from sgstats.errors import Refused
from sgstats.messages import listed, say
from sgstats.policies.pack import Pack

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from sgstats.policies.merging import Tree

Place = tuple[int | str, ...]
LONGEST = 40
"""Characters of a wrong value that are quoted."""
WANTED = {
    "string_type": "text",
    "string_pattern_mismatch": "month_day",
    "int_type": "whole_number",
    "int_from_float": "whole_number",
    "bool_type": "true_or_false",
    "date_type": "date",
    "tuple_type": "list",
    "dict_type": "table",
    "model_type": "table",
    "value_error": "share",
    "finite_number": "number",
}
"""What must stand there, by what pydantic calls the fault."""


def shaped(tree: Tree, *, file: str) -> Pack:
    """The pack of a tree.

    Raises:
        Refused: A key is unknown or missing, or a value is not of its kind.
    """
    try:
        return Pack.model_validate(_frozen(tree), strict=True)
    except ValidationError as error:
        raise _refusal(error.errors()[0], tree, file) from None


def _frozen(value: Any) -> Any:  # noqa: ANN401 - a tree of TOML is anything
    """Lists as tuples: a strict check takes nothing else for one."""
    if isinstance(value, dict):
        return {key: _frozen(one) for key, one in value.items()}
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def _refusal(fault: ErrorDetails, tree: Tree, file: str) -> Refused:
    place, kind = fault["loc"], fault["type"]
    key = _key(place, tree)
    if kind == "missing":
        return Refused("policy.key_missing", file=file, key=key)
    if kind == "extra_forbidden":
        return Refused("policy.key_unknown", file=file, key=key, known=listed(_known(place[:-1])))
    return Refused(
        "policy.wrong_value", file=file, key=key, wanted=_wanted(fault), found=_found(fault["input"])
    )


def _wanted(fault: ErrorDetails) -> str:
    limits: Mapping[str, Any] = fault.get("ctx", {})
    match fault["type"]:
        case "greater_than_equal":
            return say("policy.wanted_least", limit=limits["ge"])
        case "less_than_equal":
            return say("policy.wanted_most", limit=limits["le"])
        case "literal_error":
            return say("policy.wanted_one_of", allowed=listed(re.findall(r"'([^']*)'", limits["expected"])))
        case "is_instance_of":
            kind = "share" if limits["class"] == "Fraction" else "number"
        case other:
            kind = WANTED.get(other, "other")
    return say(f"policy.wanted_{kind}")


def _found(value: object) -> str:
    """A wrong value as the file has it, shortened."""
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(_thawed(value))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _thawed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _key(place: Place, tree: object) -> str:
    """Where a value stands: keys with dots, tables of an array by id or name, else by number."""
    text = ""
    for step in place:
        tree = _step(tree, step)
        if isinstance(step, int):
            text += f"[{_label(tree) or step + 1}]"
        elif step != "[key]":
            text += f".{step}" if text else step
    return text


def _step(tree: Any, step: int | str) -> object:  # noqa: ANN401 - a tree of TOML is anything
    try:
        return tree[step]
    except (KeyError, IndexError, TypeError):
        return None


def _label(table: object) -> str:
    if not isinstance(table, dict):
        return ""
    return str(table.get("id") or table.get("name") or "")


def _known(place: Place) -> list[str]:
    """The keys that the part at a place may have."""
    part: type[BaseModel] = Pack
    for step in place:
        if isinstance(step, str) and step in part.model_fields:
            part = next(_parts(part.model_fields[step].annotation), part)
    return list(part.model_fields)


def _parts(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts(inner)
