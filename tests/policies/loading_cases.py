"""A pack of a user's own in as few words as it takes."""

from __future__ import annotations


def changed(text: str, *, base: str = "EAST") -> str:
    """A pack that extends another."""
    return f'extends = "{base}"\n{text}'
