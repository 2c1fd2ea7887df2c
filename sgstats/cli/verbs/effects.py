"""``sgstats effects``: did a measure change its indicator, how sure is that, or why it cannot be told.

``--format json`` prints a list of effects: ``measure``, ``metric``, ``title``, ``kind``, ``unit``,
``better``, ``design``, ``why``, ``verdict`` (有证据改善, 有证据恶化, 看不出变化, 数据不足以判断; null where
hidden), ``sentence``, ``effect`` with ``low`` and ``high`` (null where an end is open), ``p``, ``adjusted``,
``totals``, ``line`` with ``every``, ``events``, ``starts``, ``checks`` (``name``, ``held``, ``message``,
``p``), ``parts``, ``needed``, ``mix``, ``treated``, ``compared``, ``periods``, ``months``, ``n``,
``audience``, ``notes``, ``status``.

* ``--units``: a list of units: ``unit``, ``start``, ``state`` (never, later, begun, always), ``compared``,
  ``before``, ``after``, ``left_out``, ``gaps``, ``others``.
* ``--look-back``: a list of ``issue``, ``measure``, ``metric``, ``closed_on``, ``until``, ``then``,
  ``rebound``, ``sentence``, ``now``, ``since``; with ``--record`` the changes made: ``item``, ``field``,
  ``value``.
"""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Any

from sgstats.cli.arguments import (
    add_audience,
    add_format,
    add_store,
    add_who,
    conditions,
    count,
    field_names,
    names,
    number,
)
from sgstats.errors import Refused
from sgstats.messages import listed, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

OF = {
    "where": ("one", "units"), "start": ("one", "units"), "of": ("one", "units"), "values": ("one", "units"),
    "by": ("one", "units"), "better": ("one",), "aimed": ("one",), "anticipation": ("one", "units"),
    "mix": ("one",), "since": ("one", "several", "units"), "until": ("one", "several", "units"),
    "every": ("one", "several", "units"), "design": ("one", "several"), "record": ("look_back",),
    "who": ("record",), "today": ("look_back",), "measure": ("one", "several", "units", "look_back"),
    "metric": ("one", "several", "units"),
}  # fmt: skip
"""Which ways of asking an option belongs to; the others refuse it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is looked at, over which time, and how."""
    add = parser.add_argument
    add("--measure", action="append", metavar="M", help=say("option.effect_measure"))
    add("--metric", action="append", metavar="METRIC", help=say("option.effect_metric"))
    add("--of", metavar="FIELD", help=say("option.effect_of"))
    add("--values", metavar="VALUE,…", help=say("option.effect_values"))
    add("--where", action="append", metavar="FIELD=VALUE,…", help=say("option.where"))
    add("--start", action="append", metavar="UNIT=DATE", help=say("option.effect_start"))
    add("--by", choices=("street", "community"), help=say("option.effect_by"))
    add("--from", dest="since", metavar="DATE", help=say("option.effect_from"))
    add("--to", dest="until", metavar="DATE", help=say("option.effect_to"))
    _add_choices(parser)
    add("--units", action="store_true", help=say("option.effect_units"))
    add("--look-back", action="store_true", help=say("option.effect_look_back"))
    add("--record", action="store_true", default=None, help=say("option.effect_record"))
    add("--today", metavar="DATE", help=say("option.effect_today"))
    add_who(parser)
    add_audience(parser)
    add_store(parser)
    add_format(parser)


