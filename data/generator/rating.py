"""How the streets rated everybody, 2021 to 2023: the stories first, the rest by chance inside the quota."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from random import Random

from .merit import GRADES, LAST, YEARS, Merit, Story, inside, unit_in
from .truth import District, Person, Unit, settings

LOW = frozenset(GRADES[2:])
ODDS: dict[str, int] = settings("merit")["share"]
QUOTA = settings("merit")["quota"]
DISMISSED = frozenset({"劝退", "解聘", "不再续聘"})

Rated = dict[tuple[int, int], Merit]


def rate(district: District, cast: Mapping[int, Story]) -> Rated:
    """The appraisal of everybody in post at a year's end, but for those of whom no file says anything."""
    rated: Rated = {}
    over = crowded(district, cast)
    for year in YEARS:
        for unit, team in _teams(district, year).items():
            rng = Random(f"青禾区 考核 {year} {unit.street}{unit.community}")
            words = {person.key: _word(person, year, cast, rated, rng) for person in team}
            _honour(team, words, year, cast, extra=year == LAST and unit in over)
            for person in team:
                if word := words[person.key]:
                    graded = {"grade" if word in GRADES else "no_grade": word}
                    rated[person.key, year] = Merit(person=person, year=year, unit=unit, **graded)
    return rated


def crowded(district: District, cast: Mapping[int, Story]) -> dict[Unit, str]:
    """The communities that name one 优秀 too many in the last year, and how; none with a story in it."""
    busy = {unit_in(person, LAST) for person in district.people if person.key in cast}
    chosen: dict[Unit, str] = {}
    for wish in QUOTA["over"]:
        teams = _teams(district, LAST)
        fit = [
            unit
            for unit, team in teams.items()
            if unit.street == wish["street"] and unit not in busy | set(chosen) and _settled(team)
        ]
        chosen[max(fit, key=lambda unit: len(teams[unit]))] = wish["how"]
    return chosen


def _settled(team: list[Person]) -> bool:
    """As many seats whether all are counted or only those whom the rules cover: beyond doubt."""
    size = QUOTA["people_a_seat"]
    sure = [one for one in team if inside(one.employment) and one.hire.year < LAST]
    return len(sure) > size and len(sure) // size == len(team) // size


def _teams(district: District, year: int) -> dict[Unit, list[Person]]:
    teams: dict[Unit, list[Person]] = defaultdict(list)
    for person in district.in_post(date(year, 12, 31)):
        teams[unit_in(person, year)].append(person)
    return teams


def _word(person: Person, year: int, cast: Mapping[int, Story], rated: Rated, rng: Random) -> str:
    """A grade, why there is none, or "" for no row at all; nobody is 优秀 yet but in a story."""
    chance, leaving = rng.random() * 1000, rng.random() * 1000
    if person.key in cast:
        return cast[person.key].grades[year - YEARS[0]]
    if person.hire.year == year and person.hire.month > 6:
        return "试用期" if chance < 300 else "不定等次"
    before = rated.get((person.key, year - 1))
    if before and before.grade in LOW:
        return "称职"
    leave = person.leave
    if (
        leave
        and leave.year == year + 1
        and person.leave_reason in DISMISSED
        and leaving < ODDS["before_exit"]
    ):
        return "不称职" if chance < 400 else "基本称职"
    return _by_chance(chance)


def _by_chance(chance: float) -> str:
    limit = 0
    for word, name in (("基本称职", "weak"), ("不称职", "unfit"), ("未参加", "away"), ("", "missing")):
        limit += ODDS[name]
        if chance < limit:
            return word
    return "称职"


def seats(team: list[Person], words: Mapping[int, str], cast: Mapping[int, Story]) -> int:
    """How many may be 优秀: one in five of those graded whom the rules cover and who stay."""
    graded = [
        person
        for person in team
        if words[person.key] in GRADES
        and inside(person.employment)
        and not (person.key in cast and cast[person.key].exit)
    ]
    return len(graded) // QUOTA["people_a_seat"]


def _honour(
    team: list[Person], words: dict[int, str], year: int, cast: Mapping[int, Story], *, extra: bool
) -> None:
    """Give the seats of a community to its best; a few leave one empty, a few find one too many."""
    unit = unit_in(team[0], year)
    free = seats(team, words, cast) + extra - sum(word == "优秀" for word in words.values())
    rng = Random(f"青禾区 优秀 {year} {unit.street}{unit.community}")
    if not extra and not _rotates(unit) and rng.random() * 1000 < ODDS["spare_seat"]:
        free -= 1
    fit = [
        one
        for one in team
        if words[one.key] == "称职"
        and one.key not in cast
        and one.hire.year < year
        and inside(one.employment)
    ]
    for person in _best(fit, year, rotates=_rotates(unit))[: max(free, 0)]:
        words[person.key] = "优秀"


def _rotates(unit: Unit) -> bool:
    return unit == Unit(**settings("merit")["rotating"])


def _best(people: list[Person], year: int, *, rotates: bool) -> list[Person]:
    """By merit, which lasts over the years with some luck; or by turns."""
    if rotates:
        start = year - YEARS[0]
        order = sorted(people, key=lambda one: one.key)
        return order[start:] + order[:start]

    def merit(person: Person) -> float:
        lasting = Random(f"青禾区 能力 {person.key}").gauss(0, 1)
        return -lasting - 0.7 * Random(f"青禾区 运气 {person.key} {year}").gauss(0, 1)

    return sorted(people, key=merit)
