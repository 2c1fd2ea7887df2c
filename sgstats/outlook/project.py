"""The stage's verb: what the staff will be like in some years, and how well that would have been foreseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import Refused
from sgstats.messages import listed, say
from sgstats.metrics.population import tally
from sgstats.outlook.hiring import hiring
from sgstats.outlook.kinds import stock
from sgstats.outlook.law import law
from sgstats.outlook.observed import earlier, observe
from sgstats.outlook.projection import Course, Expected, Simulated, carried
from sgstats.outlook.rates import rates
from sgstats.outlook.retirement import READINGS, Reading
from sgstats.outlook.scenario import Scenario
from sgstats.outlook.table import ALL, STRUCTURE, TOTAL, spanning, table

if TYPE_CHECKING:
    from sgstats.engines import Engine
    from sgstats.metrics.question import Question
    from sgstats.outlook.observed import Observed

LONGEST = 40
MOST_RUNS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a staff is to be projected.

    Attributes:
        years: How many years ahead.
        look_back: How many years up to the day are observed at most.
        reading: ``50``, ``55`` or ``both``: how women of unknown category are read.
        scenario: Assumptions.
        seed: Of the simulation.
        runs: How often the years are simulated.

    Raises:
        Refused: One of them is not allowed.
    """

    years: int = 10
    look_back: int = 5
    reading: Reading = "both"
    scenario: Scenario = field(default_factory=Scenario)
    seed: int = 2025
    runs: int = 1000

    def __post_init__(self) -> None:
        if not 1 <= self.years <= LONGEST:
            raise Refused("outlook.years", years=self.years, longest=LONGEST)
        if not 1 <= self.look_back <= LONGEST:
            raise Refused("outlook.years", years=self.look_back, longest=LONGEST)
        if self.reading not in {*READINGS, "both"}:
            known = listed((*READINGS, "both"))
            raise Refused("outlook.option", option="reading", value=self.reading, known=known)
        if not 100 <= self.runs <= MOST_RUNS:
            raise Refused("outlook.runs", runs=self.runs, most=MOST_RUNS)

    @property
    def readings(self) -> tuple[str, ...]:
        """The readings to go through."""
        return tuple(READINGS) if self.reading == "both" else (self.reading,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """A staff carried forward; exact and expected numbers, not yet fit for any reader.

    Attributes:
        on: The day it starts from.
        observed: The days that bound the years observed.
        numbers: As ``table`` makes them; with both readings also ``people_50`` and ``people_55``.
        remarks: What must be said beside them.
    """

    on: date
    observed: tuple[date, ...]
    numbers: pl.DataFrame
    remarks: tuple[str, ...]


def project(question: Question, *, engine: Engine, plan: Plan) -> Projection:
    """Carry the staff of a day forward year by year, with a band of simulated runs around it.

    People leave at the rates observed by age and gender, retire by the law, and come as observed,
    unless the scenario says otherwise. The band holds what chance makes of people and of the rates,
    not what changes the rates themselves.

    Formula:
        people next year = people - leaving - reaching the legal age + hired, by single year of age,
        gender and education group

    Args:
        question: The day, the filters and the age bands.
        engine: Counts on the tables ``posting`` and ``stay``.
        plan: Years, reading, scenario and simulation.

    Raises:
        Refused: Nobody is in post, or no list is a year old on the day.
    """
    observed = observe(question, engine=engine, years=plan.look_back)
    courses = {name: course(question, observed, plan=plan, reading=name) for name in plan.readings}
    stocks = {name: stock(question, engine=engine, reading=name) for name in courses}
    if not next(iter(stocks.values())).height:
        raise Refused("outlook.nobody", on=question.on.isoformat())
    tables = {name: _table(stocks[name], going, question, plan=plan) for name, going in courses.items()}
    return Projection(
        on=question.on,
        observed=observed.days,
        numbers=spanning(tables),
        remarks=_remarks(observed, plan, courses),
    )


def course(question: Question, observed: Observed, *, plan: Plan, reading: str) -> Course:
    """What carries a staff forward by a plan, under one reading."""
    return Course(
        on=question.on, years=plan.years, reading=reading,
        rates=rates(observed, reading=reading, stop=plan.scenario.stop),
        hiring=hiring(observed, plan.scenario),
    )  # fmt: skip


def _table(people: pl.DataFrame, going: Course, question: Question, *, plan: Plan) -> pl.DataFrame:
    chance = Simulated(going.rates, going.hiring, seed=plan.seed, runs=plan.runs)
    return table(
        carried(people, going, draw=Expected(going.rates, going.hiring)),
        carried(people, going, draw=chance, runs=plan.runs),
        bands=question.options.bands,
        confidence=question.options.confidence,
    )


def _remarks(observed: Observed, plan: Plan, courses: Mapping[str, Course]) -> tuple[str, ...]:
    first, last = observed.days[-1].isoformat(), observed.days[0].isoformat()
    said = [
        say("outlook.observed", first=first, last=last, years=len(observed.days) - 1),
        say("outlook.by_law", source=law().source),
        say("outlook.constant"),
        say("outlook.band", runs=plan.runs, seed=plan.seed),
    ]
    scenario = plan.scenario
    if scenario.hire is not None:
        said.append(say("outlook.hiring", hire=scenario.hire))
    if scenario.stop:
        said.append(say("outlook.stopped", reasons=listed(scenario.stop)))
    if any(going.rates.early for going in courses.values()):
        said.append(say("outlook.early"))
    return (*said, say(f"outlook.reading_{plan.reading}"))


def backtest(question: Question, *, engine: Engine, plan: Plan, until: date) -> Projection:
    """Project from an earlier day, with what was known up to it, and set what happened beside it.

    Args:
        question: The earlier day.
        engine: What counts.
        plan: As for a projection; its years are those up to the last day.
        until: The last day that is known.

    Returns:
        The projection, each row of total and structure with what was counted, ``actual``.

    Raises:
        Refused: Less than a year lies between the two days.
    """
    years = [n for n in range(1, LONGEST + 1) if earlier(question.on, -n) <= until]
    if not years:
        raise Refused("outlook.backtest", on=question.on.isoformat(), until=until.isoformat())
    projection = project(question, engine=engine, plan=replace(plan, years=len(years)))
    days = projection.numbers["on"].unique(maintain_order=True).to_list()
    happened = pl.concat(_counted(replace(question, on=day), engine=engine) for day in days)
    keys = ["on", "field", "label"]
    numbers = projection.numbers.join(happened, on=keys, how="left", maintain_order="left")
    known = pl.col("field").is_in([TOTAL, *STRUCTURE])
    actual = pl.when(known).then(pl.col("actual").fill_null(0))
    return replace(projection, numbers=numbers.with_columns(actual=actual))


def _counted(question: Question, *, engine: Engine) -> pl.DataFrame:
    """What was counted on a day, by the fields of the table."""
    rows: list[tuple[str, str, int]] = []
    for name in STRUCTURE:
        people: Mapping[tuple[str, ...], int] = tally(question, engine=engine, fields=(name,)).people
        rows += [(name, label, count) for (label,), count in people.items()]
        if name == STRUCTURE[0]:
            rows.append((TOTAL, ALL, sum(people.values())))
    types = {"field": pl.String(), "label": pl.String(), "actual": pl.Int64()}
    return pl.DataFrame(rows, schema=types, orient="row").with_columns(on=pl.lit(question.on))
