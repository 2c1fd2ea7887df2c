"""Packs and their rules as rows, for a catalogue that people and programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sgstats.messages import language, listed, say
from sgstats.policies.base import Part, Rule
from sgstats.policies.checks import flags
from sgstats.policies.pack import rules_in

if TYPE_CHECKING:
    from sgstats.policies.pack import Pack

Row = dict[str, Any]


def pack_row(pack: Pack) -> Row:
    """A pack in one row: what it is called, where it comes from, when it holds, what it leaves open.

    Example:
        >>> from sgstats.policies.loading import load
        >>> pack_row(load("PLAN"))["grades"]
        ['优秀', '称职', '基本称职', '不称职']
    """
    force = pack.in_force
    return {
        "name": pack.name,
        "title": pack.title if language() == "zh" else pack.title_en,
        "source": pack.source,
        "extends": pack.extends or None,
        "first_day": force.first and force.first.isoformat(),
        "last_day": force.last and force.last.isoformat(),
        "grades": pack.scale,
        "raters": [rater.name for rater in pack.raters],
        "dimensions": [dimension.name for dimension in pack.dimensions],
        "outcomes": list(pack.outcomes),
        "rules": len(pack.rules()),
        "flags": list(flags(pack)),
    }


def rule_rows(pack: Pack) -> list[Row]:
    """Every rule of a pack, one row for each: part, id, citation, values, how it is read, what it lacks.

    A clause that makes several rules of a part has a row for each of them.

    Example:
        >>> from sgstats.policies.loading import load
        >>> [row["values"] for row in rule_rows(load("EAST")) if row["id"] == "EAST-23-7a"]
        [{'years': 2, 'grades': ['不称职'], 'outcome': '解除聘用'}]
    """
    parts = type(pack).model_fields
    return [_row(rule, part) for part in parts for rule in rules_in(getattr(pack, part))]


def _row(rule: Rule, part: str) -> Row:
    said = {name: getattr(rule, name) for name in type(rule).model_fields if name not in Rule.model_fields}
    return {
        "part": part,
        "part_title": say(f"policy.part_{part}"),
        "id": rule.id,
        "cite": rule.cite,
        "values": {name: _plain(value) for name, value in said.items() if _is_said(value)},
        "note": rule.note or None,
        "doubt": rule.doubt,
    }


def _is_said(value: object) -> bool:
    """Neither left out nor a rule of its own, which has its own row."""
    left_out = value is None or value is False or value in ("", (), {})
    return not left_out and not any(rules_in(value))


def _plain(value: object) -> object:
    """A value as JSON has it; numbers that are not whole as text, for they are exact."""
    if isinstance(value, Part):
        return _plain(value.model_dump(exclude_defaults=True))
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, int | str) else str(value)


def worded(row: Row) -> str:
    """Values of a rule's row in one line.

    Example:
        >>> worded({"values": {"years": 2, "grades": ["优秀", "称职"], "pay": {"优秀": "1.4"}}})
        'years = 2; grades = 优秀、称职; pay = 优秀 1.4'
    """
    return "; ".join(f"{name} = {_inside(value)}" for name, value in row["values"].items())


def _inside(value: object) -> str:
    if isinstance(value, dict):
        return listed(f"{name} {_inside(one)}" for name, one in value.items())
    if isinstance(value, list):
        return listed(_inside(one) for one in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def in_force(row: Row) -> str:
    """The days a pack holds, in words."""
    if not row["first_day"]:
        return say("policy.undated")
    return say("policy.dated", first=row["first_day"], last=row["last_day"] or "…")
