"""``sgstats catalogue``: every metric, field and rule pack with its definition; or the rules of one pack."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from sgstats.cli.arguments import add_format
from sgstats.cli.output import Row, emit, write
from sgstats.messages import language, listed, say

if TYPE_CHECKING:
    from sgstats.fields import Field
    from sgstats.metrics import Definition

COLUMNS = ("what", "name", "label", "use", "definition", "values")
PACK_COLUMNS = ("name", "title", "source", "in_force", "grades", "rules")
RULE_COLUMNS = ("id", "part_title", "cite", "values", "note")
NO_PACK: Row = {"first_day": None, "last_day": None, "outcomes": [], "flags": []}
"""What only a pack has, for entries that are none."""
VALUES_SHOWN = 12
"""Values of a field in the printed table; JSON and CSV have all of them."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which pack, if one, and how to print it."""
    parser.add_argument("pack", nargs="?", metavar="PACK", help=say("policy.option_pack"))
    add_format(parser)


def run(options: argparse.Namespace) -> int:
    """One line per metric, field and rule pack, or one per rule of a pack."""
    if options.pack:
        _one_pack(options.pack, form=options.format)
    else:
        _everything(options.format)
    return 0


def _everything(form: str) -> None:
    from sgstats.fields import dictionary
    from sgstats.metrics import catalogue
    from sgstats.policies.listing import pack_row
    from sgstats.policies.loading import packs

    rows = [_metric(one) for one in catalogue().values()] + [_field(one) for one in dictionary().values()]
    judged_by = [pack_row(pack) for pack in packs().values()]
    if form == "table":
        titles = {name: say(f"column.title_{name}") for name in COLUMNS}
        emit([_printed(row) for row in rows], form=form, titles=titles)
        write("")
        _tell_packs(judged_by)
        return
    rows = [row | NO_PACK for row in rows] + [_as_entry(row) for row in judged_by]
    emit([_flat(row) if form == "csv" else row for row in rows], form=form, titles={})


def _one_pack(name: str, *, form: str) -> None:
    """The rules of a pack; a file of the user's own is checked by showing it."""
    from sgstats.policies.listing import pack_row, rule_rows, worded
    from sgstats.policies.loading import load

    pack = load(name)
    rows = rule_rows(pack)
    if form == "table":
        _tell_packs([pack_row(pack)])
        write("")
    if form != "json":
        rows = [row | {"values": worded(row)} for row in rows]
    emit(rows, form=form, titles=_titles(RULE_COLUMNS))


def _tell_packs(packs: list[Row]) -> None:
    """Packs as a table, and below it what each of them leaves open."""
    from sgstats.policies.listing import in_force

    rows = [row | {"in_force": in_force(row), "grades": listed(row["grades"])} for row in packs]
    emit(rows, form="table", titles=_titles(PACK_COLUMNS))
    for row in packs:
        write(
            "\n".join(["", say("policy.flags_of", name=row["name"]), *(f"  {flag}" for flag in row["flags"])])
        )


def _titles(columns: tuple[str, ...]) -> dict[str, str]:
    return {name: say(f"policy.column_{name}") for name in columns}


def _as_entry(pack: Row) -> Row:
    """A pack with the columns that every entry of the catalogue has."""
    names = {"grades": listed(pack["grades"]), "outcomes": listed(pack["outcomes"])}
    return {
        "what": "pack",
        "name": pack["name"],
        "label": pack["title"],
        "unit": "",
        "definition": say("policy.definition", rules=pack["rules"], **names),
        "values": pack["grades"],
        "use": "judge",
        "source": pack["source"],
    } | {name: pack[name] for name in NO_PACK}


def _flat(row: Row) -> Row:
    return {name: listed(value) if isinstance(value, list) else value for name, value in row.items()}


def _metric(definition: Definition) -> Row:
    from sgstats.effects.told import unit_in_words

    chinese = language() == "zh"
    formula = definition.formula if chinese else _formula(definition.description)
    return {
        "what": "metric",
        "name": definition.name,
        "label": definition.title,
        "unit": definition.unit if chinese else unit_in_words(definition.unit),
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
    from sgstats.metrics.dimensions import FIELDS, FIELDS_OF_A_YEAR

    if field.name in {*FIELDS, *FIELDS_OF_A_YEAR}:
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
