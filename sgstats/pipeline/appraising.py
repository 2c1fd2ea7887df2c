"""The way out for the appraisal report: a year judged, measured and paid, and then only printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sgstats import policies
from sgstats import store as statements
from sgstats.errors import Refused
from sgstats.pipeline.asking import measure
from sgstats.pipeline.judging import judge
from sgstats.pipeline.one_more import one_more
from sgstats.pipeline.paying import pay
from sgstats.policies.checks import flags
from sgstats.policies.listing import rule_rows
from sgstats.reports import appraisal
from sgstats.reports.appraisal_tables import Clause

if TYPE_CHECKING:
    from sgstats.disclosure import Protected
    from sgstats.policies.pack import Pack
    from sgstats.reports.content import Report

Told = TypeVar("Told", appraisal.Judgement, appraisal.Shares)
NOT_RECORDED = ("metric.year_not_appraised", "metric.nothing_stored")


def appraisal_report(
    policy: str, *, year: int, money: Mapping[str, str], unit: str | None, asked: Mapping[str, Any]
) -> Report:
    """A year's appraisal under a pack.

    Args:
        policy: Name of a pack, or the path of a TOML file.
        year: The year.
        money: ``average`` or ``pool`` where pay is to be told of.
        unit: What to call those the report speaks of.
        asked: ``where``, ``store`` and ``audience``.

    Raises:
        Refused: As ``judge`` and ``pay``.
    """
    pack = policies.load(policy)
    paying: dict[str, Any] = {**money, **asked}
    paid = pay(policy, year=year, **paying) if money else None
    facts = appraisal.Appraisal(
        judged=_told(appraisal.Judgement, judge(policy, year=year, **asked)),
        streets=judge(policy, year=year, by=("street",), **asked).grades,
        recorded=_recorded(year, asked),
        clauses=clauses(pack),
        exits=exits(pack),
        flags=flags(pack),
        source=pack.source,
        pay=_told(appraisal.Shares, paid) if paid else None,
        example=one_more(policy, paid.units) if paid else None,
    )
    return appraisal.appraisal_report(facts, unit=unit)


def _told(kind: type[Told], result: object) -> Told:
    """As much of a result as the report tells of."""
    return kind(**{one.name: getattr(result, one.name) for one in fields(kind)})


def last_year(store: Path) -> int:
    """The last year that anything is recorded of.

    Raises:
        Refused: Nothing is.
    """
    known = statements.years(store)
    if not known:
        raise Refused("report.nothing_appraised", store=store.name)
    return known[-1]


def _recorded(year: int, asked: Mapping[str, Any]) -> dict[str, Protected]:
    """The grades as recorded; a table of years that nothing is recorded of is left out."""
    found: dict[str, Protected] = {}
    for name, question in appraisal.QUESTIONS.items():
        try:
            found[name] = measure(**question, on=f"{year}-12-31", **asked)
        except Refused as refusal:
            if refusal.rule not in NOT_RECORDED:
                raise
    return found


def clauses(pack: Pack) -> dict[str, Clause]:
    """What each rule of a pack says and sets; a clause that sets several things sets none in particular."""
    told: dict[str, Clause] = {}
    for row in rule_rows(pack):
        values = {} if row["part"] == "quota" else row["values"]
        effect = values.get("outcome") or values.get("grade")
        known = told.setdefault(row["id"], Clause(cite=row["cite"], effect=effect))
        if known["effect"] != effect:
            known["effect"] = None
        if mark := values.get("flag"):
            told[mark] = Clause(cite=row["cite"], effect=effect)
    return told


def exits(pack: Pack) -> Sequence[str]:
    """Outcomes that end a contract, the gravest first: all of the pack's but that of a passed vote."""
    passed = {pack.passed.outcome} if pack.passed else set()
    return [outcome for outcome in pack.outcomes if outcome not in passed]
