"""``sgstats outlook retirement|stock|staffing``: what lies ahead.

``--format json`` prints a list of rows:

* ``retirement``: as ``measure``, with ``retirement_reading`` (不变, 按50岁, 按55岁), ``retire_year`` (or
  ``retire_month``) and ``minimum_contribution_months`` (of retiring in that year).
* ``stock``: ``year`` (0 is the day itself), ``on``, ``field`` (``total``, ``age_band``, ``gender``,
  ``education_group``, ``flow``), ``label``, ``people`` expected, ``low``, ``median``, ``high`` of the
  runs, ``share`` with ``share_low`` and ``share_high``; with both readings also ``people_50`` and
  ``people_55``; with ``--backtest`` also ``actual`` and ``inside``.
* ``stock --until-share``: ``reading``, ``target``, ``by_year``, ``hire`` (null: no number does), ``most``
  (null: no upper limit), ``share_without``, ``share``, ``limit``.
* ``staffing``: ``year``, ``on``, ``people``, ``low``, ``median``, ``high``, ``residents``, ``needed``,
  ``per_10k``, ``gap``, ``gap_low``, ``gap_high``.

All have ``status`` and ``reason``; hidden rows have null numbers.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from sgstats.cli.arguments import add_audience, add_format, add_store, conditions, field_names, names
from sgstats.cli.arguments import whole_number as number
from sgstats.cli.judging import year
from sgstats.cli.output import Row, emit, write
from sgstats.errors import Refused
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.disclosure import Protected
    from sgstats.pipeline.projected import Outlook

WHAT = ("retirement", "stock", "staffing")
OF = {
    "by": ("retirement",), "step": ("retirement",), "moment": ("retirement",),
    "minimum_contribution": ("retirement",), "bands": ("retirement", "stock"),
    "look_back": ("stock", "staffing"), "hire": ("stock", "staffing"), "freeze": ("stock", "staffing"),
    "hire_ages": ("stock",), "stop": ("stock",), "seed": ("stock",), "runs": ("stock",),
    "backtest": ("stock",), "until_share": ("stock",), "by_year": ("stock",),
    "standard": ("staffing",), "residents": ("staffing",), "growth": ("staffing",),
}  # fmt: skip
"""Which outlooks an option belongs to; the others refuse it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What lies ahead, how far, from which day, and under which assumptions."""
    add = parser.add_argument
    add("what", choices=WHAT, help=say("option.outlook"))
    add("--years", type=number, default=10, metavar="N", help=say("option.years_ahead"))
    add("--on", metavar="DATE", help=say("option.on"))
    add("--where", action="append", default=[], metavar="FIELD=VALUE,…", help=say("option.where"))
    add("--reading", choices=("50", "55", "both"), default="both", help=say("option.reading"))
    _add_retirement(parser)
    _add_stock(parser)
    add("--standard", metavar="NAME|N", help=say("option.standard_per_10k"))
    add("--residents", type=number, metavar="N", help=say("option.residents"))
    add("--growth", metavar="PERCENT", help=say("option.growth"))
    add_audience(parser)
    add_store(parser)
    add_format(parser)


def _add_retirement(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--by", metavar="FIELD,…", help=say("option.by"))
    add("--step", choices=("year", "month"), help=say("option.step"))
    add("--moment", choices=("legal", "earliest", "latest"), help=say("option.moment"))
    add("--minimum-contribution", action="store_true", default=None, help=say("option.minimum_contribution"))
    add("--bands", metavar="SET", help=say("option.bands"))


def _add_stock(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--look-back", type=number, metavar="N", help=say("option.look_back"))
    add("--hire", type=number, metavar="N", help=say("option.hire"))
    add("--freeze", action="store_true", default=None, help=say("option.freeze"))
    add("--hire-ages", metavar="AGES:SHARE,…", help=say("option.hire_ages"))
    add("--stop", metavar="REASON,…", help=say("option.stop"))
    add("--seed", type=number, metavar="N", help=say("option.seed"))
    add("--runs", type=number, metavar="N", help=say("option.runs"))
    add("--backtest", metavar="DATE", help=say("option.backtest"))
    add("--until-share", metavar="AGES<PERCENT", help=say("option.until_share"))
    add("--by-year", type=year, metavar="YEAR", help=say("option.by_year"))


def run(options: argparse.Namespace) -> int:
    """Look ahead, protect, print."""
    _check(options)
    if options.what == "retirement":
        _show_wave(_wave(options), options)
        return 0
    found = _staffing(options) if options.what == "staffing" else _stock(options)
    if options.format != "table":
        emit(found.rows(), form=options.format, titles={name: name for name in found.frame.columns})
        return 0
    from sgstats.cli.outlooks import show_outlook

    show_outlook(found)
    return 0


def _check(options: argparse.Namespace) -> None:
    """Refuse an option of another outlook, or two that contradict each other."""
    given = [name for name in OF if getattr(options, name) is not None]
    if foreign := [name for name in given if options.what not in OF[name]]:
        raise Refused("outlook.not_of", option=_written(foreign[0]), what=options.what)
    if options.freeze and options.hire is not None:
        raise Refused("outlook.together", one="--freeze", other="--hire")
    if (options.until_share is None) != (options.by_year is None):
        raise Refused("outlook.share_and_year")
    alone = [name for name in ("backtest", "until_share") if name in given]
    scenario = [name for name in ("hire", "freeze", "backtest") if name in given and name not in alone[:1]]
    if alone and scenario:
        raise Refused("outlook.together", one=_written(alone[0]), other=_written(scenario[0]))


def _written(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _asked(options: argparse.Namespace, *wanted: str) -> dict[str, Any]:
    """The options that were given, by the names of the verb."""
    asked: dict[str, Any] = {name: getattr(options, name) for name in wanted}
    asked = {name: value for name, value in asked.items() if value is not None}
    if options.freeze and "hire" in wanted:
        asked["hire"] = 0
    if "stop" in asked:
        asked["stop"] = names(asked["stop"])
    common = {"reading": options.reading, "store": options.store, "audience": options.audience}
    return asked | common | {"where": conditions(options.where)}


def _wave(options: argparse.Namespace) -> Protected:
    from sgstats.pipeline.projecting import retirement_wave

    asked = _asked(options, "on", "years", "step", "moment", "bands")
    return retirement_wave(by=field_names(options.by), **asked)


def _stock(options: argparse.Namespace) -> Outlook:
    from sgstats.pipeline.needing import hiring_for
    from sgstats.pipeline.projecting import backtest, project

    if options.until_share:
        asked = _asked(options, "on", "look_back", "hire_ages", "stop")
        return hiring_for(options.until_share, by_year=options.by_year, **asked)
    if options.backtest:
        return backtest(options.backtest, **_asked(options, "bands", "look_back", "seed", "runs"))
    wanted = ("on", "years", "bands", "look_back", "hire", "hire_ages", "stop", "seed", "runs")
    return project(**_asked(options, *wanted))


def _staffing(options: argparse.Namespace) -> Outlook:
    from sgstats.pipeline.needing import staffing

    wanted = ("on", "years", "look_back", "hire", "standard", "residents", "growth")
    return staffing(**_asked(options, *wanted))


def _show_wave(shown: Protected, options: argparse.Namespace) -> None:
    """The wave; years without anybody are left out of what a person reads."""
    if options.format != "table":
        rows = shown.rows()
        emit(rows, form=options.format, titles={name: name for name in shown.frame.columns})
        return
    from sgstats.cli.outlooks import show_title
    from sgstats.fields import field

    kept = [row for row in shown.rows() if row["people"] != 0]
    titles = {key: field(key).title for key in shown.by}
    titles |= {name: say(f"column.title_{name}") for name in ("people", "base", "share")}
    if options.minimum_contribution:
        titles["minimum_contribution_months"] = say("outlook.title_contribution")
    show_title(shown.definition.title, shown)
    emit([_wave_row(row) for row in kept], form="table", titles=titles)
    for note in shown.notes:
        write(note)


def _wave_row(row: Row) -> Row:
    from sgstats.metrics.shares import percent

    if row["status"] == "hidden":
        return row | dict.fromkeys(("people", "base", "share"), "*")
    return row | {"share": "" if row["share"] is None else f"{percent(row['share'])}%"}
