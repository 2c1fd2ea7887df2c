"""What came of checks as one table, gravest first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from sgstats.ledger.issues.check import Check
from sgstats.ledger.issues.consistency import WAVE
from sgstats.pipeline.issue_making import Outcome
from sgstats.pipeline.issue_questions import Question
from sgstats.pipeline.issue_sentences import Held, printed
from sgstats.pipeline.issue_units import Unit

Row = dict[str, Any]
COLUMNS: dict[str, Any] = {
    "id": pl.String, "title": pl.String, "kind": pl.String, "level": pl.String, "unit": pl.String,
    "part": pl.String, "bound": pl.String, "number": pl.Float64, "low": pl.Float64, "high": pl.Float64,
    "people": pl.Int64,
    "base": pl.Float64, "threshold": pl.Float64, "comparison": pl.String, "distance": pl.Float64,
    "severity": pl.String, "certainty": pl.String, "needed": pl.Int64, "status": pl.String,
    "notes": pl.String, "reason": pl.String, "call": pl.String, "source": pl.String,
    "sentence": pl.String, "goal": pl.String,
    "metric": pl.String, "question": pl.String, "words": pl.String,
    "baseline": pl.String, "target": pl.String,
}  # fmt: skip
ORDER = ("found", "too_few", "fine", "untestable")
DAYS = ("on", "since", "until")


def table(found: Iterable[tuple[str, Check, Outcome]]) -> pl.DataFrame:
    """One row per outcome: what was found, what is too few to tell, what is fine, what is not known.

    Args:
        found: Id, check and outcome, in the order of checks and units.
    """
    placed = [(name, check, outcome) for name, check, outcome in found]
    ranked = sorted(placed, key=lambda one: _rank(one[2]))
    return pl.DataFrame([_row(*one) for one in ranked], schema=COLUMNS, orient="row")


def _rank(outcome: Outcome) -> tuple[int, tuple[float, ...]]:
    """Its place: by status, severity, certainty, then by steps beyond the threshold."""
    if outcome.held is None:
        return len(ORDER), ()
    judged, steps = outcome.held.judgement, outcome.held.check.steps
    gravity, doubt, distance = judged.rank
    return ORDER.index(judged.status), (gravity, doubt, distance / (steps[1] or 1))


def _row(name: str, check: Check, outcome: Outcome) -> Row:
    facts = {
        "id": name, "title": check.named, "kind": check.kind, "level": outcome.unit.level,
        "unit": outcome.unit.name, "comparison": check.compare, "source": outcome.source,
        "call": outcome.table.call, "words": check.of_what, "notes": " ".join(outcome.table.notes) or None,
    }  # fmt: skip
    if outcome.held is None:
        return dict.fromkeys(COLUMNS) | facts | {"status": "untestable", "reason": outcome.reason}
    return dict.fromkeys(COLUMNS) | facts | _numbers(outcome.held) | _for_the_ledger(outcome, outcome.held)


def _numbers(held: Held) -> Row:
    number, judged = held.number, held.judgement
    return {
        "part": held.part or None, "bound": number.bound or None, "number": number.value,
        "low": number.low, "high": number.high, "people": None if number.bound else number.people,
        "base": number.base, "threshold": held.limit, "distance": judged.distance,
        "severity": judged.severity, "certainty": judged.certainty, "needed": judged.needed,
        "status": judged.status, "reason": held.reason,
    }  # fmt: skip


def _for_the_ledger(outcome: Outcome, held: Held) -> Row:
    """What makes an issue and an indicator of a finding."""
    asked = outcome.table.question
    measured = asked is not None and asked.metric != WAVE
    return {
        "sentence": held.sentence, "goal": held.goal, "words": held.what,
        "metric": asked.metric if asked and measured else None,
        "question": _question(asked, outcome.unit, held) if asked and measured else None,
        "baseline": printed(held.number.value, held.check.unit), "target": held.target,
    }  # fmt: skip


def _parts(held: Held) -> tuple[str, ...]:
    """The parts that were added up; of the largest, the one that it was."""
    return held.check.values if "largest" not in held.check.values else (held.part,)


def _question(asked: Question, unit: Unit, held: Held) -> str:
    """The keywords of ``sgstats.measure`` about this unit, without the day: an indicator is asked again."""
    fields: Sequence[str] = asked.keywords.get("by", ())
    own = {name: (value,) for name, value in zip(fields, unit.group, strict=False)}
    more: Row = {"values": _parts(held), "where": {**asked.keywords.get("where", {}), **own}}
    if held.check.number in {"people", "seats"}:
        more["number"] = "people"
    if "since" in asked.keywords:
        more["months"] = held.check.months
    kept = {name: value for name, value in asked.keywords.items() if name not in {*DAYS, "by", "where"}}
    return json.dumps(kept | {name: value for name, value in more.items() if value}, ensure_ascii=False)
