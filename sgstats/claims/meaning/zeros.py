"""Groups said to be nobody or everybody: 70后没有, 无一人辞职, 均为女性, 全员持证."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction

from sgstats.claims.claim import Quantity
from sgstats.claims.meaning.mentions import Mention

_GROUPS = {"value", "leave", "source", "join", "train"}
EVERYBODY = ("全部", "全都", "全员", "均", "都", "皆", "清一色", "一律", "百分之百")
"""Words that say 100 % without a number."""
_NONE_BEHIND = re.compile(
    r"(?:的|人员|社工|干部|同志|人数){0,2}(?:一个也|一人也|一个都|目前|还|暂|均|也|则)?(?P<word>没有|为零|为0人?|是零|空白|没有一[个人名])(?=[,;。、!?\n]|$)"
)
_NONE_BEFORE = re.compile(
    r"(?P<word>(?:没有|尚无|暂无|并无|均无|未有|无|未发生|零)(?:一(?:名|人|个|位|例)|任何人)?(?:人)?)(?:被|获得?|取得|持有|是|为|评为|评定为|主动|一般)?$"
)
_ALL = re.compile(
    r"(?P<word>全部|全都|全员|均|都|皆|清一色|一律|百分之百)(?:达到|已|已经|具有|具备|持有|取得|获得|拥有|是|为|被评为|评为|属|属于|在|的)*$"
)
_ALL_SAYS = re.compile(r"(?:均|都|皆)(?:为|是|已|具|持|取|获|拥|达|被|属)|全部|全都|全员|清一色|一律")
_NOT_ALL = re.compile(r"(?:平|人|年|月|户|日|学|每)$")
_PAUSE = re.compile(r"[,;。!?:、\n]")


def zeros(text: str, *, found: list[Mention], numbers: list[Quantity]) -> Iterator[Quantity]:
    """Counts of nobody and shares of everybody, where a group is named and no number stands beside it.

    Args:
        text: Cleaned text.
        found: Its mentions.
        numbers: Its other numbers; a clause with one of them says nothing else.
    """
    taken = sorted((one.start, one.end) for one in numbers)
    last = -1
    for mention in found:
        if mention.role not in _GROUPS:
            continue
        for made in (_nobody_behind(text, mention), _before(text, mention, found)):
            if made is not None and made.start > last and not _beside(text, made, taken, mention):
                last = made.start
                yield made
                break


def _beside(text: str, made: Quantity, taken: list[tuple[int, int]], mention: Mention) -> bool:
    """Whether a printed number overlaps, or says how many in the same clause behind."""
    end = _PAUSE.search(text, max(made.end, mention.end))
    last = end.start() if end else len(text)
    before = bisect_left(taken, (last, 0))
    return before > 0 and made.start < taken[before - 1][1]


def _nobody_behind(text: str, mention: Mention) -> Quantity | None:
    match = _NONE_BEHIND.match(text, mention.end)
    return _quantity(match, count=True) if match else None


def _before(text: str, mention: Mention, found: list[Mention]) -> Quantity | None:
    """A word of none or all right before the group, in its clause."""
    start = max(mention.start - 12, 0)
    window = text[start : mention.start]
    none = _NONE_BEFORE.search(window)
    if none and not _negates_more(text, mention):
        return _quantity(none, count=True, shift=start)
    every = _ALL.search(window)
    if every and _ALL_SAYS.search(window[every.start() :]) and not _NOT_ALL.search(window[: every.start()]):
        return _quantity(every, count=False, shift=start)
    return None


def _negates_more(text: str, mention: Mention) -> bool:
    """Whether what is missing is something else of the group: 没有女性厕所."""
    behind = text[mention.end : mention.end + 3]
    return not re.match(r"(?:的|人|等|社|工|现|情|干|同|以|,|;|。|、|!|\n|$|考|评|者|员|证|,)", behind)


def _quantity(match: re.Match[str], *, count: bool, shift: int = 0) -> Quantity:
    value = Fraction(0 if count else 100)
    start, end = (place + shift for place in match.span("word"))
    return Quantity(
        kind="count" if count else "percent", operator="=", value=value, step=Fraction(1), low=value,
        high=value, printed=match["word"], start=start, end=end, unit="人" if count else "%",
    )  # fmt: skip
