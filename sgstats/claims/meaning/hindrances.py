"""Why a number cannot be held against the data."""

from __future__ import annotations

import re

from sgstats.claims.meaning.changes import Change
from sgstats.claims.meaning.comparing import Hindrance, beside_another, of_growth
from sgstats.claims.meaning.context import Context
from sgstats.claims.meaning.slots import Slot
from sgstats.claims.spoken import Spoken, spoken

_PEOPLE = {"人", "名", "位", "", "员", "人次", "余人"}
_THINGS_BY_METRIC = {"quota", "needed", "staff_gap", "vacancy_rate", "fill_rate", "density"}
_VALUES = {"mean_age": {"岁", "周岁", ""}, "median_age": {"岁", "周岁", ""},
           "training_hours": {"学时", "课时", "小时", "个学时", "个课时", "个小时", ""}}  # fmt: skip


def hindrance(
    slot: Slot, said: Spoken | None, context: Context, *, change: Change | None
) -> Hindrance | None:
    """The first reason that applies; None where the number can be asked for.

    Args:
        slot: The number with its words.
        said: What it is said of; a word that was not understood is among its roles (``unread``).
        context: What was said before.
        change: The change it tells, if it tells one.
    """
    return (
        _unpaired(slot)
        or _of_a_base(slot)
        or _of_units(slot, context)
        or _planned(slot, context)
        or _out_of_reach(slot, context)
        or _of_another(slot, said)
        or _of_things(slot, said)
        or _vague(slot, said)
        or _of_a_mean(slot, said)
        or _of_an_event(slot, said, context)
        or of_growth(slot, said, change)
        or _of_a_change(change, lists_before=any(day < context.today for day in context.known.days))
        or _unsaid(slot, said)
        or _of_strangers(said, context)
        or _not_understood(said)
    )


def _not_understood(said: Spoken | None) -> Hindrance | None:
    """An unknown word beside it may narrow the group: 担任网格长的12人."""
    if said is None or "unread" not in said.roles:
        return None
    return "claim_subject.unread", {"word": said.words["unread"]}


def _of_strangers(said: Spoken | None, context: Context) -> Hindrance | None:
    """A part of people whom no list holds, or who are not understood: 居民代表50人，其中党员30人."""
    if said is None or said.roles & _EVERYBODY or said.metric in _THINGS_BY_METRIC:
        return None
    for before in (context.group, context.outside):
        for role in (*_KEYS, "vague", "unread", "train"):
            if before is not None and role in before.roles and role not in said.roles:
                return _PART_OF[role], {"word": before.words.get(role, "")}
    return None


_EVERYBODY = {"head", "maybe", "total", "everywhere", "place", "leave", "join", "move", "train"}
_PART_OF = {
    "wider": "claim_subject.wider",
    "nothing": "claim_subject.no_metric",
    "other": "claim_subject.other_people",
    "vague": "claim_subject.vague",
    "unread": "claim_subject.unread",
    "train": "claim_subject.no_metric",
}


def _of_a_base(slot: Slot) -> Hindrance | None:
    """占69人的93.2%: the base alone, of people who are not named."""
    named = spoken(slot.base).roles & {"total", "head", "maybe", "everywhere"}
    return ("claim_subject.base", {}) if slot.is_base and not named else None


def _unpaired(slot: Slot) -> Hindrance | None:
    """分别为 with more or fewer numbers than groups."""
    return ("claim_subject.unpaired", {}) if slot.unpaired else None


def _of_units(slot: Slot, context: Context) -> Hindrance | None:
    """女性占九成的街道有9个; 有3个社区没有35岁以下的社工."""
    units = slot.follows == "个" and _UNITS.match(slot.clause) and slot.of_units != context.units_told
    told = _OF_UNITS.match(slot.behind) or units or _SOME_UNITS.search(slot.clause)
    return ("claim_subject.of_units", {}) if told else None


_REQUIRED = re.compile(r"(?:要求|规定|标准为|标准是|应当|应达|应不|须达|必须|不得)[^,;。、\d]{0,12}$")
"""Words of a rule in the number's own clause: 要求持证率不低于30%. What is the case is told beside it."""


def _planned(slot: Slot, context: Context) -> Hindrance | None:
    """A plan holds to the end of its sentence; a target stands alone (距50%的目标)."""
    context.planned = context.planned or "intent" in _roles(slot)
    told = context.planned or _TARGET.match(slot.behind) or _REQUIRED.search(slot.clause)
    return ("claim_subject.intention", {}) if told else None


def _out_of_reach(slot: Slot, context: Context) -> Hindrance | None:
    """A year to come, a comparison of units, a unit not on record, people who were asked."""
    if context.when is not None and context.when.day.year > context.known.last_day.year:
        return "claim_subject.future", {"year": str(context.when.day.year)}
    if beside_another(slot):
        return "claim_subject.between_units", {}
    if context.stranger is not None:
        return "claim_subject.unknown_place", {"place": context.stranger}
    return ("claim_subject.sample", {}) if _of_a_sample(slot, context) else None


def _roles(slot: Slot) -> set[str]:
    near = [*slot.own, *slot.right, *(mention for clause in slot.carried for mention in clause)]
    return {mention.role for mention in near}


