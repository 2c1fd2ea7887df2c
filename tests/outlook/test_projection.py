"""A staff carried forward: whoever is there gets older, leaves, retires by the law; others come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import polars as pl
import pytest
from histories import DAY, engine, person
from hypothesis import given, settings
from hypothesis import strategies as st

from sgstats.errors import Refused
from sgstats.metrics import Options
from sgstats.metrics.question import ask
from sgstats.outlook.law import law
from sgstats.outlook.project import Plan, backtest, project
from sgstats.outlook.scenario import AgeShare, Scenario, age_shares

SHORT = Plan(years=3, runs=200, reading="55")
FROZEN = Scenario(hire=0)


def question(on=DAY, *, where=None, bands="0-29,30-39,40-49,50-"):
    return ask(on=on, by=(), of=None, where=where, options=Options(bands=bands))


def projected(people, plan=SHORT, **asked):
    return project(question(**asked), engine=engine(people), plan=plan).numbers


def people(numbers, label, year, column="people"):
    return numbers.filter((pl.col("label") == label) & (pl.col("year") == year))[column].item()


def born(year, **facts):
    return person(date(year, 6, 15), **facts)


def leaver(year, *, reason="辞职", birth=1985, **facts):
    return born(birth, since=date(2012, 1, 1), until=date(year, 7, 1), leave_reason=reason, **facts)


def joiner(year, *, birth=1998, **facts):
    return born(birth, since=date(year, 7, 1), **facts)


def test_without_exits_and_hires_people_only_get_older():
    numbers = projected([born(1985)] * 5 + [born(1993)] * 7, replace(SHORT, scenario=FROZEN))
    assert [people(numbers, "全部", year) for year in range(4)] == [12] * 4
    assert [people(numbers, "30–39岁", year) for year in range(4)] == [12, 12, 7, 7]
    assert [people(numbers, "40–49岁", year, "share") for year in (1, 2)] == [0, 5 / 12]
    assert numbers["low"].to_list() == numbers["high"].to_list()


def test_who_reaches_the_age_retires_in_that_year_and_in_no_other():
    men = [person(date(1965, 6, 1), "男")] * 4  # 60 years and 2 months: August 2025
    numbers = projected([*men, *[born(1990)] * 10], replace(SHORT, scenario=FROZEN))
    assert [people(numbers, "退休", year) for year in range(1, 4)] == [0, 4, 0]
    assert [people(numbers, "男", year) for year in range(4)] == [4, 4, 0, 0]


def test_a_known_category_decides_and_an_unknown_one_is_read_both_ways():
    known = [born(1975, retirement_category="女原50")] * 3  # 50 years and 3 months: September 2025
    unknown = [born(1975)] * 2
    staff = [*known, *unknown, *[born(1990)] * 10]
    both = projected(staff, Plan(years=3, runs=200, scenario=FROZEN))
    assert [people(both, "全部", 2, f"people_{age}") for age in (50, 55)] == [10, 12]
    assert people(both, "全部", 2) == 11
    assert (people(both, "全部", 2, "low"), people(both, "全部", 2, "high")) == (10, 12)


def test_the_rate_is_what_was_observed_a_year():
    staff = [*[born(1985)] * 90, *[leaver(year) for year in (2019, 2020, 2021, 2022, 2023) for _ in range(2)]]
    numbers = projected(staff, replace(SHORT, scenario=FROZEN))
    # 2 of 100, 98, 96, 94, 92 people a year, all women of one year of birth; a little of everybody's
    # rate is mixed into that of their present age.
    assert people(numbers, "离职", 1) == pytest.approx(90 * 10 / 480, rel=0.03)


def test_those_who_come_are_like_those_who_came():
    staff = [born(1985)] * 50 + [joiner(year) for year in range(2019, 2024) for _ in range(4)]
    numbers = projected(staff)
    assert people(numbers, "入职", 1) == pytest.approx(4)
    assert people(numbers, "29岁及以下", 1, "high") > people(numbers, "29岁及以下", 1, "low")


def test_retiring_early_is_not_leaving_and_a_stopped_reason_is_neither():
    staff = [born(1985)] * 50 + [leaver(2022, reason="退休")] + [leaver(2022, reason="解聘")] * 3
    stopped = replace(SHORT, scenario=Scenario(hire=0, stop=("解聘",)))
    assert people(projected(staff, stopped), "离职", 1) == 0
    assert people(projected(staff), "离职", 1) > 0


def test_a_reason_nobody_wrote_down_is_a_leaving():
    staff = [born(1985)] * 50 + [leaver(2022, reason=None)] * 3
    assert people(projected(staff), "离职", 1) > 0


def test_people_past_the_age_leave_at_their_own_rate():
    past = [person(date(1955, 1, 1), "男")] * 6
    numbers = projected([*past, *[born(1990)] * 10], replace(SHORT, scenario=FROZEN))
    # 30 person-years past the age without an exit; a half is added on either side.
    assert people(numbers, "退休", 1) == pytest.approx(6 * 0.5 / 31)


def test_people_of_unknown_age_stay_a_group_of_their_own():
    staff = [person(None)] * 6 + [born(1990)] * 6
    numbers = projected(staff, replace(SHORT, scenario=FROZEN))
    ages = numbers.filter((pl.col("field") == "age_band") & (pl.col("label") == "未知"))
    assert ages["people"].to_list() == [6] * 4


def test_moves_inside_are_no_exits_and_moves_out_of_a_street_are():
    mover = {"person_id": "m", "birth": date(1985, 1, 1), "gender": "女"}
    first = person(**mover, until=date(2022, 7, 1), ended="moved")
    second = person(**mover, since=date(2022, 7, 1), began="moved", street="西街")
    del first["birth"], second["birth"]
    staff = [one | {"birth": date(1985, 1, 1)} for one in (first, second)] + [born(1985)] * 20
    assert people(projected(staff), "离职", 1) == 0
    street = projected(staff, where={"street": ["东街"]})
    assert people(street, "全部", 0) == 20
    assert people(street, "离职", 1) > 0


def test_a_first_list_of_a_small_unit_is_no_hiring():
    staff = [born(1985)] * 40 + [born(1990, since=date(2021, 12, 31), began="listed")] * 2
    assert people(projected(staff), "入职", 1) == 0


def test_years_before_most_units_were_listed_are_not_observed():
    staff = [born(1985)] * 5 + [born(1990, since=date(2021, 12, 31), began="listed")] * 9
    staff += [joiner(year) for year in (2022, 2023) for _ in range(4)]
    found = project(question(), engine=engine(staff), plan=SHORT)
    assert found.observed == (DAY, date(2022, 12, 31), date(2021, 12, 31))
    assert people(found.numbers, "入职", 1) == 4


def test_every_year_s_account_closes_in_the_mean_and_the_same_seed_gives_the_same_band():
    numbers, again = projected(staff_of(60, seed=4)), projected(staff_of(60, seed=4))
    assert numbers.equals(again)
    assert not numbers.equals(projected(staff_of(60, seed=4), replace(SHORT, seed=7)))
    for year in range(1, 4):
        account = [people(numbers, label, year) for label in ("入职", "离职", "退休")]
        closing = people(numbers, "全部", year - 1) + account[0] - account[1] - account[2]
        assert people(numbers, "全部", year) == pytest.approx(closing)


def staff_of(size, *, seed):
    rng = Random(seed)
    staff = [born(rng.randint(1962, 1999), gender=rng.choice("男女")) for _ in range(size)]
    staff = [person(one["birth"], one["gender"]) for one in staff]
    staff += [leaver(rng.randint(2019, 2023), birth=rng.randint(1970, 1995)) for _ in range(size // 4)]
    return staff + [joiner(rng.randint(2019, 2023)) for _ in range(size // 4)]


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.integers(5, 40))
def test_the_middle_of_the_runs_is_near_the_mean_and_the_parts_make_the_whole(seed, size):
    numbers = projected(staff_of(size, seed=seed), replace(SHORT, runs=400))
    totals = numbers.filter(pl.col("field") == "total")
    for name in ("age_band", "gender", "education_group"):
        parts = numbers.filter(pl.col("field") == name).group_by("year", maintain_order=True)
        assert parts.agg(pl.col("people").sum())["people"].to_list() == pytest.approx(
            totals["people"].to_list()
        )
    spread = totals["high"] - totals["low"]
    assert ((totals["median"] - totals["people"]).abs() <= 0.25 * spread + 1.5).all()


@settings(max_examples=30)
@given(st.lists(st.sampled_from([1958, 1962, 1963, 1964, 1965, 1966, 1970, 1990]), min_size=1, max_size=20))
def test_retirements_are_those_counted_person_by_person(years):
    staff = [person(date(year, 3, 1), "男") for year in years]
    numbers = projected(staff, replace(SHORT, scenario=FROZEN))
    rule = law().categories["男"]
    for step in (1, 2, 3):
        due = 0
        for year in years:
            birth = year * 12 + 2
            retire = birth + 720 + rule.delay(birth)
            due += 2023 + step == retire // 12
        by_rate = people(numbers, "退休", step) - due
        # Whoever is past the age already leaves at the observed rate, and may still be there.
        assert 0 <= by_rate <= sum(year < 1964 for year in years)


def test_scenarios_hire_whom_they_say():
    ages = (AgeShare(low=22, high=23, share=0.5), AgeShare(low=45, high=45, share=0.5))
    plan = replace(SHORT, scenario=Scenario(hire=10, hire_ages=ages))
    numbers = projected([born(1985)] * 30, plan)
    assert people(numbers, "入职", 1) == 10
    assert people(numbers, "入职", 1, "low") == people(numbers, "入职", 1, "high") == 10
    assert people(numbers, "29岁及以下", 1) == 5
    assert people(numbers, "40–49岁", 1) == 5


def test_an_age_mix_is_read_as_people_write_it():
    assert age_shares("22–29岁：50%，30-35:50%") == (
        AgeShare(low=22, high=29, share=50),
        AgeShare(low=30, high=35, share=50),
    )


@pytest.mark.parametrize("wrong", ["", "22:x", "35-22:1", "10-20:1", "22-29"])
def test_an_age_mix_that_is_none_is_refused(wrong):
    with pytest.raises(Refused):
        age_shares(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"hire": -1},
        {"stop": ("退休",)},
        {"stop": ("nonsense",)},
        {"hire_ages": (AgeShare(low=20, high=30, share=0.4),)},
    ],
)
def test_a_scenario_that_is_none_is_refused(wrong):
    with pytest.raises(Refused):
        Scenario(**wrong)


@pytest.mark.parametrize(
    "wrong", [{"years": 0}, {"years": 41}, {"look_back": 0}, {"reading": "60"}, {"runs": 10}]
)
def test_a_plan_that_is_none_is_refused(wrong):
    with pytest.raises(Refused):
        Plan(**wrong)


def test_what_cannot_be_projected_is_refused():
    staff = engine([born(1985)], years=range(2023, 2024))
    with pytest.raises(Refused) as refusal:
        project(question(), engine=staff, plan=SHORT)
    assert refusal.value.rule == "outlook.no_history"
    with pytest.raises(Refused) as refusal:
        projected([born(1985)], where={"age_band": ["30-39"]})
    assert refusal.value.rule == "outlook.where"


def test_a_backtest_sets_what_happened_beside_what_was_expected():
    staff = staff_of(120, seed=9)
    found = backtest(question(date(2021, 12, 31)), engine=engine(staff), plan=SHORT, until=DAY).numbers
    assert found["year"].max() == 2
    for step, year in enumerate((2021, 2022, 2023)):
        end = date(year, 12, 31)
        there = sum(one["since"] <= end and (one["until"] is None or one["until"] > end) for one in staff)
        assert people(found, "全部", step, "actual") == there
    assert found.filter(pl.col("field") == "flow")["actual"].null_count() == 6


def test_a_backtest_needs_a_year():
    with pytest.raises(Refused) as refusal:
        backtest(question(), engine=engine([born(1985)]), plan=SHORT, until=DAY)
    assert refusal.value.rule == "outlook.backtest"
