"""What verifying a report gives: its claims, their other readings, and its arithmetic, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from sgstats.claims.claim import Outcome

if TYPE_CHECKING:
    from sgstats.claims.claim import Breach, Claim, Subject, Verdict
    from sgstats.pipeline.answering import Answered
    from sgstats.pipeline.cell_claims import Spoken
    from sgstats.sources import Document

Row = dict[str, Any]
Schema = dict[str, Any]
"""Type of each column."""

OUTCOMES: tuple[Outcome, ...] = ("contradicted", "impossible", "untestable", "consistent")
"""What wants attention first."""
_READ: Schema = {
    "metric": pl.String, "of": pl.String, "values": pl.String, "where": pl.String, "options": pl.String,
    "on": pl.Date, "from": pl.Date, "to": pl.Date, "count_low": pl.Int64, "count_high": pl.Int64,
    "actual_people": pl.Int64, "actual_base": pl.Int64, "actual_value": pl.Float64, "status": pl.String,
    "verdict": pl.String, "reason": pl.String, "call": pl.String,
}  # fmt: skip
_NUMBERED: Schema = {"number": pl.Int64}
_CLAIM: Schema = {
    "number": pl.Int64, "quote": pl.String, "printed": pl.String, "operator": pl.String, "kind": pl.String,
    "value": pl.Float64, "base": pl.Int64, "paragraph": pl.Int64, "start": pl.Int64, "end": pl.Int64,
    "cell": pl.String,
}  # fmt: skip
_CHECK: Schema = {
    "check": pl.String, "quote": pl.String, "cells": pl.List(pl.String), "printed": pl.String,
    "expected": pl.String, "verdict": pl.String, "reason": pl.String, "mend": pl.String,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A claim and, if it stands in a table, its cell."""

    claim: Claim
    cell: Spoken | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A claim with the verdict on each of its readings, or the one on a claim without any."""

    found: Found
    verdicts: tuple[tuple[Subject, Answered, Verdict], ...] = ()
    alone: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A report held against the data and against itself.

    Attributes:
        document: The report as read; ``start`` and ``end`` of a claim count characters of its paragraph.
        on: The day of claims that name none.
        audience: Who may see it.
        claims: One row per claim in the order of print: ``number``, ``quote``, ``printed``,
            ``operator``, ``kind``, ``value`` (a percentage as 0 … 100), ``base`` (the text's own),
            ``paragraph``, ``start``, ``end`` (null in a table, where ``cell`` says 表1!B2), then the reading
            taken: ``metric``, ``of``, ``values``, ``where``, ``options``, ``on``, ``from``, ``to``,
            ``count_low``, ``count_high``, ``actual_people``, ``actual_base``, ``actual_value``, ``status``,
            ``verdict``, ``reason``, ``call`` (the command that prints the right number).
        readings: One row per other reading: ``number`` of the claim, and the same from ``metric`` on.
        arithmetic: One row per check: ``check``, ``quote``, ``cells``, ``printed``, ``expected``,
            ``verdict``, ``reason``, ``mend``.

    Example:
        >>> sgstats.verify(text="幸福社区现有社区工作者8人，男性占5%。", store=store).counts["consistent"]
        1
    """

    document: Document
    on: date
    audience: str
    claims: pl.DataFrame
    readings: pl.DataFrame
    arithmetic: pl.DataFrame

    @property
    def counts(self) -> dict[str, int]:
        """How many claims have each verdict, those that want attention first."""
        found = Counter(self.claims["verdict"].to_list())
        return {outcome: found[outcome] for outcome in OUTCOMES}

    def rows(self) -> dict[str, list[Row]]:
        """Everything as ``verify --format json`` prints it."""
        told = _printable(self.claims)
        others: dict[int, list[Row]] = {}
        for row in _printable(self.readings):
            others.setdefault(row.pop("number"), []).append(row)
        return {
            "claims": [row | {"readings": others.get(row["number"], [])} for row in told],
            "arithmetic": _printable(self.arithmetic),
        }


def verified(
    document: Document, read: Sequence[Read], *, breaches: Sequence[Breach], on: date, audience: str
) -> Verified:
    """The tables of claims, readings and checks."""
    claims, readings = [], []
    for number, one in enumerate(read, 1):
        first, *others = [_reading(*verdict) for verdict in one.verdicts] or [_alone(one.alone)]
        claims.append({"number": number} | _claim(one.found) | first)
        readings += [{"number": number} | other for other in others]
    return Verified(
        document=document,
        on=on,
        audience=audience,
        claims=pl.DataFrame(claims, schema=_CLAIM | _READ),
        readings=pl.DataFrame(readings, schema=_NUMBERED | _READ),
        arithmetic=pl.DataFrame([_check(one) for one in breaches], schema=_CHECK),
    )


def _claim(found: Found) -> Row:
    claim, cell = found.claim, found.cell
    quantity = claim.quantity
    about = {
        "quote": claim.quote if cell is None else cell.quote,
        "printed": quantity.printed if cell is None else cell.printed,
        "operator": quantity.operator,
        "kind": quantity.kind,
        "value": float(quantity.value),
        "base": claim.base,
    }
    if cell is not None:
        return about | {"cell": cell.address}
    return about | {"paragraph": claim.paragraph, "start": claim.start, "end": claim.end}


def _reading(subject: Subject, answered: Answered, verdict: Verdict) -> Row:
    answer = answered.answer
    return _verdict(verdict) | {
        "metric": subject.metric,
        "of": subject.of,
        "values": ",".join(subject.values) or None,
        "where": _conditions(subject.where),
        "options": _conditions({name: (value,) for name, value in subject.options.items()}),
        "on": subject.on,
        "from": subject.since,
        "to": subject.until,
        "actual_people": answer.people,
        "actual_base": answer.base,
        "actual_value": answer.value,
        "status": answer.status,
        "call": answered.call or None,
    }


def _alone(verdict: Verdict | None) -> Row:
    assert verdict is not None  # who has no readings has this
    return _verdict(verdict) | {"status": "unknown"}


def _verdict(verdict: Verdict) -> Row:
    return {
        "count_low": verdict.count_low,
        "count_high": verdict.count_high,
        "verdict": verdict.outcome,
        "reason": verdict.reason,
    }


def _conditions(where: Mapping[str, tuple[str, ...]]) -> str | None:
    return "; ".join(f"{name}={','.join(values)}" for name, values in where.items()) or None


def _check(breach: Breach) -> Row:
    return {
        "check": breach.check,
        "quote": breach.quote,
        "cells": list(breach.cells),
        "printed": breach.printed,
        "expected": breach.expected,
        "verdict": breach.outcome,
        "reason": breach.reason,
        "mend": breach.mend,
    }


def _printable(frame: pl.DataFrame) -> list[Row]:
    return frame.with_columns(pl.col(pl.Date).dt.to_string("%Y-%m-%d")).to_dicts()
