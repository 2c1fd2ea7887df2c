"""``sgstats dashboard``: serve the page on this machine only."""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from sgstats.cli.arguments import add_store
from sgstats.cli.output import tell
from sgstats.errors import Refused
from sgstats.messages import say

PORT = 8501


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Port and store."""
    parser.add_argument("--port", type=int, default=PORT, metavar="N", help=say("option.port"))
    add_store(parser)


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    return serve(store=options.store, port=options.port)


def serve(*, store: Path, port: int) -> int:
    """Run the page as a process of its own, on 127.0.0.1.

    Raises:
        Refused: The page is not installed.
    """
    if importlib.util.find_spec("dashboard") is None:
        raise Refused("dashboard.no_app")
    tell(say("dashboard.serving", port=port))
    command = [sys.executable, "-m", "dashboard", "--port", str(port), "--store", str(store.resolve())]
    with suppress(KeyboardInterrupt):
        return subprocess.run(command, check=False).returncode
    return 0
