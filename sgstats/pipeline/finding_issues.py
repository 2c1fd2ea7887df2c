"""The way out for problems: every check asked of every unit, from protected answers only.

A number that its reader may not see gives no verdict: the list tells nothing that ``measure`` does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from sgstats import store as statements
from sgstats.disclosure import rules_for
from sgstats.ledger import issues
from sgstats.ledger.issues.check import LEVELS
from sgstats.ledger.issues.judging import SURE, SUSPECTED
from sgstats.messages import say
from sgstats.periods import parse_span
from sgstats.pipeline.arriving import DEFAULT_STORE
from sgstats.pipeline.asking import measure
from sgstats.pipeline.issue_making import Making
from sgstats.pipeline.issue_questions import Asking
from sgstats.pipeline.issue_rows import ORDER, table
from sgstats.pipeline.issue_units import levels_to, units_of
from sgstats.pipeline.spans import the_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was looked for in the data, and what came of it.

    Attributes:
        frame: One row per check, unit and part, gravest first: ``id``, ``title``, ``kind``, ``level``,
            ``unit``, ``part``, ``number`` with ``low`` and ``high``, ``bound`` (least, most: what the
            numbers shown allow where the number itself is hidden), ``people``, ``base``, the
            ``threshold`` it was held against and the ``comparison`` (target, median, past), ``distance``
            beyond it, ``severity`` (提示, 一般, 较重, 严重), ``certainty`` (确定, 疑似,
            人数太少，不能判断), ``needed``, ``status`` (found, too_few, fine, untestable), ``reason``,
            ``notes`` that belong to the table; the ``call`` that prints the number and the ``source`` of
            the threshold; for the ledger a ``sentence``, a ``goal``, and of its indicator ``metric``,
            ``question`` (keywords of ``sgstats.measure`` about the unit, without the day, as JSON),
            ``words``, ``baseline`` and ``target``.
        on: The day.
        audience: Who may see it.
        where: The filters.
        checks: The checks made, by id.

    Example:
        >>> find_issues(store=store).on
        datetime.date(2012, 12, 31)
    """

    frame: pl.DataFrame
    on: date
    audience: str
    where: Mapping[str, tuple[str, ...]]
    checks: Mapping[str, issues.Check]

    @property
    def issues(self) -> pl.DataFrame:
        """What was found, and what lies beyond its threshold with too few people to tell."""
        told = (pl.col("status") == "found") | ((pl.col("status") == "too_few") & (pl.col("distance") > 0))
        return self.frame.filter(told)

    @property
    def summary(self) -> str:
        """How many checks of how many units came to what, in one sentence."""
        status, certainty = self.frame["status"], self.frame["certainty"]
        counts = {name: int((status == name).sum()) for name in ORDER}
        return say(
            "issue.summary", checks=len(self.checks), units=self.frame["unit"].n_unique(),
            found=counts["found"], sure=int((certainty == SURE).sum()),
            suspected=int((certainty == SUSPECTED).sum()), few=counts["too_few"], fine=counts["fine"],
            untestable=counts["untestable"],
        )  # fmt: skip

    def rows(self, *, every: bool = False) -> list[dict[str, Any]]:
        """The rows as ``issues --format json`` prints them; all of them, or those that are issues."""
        return (self.frame if every else self.issues).to_dicts()


def find_issues(  # noqa: PLR0913 - one keyword per part of a question, as in the command
    *,
    on: date | str | None = None,
    since: date | str | None = None,
    where: Mapping[str, Sequence[str]] | None = None,
    by: str = "street",
    thresholds: str | Path | Mapping[str, Mapping[str, Any]] | None = None,
    store: str | Path = DEFAULT_STORE,
    audience: str = "internal",
    step: Callable[[str], None] | None = None,
) -> Found:
    """Hold the data against explicit, dated thresholds, for the district and every unit below it.

    How grave and how sure a finding is follows one written rule (``sgstats.ledger.issues.judging``). What
    is hidden from the audience gives no verdict. A filter by units chooses units and changes no number.

    Args:
        on: The day; by default the last one that the store knows.
        since: First day for metrics of a period; by default the months that each check says.
        where: Allowed values by field.
        by: The lowest level: ``district``, ``street`` or ``community``.
        thresholds: A TOML file of one's own, or its tables by id: it changes or adds checks.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``.
        step: Called with the title of every check that is done.

    Returns:
        All that was checked, gravest first.

    Raises:
        Refused: There is no store, no such level, field or value, or the file of thresholds is wrong.

    Example:
        >>> found = find_issues(store=store)
        >>> found.issues.select("id", "unit", "number", "severity", "certainty").row(0)
        ('unknown_employment', '青禾区', 100.0, '严重', '确定')
    """
    checks, path, filters = _checks(thresholds), Path(store), _tuples(where)
    levels, rules = levels_to(by), rules_for(audience)
    with statements.holding(path):
        day = the_day(on, store=path)
        # Asked for its refusals: a wrong day or filter must not look like data that is missing.
        measure("headcount", on=day, where=filters, store=path, audience=rules.name)
        people = {name: values for name, values in filters.items() if name not in LEVELS}
        first = parse_span(str(since), str(day))[0] if since else None
        asking = Asking(day=day, since=first, where=people, store=path, audience=rules.name)
        making = Making(asking=asking, units=units_of(path, on=day, where=filters))
        found = []
        for name, check in checks.items():
            found += [(name, check, outcome) for outcome in making.outcomes(check, levels=levels)]
            if step:
                step(check.named)
        frame = table(found)
    return Found(frame=frame, on=day, audience=rules.name, where=filters, checks=checks)


def _checks(thresholds: str | Path | Mapping[str, Mapping[str, Any]] | None) -> dict[str, issues.Check]:
    """The delivered checks, or with those of a file."""
    if thresholds is None:
        return {name: check for name, check in issues.checks().items() if not check.off}
    if isinstance(thresholds, str | Path):
        return issues.merged(issues.read_overrides(thresholds), file=Path(thresholds).name)
    return issues.merged({name: dict(one) for name, one in thresholds.items()}, file="thresholds")


def _tuples(where: Mapping[str, Sequence[str]] | None) -> dict[str, tuple[str, ...]]:
    return {
        name: (values,) if isinstance(values, str) else tuple(values)
        for name, values in (where or {}).items()
    }
