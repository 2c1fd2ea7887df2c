"""The stage's verb: a report becomes a file, or nothing changes on disk."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sgstats.errors import Refused
from sgstats.messages import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from sgstats.reports.content import Report

SUFFIXES = (".docx", ".xlsx", ".html")


def render(report: Report, *, to: str | Path) -> Path:
    """Write a report as Word, Excel or HTML, by the suffix of the file's name.

    The file is complete or is not there: it is written beside its place and moved into it,
    so that a reader never meets half of it and a failure leaves the former one alone.

    Args:
        report: What to write.
        to: The file, in a folder that exists.

    Returns:
        The path written.

    Raises:
        Refused: The suffix is another one, or the file can't be written there.
    """
    path = Path(to)
    write = _writer(path.suffix.lower())
    if not path.parent.is_dir():
        raise Refused("report.folder", folder=path.parent)
    replace_file(path, write(report))
    return path


def _writer(suffix: str) -> Callable[[Report], bytes]:
    # Each library is loaded only for its own kind of file.
    if suffix == ".docx":
        from sgstats.reports.word import write_word as write
    elif suffix == ".xlsx":
        from sgstats.reports.excel import write_excel as write
    elif suffix == ".html":
        from sgstats.reports.html import write_html as write
    else:
        raise Refused("report.suffix", suffix=suffix, allowed=listed(SUFFIXES))
    return write


def replace_file(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all.

    Raises:
        Refused: It can't be written there.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=".", suffix=path.suffix, delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(content)
        # A temporary file is for its owner only; a report is like any other file the user makes.
        temporary.chmod(0o666 & ~_mask())
        temporary.replace(path)
    except OSError:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise Refused("report.not_written", file=path.name) from None


def _mask() -> int:
    """The permissions that new files do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
