"""What happens to people between hiring and leaving: schooling, certificates, posts, moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from random import Random

from .truth import Person, Schooling, Unit, settings

LAST_DAY = date(2023, 12, 31)
ELECTION = date(2021, 3, 1)
YEARS = range(2018, 2024)


def live(people: list[Person], stayers: list[Person], rng: Random) -> None:
    """Fill in everything but names and numbers.

    The stayers get the exact quotas of ``people.toml``; whoever left gets the same mixture.
    """
    shape = settings("people")
    leavers = [person for person in people if person.leave]
    for group in (stayers, leavers):
        _school(group, len(stayers), rng)
        _deal(group, "politics", _scaled(shape["politics"], group, stayers), rng)
        _deal(group, "source", _scaled(shape["source"], group, stayers), rng)
        _deal(group, "certificate", _scaled(shape["certificate"], group, stayers), rng)
    _appoint(people, rng)
    _employ(people, shape["employment"], rng)
    _belong(people, shape["ethnicity"], rng)
    _develop(people, shape["change"], rng)
    _move(people, shape["change"], rng)


def _scaled(quota: dict[str, int], group: list[Person], whole: list[Person]) -> list[str]:
    """The quota dealt out; for another group size, cut or repeated evenly."""
    hand = [value for value, count in quota.items() for _ in range(count)]
    return (
        [hand[place * len(hand) // len(group)] for place in range(len(group))] if group is not whole else hand
    )


def _by_youth(group: list[Person], noise: float, rng: Random) -> list[Person]:
    return sorted(group, key=lambda person: -person.birth.toordinal() / 365.25 + rng.uniform(0, noise))


def _school(group: list[Person], whole: int, rng: Random) -> None:
    """Deal the levels from young to old, with so much noise that every age has every level."""
    shape = settings("people")
    hand = [
        Schooling(entry["level"], entry["mode"])
        for entry in shape["education"]
        for _ in range(entry["people"])
    ]
    hand += [Schooling("", "")] * shape["education_unknown"]["people"]
    hand = [hand[place * whole // len(group)] for place in range(len(group))]
    for person, schooling in zip(_by_youth(group, 14, rng), hand, strict=True):
        person.education = [(date.min, schooling)]


def _deal(group: list[Person], name: str, hand: list[str], rng: Random) -> None:
    order = _by_youth(group, 3, rng)
    if name != "politics":
        rng.shuffle(order)
    else:  # the league is for the young, everything else for anybody
        young = sum(value == "共青团员" for value in hand)
        order = order[:young] + rng.sample(order[young:], len(order) - young)
    for person, value in zip(order, hand, strict=True):
        if value == "共青团员" and person.birth.year < 1994:
            value = "群众"
        setattr(person, name, value if name == "source" else [(date.min, value)])


def _appoint(people: list[Person], rng: Random) -> None:
    """In every community one or two heads and one or two deputies, from the oldest down."""
    teams: dict[Unit, list[Person]] = defaultdict(list)
    for person in people:
        teams[person.units[-1][1]].append(person)
    for team in teams.values():
        staying = [person for person in team if not person.leave]
        seniority = sorted(staying, key=lambda person: person.birth.toordinal() + 365 * rng.uniform(0, 9))
        heads = ["书记", "主任"] if len(staying) > 9 and rng.random() < 0.6 else ["书记兼主任"]
        posts = heads + rng.choice((["副书记", "副主任"], ["副主任"], ["副主任"]))
        for person in team:
            person.position = [(date.min, _plain_position(rng))]
        for person, post in zip(seniority, posts, strict=False):
            person.position = [(date.min, post)]
    _keep_older_women_senior(people)


def _plain_position(rng: Random) -> str:
    return rng.choices(["社区专职工作者", "网格员", "专干", "委员", "专职委员"], [44, 25, 12, 12, 7])[0]


def _keep_older_women_senior(people: list[Person]) -> None:
    """Women stay past 50 only in a leading post, before the law of 2025."""
    for person in people:
        age = person.age(person.leave or LAST_DAY)
        if person.sex == "女" and age > 50 and level(person.position[-1][1]) == "一般":
            person.position = [(date.min, "副主任")]


def level(position: str) -> str:
    """Level of a position: 正职, 副职 or 一般."""
    levels: dict[str, list[str]] = settings("spellings")["position"]
    return next(name for name, positions in levels.items() if position in positions)


def _employ(people: list[Person], shares: dict[str, int], rng: Random) -> None:
    for person in people:
        position = person.position[-1][1]
        if position in {"委员", "专职委员"} or level(position) != "一般":
            person.employment = "两委成员"
        elif position == "网格员":
            person.employment = "专职网格员" if rng.random() < 0.9 else "公益性岗位"
        else:
            person.employment = rng.choices(list(shares), list(shares.values()))[0]
        if person.sex == "女" and person.age(person.leave or LAST_DAY) > 55:
            person.employment = "返聘"


def _belong(people: list[Person], per_thousand: dict[str, int], rng: Random) -> None:
    groups = [*per_thousand, "汉族"]
    weights = [*per_thousand.values(), 1000 - sum(per_thousand.values())]
    for person in people:
        person.ethnicity = rng.choices(groups, weights)[0]


_BELOW = {"博士研究生": "大学本科", "研究生": "大学本科", "大学本科": "大学专科", "大学专科": "高中"}


def _develop(people: list[Person], change: dict[str, int], rng: Random) -> None:
    """What somebody has now was gained on some day: before it, the step below."""
    for year in YEARS:
        for person in _some(people, year, change["education"], rng, _studies_beside_work):
            now = person.education[0][1]
            before = Schooling(_BELOW[now.level], "全日制" if _BELOW[now.level] == "高中" else "在职")
            person.education = [(date.min, before), (date(year, 7, 1), now)]
        for person in _some(people, year, change["certificate"], rng, _has("certificate", "助理社会工作师")):
            person.certificate = [(date.min, "无"), (date(year, 10, 15), "助理社会工作师")]
        for person in _some(people, year, change["party"], rng, _has("politics", "中共党员")):
            person.politics = [(date.min, "群众"), (date(year, 7, 1), "中共党员")]
    leading = _some(people, ELECTION.year, change["election"], rng, _leads)
    for person in leading:
        person.position = [(date.min, "委员"), (ELECTION, person.position[0][1])]


def _studies_beside_work(person: Person) -> bool:
    return len(person.education) == 1 and person.education[0][1].mode == "在职"


def _leads(person: Person) -> bool:
    return level(person.position[0][1]) != "一般"


def _has(history: str, value: str) -> Callable[[Person], bool]:
    """Has had this value from the beginning."""
    return lambda person: bool(getattr(person, history)[0][1] == value)


def _some(
    people: list[Person], year: int, count: int, rng: Random, wanted: Callable[[Person], bool]
) -> list[Person]:
    """People in post through the whole year who are wanted."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    fit = [person for person in people if person.works(first) and person.works(last) and wanted(person)]
    return rng.sample(fit, min(count, len(fit)))


def _can_be_followed(person: Person) -> bool:
    """Has not moved yet, and will be recognised in another street's list."""
    return len(person.units) == 1 and not person.unknown


def _move(people: list[Person], change: dict[str, int], rng: Random) -> None:
    """Where somebody is now, others may have been before: in another street, or next door."""
    units = list(dict.fromkeys(person.units[-1][1] for person in people))
    for year in YEARS:
        for kind in ("street", "community"):
            for person in _some(people, year, change[kind], rng, _can_be_followed):
                now = person.units[0][1]
                near = [unit for unit in units if unit.street == now.street and unit != now]
                far = [unit for unit in units if unit.street != now.street]
                origin = rng.choice(near if kind == "community" else far)
                person.units = [(date.min, origin), (date(year, rng.randint(2, 11), 1), now)]
