"""Days of publicity, and the phases of a plan on the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from sgstats.errors import Refused
from sgstats.messages import use_language
from sgstats.policies.loading import load
from sgstats.policies.options import Options
from sgstats.policies.procedure import last_day, notes, posting_problems, windows


@pytest.mark.parametrize(
    ("posted", "days", "first_day", "expected"),
    [
        (date(2025, 1, 4), 7, "counted", date(2025, 1, 10)),
        (date(2025, 1, 4), 7, "not_counted", date(2025, 1, 11)),
        (date(2024, 2, 28), 1, "counted", date(2024, 2, 28)),
        (date(2024, 2, 28), 1, "not_counted", date(2024, 2, 29)),
        (date(2024, 12, 20), 3, "counted", date(2024, 12, 22)),
    ],
)
def test_the_day_of_posting_counts_only_where_chosen(posted, days, first_day, expected):
    assert last_day(posted, days, first_day=first_day) == expected


def test_no_days_are_no_publicity():
    with pytest.raises(Refused, match="1天以上"):
        last_day(date(2025, 1, 4), 0)


def test_the_phases_of_a_year_end_in_the_next():
    laid_out = windows(load("PLAN"), year=2024)
    assert [(window.first, window.last, window.days) for window in laid_out] == [
        (date(2024, 12, 20), date(2024, 12, 26), 7),
        (date(2024, 12, 27), date(2024, 12, 30), 4),
        (date(2025, 1, 4), date(2025, 1, 10), 7),
    ]


def test_a_phase_over_new_year_ends_in_the_year_after():
    pack = load("PLAN")
    phase = pack.phases[0].model_copy(update={"first": "12-27", "last": "01-03"})
    window = windows(pack.model_copy(update={"phases": (phase,)}), year=2024)[0]
    assert (window.first, window.last) == (date(2024, 12, 27), date(2025, 1, 3))


@pytest.mark.parametrize(("year", "day"), [(2024, 29), (2023, 28)])
def test_the_last_of_february_is_the_last_of_february(year, day):
    pack = load("PLAN")
    phase = pack.phases[0].model_copy(update={"first": "02-01", "last": "02-29"})
    assert windows(pack.model_copy(update={"phases": (phase,)}), year=year)[0].last == date(year, 2, day)


@pytest.mark.parametrize("first_day", ["counted", "not_counted"])
def test_seven_days_fit_the_third_phase_only_if_both_ends_count(first_day):
    (note,) = notes(load("PLAN"), year=2024, options=Options(first_day=first_day))
    assert "PLAN-8-1" in note
    assert "2025-01-10" in note
    assert "2025-01-11" in note
    assert ("当日不计入计算" in note) is (first_day == "not_counted")


def test_a_posting_that_cannot_fit_is_said_so():
    pack = load("PLAN")
    posting = pack.publicity[0].model_copy(update={"days": 9})
    (note,) = notes(pack.model_copy(update={"publicity": (posting,)}), year=2024)
    assert "超出实绩公示期（至2024-12-26）" in note


def test_a_pack_without_phases_has_no_misfit():
    assert notes(load("EAST"), year=2024) == ()


RESULTS = windows(load("PLAN"), year=2024)[0]
POSTING = load("PLAN").publicity[0]


@pytest.mark.parametrize(
    ("posted", "met", "problems"),
    [
        (date(2024, 12, 20), date(2024, 12, 27), 0),
        (date(2024, 12, 23), date(2024, 12, 27), 0),
        (date(2024, 12, 24), date(2024, 12, 27), 2),
        (date(2024, 12, 19), None, 1),
        (date(2024, 12, 23), date(2024, 12, 26), 1),
    ],
    ids=["first day", "just in time", "too late", "too early", "ends on the day of the meeting"],
)
def test_results_hang_within_their_phase_and_come_down_before_the_meeting(posted, met, problems):
    assert len(posting_problems(POSTING, posted=posted, window=RESULTS, met=met)) == problems


def test_both_languages_name_the_days():
    use_language("en")
    (note,) = notes(load("PLAN"), year=2024)
    assert "2025-01-11 if not (Civil Code art. 201)" in note
