"""The way out for rules: people judged by a pack, and shown as the audience may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import polars as pl

from sgstats import disclosure, policies
from sgstats import store as statements
from sgstats.errors import Refused
from sgstats.fields import nearest
from sgstats.messages import language, listed, say
from sgstats.pipeline import quotas, summaries
from sgstats.pipeline.arriving import DEFAULT_STORE
from sgstats.pipeline.summaries import UNITS, Asked

if TYPE_CHECKING:
    from sgstats.disclosure import Protected, Rules
    from sgstats.policies import Evidence, Judged, Paid
    from sgstats.policies.pack import Pack

PEOPLE = (
    "person_id", "unit", "year", "rated_grade", "final_grade",
    "rules", "outcome", "needs_human", "reason",
)  # fmt: skip
"""What is told of one person."""

NAMED = 10
"""So many units are named to who asks for one that is not there."""

RECORDS = {
    "appraisals": "appraisal", "absences": "absence", "ballots": "ballot", "facts": "fact",
    "trainings": "training",
}  # fmt: skip
"""The kind of record behind each part of the evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """A year judged by a pack, as its audience may see it.

    Attributes:
        policy: Name of the pack.
        title: Its title in the user's language.
        year: The year judged.
        audience: Who may see it.
        options: How unclear clauses were read, by name.
        people: One row per person (``PEOPLE``), by pseudonym; None but for the analyst.
        cases: Those of them for whom something follows or whom a human must look at, gravest first.
        scale: The grades of the pack, best first; none where it gives none.
        grades: Final grades, by the units asked for.
        outcomes: What follows for how many.
        whole_grades: The same as ``grades``, of all units together.
        whole_outcomes: The same as ``outcomes``, of all units together.
        rules: How many people each rule fired for.
        quota: One row per unit of the quota: the unit, ``people``, ``seats``, ``given``, ``open``,
            ``status``; None where the pack has no quota.
        quota_by_street: The same added up by street, a seat being a whole person of a community.
        quota_units: How many units have a quota: ``units``, ``without_seats`` (too few people for a
            seat), ``over`` (more people than seats want the grade); None where there is no quota, and
            for the public.
        cites: Clause by rule id.
        notes: What was assumed and what is missing.

    Example:
        >>> sgstats.judge("SANGANG18", year=2012, store=store).audience
        'internal'
    """

    policy: str
    title: str
    year: int
    audience: str
    options: Mapping[str, str]
    people: pl.DataFrame | None
    cases: pl.DataFrame | None
    scale: tuple[str, ...]
    grades: Protected
    outcomes: Protected
    whole_grades: Protected
    whole_outcomes: Protected
    rules: Protected
    quota: pl.DataFrame | None
    quota_by_street: pl.DataFrame | None
    quota_units: Mapping[str, int] | None
    cites: Mapping[str, str]
    notes: tuple[str, ...]


def judge(  # noqa: PLR0913 - one keyword per part of a question, as in the command
    policy: str,
    *,
    year: int,
    by: Sequence[str] = (),
    where: Mapping[str, Sequence[str]] | None = None,
    choices: Mapping[str, str] | None = None,
    store: str | Path = DEFAULT_STORE,
    audience: str = "internal",
) -> Verdicts:
    """Judge a year by a rule pack.

    Args:
        policy: Name of a pack, or the path of a TOML file of your own.
        year: The year.
        by: Units (``district``, ``street``, ``community``) to show the grades by.
        where: Allowed values by unit.
        choices: Named options where clauses can be read in more than one way.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``; single people are for the analyst only.

    Raises:
        Refused: There is no such pack, option, unit or store, or nothing is recorded of the year.

    Example:
        >>> judge("SANGANG18", year=2012, store=store).people is None
        True
    """
    known = gathered(Path(store), year=year, packs=(policy,))
    judged = judged_by(policy, evidence=known, year=year, choices=choices)
    return shown(judged, by=by, where=where or {}, audience=audience)


def judged_by(
    policy: str, *, evidence: Evidence, year: int, choices: Mapping[str, str] | None = None
) -> Judged:
    """The exact judgement of everybody, for this package's own use: single people are in it."""
    pack = policies.load(policy)
    options = policies.choose(pack.options, dict(choices or {}))
    return policies.judge(evidence, pack=pack, year=year, options=options)


def gathered(store: Path, *, year: int, packs: Sequence[str]) -> Evidence:
    """All that the store knows up to a year that is to be judged by some packs.

    Raises:
        Refused: Nothing is recorded of the year and a pack needs records; the years that have any are named.
    """
    rules = [policies.load(pack) for pack in packs]
    by_records = any(pack.levels is None for pack in rules)
    by_training = any(pack.training for pack in rules)
    years = statements.years(store)
    if by_records and year not in years and not (by_training and _trained(store, year=year)):
        raise Refused("judge.nothing_recorded", year=year, known=listed(years))
    return evidence(store, year=year)


