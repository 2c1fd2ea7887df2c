"""The words by which reports name groups, events and metrics, and what each of them means here."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a word of the lexicon stands for.

    Attributes:
        role: What it does in a clause: ``value`` names a group, ``metric`` a number of the catalogue,
            ``leave`` and ``join`` what happened to people, ``total`` whom a share is of, ``other``
            people that no staff list holds …
        name: The field of a group, or the metric.
        values: The values of the field.
        also: Other values that the same word may mean.
    """

    role: str
    name: str = ""
    values: tuple[str, ...] = ()
    also: tuple[tuple[str, ...], ...] = ()


@cache
def words() -> dict[str, Meaning]:
    """Every word of ``lexicon/words.csv`` with its meaning.

    Example:
        >>> words()["女社工"].values, words()["劝退"].role
        (('女',), 'leave')
    """
    file = resources.files(__package__).joinpath("words.csv")
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return {word: _meaning(row) for row in rows for word in row["words"].split("|")}


def _meaning(row: dict[str, str]) -> Meaning:
    also = tuple(_split(part) for part in row["also"].split(";") if part)
    return Meaning(role=row["role"], name=row["name"], values=_split(row["values"]), also=also)


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


@cache
def pattern() -> re.Pattern[str]:
    """Any word of the lexicon; of two that begin at one place the longer wins."""
    longest_first = sorted(words(), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)))
