"""Projections as their audience may see them.

What is known of the day they start from is protected like any other table of that day. A projected
number betrays nobody by itself, but one that began as a handful of people would tell how many
they were, so whatever is hidden on the first day stays hidden in every later year, and so
does a group that began without anybody and is told apart only by the few who were hired. No
year has a single hidden part, because the total would give it away. Flows (hired, left, retired)
of few people are hidden two at a time for the same reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import polars.selectors as cs

from sgstats import disclosure, metrics
from sgstats.disclosure import rules_for
from sgstats.fields import UNKNOWN
from sgstats.messages import say
from sgstats.outlook.table import ALL, FLOW, STRUCTURE, TOTAL

if TYPE_CHECKING:
    from sgstats.disclosure import Rules
    from sgstats.engines import Engine
    from sgstats.metrics.question import Question
    from sgstats.outlook.project import Projection

LINES = ("people", "people_50", "people_55")
COUNTS = (*LINES, "low", "median", "high")
SHARES = ("share", "share_low", "share_high")
KEYS = ("field", "label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A projection as its audience may see it.

    Attributes:
        frame: One row per year and number, or per answer: what it is of, the numbers, ``status``
            (``shown``, ``hidden``, ``unknown``) and ``reason``; a hidden row has null numbers.
        kind: ``stock``, ``hiring`` or ``staffing``.
        on: The day it starts from.
        audience: Who may see it.
        where: The filters.
        notes: Sentences that belong below the table.
        inside: Of a backtest: how many counts lay inside their band, and how many were compared.

    Example:
        >>> frame = pl.DataFrame({"on": [date(2024, 12, 31)], "people": [1246.0], "status": ["shown"]})
        >>> Outlook(frame=frame, kind="stock", on=date(2023, 12, 31), audience="internal").rows()
        [{'on': '2024-12-31', 'people': 1246.0, 'status': 'shown'}]
    """

    frame: pl.DataFrame
    kind: str
    on: date
    audience: str
    where: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    inside: tuple[int, int] | None = None

    def rows(self) -> list[dict[str, Any]]:
        """One dict per row, days as ``YYYY-MM-DD``."""
        return self.frame.with_columns(cs.date().dt.to_string("%Y-%m-%d")).to_dicts()


