"""``sgstats catalogue``: every metric and field with its definition."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from sgstats.cli.arguments import add_format
from sgstats.cli.output import Row, emit
from sgstats.messages import language, listed, say

if TYPE_CHECKING:
    from sgstats.fields import Field
    from sgstats.metrics import Definition

COLUMNS = ("what", "name", "label", "use", "definition", "values")
VALUES_SHOWN = 12
"""Values of a field in the printed table; JSON and CSV have all of them."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How to print it."""
    add_format(parser)


def run(options: argparse.Namespace) -> int:
    """One line per metric, then one per field."""
    from sgstats.fields import dictionary
    from sgstats.metrics import catalogue

    rows = [_metric(one) for one in catalogue().values()] + [_field(one) for one in dictionary().values()]
    titles = {name: say(f"column.title_{name}") for name in COLUMNS}
    if options.format == "table":
        rows = [_printed(row) for row in rows]
    elif options.format == "csv":
        rows = [row | {"values": listed(row["values"])} for row in rows]
    emit(rows, form=options.format, titles=titles)
    return 0


def _metric(definition: Definition) -> Row:
    formula = definition.formula if language() == "zh" else _formula(definition.description)
    return {
        "what": "metric",
        "name": definition.name,
        "label": definition.title,
        "unit": definition.unit,
        "definition": formula,
        "values": [],
        "use": definition.kind,
        "source": definition.source,
    }


def _formula(description: str) -> str:
    r"""The formula as the metric's own text states it, for those who read no Chinese.

    Example:
        >>> _formula("People in post.\n\nFormula:\n    share = people / base\n\nArgs:\n    on: The day.")
        'share = people / base'
    """
    found = re.search(r"^Formula:\n((?: +\S.*\n?)+)", description, re.MULTILINE)
    return " ".join((found[1] if found else description.partition("\n")[0]).split())


def _field(field: Field) -> Row:
    return {
        "what": "field",
        "name": field.name,
        "label": field.title,
        "unit": field.type,
        "definition": field.meaning,
        "values": list(field.values),
        "use": _use(field),
        "source": "",
    }


def _use(field: Field) -> str:
    """What a field is for: to count and filter by, stored for other fields, or left out of the store."""
    from sgstats.metrics.dimensions import FIELDS

    if field.name in FIELDS:
        return "measure"
    return "stored" if field.stored and not field.personal else "not_stored"


def _printed(row: Row) -> Row:
    more = "…" if len(row["values"]) > VALUES_SHOWN else ""
    values = listed(row["values"][:VALUES_SHOWN]) + more
    return row | {
        "what": say(f"catalogue.{row['what']}"),
        "values": values,
        "use": say(f"catalogue.{row['use']}"),
    }
