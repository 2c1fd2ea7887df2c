"""Which words of a sentence belong to which of its numbers, by their place in it.

What stands before a number back to the number before it is its own, as is a noun or predicate right
behind it (12名党员, 5%是男性). Of what stands before, the clause that the number is in comes first; the
clauses before that one, which have no number, are carried over to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sgstats.claims.claim import Quantity
from sgstats.claims.meaning.days import When
from sgstats.claims.meaning.mentions import Mention

SUBJECT = {
    "value",
    "maybe",
    "source",
    "metric",
    "leave",
    "join",
    "move",
    "ratio",
    "train",
    "appraised",
    "sum",
}
"""Roles that say whom or what a number counts."""
_WITHIN = re.compile(
    r"的?(?:社工|人员|同志|社区工作者|工作者|干部|人|队伍)?(?:之中|当中|中间|里头|里面|里|中)(?![级专共国心小介间学高文])"
)
_CLAUSE = re.compile(r"[,;:!。\n]")
_STOP = re.compile(r"[,;:!。、\n()]")
_PREDICATE = re.compile(
    r"(?:的|人|名|社工|同志|以上|左右|都|均|也|又|已|已经|年内|先后|全部|分别|人员|就|被|经|因|是|为|系|属|属于|在|来自|"
    r"过|[一二两三\d]次(?:及?以上)?|年龄|学历|工龄|从事|参加|持有|持|具有|具备|拥有|取得|获得|获|通过|达到|有|了|评为|评定|确定|考核|选择|由|从|进行|接受|正式|主动|"
    r"正常|到龄|光荣|自愿|毕业于|社区|专职|在职|在岗|新|优秀|\s|“|”)*$"
)
_OF = re.compile(r"占(?!比|有率|地|用|多|少|绝)(?:到|了|据|全)?")
_TIMES = {"次", "场", "期", "天", "年", "项"}
"""Units of what somebody did, not of who did it."""
_NEAR = 4
_INSIDE = re.compile(
    r"[^,;:。]{0,4}?(?:之中|当中|中间|里头|里面|中|里|内)(?=[,、:\n]|有|共|男|女|党|$|[^间级共国专小介心])"
)


@dataclass(slots=True, kw_only=True)
class Slot:
    """A number with the words around it.

    Attributes:
        quantity: The number.
        own: Mentions in its own clause, before it, without those of the base.
        base: Mentions between 占 and the number: whom a share is of.
        says_base: Whether there is a 占 at all.
        within: Mentions of the group that it is a part of (女性社工中).
        right: Mentions right behind it that are its own.
        carried: Mentions of the clauses before its own, nearest clause first.
        used: Those of them that it is said of.
        clause: Its own clause before it.
        before: All text before it, back to the number before.
        behind: The text behind it, to the next stop.
        follows: Unit of the number right before its words, if there is one.
        ended: Whether what stands behind it goes to a stop and not to the next number.
        is_base: Whether it is what a share is of: 占69人的93.2%.
        of_people: The number of people that it is a share of, where that stands right before it.
        of_units: How many units are named right before it: two of 两街道合计303人.
        when: The time that a list gives it (2021年、2022年分别为…).
        paired: Its words as a list gives them to it.
        unpaired: Whether it stands in a list whose groups and numbers do not match.
        opens: Whether what it counts is what the following numbers are parts of (1336名中).
    """

    quantity: Quantity
    own: list[Mention] = field(default_factory=list)
    base: list[Mention] = field(default_factory=list)
    says_base: bool = False
    within: list[Mention] = field(default_factory=list)
    right: list[Mention] = field(default_factory=list)
    carried: list[list[Mention]] = field(default_factory=list)
    used: list[Mention] = field(default_factory=list)
    clause: str = ""
    before: str = ""
    behind: str = ""
    opens: bool = False
    ended: bool = False
    is_base: bool = False
    of_people: int | None = None
    follows: str = ""
    of_units: int = 0
    when: When | None = None
    paired: list[Mention] | None = None
    unpaired: bool = False


def slots(
    text: str, *, sentence: tuple[int, int], numbers: Sequence[Quantity], found: Sequence[Mention]
) -> list[Slot]:
    """The numbers of one sentence, each with its words.

    Args:
        text: Cleaned text.
        sentence: Where the sentence begins and ends.
        numbers: Its numbers, in order.
        found: Its mentions, in order.
    """
    made: list[Slot] = []
    begin = sentence[0]
    for place, number in enumerate(numbers):
        later = (other.start for other in numbers[place + 1 :] if other.unit not in _TIMES)
        limit = next(later, sentence[1])
        one = Slot(quantity=number)
        one.follows = numbers[place - 1].unit if place and begin == numbers[place - 1].end else ""
        _before(one, text, begin=begin, found=found)
        one.of_units = _units_before(one, numbers[place - 1]) if one.follows else 0
        begin = _behind(one, text, limit=limit, found=found)
        one.opens = _INSIDE.match(text, begin, limit) is not None
        made.append(one)
    for first, second in pairwise(made):
        _take_base(first, second)
    return made


def _take_base(first: Slot, second: Slot) -> None:
    """占69人的93.2%: the first number is the base of the second."""
    shares = second.quantity.kind == "percent" and second.before.strip() in {"的", "中的"}
    if shares and first.says_base and first.quantity.kind == "count":
        first.is_base, second.says_base = True, True
        second.base, second.of_people = first.base, int(first.quantity.value)
        second.own, second.carried = second.own or first.own, second.carried or first.carried


def _units_before(one: Slot, last: Quantity) -> int:
    """The number of streets or communities that the words before a number begin with."""
    units = last.unit in {"街道", "社区"} or (last.unit == "个" and _UNITS.match(one.clause))
    return int(last.value) if units else 0


_UNITS = re.compile(r"街道(?!办|推荐)|社区(?!工作|书记|干部|居委会)")


def _before(one: Slot, text: str, *, begin: int, found: Sequence[Mention]) -> None:
    """Share out what stands between the number before and this one."""
    end = one.quantity.start
    one.before = text[begin:end]
    # What an operator word of the number covers is still its clause.
    edges = [begin, *(begin + match.end() for match in _CLAUSE.finditer(one.before)), end]
    mine = _from(found, begin, end)
    clauses = [
        [mention for mention in mine if first <= mention.start < last] for first, last in pairwise(edges)
    ]
    one.clause = text[edges[-2] : end]
    of = _last(_OF, text, edges[-2], end + 2)
    one.says_base = of is not None
    one.own = [mention for mention in clauses[-1] if of is None or mention.start < of]
    one.base = [mention for mention in clauses[-1] if of is not None and mention.start >= of]
    one.carried = [clause for clause in reversed(clauses[:-1]) if clause]
    _take_group(one, text)


def _from(found: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """The mentions that begin in a stretch."""
    first = bisect_left(found, start, key=_start)
    return found[first : bisect_left(found, end, lo=first, key=_start)]


def _start(mention: Mention) -> int:
    return mention.start


def _take_group(one: Slot, text: str) -> None:
    """Set the group apart that the clause names first: 女性社工中党员占六成."""
    ends = [place for place, mention in enumerate(one.own) if _WITHIN.match(text, mention.end)]
    if ends:
        one.within = [mention for mention in one.own[: ends[-1] + 1] if mention.role != "place"]
        one.own = [mention for mention in one.own if mention not in one.within]
    for place, clause in enumerate(one.carried):
        if _WITHIN.match(text, clause[-1].end):
            one.within = [*clause, *one.within]
            del one.carried[place]
            break


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    return max((match.start() for match in pattern.finditer(text, start, end)), default=None)


def _behind(one: Slot, text: str, *, limit: int, found: Sequence[Mention]) -> int:
    """Take what is the number's own behind it; where the next number's words begin."""
    start = one.quantity.end
    stop = _STOP.search(text, start, limit)
    end = stop.start() if stop else limit
    one.behind = text[start:end]
    one.ended = stop is not None or limit == len(text)
    reach, told = start, any(mention.role in SUBJECT for mention in one.own)
    for mention in _from(found, start, end):
        if not _belongs(
            one, mention, text[reach : mention.start], told=told, ended=stop is not None or limit == len(text)
        ):
            break
        one.right.append(mention)
        reach = mention.end
    return max(reach, one.quantity.end)


def _belongs(one: Slot, mention: Mention, between: str, *, told: bool, ended: bool) -> bool:
    """Whether a word behind a number speaks of it and not of the next one."""
    if mention.role in {"other", "nothing"} and not told and len(between) <= _NEAR:
        return True
    if not _PREDICATE.match(between) or (not ended and between.endswith("占")):
        return False
    if mention.role in {"part", "place", "everywhere", "intent", "sum"}:
        return False
    heads = [taken for taken in one.right if taken.role in {"head", "maybe"}]
    if heads and not ended:
        return False
    same = {taken.meaning.name for taken in one.own if taken.role == "value"}
    return not (told and (mention.meaning.name in same or not ended))