def protected(
    projection: Projection, question: Question, *, engine: Engine, audience: str
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The numbers of a projection that an audience may see, and what belongs below them.

    Args:
        projection: Exact and expected numbers.
        question: What was projected.
        engine: Counts the first day (and, of a backtest, every day) as the audience sees it.
        audience: Who reads.

    Raises:
        Refused: There is no such audience.
    """
    rules = rules_for(audience)
    seen = _seen(question, engine=engine, audience=audience)
    begun = projection.numbers.filter(pl.col("year") == 0).select(*KEYS, begun="people")
    marks = begun.join(seen.rename({"seen": "_seen"}), on=KEYS, how="left")
    hidden = set() if rules.hide_up_to == 0 else _hidden(marks, projection.numbers)
    frame = _without_nothing(projection.numbers)
    kept = pl.Series([(name, label) not in hidden for name, label in frame.select(KEYS).iter_rows()])
    frame = frame.with_columns(_hidden=~kept) if frame.height else frame.with_columns(_hidden=False)
    frame = _with_flows_hidden(frame, rules)
    if "actual" in frame.columns:
        frame = _with_actual(frame, question, engine=engine, audience=audience)
    return _released(frame, rules), (*projection.remarks, *_notes(frame, rules))


def _seen(question: Question, *, engine: Engine, audience: str) -> pl.DataFrame:
    """What may be told of each field's labels on the day: the people, null where hidden."""
    parts = []
    asked = {"on": question.on, "options": question.options, "engine": engine}
    where = {entry.dimension.name: entry.values for entry in question.conditions}
    whole = metrics.measure("headcount", where=where, **asked)  # type: ignore[arg-type]
    total = disclosure.protect(whole, audience=audience).frame["people"].item()
    parts.append((TOTAL, ALL, total))
    for name in STRUCTURE:
        measured = metrics.measure("structure", of=name, where=where, **asked)  # type: ignore[arg-type]
        frame = disclosure.protect(measured, audience=audience).frame
        parts += [(name, label, people) for label, people in frame.select(name, "people").iter_rows()]
    types = {"field": pl.String(), "label": pl.String(), "seen": pl.Int64()}
    return pl.DataFrame(parts, schema=types, orient="row")


def _hidden(marks: pl.DataFrame, numbers: pl.DataFrame) -> set[tuple[str, str]]:
    """Which labels of which fields stay hidden in every year."""
    whole = marks.filter(pl.col("field") == TOTAL)
    if whole["_seen"].null_count():
        return {(name, label) for name, label in numbers.select(KEYS).unique().iter_rows()}
    found: set[tuple[str, str]] = set()
    for name in STRUCTURE:
        part = marks.filter(pl.col("field") == name)
        ever = numbers.filter((pl.col("field") == name) & (pl.col("high") > 0))["label"].unique().to_list()
        out = part.filter((pl.col("_seen").fill_null(0) == 0) & pl.col("label").is_in(ever))[
            "label"
        ].to_list()
        left = part.filter(~pl.col("label").is_in(out) & (pl.col("begun") > 0)).sort("begun", "label")
        if len(out) == 1 and left.height:
            out.append(left["label"][0])
        found |= {(name, label) for label in out}
    return found


def _without_nothing(numbers: pl.DataFrame) -> pl.DataFrame:
    """Without labels that nobody is ever in."""
    nobody = (pl.col("high").max() == 0).over(KEYS) & pl.col("field").is_in(STRUCTURE)
    return numbers.filter(~nobody)


def _with_flows_hidden(frame: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Flows of few people hidden, and never one alone in its year: the totals would give it away."""
    flow, people = pl.col("field") == FLOW, pl.col("people")
    lines = [pl.col(name).round(1) for name in LINES if name in frame.columns]
    few = pl.any_horizontal((line > 0) & (line < rules.threshold) for line in lines)
    few = flow & few & (rules.hide_up_to > 0)
    frame = frame.with_columns(_hidden=pl.col("_hidden") | few)
    # A flow hidden for being small has a partner: the smallest other one that is anything at all.
    free = flow & ~pl.col("_hidden") & (people > 0)
    rank = pl.when(free).then("people").rank("ordinal").over("year", "field")
    alone = (pl.col("_hidden") & flow).sum().over("year") == 1
    return frame.with_columns(_hidden=pl.col("_hidden") | (alone & free & (rank == 1)))


def _with_actual(frame: pl.DataFrame, question: Question, *, engine: Engine, audience: str) -> pl.DataFrame:
    """Beside each projected number what was counted on its day, as the audience sees that day."""
    from dataclasses import replace

    days = frame["on"].unique(maintain_order=True).to_list()
    each = [
        _seen(replace(question, on=day), engine=engine, audience=audience).with_columns(on=pl.lit(day))
        for day in days
    ]
    joined = frame.join(pl.concat(each), on=["on", *KEYS], how="left", maintain_order="left")
    zero = (pl.col("actual") == 0) & pl.col("seen").is_null()
    actual = pl.when(zero).then(0).otherwise("seen")
    inside = (actual >= pl.col("low")) & (actual <= pl.col("high"))
    return joined.with_columns(actual=actual, inside=inside).drop("seen")


def _released(frame: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Rounded numbers, nulls for what is hidden, status and reason."""
    counts = [name for name in COUNTS if name in frame.columns]
    others = [*SHARES, *(name for name in ("actual", "inside") if name in frame.columns)]
    whole = pl.col("people").filter(pl.col("field") == TOTAL).first().over("year")
    frame = frame.with_columns(_rounded(name, rules) for name in counts)
    if rules.round_to > 1:
        share = pl.when((pl.col("field") != FLOW) & (whole > 0)).then(pl.col("people") / whole)
        ends = [
            pl.when(pl.col("year") == 0).then(share).otherwise(pl.col(name).round(2)).alias(name)
            for name in SHARES[1:]
        ]
        frame = frame.with_columns(*ends, share=share)
    frame = frame.with_columns(
        pl.when(~pl.col("_hidden")).then(name).alias(name) for name in (*counts, *others)
    )
    few, unknown = say("disclosure.too_few"), pl.col("label") == UNKNOWN
    status = pl.when("_hidden").then(pl.lit("hidden")).when(unknown).then(pl.lit("unknown"))
    return frame.with_columns(
        status=status.otherwise(pl.lit("shown")),
        reason=pl.when("_hidden").then(pl.lit(few)),
    ).drop("_hidden")


def _rounded(name: str, rules: Rules) -> pl.Expr:
    """One decimal, or the audience's multiple."""
    if rules.round_to > 1:
        half = rules.round_to / 2
        return (((pl.col(name) + half) / rules.round_to).floor() * rules.round_to).alias(name)
    return ((pl.col(name) * 10 + 0.5).floor() / 10).round(1).alias(name)


def _notes(frame: pl.DataFrame, rules: Rules) -> tuple[str, ...]:
    notes = [say("disclosure.note_marked")] if rules.marked else []
    if frame["_hidden"].any():
        notes.append(say("disclosure.note_hidden", hide_up_to=rules.hide_up_to))
        notes.append(say("outlook.hidden"))
    if rules.round_to > 1:
        notes.append(say("disclosure.note_rounded", round_to=rules.round_to))
    return tuple(notes)
