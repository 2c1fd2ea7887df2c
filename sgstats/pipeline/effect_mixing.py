"""The people of a measure's units, before and after, by kind: what another mix of them alone would change."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from sgstats.effects.counting import Asked as Counted
from sgstats.effects.counting import counted
from sgstats.effects.mixing import mix, with_mix
from sgstats.effects.sides import side_masks
from sgstats.effects.told import usable
from sgstats.effects.units import named, paths_of, unit_titles
from sgstats.errors import Refused
from sgstats.fields import field
from sgstats.metrics.derived import source_of
from sgstats.metrics.listed import listed_units

if TYPE_CHECKING:
    from sgstats.effects import Effect, Panel
    from sgstats.engines import Engine
    from sgstats.pipeline.paneling import Asked

MIXED = ("share", "rate")
Counts = dict[str, tuple[Fraction, Fraction]]


def mixed(effect: Effect, asked: Asked, *, by: str, engine: Engine) -> Effect:
    """The effect with the change of the measure's units taken apart by a field.

    Unknown values are a kind of their own.

    Args:
        effect: What was estimated.
        asked: The panel and question it was estimated from.
        by: A field of people.
        engine: Counts the kinds.

    Raises:
        Refused: The indicator is no share or rate, is made of the field, or can't be told apart by it.
    """
    panel = effect.panel or asked.comparable
    if panel.kind not in MIXED:
        raise Refused("effect_panel.no_mix", title=panel.title)
    _refuse_own(asked, by=field(by).name)
    kinds = _kinds(panel, asked, by=field(by).name, engine=engine)
    before, after = (_side(panel, kinds, by=by, after=after) for after in (False, True))
    return with_mix(effect, mix(before, after, by=by, scale=panel.scale))


def _refuse_own(asked: Asked, *, by: str) -> None:
    """A field that the indicator is made of: every kind has all of it or nothing, and the mix is all."""
    told = asked.question
    own = told.of or usable(told.metric).of
    if own is not None and source_of(own) == source_of(by):
        raise Refused("effect_panel.own_mix", field=field(by).title, title=asked.panel.title)


def _kinds(panel: Panel, asked: Asked, *, by: str, engine: Engine) -> pl.DataFrame:
    """People and base of every unit and period by kind."""
    question, levels = asked.question, paths_of(asked.level)
    found, _ = counted(
        Counted(
            told=usable(question.metric), kind=panel.kind, levels=levels, kinds=(by,), of=question.of,
            values=question.values, where=question.where, options=question.options,
        ),
        panel.periods, panel.every, engine=engine,
    )  # fmt: skip
    times = listed_units(levels, engine=engine, where=question.where)
    return named(found, levels=levels, titles=unit_titles(list(times)))


def _side(panel: Panel, kinds: pl.DataFrame, *, by: str, after: bool) -> Counts:
    """People and base of each kind in the cells of the measure's units on one side of their starts."""
    cells = side_masks(panel)[after] & (panel.first_after < len(panel.periods))[:, None]
    wanted = [(unit, place) for row, unit in enumerate(panel.units) for place in cells[row].nonzero()[0]]
    chosen = pl.DataFrame(
        {"unit": [unit for unit, _ in wanted], "period": [int(place) for _, place in wanted]},
        schema={"unit": pl.String, "period": pl.Int64},
    )
    told = (
        kinds
        .drop_nulls("base")
        .join(chosen, on=["unit", "period"])
        .group_by(by)
        .agg(pl.sum("people", "base"))
    )
    return {
        kind: (Fraction(str(people)), Fraction(str(base))) for kind, people, base in told.sort(by).iter_rows()
    }
