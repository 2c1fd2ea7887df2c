"""What an indicator says: one number, asked again and again of the same question."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgstats.errors import Refused
from sgstats.metrics.dimensions import dimension
from sgstats.metrics.registry import definition
from sgstats.metrics.shares import half_up, percent
from sgstats.pipeline.asking import measure
from sgstats.pipeline.issue_questions import months_before
from sgstats.pipeline.spans import Day, the_day

if TYPE_CHECKING:
    from sgstats.disclosure import Protected
    from sgstats.metrics import Definition

Row = dict[str, Any]
PEOPLE = "人"
YEAR = 12
"""Months that a metric of a period is asked of, unless the question says how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicated:
    """The number of an indicator, as its reader may see it.

    Attributes:
        on: The day, or the last day of the twelve months.
        value: Percent of a share, else the value or rate, or the people where there is no base.
        people: How many people are counted, or None.
        base: What they are divided by, or None.
        unit: ``%``, or the unit of the metric.
    """

    on: date
    value: float
    people: int | None
    base: float | None
    unit: str

    @property
    def text(self) -> str:
        """As it is printed: ``5.0%（67/1336）``, ``8.0%（107/1342.2）``, ``43.5岁``.

        Example:
            >>> Indicated(on=date(2023, 12, 31), value=5.01, people=67, base=1336, unit="%").text
            '5.0%（67/1336）'
        """
        number = (
            str(half_up(self.value))
            if self.value != int(self.value) or self.unit == "%"
            else str(int(self.value))
        )
        if self.people is None or not self.base or self.people == self.value:
            return f"{number}{self.unit}"
        base = str(int(self.base)) if self.base == int(self.base) else str(half_up(self.base))
        return f"{number}{self.unit}（{self.people}/{base}）"


def indicated(
    metric: str,
    question: str | None,
    *,
    on: Day = None,
    store: str | Path,
    audience: str = "internal",
) -> Indicated:
    """The number of an indicator on a day, or over the months up to it.

    Args:
        metric: Name in the catalogue.
        question: Keywords of ``sgstats.measure`` as JSON, without days; ``values`` names the parts whose
            people are added up, by default the first of a metric that always has the same parts;
            ``months`` how long a period is, by default twelve; ``number`` is ``people`` where their count
            is meant and not their share.
        on: The day; by default the last one that the store knows.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``.

    Raises:
        Refused: There is no such metric, field or value; the answer is more than one number, or hidden.

    Example:
        >>> indicated("headcount", None, store=store).value
        8
    """
    asked, values = keywords(metric, question)
    counted = asked.pop("number", None) == "people"
    told, day = definition(metric), the_day(on, store=Path(store))
    months = asked.pop("months", YEAR)
    days: dict[str, Any] = {"since": _first(day, months), "until": day} if told.span else {"on": day}
    shown = measure(metric, store=store, audience=audience, **asked, **days)
    rows = _rows(shown, values)
    if not rows or (not values and len(rows) > 1) or len({row.get("base") for row in rows}) > 1:
        raise Refused("ledger.not_one_number", metric=metric, count=len(rows))
    if any(row["people"] is None and row.get("value") is None for row in rows):
        raise Refused("ledger.hidden_number", metric=metric)
    return _number(rows, told, day, counted=counted)


def keywords(metric: str, question: str | None) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The keywords of an indicator's question, and apart from them the parts to be added up.

    Args:
        metric: Name in the catalogue.
        question: JSON text, as the ledger keeps it.

    Raises:
        Refused: It is no JSON of keywords.

    Example:
        >>> keywords("structure", '{"of": "gender", "values": "男"}')
        ({'of': 'gender'}, ('男',))
    """
    try:
        told = json.loads(question or "{}")
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise Refused("ledger.no_question", metric=metric)
    values = told.pop("values", ())
    told.pop("metric", None)
    return told, (values,) if isinstance(values, str) else tuple(values)


def _first(day: date, months: int) -> date:
    """First of so many months that end with a day."""
    return months_before(day, months) + timedelta(days=1)


def _rows(shown: Protected, values: tuple[str, ...]) -> list[Row]:
    """The rows whose people are meant; a part that nobody belongs to may have none."""
    rows, part = shown.rows(), shown.definition.part
    if not values and part is not None and shown.of == shown.definition.of and not shown.by:
        values = (part,)  # what a metric that always has the same parts is called after: 持证, 参加过
    if values:
        of = str(shown.of)
        return [row for row in rows if row.get(of) in values] or _nobody(rows, of, values, shown)
    return rows


def _nobody(rows: list[Row], of: str, values: tuple[str, ...], shown: Protected) -> list[Row]:
    """Nobody of the base, if the parts are parts at all and of everybody it is known to which they belong."""
    known = dimension(of, options=shown.options, also=shown.definition.also)
    if known.free or any(row["status"] == "unknown" for row in rows):
        return []
    if values != (shown.definition.part,):  # whose own part is no filter: 参加过
        _ = [known.code(value) for value in values]
    return [row | {of: values[0], "people": 0, "share": 0.0} for row in rows[:1] if row["base"] is not None]


def _number(rows: list[Row], told: Definition, day: date, *, counted: bool) -> Indicated:
    first = rows[0]
    if first.get("value") is not None:
        people, base = first.get("people"), first.get("base")
        return Indicated(on=day, value=first["value"], people=people, base=base, unit=told.unit)
    people, base = sum(row["people"] for row in rows), first.get("base")
    if told.kind == "share" and base and told.name != "headcount" and not counted:
        value = float(percent(people / base))
        return Indicated(on=day, value=value, people=people, base=base, unit="%")
    unit = PEOPLE if told.unit == "%" else told.unit
    return Indicated(on=day, value=people, people=people, base=None, unit=unit)
