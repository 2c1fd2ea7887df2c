"""Lists told one after the other: 男、女分别为67人、1269人 pairs the first group with the first number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sgstats.claims.meaning.days import When, month_end
from sgstats.claims.meaning.mentions import Mention
from sgstats.claims.meaning.slots import Slot

_RESPECTIVELY = re.compile(r"分别|依次|各自?(?:为|占|有)(?![^,;。]*各)")
_BETWEEN = re.compile(r"(?:[、,和与及以/→\s()]|->|—>|占|为|是|约|近|达到?|有|达|仅|只)*")
_LISTED = {"value", "place", "metric", "leave", "join", "move", "maybe", "train"}
_CHANGES = re.compile(r"增|减|提|升|降|涨|落|扩")


def pair(made: Sequence[Slot], times: Sequence[When]) -> None:
    """Give each number of a list its own group, unit, metric or year; one that cannot be paired says so.

    Args:
        made: The numbers of a sentence with their words; changed in place.
        times: The times that the sentence names.
    """
    place = 0
    while place < len(made):
        last = _end_of_list(made, place)
        if last is not None:
            _pair_list(made, place, last, times)
        place = place + 1 if last is None else last


def _end_of_list(made: Sequence[Slot], first: int) -> int | None:
    """Where the list of numbers ends that begins here; None where none begins."""
    told = _RESPECTIVELY.search(made[first].clause + made[first].quantity.printed)
    if not told and not _bare_list(made, first):
        return None
    last = first + 1
    while last < len(made) and _continues(made[last]):
        last += 1
    return last


_BARE = re.compile(r"\s*(?:[、/和与及]|→|->|—>)\s*")


def _bare_list(made: Sequence[Slot], first: int) -> bool:
    """Two numbers of one measure with nothing but a mark between: 逐年增加29人、25人."""
    if first + 1 >= len(made) or not _BARE.fullmatch(made[first + 1].before):
        return False
    one, two = made[first].quantity, made[first + 1].quantity
    return (one.kind, one.unit) == (two.kind, two.unit) and not made[first].right


def _continues(slot: Slot) -> bool:
    text = slot.before
    for mention in (*slot.own, *slot.base):
        if mention.role not in {"head", "maybe", "total", "everywhere"}:
            return False
        text = text.replace(mention.word, "", 1)
    return _BETWEEN.fullmatch(text) is not None and not slot.carried


def _pair_list(made: Sequence[Slot], first: int, last: int, times: Sequence[When]) -> None:
    run = made[first:last]
    head = run[0]
    if len(run) == 1 and not head.own:
        return
    listed = _groups(head, len(run))
    years = [] if listed else _years(times, head, len(run))
    groups = [] if listed or years else _counted_before(made, first, len(run))
    if len(run) > 1 and _CHANGES.search(head.clause) and not years:
        listed, groups = [], []
    for place, slot in enumerate(run):
        slot.unpaired = not (listed or years or groups)
        slot.when = years[place] if years else None
        if listed:
            _take(slot, head, listed, listed[place])
        elif not slot.unpaired:
            _share_words(slot, head, groups[place] if groups else [])
    _settle(run, alone=not years)


def _settle(run: Sequence[Slot], *, alone: bool) -> None:
    """Give the words out; those of the people behind the last number are of all (分别为141名和162名社工)."""
    heads = [mention for mention in run[-1].right if mention.role in {"head", "maybe"}]
    for slot in run:
        if slot.paired is not None:
            slot.own = [*slot.paired, *(heads if slot is not run[-1] else ())]
            slot.carried = [] if alone else slot.carried


def _groups(head: Slot, count: int) -> list[Mention]:
    """As many mentions of one kind as there are numbers, in the number's clause or the one before."""
    for mentions in (head.own, *head.carried[:1]):
        by_name: dict[str, list[Mention]] = {}
        for mention in mentions:
            if mention.role in _LISTED:
                kind = "metric" if mention.role == "metric" else mention.meaning.name or mention.role
                by_name.setdefault(kind, []).append(mention)
        fitting = [one for one in by_name.values() if len(one) == count]
        if count > 1 and len(fitting) == 1:
            return fitting[0]
    return []


def _take(slot: Slot, head: Slot, listed: list[Mention], mine: Mention) -> None:
    others = [mention for mention in listed if mention is not mine]
    carried = head.carried[0] if head.carried else []
    words = [*(carried if mine in carried else []), *head.own]
    slot.paired = [mention for mention in words if mention not in others]
    slot.base, slot.says_base = head.base, head.says_base
    slot.within = head.within


def _share_words(slot: Slot, head: Slot, mine: Sequence[Mention]) -> None:
    slot.paired = [*mine, *head.own]
    slot.base, slot.says_base, slot.within = head.base, head.says_base, head.within
    if not mine:
        slot.carried = head.carried


def _counted_before(made: Sequence[Slot], first: int, count: int) -> list[list[Mention]]:
    """男67人、女1269人，分别占…: the groups that the numbers just before counted, one of each."""
    before = made[max(first - count, 0) : first]
    groups = [[*slot.own, *slot.right] for slot in before]
    named = all(any(mention.role in _LISTED for mention in group) for group in groups)
    return groups if count > 1 and len(groups) == count and named and not made[first].own else []


def _years(times: Sequence[When], head: Slot, count: int) -> list[When]:
    """2021年、2022年分别为: as many times before the numbers; or 2021年至2023年, a year each."""
    told = [time for time in times if time.start < head.quantity.start and not time.compared]
    if len(told) == count > 1:
        return told
    if len(told) == 1 and told[0].since is not None and not told[0].now:
        first, last = told[0].since.year, told[0].day.year
        if last - first + 1 == count > 1:
            return [_year(year) for year in range(first, last + 1)]
    return []


def _year(year: int) -> When:
    return When(start=0, end=0, day=month_end(year, 12), since=date(year, 1, 1))
