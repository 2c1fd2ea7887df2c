"""What is true of a claim: looked up or counted in the truth, compared one whole count after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from .expected import structure
from .grid import Book

Claim = Mapping[str, Any]
Truth = Callable[[str], int | Fraction]
HOLDERS = ("助理社会工作师", "社会工作师", "高级社会工作师", "有证（级别不详）")


def truth(books: Iterable[Book], movements: Mapping[str, Any], appraisals: Mapping[str, Any]) -> Truth:
    """The numbers that the samples tell, by path.

    ``2023/全区/gender/男``: people at the end of a year; ``certified/2023``; ``joined``, ``left`` (with a
    reason), ``turnover`` (the mean of the months); ``trained``, ``never_trained``; ``grade/2022/优秀``;
    ``posts/2023/quota`` and ``residents``.
    """
    counted = {
        f"{row['on'][:4]}/{row['street']}/{row['field']}/{row['value']}": row["people"]
        for row in structure(books)
        if row["on"].endswith("12-31")
    }
    for year in ("2021", "2022", "2023"):
        counted |= _of_year(year, movements, appraisals)
    for year in ("2020", "2021", "2022", "2023"):
        counted[f"certified/{year}"] = sum(counted[f"{year}/全区/certificate/{name}"] for name in HOLDERS)
    return counted.__getitem__


def _of_year(year: str, movements: Mapping[str, Any], appraisals: Mapping[str, Any]) -> dict[str, Any]:
    left, posts = movements["leavers"][year]["全区"], movements["establishment"][year]["全区"]
    rate = movements["turnover"]["as_told"][year]["月均人数"]
    joined = movements["told"][year]["入职"]
    grades = appraisals["recorded"][year]["全区"]
    return {
        f"left/{year}": left["people"],
        f"turnover/{year}": Fraction(rate["base"]),
        f"joined/{year}": joined,
        f"trained/{year}": movements["training"][year]["全区"]["people"],
        f"never_trained/{year}": movements["duties"][year]["never_trained"],
        **{f"left/{year}/{reason}": people for reason, people in left["reasons"].items()},
        **{f"posts/{year}/{name}": posts[name] for name in ("quota", "residents")},
        **{f"grade/{year}/{grade}": people for grade, people in grades.items()},
    }


def verdict(claim: Claim, known: Truth) -> dict[str, Any]:
    """Whether a claim holds, what is true, and the whole counts that its words allow."""
    facts = {"printed": claim["says"]}
    if "untestable" in claim:
        return facts | {"verdict": "untestable"}
    if "points" in claim:
        return facts | {"verdict": _points(claim, known)}
    base = _number(claim["base"], known) if "base" in claim else None
    people = _number(claim["of"], known) if "of" in claim else None
    if "less" in claim:
        people = people - known(claim["less"])
    if claim.get("percent") and base == int(base):
        return facts | _counted(claim, people, int(base))
    holds = _allows(claim, _size(claim, people, base))
    told = {"actual_people": people} if base is None else {}
    return facts | told | {"verdict": "consistent" if holds else "contradicted"}


def _counted(claim: Claim, people: int | None, base: int) -> dict[str, Any]:
    """A percentage, by trying every whole number of people."""
    allowed = [count for count in range(base + 1) if _allows(claim, Fraction(100 * count, base))]
    facts = {"base": base} if people is None else {"actual_people": people, "actual_base": base}
    if not allowed:
        return facts | {"verdict": "impossible"}
    outcome = "consistent" if people in allowed else "contradicted"
    return facts | {"verdict": outcome, "count_low": allowed[0], "count_high": allowed[-1]}


def _size(claim: Claim, people: int | Fraction | None, base: int | Fraction | None) -> Fraction:
    """What the printed number is of: people, a percentage, so many for every so many."""
    if people is None or base is None:
        return Fraction(people or 0)
    return Fraction(100 if claim.get("percent") else claim["rate"]) * people / base


def _allows(claim: Claim, true: Fraction) -> bool:
    """Whether the words allow this number: printed digits are rounded half up."""
    value = Fraction(str(claim["value"]))
    if "low" in claim:
        return Fraction(str(claim["low"])) <= true < Fraction(str(claim["high"]))
    comparing = {">": true > value, "<": true < value, "≥": true >= value, "≤": true <= value}
    return comparing.get(claim.get("op", "="), half_up(true, decimals(claim["value"])) == value)


def _points(claim: Claim, known: Truth) -> str:
    now, base, before, base_before = (known(path) for path in claim["points"])
    change = Fraction(100 * now, base) - Fraction(100 * before, base_before)
    return "consistent" if half_up(change, decimals(claim["value"])) == claim["value"] else "contradicted"


def half_up(number: Fraction, places: int) -> Fraction:
    """Rounded to so many decimals, a half upwards."""
    scale = 10**places
    return Fraction((number * scale + Fraction(1, 2)).__floor__(), scale)


def decimals(value: float | str) -> int:
    """How many decimals are printed."""
    return len(str(value).partition(".")[2])


def _number(path: str | int, known: Truth) -> int | Fraction:
    return path if isinstance(path, int) else known(path)
