"""What a pack must agree on with itself before results may rest on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sgstats.policies.limits import misfits
from sgstats.policies.references import unknown_names

if TYPE_CHECKING:
    from sgstats.errors import Refused
    from sgstats.policies.pack import Pack


def checked(pack: Pack, *, file: str) -> Pack:
    """The pack itself, if nothing in it contradicts the rest.

    Raises:
        Refused: The first fault, with the file and the key.
    """
    for fault in faults(pack, file):
        raise fault
    return pack


def faults(pack: Pack, file: str) -> Iterator[Refused]:
    """Everything for which a pack is refused, first what it names, then what it limits."""
    yield from unknown_names(pack, file)
    yield from misfits(pack, file)
