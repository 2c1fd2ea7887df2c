"""What a number without words of its own is said of: the clause or number before it, or a sum."""

from __future__ import annotations

import re

from sgstats.claims.meaning.bounds import together
from sgstats.claims.meaning.context import Context
from sgstats.claims.meaning.slots import Slot
from sgstats.claims.spoken import PLACES, Facet, Spoken, spoken

_OF_PEOPLE = {"percent", "points", "times", "ratio"}
_ELSEWHERE = {"nothing", "other", "vague", "wider"}
_HOW_MANY = re.compile(r"(?P<count>两|二|三|四|2|3|4)(?:者|项|类|部分)")
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "2": 2, "3": 3, "4": 4}
_EMPTY = re.compile(
    r"占比|占到?|比例|比重|比率|人数|数量|总数|总量|约|近|仅|只|为|达到?|高达|达|有|共|已|也|均|则|即|和|与|同|"
    r"比|较|的|了|其|它|分别|其中|由|从|到|至|增加|增长|增|提高|提升|上升|扩大|下降|降低|减少|降|减|净增|净减|幅度?|"
    r"超过|不足|超|大约|左右|相当于|是|在|以上|目前|全年|累计|合计|共计|更|又|还|就|却|不过|而|,|\s|\(|\)|、|:|;|：|“|”|"
    r"翻|多|少|高|低|出|跃升|攀升|发展|壮大|扩充|压降|压减|滑落|下滑|升|实际|原来|原先|以上|余|"
    r"学历|人员|学位|文化程度|社工|队伍|[两二三四]者|一年|同期|相比|上年|每年|平均|现在|如今"
)
_REST = 1
"""So many unknown characters may stand before a number that takes its subject from the one before."""


def said_of(slot: Slot, context: Context) -> Spoken | None:
    """What a number is said of: by its own clause, else a clause before it, else the number before.

    The number before helps only where no unknown word stands between: of 男性67人，整改率95% nothing is
    known, and certainly not that 95 % are men.

    Args:
        slot: The number with its words.
        context: What was said before.
    """
    own = _of_newcomers(_two_sides(spoken([*slot.own, *slot.right]), slot, context), slot, context)
    if "rest" in own.roles and not (own.people or own.metric or own.event):
        return _rest(own, context)
    if _NET.search(slot.clause + slot.quantity.printed) and _only_event(own, context):
        return Spoken(roles=own.roles | {"head"})
    if says(own, slot) or (_MEAN_OF.search(slot.quantity.unit) and _A_HEAD.search(slot.clause)):
        return _of_metric_before(_summed(own, slot, context), slot, context)
    return _of_a_clause_before(own, slot, context) or _of_the_number_before(own, slot, context)


def _of_a_clause_before(own: Spoken, slot: Slot, context: Context) -> Spoken | None:
    for clause in slot.carried:
        said = spoken(clause)
        if says(said, slot):
            slot.used = clause
            said.roles |= own.roles
            return _summed(said, slot, context)
    return None


def _of_the_number_before(own: Spoken, slot: Slot, context: Context) -> Spoken | None:
    plain = nothing_else(slot)
    if context.last is not None and plain and (slot.quantity.kind in _OF_PEOPLE or not own.told):
        return _again(context.last, own)
    if slot.of_units and slot.of_units == context.units_told and slot.quantity.kind == "count":
        return Spoken(roles=own.roles | {"head"})
    placed = own.facets or "everywhere" in own.roles
    if slot.quantity.unit in {"人", "名"} and placed and plain:
        own.roles.add("head")
    return own if own.told else None


def says(said: Spoken, slot: Slot) -> bool:
    """Whether words say enough of a number of its kind; of a share it is not enough to name everybody."""
    if slot.quantity.kind not in _OF_PEOPLE:
        return said.told
    named = said.people or said.metric or said.event or said.ratio
    return bool(named or said.roles & {"train", "sum", *_ELSEWHERE})


def nothing_else(slot: Slot) -> bool:
    """Whether what stands before a number is nothing but words of grammar."""
    text = list(slot.clause)
    shift = slot.quantity.start - len(slot.clause)
    for mention in [*slot.own, *slot.base]:
        text[mention.start - shift : mention.end - shift] = " " * (mention.end - mention.start)
    plain = re.sub(r"\d{4}年(?:\d{1,2}月)?(?:底|末|初)?|[近上去前今本]年(?:底|末)?", "", "".join(text))
    return len(_EMPTY.sub("", plain)) <= _REST


def _again(last: Spoken, own: Spoken) -> Spoken:
    """The same once more, with what this clause adds; of another unit it is no longer of the wider one."""
    again = last.copy()
    if set(own.facets) & set(PLACES):
        again.facets = {**again.people, **own.facets}
        again.roles = (again.roles - {"wider"}) | {"head"}
    again.roles = (again.roles - {"average", "part"}) | (own.roles - {"head"})
    again.words |= own.words
    return again


_MEAN_OF = re.compile(r"岁|学时|课时")
_A_HEAD = re.compile(r"人均|平均")
_NET = re.compile(r"净(?:增|减|流)")
_AGAINST = re.compile(r"(?:比|较|同比|环比)")
_AS_MANY_AS = re.compile(r"(?:是|为|相当于|等于|达|达到)(?:了)?(?:约)?$")


