"""sgstats (社工 + stats): the structure of a community-worker workforce, from messy exports to a report.

The verbs are loaded when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sgstats.disclosure import Protected
    from sgstats.disclosure.curves import ProtectedCurves
    from sgstats.errors import Refused, SgstatsError
    from sgstats.fields import UNKNOWN, field
    from sgstats.messages import entry, language, say
    from sgstats.metrics import catalogue
    from sgstats.pipeline import Choices, ingest, measure, preview, report
    from sgstats.pipeline.comparing import WhatIf, what_if
    from sgstats.pipeline.judging import Verdicts, judge
    from sgstats.pipeline.lasting import survival
    from sgstats.pipeline.needing import hiring_for, staffing
    from sgstats.pipeline.one_more import one_more
    from sgstats.pipeline.paying import Payments, pay
    from sgstats.pipeline.projected import Outlook
    from sgstats.pipeline.projecting import backtest, project, retirement_wave
    from sgstats.policies.listing import pack_row, rule_rows
    from sgstats.policies.loading import packs
    from sgstats.reports.charts import CONFIG, bars, pyramid
    from sgstats.reports.moving_charts import change_chart, flow_chart, lines, survival_chart
    from sgstats.store import days, findings, holding, imports, rejected, undo, units, years

_HOMES = {
    "CONFIG": "reports.charts",
    "Choices": "pipeline",
    "Outlook": "pipeline.projected",
    "Payments": "pipeline.paying",
    "Protected": "disclosure",
    "ProtectedCurves": "disclosure.curves",
    "Refused": "errors",
    "SgstatsError": "errors",
    "UNKNOWN": "fields",
    "Verdicts": "pipeline.judging",
    "WhatIf": "pipeline.comparing",
    "backtest": "pipeline.projecting",
    "bars": "reports.charts",
    "catalogue": "metrics",
    "change_chart": "reports.moving_charts",
    "days": "store",
    "entry": "messages",
    "field": "fields",
    "findings": "store",
    "flow_chart": "reports.moving_charts",
    "hiring_for": "pipeline.needing",
    "holding": "store",
    "imports": "store",
    "ingest": "pipeline",
    "judge": "pipeline.judging",
    "language": "messages",
    "lines": "reports.moving_charts",
    "measure": "pipeline",
    "one_more": "pipeline.one_more",
    "pack_row": "policies.listing",
    "packs": "policies.loading",
    "pay": "pipeline.paying",
    "preview": "pipeline",
    "project": "pipeline.projecting",
    "pyramid": "reports.charts",
    "rejected": "store",
    "report": "pipeline",
    "retirement_wave": "pipeline.projecting",
    "rule_rows": "policies.listing",
    "say": "messages",
    "staffing": "pipeline.needing",
    "survival": "pipeline.lasting",
    "survival_chart": "reports.moving_charts",
    "undo": "store",
    "units": "store",
    "what_if": "pipeline.comparing",
    "years": "store",
}

__all__ = [
    "CONFIG", "UNKNOWN", "Choices", "Outlook", "Payments", "Protected", "ProtectedCurves", "Refused",
    "SgstatsError", "Verdicts", "WhatIf", "backtest", "bars", "catalogue", "change_chart", "days",
    "entry", "field", "findings", "flow_chart", "hiring_for", "holding", "imports", "ingest", "judge",
    "language", "lines", "measure", "one_more", "pack_row", "packs", "pay", "preview", "project",
    "pyramid", "rejected", "report", "retirement_wave", "rule_rows", "say", "staffing", "survival",
    "survival_chart", "undo", "units", "what_if", "years",
]  # fmt: skip


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the verb's module holds
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
