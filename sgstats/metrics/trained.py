"""Counting by what is recorded of trainings: their level and form, and what follows for people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sgstats.engines import Cell
from sgstats.errors import Refused
from sgstats.fields import Field
from sgstats.metrics.dimension import Dimension
from sgstats.metrics.stored import category, text

SESSIONS = ("training_level", "training_form")
"""Fields of a training, by which the same people are counted again."""


def session(field: Field) -> Dimension:
    """A field of the trainings; its column comes from the step that gathers them."""
    return replace(category(field), reads=())


def settled(field: Field) -> Dimension:
    """A field that stands only beside its metric's numbers: it is told of groups, never filtered by."""

    def code(value: str) -> Cell:
        raise Refused("training.not_a_filter", field=field.title, value=value)

    made = category(field) if field.values else text(field)
    return replace(made, reads=(), code=code, free=False)


OF_TRAININGS: dict[str, Callable[[Field], Dimension]] = {
    **dict.fromkeys(SESSIONS, session),
    **dict.fromkeys(("trained", "duty", "duty_status"), settled),
}
"""Fields that only metrics of training count by."""
