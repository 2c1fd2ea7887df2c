"""What is known of people besides their postings: further steps of the counting query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One small table per person, made beside the population.

    Attributes:
        name: Of the step; the person stands in its column of the same name with ``_id``.
        file: SQL file that makes it.
        lag: Years before the year asked for.
        parameters: Values bound in it.
        gaps: Named pieces of SQL that the file leaves open, such as further columns.
        only: Whether people without a row are left out.
        after: Steps that it reads.
    """

    name: str
    file: str
    lag: int = 0
    parameters: Mapping[str, object] = field(default_factory=dict)
    gaps: Mapping[str, str] = field(default_factory=dict)
    only: bool = False
    after: tuple[Step, ...] = ()

    @property
    def sql(self) -> str:
        """The named steps as they stand in the query."""
        return _text(self.file).format(lag=self.lag, **self.gaps)

    def joined(self, *, only: bool = False) -> str:
        """How people meet the table; ``only`` leaves out those without a row."""
        kind = "JOIN" if self.only or only else "LEFT JOIN"
        return f"\n  {kind} {self.name} ON {self.name}_id = person_id"


@cache
def _text(file: str) -> str:
    return resources.files(__package__).joinpath(file).read_text(encoding="utf-8").rstrip()
