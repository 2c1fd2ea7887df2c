"""Packs and their rules as rows, for a catalogue that people and programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.messages import language, say
from sgstats.policies.checks import flags
from sgstats.policies.pack import rules_in

if TYPE_CHECKING:
    from sgstats.policies.base import Rule
    from sgstats.policies.pack import Pack

Row = dict[str, object]


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
        "outcomes": list(pack.outcomes),
        "rules": len(pack.rules()),
        "flags": list(flags(pack)),
    }


def rule_rows(pack: Pack) -> list[Row]:
    """Every rule of a pack, one row for each: part, id, citation, how it is read, what it lacks.

    A clause that makes several rules of a part is one row, with the first note it has.

    Example:
        >>> from sgstats.policies.loading import load
        >>> [row["id"] for row in rule_rows(load("PLAN")) if row["part"] == "votes"]
        ['PLAN-8-3c']
    """
    rows: dict[str, Row] = {}
    for part in type(pack).model_fields:
        for rule in rules_in(getattr(pack, part)):
            rows.setdefault(rule.id, _row(rule, part))
    return list(rows.values())


def _row(rule: Rule, part: str) -> Row:
    return {
        "part": part,
        "part_title": say(f"policy.part_{part}"),
        "id": rule.id,
        "cite": rule.cite,
        "note": rule.note or None,
        "doubt": rule.doubt,
    }


def in_force(row: Row) -> str:
    """The days a pack holds, in words."""
    if not row["first_day"]:
        return say("policy.undated")
    return say("policy.dated", first=row["first_day"], last=row["last_day"] or "…")
