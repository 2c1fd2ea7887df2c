"""``sgstats ledger``: the rectification ledger (整改台账).

``--format json`` prints

* ``check``: a list of ``{"rule", "item", "message"}``.
* ``list``: a list of issues: ``item``, ``text``, ``unit``, ``kind``, ``degree``, ``state``, ``deadline`` (in
  force), ``overdue``, ``causes``, ``measures`` (ids), ``evidence`` (count), ``refusals``, ``found_again`` and
  their other fields.
* ``show``: an issue with ``causes``, ``measures``, ``evidence``, ``records``, ``refused``, ``reviews``; or a
  measure.
* ``history``: a list of ``change``, ``import``, ``at``, ``who``, ``item``, ``field``, ``value``.
* ``progress``: ``issues``, ``states``, ``completion``, ``on_time``, ``again`` (each ``count``, ``base``,
  ``percent``), ``overdue``, ``refusals``.
* ``add``, ``set``, ``move``, ``review``, ``baseline``, ``adopt``: the changes made: ``item``, ``field``,
  ``value``.
* ``import``: as ``ingest``.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sgstats.cli.arguments import add_audience, add_format, add_store, add_who
from sgstats.cli.output import write
from sgstats.errors import Refused
from sgstats.messages import listed, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

WORDS = {
    "list": (0, 0), "check": (0, 1), "progress": (0, 0), "show": (1, 1), "history": (0, 1), "add": (1, 99),
    "set": (2, 99), "move": (2, 2), "review": (1, 1), "baseline": (1, 1), "adopt": (1, 1), "export": (0, 0),
    "import": (1, 99),
}  # fmt: skip
"""Every act, and how many words it takes at least and at most."""

OF = {
    "state": ("list",), "unit": ("list",), "degree": ("list",), "overdue": ("list",), "reason": ("move",),
    "by": ("move",), "accepted_by": ("move",), "result": ("review",), "again": ("review",), "to": ("export",),
    "on": ("move", "review", "adopt", "baseline"), "measure": ("adopt",), "sheet": ("check", "import"),
    "map": ("check", "import"),
}  # fmt: skip
"""Which acts an option belongs to; the others refuse it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """An act, what it is about, and its options."""
    add = parser.add_argument
    add("act", nargs="?", choices=tuple(WORDS), default="list", help=say("option.ledger_act"))
    add("words", nargs="*", metavar="ITEM|FIELD=VALUE|FILE", help=say("option.ledger_words"))
    add("--today", metavar="DATE", help=say("option.today"))
    for name in ("state", "unit", "degree"):
        add(f"--{name}", help=say(f"option.ledger_{name}"))
    add("--overdue", action="store_true", default=None, help=say("option.ledger_overdue"))
    for name in ("reason", "by", "accepted-by", "result", "measure"):
        add(f"--{name}", metavar="TEXT", help=say(f"option.ledger_{name.replace('-', '_')}"))
    add("--again", action="store_true", default=None, help=say("option.ledger_again"))
    add("--on", metavar="DATE", help=say("option.ledger_on"))
    add("--to", type=Path, metavar="FILE", help=say("option.ledger_to"))
    add("--sheet", metavar="NAME", help=say("option.sheet"))
    add("--map", action="append", metavar="COLUMN=FIELD", help=say("option.map"))
    add_who(parser)
    add_audience(parser)
    add_store(parser)
    add_format(parser)


def run(options: argparse.Namespace) -> int:
    """Do what is asked, or say why not."""
    _check(options)
    acts[options.act](options)
    return 0


def _check(options: argparse.Namespace) -> None:
    """Refuse words too few or too many, and options of another act."""
    least, most = WORDS[options.act]
    if not least <= len(options.words) <= most:
        raise Refused(f"ledger.usage_{options.act}")
    for name, acts_of in OF.items():
        if getattr(options, name) is not None and options.act not in acts_of:
            option = f"--{name.replace('_', '-')}"
            raise Refused("ledger.option_of", option=option, act=options.act, acts=listed(acts_of))


def _today(options: argparse.Namespace) -> date:
    from datetime import date

    from sgstats.periods import parse_day

    return parse_day(options.today) if options.today else date.today()


def _who(options: argparse.Namespace) -> str | None:
    return options.who or os.environ.get("SGSTATS_WHO")


def _list(options: argparse.Namespace) -> None:
    from sgstats.cli.ledgers import chosen, issue_rows, show_issues
    from sgstats.pipeline.tracking import ledger

    rows = issue_rows(ledger(options.store), today=_today(options))
    show_issues(chosen(rows, options), form=options.format)


