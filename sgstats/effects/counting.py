"""What the engine counts of an indicator, as one number of people and one base per unit and period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from sgstats.effects.calendar import label
from sgstats.effects.panel import Every, Kind, Period
from sgstats.errors import Refused
from sgstats.fields import UNKNOWN, field
from sgstats.messages import listed
from sgstats.metrics import Measured, Options, measure
from sgstats.metrics.dimensions import dimension

if TYPE_CHECKING:
    from sgstats.engines import Engine
    from sgstats.metrics import Definition

NO_LIST = frozenset({"metric.no_statement"})
"""Refusals that mean that nothing is known of a day: a gap, not a mistake of the asker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An indicator that is asked of every unit and period.

    Attributes:
        told: Its metric.
        kind: What its numbers are.
        levels: Fields that tell the units apart.
        kinds: Further fields to tell people apart by; unknown values are a kind of their own.
        of: Field whose values are parts, or None.
        values: Parts whose people are added up; empty means the one that gives the metric its name, or
            everybody where there are none.
        where: Filters by field.
        options: Named choices.
    """

    told: Definition
    kind: Kind
    levels: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    of: str | None = None
    values: tuple[str, ...] = ()
    where: Mapping[str, Sequence[str]]
    options: Options

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields that make groups."""
        return (*self.levels, *self.kinds)

    @property
    def part(self) -> str | None:
        """The field whose values are parts."""
        return self.of or self.told.of

    @property
    def _unnamed(self) -> bool:
        """Whether there are parts of which none gives the metric its name."""
        own = self.of in {None, self.told.of} and not self.told.needs_of
        return self.told.kind == "flow" or not (own or self.told.folds)

    def spoken(self) -> Asked:
        """The same with its parts as the dictionary spells them.

        Raises:
            Refused: The metric must be broken down and nobody said which parts, or a part does not exist.
        """
        if self.part is None or not self.values:
            if self._unnamed and not self.values:
                raise Refused("effect_panel.values_missing", metric=self.told.name)
            return self
        return replace(self, values=tuple(_spelled(self, value) for value in self.values))


def _spelled(asked: Asked, value: str) -> str:
    """A value as tables show it: bands may be typed with another dash or without their word."""
    part = asked.part or ""
    if value == UNKNOWN or part in asked.told.also:
        known = field(part).values
        if known and value not in {*known, UNKNOWN}:
            raise Refused("metric.not_a_value", field=part, value=value, known=listed((*known, UNKNOWN)))
        return value
    counted_by = dimension(part, options=asked.options, also=asked.told.also)
    key = (counted_by.code(value),)
    return value if counted_by.free else counted_by.names([key])[key]


