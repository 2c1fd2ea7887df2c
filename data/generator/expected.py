"""What a careful reader should find: counts of the truth, as far as the files tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from .grid import Book, Grid, Total
from .statement import COLLEGE, Said, told
from .truth import District, at

UNKNOWN = "未知"
AGE_BANDS = ((35, "35岁及以下"), (45, "36–45岁"), (55, "46–55岁"), (200, "56岁及以上"))
Known = dict[str, Any]


def structure(books: Iterable[Book]) -> list[dict[str, Any]]:
    """One row per statement day, street (全区 for all), field and value: how many people."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for day, street, known in _people(books):
        for name, value in _features(known, day):
            for place in ("全区", street):
                counts[day.isoformat(), place, name, value] += 1
    names = ("on", "street", "field", "value")
    return [dict(zip(names, key, strict=True)) | {"people": count} for key, count in sorted(counts.items())]


def headline(rows: Iterable[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """The figures of SHK-0 to SHK-3 on every statement day."""
    wanted = {
        ("people", "全部"): "people",
        ("gender", "男"): "men",
        ("age_40_50", "40-50"): "aged_40_to_50",
        ("education_group", "大专及以上"): "college_and_above",
        ("college_mode", "全日制"): "college_full_time",
        ("college_mode", "在职"): "college_in_service",
        ("college_mode", UNKNOWN): "college_mode_unknown",
        ("source", "街道推荐"): "recommended_by_street",
    }
    days: dict[str, dict[str, int]] = {}
    for row in rows:
        name = wanted.get((row["field"], row["value"]))
        if row["street"] == "全区" and name:
            days.setdefault(row["on"], {})[name] = row["people"]
    return days


def _people(books: Iterable[Book]) -> Iterator[tuple[date, str, Known]]:
    """Everybody in post on the day of a file, once, in the street of the truth."""
    for book in books:
        seen: set[int] = set()
        for grid in (grid for grid in book.grids if not grid.hidden):
            for _, said in grid.listed:
                if said.person.key not in seen and _counts(said, book.as_of):
                    seen.add(said.person.key)
                    yield book.as_of, said.unit.street, told(said, grid.tells)


def _counts(said: Said, day: date) -> bool:
    """In post, and not the row of a unit that forgot to delete somebody."""
    return said.person.works(day) and said.unit == at(said.person.units, day)


def _features(known: Known, day: date) -> Iterator[tuple[str, str]]:
    age = _age(known["birth_date"], day)
    yield "people", "全部"
    yield "age_band", _band(age, AGE_BANDS)
    yield "age_40_50", _band(age, ((39, "0-39"), (50, "40-50"), (200, "51-")))
    yield "birth_decade", f"{known['birth_date'].year % 100 // 10}0后" if known["birth_date"] else UNKNOWN
    level = known["education"]
    yield "education_group", ("大专及以上" if level in COLLEGE else "大专以下") if level else UNKNOWN
    if level in COLLEGE:
        yield "college_mode", known["study_mode"] or UNKNOWN
    for name, value in known.items():
        if name != "birth_date":
            yield name, value or UNKNOWN


def _age(birth: date | None, day: date) -> int | None:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)) if birth else None


def _band(age: int | None, bands: tuple[tuple[int, str], ...]) -> str:
    return UNKNOWN if age is None else next(label for last, label in bands if age <= last)


def files(books: Iterable[Book]) -> dict[str, Any]:
    """What is in every file: rows to read, rows to reject, printed totals, the day and where it stands."""
    return {book.file: _file(book) for book in books}


def _file(book: Book) -> dict[str, Any]:
    sheets = [_sheet(grid) for grid in book.grids if "header" in grid.roles and not grid.hidden]
    listed = [said for grid in book.grids if not grid.hidden for _, said in grid.listed]
    people = {said.person.key for said in listed if said.person.works(book.as_of)}
    return {
        "as_of": book.as_of.isoformat(),
        "as_of_stands_in": book.day_stands_in,
        "people_in_post": len(people),
        "leavers": sum(not said.person.works(book.as_of) for said in listed),
        "listed_twice": sum(said.person.works(book.as_of) for said in listed) - len(people),
        "streets": sorted({said.unit.street for said in listed if said.person.works(book.as_of)}),
        "data_rows": sum(sheet["data_rows"] for sheet in sheets),
        "rows_to_reject": sum(len(sheet["reject"]) for sheet in sheets),
        "sheets_without_people": [
            grid.name for grid in book.grids if grid.hidden or "header" not in grid.roles
        ],
        "sheets": sheets,
    }


def _sheet(grid: Grid) -> dict[str, Any]:
    rows = {
        role: [row for row, own in enumerate(grid.roles, start=1) if own == role] for role in set(grid.roles)
    }
    return {
        "sheet": grid.name,
        "header_rows": rows["header"],
        "data_rows": len(rows["data"]),
        "first_data_row": rows["data"][0],
        "last_data_row": rows["data"][-1],
        "reject": {str(row): why for row, why in grid.reject.items()},
        "other_rows": {
            role: numbers for role, numbers in sorted(rows.items()) if role not in {"data", "header"}
        },
        "totals": [_total(grid, total) for total in grid.totals],
        "slips": dict(sorted(Counter(slip for _, said in grid.listed for slip in said.slips).items())),
    }


def _total(grid: Grid, total: Total) -> dict[str, Any]:
    counted = grid.counted(total)
    facts = {"row": total.row, "label": total.label, "printed": total.people, "covers": total.covers}
    return facts | {"rows": counted, "right": counted == total.people}


def flows(district: District, years: Iterable[int]) -> list[dict[str, Any]]:
    """One row per year: stock at its beginning, joined, left (by reason), stock at its end."""
    return [_flow(district, year) for year in years]


def _flow(district: District, year: int) -> dict[str, Any]:
    first, last = date(year - 1, 12, 31), date(year, 12, 31)
    opening, closing = ({one.key for one in district.in_post(day)} for day in (first, last))
    moved = sum(
        at(one.units, first).street != at(one.units, last).street
        for one in district.people
        if one.key in opening & closing
    )
    return {
        "year": year,
        "opening": len(opening),
        "joined": len(closing - opening),
        "left": len(opening - closing),
        "closing": len(closing),
        "moved_between_streets": moved,
        "left_by_reason": dict(sorted(Counter(one.leave_reason for one in district.left_in(year)).items())),
    }
