"""From a request to a panel: a measure over the units of a store, its aim, and what overlaps with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sgstats import effects
from sgstats.effects.panels import panel as counted_panel
from sgstats.effects.question import Aim, Question, Span
from sgstats.effects.sides import level, side_masks
from sgstats.errors import Refused
from sgstats.messages import listed, say
from sgstats.pipeline.effect_asking import SHOWN, Request, Wanted, wanted
from sgstats.pipeline.effect_places import Places, places_of, spread
from sgstats.pipeline.effect_starts import begun
from sgstats.pipeline.indicating import keywords

if TYPE_CHECKING:
    from sgstats.effects import Clash, Panel
    from sgstats.engines import Engine
    from sgstats.ledger import Ledger
    from sgstats.ledger.ledger import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What became of a request.

    Attributes:
        panel: All units, with all clashes.
        question: The indicator, filtered to the units looked at.
        level: Level of the units.
        others: Units of the comparison where another measure on the indicator began within the periods.
    """

    panel: Panel
    question: Question
    level: str
    others: tuple[str, ...]

    @property
    def comparable(self) -> Panel:
        """The panel without units for comparison that another measure touched."""
        if not self.others:
            return self.panel
        kept = self.panel.cells.filter(~self.panel.cells["unit"].is_in(list(self.others)))
        said = say("effect_panel.others_left_out", units=listed(self.others[:SHOWN]), count=len(self.others))
        clashes = tuple(clash for clash in self.panel.clashes if clash.unit not in self.others)
        return replace(self.panel, cells=kept, clashes=clashes, remarks=(*self.panel.remarks, said))


def panel_of(request: Request, *, ledger: Ledger, engine: Engine) -> Asked:
    """Count the panel that a request asks for.

    The units are those of the level that the starts name, in the same district; a start of the whole
    district makes one unit of it, and nothing is left to compare with.

    Raises:
        Refused: The measure, its indicator, a unit or the level is not to be had, or the panel can't be made.
    """
    told, places = wanted(request, ledger=ledger), places_of(engine)
    starts = begun(told, places=places)
    own = request.by or starts.level(places)
    places = _inside(places, starts.names)
    days = starts.days(places, level=own)
    question = _about_all(told.question, places=places, level=own, starts=days)
    aim = Aim(
        measure=told.measure.item if told.measure else None, better=told.better, aimed=request.aimed,
        anticipation=request.anticipation,
    )  # fmt: skip
    span = Span(since=request.since, until=request.until, every=request.every)
    found = counted_panel(question, engine=engine, unit_field=own, starts=days, span=span, aim=aim)
    found = replace(
        found,
        clashes=_clashes(found, told, ledger=ledger, places=places, level=own),
        deciders=starts.deciders(places, level=own),
        remarks=(*told.remarks, *starts.remarks(places, level=own), *found.remarks),
    )
    others = tuple(sorted({clash.unit for clash in found.clashes} - set(days)))
    return Asked(panel=_aimed(found, told), question=question, level=own, others=others)


def _inside(places: Places, starts: Iterable[str]) -> Places:
    """The units of the district that the starts are in, where it is one."""
    districts = {places.find(name)[1][0] for name in starts}
    return places.within(districts.pop()) if len(districts) == 1 else places


def _about_all(question: Question, *, places: Places, level: str, starts: Mapping[str, date]) -> Question:
    """The indicator asked of all units of the level, not only of those that the measure is for."""
    where = dict(question.where)
    if level in where and set(where[level]) <= set(starts):
        where.pop(level)
    if places.chosen is not None:
        where.setdefault("district", (places.chosen,))
    return replace(question, where=where)


def _clashes(panel: Panel, told: Wanted, *, ledger: Ledger, places: Places, level: str) -> tuple[Clash, ...]:
    """Other measures on the same indicator that began in a unit of the panel within its periods."""
    first, last = panel.periods[0].first, panel.periods[-1].last
    own = told.measure.item if told.measure else None
    rivals = [one for one in ledger.measures if one.item != own and _same(one, told.question)]
    return tuple(
        effects.Clash(unit=unit, measure=one.item, start=day)
        for one in rivals
        for unit, day in _starts_of(one, places=places, level=level).items()
        if unit in panel.units and first <= day <= last
    )


def _same(measure: Measure, question: Question) -> bool:
    """Whether a measure's indicator is of the same metric and broken down by the same field."""
    told = measure.indicator
    if told is None or told.metric != question.metric or not measure.starts:
        return False
    return keywords(question.metric, told.question)[0].get("of") in {None, question.of}


def _starts_of(measure: Measure, *, places: Places, level: str) -> dict[str, date]:
    """Where another measure began, at the level of the panel; units that no list speaks of have no cells."""
    owner = measure.item.rpartition("/")[0] or places.district or ""
    try:
        return spread({name or owner: day for name, day in measure.starts}, places=places, level=level)
    except Refused:
        return {}


def _aimed(panel: Panel, told: Wanted) -> Panel:
    """The panel with the change that the target asks of the level before the start."""
    if panel.aimed is not None or told.target is None or (panel.kind == "count" and len(panel.units) > 1):
        return panel  # a target of people is one of all units together, and the panel's are apart
    before, _ = side_masks(panel)
    begun = panel.first_after < len(panel.periods)
    now = level(panel, before & begun[:, None])
    change = None if now is None else told.target - now
    if change is None or (change > 0) != (panel.better == "higher"):
        return panel
    return replace(panel, aimed=change)
