"""Readings that speak of the same people and differ only in a definition on which reports do not agree.

A printed number that is right under one of them is no wrong number: it is one whose definition has to be
named. Sources: five denominators of a turnover rate are in use; 以上 and 以下 include the number named
(Civil Code of the People's Republic of China, art. 1259), though reports also leave it out; lists of 党员
often count 预备党员 (GB/T 4762 tells them apart); shares of a grade are of everybody or of those graded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sgstats.claims.claim import Answer, Quantity, Subject, Verdict
from sgstats.claims.verdicts import right
from sgstats.messages import listed, say
from sgstats.metrics import denominator_title

Judged = tuple[Subject, Answer, Verdict]
_BANDS = {"age_band": "bands", "tenure_band": "tenure"}
"""Fields whose bands may include the number named or not, and the keyword that cuts them."""
_WIDER = "political_status"
"""The field of which one value may be meant with or without a neighbour of it."""


def agreeing(quantity: Quantity, judged: Sequence[Judged]) -> tuple[int, Verdict] | None:
    """The first other reading that makes the printed number right by another definition.

    A percentage that nobody can make of the usual base, but of that of another definition, is no impossible
    one: then the first reading by which it is possible is given.

    Args:
        quantity: The printed number.
        judged: Every reading with its answer and verdict, the one taken first.

    Returns:
        Its place and its verdict, which names its definition and tells what the usual one gives. None
        where the reading taken agrees already or tells nothing, or no reading of the same people agrees.
    """
    if not judged or judged[0][2].outcome == "consistent" or judged[0][1].status != "shown":
        return None
    usual, answer, headline = judged[0]
    possible = None
    for place, (subject, other, verdict) in enumerate(judged):
        names = differing(usual, subject)
        if verdict.outcome == "consistent" and names:
            told = {"definition": names[1], "default": names[0], "default_right": right(quantity, answer)}
            reason = say("claim.by_definition", right=right(quantity, other), **told)
            return place, replace(verdict, reason=reason)
        if names and headline.outcome == "impossible" != verdict.outcome:
            possible = possible or (place, verdict)
    return possible


def differing(usual: Subject, other: Subject) -> tuple[str, str] | None:
    """The definitions of two readings, where these are all that the readings differ in.

    Example:
        >>> from sgstats.messages import use_language
        >>> use_language("zh")
        >>> usual = Subject(metric="turnover", number="value", options={"denominator": "months"})
        >>> differing(usual, replace(usual, options={"denominator": "ends"}))
        ('月均人数', '期初期末平均')
        >>> differing(usual, replace(usual, metric="exits")) is None
        True
        >>> use_language(None)
    """
    if _bare(usual) != _bare(other):
        return None
    fields = {**_by_options(usual.options, other.options), **_by_values(_groups(usual), _groups(other))}
    found = [names for names in fields.values() if names != ("", "")]
    if not found or None in found:
        return None
    one, another = zip(*(names for names in found if names), strict=True)
    return listed(one), listed(another)


def _bare(subject: Subject) -> Subject:
    return replace(subject, values=(), where={}, whole=None, options={})


def _groups(subject: Subject) -> dict[str, tuple[str, ...]]:
    """Everybody the subject speaks of, by field."""
    whole = {f"whole.{name}": values for name, values in (subject.whole or {}).items()}
    own = {subject.of: subject.values} if subject.of else {}
    return {**subject.where, **whole, **own}


Names = dict[str, tuple[str, str] | None]
"""The two names of each thing that is defined differently; None where it is another thing altogether."""


def _by_options(usual: Mapping[str, str], other: Mapping[str, str]) -> Names:
    told: Names = {}
    for name in {*usual, *other} - {*_BANDS.values()}:
        if usual.get(name) != other.get(name):
            told[name] = _option(name, usual.get(name)), _option(name, other.get(name))  # type: ignore[assignment]
    return {name: None if names and None in names else names for name, names in told.items()}


def _option(name: str, value: str | None) -> str | None:
    """What an option is called; None where it is no definition."""
    if name == "denominator":
        return denominator_title(value or "months")  # type: ignore[arg-type]
    if name == "base":
        return say("claim.base_known") if value == "known" else say("claim.base_all")
    return None


def _by_values(usual: Mapping[str, tuple[str, ...]], other: Mapping[str, tuple[str, ...]]) -> Names:
    if set(usual) != set(other):
        return {"": None}
    return {
        name: (listed(usual[name]), listed(other[name])) if _is_one(name, usual[name], other[name]) else None
        for name in usual
        if usual[name] != other[name]
    }


def _is_one(name: str, usual: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether both are the same group, once with and once without those on its edge."""
    field = name.removeprefix("whole.")
    if field == _WIDER:
        return set(usual) < set(other) or set(usual) > set(other)
    return field in _BANDS and len(usual) == len(other) == 1 and _is_next(usual[0], other[0])


def _is_next(usual: str, other: str) -> bool:
    """35岁及以下 and 34岁及以下: the same words, every number at most one apart."""
    one, another = (re.findall(r"\d+", label) for label in (usual, other))
    near = len(one) == len(another) and all(
        abs(int(a) - int(b)) <= 1 for a, b in zip(one, another, strict=True)
    )
    return near and re.sub(r"\d+", "", usual) == re.sub(r"\d+", "", other)
