"""What must stand beside numbers of survival: who is left out, and what is not known exactly."""

from __future__ import annotations

from sgstats.engines import Engine
from sgstats.messages import listed, say
from sgstats.metrics.movement.known import about
from sgstats.metrics.question import Question
from sgstats.metrics.survival.curve import trusted
from sgstats.metrics.survival.leavings import OF_LEAVING
from sgstats.metrics.survival.watched import Watched, each, watch


def remarks(question: Question, *, engine: Engine) -> tuple[str, ...]:
    """Services without a hire day, days known only from lists, and which leavings are events.

    Args:
        question: Day, groups and filters.
        engine: What counts.
    """
    return told(question, watch(question, engine=engine))


def told(question: Question, watched: Watched) -> tuple[str, ...]:
    """The same of what has been counted already."""
    unknown, undated = (int(watched.services[name].sum()) for name in ("unknown", "undated"))
    events = [one.values for one in question.conditions if one.dimension.name in OF_LEAVING]
    said = [say("survival.watched", on=question.on.isoformat())]
    if events:
        said.append(say("survival.events", events=listed(value for values in events for value in values)))
    if unknown:
        said.append(say("survival.no_hire_day", services=about(unknown)))
    if undated:
        said.append(say("survival.undated", events=about(undated)))
    if _late(watched):
        said.append(say("survival.starts_late"))
    return tuple(said)


def _late(watched: Watched) -> bool:
    """Whether some group has nobody in view from the first day of service on, or at some time later."""
    return any(trusted(rows).height < rows.height for _, rows in each(watched, watched.changes))