def _gaps(options: argparse.Namespace) -> None:
    from sgstats.cli.ledgers import show_gaps
    from sgstats.ledger import check
    from sgstats.pipeline.ledger_files import read_ledger
    from sgstats.pipeline.tracking import ledger_gaps

    if options.words:
        gaps = check(read_ledger(options.words[0], choices=_choices(options)), _today(options))
    else:
        gaps = ledger_gaps(options.store, today=_today(options))
    show_gaps(gaps, form=options.format)


def _choices(options: argparse.Namespace):  # type: ignore[no-untyped-def]  # noqa: ANN202 - Choices
    """How a spreadsheet is to be understood."""
    from sgstats.pipeline import Choices
    from sgstats.records.mapping import Settlement, parse_settlement

    settled = parse_settlement(options.map or [], [], Settlement())
    return Choices(kind="ledger", sheet=options.sheet, settled=settled, who=_who(options))


def _progress(options: argparse.Namespace) -> None:
    from sgstats.cli.ledgers import show_progress
    from sgstats.pipeline.tracking import ledger_progress

    show_progress(ledger_progress(options.store, today=_today(options)), form=options.format)


def _show(options: argparse.Namespace) -> None:
    from sgstats.cli.ledgers import show_item
    from sgstats.ledger.editing import known_item
    from sgstats.pipeline.tracking import ledger

    found = ledger(options.store)
    show_item(found, known_item(found, options.words[0]), form=options.format)


def _history(options: argparse.Namespace) -> None:
    from sgstats.cli.ledgers import show_changes
    from sgstats.pipeline.tracking import ledger_changes

    item = options.words[0] if options.words else None
    show_changes(ledger_changes(options.store, item=item), form=options.format)


def _add(options: argparse.Namespace) -> None:
    from sgstats.cli.ledgers import values_of

    what, *words = options.words
    of = {"of": words.pop(0)} if words and "=" not in words[0] else {}
    _change(options, "add", what, values_of(words) | of)


def _set(options: argparse.Namespace) -> None:
    from sgstats.cli.ledgers import values_of

    _change(options, "set", options.words[0], values_of(options.words[1:]))


def _move(options: argparse.Namespace) -> None:
    item, to = options.words
    _change(options, "move", item, {"to": to} | _given(options, "on", "accepted_by", "reason", "by"))


def _review(options: argparse.Namespace) -> None:
    again = {"again": "是"} if options.again else {}
    _change(options, "review", options.words[0], _given(options, "on", "result") | again)


def _given(options: argparse.Namespace, *names: str) -> dict[str, str]:
    """The options that were given."""
    return {name: str(value) for name in names if (value := getattr(options, name)) is not None}


def _change(options: argparse.Namespace, act: str, item: str, values: dict[str, str]) -> None:
    from sgstats.cli.ledgers import tell_changes
    from sgstats.pipeline.tracking import change_ledger

    made = change_ledger(
        act, item, values, who=_who(options), store=options.store, today=_today(options)
    )  # fmt: skip
    tell_changes(made, form=options.format)


def _baseline(options: argparse.Namespace) -> None:
    from sgstats.cli.ledgers import tell_changes
    from sgstats.pipeline.ledger_files import ledger_baseline

    asked = {"store": options.store, "on": options.on}
    tell_changes(ledger_baseline(options.words[0], who=_who(options), **asked), form=options.format)


def _adopt(options: argparse.Namespace) -> None:
    from sgstats.cli.ledgers import tell_changes
    from sgstats.pipeline.ledger_files import adopt_issue

    asked = {"on": options.on, "measure": options.measure, "store": options.store}
    tell_changes(adopt_issue(options.words[0], who=_who(options), **asked), form=options.format)


def _export(options: argparse.Namespace) -> None:
    from sgstats.pipeline.ledger_files import export_ledger

    if options.to is None:
        raise Refused("ledger.usage_export")
    written = export_ledger(options.to, store=options.store, today=_today(options))
    write(say("ledger.exported", file=written))


def _import(options: argparse.Namespace) -> None:
    from sgstats.cli.verbs.ingest import show
    from sgstats.pipeline import ingest

    saved = ingest(options.words, store=options.store, choices=_choices(options))
    show(saved, form=options.format)


acts: dict[str, Callable[[argparse.Namespace], None]] = {
    "list": _list, "check": _gaps, "progress": _progress, "show": _show, "history": _history, "add": _add,
    "set": _set, "move": _move, "review": _review, "baseline": _baseline, "adopt": _adopt,
    "export": _export, "import": _import,
}  # fmt: skip
