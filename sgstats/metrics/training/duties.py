"""Training duties on a day: met, not due yet, due soon, overdue, or nothing ever attended."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sgstats.engines import Engine
from sgstats.errors import Refused
from sgstats.fields import UNKNOWN
from sgstats.fields import field as field_named
from sgstats.messages import say
from sgstats.metrics.conditions import Condition, check_values_occur
from sgstats.metrics.dimension import Key, in_order
from sgstats.metrics.dimensions import dimension
from sgstats.metrics.duty import Duty
from sgstats.metrics.population import Labels, check_statement
from sgstats.metrics.question import Question
from sgstats.metrics.registry import metric
from sgstats.metrics.training import states
from sgstats.metrics.training.groups import parts
from sgstats.metrics.training.homes import Asked, Found, home, named
from sgstats.metrics.training.remarks import silent
from sgstats.metrics.training.sessions import Period


@metric(
    label="培训要求落实", label_en="training duties", unit="%", family="training", kind="share",
    of="duty_status", by=("duty",), also=("duty", "duty_status"),
    remarks=lambda question, *, engine: _remarks(question, engine=engine),
    source="HG-1a；Skills for Care（valid, expires soon, expired, missing）",
    formula="people = 该要求为该状态的在岗人数；base = 要求所及的在岗人数；share = people ÷ base",
)  # fmt: skip
def training_duties(question: Question, *, engine: Engine) -> pl.DataFrame:
    """How the people in post stand to each training duty of a rule pack.

    已完成: as many trainings (and hours) in the running period as wanted. 未到期: not yet, but met in the
    period before, or hired since the running one began, and its end is far; 即将到期: the end is at most
    so many days away as the option ``due_within`` says (90). 已逾期: neither of the two periods is met,
    though something was attended once. 从未参加: nothing of the level was ever attended. A period of k
    calendar years is the k years up to that of the day, and ends on 31 December; one of months runs from
    the training itself. 未知 is who has a training without hours where hours are wanted, whose post is
    unknown where the duty is for some posts, and everybody of a street, or of a level, of which both
    periods have no record at all. People whom a duty does not concern are not in it; it concerns people
    of unknown employment, as in judging.

    Formula:
        share = people in this state / people whom the duty concerns

    Raises:
        Refused: No duties are given.
    """
    duties = question.options.duties
    if not duties:
        raise Refused("training.no_duties")
    check_values_occur(question.conditions, engine=engine)
    found = [one for duty in duties for one in _found(question, engine, duty)]
    if not found:
        check_statement(question, engine=engine)
    names = {entry.name: named(entry, found) for entry in question.dimensions(question.by)}
    names["duty"] = {(duty.name,): duty.name for duty in duties}
    counts: dict[Labels, dict[str, int]] = {}
    for keys, (people,) in found:
        own = counts.setdefault(tuple(of[keys[name]] for name, of in names.items()), {})
        status = str(keys["duty_status"][0])
        own[status] = own.get(status, 0) + people
    return parts(question, {cell: counts[cell] for cell in in_order(counts, names=names)})


def _remarks(question: Question, *, engine: Engine) -> tuple[str, ...]:
    """Streets and levels that the periods of a duty have no record of, and people of unknown employment."""
    asked = [(_asked(question, engine, duty), duty) for duty in question.options.duties]
    said = [sentence for one, duty in asked for sentence in silent(one, states.levels(duty))]
    if any(_of_unknown_employment(one, duty) for one, duty in asked):
        said.append(say("training.employment_unknown"))
    return tuple(dict.fromkeys(said))


def _of_unknown_employment(asked: Asked, duty: Duty) -> bool:
    """Whether a duty for some employment classes is counted for people without a known one."""
    if not duty.employment:
        return False
    entry = dimension("employment", options=asked.question.options)
    unknown = Condition(dimension=entry, values=(UNKNOWN,), name="unknown")
    who = [*asked.question.conditions, *states.concerned(duty, asked.question), unknown]
    return bool(asked.found([], who))


def _asked(question: Question, engine: Engine, duty: Duty) -> Asked:
    """Both periods of a duty: who has a training in neither may still have an older one."""
    times = states.times(duty, question)
    since = min(times.before, times.running)
    period = Period(since=since, on=question.on, ever=True)
    return Asked(question=question, engine=engine, period=period)


def _found(question: Question, engine: Engine, duty: Duty) -> list[Found]:
    """People by their groups and by how they stand to one duty."""
    asked, who = _asked(question, engine, duty), states.concerned(duty, question)
    own = [entry for entry in question.dimensions(question.by) if entry.name != "duty"]
    found = asked.found([*own, states.state(duty, question)], [*question.conditions, *who])
    told = asked.told(states.levels(duty))
    return [({**keys, **_said(keys, told), "duty": (duty.name,)}, people) for keys, people in found]


def _said(keys: Mapping[str, Key], told: set[Key]) -> dict[str, Key]:
    """The label of somebody's state; unknown where their street has recorded nothing."""
    (place,) = keys["duty_status"]
    labels = field_named("duty_status").values
    return {"duty_status": (labels[int(place) - 1] if place and home(keys) in told else UNKNOWN,)}
