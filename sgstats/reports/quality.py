"""What a report says about the files behind its numbers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import polars as pl

from sgstats.messages import entry, language

SEVERITY_ORDER = ("error", "warning", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCount:
    """How often a rule was met, with its sentence."""

    severity: str
    rule: str
    message: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QualitySummary:
    """Rows read, accepted and rejected over all tables, and the findings by rule, gravest first."""

    tables: int
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    findings: tuple[FindingCount, ...] = ()


def summarise(imports: pl.DataFrame, findings: pl.DataFrame) -> QualitySummary:
    """Add up the history of a store.

    Args:
        imports: One row per table read: ``rows_read``, ``rows_accepted``, ``rows_rejected``.
        findings: One row per finding: ``severity``, ``rule``, ``message``.

    Returns:
        The sums; one finding per rule, errors first, then the most frequent.
    """
    rows = {name: int(imports[name].sum()) for name in ("rows_read", "rows_accepted", "rows_rejected")}
    rules = findings.group_by("severity", "rule").agg(
        times=pl.len(), message=pl.col("message").first(), sentences=pl.col("message").n_unique()
    )
    grave = pl.col("severity").replace_strict(SEVERITY_ORDER, range(3), default=3)
    counted = rules.sort(grave, -pl.col("times").cast(pl.Int64), "rule").rows(named=True)
    return QualitySummary(tables=len(imports), **rows, findings=tuple(_count(row) for row in counted))


def _count(row: dict[str, object]) -> FindingCount:
    message = row["message"] if row["sentences"] == 1 else _general(str(row["rule"]), str(row["message"]))
    return FindingCount(
        severity=str(row["severity"]),
        rule=str(row["rule"]),
        message=str(message),
        times=int(str(row["times"])),
    )


def _general(rule: str, example: str) -> str:
    """The sentence of a rule with its gaps left open; of a rule we do not know, one that was printed."""
    try:
        sentence = entry(rule)[language()]
    except KeyError:
        return example
    return sentence.format_map(defaultdict(lambda: "…"))