def _trained(store: Path, *, year: int) -> bool:
    """Whether any training of a year is recorded: packs with training duties need no more."""
    told = statements.recorded(store, kind="training", until=year)
    return not told.filter(pl.col("year") == year).is_empty()


def evidence(store: Path, *, year: int) -> Evidence:
    """All that the store knows up to a year."""
    with statements.holding(store):
        first = min([*statements.years(store), year])
        told = {name: statements.recorded(store, kind=kind, until=year) for name, kind in RECORDS.items()}
        people = statements.staff(store, years=range(first, year + 1))
    return policies.Evidence(people=people, **told)


Result = TypeVar("Result", "Judged", "Paid")


def within(result: Result, where: Mapping[str, Sequence[str]]) -> Result:
    """Only some units of what was worked out for all: quota and pool are a unit's own.

    Raises:
        Refused: A field is no unit, or there is no such unit.
    """
    for name, values in where.items():
        if name not in UNITS:
            raise Refused("verdict.not_a_unit", field=name, known=listed(UNITS))
        present = result.people[name].drop_nulls().unique().to_list()
        if missing := [value for value in values if value not in present]:
            known = listed(nearest(missing[0], present) or sorted(present)[:NAMED])
            raise Refused("verdict.no_such_unit", value=listed(missing), known=known)
        inside = pl.col(name).is_in(list(values))
        result = replace(result, people=result.people.filter(inside), units=result.units.filter(inside))
    return result


def shown(
    judged: Judged, *, by: Sequence[str], where: Mapping[str, Sequence[str]], audience: str
) -> Verdicts:
    """A judgement as its audience may see it."""
    if unknown := [name for name in by if name not in UNITS]:
        raise Refused("verdict.not_a_unit", field=unknown[0], known=listed(UNITS))
    chosen, rules, pack = within(judged, where), disclosure.rules_for(audience), judged.pack
    asked = Asked(judged=judged, rules=rules, where=where)
    return Verdicts(
        policy=pack.name,
        title=pack_title(pack),
        year=judged.year,
        audience=rules.name,
        options=policies.chosen(judged.options),
        people=chosen.people.select(PEOPLE) if rules.marked else None,
        cases=_cases(chosen) if rules.marked else None,
        scale=tuple(pack.scale),
        grades=summaries.grades(asked, by=by),
        outcomes=summaries.outcomes(asked, by=by),
        whole_grades=summaries.grades(asked, by=()),
        whole_outcomes=summaries.outcomes(asked, by=()),
        rules=summaries.fired(asked),
        quota=quotas.quota(asked, by=UNITS),
        quota_by_street=quotas.quota(asked, by=UNITS[:2]),
        quota_units=quotas.quota_units(asked),
        cites=_cites(pack),
        notes=remarks(judged.notes, rules=rules),
    )


def remarks(notes: Iterable[str], *, rules: Rules) -> tuple[str, ...]:
    """Sentences below a result; a number of people in them is as protected as one in a table."""
    return tuple(dict.fromkeys(_remark(note, rules) for note in notes))


def _remark(note: str, rules: Rules) -> str:
    if not isinstance(note, policies.Counted):
        return note
    if 0 < note.people <= rules.hide_up_to:
        return note.with_number("*")
    return note.with_number((note.people + rules.round_to // 2) // rules.round_to * rules.round_to)


def _cases(judged: Judged) -> pl.DataFrame:
    """The people for whom something follows or whom a human must look at, gravest first."""
    calm = pl.col("outcome").is_in([policies.NOTHING, policies.NOT_APPLICABLE])
    order = policies.worst_outcome(judged.pack)
    gravity = pl.col("outcome").replace_strict(order, default=len(order), return_dtype=pl.Int32)
    found = judged.people.filter(pl.col("needs_human") | ~calm).sort(gravity, maintain_order=True)
    return found.select(PEOPLE)


def _cites(pack: Pack) -> dict[str, str]:
    """Clause by rule id, and what a score between two bands is reported as."""
    gap = pack.gap
    between = {gap.flag: say("judging.gap", over=gap.over, below=gap.below, rule=gap.id)} if gap else {}
    return between | {name: rule.cite for name, rule in pack.rules().items()}


def pack_title(pack: Pack) -> str:
    """Title of a pack in the language of the moment."""
    return pack.title if language() == "zh" else pack.title_en
