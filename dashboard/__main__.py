"""Serve the page: ``python -m dashboard --port 8501 --store sgstats.duckdb``."""

from __future__ import annotations

import argparse
import os
import runpy
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
APP = HERE / "app.py"
PROMISED = ("server", "browser", "client", "global")
"""Tables of the configuration that keep the page private; the theme is left to be changed."""


def main(arguments: list[str] | None = None) -> None:
    """Serve until stopped, in this very process: whoever ends it ends the server.

    Args:
        arguments: ``--port N``, ``--store PATH`` and ``--audience``; by default those of the command line.
    """
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--store")
    parser.add_argument("--audience", choices=("internal", "analyst"))
    chosen = parser.parse_args(arguments)
    if chosen.audience:
        os.environ["SGSTATS_AUDIENCE"] = chosen.audience
    if chosen.store:
        os.environ["SGSTATS_STORE"] = chosen.store
    sys.argv = ["streamlit", "run", str(APP), f"--server.port={chosen.port}", *options()]
    runpy.run_module("streamlit", run_name="__main__")


def options() -> list[str]:
    """The promises of ``.streamlit/config.toml`` as options: they win over every other setting.

    Example:
        >>> "--server.address=127.0.0.1" in options(), "--browser.gatherUsageStats=false" in options()
        (True, True)
    """
    tables = tomllib.loads((HERE / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    pairs = [(f"{table}.{name}", value) for table in PROMISED for name, value in tables[table].items()]
    return [f"--{name}={_spelled(one)}" for name, value in pairs for one in _each(value)]


def _each(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _spelled(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    main()
