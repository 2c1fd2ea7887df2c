"""数据质量: what was read, what was refused, and what was noticed on the way, by address."""

from __future__ import annotations

import re

import polars as pl
import streamlit as st

from dashboard import data, filters, numbers, parts
from sgstats import entry, language, say

TITLE = "page.quality"
ICON = ":material/fact_check:"
ORDER = 9
SEVERITIES = ("error", "warning", "note")


def show() -> None:
    """Cards, imports, findings by rule, every finding, rejected rows."""
    title = st.container()
    day = filters.optional_day()
    imports = data.imports().filter(pl.col("as_of") == day if day else pl.lit(value=True))
    with title:
        parts.head(say(TITLE), place=say("page.quality_about", tables=imports.height))
    inside = pl.col("import").is_in(imports["id"].to_list())
    findings, rejected = data.findings().filter(inside), data.rejected().filter(inside)
    _cards(imports, findings)
    _imports(imports)
    _rules(findings)
    _findings(findings)
    _rejected(rejected)


def _cards(imports: pl.DataFrame, findings: pl.DataFrame) -> None:
    counts = {
        "tables": imports.height,
        **{name: int(imports[name].sum()) for name in ("rows_read", "rows_accepted", "rows_rejected")},
        "warnings": findings.filter(severity="warning").height,
        "notes": findings.filter(severity="note").height,
    }
    parts.cards([
        parts.Card(
            label=say(f"page.count_{name}"), value=numbers.people(count), help=say(f"page.count_{name}_help")
        )
        for name, count in counts.items()
    ])


def _imports(imports: pl.DataFrame) -> None:
    """One row per imported table; read = accepted + rejected, always."""
    with parts.panel("imports", title=say("page.imports")):
        counted = ["rows_read", "rows_accepted", "rows_rejected"]
        kind = pl.Series("kind", [say(f"kind.{one}") for one in imports["kind"]], dtype=pl.String)
        shown = imports.select("id", kind, "file", "sheet", pl.col("as_of").cast(pl.String), *counted)
        parts.listing(_titled(shown), key="imports", right=[_title(name) for name in counted])


def _rules(findings: pl.DataFrame) -> None:
    """How often each rule fired, the worst first."""
    with parts.panel("rules", title=say("page.rules")):
        order = pl.col("severity").replace_strict(list(SEVERITIES), [0, 1, 2], return_dtype=pl.Int8)
        counted = (
            findings
            .group_by("severity", "rule", maintain_order=True)
            .agg(count=pl.len(), files=pl.col("file").n_unique())
            .sort(order, -pl.col("count").cast(pl.Int64), "rule")
        )
        meaning = pl.Series("meaning", [_meaning(rule) for rule in counted["rule"]], dtype=pl.String)
        shown = counted.select(_severity(), meaning, "count", "files", "rule")
        parts.listing(_titled(shown), key="rules", right=[_title("count"), _title("files")])


def _meaning(rule: str) -> str:
    """What a rule says, with dots where it names a column or a count."""
    return re.sub(r"\{\w+\}", "…", entry(rule)[language()])


def _findings(findings: pl.DataFrame) -> None:
    """Every finding with its address, narrowed down by severity, rule and file."""
    with parts.panel("findings", title=say("page.findings")):
        narrowed = _narrowed(findings)
        parts.quiet(say("page.findings_shown", shown=narrowed.height, all=findings.height), key="findings")
        shown = narrowed.select(_severity(), "message", "file", "sheet", "row", "column", "rule")
        parts.listing(_titled(shown), key="findings", right=[_title("row")])


def _narrowed(findings: pl.DataFrame) -> pl.DataFrame:
    left, middle, right = st.columns(3)
    with left:
        severity = filters.among(
            "severity", [one for one in SEVERITIES if one in set(findings["severity"])], _severity_title
        )
    with middle:
        rule = filters.among("rule", sorted(findings["rule"].unique()), _meaning)
    with right:
        file = filters.among("file", sorted(findings["file"].unique()), str)
    wanted = {"severity": severity, "rule": rule, "file": file}
    return findings.filter(**{name: value for name, value in wanted.items() if value})


def _rejected(rejected: pl.DataFrame) -> None:
    """Rows that were not stored, and why."""
    with parts.panel("rejected", title=say("page.rejected")):
        if rejected.is_empty():
            st.text(say("page.nothing_rejected"))
            return
        shown = rejected.select("message", "file", "sheet", "row", "column", "rule")
        parts.listing(_titled(shown), key="rejected", right=[_title("row")])


def _severity() -> pl.Expr:
    titles = [_severity_title(name) for name in SEVERITIES]
    return pl.col("severity").replace_strict(list(SEVERITIES), titles, return_dtype=pl.String)


def _severity_title(name: str) -> str:
    return say(f"page.severity_{name}")


def _titled(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.rename({name: _title(name) for name in frame.columns})


def _title(name: str) -> str:
    return say(f"page.column_{name}")
