"""``sgstats undo IMPORT``: take one import back, as if it had never been made."""

from __future__ import annotations

import argparse

from sgstats.cli.arguments import add_import, add_store
from sgstats.cli.output import write
from sgstats.messages import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which import."""
    add_import(parser)
    add_store(parser)


def run(options: argparse.Namespace) -> int:
    """Undo and say so."""
    from sgstats.store import undo

    undo(options.store, import_id=options.import_id)
    write(say("undo.done", id=options.import_id))
    return 0
