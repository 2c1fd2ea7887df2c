"""How long people were watched in post, counted by day of service from the table ``stay``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import polars as pl

from sgstats.engines import Cell, Engine
from sgstats.errors import Refused
from sgstats.messages import listed
from sgstats.metrics.conditions import Condition, check_values_occur
from sgstats.metrics.counting import key_columns
from sgstats.metrics.dimension import Dimension
from sgstats.metrics.dimensions import FIELDS
from sgstats.metrics.movement.naming import ALL, Answer, named
from sgstats.metrics.population import check_statement
from sgstats.metrics.question import Question
from sgstats.metrics.survival.leavings import OF_LEAVING, told
from sgstats.periods import day_number

CHANGING = ("age", "age_band", "tenure_band")
"""Fields that change while people stay, so that nobody has one of their values for good."""
OWN = ("service_months", "service_year", *OF_LEAVING)
_CHANGES = ("piece", "entered", "events", "censored")
_SERVICES = ("services", "unknown", "events", "undated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What was seen of people's services, by group.

    Attributes:
        fields: The fields that make the groups.
        groups: One row per group, in the order tables show them.
        changes: One row per group and day of service on which anything happened: the fields as
            enumerations, ``days``, ``at_risk`` (entered before the day and not gone before it),
            ``entered``, ``events``, ``censored``.
        services: One row per group: ``services`` of a known hire day, those whose day is ``unknown``,
            ``events``, and the events ``undated``.
    """

    fields: tuple[str, ...]
    groups: pl.DataFrame
    changes: pl.DataFrame
    services: pl.DataFrame


def watch(question: Question, *, engine: Engine) -> Watched:
    """What was seen of the services of a question's people up to its day.

    A service is watched from the day that the lists first show it (delayed entry) to the day of
    leaving, of a move out of the group, or of the question. Services of unknown hire day are
    counted apart.

    Args:
        question: Day, groups and filters; filters on the reason or class of leaving say which
            leavings are events, and filter nobody.
        engine: What runs the two queries.

    Raises:
        Refused: A field changes while people stay, or nothing is known of the day.
    """
    people = [one for one in question.conditions if one.dimension.name not in OF_LEAVING]
    fields = tuple(name for name in question.by if name not in OWN)
    _check(question, fields=(*fields, *(one.dimension.name for one in people)))
    check_values_occur(people, engine=engine)
    dimensions = question.dimensions(fields)
    answers = [
        Answer(rows=_rows(file, question, dimensions, people, engine=engine), numbers=numbers)
        for file, numbers in (("changes.sql", _CHANGES), ("services.sql", _SERVICES))
    ]
    if not any(row[-1] for row in answers[0].rows):
        check_statement(question, engine=engine)
    found = named(answers, dimensions=dimensions, engine=engine)
    changes = _at_risk(found.frames[0], fields=fields)
    return Watched(fields=fields, groups=found.groups, changes=changes, services=found.frames[1])


def each(watched: Watched, frame: pl.DataFrame) -> Iterator[tuple[tuple[str, ...], pl.DataFrame]]:
    """The labels of every group, in the order tables show them, and its rows of a frame."""
    keys = [ALL, *watched.fields]
    found = dict(frame.partition_by(keys, as_dict=True, maintain_order=True))
    for group in watched.groups.iter_rows():
        yield tuple(group[1:]), found.get(group, frame.clear())


def _check(question: Question, *, fields: Sequence[str]) -> None:
    if changing := [name for name in fields if name in CHANGING]:
        known = [name for name in FIELDS if name not in CHANGING]
        raise Refused("survival.changing_field", field=changing[0], known=listed(known))
    if apart := [name for name in question.by if name in OF_LEAVING]:
        raise Refused("survival.not_a_group", field=apart[0])


def _rows(
    file: str,
    question: Question,
    dimensions: Sequence[Dimension],
    people: Sequence[Condition],
    *,
    engine: Engine,
) -> list[tuple[Cell, ...]]:
    keys = key_columns(dimensions)
    fields = [*dimensions, *(one.dimension for one in people)]
    leavings = told(question.conditions)
    described = keys | key_columns(one.dimension for one in people)
    parts = {
        "reads": _listed(dict.fromkeys(column for entry in fields for column in entry.reads)),
        "described": _listed(f"{made} AS {name}" for name, made in described.items()),
        "keys": _listed(keys),
        "told": leavings.sql,
        "conditions": "\n  WHERE " + " AND ".join(one.sql for one in people) if people else "",
        "grouping": "\nGROUP BY " + ", ".join(keys) if keys else "",
    }
    sql = "\n".join(_text(name).format(**parts) for name in ("watched.sql", file))
    told_of = [leavings.parameters, *(one.parameters for one in fields), *(one.parameters for one in people)]
    bound = {name: value for known in told_of for name, value in known.items()}
    bound |= {"today": question.on.toordinal(), "left": "left", "day": day_number(question.on)}
    used = set(re.findall(r"\$(\w+)", re.sub(r"--[^\n]*", "", sql)))
    return engine.rows(sql, {name: value for name, value in bound.items() if name in used})


def _listed(names: Iterable[str]) -> str:
    """Columns before others."""
    return "".join(f"{name}, " for name in names)


def _at_risk(changes: pl.DataFrame, *, fields: Sequence[str]) -> pl.DataFrame:
    """The changes by day, each with those who were in view just before the day."""
    net = pl.col("entered") - pl.col("events") - pl.col("censored")
    groups = [ALL, *fields]
    changes = changes.rename({"piece": "days"}).sort(*groups, "days")
    before = net.cum_sum().over(groups) - net
    return changes.select(*groups, "days", before.alias("at_risk"), "entered", "events", "censored")


@cache
def _text(file: str) -> str:
    return resources.files(__package__).joinpath(file).read_text(encoding="utf-8").rstrip()
