"""Who was where from when to when: what lists and movement lists together mean, case by case."""

from __future__ import annotations

import pytest
from invented_stays import EAST, EAST_TWO, WEST, History, Row, came, listing, moved, stays, went

from sgstats.periods import OPEN_END

NOBODY = Row("Z")
EAST_STREET, WEST_STREET = ("青禾区", "东街街道", None), ("青禾区", "西街街道", None)
BOTH = (EAST, WEST)


def told(history, *names):
    """The asked columns of A's stays, in order."""
    found = [one for one in stays(history).to_dicts() if one["person_id"] == "A"]
    return [tuple(one[name] for name in names) for one in found]


def spans(history):
    return told(history, "since", "until", "began", "ended")


def lists(*rows_by_day, covers=BOTH):
    """Lists of both streets, one a day."""
    return [listing(day, *rows, covers=covers) for day, *rows in rows_by_day]


# How a time in post begins


def test_whom_the_first_list_of_a_unit_shows_was_there_before_lists_began():
    assert spans(History(lists((20231231, "A")))) == [(20231231, OPEN_END, "listed", None)]


def test_somebody_new_on_the_next_list_joined_on_the_day_of_hiring():
    history = History(lists((20221231, NOBODY), (20231231, Row("A", hire=20230601))))
    assert told(history, "since", "began", "since_dated", "hire_day") == [
        (20230601, "joined", True, 20230601)
    ]


@pytest.mark.parametrize("hire", [None, 20200601, 20221231])
def test_without_a_day_of_hiring_after_the_list_before_the_joining_is_the_lists_day(hire):
    history = History(lists((20221231, NOBODY), (20231231, Row("A", hire=hire))))
    assert told(history, "since", "began", "since_dated") == [(20231231, "joined", False)]


def test_a_hiring_still_to_come_is_a_joining_on_that_day():
    history = History(lists((20231231, Row("A", hire=20240229))))
    assert told(history, "since", "began", "since_dated") == [(20240229, "joined", True)]


def test_a_register_of_everybody_who_ever_worked_there_makes_its_days_of_hiring_joinings():
    history = History([listing(20231231, Row("A", hire=20150301), register=True)])
    assert spans(history) == [(20150301, OPEN_END, "joined", None)]


def test_a_told_joining_is_dated_and_the_next_list_confirms_it():
    history = History(lists((20221231, NOBODY), (20231231, "A")), [came(20230601)])
    assert told(history, "since", "began", "since_dated") == [(20230601, "joined", True)]


def test_whom_no_list_ever_shows_is_known_by_what_is_told():
    history = History(
        lists((20221231, NOBODY), (20231231, NOBODY)), [came(20230201), went(20230315, reason="辞职")]
    )
    assert spans(history) == [(20230201, 20230315, "joined", "left")]
    assert spans(History([], [came(20230201)])) == [(20230201, OPEN_END, "joined", None)]


def test_whoever_came_and_went_between_two_lists_is_known_by_the_one_that_tells_both_days():
    gone = Row("A", hire=20230201, leave=20230315, reason="落选")
    history = History(lists((20221231, NOBODY), (20231231, gone)))
    assert told(history, "since", "until", "leave_reason") == [(20230201, 20230315, "落选")]
    assert spans(History(lists((20231231, gone)))) == []


def test_a_register_tells_every_time_in_post_of_those_who_came_back():
    rows = [Row("A", hire=2010_03_01, leave=2013_06_01), Row("A", hire=2015_09_01, leave=2018_02_01)]
    history = History([listing(20231231, *rows, Row("A", hire=20220701), register=True)])
    assert told(history, "since", "until", "service") == [
        (20100301, 20130601, 1), (20150901, 20180201, 2), (20220701, OPEN_END, 3),
    ]  # fmt: skip


# How it ends


def test_whom_the_next_list_no_longer_shows_left_on_its_day():
    history = History(lists((20221231, "A"), (20231231, NOBODY)))
    assert told(history, "until", "ended", "until_dated", "leave_reason") == [(20231231, "left", False, None)]


def test_a_told_exit_is_dated_and_has_its_reason():
    history = History(lists((20221231, "A"), (20231231, NOBODY)), [went(20230601, reason="退休")])
    assert told(history, "until", "ended", "until_dated", "leave_reason") == [
        (20230601, "left", True, "退休")
    ]


def test_a_day_of_leaving_in_a_list_is_the_first_day_out_of_post():
    history = History(lists((20221231, "A"), (20231231, Row("A", leave=20230601, reason="辞职"))))
    assert told(history, "until", "until_dated", "leave_reason") == [(20230601, True, "辞职")]


