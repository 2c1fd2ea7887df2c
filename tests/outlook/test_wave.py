"""Who reaches the retirement age when: counted by the engine per month of birth, dated by the law."""

from __future__ import annotations

from datetime import date

import pytest
from histories import DAY, engine, person
from hypothesis import given
from hypothesis import strategies as st

from sgstats.errors import Refused
from sgstats.metrics import Options
from sgstats.outlook.law import law, month, written
from sgstats.outlook.wave import Horizon, wave

NEAR = Horizon(years=3)


def rows(people, *, on=DAY, horizon=NEAR, **asked):
    """The rows that hold anybody, without the base."""
    found = wave(engine=engine(people), on=on, horizon=horizon, **asked).cells.rows()
    return [row[:-1] for row in found if row[-2]]


def man(birth, **facts):
    return person(birth, "男", **facts)


def test_people_stand_in_the_year_in_which_they_reach_the_age():
    staff = [man(date(1964, 12, 5)), man(date(1965, 1, 5)), man(date(1965, 4, 30)), man(date(1966, 1, 1))]
    assert rows(staff) == [("不变", "2024", 1), ("不变", "2025", 2), ("不变", "2026", 1)]


def test_by_month_the_law_is_as_fine_as_its_months():
    staff = [man(date(1965, 1, 5)), man(date(1965, 4, 30))]
    assert rows(staff, horizon=Horizon(years=3, step="month")) == [
        ("不变", "2025-02", 1),
        ("不变", "2025-05", 1),
    ]


def test_whoever_is_in_post_after_the_month_of_the_age_has_reached_it():
    born = [date(1963, 11, 30), date(1963, 12, 1)]
    assert rows([man(day) for day in born]) == [("不变", "已到龄", 1), ("不变", "2023", 1)]


def test_later_than_the_horizon_and_unknown_are_rows_of_their_own():
    staff = [man(date(1967, 12, 1)), man(None), person(date(1980, 1, 1), None)]
    assert rows(staff) == [("不变", "2027年及以后", 1), ("不变", "未知", 2)]


def test_a_woman_of_unknown_category_is_counted_under_both_readings_and_of_a_known_one_once():
    staff = [person(date(1975, 2, 1)), person(date(1975, 2, 1), retirement_category="女原50")]
    assert rows(staff) == [("不变", "2025", 1), ("按50岁", "2025", 1), ("按55岁", "2027年及以后", 1)]


def test_each_reading_adds_up_to_its_own_base():
    cells = wave(engine=engine([person(date(1975, 2, 1))] * 3 + [man(date(1966, 1, 1))]), on=DAY).cells
    assert cells["retirement_reading"].unique(maintain_order=True).to_list() == ["不变", "按50岁", "按55岁"]
    for reading, people in (("不变", 1), ("按50岁", 3), ("按55岁", 3)):
        part = cells.filter(cells["retirement_reading"] == reading)
        assert part["people"].sum() == people
        assert part["base"].unique().to_list() == [people]


def test_too_few_women_of_unknown_category_are_unknown_once():
    staff = [person(date(1975, 2, 1))] * 2 + [person(date(1976, 2, 1), street="西街")] * 3
    found = rows(staff, by=["street"], undecided_from=3)
    assert found[0] == ("东街", "不变", "未知", 2)
    assert [row[:2] for row in found[1:]] == [("西街", "按50岁"), ("西街", "按55岁")]


def test_the_elastic_window_moves_the_wave():
    staff = [man(date(1976, 12, 1))]

    def year(moment):
        return rows(staff, horizon=Horizon(years=20, moment=moment))[0][1]

    assert [year(moment) for moment in ("earliest", "legal", "latest")] == ["2036", "2039", "2042"]


def test_without_a_window_the_former_age_is_the_only_date():
    assert rows([man(date(1964, 12, 1))], horizon=Horizon(moment="latest")) == [("不变", "2024", 1)]


def test_groups_may_be_the_law_s_own_fields():
    staff = [man(date(1964, 12, 5)), person(date(1975, 2, 1), retirement_category="女原50")]
    assert rows(staff, by=["gender"]) == [("男", "不变", "2024", 1), ("女", "不变", "2025", 1)]


def test_a_filter_chooses_people():
    staff = [man(date(1964, 12, 5)), man(date(1964, 12, 5), street="西街")]
    assert rows(staff, where={"street": ["西街"]}) == [("不变", "2024", 1)]


def test_years_without_anybody_are_zero():
    cells = wave(engine=engine([man(date(1990, 1, 1))]), on=DAY, horizon=NEAR).cells
    assert cells["retire_year"].to_list() == [
        "已到龄",
        "2023",
        "2024",
        "2025",
        "2026",
        "2027年及以后",
        "未知",
    ]
    assert cells["people"].to_list() == [0, 0, 0, 0, 0, 1, 0]


def test_people_of_age_bands_are_cut_as_asked():
    asked = {"by": ["age_band"], "options": Options(bands="shk")}
    assert rows([man(date(1964, 12, 5))], **asked) == [("51岁及以上", "不变", "2024", 1)]


@pytest.mark.parametrize("wrong", [{"years": -1}, {"years": 61}, {"step": "week"}, {"moment": "soon"}])
def test_a_horizon_that_is_none_is_refused(wrong):
    with pytest.raises(Refused):
        Horizon(**wrong)


def test_a_day_without_lists_is_refused():
    with pytest.raises(Refused, match="2015-12-31"):
        wave(engine=engine([man(date(1990, 1, 1))]), on=date(2010, 1, 1))


births = st.dates(min_value=date(1955, 1, 1), max_value=date(2000, 12, 31))
staffs = st.lists(
    st.builds(
        person,
        st.none() | births,
        st.sampled_from(["男", "女", None]),
        retirement_category=st.sampled_from([None, "男", "女原55", "女原50"]),
        street=st.sampled_from(["东街", "西街"]),
    ),
    min_size=1,
    max_size=25,
)


@given(staffs)
def test_the_wave_is_what_counting_person_by_person_gives(staff):
    asked = {"horizon": Horizon(years=8, step="month"), "by": ["street"]}
    found = {row[:-1]: row[-1] for row in rows(staff, **asked)}
    slow: dict[tuple[str, ...], int] = {}
    for one in staff:
        for reading, label in slowly(one):
            cell = (one["street"], reading, label)
            slow[cell] = slow.get(cell, 0) + 1
    assert found == slow


def slowly(one):
    """Readings and rows of one person, by the text of the law."""
    gender, category, birth = one["gender"], one["retirement_category"], one["birth"]
    if gender == "女" and category is None and birth:
        return [("按50岁", label(birth, "女原50")), ("按55岁", label(birth, "女原55"))]
    if gender == "男" and category is None:
        category = "男"
    contradicted = category is not None and gender is not None and category[0] != gender
    return [("不变", label(birth, None if contradicted else category))]


def label(birth, category):
    if birth is None or category is None:
        return "未知"
    rule, born = law().categories[category], birth.year * 12 + birth.month - 1
    months = born - rule.first_birth
    delay = 0 if months < 0 else min(rule.cap, months // rule.step + 1)
    retire = born + rule.former_age * 12 + delay
    if retire < month("2023-12"):
        return "已到龄"
    return written(retire) if retire < month("2032-01") else "2032年及以后"
