"""What a careful reader should find about appraisals, and what follows by the rules of 东区."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from . import slow_pay
from .grid import Book
from .merit import GRADES, LAST, YEARS, Ledger, unit_in
from .sheets import Filed
from .slow_judge import History, Verdict, judge, scored_only
from .statement import told
from .truth import District, Person, Unit

MOST = "优秀"
Staff = Mapping[int, tuple[Person, Unit, str]]


def appraisals(district: District, books: list[Book], files: list[Filed], ledger: Ledger) -> dict[str, Any]:
    """Everything: grades as recorded, what the files hold, and the verdicts of the last year."""
    history = judge(ledger, _staff(district, books))
    return {
        "files": {one.book.file: file_facts(one) for one in files},
        "recorded": {str(year): _recorded(ledger, year) for year in YEARS},
        "east_2023": _judged(history, ledger) | _voted(ledger, history),
        "east_2023_pay": slow_pay.pay(district, list(history[LAST].values())),
        "kangjian_2023": _talked(ledger),
    }


def _staff(district: District, books: list[Book]) -> Callable[[int], Staff]:
    """Who is in post at a year's end, where, and in which employment as far as that year's lists tell."""

    def of_year(year: int) -> Staff:
        known = _employment(books, year)
        return {
            person.key: (person, unit_in(person, year), known.get(person.key, ""))
            for person in district.in_post(date(year, 12, 31))
        }

    return of_year


def _employment(books: list[Book], year: int) -> dict[int, str]:
    """Employment by person's key, as the rosters of a year tell it."""
    known: dict[int, str] = {}
    for book in books:
        for grid in book.grids if book.as_of.year == year else ():
            for _, said in grid.listed:
                if value := told(said, grid.tells)["employment"]:
                    known[said.person.key] = str(value)
    return known


def file_facts(filed: Filed) -> dict[str, Any]:
    """What is in a file of records: its kind and day, rows to read and to reject, records."""
    sheets = [
        {
            "sheet": grid.name,
            "header_rows": [row for row, role in enumerate(grid.roles, start=1) if role == "header"],
            "data_rows": grid.roles.count("data"),
            "reject": {str(row): why for row, why in grid.reject.items()},
        }
        for grid in filed.book.grids
    ]
    rows = sum(sheet["data_rows"] for sheet in sheets)
    facts = {"kind": filed.kind, "as_of": filed.book.as_of.isoformat(), "data_rows": rows}
    return facts | {"records": filed.records, "sheets": sheets}


def _recorded(ledger: Ledger, year: int) -> dict[str, dict[str, int]]:
    """People by street and grade as the street rated them; a street that sent scores only has none."""
    counts: dict[str, Counter[str]] = {"全区": Counter()}
    for merit in ledger.of_year(year):
        if not scored_only(merit.unit, year):
            for place in ("全区", merit.unit.street):
                counts.setdefault(place, Counter())[merit.grade or merit.no_grade] += 1
    return {place: dict(sorted(found.items())) for place, found in counts.items()}


def _judged(history: History, ledger: Ledger) -> dict[str, Any]:
    verdicts = list(history[LAST].values())
    return {
        "in_population": len(verdicts),
        "final_grades": _by_grade(verdicts),
        "final_grades_by_street": {
            street: _by_grade([one for one in verdicts if one.unit.street == street])
            for street in dict.fromkeys(one.unit.street for one in verdicts)
        },
        "people_by_rule": dict(sorted(Counter(rule for one in verdicts for rule in set(one.rules)).items())),
        "rules_of_people": _by_text(" ".join(one.rules) for one in verdicts if one.rules),
        "terminated": sum(one.out for one in verdicts),
        "undecided": sum(one.undecided for one in verdicts),
        "over_quota": _over_quota(verdicts),
        "score_that_cannot_be": sum(
            "EAST-18-6" in one.rules and (one.person.key in ledger.scores or bool(one.rated))
            for one in verdicts
        ),
    }


def _by_grade(verdicts: Iterable[Verdict]) -> dict[str, int]:
    counts = Counter(one.grade for one in verdicts)
    return {grade: counts[grade] for grade in GRADES} | {"": counts[""]}


def _by_text(texts: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(texts).items()))


def _over_quota(verdicts: list[Verdict]) -> list[dict[str, Any]]:
    """Communities with more candidates for 优秀 than seats, before anybody chose."""
    found = []
    for unit in dict.fromkeys(one.unit for one in verdicts if "EAST-12" in one.rules):
        team = [one for one in verdicts if one.unit == unit and one.rated and not one.ended]
        waiting = sum(one.undecided for one in team)
        given = sum(one.grade == MOST for one in team)
        lowered = sum("EAST-12" in one.rules and not one.undecided for one in team)
        facts = {"appraised": len(team), "seats": len(team) // 5, "candidates": given + waiting + lowered}
        found.append({**unit._asdict(), **facts, "given": given, "undecided": waiting, "lowered": lowered})
    return found


def _voted(ledger: Ledger, history: History) -> dict[str, Any]:
    """Votes on being hired again: of those present without invalid ballots, compared as whole numbers."""
    counts: Counter[str] = Counter()
    not_hired = 0
    for meeting in ledger.rehiring:
        whole = meeting.counts["present"] - meeting.counts["invalid"]
        for vote in meeting.votes:
            if vote.person.key in history[LAST]:
                rules = list(_failed(vote.counts, whole))
                counts.update(rules or ["EAST-6-3"])
                not_hired += bool(rules)
    return {"votes_by_rule": dict(sorted(counts.items())), "not_hired_again": not_hired}


def _failed(votes: Mapping[str, int], whole: int) -> Iterable[str]:
    if votes["favour"] * 2 <= whole:
        yield "EAST-6-2-B"
    if (votes["excellent"] + votes["competent"]) * 100 < 60 * whole:
        yield "EAST-6-2-D(60)"
    if (votes["basic"] + votes["incompetent"]) * 100 > 30 * whole:
        yield "EAST-6-2-D(30)"


def _talked(ledger: Ledger) -> dict[str, int]:
    """Three talks and then a warning; a complaint in a year that ends with a signature for hiring again."""
    told: dict[int, list[str]] = {}
    for item in sorted(ledger.items, key=lambda one: one.day):
        told.setdefault(item.person.key, []).append(item.name)
    ladders = [_rungs(names) for names in told.values() if {"谈心", "警告"} & set(names)]
    return {
        "ladder_complete": sum(ladders),
        "ladder_unfinished": len(ladders) - sum(ladders),
        "complaint_yet_signed": sum({"投诉", "同意续聘"} <= set(names) for names in told.values()),
    }


def _rungs(names: list[str]) -> bool:
    """Does a warning come after three talks?"""
    return any(name == "警告" and names[:place].count("谈心") >= 3 for place, name in enumerate(names))