def test_the_movement_lists_day_of_an_exit_comes_before_the_staff_lists():
    listed = Row("A", leave=20230630, reason="辞职")
    history = History(lists((20221231, "A"), (20231231, listed)), [went(20230601, reason="退休")])
    assert told(history, "until", "leave_reason") == [(20230601, "退休")]


@pytest.mark.parametrize("imported_last", [0, 1])
def test_of_days_of_leaving_in_lists_the_later_lists_counts_in_whatever_order_they_came(imported_last):
    first = listing(20230630, Row("A", leave=20230601), covers=(EAST_STREET,))
    later = [first, listing(20231231, Row("A", leave=20230615), covers=(EAST_STREET,))]
    ordered = later if imported_last else later[::-1]
    assert told(History([listing(20221231, "A"), *ordered]), "until") == [(20230615,)]


def test_a_leaving_told_for_after_the_list_that_shows_the_person_gone_keeps_its_reason_but_no_day():
    history = History(lists((20221231, Row("A", leave=20240301, reason="退休")), (20231231, NOBODY)))
    assert told(history, "until", "until_dated", "leave_reason") == [(20231231, False, "退休")]


def test_whom_the_next_list_still_shows_in_the_unit_did_not_leave():
    history = History(lists((20221231, "A"), (20231231, "A")), [went(20230601)])
    assert spans(history) == [(20221231, OPEN_END, "listed", None)]


# Coming back


def test_leaving_and_joining_again_on_one_day_are_two_times_in_post():
    history = History(lists((20221231, "A"), (20231231, "A")), [came(20230601), went(20230601)])
    assert told(history, "since", "until", "service") == [(20221231, 20230601, 1), (20230601, OPEN_END, 2)]


def test_a_day_of_hiring_after_the_exit_says_that_the_person_came_back():
    back = Row("A", hire=20230901)
    history = History(lists((20221231, "A"), (20231231, back)), [went(20230601)])
    assert told(history, "since", "hire_day") == [(20221231, None), (20230901, 20230901)]


def test_whom_a_list_in_between_did_not_show_left_and_joined_again():
    history = History(
        lists((20211231, Row("A", hire=20150301)), (20221231, NOBODY), (20231231, Row("A", hire=20150301)))
    )
    assert spans(history) == [(20211231, 20221231, "listed", "left"), (20231231, OPEN_END, "joined", None)]
    assert told(history, "hire_day") == [(20150301,), (None,)]


# Moving


def test_a_told_move_ends_one_stay_and_begins_the_next_in_the_same_service():
    history = History(lists((20221231, "A"), (20231231, Row("A", WEST))), [moved(20230601)])
    names = ("since", "until", "street", "from_street", "to_street", "service", "service_since")
    assert told(history, *names) == [
        (20221231, 20230601, "东街街道", None, "西街街道", 1, 20221231),
        (20230601, OPEN_END, "西街街道", "东街街道", None, 1, 20221231),
    ]


def test_whom_the_next_list_shows_elsewhere_moved_on_its_day():
    history = History(lists((20221231, "A"), (20231231, Row("A", WEST))))
    assert told(history, "since", "began", "since_dated") == [
        (20221231, "listed", False),
        (20231231, "moved", False),
    ]


def test_a_move_is_dated_by_the_exit_or_by_the_new_day_of_hiring():
    gone = History(lists((20221231, "A"), (20231231, Row("A", WEST))), [went(20230601, reason="调出")])
    hired = History(lists((20221231, "A"), (20231231, Row("A", WEST, hire=20230601))))
    assert spans(gone)[1] == spans(hired)[1] == (20230601, OPEN_END, "moved", None)


def test_a_move_is_not_dated_before_a_list_of_the_new_unit_that_does_not_show_the_person():
    history = History(
        [listing(20221231, "A"), *lists((20230630,), (20231231, Row("A", WEST)), covers=(WEST,))],
        [went(20230601, reason="调出")],
    )
    assert spans(history)[1] == (20231231, OPEN_END, "moved", None)


def test_whom_only_the_later_list_of_another_street_shows_moved_when_their_own_list_no_longer_did():
    history = History([
        listing(20221231, Row("A", hire=20150301)), listing(20231231),
        listing(20240630, Row("A", WEST, hire=20150301), covers=(WEST,)),
    ])  # fmt: skip
    assert spans(history) == [(20221231, 20231231, "listed", "moved"), (20231231, OPEN_END, "moved", None)]


@pytest.mark.parametrize("reason", ["辞职", "退休"])
def test_whoever_left_for_good_did_not_move(reason):
    history = History(
        [
            listing(20221231, Row("A", hire=20150301)), listing(20231231),
            listing(20240630, Row("A", WEST, hire=20150301), covers=(WEST,)),
        ],
        [went(20230601, reason=reason)],
    )  # fmt: skip
    assert [row[2:] for row in spans(history)] == [("listed", "left"), ("joined", None)]


