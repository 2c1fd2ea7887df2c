"""What a reader should know of a pack before using it: gaps, missing values, words without a meaning.

Everything is found in the data of the pack, so that a pack of the user's own is read as critically.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, get_args

from sgstats.messages import listed, say
from sgstats.policies.base import Doubt
from sgstats.policies.evidence import GRADE_VOTES

if TYPE_CHECKING:
    from sgstats.policies.grading import Item, Run
    from sgstats.policies.pack import Pack
    from sgstats.policies.procedures import Phase, Vote

LEAP_YEAR = 2024
"""Any month and day exists in it."""


def flags(pack: Pack) -> tuple[str, ...]:
    """Sentences about what a pack leaves open, shown wherever it is listed.

    Args:
        pack: The rules.

    Returns:
        A sentence for each thing open; none for a pack that says everything.

    Example:
        >>> from sgstats.policies.loading import load
        >>> any("GAP_59_60" in flag for flag in flags(load("PLAN")))
        True
    """
    parts = (_dates, _scores, _raters, _pay, _votes, _phases, _classes, _numbering, _doubts)
    return tuple(flag for part in parts for flag in part(pack))


def _dates(pack: Pack) -> Iterator[str]:
    if pack.in_force.first is None and pack.in_force.cite:
        yield say("policy.flag_undated_cited", cite=pack.in_force.cite)
    elif pack.in_force.first is None:
        yield say("policy.flag_undated")


def _scores(pack: Pack) -> Iterator[str]:
    gap = pack.gap
    if gap:
        yield say(
            "policy.flag_gap", id=gap.id, over=gap.over, below=gap.below, grade=gap.grade, flag=gap.flag
        )
    if pack.grades and pack.raters and not pack.bands:
        yield say("policy.flag_no_bands")


def _raters(pack: Pack) -> Iterator[str]:
    if len(pack.raters) > 1 and all(rater.weight is None for rater in pack.raters):
        yield say("policy.flag_weights", raters=listed(rater.title or rater.name for rater in pack.raters))


def _pay(pack: Pack) -> Iterator[str]:
    if pack.pay:
        settled = {*pack.pay.coefficients, *pack.pay.human}
        if missing := [grade for grade in pack.scale if grade not in settled]:
            yield say("policy.flag_coefficients", id=pack.pay.id, grades=listed(missing))
        for grade, rule in pack.pay.human.items():
            yield say("policy.flag_human_pay", id=rule, grade=grade)
    if pack.levels:
        reached = range(min(t.least for t in pack.levels.tracks), max(t.most for t in pack.levels.tracks) + 1)
        if unpaid := [level for level in reached if str(level) not in pack.levels.coefficients]:
            yield say("policy.flag_level_coefficients", id=pack.levels.id, levels=_ranges(unpaid))


def _ranges(numbers: list[int]) -> str:
    """Whole numbers, those in a row as a range.

    Example:
        >>> _ranges([1, 2, 3, 5])
        '1–3、5'
    """
    starts = [number for number in numbers if number - 1 not in numbers]
    ends = [number for number in numbers if number + 1 not in numbers]
    pairs = zip(starts, ends, strict=True)
    return listed(str(start) if start == end else f"{start}–{end}" for start, end in pairs)


def _votes(pack: Pack) -> Iterator[str]:
    """Two limits on opposite votes of which one can never be what decides, if nobody abstains."""
    for first, second in combinations(pack.votes, 2):
        for good, poor in ((first, second), (second, first)):
            if not _opposite(good, poor) or good.least is None or poor.most is None:
                continue
            if good.least + poor.most < 1:
                shares = {"least": good.least, "most": poor.most, "real": 1 - poor.most}
                percents = {name: f"{float(share * 100):.6g}%" for name, share in shares.items()}
                yield say("policy.flag_dead_zone", first=good.id, second=poor.id, **percents)


def _opposite(good: Vote, poor: Vote) -> bool:
    """Between them the two count every vote for a grade, each once."""
    together = [*good.counts, *poor.counts]
    return good.of == poor.of and len(together) == len(GRADE_VOTES) and set(together) == set(GRADE_VOTES)


def _phases(pack: Pack) -> Iterator[str]:
    for phase in pack.phases:
        if phase.next_year:
            yield say("policy.flag_next_year", id=phase.id, first=phase.first, last=phase.last)
    phases = {phase.id: phase for phase in pack.phases}
    for posting in pack.publicity:
        if posting.during and (days := _days(phases[posting.during])) <= posting.days:
            values = {"days": posting.days, "phase": posting.during, "counted": days, "not_counted": days - 1}
            yield say("policy.flag_posting", id=posting.id, **values)


def _days(phase: Phase) -> int:
    """Days of a phase, the first and the last included."""
    first, last = (date.fromisoformat(f"{LEAP_YEAR}-{day}") for day in (phase.first, phase.last))
    return (last - first).days + 1


def _classes(pack: Pack) -> Iterator[str]:
    """Rules for people whom the pack does not apply to."""
    rules: tuple[Item | Run | Vote, ...] = (*pack.items, *pack.runs, *pack.votes)
    for rule in rules:
        if rule.classes and not set(rule.classes) & set(pack.population.classes):
            yield say("policy.flag_nobody", id=rule.id)


def _numbering(pack: Pack) -> Iterator[str]:
    """Numbers that an article skips; it need not begin with one, since a pack may hold a part of it."""
    if holes := [f"{article}-{item}" for article, items in _articles(pack).items() for item in _holes(items)]:
        yield say("policy.flag_numbering", ids=listed(holes))


def _articles(pack: Pack) -> dict[str, set[int]]:
    """Item numbers by article: ``EAST-23-7a`` is item 7 of EAST-23."""
    articles: dict[str, set[int]] = {}
    for id_ in pack.rules():
        numbers = re.findall(r"-(\d+)", id_)
        start = id_.partition("-")[0]
        for depth, number in enumerate(numbers):
            articles.setdefault("-".join([start, *numbers[:depth]]), set()).add(int(number))
    return articles


def _holes(items: Iterable[int]) -> list[int]:
    here = sorted(items)
    return [number for number in range(here[0], here[-1]) if number not in here]


def _doubts(pack: Pack) -> Iterator[str]:
    rules = pack.rules().values()
    for doubt in get_args(Doubt):
        if ids := [rule.id for rule in rules if rule.doubt == doubt]:
            yield say(f"policy.flag_{doubt}", ids=listed(ids))
