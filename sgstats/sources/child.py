"""The process that parses a file: bytes in on stdin, cells out on stdout, limits around it.

A parser that crashes, hangs or eats the memory takes only this process with it. Start-up
counts once per file, so each kind of file imports only its own parser.
"""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from typing import IO

from sgstats.errors import Refused
from sgstats.sources.sniff import container
from sgstats.sources.wire import send

OUT_OF_MEMORY = 3
"""Exit code that says: refused by the memory limit."""


def main(arguments: list[str]) -> int:
    """Parse what comes on stdin.

    Args:
        arguments: Memory limit in bytes, 0 for none; then, where a report is wanted and not a list of
            people, the suffix of its name.
    """
    _confine(memory=int(arguments[0]))
    gc.disable()  # millions of cells and no cycles: collecting would only walk them
    out = sys.stdout.buffer
    try:
        _parse(sys.stdin.buffer.read(), suffixes=arguments[1:], out=out)
    except Refused as refusal:
        send(out, "refused", {"rule": refusal.rule, "values": refusal.values})
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception as fault:
        send(out, "refused", {"rule": "file.unreadable", "values": {"reason": type(fault).__name__}})
    send(out, "end")
    out.flush()
    return 0


def _parse(data: bytes, *, suffixes: list[str], out: IO[bytes]) -> None:
    if suffixes:
        from sgstats.sources.written import parse as parse_report

        parse_report(data, suffix=suffixes[0], out=out)
    else:
        parse(data, out=out)


def parse(data: bytes, *, out: IO[bytes]) -> None:
    """Send every sheet of a file as messages."""
    kind = container(data[:2048])
    if kind in {"zip", "ole"}:
        from sgstats.sources import workbook as parser
    elif kind == "html":
        from sgstats.sources import webpage as parser  # type: ignore[no-redef]
    elif kind == "text":
        from sgstats.sources import text as parser  # type: ignore[no-redef]
    else:
        raise Refused("file.xml_spreadsheet")
    parser.parse(data, out=out)


def _confine(*, memory: int) -> None:
    """Limit this process for good; without core dumps, which would write cells to the disk."""
    with suppress(ImportError):  # Windows has no such limits; the parent's clock still runs
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if memory and hasattr(resource, "RLIMIT_DATA"):
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
