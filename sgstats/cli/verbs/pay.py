"""``sgstats pay --policy P --year Y``: performance pay by a rule pack, exact to the cent."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from sgstats.cli.arguments import conditions
from sgstats.cli.judging import add_judging, choices, mark
from sgstats.cli.output import emit, emit_json
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.pipeline.paying import Payments

PERSON = ("person_id", "unit", "grade", "coefficient", "amount")
UNIT = ("unit", "pool", "allocated", "unallocated")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Pack, year, and what there is to share out."""
    add_judging(parser)
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("--pool", metavar="AMOUNT|FILE", help=say("option.pool"))
    given.add_argument("--average", metavar="AMOUNT", help=say("option.average"))


def run(options: argparse.Namespace) -> int:
    """Share out and print: every person for the analyst, the units for anybody else."""
    from sgstats.pipeline.paying import pay

    asked: dict[str, Any] = {
        "year": options.year, "pool": options.pool, "average": options.average,
        "where": conditions(options.where), "choices": choices(options.choose),
        "store": options.store, "audience": options.audience,
    }  # fmt: skip
    if options.against:
        from sgstats.cli.comparing import show_comparison
        from sgstats.pipeline.comparing import what_if

        return show_comparison(what_if(options.policy, options.against, **asked), form=options.format)
    payments = pay(options.policy, **asked)
    mark(payments.audience)
    if options.format == "json":
        emit_json(_json(payments))
    elif options.format == "csv":
        frame, names = (payments.units, UNIT) if payments.people is None else (payments.people, PERSON)
        emit(frame.to_dicts(), form="csv", titles={name: name for name in names})
    else:
        from sgstats.cli.payments import show_payments

        show_payments(payments)
    return 0


def _json(payments: Payments) -> object:
    people = [] if payments.people is None else payments.people.to_dicts()
    return {"people": people, "units": payments.units.to_dicts(), "notes": list(payments.notes)}
