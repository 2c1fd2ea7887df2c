"""Names inside a pack that must mean something: grades, outcomes, rule ids, values of fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sgstats.errors import Refused
from sgstats.fields import dictionary
from sgstats.messages import listed
from sgstats.policies.evidence import BALLOT_COUNTS
from sgstats.policies.options import choose
from sgstats.policies.pack import rules_in

if TYPE_CHECKING:
    from sgstats.policies.base import Rule
    from sgstats.policies.pack import Pack

RESERVED = ("需人工认定", "不适用", "无")
"""What judging itself says; no pack may give these another rank."""
Named = Iterator[tuple[str, str | None]]
"""Keys, and the name that stands there."""


def unknown_names(pack: Pack, file: str) -> Iterator[Refused]:
    """Every name that means nothing, and every id that means two things."""
    yield from _ids(pack, file)
    yield from _outcome_names(pack, file)
    yield from _unknown(_grades(pack), ("policy.no_such_grade", pack.scale), file)
    yield from _unknown(_outcomes(pack), ("policy.no_such_outcome", list(pack.outcomes)), file)
    yield from _unknown(_rules(pack), ("policy.no_such_rule", list(pack.rules())), file)
    for field, named in _values(pack):
        if field in dictionary():
            yield from _unknown(named, ("policy.no_such_value", list(dictionary()[field].values)), file)
    yield from _unknown(_counts(pack), ("policy.no_such_value", ["denominator", *BALLOT_COUNTS]), file)
    yield from _options(pack, file)


def _ids(pack: Pack, file: str) -> Iterator[Refused]:
    """One clause may make several rules of a section, and bands a gap; else an id stands once."""
    seen: dict[str, tuple[str, str]] = {}
    for section in type(pack).model_fields:
        for rule in rules_in(getattr(pack, section)):
            first = seen.setdefault(rule.id, (_kin(section), rule.cite))
            if first != (_kin(section), rule.cite):
                yield Refused("policy.id_twice", file=file, id=rule.id)


def _kin(section: str) -> str:
    return "bands" if section == "gap" else section


def _outcome_names(pack: Pack, file: str) -> Iterator[Refused]:
    for key, named in (("grades", tuple(pack.scale)), ("outcomes", pack.outcomes)):
        for name in named:
            if named.count(name) > 1:
                yield Refused("policy.name_twice", file=file, key=key, name=name)
    for name in set(pack.outcomes) & set(RESERVED):
        yield Refused("policy.reserved_outcome", file=file, name=name)


def _unknown(named: Named, known: tuple[str, list[str]], file: str) -> Iterator[Refused]:
    message, allowed = known
    for key, name in named:
        if name and name not in allowed:
            yield Refused(message, file=file, key=key, name=name, known=listed(allowed))


def _grades(pack: Pack) -> Named:
    yield "competent", pack.competent
    single = [one for one in (pack.gap, pack.quota) if one]
    yield from _named("grade", *pack.bands, *pack.absences, *pack.items, *pack.after, *single)
    yield from _named("only", *pack.items)
    yield from _named("last", *pack.after)
    yield from _named("below", *pack.after, *pack.runs)
    yield from ((f"{run.id}.grades", grade) for run in pack.runs for grade in run.grades)
    if pack.pay:
        yield from (("pay.coefficients", grade) for grade in pack.pay.coefficients)
        yield from (("pay.human", grade) for grade in pack.pay.human)


def _outcomes(pack: Pack) -> Named:
    single = [one for one in (pack.passed, pack.ladder) if one]
    yield from _named("outcome", *pack.absences, *pack.items, *pack.runs, *pack.votes, *single)


def _named(key: str, *rules: Rule) -> Named:
    """What several rules say under one key."""
    yield from ((f"{rule.id}.{key}", getattr(rule, key)) for rule in rules)


def _rules(pack: Pack) -> Named:
    if pack.pay:
        yield from (("pay.human", rule) for rule in pack.pay.human.values())
        yield from (("pay.formula", rule) for rule in pack.pay.formula)
    yield from _named("during", *pack.publicity)
    if pack.self_assessment:
        yield from _named("look_back", pack.self_assessment)


def _values(pack: Pack) -> Iterator[tuple[str, Named]]:
    """Names that must be values of a field: with any other, nothing could ever be matched."""
    classes = pack.population.classes
    yield "employment", ((f"population.classes.{key}", one) for key, many in classes.items() for one in many)
    yield "education", ((f"{one.id}.least_education", one.least_education) for one in pack.entry)
    yield "rater", (("raters", rater.name) for rater in pack.raters)
    yield "post", ((f"{duty.id}.posts", post) for duty in pack.training for post in duty.posts)
    if pack.levels:
        bonuses, allowances = pack.levels.bonuses, pack.levels.allowances
        yield "post", (("levels.tracks", track.post) for track in pack.levels.tracks)
        yield "education", ((f"{one.id}.education", level) for one in bonuses for level in one.education)
        yield "degree", ((f"{one.id}.degrees", degree) for one in bonuses for degree in one.degrees)
        yield "certificate", ((f"{one.id}.certificate", one.certificate) for one in allowances)


def _counts(pack: Pack) -> Named:
    for vote in pack.votes:
        yield f"{vote.id}.of", vote.of
        yield from ((f"{vote.id}.counts", count) for count in vote.counts)


def _options(pack: Pack, file: str) -> Iterator[Refused]:
    try:
        choose(pack.options, {})
    except Refused as refusal:
        yield Refused("policy.in_file", file=file, problem=str(refusal))
