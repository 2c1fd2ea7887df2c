"""``sgstats dashboard``: serve the page on this machine only."""

from __future__ import annotations

import argparse
import importlib.util
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from sgstats.cli.arguments import add_store, port
from sgstats.cli.output import tell
from sgstats.errors import Refused
from sgstats.messages import say

PORT = 8501
AUDIENCES = ("internal", "analyst")
"""A page is no release: nobody else reads one."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Port, store and reader."""
    parser.add_argument("--port", type=port, default=PORT, metavar="N", help=say("option.port"))
    add_store(parser)
    parser.add_argument("--audience", choices=AUDIENCES, default="internal", help=say("page.audience_option"))


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    return serve(store=options.store, port=options.port, audience=options.audience)


def serve(*, store: Path, port: int, audience: str = "internal") -> int:
    """Run the page as a process of its own, on 127.0.0.1.

    Raises:
        Refused: The page is not installed, or something else listens on the port.
    """
    if importlib.util.find_spec("dashboard") is None:
        raise Refused("dashboard.no_app")
    if not _free(port):
        raise Refused("dashboard.port_busy", port=port)
    tell(say("dashboard.serving", port=port))
    command = [sys.executable, "-m", "dashboard", "--port", str(port), "--audience", audience]
    return _wait([*command, "--store", str(store.resolve())])


def _free(port: int) -> bool:
    """Whether nothing listens on a port of this machine."""
    with socket.socket() as probe:
        # A port that was just given up counts as free; on Windows the option would mean even a busy one.
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _wait(command: list[str]) -> int:
    """Run the server until it ends or we are asked to stop; it never outlives us when asked."""
    server = subprocess.Popen(command)
    before = signal.signal(signal.SIGTERM, lambda *_: _stop())
    try:
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGTERM, before)
        server.terminate()
        server.wait()


def _stop() -> NoReturn:
    """Being terminated is being interrupted."""
    raise KeyboardInterrupt
