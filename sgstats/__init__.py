"""sgstats (社工 + stats): the structure of a community-worker workforce, from messy exports to a report.

The verbs are loaded when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sgstats.errors import Refused, SgstatsError
    from sgstats.metrics import catalogue
    from sgstats.pipeline import Choices, ingest, measure, preview, report
    from sgstats.store import days, findings, imports, rejected, undo, units

_HOMES = {
    "Choices": "pipeline",
    "Refused": "errors",
    "SgstatsError": "errors",
    "catalogue": "metrics",
    "days": "store",
    "findings": "store",
    "imports": "store",
    "ingest": "pipeline",
    "measure": "pipeline",
    "preview": "pipeline",
    "rejected": "store",
    "report": "pipeline",
    "undo": "store",
    "units": "store",
}

__all__ = [
    "Choices", "Refused", "SgstatsError", "catalogue", "days", "findings", "imports", "ingest", "measure",
    "preview", "rejected", "report", "undo", "units",
]  # fmt: skip


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the verb's module holds
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
