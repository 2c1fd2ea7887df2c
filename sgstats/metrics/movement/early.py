"""Who joined and did not stay: within 60 days, within a year, and the cohorts after one to three years."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import polars as pl

from sgstats.engines import Engine
from sgstats.messages import say
from sgstats.metrics.movement.calendar import TIMES, asked_periods, grain, piece, piece_key, span
from sgstats.metrics.movement.exits import SHARE
from sgstats.metrics.movement.known import check_known, remarks
from sgstats.metrics.movement.naming import ALL, Answer, named
from sgstats.metrics.movement.query import ask_stays, days, scope
from sgstats.metrics.movement.tables import cells
from sgstats.metrics.question import Question
from sgstats.metrics.registry import metric
from sgstats.periods import day_number

WITHIN = 60
"""Days: the "bad hires" of the Power BI sample on hiring."""
MILESTONES = ("12个月", "24个月", "36个月")
"""Values of ``service_months`` at which cohorts are looked at."""
_EARLY = SHARE | {"also": tuple(TIMES)}


def _of_joiners(question: Question, *, engine: Engine) -> tuple[str, ...]:
    """What to say of joiners: their days, and from which day on it is too early to tell."""
    return (*remarks(question, engine=engine, ages="movement.ages_then"), say("movement.too_early_left_out"))


def _counts(
    question: Question, file: str, *, engine: Engine, numbers: tuple[str, ...], bound: Mapping[str, object]
) -> pl.DataFrame:
    """The numbers of each group and period, 0 where there is nobody; ages are those of joining."""
    months, asked = grain(question.by), scope(question, day="since")
    parts = {"piece": piece("since", months=months)}
    rows = ask_stays(file, asked, engine=engine, bound={**days(*span(question)), **bound}, **parts)
    found = named(
        [Answer(rows=rows, numbers=("piece", *numbers))], dimensions=asked.dimensions, engine=engine
    )
    own = asked_periods(question)
    places = pl.DataFrame({"place": [one.place for one in own]}, schema={"place": pl.Int64()})
    places = places.with_columns(
        piece=pl.Series([piece_key(one, months=months) for one in own], dtype=pl.Int64)
    )
    spine = found.groups.join(places, how="cross")
    return spine.join(found.frames[0], on=[ALL, *asked.names, "piece"], how="left").fill_null(0)


@metric(
    label="60日内离职占比", label_en="early leavers (60 days)", **_EARLY | {"remarks": _of_joiners},
    source="Power BI“bad hires”口径：60 天内离职",
    formula="people = 入职后 60 日内离职的人数；base = 入职日期写明且 60 日已过的人数；share = people ÷ base",
)  # fmt: skip
def early_leavers(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share of joiners who left within 60 days, among those of whom the 60 days are known.

    A joiner counts in the period and unit of joining; moving to another unit is no leaving. Only
    joiners whose day is told are counted: one whom only the next list shows may have come months
    before. Whoever joined less than 60 days before the last list is left out.

    Formula:
        share = joiners with day of leaving - day of joining ≤ 60 / joiners with day + 60 ≤ last list
    """
    last = check_known(question, engine=engine).last
    bound = {"within": WITHIN, "latest": last.toordinal() - WITHIN}
    found = _counts(question, "early.sql", engine=engine, numbers=("base", "people"), bound=bound)
    return cells(found, question, periods=asked_periods(question), numbers=("people", "base"))


@metric(
    label="入职一年内离职占比", label_en="leavers in the first year", **_EARLY | {"remarks": _of_joiners},
    source="Oracle HCM new-hire turnover：任职不满 1 年",
    formula="people = 任职不满 1 年即离职的人数；base = 入职且观察期已满 1 年的人数；share = people ÷ base",
)  # fmt: skip
def first_year_leavers(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share of joiners who left before a full year, among those of whom the year is known.

    A year is full on the same day of the next year (1 March for 29 February). Joiners whom only a
    list shows count from that list. Whoever joined less than a year before the last list is left
    out. The share of first-year leavers among all leavers is ``exits --of tenure_band``.

    Formula:
        share = joiners who served under one full year / joiners whose year is past
    """
    found = _cohorts(question, engine=engine).filter(pl.col("service_months") == MILESTONES[0])
    found = found.with_columns(people=pl.col("base") - pl.col("people"))
    return cells(found, question, periods=asked_periods(question), numbers=("people", "base"))


@metric(
    label="入职留任率", label_en="retention of joiners", by=("service_months",),
    **_EARLY | {"remarks": _of_joiners, "also": (*TIMES, "service_months")},
    source="留任：同期入职者 12、24、36 个月后仍在岗的比例",
    formula="people = 满 12（24、36）个月仍在职人数；base = 入职且该期限已过的人数；share = people ÷ base",
)  # fmt: skip
def cohort_retention(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share of those who joined in a period still in service after 12, 24 and 36 months.

    Each length has its own base: joiners of whom so long a time is known. By ``year``, each row is a
    cohort. Staying is staying in the service, in whatever unit; who left and came back did not stay.

    Formula:
        share = joiners who served n full years / joiners whose n years are past on the last list
    """
    found = _cohorts(question, engine=engine)
    return cells(found, question, periods=asked_periods(question), numbers=("people", "base"))


def _cohorts(question: Question, *, engine: Engine) -> pl.DataFrame:
    last: date = check_known(question, engine=engine).last
    numbers = tuple(f"{name}_{years}" for name in ("due", "kept") for years in (1, 2, 3))
    bound = {"next": day_number(last + timedelta(days=1))}
    found = _counts(question, "cohorts.sql", engine=engine, numbers=numbers, bound=bound)
    names = pl.Enum(MILESTONES)
    parts = [
        found.with_columns(
            base=pl.col(f"due_{years}"),
            people=pl.col(f"kept_{years}"),
            service_months=pl.lit(name, dtype=names),
        )
        for years, name in enumerate(MILESTONES, start=1)
    ]
    return pl.concat(parts).drop(numbers)
