"""Brings together what is true of the appraisals, and the files that tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from . import appraisals_2023, appraisals_earlier, happenings, records_2023
from .grid import Book
from .merit import LAST, Ledger
from .rating import crowded, rate
from .scoring import score
from .sheets import Filed
from .stories import cast
from .truth import District


def keep(district: District, books: Iterable[Book]) -> Ledger:
    """The whole ledger; the rosters say whose rows are written twice, and these play no part."""
    people = cast(district, _listed_twice(books))
    over = crowded(district, people)
    ledger = Ledger(merits=rate(district, people))
    last = ledger.of_year(LAST)
    ledger.scores = score(last, people, over)
    ledger.absences = happenings.absences(district, people)
    ledger.items = happenings.judgements(district, people, last, over)
    ledger.items += happenings.talks(district, people)
    ledger.rehiring = happenings.meetings(district, "rehiring")
    ledger.satisfaction = happenings.meetings(district, "satisfaction")
    return ledger


def _listed_twice(books: Iterable[Book]) -> set[int]:
    last = [book for book in books if book.as_of.year == LAST]
    rows = Counter(
        said.person.key for book in last for grid in book.grids if not grid.hidden for _, said in grid.listed
    )
    return {key for key, times in rows.items() if times > 1}


def filed(district: District, ledger: Ledger) -> list[Filed]:
    """The files about appraisals, oldest first."""
    of_district = [
        appraisals_earlier.long_text(ledger),
        appraisals_earlier.sheet_per_street(ledger, district),
        appraisals_earlier.wide(ledger, district),
    ]
    makers = (
        *(appraisals_2023.merged, appraisals_2023.by_rater, appraisals_2023.by_ballots),
        *(appraisals_2023.by_dimension, appraisals_2023.plain, appraisals_2023.sections),
        *(appraisals_2023.warm, records_2023.absences, records_2023.rehiring),
        *(records_2023.satisfaction, records_2023.talks, records_2023.judgements),
    )
    return of_district + [make(ledger) for make in makers]
