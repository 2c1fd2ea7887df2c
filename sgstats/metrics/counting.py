"""The one counting query behind every metric of people, in the portable core of SQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sgstats.metrics.conditions import Condition
from sgstats.metrics.dimension import Dimension
from sgstats.metrics.step import Step

_IDENTITY = ("person_id", "valid_from", "import_id", "row")
# No import comes near a thousand million rows, so the two numbers never mix.
_FIRST = "MIN(CAST(import_id AS BIGINT) * 1000000000 + row) AS first_seen"
# Squares of sums of scores pass 64 bits; 38 digits hold those of a country.
_WIDE = "CAST(points AS DECIMAL(19, 0))"
_SUMS = ("SUM(points) AS total", f"SUM({_WIDE} * {_WIDE}) AS squares")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What one counting query counts.

    Attributes:
        dimensions: Fields to group by; none counts everybody.
        conditions: Filters, applied after each person's place is settled.
        scores: The step whose ``points`` are to be added up, apart by ``ballots``; None counts people only.
        recorded: Whether only people are counted of whom the year's records speak.
    """

    dimensions: Sequence[Dimension]
    conditions: Sequence[Condition] = ()
    scores: Step | None = None
    recorded: bool = False


def key_columns(dimensions: Iterable[Dimension]) -> dict[str, str]:
    """Every key column of some fields once, with its expression."""
    return {name: made for entry in dimensions for name, made in entry.keys.items()}


def counting(asked: Counting) -> tuple[str, dict[str, object]]:
    """The counting query and the values to bind in it, all but the days and the year.

    Args:
        asked: What to count.

    Returns:
        SQL whose rows are the key columns, ``first_seen`` where a free text is among them, where
        scores are added up ``ballots``, ``total`` and ``squares``, and last ``people``; and the
        bound values by name.
    """
    keys, steps = key_columns(asked.dimensions), _steps(asked)
    ranked = any(entry.free for entry in asked.dimensions)
    used = [*asked.dimensions, *(entry.dimension for entry in asked.conditions)]
    needed = dict.fromkeys([*_IDENTITY, *(column for entry in used for column in entry.reads)])
    scores = asked.scores is not None
    groups = [*keys, "ballots"] if scores else list(keys)
    counted = [*keys, *([_FIRST] if ranked else []), *(("ballots", *_SUMS) if scores else ())]
    bound: list[Dimension | Condition | Step] = [*used, *asked.conditions, *steps]
    sql = _template().format(
        needed=", ".join(needed),
        steps="".join(f", {step.sql}" for step in steps),
        joined="".join(step.joined(only=asked.recorded and not step.lag) for step in _joined(asked)),
        described=_described(asked, keys=keys, ranked=ranked),
        counted=", ".join([*counted, "COUNT(*) AS people"]),
        conditions=_where(asked.conditions),
        grouping="\nGROUP BY " + ", ".join(groups) if groups else "",
    )
    return sql, {name: value for part in bound for name, value in part.parameters.items()}


def persons(dimensions: Sequence[Dimension], *, mark: str) -> str:
    """The people that the counting query counts, one row each, as steps of a query that joins two days.

    Args:
        dimensions: Fields of people whose keys are wanted.
        mark: What the names of the steps and of the bound day end with, to tell two days apart.

    Returns:
        Named steps of SQL, without the word WITH. The last one, ``described`` and the mark, has the rows:
        ``person_id`` and the key columns. They are never an answer: they are counted before they
        leave the engine.
    """
    columns = {"person_id": "person_id", **key_columns(dimensions)}
    sql = _template().format(
        needed=", ".join(
            dict.fromkeys([*_IDENTITY, *(name for entry in dimensions for name in entry.reads)])
        ),
        steps="",
        joined="",
        described=", ".join(name if name == made else f"{made} AS {name}" for name, made in columns.items()),
        counted="",
        conditions="",
        grouping="",
    )
    steps = sql.partition("\nWITH ")[2].rpartition("\nSELECT")[0]
    steps = re.sub(r"--[^\n]*", "", steps)
    return re.sub(r"\b(in_post|placed|person|described|(?<=\$)(?:day|listed|year))\b", rf"\1{mark}", steps)


def _joined(asked: Counting) -> list[Step]:
    """The steps that people are joined to, each once."""
    used = [*asked.dimensions, *(entry.dimension for entry in asked.conditions)]
    steps = [*([asked.scores] if asked.scores else []), *(step for entry in used for step in entry.steps)]
    return [step for place, step in enumerate(steps) if step not in steps[:place]]


def _steps(asked: Counting) -> list[Step]:
    """The joined steps, each behind those that it reads."""
    return [part for step in _joined(asked) for part in (*step.after, step)]


def _described(asked: Counting, *, keys: Mapping[str, str], ranked: bool) -> str:
    """What is known of a person: the keys, what filters look at, scores, and the place in the files."""
    filtered = {one.dimension.own: one.dimension.keys[one.dimension.own] for one in asked.conditions}
    rank = ("import_id", "row") if ranked else ()
    scores = ("points", "ballots") if asked.scores else ()
    columns = {**keys, **filtered, **{name: name for name in (*scores, *rank)}} or {"person_id": "person_id"}
    return ", ".join(name if name == made else f"{made} AS {name}" for name, made in columns.items())


def _where(conditions: Sequence[Condition]) -> str:
    return "\nWHERE " + " AND ".join(entry.sql for entry in conditions) if conditions else ""


@cache
def _template() -> str:
    return resources.files(__package__).joinpath("population.sql").read_text(encoding="utf-8").rstrip()