def _only_event(own: Spoken, context: Context) -> bool:
    """Whether a net change names no group and nothing but joining and leaving was spoken of."""
    last = context.last
    alone = not (own.people or own.metric or own.event)
    return alone and (last is None or bool(last.event and not last.people))


def _of_newcomers(own: Spoken, slot: Slot, context: Context) -> Spoken:
    """新增131人，减少107人 without a comparison is joining and leaving."""
    if not own.roles & {"new", "fewer"} or own.metric or own.event or context.compared is not None:
        return own
    if slot.quantity.kind != "count" or _AGAINST.search(slot.clause):
        return own
    last = context.last.event if context.last is not None else None
    if "new" in own.roles and own.people:
        own.roles.add("unread")
        own.words.setdefault("unread", own.words["new"])
    elif "new" in own.roles:
        own.event = "join"
    elif last == "join" and not own.people:
        own.event = "leave"
    return own


_WITH_OTHERS = {"source", "leave_reason"}
"""Fields one of whose values is 其他; of any other field 其他 is whoever was not named."""


def _rest(own: Spoken, context: Context) -> Spoken:
    """其他7人 after a list of reasons or sources; of other fields what is left is not asked for."""
    names = list(context.last.facets) if context.last is not None else []
    made = context.last.copy() if context.last is not None else own
    if names and names[-1] in _WITH_OTHERS and own.words["rest"] != "其余":
        made.facets[names[-1]] = Facet(values=("其他",))
        return made
    own.roles |= {"head", "unread"}
    own.words.setdefault("unread", own.words["rest"])
    return own


def _two_sides(said: Spoken, slot: Slot, context: Context) -> Spoken:
    """A ratio of two groups named one after the other: 专职网格员与两委成员之比为2:1, 女性是男性的19倍."""
    if slot.quantity.kind == "times":
        _as_many_as(said, slot, context)
    if slot.quantity.kind == "ratio" and said.ratio is None:
        for name in said.people:
            sides = [mention.meaning.values for mention in slot.own if mention.meaning.name == name]
            if len(sides) == 2 and all(len(side) == 1 for side in sides):
                said.ratio = (name, (sides[0] + sides[1],))
    return said


def _as_many_as(said: Spoken, slot: Slot, context: Context) -> None:
    """女性（…）是男性的19倍: the group before 是 over the one behind it."""
    values = [mention for mention in slot.own if mention.role == "value"]
    begin = slot.quantity.start - len(slot.clause)
    if not values or not _AS_MANY_AS.search(slot.clause[: values[-1].start - begin]):
        return
    name, other = values[-1].meaning.name, values[-1].meaning.values
    first = next((one.meaning.values for one in values[:-1] if one.meaning.name == name), None)
    if first is None and context.last is not None and name in context.last.people:
        first = context.last.people[name].values
    if first and len(first) == len(other) == 1:
        said.ratio = (name, (first + other,))


def _of_metric_before(said: Spoken, slot: Slot, context: Context) -> Spoken:
    """A value of another group is of the metric before: 男性平均年龄45岁，女性43.5岁."""
    if slot.quantity.unit in {"岁", "周岁"} and "平均" in slot.clause and not said.metric:
        said.metric = "mean_age"
    if "课时" in slot.quantity.unit or "学时" in slot.quantity.unit:
        said.metric = said.metric or ("training_hours" if _A_HEAD.search(slot.clause) else None)
    known = said.metric is not None or said.roles & _ELSEWHERE or context.last is None
    if slot.quantity.kind == "value" and not known and context.last is not None:
        said.metric = context.last.metric
    return said


def _summed(said: Spoken, slot: Slot, context: Context) -> Spoken:
    """合计: all groups of one field that this sentence counted before, or the last two of them (两者)."""
    if slot.of_units and _TOGETHER.search(slot.clause) and not said.people:
        return _of_units(said, context)
    if "sum" not in said.roles or said.people or not context.spoken:
        return said
    match = _HOW_MANY.search(slot.clause)
    parts = context.spoken[-_COUNTS[match["count"]] :] if match else context.spoken
    name = next(reversed(parts[-1].people), None)
    facets = [one.facets[name] for one in parts if name is not None and name in one.facets]
    made = _union(facets)
    if name is None or made is None:
        return said
    again = parts[-1].copy()
    again.facets[name] = made
    return again


_TOGETHER = re.compile(r"合计|共|总")


def _of_units(said: Spoken, context: Context) -> Spoken:
    """两街道合计: the units that this sentence counted before, if they are of one level."""
    levels = {name for one in context.spoken for name in one.facets if name in PLACES}
    facets = [facet for one in context.spoken for name, facet in one.facets.items() if name in PLACES]
    made = _union(facets) if len(levels) == 1 and len(facets) == len(context.spoken) > 1 else None
    if made is None:
        return said
    again = context.spoken[-1].copy()
    again.facets[levels.pop()] = made
    context.move_to(again)
    return again


def _union(facets: list[Facet]) -> Facet | None:
    """All values of several groups; of bands one band, where they touch."""
    if not facets:
        return None
    first, *rest = facets
    values, options = first.values, first.options
    for one in rest:
        if one.options:
            band = together(values[-1], one.values[-1])
            if band is None:
                return None
            _, values, options = band
        else:
            values = (*values, *(value for value in one.values if value not in values))
    return Facet(values=values, options=options)
