"""Metrics of a year's records: which years there are, and who was in post at the end of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import TypeVar

from sgstats.engines import Cell, Engine
from sgstats.errors import Refused
from sgstats.messages import listed, say
from sgstats.metrics.appraised import COMPLAINT, OF_NO_PERSON
from sgstats.metrics.conditions import Condition, check_values_occur
from sgstats.metrics.counting import Counting
from sgstats.metrics.population import Labels, Rows, Tally, counted, first_list, with_names
from sgstats.metrics.question import Question
from sgstats.periods import day_number, from_day_number

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What must have been recorded of a year for a metric to speak of it.

    Attributes:
        sql: Asks for the years that have such records.
        parameters: Values bound in it.
        years: How many years running are looked at, the year asked for being the last.
    """

    sql: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    years: int = 1

    def known(self, engine: Engine) -> list[int]:
        """The years that the metric can speak of, ascending."""
        found = {int(year or 0) for (year,) in engine.rows(self.sql, self.parameters)}
        return sorted(year for year in found if {year - lag for lag in range(self.years)} <= found)

    def asked(self, question: Question, *, engine: Engine) -> list[int]:
        """The years of a question: those filtered by, else all up to its day, else the year of its day.

        Raises:
            Refused: There are no records of a year, or several years would be mixed in one number.
        """
        known = self.known(engine)
        if not known:
            raise Refused("metric.nothing_appraised", years=self.years)
        named = [entry for entry in question.conditions if entry.dimension.own == "year"]
        years = [int(str(value)) for entry in named for value in entry.parameters.values()]
        apart = "year" in question.by
        wanted = years or ([year for year in known if year <= question.on.year] if apart else [])
        if len(wanted) > 1 and not apart:
            raise Refused("metric.years_apart", years=listed(wanted))
        wanted = wanted or [question.on.year]
        if absent := [year for year in wanted if year not in known]:
            raise Refused("metric.year_not_appraised", year=absent[0], known=listed(known))
        return sorted(wanted)


_OF = "SELECT DISTINCT year FROM appraisal WHERE NOT superseded AND "
GRADED = Records(sql=f"{_OF}rater IS NULL AND dimension IS NULL AND grade IS NOT NULL")
SCORED = Records(sql=f"{_OF}rater IS NOT NULL AND points IS NOT NULL AND ballots > 0")
COMPLAINED = Records(
    sql="SELECT DISTINCT year FROM fact WHERE NOT superseded AND holds AND item = $complaint",
    parameters={"complaint": COMPLAINT},
)


def tally_years(
    question: Question,
    *,
    engine: Engine,
    records: Records,
    fields: Sequence[str] = (),
    only: Mapping[str, Sequence[str]] | None = None,
) -> Tally:
    """Count the people in post on 31 December of each year asked for, each once in a year.

    Args:
        question: Day, filters and options.
        engine: What runs the queries, one a year.
        records: What the metric needs to be recorded.
        fields: Names of fields to count by; those of the question unless given.
        only: Further filters that belong to the metric.
    """
    fields = fields or question.fields
    filters = [*question.conditions, *_conditions(question, only or {})]
    asked = Counting(dimensions=question.dimensions(fields), conditions=filters)
    rows = rows_of_years(question, asked, engine=engine, records=records)
    if not rows:
        return Tally(people={}, labels=tuple(() for _ in fields))
    named = with_names(rows, dimensions=asked.dimensions)
    everyone = every_group(named.people, names=fields, labels=named.labels, empty=0)
    return Tally(people=everyone, labels=named.labels)


def every_group(
    found: Mapping[Labels, T], *, names: Sequence[str], labels: Sequence[Labels], empty: T
) -> dict[Labels, T]:
    """Beside every unit, year and rater that occurs, a row for each kind of people that occurs anywhere.

    A missing row would say that a unit has nobody of a kind, and so that the unit's own numbers
    are those of the other kinds, which may be too few to be shown.

    Example:
        >>> found = {("东街", "男"): 1, ("西街", "女"): 2}
        >>> every_group(found, names=("street", "gender"), labels=(("东街", "西街"), ("男", "女")), empty=0)
        {('东街', '男'): 1, ('东街', '女'): 0, ('西街', '男'): 0, ('西街', '女'): 2}
    """
    own = [place for place, name in enumerate(names) if name in OF_NO_PERSON]
    outer = set(tuple(cell[place] for place in own) for cell in found)
    every = product(*labels)
    return {cell: found.get(cell, empty) for cell in every if tuple(cell[place] for place in own) in outer}


def _conditions(question: Question, only: Mapping[str, Sequence[str]]) -> list[Condition]:
    return [
        Condition(dimension=entry, values=tuple(values), name="only")
        for entry, values in zip(question.dimensions(tuple(only)), only.values(), strict=True)
    ]


def rows_of_years(question: Question, asked: Counting, *, engine: Engine, records: Records) -> Rows:
    """The rows of the counting query for each year, below each other; none where nobody is left.

    Raises:
        Refused: There are no records of a year asked for, no list at all, or no such unit.
    """
    check_values_occur(question.conditions, engine=engine)
    years = records.asked(question, engine=engine)
    first = first_list(question, engine=engine)
    rows: list[tuple[Cell, ...]] = []
    for day in (date(year, 12, 31) for year in years):
        early = day_number(day) < first
        wanted = replace(asked, recorded=early and asked.scores is None)
        rows += counted(wanted, engine=engine, on=day, listed_on=first if early else None)
    return [row for row in rows if row[-1]]


def lists_that_came_later(question: Question, *, engine: Engine, records: Records) -> tuple[str, ...]:
    """What to say of years that ended before the first list: only the people still on it are known."""
    first = first_list(question, engine=engine)
    chosen = "year" in question.by or any(entry.dimension.own == "year" for entry in question.conditions)
    if not chosen and day_number(date(question.on.year, 12, 31)) >= first:
        return ()
    years = records.asked(question, engine=engine)
    early = [year for year in years if day_number(date(year, 12, 31)) < first]
    day = from_day_number(first).isoformat()
    return (say("metric.before_the_lists", years=listed(early), first=day),) if early else ()