def test_moving_and_returning_between_two_lists_is_three_stays_of_one_service():
    history = History(lists((20221231, "A"), (20231231, "A")), [moved(20230301), moved(20230601, WEST, EAST)])
    assert told(history, "since", "street", "service") == [
        (20221231, "东街街道", 1), (20230301, "西街街道", 1), (20230601, "东街街道", 1),
    ]  # fmt: skip


def test_a_told_unit_without_a_community_is_the_one_that_the_next_list_shows():
    street = WEST_STREET
    history = History(lists((20221231, "A"), (20231231, Row("A", WEST))), [moved(20230601, to=street)])
    assert told(history, "since", "community") == [(20221231, "集贤社区"), (20230601, "幸福社区")]


def test_a_told_unit_without_a_community_stays_unknown_while_a_list_of_the_later_one_denies_it():
    between = listing(20230901, NOBODY, covers=(WEST,))
    history = History(
        [listing(20221231, "A"), between, listing(20231231, Row("A", WEST), covers=(WEST_STREET,))],
        [moved(20230601, to=WEST_STREET)],
    )
    assert told(history, "since", "street", "community")[1:] == [
        (20230601, "西街街道", None),
        (20231231, "西街街道", "幸福社区"),
    ]


@pytest.mark.parametrize("day", [20230531, 20230601, 20230615])
def test_what_the_old_units_list_calls_an_exit_is_the_move_that_a_movement_list_tells(day):
    gone = Row("A", leave=day, reason="调出")
    history = History(lists((20221231, "A"), (20231231, gone), covers=(EAST,)), [moved(20230601)])
    assert spans(history) == [
        (20221231, 20230601, "listed", "moved"),
        (20230601, OPEN_END, "moved", None),
    ]


def test_an_exit_that_the_old_units_list_tells_late_is_none_of_the_new_unit():
    history = History([
        listing(20221231, "A"), listing(20230601, Row("A", WEST), covers=(WEST,)),
        listing(20231231, Row("A", leave=20230615, reason="调出")),
    ])  # fmt: skip
    assert spans(history)[1] == (20230601, OPEN_END, "moved", None)


# Lists rule


def test_told_changes_that_do_not_lead_to_the_next_list_are_not_followed():
    history = History(
        lists((20221231, "A"), (20231231, "A"), covers=(EAST_STREET,)), [moved(20230601, to=EAST_TWO)]
    )
    assert spans(history) == [(20221231, OPEN_END, "listed", None)]


def test_of_told_changes_between_two_lists_all_are_followed_or_none():
    impossible = [moved(20230301), came(20230601, WEST)]
    history = History(lists((20221231, "A"), (20231231, Row("A", WEST))), impossible)
    assert spans(history)[1] == (20231231, OPEN_END, "moved", None)


def test_a_day_of_leaving_in_a_list_counts_where_the_told_changes_are_not_followed():
    gone = Row("A", leave=20230601, reason="辞职")
    history = History(lists((20221231, "A"), (20231231, gone)), [came(20230301), went(20230901)])
    assert told(history, "until", "leave_reason") == [(20230601, "辞职")]


def test_a_told_joining_is_denied_by_a_list_of_that_very_day():
    history = History(lists((20221231, NOBODY), (20231231, NOBODY)), [came(20231231)])
    assert spans(history) == []


def test_the_same_told_twice_counts_once_and_the_first_day_stays():
    history = History(lists((20221231, "A"), (20231231, NOBODY)), [went(20230601), went(20230603)])
    assert told(history, "until") == [(20230601,)]


def test_of_two_lists_of_one_day_the_later_import_speaks():
    both = [listing(20231231, "A"), listing(20231231, Row("A", WEST), covers=(WEST,))]
    assert told(History(both), "street") == [("西街街道",)]
    assert told(History(both[::-1]), "street") == [("东街街道",)]


def test_a_list_of_the_day_speaks_before_a_hiring_announced_by_an_earlier_one():
    announced = listing(20230601, Row("A", hire=20231231))
    listed = listing(20231231, Row("A", WEST), covers=(WEST,))
    assert told(History([listed, announced]), "street") == [("西街街道",)]


def test_what_was_last_told_of_a_person_holds_for_all_stays():
    told_of = [Row("A", education="专科"), Row("A", WEST, education="本科"), Row("A", WEST)]
    history = History(lists(*zip((20211231, 20221231, 20231231), told_of, strict=True)))
    assert told(history, "education") == [("本科",), ("本科",)]
