"""Stocks against flows in a text: opening + in - out = closing, net = in - out, opening + net = closing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sgstats.claims.arithmetic.mentions import Mention, Sentence
from sgstats.claims.arithmetic.relation import Relation
from sgstats.claims.arithmetic.words import pattern

Way = tuple[Mention, list[Mention], list[Mention]]
"""A stock or net, and those who came and left that may belong to it."""


def told_flows(at: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Opening + in - out = closing, wherever a paragraph tells all four.

    Each opening stock is held against what follows it, up to the next one.

    Args:
        at: The paragraph.
        mentions: Its numbers.
    """
    counts = _of_people(mentions)
    starts = [place for place, one in enumerate(counts) if one.says("opening")]
    for start, end in zip([0, *starts[1:]], [*starts[1:], len(counts)], strict=True):
        yield from _stretch(at, counts[start:end])


def told_net(sentence: Sentence) -> Iterator[Relation]:
    """The net of a sentence against those who came and left, or against the two stocks it lies between.

    Args:
        sentence: The sentence; nothing is said of one that tells no net.
    """
    counts = _of_people(sentence.mentions)
    nets = [one for one in counts if one.net and _of_everybody(one)]
    others = [one for one in counts if not one.net]
    ins, outs = ([one for one in others if _moves(one, side)] for side in ("in", "out"))
    if ins and outs:
        found = [_nets(sentence.at, way) for way in _ways(nets, ins, outs)]
        yield from _likeliest(found, once=len(nets) == 1)
        return
    opening = next((one for one in others if _from(one)), None)
    closings = _closings(others, opening)
    if opening:
        found = [_lies_between(sentence.at, opening, one, end) for one in nets for end in closings]
        yield from _likeliest(found, once=len(nets) == len(closings) == 1)


def _of_people(mentions: Sequence[Mention]) -> list[Mention]:
    counts = [one for one in mentions if one.kind == "count"]
    return [one for one in counts if one.people or one.figure.text[-1:].isdecimal()]


def _stretch(at: str, counts: Sequence[Mention]) -> Iterator[Relation]:
    opening = next((one for one in counts if one.says("opening")), None)
    closings = _closings(counts, opening)
    moved = [one for one in counts if one is not opening and one not in closings and not one.net]
    ins, outs = ([one for one in moved if _moves(one, side)] for side in ("in", "out"))
    if opening and ins and outs:
        found = [_closes(at, opening, way) for way in _ways(closings, ins, outs)]
        yield from _likeliest(found, once=len(closings) == 1)


def _closings(counts: Sequence[Mention], opening: Mention | None) -> list[Mention]:
    """The stocks that may close: those behind the opening one, and those called 年末 before any 现有."""
    told = [one for one in counts if one is not opening and (one.says("closing") or _to(one))]
    if opening in counts:
        told = [one for one in told if counts.index(one) > counts.index(opening)] or told
    return [one for one in told if one.says("closing_named")] or told


def _from(one: Mention) -> bool:
    return _of_everybody(one) and (one.says("opening") or pattern("text.from").search(one.label) is not None)


def _to(one: Mention) -> bool:
    return pattern("text.to").search(one.label) is not None


def _of_everybody(one: Mention) -> bool:
    """Whether nothing narrows it to a group or a unit."""
    return not any(pattern(f"text.{name}").search(one.label) for name in ("inner", "group", "unit"))


def _moves(one: Mention, side: str) -> bool:
    other = "out" if side == "in" else "in"
    wanted, unwanted = (pattern(f"flows.{name}") for name in (side, other))
    return bool(wanted.search(one.label or one.behind)) and not unwanted.search(one.label or one.behind)


def _ways(results: Sequence[Mention], ins: list[Mention], outs: list[Mention]) -> list[Way]:
    return [
        (result, some_in, some_out)
        for result in results
        for some_in in _chosen(ins, "any_in")
        for some_out in _chosen(outs, "any_out")
    ]


def _chosen(moved: list[Mention], general: str) -> list[list[Mention]]:
    """Which of the moves may be the whole flow: those not told as parts, the general one, all."""
    outer = [one for one in moved if not one.inner]
    general_ones = [one for one in moved if one.says(general)][:1]
    return [some for some in (general_ones, outer, moved) if some]


def _likeliest(found: list[Relation], *, once: bool) -> list[Relation]:
    """One that holds; else, where only one number can be meant, the first."""
    return [one for one in found if one.holds][:1] or (found[:1] if once else [])


def _closes(at: str, opening: Mention, way: Way) -> Relation:
    closing, ins, outs = way
    return Relation(
        check="flow_identity",
        line=at,
        result=closing.figure,
        added=(opening.figure, *(one.figure for one in ins)),
        taken=tuple(one.figure for one in outs),
    )


def _nets(at: str, way: Way) -> Relation:
    net, ins, outs = way
    if net.falls:
        ins, outs = outs, ins
    added, taken = (tuple(one.figure for one in some) for some in (ins, outs))
    return Relation(check="net_change", line=at, result=net.figure, added=added, taken=taken)


def _lies_between(at: str, opening: Mention, net: Mention, closing: Mention) -> Relation:
    added, taken = ((opening,), (net,)) if net.falls else ((opening, net), ())
    return Relation(
        check="net_change",
        line=at,
        result=closing.figure,
        added=tuple(one.figure for one in added),
        taken=tuple(one.figure for one in taken),
    )
