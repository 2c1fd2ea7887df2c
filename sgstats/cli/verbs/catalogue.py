"""``sgstats catalogue``: every metric and field with its definition."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from sgstats.cli.arguments import add_format
from sgstats.cli.output import Row, emit
from sgstats.messages import language, say

if TYPE_CHECKING:
    from sgstats.fields import Field
    from sgstats.metrics import Definition

COLUMNS = ("what", "name", "label", "definition")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How to print it."""
    add_format(parser)


def run(options: argparse.Namespace) -> int:
    """One line per metric, then one per field."""
    from sgstats.fields import dictionary
    from sgstats.metrics import catalogue

    rows = [_metric(one) for one in catalogue().values()] + [_field(one) for one in dictionary().values()]
    emit(rows, form=options.format, titles={name: say(f"column.title_{name}") for name in COLUMNS})
    return 0


def _metric(definition: Definition) -> Row:
    label = definition.label if language() == "zh" else definition.label_en
    facts = {"unit": definition.unit, "formula": definition.formula, "source": definition.source}
    return {
        "what": "metric",
        "name": definition.name,
        "label": label,
        "definition": definition.formula,
    } | facts


def _field(field: Field) -> Row:
    facts = {"unit": field.type, "formula": " ".join(field.values), "source": ""}
    return {
        "what": "field",
        "name": field.name,
        "label": field.title,
        "definition": field.description,
    } | facts
