"""From what a number is said of to questions to the catalogue; the first is the reading taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sgstats.claims.claim import Subject
from sgstats.claims.meaning.asked import Asked, of_year, one_day, period, periods
from sgstats.claims.meaning.movements import LEAVING, event_of, grouped, rate
from sgstats.claims.spoken import PLACES, Facet

_RATES = {"turnover", "joining_rate", "transfer_rate"}
_PARTS = {
    "certified": ("certified", "持证"),
    "training_coverage": ("trained", "参加过"),
    "never_trained": ("trained", "未参加"),
}
_BASES = {"quota": "fill_rate", "needed": "staff_gap"}
_OF_A_YEAR = {"excellent_years": "excellent_years", "excellent_again": "grade"}


def subjects(asked: Asked) -> tuple[Subject, ...]:
    """The questions; none where no metric tells what is said."""
    said = asked.said
    if said.ratio is not None:
        made = _ratio(asked)
    elif said.metric is not None:
        made = _metric(asked, said.metric)
    elif said.event is not None or LEAVING[0] in said.facets:
        made = event_of(asked, said.event or "leave")
    elif asked.quantity.unit == "人次" or ("train" in said.roles and "certified" not in said.facets):
        made = _trained(asked)
    elif "appraised" in said.roles and not said.people:
        made = [of_year(asked, "grades", "base", of="grade", options={"base": "known"})]
    elif said.people:
        made = _structure(asked)
    else:
        made = _headcount(asked)
    return tuple(_distinct(made))


def _distinct(made: list[Subject]) -> list[Subject]:
    kept: list[Subject] = []
    for one in made:
        if one not in kept:
            kept.append(one)
    return kept


def _ratio(asked: Asked) -> list[Subject]:
    name, readings = asked.said.ratio or ("", ())
    ask, metric = (period, "exits") if name in LEAVING else (one_day, "structure")
    return [ask(asked, metric, "ratio", of=name, values=one[:1], against=one[1:]) for one in readings]


def _metric(asked: Asked, name: str) -> list[Subject]:
    """A metric called by its name, for the groups named beside it."""
    where = asked.where | {
        key: facet.values for key, facet in asked.said.people.items() if key not in LEAVING
    }
    where.pop("certified", None) if name == "certified" else None
    options = {key: value for facet in asked.said.people.values() for key, value in facet.options.items()}
    facts: dict[str, object] = {"where": where, "options": options}
    if name in _RATES:
        return rate(asked, name, facts)
    if name in _PARTS:
        of, value = _PARTS[name]
        make = period if name == "training_coverage" else one_day
        return [make(asked, name, asked.number, of=of, values=(value,), **facts)]
    if name == "untrained":
        return _untrained(asked, facts)
    if name == "grades":
        return _graded(asked, Facet(values=asked.said.values), facts)
    if name in _BASES:
        return [one_day(asked, _BASES[name], "base", **facts)]
    if name in _OF_A_YEAR:
        return [of_year(asked, name, asked.number, of=_OF_A_YEAR[name], values=asked.said.values, **facts)]
    if name == "cohort_retention":
        return [period(asked, name, asked.number, of="service_months", values=asked.said.values, **facts)]
    return _plain(asked, name, facts)


def _untrained(asked: Asked, facts: dict[str, object]) -> list[Subject]:
    """Without a training in the period; or, as the other reading, without any at all."""
    facts = facts | {"of": "trained", "values": asked.said.values}
    never = one_day(asked, "never_trained", asked.number, **facts)
    return [period(asked, "training_coverage", asked.number, **facts), never]


def _plain(asked: Asked, name: str, facts: dict[str, object]) -> list[Subject]:
    if name in {"first_year_leavers", "early_leavers", "stayed", "stability"}:
        return periods(asked, name, asked.number, **facts)
    if name == "training_hours":
        return [period(asked, name, "value", **facts)]
    return [one_day(asked, name, "value", **facts)]


def _graded(asked: Asked, facet: Facet, facts: dict[str, object]) -> list[Subject]:
    """A grade, of everybody in post and of those with a grade only."""
    first = of_year(asked, "grades", asked.number, of="grade", values=facet.values, **facts)
    options = facts.get("options", {})
    known = replace(first, options={**options, "base": "known"})  # type: ignore[dict-item]
    if asked.number == "people":
        return [first]
    return [known, first] if asked.appraised else [first, known]


def _trained(asked: Asked) -> list[Subject]:
    """Attendances, or people who attended anything."""
    groups = {name: facet.values for name, facet in asked.said.people.items()}
    facts: dict[str, object] = {"where": asked.where | groups}
    if asked.quantity.unit == "人次":
        if "train" not in asked.said.roles:
            return []
        return [period(asked, "training_attendances", "people", **facts)]
    return [period(asked, "training_coverage", asked.number, of="trained", values=("参加过",), **facts)]


def _headcount(asked: Asked) -> list[Subject]:
    """Everybody, or the part that a unit is of everybody."""
    if asked.number == "people":
        first = one_day(asked, "headcount", "people")
        if "maybe" not in asked.said.roles:
            return [first]
        return [first, one_day(asked, "structure", "people", of="employment", values=("专职社区工作者",))]
    if not asked.units:
        return []
    *wider, level = [name for name in PLACES if name in asked.units]
    where = {name: asked.where[name] for name in wider}
    return [one_day(asked, "structure", "share", of=level, values=asked.where[level], where=where)]


def _structure(asked: Asked) -> list[Subject]:
    """A group of the people in post."""
    groups = asked.said.people
    of, facet = list(groups.items())[-1]
    if of == "grade":
        return _graded(asked, facet, grouped(asked, groups, of=of))
    if asked.number == "people":
        return [one for one in _combined(asked, groups, of=of, whole=None)]
    return _share(asked, groups)


def _combined(
    asked: Asked, groups: Mapping[str, Facet], *, of: str, whole: Mapping[str, tuple[str, ...]] | None
) -> list[Subject]:
    """One question per reading of the group that is counted; the others are where it is counted."""
    where = grouped(asked, groups, of=of)["where"]
    kept = {
        key: value for name, facet in groups.items() if name != of for key, value in facet.options.items()
    }
    facet = groups[of]
    metric = "certified" if of == "certified" else "structure"
    return [
        one_day(
            asked,
            metric,
            asked.number,
            of=of,
            values=values,
            where=where,
            whole=whole,
            options=kept | dict(options),
        )
        for values, options in ((facet.values, facet.options), *facet.others)
    ]


def _share(asked: Asked, groups: dict[str, Facet]) -> list[Subject]:
    """A share: of whom it is said to be, else of everybody, then of each group named first."""
    base = asked.base
    if base is not None:
        return _share_of(asked, groups, base)
    if len(groups) == 1:
        return _combined(asked, groups, of=next(iter(groups)), whole=None)
    last = list(groups)[-1]
    everybody = _combined(asked, groups, of=last, whole=asked.where)[:1]
    return [
        *everybody,
        *(one for of in reversed(groups) for one in _combined(asked, groups, of=of, whole=None)[:1]),
    ]


def _of_a_unit(asked: Asked, people: Mapping[str, Facet]) -> list[Subject]:
    """What part of a group of the whole district one unit has: 春晓街道女性占全区女性的12%."""
    level = next((name for name in reversed(PLACES) if name in asked.units), None)
    if level is None or not asked.of_all_units:
        return []
    where = {name: facet.values for name, facet in people.items()}
    options = {key: value for facet in people.values() for key, value in facet.options.items()}
    values = asked.where[level]
    return [one_day(asked, "structure", "share", of=level, values=values, where=where, options=options)]


def _share_of(asked: Asked, groups: Mapping[str, Facet], base: Mapping[str, Facet]) -> list[Subject]:
    """A share of a group: what the base has not is what is counted."""
    people = {name: facet for name, facet in base.items() if name not in PLACES}
    units = {name: facet for name, facet in asked.units.items() if not asked.whole or name in base}
    rest = {name: facet for name, facet in groups.items() if people.get(name) != facet}
    if not rest:
        return _of_a_unit(asked, people)
    inside = replace(asked, units=units if asked.whole else asked.units)
    of = list(rest)[-1]
    wide = {name: facet.values for name, facet in people.items()} | inside.where
    narrow = len(rest) > 1
    made = _combined(inside, {**people, **rest}, of=of, whole=wide if narrow else None)
    return made
