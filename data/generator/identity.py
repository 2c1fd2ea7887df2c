"""Numbers and names that can belong to nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from .truth import Person, settings

AREA = "199101"
"""Province code 19 was never assigned (GB/T 2260), so no real ID number begins like this."""

DOUBLE_SURNAMES = ("欧阳", "诸葛", "司徒")

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check_character(first_17: str) -> str:
    """Last character of an ID number (GB 11643-1999).

    Example:
        >>> check_character("11010519491231002")
        'X'
    """
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def id_number(birth: date, sex: str, order: int) -> str:
    """A valid number of the invented area; the order digit is odd for men."""
    digit = 2 * order + (sex == "男")
    first_17 = f"{AREA}{birth:%Y%m%d}{digit % 1000:03d}"
    return first_17 + check_character(first_17)


def identify(people: list[Person], rng: Random) -> None:
    """Give everybody a name, an ID number, a staff number and a telephone number.

    Name, month of birth and sex together belong to one person only, so that a file without
    ID numbers can still be joined; ``_make_twins`` makes the exception.
    """
    names, taken, orders = _names(rng), set(), dict[date, int]()
    for place, person in enumerate(people, start=1):
        orders[person.birth] = orders.get(person.birth, rng.randrange(2, 200)) + 1
        person.id_number = id_number(person.birth, person.sex, orders[person.birth])
        person.staff_id = f"QH{place:05d}"
        person.phone = f"1000000{rng.randrange(10_000):04d}"
        while not person.name or (person.name, person.sex, f"{person.birth:%Y%m}") in taken:
            person.name = names(person.sex)
        taken.add((person.name, person.sex, f"{person.birth:%Y%m}"))
    _name_minorities(people, rng)
    _make_twins(people)


def _make_twins(people: list[Person]) -> None:
    """Two women of two streets, of one name and one month of birth."""
    staying = [person for person in people if person.sex == "女" and not person.leave and not person.unknown]
    first = staying[0]
    second = next(
        one
        for one in staying
        if one.units[-1][1].street != first.units[-1][1].street
        and f"{one.birth:%Y%m}" == f"{first.birth:%Y%m}"
    )
    second.name = first.name
    first.twin = second.twin = True


def _names(rng: Random) -> Callable[[str], str]:
    words: dict[str, str] = settings("names")
    surnames = list(words["surnames"])
    weights = [len(surnames) * 2 - place for place in range(len(surnames))]

    def draw(sex: str) -> str:
        surname = rng.choices(surnames, weights)[0] if rng.random() > 0.005 else rng.choice(DOUBLE_SURNAMES)
        given = words["men"] if sex == "男" else words["women"]
        return surname + "".join(rng.sample(given, 1 if rng.random() < 0.22 else 2))

    return draw


def _name_minorities(people: list[Person], rng: Random) -> None:
    settlers = [
        person for person in people if person.ethnicity in {"维吾尔族", "蒙古族"} and person.sex == "女"
    ]
    names = settings("names")["minority"]
    for person, name in zip(settlers, rng.sample(names, len(names)), strict=False):
        person.name = name
