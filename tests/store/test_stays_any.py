"""Any history at all: the stays are what the slow oracle says, and keep what the table promises."""

from __future__ import annotations

from collections import Counter
from itertools import combinations_with_replacement, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from invented_stays import DISTRICT, LEVELS, UNITS, Change, History, Listing, Row, stays
from oracle_events import covers, next_listed
from oracle_stays import stays_of

from sgstats.periods import OPEN_END, from_day_number

# Few days, so that lists, hirings, leavings and told changes meet on one.
DAYS = (
    20230101, 20230301, 20230615, 20231231, 20240101, 20240228, 20240229, 20240301, 20240630,
    20241231, 20250101, 20250228,
)  # fmt: skip
PEOPLE = tuple("ABCDEFGHIJ")
STREETS = ((DISTRICT, "东街街道", None), (DISTRICT, "西街街道", None))
COVERED = ((STREETS[0],), (STREETS[1],), STREETS, *((unit,) for unit in UNITS))

days = st.sampled_from(DAYS)
reasons = st.sampled_from([None, "辞职", "调出"])
told_units = st.sampled_from([*UNITS, *STREETS])


@st.composite
def listings(draw):
    """A list of one street, of both or of one community; hirings and leavings may contradict anything."""
    covers_units = draw(st.sampled_from(COVERED))
    inside = st.sampled_from([unit for unit in UNITS if any(covers(one, unit) for one in covers_units)])
    listed = draw(st.lists(st.sampled_from(PEOPLE), unique=True))
    rows = [
        Row(
            person, draw(inside), draw(st.none() | days), draw(st.none() | st.none() | days), draw(reasons),
            draw(st.sampled_from([None, "本科", "专科"])),
        )
        for person in listed
    ]  # fmt: skip
    return Listing(draw(days), tuple(rows), covers_units, draw(st.sampled_from([False, False, True])))


changes = st.builds(
    Change, st.sampled_from(PEOPLE), days, st.sampled_from(["入职", "离职", "调动"]),
    told_units, told_units, reasons,
)  # fmt: skip
histories = st.builds(
    History, st.lists(listings(), min_size=1, max_size=5), st.lists(changes, max_size=2 * len(PEOPLE))
)


@settings(max_examples=60, deadline=None)
@given(history=histories)
def test_stays_are_those_of_a_slow_oracle_and_keep_what_the_table_promises(history):
    found = stays(history).to_dicts()
    expected = [one for person in PEOPLE for one in stays_of(history, person)]
    assert [{name: one[name] for name in expected[0]} for one in found] == expected
    nobody_is_in_two_places(found)
    moves_lead_from_stay_to_stay(found)
    days_of_lists_are_those_of_the_headcount(history, found)
    accounts_close(found)
    ordinals_count_days(found)


def nobody_is_in_two_places(found):
    """Every stay lasts a day at least, and a person's stays follow each other."""
    assert all(one["since"] < one["until"] for one in found)
    for one, following in neighbours(found):
        assert one["until"] <= following["since"]
        assert one["ended"] is not None


def moves_lead_from_stay_to_stay(found):
    """Whoever moves away arrives the same day, and both stays say where from and where to."""
    for one, following in neighbours(found):
        assert (one["ended"] == "moved") == (following["began"] == "moved")
        if one["ended"] == "moved":
            assert one["until"] == following["since"]
            assert unit(one, "to_") == unit(following)
            assert unit(following, "from_") == unit(one)
    arrived, went = (Counter(one[name] for one in found)["moved"] for name in ("began", "ended"))
    assert arrived == went


def days_of_lists_are_those_of_the_headcount(history, found):
    """On the day of a list the units it lists hold whom the headcount counts there.

    Somebody listed in two units for one day is counted in one: where the later list shows them.
    """
    for listing in history.lists:
        asked = [one for one in UNITS if any(covers(part, one) for part in listing.covers)]
        stayed = {
            (one["person_id"], unit(one)) for one in found if one["since"] <= listing.day < one["until"]
        }
        assert {one for one in stayed if one[1] in asked} == {
            one for one in counted(history, listing.day) if one[1] in asked
        }


def counted(history, day):
    """Whom the headcount counts on a day, and where: the rule of ``population.sql``, row by row."""
    rows = sorted(
        (one.day, number, -place, row)
        for number, one in enumerate(history.lists)
        for place, row in enumerate(one.rows)
        if one.day <= day < next_listed(history, row.unit, one.day)
        and (row.hire is None or row.hire <= day)
        and (row.leave is None or row.leave > day)
    )
    return set({row.person: row.unit for *_, row in rows}.items())


def accounts_close(found):
    """At first + joined + listed for the first time = left + at last, between any two days."""
    for first, last in combinations_with_replacement(DAYS, 2):
        came = [one for one in found if first <= one["since"] <= last and one["began"] != "moved"]
        left = [one for one in found if first <= one["until"] <= last and one["ended"] == "left"]
        opening = [one for one in found if one["since"] < first <= one["until"]]
        closing = [one for one in found if one["since"] <= last < one["until"]]
        assert len(opening) + len(came) == len(left) + len(closing)


def ordinals_count_days(found):
    for one in found:
        assert one["since_ordinal"] == from_day_number(one["since"]).toordinal()
        lasts = one["until"] == OPEN_END
        assert one["until_ordinal"] == (None if lasts else from_day_number(one["until"]).toordinal())
        assert (one["ended"] is None) == lasts


@settings(max_examples=12, deadline=None)
@given(
    lists=st.lists(listings(), min_size=2, max_size=5, unique_by=lambda one: one.day),
    told=st.lists(changes, max_size=len(PEOPLE)),
    data=st.data(),
)
def test_the_order_of_import_does_not_matter_where_days_differ(lists, told, data):
    shuffled = data.draw(st.permutations(lists))
    assert stays(History(shuffled, told)).equals(stays(History(lists, told)))


def unit(one, prefix=""):
    return tuple(one[f"{prefix}{level}"] for level in LEVELS)


def neighbours(found):
    """Stays of one person that follow each other."""
    return [(one, other) for one, other in pairwise(found) if one["person_id"] == other["person_id"]]
