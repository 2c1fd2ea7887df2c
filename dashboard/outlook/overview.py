"""The headline cards: who is in post, who reaches the age of retirement by when, and how old people are."""

from __future__ import annotations

from dashboard import data, numbers, parts
from dashboard.filters import Selection
from dashboard.outlook import reading
from sgstats import Protected, say

PAST = "已到龄"


def cards(chosen: Selection) -> None:
    """Six cards, and a line on the two readings."""
    wave = reading.wave(chosen)
    shown = {"headcount": _headcount(chosen)}
    for name in reading.READINGS:
        shown[f"past_{name}"] = _past(wave, name)
        shown[f"within_{name}"] = _within(wave, name)
    shown["middle"] = _middle(chosen)
    parts.cards([
        parts.Card(
            label=say(f"page.card_outlook_{name}"),
            help=say(f"page.card_outlook_{name}_help"),
            value=value,
            below=below,
        )
        for name, (value, below) in shown.items()
    ])
    parts.quiet(say("page.cards_outlook"), key="cards")


def _headcount(chosen: Selection) -> tuple[str, str]:
    protected = data.measure("headcount", where=chosen.where, options={"on": chosen.day})
    people = next(iter(protected.rows()))["people"]
    if people is None:
        return _hidden()
    return numbers.people(people), say("page.everyone_once")


def _middle(chosen: Selection) -> tuple[str, str]:
    rows = reading.structure(chosen, chosen.day, bands="shk").rows()
    row = next((row for row in rows if row["age_band"] == "40–50岁"), None)
    if row is None or row["share"] is None:
        return _hidden()
    counts = {"people": numbers.people(row["people"]), "base": numbers.people(row["base"])}
    return numbers.percent(row["share"]), say("page.people_of", **counts)


def _past(wave: Protected, name: str) -> tuple[str, str]:
    """People in post past their age: those of a reading, and those whom no reading changes."""
    found = [_at(wave, who, PAST) for who in (reading.SURE, reading.READINGS[name])]
    return _summed(found, below=say("page.past_about"))


def _within(wave: Protected, name: str) -> tuple[str, str]:
    """People who reach their age in the years ahead: all but those past it, later ones and the unknown."""
    found = [_ahead(wave, who) for who in (reading.SURE, reading.READINGS[name])]
    return _summed(found, below=say("page.within_about", years=years_of(wave)))


def _summed(found: list[int | None], *, below: str) -> tuple[str, str]:
    known = [number for number in found if number is not None]
    return (numbers.people(sum(known)), below) if len(known) == len(found) else _hidden()


def _at(wave: Protected, who: str, when: str) -> int | None:
    """People of one reading in one row; nobody where the table has no such reading."""
    rows = [row for row in wave.rows() if row["retirement_reading"] == who and row["retire_year"] == when]
    people = [row["people"] for row in rows]
    return None if None in people else sum(people)


def _ahead(wave: Protected, who: str) -> int | None:
    """The years that are told apart, from what is beside them, which is shown more often than they are."""
    rows = [row for row in wave.rows() if row["retirement_reading"] == who]
    if not rows:
        return 0
    bases = [row["base"] for row in rows if row["base"] is not None]
    beside = [row["people"] for row in rows if not row["retire_year"].isdecimal()]
    return None if None in beside or not bases else bases[0] - sum(beside)


def years_of(wave: Protected) -> str:
    """First and last year that are told apart."""
    years = sorted({row["retire_year"] for row in wave.rows() if row["retire_year"].isdecimal()})
    return say("page.years_from_to", first=years[0], last=years[-1]) if years else numbers.NONE


def _hidden() -> tuple[str, str]:
    return numbers.HIDDEN, say("page.hidden")
