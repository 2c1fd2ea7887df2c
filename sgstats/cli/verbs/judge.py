"""``sgstats judge --policy P --year Y``: grades and outcomes by a rule pack, each with its rules."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from sgstats.cli.arguments import conditions, field_names
from sgstats.cli.judging import add_judging, choices, mark
from sgstats.cli.output import Row, emit, emit_json
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.pipeline.judging import Verdicts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Pack, year, units and options."""
    add_judging(parser)
    parser.add_argument("--by", metavar="FIELD,…", help=say("option.by_unit"))


def run(options: argparse.Namespace) -> int:
    """Judge and print: person by person for the analyst, as counts for anybody else."""
    from sgstats.pipeline.judging import judge

    asked = {
        "year": options.year, "where": conditions(options.where), "choices": choices(options.choose),
        "store": options.store, "audience": options.audience,
    }  # fmt: skip
    if options.against:
        from sgstats.cli.comparing import show_comparison
        from sgstats.pipeline.comparing import what_if

        return show_comparison(what_if(options.policy, options.against, **asked), form=options.format)
    verdicts = judge(options.policy, by=field_names(options.by), **asked)
    mark(verdicts.audience)
    if options.format == "json":
        emit_json(_json(verdicts))
    elif options.format == "csv":
        _emit_csv(verdicts)
    else:
        from sgstats.cli.verdicts import show_verdicts

        show_verdicts(verdicts)
    return 0


def _json(verdicts: Verdicts) -> object:
    """One entry per person for the analyst; counts by grade, outcome and rule for others."""
    if verdicts.people is not None:
        return verdicts.people.to_dicts()
    return {
        "grades": verdicts.grades.rows(),
        "outcomes": verdicts.outcomes.rows(),
        "rules": _rules(verdicts),
        "quota": [] if verdicts.quota_by_street is None else verdicts.quota_by_street.to_dicts(),
        "notes": list(verdicts.notes),
    }


def _emit_csv(verdicts: Verdicts) -> None:
    if verdicts.people is None:
        rows = verdicts.grades.rows()
        columns = verdicts.grades.frame.columns
    else:
        rows = [row | {"rules": " ".join(row["rules"])} for row in verdicts.people.to_dicts()]
        columns = verdicts.people.columns
    emit(rows, form="csv", titles={name: name for name in columns})


def _rules(verdicts: Verdicts) -> list[Row]:
    return [row | {"cite": verdicts.cites.get(row["rule"], "")} for row in verdicts.rules.rows()]
