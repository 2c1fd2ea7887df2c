"""The headline cards: how many were trained and how much, who never was, certificates and posts."""

from __future__ import annotations

from dashboard import numbers, parts, tables
from dashboard.filters import Selection
from dashboard.training import reading
from dashboard.training.reading import Row
from sgstats import UNKNOWN, Protected, say


def cards(chosen: Selection) -> None:
    """Six cards, and a line on what they count."""
    covered = reading.in_year("training_coverage", chosen)
    times = reading.in_year("training_attendances", chosen)
    shown = {
        "coverage": _part(covered, reading.TRAINED),
        # Where no street has recorded anything there is nothing to hide.
        "attendances": _attendances(times) if reading.recorded(covered) else _none(),
        "hours": _hours(reading.in_year("training_hours", chosen)),
        "never": _part(reading.on_day("never_trained", chosen), reading.UNTRAINED),
        "certified": _part(reading.on_day("certified", chosen), reading.CERTIFIED),
        "filled": _filled(reading.on_day("fill_rate", chosen)),
    }
    parts.cards([
        parts.Card(
            label=say(f"page.card_training_{name}"),
            help=say(f"page.card_training_{name}_help"),
            value=value,
            below=below,
        )
        for name, (value, below) in shown.items()
    ])
    parts.quiet(say("page.cards_training", year=chosen.day.year), key="cards")


def _part(protected: Protected, value: str) -> tuple[str, str]:
    """The share of one part with its people, its base and its interval."""
    rows = {row[protected.of or ""]: row for row in protected.rows()}
    if set(rows) <= {UNKNOWN}:
        return _none()
    row = rows.get(value)
    if row is None:
        return numbers.percent(0), say("page.nobody_of_them")
    if row["share"] is None:
        return _hidden()
    counts = {"people": numbers.people(row["people"]), "base": numbers.people(row["base"])}
    return numbers.percent(row["share"]), say("page.part_of", interval=tables.interval(row), **counts)


def _attendances(protected: Protected) -> tuple[str, str]:
    row = _only(protected)
    if row is None or row["base"] == 0:
        return _none()
    if row["people"] is None or row["value"] is None:
        return _hidden()
    each = {"each": f"{row['value']:.2f}", "base": numbers.people(int(row["base"]))}
    return numbers.people(row["people"]), say("page.times_each", **each)


def _hours(protected: Protected) -> tuple[str, str]:
    row = _only(protected)
    if row is None or (row["value"] is None and row["status"] != "hidden"):
        return _none()
    if row["value"] is None or row["people"] is None:
        return _hidden()
    ends = [numbers.NONE if row[end] is None else numbers.rounded(row[end]) for end in ("low", "high")]
    below = say("page.hours_of", people=numbers.people(row["people"]), low=ends[0], high=ends[1])
    return say("page.hours", hours=numbers.rounded(row["value"])), below


def _filled(protected: Protected) -> tuple[str, str]:
    row = _only(protected)
    if row is None or (row["value"] is None and row["status"] != "hidden"):
        return numbers.NONE, say("page.no_posts_known")
    if row["value"] is None:
        return _hidden()
    counts = {"people": numbers.people(row["people"]), "base": numbers.people(int(row["base"]))}
    return f"{numbers.rounded(row['value'])}%", say("page.people_and_posts", **counts)


def _only(protected: Protected) -> Row | None:
    return next(iter(protected.rows()), None)


def _none() -> tuple[str, str]:
    return numbers.NONE, say("page.no_training_known")


def _hidden() -> tuple[str, str]:
    return numbers.HIDDEN, say("page.hidden")
