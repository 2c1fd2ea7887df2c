"""What a careful reader should find in the rectification ledgers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from .rectification import COMMUNITY, DISTRICT
from .truth import settings


def ledgers() -> dict[str, Any]:
    """By file: what is listed, how issues, causes and measures belong together, states and gaps."""
    return {settings(name)["file"]: _facts(settings(name)) for name in (COMMUNITY, DISTRICT)}


def _facts(told: Mapping[str, Any]) -> dict[str, Any]:
    issues = told["issue"]
    return {
        "kind": "ledger",
        "checked_on": told["day"].isoformat(),
        "issues": len(issues),
        "measures": len(told["measure"]),
        "causes": {one["item"]: [cause["text"] for cause in _causes(one)] for one in issues},
        "cause_kinds": dict(sorted(Counter(kind for one in issues for kind in _kinds(one)).items())),
        "states": dict(sorted(Counter(one.get("state", "待整改") for one in issues).items())),
        "measures_for": {one["item"]: _served(one["item"], issues) for one in told["measure"]},
        "starts": {
            one["item"]: {street: day.isoformat() for street, day in one["starts"].items()}
            for one in told["measure"]
            if "starts" in one
        },
        "found_again": [one["item"] for one in issues if one.get("review", {}).get("again")],
        "refusals": {one["item"]: len(one["refusals"]) for one in issues if "refusals" in one},
        "gaps": told["gaps"],
        "names": sorted({one["responsible"] for one in told["measure"] if _is_name(one)}),
    }


def _causes(issue: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [cause for cause in issue["causes"] if "text" in cause]


def _kinds(issue: Mapping[str, Any]) -> list[str]:
    return [cause["kind"] for cause in _causes(issue) if "kind" in cause]


def _served(measure: str, issues: list[Mapping[str, Any]]) -> list[str]:
    """The issues that a measure is for: those that list it, or one of whose causes does."""
    return [
        one["item"]
        for one in issues
        if measure in one.get("measures", ())
        or any(cause.get("measure") == measure for cause in one["causes"])
    ]


def _is_name(measure: Mapping[str, Any]) -> bool:
    """Whether somebody's name stands where a post should."""
    return measure.get("responsible", "").startswith("顾")
