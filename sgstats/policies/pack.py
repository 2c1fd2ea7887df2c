"""A rule pack: everything one district's rules say, as data."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, Field

from sgstats.policies import grading, procedures, rewards
from sgstats.policies.base import Part, Rule


class Pack(Part):
    """The rules of one source.

    Attributes:
        name: Short name used in commands, such as ``EAST``.
        title: Chinese title of the rules.
        title_en: English title; a file without one goes by ``title``.
        source: Which document they come from.
        population: Whom they apply to.
        grades: The scale, best first; empty where the pack grades nobody.
        competent: The grade meant by "at least competent" (称职及以上).
        bands_from: Pack whose bands turn a score into a grade where this one has none.
        outcomes: What may follow for a person, worst first.
        options: The named options that this source reads otherwise than the default.
    """

    name: str
    title: str
    title_en: str
    source: str
    extends: str = ""
    in_force: procedures.InForce = procedures.InForce()
    population: grading.Population
    grades: tuple[grading.Grade, ...] = ()
    competent: str = ""
    dimensions: tuple[grading.Dimension, ...] = ()
    raters: tuple[grading.Rater, ...] = ()
    bands: tuple[grading.Band, ...] = ()
    bands_from: str = ""
    gap: grading.Gap | None = None
    absences: tuple[grading.AbsenceLimit, ...] = ()
    items: tuple[grading.Item, ...] = ()
    quota: grading.Quota | None = None
    after: tuple[grading.After, ...] = ()
    runs: tuple[grading.Run, ...] = ()
    ranking: grading.Ranking | None = None
    votes: tuple[procedures.Vote, ...] = ()
    meeting: procedures.Meeting | None = None
    passed: procedures.Passed | None = None
    entry: tuple[procedures.Entry, ...] = ()
    ladder: procedures.Ladder | None = None
    leniency: procedures.Leniency | None = None
    pay: rewards.Pay | None = None
    training: tuple[rewards.Training, ...] = ()
    self_assessment: rewards.SelfAssessment | None = None
    levels: rewards.Levels | None = None
    phases: tuple[procedures.Phase, ...] = ()
    publicity: tuple[procedures.Publicity, ...] = ()
    term: procedures.Term | None = None
    clauses: tuple[procedures.Clause, ...] = ()
    outcomes: tuple[str, ...] = ()
    options: dict[str, str] = Field(default_factory=dict)

    @property
    def scale(self) -> list[str]:
        """Names of the grades, best first."""
        return [grade.name for grade in self.grades]

    def rules(self) -> dict[str, Rule]:
        """Every rule of the pack by id, in the order of the pack; the first where a clause makes several."""
        found: dict[str, Rule] = {}
        for rule in rules_in(self):
            found.setdefault(rule.id, rule)
        return found


def rules_in(part: object) -> Iterator[Rule]:
    """The rules inside a part of a pack, the part itself first."""
    if isinstance(part, Rule):
        yield part
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from rules_in(getattr(part, name))
    if isinstance(part, tuple):
        for one in part:
            yield from rules_in(one)
