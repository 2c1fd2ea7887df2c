"""Who gets one of a unit's seats, and when people must choose."""

from __future__ import annotations

import pytest
from judging_cases import EAST, YEAR, P, judged, row_of


def unit_of(size, best, *, chosen=(), passed_over=(), scores=()):
    """Judged: a unit of ``size`` of whom the first ``best`` stand for 优秀, with recorded choices."""
    people = [{"person_id": f"P{number}", "year": YEAR} for number in range(size)]
    rows = [one | {"grade": "优秀" if number < best else "称职"} for number, one in enumerate(people)]
    rows = [
        row | ({"score": scores[number]} if number < len(scores) else {}) for number, row in enumerate(rows)
    ]
    facts = [people[number] | {"item": "优秀人选"} for number in chosen]
    facts += [people[number] | {"item": "优秀人选", "holds": False} for number in passed_over]
    result = judged(people, appraisals=rows, facts=facts)
    return [row_of(result, f"P{number}") for number in range(best)], result.units.row(0, named=True)


@pytest.mark.parametrize("chosen", [(), (0,), (0, 1)])
def test_where_there_is_no_seat_there_is_nothing_to_choose(chosen):
    rows, unit = unit_of(4, 2, chosen=chosen)
    for row in rows:
        assert (row["final_grade"], row["rules"], row["needs_human"]) == ("称职", ["EAST-12"], False)
        assert "名额0个" in row["reason"]
    assert (unit["seats"], unit["given"], unit["undecided"]) == (0, 0, 0)


def test_people_without_a_unit_wait_since_nobody_knows_their_seats():
    row = row_of(judged([P | {"community": None}], appraisals=[P | {"grade": "优秀"}]), "P")
    assert (row["final_grade"], row["needs_human"]) == (None, True)


def test_more_chosen_than_seats_is_no_choice():
    rows, unit = unit_of(5, 3, chosen=(0, 1))
    assert unit["undecided"] == 3
    assert all(row["needs_human"] and "记录了2名人选，多于名额" in row["reason"] for row in rows)


def test_seats_that_are_left_stay_open():
    rows, unit = unit_of(10, 3, chosen=[0], scores=["95", "92", "92"])
    assert [row["final_grade"] for row in rows] == ["优秀", None, None]
    assert "还有1个名额未定，须由人确定、并列第2" in rows[1]["reason"]
    assert (unit["given"], unit["undecided"]) == (1, 2)


def test_a_choice_of_people_goes_before_the_scores():
    rows, _ = unit_of(10, 4, chosen=[3], scores=["95", "94", "93", "92"])
    assert [row["final_grade"] for row in rows] == [None, None, None, "优秀"]


def test_whoever_is_recorded_as_not_chosen_is_out_and_the_seats_go_to_the_rest():
    rows, _ = unit_of(10, 3, chosen=[0], passed_over=[1])
    assert [row["final_grade"] for row in rows] == ["优秀", "称职", "优秀"]
    rows, _ = unit_of(10, 4, passed_over=[0])
    assert [row["final_grade"] for row in rows] == ["称职", None, None, None]


def test_where_all_seats_are_given_the_others_have_the_next_grade():
    rows, _ = unit_of(10, 4, chosen=[0, 2])
    assert [row["final_grade"] for row in rows] == ["优秀", "称职", "优秀", "称职"]


def test_a_quota_may_count_whole_streets():
    by_street = EAST.model_copy(update={"quota": EAST.quota.model_copy(update={"unit": "street"})})
    people = [{"person_id": f"P{n}", "year": YEAR, "community": "甲乙丙"[n % 3]} for n in range(10)]
    grades = [{"person_id": f"P{n}", "year": YEAR, "grade": "优秀" if n < 3 else "称职"} for n in range(10)]
    unit = judged(people, pack=by_street, appraisals=grades).units.row(0, named=True)
    assert unit == {
        "district": "青禾区", "street": "康宁街道", "community": None, "unit": "康宁街道",
        "appraised": 10, "seats": 2, "candidates": 3, "given": 0, "undecided": 3,
    }  # fmt: skip
    nobody = judged([P], pack=by_street, absences=[P | {"absence_type": "旷工", "absent_tenths": 300}])
    assert nobody.units.select("appraised", "seats", "candidates", "given", "undecided").row(0) == (0,) * 5
