"""sgstats (社工 + stats): the structure of a community-worker workforce, from messy exports to a report.

The verbs are loaded when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sgstats.disclosure import Protected
    from sgstats.disclosure.curves import ProtectedCurves
    from sgstats.disclosure.effects_shown import ProtectedEffect
    from sgstats.errors import Refused, SgstatsError
    from sgstats.fields import UNKNOWN, field
    from sgstats.ledger import Gap, Progress
    from sgstats.ledger.standing import Standing
    from sgstats.messages import entry, language, say
    from sgstats.metrics import catalogue
    from sgstats.metrics.staffing.standards import standards
    from sgstats.pipeline import Choices, ingest, measure, preview, report
    from sgstats.pipeline.comparing import WhatIf, what_if
    from sgstats.pipeline.effect_overview import PanelOverview, effect_panel
    from sgstats.pipeline.effects_of import effect_metrics, estimate_effect
    from sgstats.pipeline.effects_own import estimate_panel
    from sgstats.pipeline.effects_table import EffectsTable, estimate_effects
    from sgstats.pipeline.finding_issues import Found, find_issues
    from sgstats.pipeline.indicating import indicated
    from sgstats.pipeline.judging import Verdicts, judge
    from sgstats.pipeline.lasting import survival
    from sgstats.pipeline.ledger_board import Board, Terms, ledger_board, ledger_terms
    from sgstats.pipeline.ledger_files import adopt_issue, export_ledger, ledger_baseline, read_ledger
    from sgstats.pipeline.look_lacking import NotLooked, not_looked_back
    from sgstats.pipeline.looking_back import LookBack, look_back, record_look_back
    from sgstats.pipeline.needing import hiring_for, staffing
    from sgstats.pipeline.one_more import one_more
    from sgstats.pipeline.paying import Payments, pay
    from sgstats.pipeline.projected import Outlook
    from sgstats.pipeline.projecting import backtest, project, retirement_wave
    from sgstats.pipeline.tracking import (
        change_ledger,
        ledger_changes,
        ledger_gaps,
        ledger_progress,
        standing_ledger,
    )
    from sgstats.pipeline.verified import Verified
    from sgstats.pipeline.verifying import verify
    from sgstats.policies.listing import pack_row, rule_rows
    from sgstats.policies.loading import packs
    from sgstats.reports.charts import CONFIG, bars, pyramid
    from sgstats.reports.effect_charts import effect_chart, event_chart, totals_chart
    from sgstats.reports.effect_forest import forest_chart
    from sgstats.reports.ledger_chart import ledger_chart
    from sgstats.reports.moving_charts import change_chart, flow_chart, lines, survival_chart
    from sgstats.reports.outlook_charts import ages_chart, carried_chart, wave_chart
    from sgstats.reports.staffing_charts import coverage_chart, marked_bars, need_chart
    from sgstats.reports.steps import share_steps
    from sgstats.store import days, findings, holding, imports, rejected, undo, units, years

_HOMES = {
    "Board": "pipeline.ledger_board",
    "CONFIG": "reports.charts",
    "Choices": "pipeline",
    "EffectsTable": "pipeline.effects_table",
    "Found": "pipeline.finding_issues",
    "Gap": "ledger",
    "LookBack": "pipeline.looking_back",
    "NotLooked": "pipeline.look_lacking",
    "Outlook": "pipeline.projected",
    "PanelOverview": "pipeline.effect_overview",
    "Payments": "pipeline.paying",
    "Progress": "ledger",
    "Protected": "disclosure",
    "ProtectedCurves": "disclosure.curves",
    "ProtectedEffect": "disclosure.effects_shown",
    "Refused": "errors",
    "SgstatsError": "errors",
    "Standing": "ledger.standing",
    "Terms": "pipeline.ledger_board",
    "UNKNOWN": "fields",
    "Verdicts": "pipeline.judging",
    "Verified": "pipeline.verified",
    "WhatIf": "pipeline.comparing",
    "adopt_issue": "pipeline.ledger_files",
    "ages_chart": "reports.outlook_charts",
    "backtest": "pipeline.projecting",
    "bars": "reports.charts",
    "carried_chart": "reports.outlook_charts",
    "catalogue": "metrics",
    "change_chart": "reports.moving_charts",
    "change_ledger": "pipeline.tracking",
    "coverage_chart": "reports.staffing_charts",
    "days": "store",
    "effect_chart": "reports.effect_charts",
    "effect_metrics": "pipeline.effects_of",
    "effect_panel": "pipeline.effect_overview",
    "entry": "messages",
    "estimate_effect": "pipeline.effects_of",
    "estimate_effects": "pipeline.effects_table",
    "estimate_panel": "pipeline.effects_own",
    "event_chart": "reports.effect_charts",
    "export_ledger": "pipeline.ledger_files",
    "field": "fields",
    "find_issues": "pipeline.finding_issues",
    "findings": "store",
    "flow_chart": "reports.moving_charts",
    "forest_chart": "reports.effect_forest",
    "hiring_for": "pipeline.needing",
    "holding": "store",
    "imports": "store",
    "indicated": "pipeline.indicating",
    "ingest": "pipeline",
    "judge": "pipeline.judging",
    "language": "messages",
    "ledger_baseline": "pipeline.ledger_files",
    "ledger_board": "pipeline.ledger_board",
    "ledger_changes": "pipeline.tracking",
    "ledger_chart": "reports.ledger_chart",
    "ledger_gaps": "pipeline.tracking",
    "ledger_progress": "pipeline.tracking",
    "ledger_terms": "pipeline.ledger_board",
    "lines": "reports.moving_charts",
    "look_back": "pipeline.looking_back",
    "marked_bars": "reports.staffing_charts",
    "measure": "pipeline",
    "need_chart": "reports.staffing_charts",
    "not_looked_back": "pipeline.look_lacking",
    "one_more": "pipeline.one_more",
    "pack_row": "policies.listing",
    "packs": "policies.loading",
    "pay": "pipeline.paying",
    "preview": "pipeline",
    "project": "pipeline.projecting",
    "pyramid": "reports.charts",
    "read_ledger": "pipeline.ledger_files",
    "record_look_back": "pipeline.looking_back",
    "rejected": "store",
    "report": "pipeline",
    "retirement_wave": "pipeline.projecting",
    "rule_rows": "policies.listing",
    "say": "messages",
    "share_steps": "reports.steps",
    "staffing": "pipeline.needing",
    "standards": "metrics.staffing.standards",
    "standing_ledger": "pipeline.tracking",
    "survival": "pipeline.lasting",
    "survival_chart": "reports.moving_charts",
    "totals_chart": "reports.effect_charts",
    "undo": "store",
    "units": "store",
    "verify": "pipeline.verifying",
    "wave_chart": "reports.outlook_charts",
    "what_if": "pipeline.comparing",
    "years": "store",
}

__all__ = [
    "CONFIG", "UNKNOWN", "Board", "Choices", "EffectsTable", "Found", "Gap", "LookBack", "NotLooked",
    "Outlook", "PanelOverview", "Payments", "Progress", "Protected", "ProtectedCurves", "ProtectedEffect",
    "Refused", "SgstatsError", "Standing", "Terms", "Verdicts", "Verified", "WhatIf", "adopt_issue",
    "ages_chart", "backtest", "bars", "carried_chart", "catalogue", "change_chart", "change_ledger",
    "coverage_chart", "days", "effect_chart", "effect_metrics", "effect_panel", "entry", "estimate_effect",
    "estimate_effects", "estimate_panel", "event_chart", "export_ledger", "field", "find_issues", "findings",
    "flow_chart", "forest_chart", "hiring_for", "holding", "imports", "indicated", "ingest", "judge",
    "language", "ledger_baseline", "ledger_board", "ledger_changes", "ledger_chart", "ledger_gaps",
    "ledger_progress", "ledger_terms", "lines", "look_back", "marked_bars", "measure", "need_chart",
    "not_looked_back", "one_more", "pack_row", "packs", "pay", "preview", "project", "pyramid", "read_ledger",
    "record_look_back", "rejected", "report", "retirement_wave", "rule_rows", "say", "share_steps",
    "staffing", "standards", "standing_ledger", "survival", "survival_chart", "totals_chart", "undo", "units",
    "verify", "wave_chart", "what_if", "years",
]  # fmt: skip


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the verb's module holds
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
