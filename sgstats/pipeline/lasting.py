"""How long people stay in post: whole survival curves, as their audience may see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sgstats import store as statements
from sgstats.disclosure.curves import protect_curves
from sgstats.engines.duckdb import DuckDB
from sgstats.metrics import Options
from sgstats.metrics.question import ask
from sgstats.metrics.survival import OF_LEAVING, curves
from sgstats.pipeline.arriving import DEFAULT_STORE
from sgstats.pipeline.spans import the_day

if TYPE_CHECKING:
    from sgstats.disclosure.curves import ProtectedCurves


def survival(  # noqa: PLR0913 - one keyword per part of a question, as in measure
    *,
    by: Sequence[str] = (),
    where: Mapping[str, Sequence[str]] | None = None,
    on: date | str | None = None,
    confidence: float = 0.95,
    store: str | Path = DEFAULT_STORE,
    audience: str = "internal",
) -> ProtectedCurves:
    """Draw how many people of each group are still in post after so many days of service.

    Kaplan–Meier curves with log-log intervals; people who were in post before the lists began come
    into view late, whoever is still there or moved out of the group is censored. Steps are merged,
    and small groups left out, until the audience can't read few leavers off a curve.

    Args:
        by: Fields that make the groups, and that people keep while they stay: units, gender, education …
        where: Allowed values by field; leave_reason and leave_class say which leavings are events,
            and filter nobody.
        on: The day up to which people are watched; by default the last one that the store knows.
        confidence: Of the intervals.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``.

    Returns:
        The curves as a frame (fields, ``days``, ``at_risk``, ``events``, ``survival``, ``low``,
        ``high``), the ``medians`` in days, the test between the groups, and the notes below them.

    Raises:
        Refused: There is no store, no such field or value, a field changes while people stay, or nothing
            is known of the day.

    Example:
        >>> survival(store=store, audience="analyst").medians["events"].item()
        0
    """
    groups, options = ((by,) if isinstance(by, str) else tuple(by)), Options(confidence=confidence)
    day = the_day(on, store=Path(store))
    question = ask(on=day, by=groups, of=None, where=where, options=options, also=OF_LEAVING)
    with statements.reading(Path(store)) as connection:
        found = curves(question, engine=DuckDB(connection))
    return protect_curves(found, audience=audience)
