"""What must be said beside numbers of staffing: the day of the figures, the standard, what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from sgstats.engines import Engine
from sgstats.fields import field
from sgstats.messages import say
from sgstats.metrics.question import Question
from sgstats.metrics.staffing.staffed import Staffed, staffed
from sgstats.metrics.staffing.standards import standard
from sgstats.periods import from_day_number


def of_column(question: Question, column: str, *, engine: Engine, signed: bool = False) -> tuple[str, ...]:
    """The day of the figures, how many units lack them, and what a number below zero means.

    Args:
        question: Day, units and filters.
        column: Of the population table.
        engine: What counts.
        signed: Whether the numbers fall below zero where there are too many people.
    """
    found = staffed(question, engine=engine, column=column)
    over = signed and any(unit.base is not None and unit.people > unit.base for unit in found.groups.values())
    return (*_figures(found, column), *([say("staffing.over_quota")] if over else ()))


def of_standard(question: Question, *, engine: Engine) -> tuple[str, ...]:
    """The standard with its document, the figures it is applied to, and what it leaves unclear."""
    chosen = standard(question.options.standard)
    found = staffed(question, engine=engine, column=chosen.column, standard=chosen)
    said = [say("staffing.standard", standard=chosen.title, source=chosen.source)] if chosen.source else []
    used = [found.figures.values[path] for unit in found.groups.values() for path in unit.made_of]
    edges = sorted({number for number in used if chosen.is_edge(number)})
    if edges:
        said.append(say("staffing.edge", count=sum(number in edges for number in used)))
    if any(unit.base is not None and unit.people > unit.base for unit in found.groups.values()):
        said.append(say("staffing.over_standard"))
    return (*said, *_figures(found, chosen.column))


def _figures(found: Staffed, column: str) -> Iterator[str]:
    """The first and last day of the figures used, and how many rows have none."""
    title = field(column).title
    units = found.groups.values()
    if days := sorted({found.figures.days[path] for unit in units for path in unit.made_of}):
        first, last = (from_day_number(day).isoformat() for day in (days[0], days[-1]))
        told = first if first == last else f"{first} – {last}"
        yield say("staffing.figures_of", figure=title, days=told)
    if missing := sum(unit.base is None for unit in units):
        yield say("staffing.figures_missing", figure=title, count=missing)