def _of_another(slot: Slot, said: Spoken | None) -> Hindrance | None:
    """Residents, volunteers, applicants; satisfaction, pay."""
    if said is None or said.metric in _THINGS_BY_METRIC:
        return None
    for role in ("wider", "other") if said.metric is not None else ("wider", "nothing", "other"):
        if role in said.roles:
            return _KEYS[role], {"word": said.words.get(role, "")}
    return None


_KEYS = {
    "wider": "claim_subject.wider",
    "nothing": "claim_subject.no_metric",
    "other": "claim_subject.other_people",
}


def _of_things(slot: Slot, said: Spoken | None) -> Hindrance | None:
    """Money, areas, households, meetings: told by the unit."""
    number = slot.quantity
    metric = said.metric if said is not None else None
    if number.kind in {"percent", "points", "ratio", "times", "rate"}:
        return None
    if number.kind == "value":
        fits = metric in _VALUES and number.unit in _VALUES[metric]
        return None if fits else ("claim_subject.unit", {"unit": number.unit})
    if metric in _THINGS_BY_METRIC and metric != "density" and said is not None and said.people:
        return "claim_subject.unknown", {}
    if metric == "vacant_posts":
        return "claim_subject.no_metric", {"word": said.words["metric"] if said is not None else ""}
    if number.unit in _PEOPLE or metric in _THINGS_BY_METRIC:
        return None
    if (
        number.unit == "个"
        and said is not None
        and (said.people or said.event)
        and not slot.behind.strip("的")
    ):
        return None
    return "claim_subject.unit", {
        "unit": number.unit + slot.behind[:4] if number.unit == "个" else number.unit
    }


def _vague(slot: Slot, said: Spoken | None) -> Hindrance | None:
    """Words that no field of the dictionary has: 年轻, 骨干; an age band says what young is."""
    bounded = said is not None and set(said.facets) & {"age_band", "birth_decade", "tenure_band"}
    if said is None or bounded or "vague" not in said.roles:
        return None
    return "claim_subject.vague", {"word": said.words.get("vague", "")}


_OF_THOSE_IN_POST = {
    "mean_age", "median_age", "certified", "training_coverage", "training_hours", "untrained",
    "never_trained", "grades", "excellent_years", "excellent_again", "density",
}  # fmt: skip


def _of_an_event(slot: Slot, said: Spoken | None, context: Context) -> Hindrance | None:
    """新入职的社工平均年龄, 参加培训的社工中女性占: metrics of people in post are not of newcomers."""
    if said is None:
        return None
    within = spoken(slot.within)
    if "train" in within.roles and said.people and said.metric is None and "train" not in said.roles:
        return "claim_subject.of_event", {"word": within.words["train"]}
    before = context.spoken[-1] if context.spoken and not said.roles & _EVERYBODY else None
    event = said if said.event else (before if before is not None and before.event else None)
    if said.event and "grade" in said.facets:
        return "claim_subject.of_event", {"word": said.words.get(said.event, "")}
    if event is None or event.event == "move" or said.metric not in _OF_THOSE_IN_POST:
        return None
    return "claim_subject.of_event", {"word": event.words.get(event.event or "", "")}


def _of_a_mean(slot: Slot, said: Spoken | None) -> Hindrance | None:
    if said is None or "average" not in said.roles or said.metric is not None:
        return None
    return "claim_subject.average", {"word": said.words.get("average", "")}


def _of_a_change(change: Change | None, *, lists_before: bool) -> Hindrance | None:
    if change is None or change.against is not None or lists_before:
        return None
    return "claim_subject.no_comparison", {}


_SAMPLED = re.compile(
    r"(?:^|[,;。:、\s]|随机)(?:对|从|抽查|抽取|抽调|选取|走访|访谈|调查|问卷调查|抽样|谈话|约谈|面谈)了?[^,;。]{0,6}$"
)


def _of_a_sample(slot: Slot, context: Context) -> bool:
    """Whether it counts who was asked or looked at, or is a part of them."""
    number = slot.quantity
    if number.kind == "count" and number.unit in _PEOPLE and _SAMPLED.search(slot.clause):
        context.sample = int(number.value) if number.operator == "=" else None
        return True
    return context.sample is not None and number.kind in {"percent", "count"}


_SOME_UNITS = re.compile(
    r"(?:部分|个别|有的|有些|一些|少数|多数|不少|许多|很多|大多数|绝大多数)"
    r"(?:社区(?!工作|专职|干部|书记|党)|街道|单位|居民区)"
)
_UNITS = re.compile(r"(?:社区(?!工作|专职|书记|干部)|街道|居民区|单位|网格(?!员)|小区)")
_OF_UNITS = re.compile(
    r"的(?:社区(?!工作|专职|党|两委|“|干部|书记|居委会|社工|人员|队伍)|街道(?!推荐)|居民区|单位|镇|网格(?!员)"
    r"|小区)"
)
_TARGET = re.compile(r"的?(?:目标|要求|标准|任务|红线|底线|上限|下限|规定|比例要求)")
_RATE = re.compile(r"(?P<name>[一-龥]{1,6}[率度])(?:已|约|近|仅|只|为|达到?|高达|是|超过|在|保持)*$")


def _unsaid(slot: Slot, said: Spoken | None) -> Hindrance | None:
    if said is None or not said.told:
        return "claim_subject.unknown", {}
    rate = _RATE.search(slot.clause)
    if rate and said.metric is None and slot.quantity.kind == "percent" and not rate["name"].endswith("比率"):
        return "claim_subject.no_metric", {"word": rate["name"]}
    return None
