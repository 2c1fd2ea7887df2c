"""Questions on what happened in a period: who left, joined or moved, and rates of it."""

from __future__ import annotations

from collections.abc import Mapping

from sgstats.claims.claim import Subject
from sgstats.claims.meaning.asked import Asked, period, periods
from sgstats.claims.spoken import Facet

_DENOMINATORS = ("months", "ends", "opening", "closing")
_REASON_RATES = {"辞职率": "辞职", "劝退率": "劝退"}
_FLOW = {"leave": "离职", "join": "入职"}
LEAVING = ("leave_reason", "leave_class")


def rate(asked: Asked, name: str, facts: dict[str, object]) -> list[Subject]:
    """A rate under each of its denominators, the usual one first."""
    if asked.quantity.kind == "count":
        return periods(asked, name, "people", **facts)
    reason = _REASON_RATES.get(asked.said.words.get("metric", ""))
    if reason:
        facts = facts | {"of": "leave_reason", "values": (reason,)}
    options = facts["options"]
    first, *later = [options | {"denominator": one} for one in _DENOMINATORS]  # type: ignore[operator]
    rest = [period(asked, name, "value", **(facts | {"options": one})) for one in later]
    return [*periods(asked, name, "value", **(facts | {"options": first})), *rest]


def event_of(asked: Asked, event: str) -> list[Subject]:
    """Who left, joined or moved in a period."""
    said = asked.said
    if event == "move":
        return periods(asked, "transfer_rate", "people" if asked.number == "people" else "value")
    metric, name = ("exits", "turnover") if event == "leave" else ("joiners", "joining_rate")
    groups = said.people
    if not groups:
        if asked.number == "people":
            return periods(asked, "flows", "people", of="flow", values=(_FLOW[event],))
        return rate(asked, name, {"options": {}})
    of, facet = list(groups.items())[-1]
    if asked.number == "share" and asked.whole and event == "leave" and of in LEAVING:
        return rate(asked, name, {"options": {}, "of": of, "values": facet.values})
    facts = grouped(asked, groups, of=of)
    return [
        one
        for values, options in ((facet.values, facet.options), *facet.others)
        for one in periods(
            asked, metric, asked.number, of=of, values=values, **(facts | {"options": options})
        )
    ]


def grouped(asked: Asked, groups: Mapping[str, Facet], *, of: str) -> dict[str, object]:
    """Where a group is counted: the units, and the other groups named with it."""
    return {"where": asked.where | {name: facet.values for name, facet in groups.items() if name != of}}
