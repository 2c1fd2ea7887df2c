"""Unexcused absence in working days: the longest run and the sum of a year.

Amounts are tenths of a working day. Overlapping absences are one; absences without a working
day between them are one run, also across New Year, and a run belongs to the year of its last
working day. Days typed without dates are a run of their own, and so is a part of a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.policies.rulings import Case, Step, no_rulings, rulings
from sgstats.policies.sentences import sentence
from sgstats.policies.working_days import calendar, published

if TYPE_CHECKING:
    from sgstats.policies.grading import AbsenceLimit
    from sgstats.policies.pack import Pack

COUNTED = ("旷工", "逾期不归")
DAY = 10
BOTH = ["person_id", "year"]


def measured(absences: pl.DataFrame, *, window: str) -> pl.DataFrame:
    """How long everybody was absent without excuse.

    Args:
        absences: As in ``Evidence``.
        window: ``year``, or ``rolling``: the worst twelve months that end in the year.

    Returns:
        One row per person and year with an absence that counts or might count: ``run``, ``total``
        (tenths), ``run_possible``, ``total_possible`` (with the absences whose type is not known),
        ``run_typed``, ``total_typed`` (where days typed and dates differ, by the days typed), and whether
        there is an absence whose length is not known (``unclear``) or given in two ways (``differs``).
    """
    kind = pl.col("absence_type")
    possible = absences.filter(kind.is_in(COUNTED) | kind.is_null())
    sure = _lengths(possible.filter(kind.is_not_null()), window)
    more = _lengths(possible, window) if possible["absence_type"].null_count() else sure
    more = more.rename({"run": "run_possible", "total": "total_possible"})
    marks = possible.with_columns(unclear=~(_dated() | _typed()), differs=_differing(possible))
    marked = marks.filter(pl.col("unclear") | pl.col("differs"))
    marked = marked.group_by(BOTH).agg(pl.col("unclear", "differs").any())
    typed = _by_days_typed(marks.filter(kind.is_not_null()), sure, window)
    joined = more.join(sure, on=BOTH, how="left").join(typed, on=BOTH, how="full", coalesce=True)
    joined = joined.join(marked, on=BOTH, how="full", coalesce=True)
    return joined.with_columns(pl.col("unclear", "differs").fill_null(value=False)).fill_null(0)


def _differing(absences: pl.DataFrame) -> pl.Series:
    """Whether the working days typed are not those between the dates."""
    both = absences.with_row_index("place").filter(_dated() & _typed())
    between = (pl.col("until") - pl.col("before")) * DAY
    if both.is_empty():
        return pl.repeat(value=False, n=absences.height, eager=True)
    places = _numbered(both).filter(between != pl.col("absent_tenths"))["place"]
    return pl.Series(range(absences.height), dtype=places.dtype).is_in(places.implode())


def _by_days_typed(marked: pl.DataFrame, sure: pl.DataFrame, window: str) -> pl.DataFrame:
    """The lengths of absences of known type, by the days typed where these are not those of the dates."""
    names = {"run": "run_typed", "total": "total_typed"}
    if not marked["differs"].any():
        return sure.rename(names)
    undated = [pl.when(~pl.col("differs")).then(name).alias(name) for name in ("start_day", "end_day")]
    return _lengths(marked.with_columns(undated), window).rename(names)


def absent(case: Case, lengths: pl.DataFrame) -> pl.DataFrame:
    """The limits of the pack that somebody's absence is over, and those it may be over."""
    mine = lengths.filter(pl.col("year") == case.year).join(case.people.select("person_id"), on="person_id")
    fired = [_over(limit, mine, case.pack) for limit in case.pack.absences]
    doubted = [_perhaps(limit, mine) for limit in case.pack.absences]
    doubted += [_differently(limit, mine) for limit in case.pack.absences]
    unclear, differs = mine.filter("unclear"), mine.filter("differs")
    told_so = [
        rulings(unclear, step=Step.WEAK, needs_human=True, reason=sentence("judge.absence_unclear")),
        rulings(differs, step=Step.WEAK, reason=sentence("judge.absence_differs")),
    ]
    return pl.concat([no_rulings(), *fired, *doubted, *(told_so if case.pack.absences else [])])


def limit_over(pack: Pack, *, run: int, total: int) -> AbsenceLimit | None:
    """The worst limit that an absence is over.

    Args:
        pack: The rules.
        run: Working days in the longest run.
        total: Working days in the year.

    Example:
        >>> from sgstats.policies.loading import load
        >>> limit_over(load("EAST"), run=4, total=4).id, limit_over(load("EAST"), run=3, total=7)
        ('EAST-17-7', None)
    """
    over = [limit for limit in pack.absences if run > limit.run_over or total > limit.total_over]
    return min(over, key=lambda limit: _step(limit.outcome, limit.grade, pack), default=None)


def _step(outcome: str | None, grade: str | None, pack: Pack) -> Step:
    """The article a consequence belongs to: exit, the worst grade, or a bad one."""
    if outcome:
        return Step.EXIT
    return Step.UNFIT if grade == pack.scale[-1] else Step.WEAK


def _beyond(limit: AbsenceLimit, suffix: str = "") -> pl.Expr:
    run, total = pl.col(f"run{suffix}"), pl.col(f"total{suffix}")
    return (run > limit.run_over * DAY) | (total > limit.total_over * DAY)


