"""A progress bar on stderr for a person at a terminal; nothing at all for a program."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def progress(title: str, *, total: int) -> Iterator[Callable[[str], None]]:
    """A bar of ``total`` steps; call what it gives with the name of each step done."""
    from tqdm import tqdm

    with tqdm(total=total, desc=title, file=sys.stderr, disable=not sys.stderr.isatty(), leave=False) as bar:

        def step(name: str) -> None:
            bar.set_postfix_str(name, refresh=False)
            bar.update()

        yield step
