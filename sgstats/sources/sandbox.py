"""Runs the parsing child and turns every way it can end into grids or one clear refusal."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sgstats.errors import Refused
from sgstats.sources import wire
from sgstats.sources.child import OUT_OF_MEMORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sgstats.sources.limits import Allowance

_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from sgstats.sources.child import main; sys.exit(main(sys.argv[2:]))"
)
_CHUNK = 1 << 20


@dataclass(slots=True)
class Digest:
    """The digest of what the child was given, known once all of it was sent."""

    sha256: str = ""


def messages(
    path: Path, *, allowed: Allowance, digest: Digest, report: bool = False
) -> Iterator[tuple[wire.Tag, object]]:
    """Parse a file in a child process and pass on what it says.

    Args:
        path: The file; its bytes are hashed on their way in, so the digest is of what was parsed.
        allowed: Memory and time; memory is limited where the system can.
        digest: Filled with the digest.
        report: Whether the file is read as a report (text and tables as printed) and not as a list.

    Raises:
        Refused: The file was refused, or parsing it crashed, took too long or too much memory.
    """
    child = subprocess.Popen(
        _command(allowed, *([path.suffix.lower()] if report else [])),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        creationflags=_no_window(),
        pipesize=_CHUNK,
    )
    assert child.stdin
    assert child.stdout
    late = threading.Event()
    clock = threading.Timer(allowed.seconds, _stop, (child, late))
    clock.start()
    try:
        _feed(path, into=child.stdin, digest=digest)
        yield from _said(child.stdout, file=path.name)
    except wire.Interrupted:
        raise _ending(child, late=late.is_set(), file=path.name, allowed=allowed) from None
    finally:
        clock.cancel()
        child.kill()
        child.stdout.close()
        child.wait()


def _command(allowed: Allowance, *words: str) -> list[str]:
    """-I: neither the user's folder nor PYTHON* variables can put other code into the child."""
    root = str(Path(__file__).resolve().parents[2])
    return [sys.executable, "-I", "-c", _START, root, str(allowed.memory), *words]


def _environment() -> dict[str, str]:
    """More threads than this only cost memory on the big machines."""
    return {"POLARS_MAX_THREADS": str(min(4, os.cpu_count() or 1))} | dict(os.environ)


def _no_window() -> int:
    """On Windows a child of a windowed program would flash a console."""
    return int(getattr(subprocess, "CREATE_NO_WINDOW", 0))


def _stop(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _feed(path: Path, *, into: IO[bytes], digest: Digest) -> None:
    """A child that died early leaves a broken pipe; how it died is told by its exit code."""
    total = hashlib.sha256()
    with path.open("rb") as source, suppress(BrokenPipeError, OSError), into:
        while chunk := source.read(_CHUNK):
            total.update(chunk)
            into.write(chunk)
    digest.sha256 = total.hexdigest()


def _said(source: IO[bytes], *, file: str) -> Iterator[tuple[wire.Tag, object]]:
    for tag, body in wire.receive(source):
        if tag == "refused":
            raise Refused(body["rule"], **{"file": file} | body["values"])
        yield tag, body


def _ending(child: subprocess.Popen[bytes], *, late: bool, file: str, allowed: Allowance) -> Refused:
    code = child.wait()
    if late:
        return Refused("file.too_slow", file=file, seconds=round(allowed.seconds))
    if code == OUT_OF_MEMORY:
        return Refused("file.too_much_memory", file=file, megabytes=allowed.memory // 1_000_000)
    return Refused("file.crashed", file=file)
