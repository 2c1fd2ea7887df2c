"""How large a group must be before anything is shown that is made of people's grades."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sgstats.metrics.appraised import OF_NO_PERSON

if TYPE_CHECKING:
    from sgstats.disclosure.audiences import Rules
    from sgstats.metrics import Measured

FAMILY = "grades"


def graded(measured: Measured) -> bool:
    """Whether the table is made of people's grades or scores."""
    return measured.definition.family == FAMILY


def smallest_group(measured: Measured, dims: Collection[str], rules: Rules) -> int:
    """The fewest people that a group of these fields may have.

    A filter chooses one group as well as a row does, so its fields count with those of the groups.

    Args:
        measured: The table.
        dims: Fields that make the groups: those of the table, or fewer for a total of it.
        rules: The audience's.

    Returns:
        1 where the table is not of grades.
    """
    if not graded(measured):
        return 1
    personal = {*dims, *measured.where} - OF_NO_PERSON
    return rules.crossed_from if personal else rules.graded_from