def counted(
    asked: Asked, periods: Sequence[Period], every: Every, *, engine: Engine
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Count an indicator for every unit and period.

    Args:
        asked: What is counted.
        periods: Of which periods.
        every: Their length.
        engine: Runs the queries: one for calendar periods, one for each day of lists.

    Returns:
        One row per unit (and kind) and period that is known of: the fields, ``period``, ``people`` and
        ``base`` (null
        where there is none); and the metric's remarks.

    Raises:
        Refused: The question can't be asked, or is not answered by one number.
    """
    if every == "list":
        days = [(place, _ask(asked, period.last, engine=engine)) for place, period in enumerate(periods)]
        frames = [_numbers(found, asked, place=place) for place, found in days if found]
        return pl.concat(frames) if frames else _nothing(asked), ()
    found = measure(
        asked.told.name, engine=engine, on=periods[-1].last, by=(*asked.fields, every), of=asked.of,
        where=asked.where, options=asked.options, since=periods[0].first if asked.told.span else None,
    )  # fmt: skip
    places = {label(period, every): place for place, period in enumerate(periods)}
    return _numbers(found, asked, places=(every, places)), found.remarks


def _ask(asked: Asked, on: date, *, engine: Engine) -> Measured | None:
    """A metric on one day; None where no list speaks of it."""
    try:
        return measure(
            asked.told.name, engine=engine, on=on, by=asked.fields, of=asked.of, where=asked.where,
            options=asked.options,
        )  # fmt: skip
    except Refused as refusal:
        if refusal.rule in NO_LIST:
            return None
        raise


def _numbers(
    found: Measured, asked: Asked, *, place: int = 0, places: tuple[str, Mapping[str, int]] | None = None
) -> pl.DataFrame:
    """The rows of one answer, added up per unit and period."""
    cells = found.cells.with_columns(pl.col(asked.fields).cast(pl.String))
    cells = cells.filter(pl.col(asked.levels[-1]) != UNKNOWN)
    cells = cells.with_columns(pl.col(asked.levels).replace(UNKNOWN, ""))  # a unit above that is not told
    if places is None:
        cells = cells.with_columns(period=pl.lit(place, pl.Int64))
    else:
        field, known = places
        period = pl.col(field).cast(pl.String).replace_strict(known, default=None, return_dtype=pl.Int64)
        cells = cells.with_columns(period=period).drop_nulls("period")
    _refuse_several(cells, asked)
    keys = [*asked.fields, "period"]
    return _added(cells, asked, keys=keys).sort("period", maintain_order=True).select(*keys, "people", "base")


def _refuse_several(cells: pl.DataFrame, asked: Asked) -> None:
    """A metric that tells groups of its own apart must be filtered to one of them."""
    for name in asked.told.by:
        values = cells[name].unique().sort().cast(pl.String).to_list() if name in cells.columns else []
        if len(values) > 1:
            raise Refused("effect_panel.several", metric=asked.told.name, field=name, values=listed(values))


def _added(cells: pl.DataFrame, asked: Asked, *, keys: Sequence[str]) -> pl.DataFrame:
    """People of the parts asked for and the base of them all; a part that nobody belongs to counts 0."""
    cells = _with_wanted(_as_sums(cells, asked), asked)
    chosen = pl.col("people").filter("wanted")
    silent = (chosen.null_count() > 0) | pl.col("silent").all()
    people = pl.when(silent).then(None).otherwise(chosen.sum())
    # The people of a unit share one base; rows without one are no part of any.
    return cells.group_by(keys, maintain_order=True).agg(people.alias("people"), pl.col("base").max())


def _with_wanted(cells: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """Which rows are the parts asked for, and which say nothing: people of whom no part is known.

    Where nothing else is known of a unit, nobody of its people is known to belong to a part, nor not to.
    """
    values = asked.values or ((asked.told.part,) if asked.told.part else ())
    if asked.part is None or asked.part not in cells.columns or not values:
        return cells.with_columns(wanted=pl.lit(value=True), silent=pl.lit(value=False))
    parts = pl.col(asked.part).cast(pl.String)
    based = pl.col("base").is_not_null() if asked.kind == "share" else pl.lit(value=True)
    wanted = parts.is_in(list(values)) & based
    silent = (parts == UNKNOWN) & (asked.told.kind == "share" and UNKNOWN not in values)
    return cells.with_columns(wanted=wanted, silent=silent)


def _as_sums(cells: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """People and base as floats; of a mean the sum, so that units can be added up."""
    if asked.kind == "count":
        cells = cells.with_columns(base=pl.lit(None, dtype=pl.Float64))
    elif asked.kind == "mean":
        weight = pl.col("people") if asked.told.kind == "value" else pl.col("base")
        weight = pl.lit(1.0) if asked.told.unit == "人" else weight.cast(pl.Float64)
        known = pl.when(pl.col("value").is_not_null() & (weight > 0)).then(weight)
        cells = cells.with_columns(people=pl.col("value") * known, base=known)
    return cells.with_columns(pl.col("people", "base").cast(pl.Float64))


def _nothing(asked: Asked) -> pl.DataFrame:
    numbers = {"period": pl.Int64(), "people": pl.Float64(), "base": pl.Float64()}
    return pl.DataFrame(schema={**dict.fromkeys(asked.fields, pl.String()), **numbers})