def _add_choices(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    every = ("auto", "month", "quarter", "year", "list")
    add("--every", choices=every, help=say("option.effect_every"))
    add("--design", metavar="NAME", help=say("option.effect_design"))
    add("--better", choices=("higher", "lower"), help=say("option.effect_better"))
    add("--aimed", type=number, metavar="N", help=say("option.effect_aimed"))
    add("--anticipation", type=count, metavar="N", help=say("option.effect_anticipation"))
    add("--mix", metavar="FIELD", help=say("option.effect_mix"))


def run(options: argparse.Namespace) -> int:
    """Answer what is asked, or say why not."""
    way = _way(options)
    _check(options, way)
    ways[way](options)
    return 0


def _way(options: argparse.Namespace) -> str:
    """How the question is meant: one effect, several, the units only, or a look back."""
    if options.look_back:
        return "record" if options.record else "look_back"
    if options.units:
        return "units"
    asked = [len(options.measure or ()), len(options.metric or ())]
    return "one" if max(asked) == 1 or options.start else "several"


def _check(options: argparse.Namespace, way: str) -> None:
    """Refuse options that the way of asking has no use for."""
    known = {way, "look_back"} if way == "record" else {way}
    for name, of in OF.items():
        if getattr(options, name) is not None and not known & set(of):
            option = {"since": "--from", "until": "--to"}.get(name, f"--{name.replace('_', '-')}")
            told = listed(say(f"effect_panel.way_{one}") for one in of)
            raise Refused("effect_panel.option_of", option=option, ways=told)
    asked = max(len(options.measure or ()), len(options.metric or ()))
    if asked > 1 and not known & {"several", "look_back"}:
        raise Refused("effect_panel.one_only")


def _one(options: argparse.Namespace) -> None:
    from sgstats.cli.effects import show_effect
    from sgstats.pipeline.effects_of import estimate_effect

    told = {name: getattr(options, name) for name in ("better", "aimed", "mix", "design")}
    chosen = {name: value for name, value in told.items() if value is not None}
    found = estimate_effect(**_asked(options), **chosen, store=options.store, audience=options.audience)
    show_effect(found, form=options.format)


def _units(options: argparse.Namespace) -> None:
    from sgstats.cli.effects import show_units
    from sgstats.pipeline.effect_overview import effect_panel

    show_units(effect_panel(**_asked(options), store=options.store), form=options.format)


def _asked(options: argparse.Namespace) -> dict[str, Any]:
    """The question itself, as keywords."""
    measure, metric = options.measure or (None,), options.metric or (None,)
    fields = field_names(options.of)
    told = {
        "of": fields[0] if fields else None, "by": options.by, "since": options.since, "until": options.until,
        "every": options.every, "anticipation": options.anticipation, "values": names(options.values) or None,
        "where": conditions(options.where) if options.where else None,
        "starts": _starts(options.start) if options.start else None,
    }  # fmt: skip
    kept = {name: value for name, value in told.items() if value is not None}
    return {"measure": measure[0], "metric": metric[0], **kept}


def _starts(items: list[str]) -> dict[str, str]:
    """First days written ``UNIT=DATE``.

    Raises:
        Refused: An item has no ``=``, or two are of one unit.
    """
    found: dict[str, str] = {}
    for item in items:
        unit, day = (part.strip() for part in item.partition("=")[::2])
        if not (unit and day):
            raise Refused("effect_panel.not_a_start", item=item)
        if unit in found:
            raise Refused("effect_panel.start_twice", unit=unit, days=listed((found[unit], day)))
        found[unit] = day
    return found


def _several(options: argparse.Namespace) -> None:
    from sgstats.cli.effects import show_table
    from sgstats.cli.progress import progress
    from sgstats.pipeline.effects_table import estimate_effects, pairs_of
    from sgstats.pipeline.tracking import ledger

    told = {name: getattr(options, name) for name in ("since", "until", "every", "design")}
    chosen = {name: value for name, value in told.items() if value is not None}
    pairs = pairs_of(options.measure, options.metric, ledger=ledger(options.store))
    with progress(say("effect_panel.progress"), total=len(pairs)) as step:
        found = estimate_effects(
            options.measure, options.metric, **chosen, store=options.store, audience=options.audience,
            step=step,
        )  # fmt: skip
    show_table(found, form=options.format)


def _look_back(options: argparse.Namespace) -> None:
    from sgstats.cli.effects import show_looks
    from sgstats.pipeline.look_lacking import not_looked_back
    from sgstats.pipeline.looking_back import look_back

    told = {"measures": options.measure, "until": _today(options)}
    looks = look_back(options.store, **told, audience=options.audience)
    show_looks(looks, not_looked_back(options.store, **told), form=options.format)


def _record(options: argparse.Namespace) -> None:
    from sgstats.cli.ledgers import tell_changes
    from sgstats.pipeline.looking_back import record_look_back

    who = options.who or os.environ.get("SGSTATS_WHO")
    made = record_look_back(
        who=who, store=options.store, measures=options.measure, today=_today(options)
    )  # fmt: skip
    tell_changes(made, form=options.format)


def _today(options: argparse.Namespace) -> date | None:
    from sgstats.periods import parse_day

    return parse_day(options.today) if options.today else None


ways: dict[str, Callable[[argparse.Namespace], None]] = {
    "one": _one, "several": _several, "units": _units, "look_back": _look_back, "record": _record,
}  # fmt: skip
