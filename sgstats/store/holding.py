"""Reading a store: opened for one question, or held open for several asked in a row."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from sgstats.store.connection import opened, read_meta

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection


class _Held:
    """A store that will be opened when it is first read and closed with the block that holds it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stack = ExitStack()
        self._connection: DuckDBPyConnection | None = None

    def connection(self) -> DuckDBPyConnection:
        if self._connection is None:
            self._connection = self._stack.enter_context(_checked(self.path))
        return self._connection

    def close(self) -> None:
        self._stack.close()


_held: ContextVar[_Held | None] = ContextVar("held", default=None)


@contextmanager
def holding(store: str | Path) -> Iterator[None]:
    """Keep a store open from the first question inside the block to its end.

    Opening takes longer than counting a district, so a page or a report asks all it wants to
    know inside one block. Nothing can be imported into the store meanwhile. A block inside
    another for the same store adds nothing.

    Example:
        >>> with holding(store):
        ...     pass
    """
    path, outer = Path(store).resolve(), _held.get()
    if outer and outer.path == path:
        yield
        return
    held = _Held(path)
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
        held.close()


@contextmanager
def reading(store: str | Path) -> Iterator[DuckDBPyConnection]:
    """A read-only connection to a store that is known to be ours; the held one where there is one."""
    held = _held.get()
    if held and held.path == Path(store).resolve():
        yield held.connection()
        return
    with _checked(Path(store)) as connection:
        yield connection


@contextmanager
def _checked(path: Path) -> Iterator[DuckDBPyConnection]:
    with opened(path) as connection:
        read_meta(connection, store=path.name)
        yield connection
