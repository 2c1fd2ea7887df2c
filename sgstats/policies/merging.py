"""A pack that extends another: what it says anew replaces, what it adds is appended, the rest stays."""

from __future__ import annotations

from typing import Any, TypeGuard

from sgstats.errors import Refused
from sgstats.messages import say

Tree = dict[str, Any]
SAME_BY = {"bands": "grade", "tracks": "post", "rungs": "item"}
"""What tells that two tables of an array speak of the same thing, where neither ``id`` nor ``name`` does."""
ENDS = {"below": "most", "most": "below"}
"""Where a band ends: said in one way, the other is gone."""
WORDS = {"cite", "note", "doubt"}
"""What is said about a rule, not by it."""


def merged(base: Tree, change: Tree, *, file: str) -> Tree:
    """Lay a changed pack over the one that it extends.

    Tables merge key by key. Arrays of tables merge table by table, by id (a clause that stands twice: the
    first with the first), else by name, grade or post; an empty array empties. Other values are replaced.
    A band that gets one kind of end loses the other, and a gap that no band leaves any more is gone.
    A rule whose values change under its old citation is marked ``doubt = "changed"``.

    Args:
        base: The pack that is extended.
        change: What its extension says; ``removed`` lists ids of rules to leave out, or ``gap``.
        file: Named where an id to remove is not there.

    Raises:
        Refused: There is no rule to remove.

    Example:
        >>> base = {"quota": {"id": "EAST-12", "share": "20%"}}
        >>> merged(base, {"quota": {"share": "25%"}}, file="my.toml")
        {'quota': {'id': 'EAST-12', 'share': '25%', 'doubt': 'changed'}}
    """
    kept = base
    removed = change.get("removed", [])
    if not isinstance(removed, list):
        wanted = say("policy.wanted_list")
        raise Refused("policy.wrong_value", file=file, key="removed", wanted=wanted, found=removed)
    for unwanted in removed:
        part = unwanted == "gap" and "gap" in kept  # a gap has the id of the bands beside it
        if not part and not _holds(kept, unwanted):
            raise Refused("policy.nothing_to_remove", file=file, id=unwanted)
        kept = {key: one for key, one in kept.items() if key != "gap"} if part else _without(kept, unwanted)
    joined = _joined(kept, {key: value for key, value in change.items() if key != "removed"})
    return _without_closed_gap(joined, change)


def _without_closed_gap(joined: Tree, change: Tree) -> Tree:
    """A gap that is inherited is gone where no band ends any more at its lower edge."""
    gap, bands = joined.get("gap"), joined.get("bands")
    if "gap" in change or "bands" not in change or not isinstance(gap, dict) or not _is_tables(bands):
        return joined
    ends = [band.get("most") for band in bands]
    return joined if gap.get("over") in ends else {key: one for key, one in joined.items() if key != "gap"}


def _joined(old: Tree, new: Tree) -> Tree:
    joined = old | {key: _one(key, old[key], value) if key in old else value for key, value in new.items()}
    outdated = "id" in old and "cite" not in new and _apart(joined) != _apart(old)
    # Whoever reads the result must see that the clause cited says something else than was applied.
    return joined | {"doubt": "changed"} if outdated else joined


def _apart(table: Tree) -> Tree:
    """What a rule says apart from the words about it."""
    return {key: value for key, value in table.items() if key not in WORDS}


def _one(key: str, old: object, new: object) -> object:
    if isinstance(old, dict) and isinstance(new, dict):
        return _joined(old, new)
    return _listed(key, old, new) if _is_tables(old) and _is_tables(new) else new


def _listed(key: str, old: list[Tree], new: list[Tree]) -> list[Tree]:
    """Two arrays of tables as one; what both have stays in its old place."""
    first, second = _named(key, old), _named(key, new)
    if key == "bands":
        first = {name: _open_ended(band, second.get(name, {})) for name, band in first.items()}
    return list(_joined(first, second).values())


def _open_ended(band: Tree, change: Tree) -> Tree:
    """A band without the end that its change gives in the other way."""
    gone = {ENDS[end] for end in change.keys() & ENDS.keys()}
    return {key: value for key, value in band.items() if key not in gone}


def _named(key: str, tables: list[Tree]) -> Tree:
    """Tables by what they speak of and by how often it has come before."""
    named: Tree = {}
    for table in tables:
        by = SAME_BY.get(key) or ("id" if "id" in table else "name")
        nth = 0
        while (name := f"{table.get(by)}\n{nth}") in named:
            nth += 1
        named[name] = table
    return named


def _is_tables(value: object) -> TypeGuard[list[Tree]]:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _holds(value: object, unwanted: str) -> bool:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return _is_rule(value, unwanted) or any(_holds(one, unwanted) for one in inside)


def _without(value: Any, unwanted: str) -> Any:  # noqa: ANN401 - a tree of TOML is anything
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if not _is_rule(one, unwanted)}
        return {key: _without(one, unwanted) for key, one in kept.items()}
    if isinstance(value, list):
        return [_without(one, unwanted) for one in value if not _is_rule(one, unwanted)]
    return value


def _is_rule(value: object, unwanted: str) -> bool:
    return isinstance(value, dict) and value.get("id") == unwanted