def _over(limit: AbsenceLimit, lengths: pl.DataFrame, pack: Pack) -> pl.DataFrame:
    """Those whose absence is over a limit for certain."""
    reason = sentence("judge.absent", run=in_days("run"), total=in_days("total"))
    return rulings(
        lengths.filter(_beyond(limit)),
        step=_step(limit.outcome, limit.grade, pack),
        rule=limit.id,
        grade=limit.grade,
        outcome=limit.outcome,
        reason=reason,
    )


def _perhaps(limit: AbsenceLimit, lengths: pl.DataFrame) -> pl.DataFrame:
    """Those whose absence is over a limit only if the absences of unknown type are unexcused."""
    doubtful = lengths.filter(_beyond(limit, "_possible") & ~_beyond(limit))
    reason = sentence("judge.absence_of_unknown_type", rule=limit.id)
    return rulings(doubtful, step=Step.WEAK, needs_human=True, reason=reason)


def _differently(limit: AbsenceLimit, lengths: pl.DataFrame) -> pl.DataFrame:
    """Those who are over a limit by the dates or by the days typed, but not by both."""
    torn = lengths.filter(_beyond(limit, "_typed") != _beyond(limit))
    reason = sentence("judge.absence_differs_for", rule=limit.id)
    return rulings(torn, step=Step.WEAK, needs_human=True, reason=reason)


def in_days(column: str) -> pl.Expr:
    """Tenths of a day as people write days.

    Example:
        >>> pl.DataFrame({"t": [40, 5]}).select(in_days("t"))["t"].to_list()
        ['4', '0.5']
    """
    whole, rest = pl.col(column) // DAY, pl.col(column) % DAY
    return pl.when(rest == 0).then(whole.cast(pl.String)).otherwise(pl.format("{}.{}", whole, rest))


def _whole_days() -> pl.Expr:
    part_of_a_day = (pl.col("start_day") == pl.col("end_day")) & (pl.col("absent_tenths") < DAY)
    return ~part_of_a_day.fill_null(value=False)


def _dated() -> pl.Expr:
    return (pl.col("end_day") >= pl.col("start_day")).fill_null(value=False) & _whole_days()


def _typed() -> pl.Expr:
    return pl.col("absent_tenths").is_not_null()


def _lengths(absences: pl.DataFrame, window: str) -> pl.DataFrame:
    """Longest run and sum per person and year, of absences that are taken to count."""
    days = _days(absences.filter(_dated()))
    typed = absences.filter(~_dated() & _typed()).select(*BOTH, pl.col("absent_tenths").cast(pl.Int64))
    runs = pl.concat([_runs(days), typed.rename({"absent_tenths": "run"})])
    sums = pl.concat([_sums(days, window), typed.group_by(BOTH).agg(total=pl.col("absent_tenths").sum())])
    longest = runs.group_by(BOTH).agg(pl.col("run").max())
    return sums.group_by(BOTH).agg(pl.col("total").sum()).join(longest, on=BOTH, how="left").fill_null(0)


def _days(dated: pl.DataFrame) -> pl.DataFrame:
    """One row per person and working day absent, however many absences cover it."""
    if dated.is_empty():
        return pl.DataFrame(
            schema={"person_id": pl.String, "number": pl.Int32, "date": pl.Date, "year": pl.Int32}
        )
    numbered = _numbered(dated)
    numbers = pl.int_ranges(pl.col("before") + 1, pl.col("until") + 1, dtype=pl.Int32)
    every = _calendar(dated)
    days = numbered.filter(pl.col("until") > pl.col("before")).select("person_id", number=numbers)
    return days.explode("number").unique().join(every.filter("working"), on="number").drop("day", "working")


def _numbered(dated: pl.DataFrame) -> pl.DataFrame:
    """Absences with the number of the last working day before them, and of their last one."""
    every = _calendar(dated)
    before = every.select(start_day="day", before=pl.col("number") - pl.col("working").cast(pl.Int32))
    until = every.select(end_day="day", until="number")
    return dated.join(before, on="start_day").join(until, on="end_day")


def _calendar(dated: pl.DataFrame) -> pl.DataFrame:
    years = pl.concat([dated["start_day"], dated["end_day"]]).unique() // 10_000
    return calendar(min(years), max(years))


def _runs(days: pl.DataFrame) -> pl.DataFrame:
    """The runs of everybody; one belongs to the year it ends in."""
    ordered = days.sort("person_id", "number")
    mark = pl.col("number") - pl.int_range(pl.len(), dtype=pl.Int32).over("person_id")
    runs = ordered.group_by("person_id", mark.alias("mark")).agg(
        pl.len().cast(pl.Int64) * DAY, pl.col("year").max()
    )
    return runs.select("person_id", "year", run="len")


def _sums(days: pl.DataFrame, window: str) -> pl.DataFrame:
    """Working days of everybody in the year, or in the worst twelve months that end in it."""
    if window == "year":
        return days.group_by(BOTH).agg(total=pl.len().cast(pl.Int64) * DAY)
    ordered = days.sort("person_id", "date")
    twelve_months = ordered.rolling("date", period="1y", group_by="person_id").agg(
        pl.len().cast(pl.Int64) * DAY, pl.col("year").last()
    )
    return twelve_months.group_by(BOTH).agg(total=pl.col("len").max())


def unpublished(absences: pl.DataFrame) -> list[int]:
    """Years of absences whose holidays nobody has published, so that only weekdays are counted."""
    days = pl.concat([absences["start_day"], absences["end_day"]]).drop_nulls() // 10_000
    return sorted(set(days.unique().to_list()) - set(published()))
