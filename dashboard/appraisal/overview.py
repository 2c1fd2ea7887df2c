"""The headline cards: how many were judged, how well, and what waits for people."""

from __future__ import annotations

from dashboard import numbers, parts, tables
from dashboard.appraisal import reading
from dashboard.appraisal.reading import Chosen, Row
from sgstats import Verdicts, say

NEEDS_HUMAN = "需人工认定"


def cards(verdicts: Verdicts, chosen: Chosen) -> None:
    """Six cards, and a line on what they rest on."""
    rows, outcomes = verdicts.grades.rows(), verdicts.outcomes.rows()
    best = reading.pack(chosen.policy)["grades"][:1]
    shown = {
        "judged": _judged(rows),
        "best": _part(rows, "grade", best[0]) if best else _none(say("page.no_grades")),
        "over": _over(verdicts),
        "human": _part(outcomes, "outcome", NEEDS_HUMAN),
        "exit": _exits(outcomes, reading.exits(chosen.policy)),
        "ungraded": _part(rows, "grade", say("verdict.no_grade")),
    }
    parts.cards([
        parts.Card(
            label=say(f"page.card_{name}"),
            help=say(f"page.card_{name}_help"),
            **card,
        )
        for name, card in shown.items()
    ])
    parts.quiet(say("page.cards_judged", policy=chosen.policy), key="cards")


def _judged(rows: list[Row]) -> dict[str, str]:
    bases = [row["base"] for row in rows if row["base"] is not None]
    if not bases:
        return _hidden()
    return {"value": numbers.people(bases[0]), "below": say("page.everyone_once")}


def _part(rows: list[Row], of: str, part: str) -> dict[str, str]:
    """People of one part with their share; a part that nobody has is zero where any part is shown."""
    row = next((row for row in rows if row[of] == part), None)
    bases = [one["base"] for one in rows if one["base"] is not None]
    if row is None and bases:
        return {"value": numbers.people(0), "below": say("page.of_base", base=numbers.people(bases[0]))}
    if row is None or row["share"] is None:
        return _hidden()
    share = {"base": numbers.people(row["base"]), "share": numbers.percent(row["share"])}
    below = say("page.share_of_base", interval=tables.interval(row), **share)
    return {"value": numbers.people(row["people"]), "below": below}


def _over(verdicts: Verdicts) -> dict[str, str]:
    units = verdicts.quota_units
    if verdicts.quota is None:
        return _none(say("page.no_quota"))
    if units is None:
        return _hidden()
    counted = {name: numbers.people(units[name]) for name in ("units", "without_seats")}
    return {"value": numbers.people(units["over"]), "below": say("page.of_units", **counted)}


def _exits(rows: list[Row], exits: list[str]) -> dict[str, str]:
    if not exits:
        return _none(say("page.no_exits"))
    found = [row for row in rows if row["outcome"] in exits]
    if any(row["people"] is None for row in found):
        return _hidden()
    counted = say("page.comma").join(f"{row['outcome']} {row['people']}" for row in found)
    return {
        "value": numbers.people(sum(row["people"] for row in found)),
        "below": counted or "、".join(exits),
    }


def _hidden() -> dict[str, str]:
    return {"value": numbers.HIDDEN, "below": say("page.hidden")}


def _none(why: str) -> dict[str, str]:
    return {"value": numbers.NONE, "below": why}
