"""Three talks, then one warning, in that order of days: only then may somebody be let go (KJ-6)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from special_cases import YEAR, case_of, fact, only

from sgstats.policies.ladder import climbed

TALKS = [fact("甲", "谈心", day) for day in (20230105, 20230310, 20230612)]
WARNING = fact("甲", "警告", 20230901)


def ruled(facts):
    return climbed(case_of("KANGJIAN", ["甲"], facts=facts))


def test_three_talks_and_a_warning_after_them_may_end_in_leaving_and_people_decide():
    ruling = only(ruled([*TALKS, WARNING]))
    assert (ruling["rule"], ruling["outcome"], ruling["needs_human"]) == ("KJ-6", "劝退", True)
    assert ruling["reason"].startswith("已依次完成：3次谈心、1次警告。")
    assert ruling["grade"] is None


@pytest.mark.parametrize(
    ("facts", "effect"),
    [
        (TALKS[:2], "已有2次谈心，还差1次谈心、1次警告。"),
        (TALKS, "已有3次谈心，还差1次警告。"),
        ([WARNING], "已有0次，还差3次谈心、1次警告。1次警告不在第3次谈心之后，不计。"),
        (
            [*TALKS, fact("甲", "警告", 20230401)],
            "已有3次谈心，还差1次警告。1次警告不在第3次谈心之后，不计。",
        ),
        ([*TALKS, fact("甲", "谈心", 20231101)], "已有3次谈心，还差1次警告。"),
    ],
    ids=["two talks", "no warning yet", "a warning alone", "the warning too early", "a fourth talk"],
)
def test_an_unfinished_ladder_says_what_is_missing(facts, effect):
    ruling = only(ruled(facts))
    assert ruling["effect"] == effect
    assert (ruling["outcome"], ruling["needs_human"]) == (None, False)


def test_a_second_warning_after_the_talks_makes_up_for_one_that_came_too_early():
    assert only(ruled([*TALKS, fact("甲", "警告", 20230401), WARNING]))["outcome"] == "劝退"


def test_facts_of_earlier_years_count_and_those_of_later_years_do_not():
    earlier = [fact("甲", "谈心", 20210101), fact("甲", "谈心", 20220101), TALKS[0], WARNING]
    assert only(ruled(earlier))["outcome"] == "劝退"
    assert only(ruled([*TALKS, fact("甲", "警告", 20240101)]))["effect"] == "已有3次谈心，还差1次警告。"


def test_a_fact_that_does_not_hold_is_none():
    assert ruled([fact("甲", "谈心", 20230105, holds=False)]).is_empty()


@pytest.mark.parametrize(
    "facts",
    [
        [*TALKS, fact("甲", "警告")],
        [*TALKS[:2], fact("甲", "谈心"), WARNING],
        [*TALKS, fact("甲", "警告", 20230612)],
        [TALKS[0], TALKS[0], TALKS[1], WARNING],
    ],
    ids=[
        "warning without a day",
        "talk without a day",
        "warning on the day of the talk",
        "two talks on one day",
    ],
)
def test_an_order_that_is_not_known_is_for_people_to_settle(facts):
    ruling = only(ruled(facts))
    assert (ruling["outcome"], ruling["needs_human"]) == (None, True)
    assert "次序" in ruling["reason"]


def test_talks_of_years_before_need_no_day_to_be_before():
    facts = [*[fact("甲", "谈心", year=2021) for _ in range(3)], WARNING]
    assert only(ruled(facts))["outcome"] == "劝退"


def test_nobody_outside_the_population_is_ruled_on_and_nobody_without_facts():
    assert ruled([fact("乙", "谈心", 20230105)]).is_empty()
    assert climbed(case_of("EAST", ["甲"], facts=TALKS)).is_empty()


def plainly(days: list[tuple[str, int]]) -> bool:
    """The ladder climbed one fact after the other; all days differ."""
    talks = warnings = 0
    for item, _ in sorted(days, key=lambda one: one[1]):
        talks += item == "谈心"
        warnings += item == "警告" and talks >= 3
    return warnings >= 1


@given(
    st.lists(st.tuples(st.sampled_from(["谈心", "警告"]), st.integers(1, 28)), unique_by=lambda one: one[1])
)
def test_dated_facts_give_what_climbing_them_one_by_one_gives(days):
    facts = [fact("甲", item, YEAR * 10_000 + 100 + day) for item, day in days]
    outcome = ruled(facts)["outcome"].to_list()
    assert (outcome == ["劝退"]) is plainly(days)


MANY = [*TALKS, WARNING, fact("乙", "谈心", 20230105), fact("乙", "警告")]


@given(st.permutations(MANY))
def test_the_order_of_rows_does_not_matter(shuffled):
    first, second = (climbed(case_of("KANGJIAN", ["甲", "乙"], facts=facts)) for facts in (MANY, shuffled))
    assert first.sort("person_id").equals(second.sort("person_id"))
