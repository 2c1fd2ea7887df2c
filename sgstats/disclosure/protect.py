"""The one door between exact numbers and anyone who reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
import polars.selectors as cs

from sgstats.disclosure.audiences import rules_for
from sgstats.disclosure.grades import graded
from sgstats.disclosure.marks import marked
from sgstats.disclosure.notes import notes_for
from sgstats.disclosure.release import NUMBERS, keys, released

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sgstats.disclosure.audiences import Audience
    from sgstats.metrics import Definition, Measured, Options


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A measured table as its audience may see it.

    Attributes:
        frame: One row per row of the measured table: ``metric``, ``on``, the by and of fields,
            ``people``, ``base``, ``share`` or ``value``, ``low``, ``high``, ``status``, ``reason``.
        name: Name of the metric.
        definition: The metric's definition, as measured.
        audience: Who may see it.
        on: The day the numbers speak of, or None for a span.
        since: First day of the span.
        until: Last day of the span.
        by: Fields that make the groups.
        of: Field that each group is divided by, or None.
        options: The named options the numbers were made with.
        where: The filters, by field.
        notes: Sentences that belong below the table.

    Example:
        >>> from sgstats.metrics import Measured, Options, catalogue
        >>> cells = pl.DataFrame({"gender": ["男", "女", "未知"], "people": [3, 90, 7], "base": [100] * 3})
        >>> facts = {"name": "structure", "definition": catalogue()["structure"], "on": None, "where": {}}
        >>> exact = Measured(**facts, by=(), of="gender", options=Options(), cells=cells)
        >>> protect(exact).frame["people"].to_list()
        [None, 90, None]
    """

    frame: pl.DataFrame
    name: str
    definition: Definition
    audience: Audience
    on: date | None
    by: tuple[str, ...]
    of: str | None
    options: Options
    where: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]
    since: date | None = None
    until: date | None = None

    def rows(self) -> list[dict[str, Any]]:
        """The table as ``measure --format json`` prints it: one dict per row, days as ``YYYY-MM-DD``."""
        return self.frame.with_columns(cs.date().dt.to_string("%Y-%m-%d")).to_dicts()


def protect(measured: Measured, *, audience: str = "internal") -> Protected:
    """Hide what the audience may not see, and recompute the rest from what it may.

    A count of 1 up to the audience's limit is hidden, and with it whatever would give it
    away by subtraction, inside this table or against its totals. A count that cannot be
    established (null, negative, not whole, more than its base) is hidden for every
    audience. The text of the package (``sgstats.disclosure``) states what is promised and
    what is not.

    Args:
        measured: A measured table, one row per group and category.
        audience: ``internal``, ``public`` or ``analyst``.

    Returns:
        One row per row of ``measured.cells``, in the same order.

    Raises:
        Refused: There is no such audience.
    """
    rules = rules_for(audience)
    shown = released(marked(measured, rules), measured=measured, rules=rules)
    columns = [*keys(measured), *(name for name in NUMBERS if name in shown.columns), "status", "reason"]
    frame = shown.select(*_facts(measured), *columns)
    notes = notes_for(frame, by=tuple(measured.by), rules=rules, grades=graded(measured))
    return Protected(
        frame=frame,
        name=measured.name,
        definition=measured.definition,
        audience=rules.name,
        on=measured.on,
        since=measured.since,
        until=measured.until,
        by=tuple(measured.by),
        of=measured.of,
        options=measured.options,
        where=measured.where,
        notes=(*measured.remarks, *notes),
    )


def _facts(measured: Measured) -> list[pl.Expr]:
    """The metric and its day, or the first and last day of its span."""
    span = {"from": measured.since, "to": measured.until}
    days = span if measured.on is None else {"on": measured.on}
    facts = [pl.lit(day, dtype=pl.Date).alias(name) for name, day in days.items()]
    return [pl.lit(measured.name).alias("metric"), *facts]
