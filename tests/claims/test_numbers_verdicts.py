"""Verdicts: each claim beside an answer, with the outcome and what its sentence must say."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgstats.claims.claim import Answer, Claim, Subject
from sgstats.claims.numbers.quantities import quantities
from sgstats.claims.numbers.ranges import counts
from sgstats.claims.verdicts import judge
from sgstats.messages import use_language


@pytest.fixture(autouse=True)
def _in_chinese():
    use_language("zh")
    yield
    use_language(None)


def claim(text: str, **more) -> Claim:
    (number,) = quantities(text)
    return Claim(quote=text, paragraph=1, start=number.start, end=number.end, quantity=number, **more)


def answer(people=None, base=None, value=None, **more) -> Answer:
    return Answer(people=people, base=base, value=value, **{"status": "shown", **more})


def verdict(text, given_answer, *, number="share", base=None, **subject):
    return judge(claim(text, base=base), Subject(metric="structure", number=number, **subject), given_answer)


CASES = [
    ("5%", answer(67, 1336), "share", "consistent", "67 人（5.0%"),
    ("5%", answer(61, 1336), "share", "consistent", "61–73 人"),
    ("5%", answer(60, 1336), "share", "contradicted", "应为 60 人（4.5%"),
    ("近78%", answer(1042, 1336), "share", "consistent", "1036–1042"),
    ("近78%", answer(1043, 1336), "share", "contradicted", "应为 1043 人（78.1%"),
    ("过半", answer(668, 1336), "share", "contradicted", "668 人（50.0%"),
    ("半数以上", answer(668, 1336), "share", "consistent", "50.0%"),
    ("1336名", answer(1336, 1336), "people", "consistent", "1336 人"),
    ("1336名", answer(1335, 1335), "people", "contradicted", "应为 1335 人"),
    ("近20人", answer(20, 162), "people", "contradicted", "18–19"),
    ("近20人", answer(18, 162), "people", "consistent", "18–19"),
    ("百余人", answer(100, 162), "people", "contradicted", "101–199"),
    ("1∶18.9", answer(67, 1269), "ratio", "consistent", "1:18.9（67 比 1269）"),
    ("1∶3", answer(67, 1269), "ratio", "contradicted", "67 比 1269"),
    ("19:1", answer(1269, 67), "ratio", "consistent", "18.9:1（1269 比 67）"),
    ("44.8岁", answer(value=44.84), "value", "consistent", "44.8 岁"),
    ("44.8岁", answer(value=44.85), "value", "contradicted", "44.9 岁"),
    ("每万人18人", answer(value=18.4), "value", "consistent", "每万 18.4"),
    ("5个百分点", answer(value=3.2), "share", "contradicted", "3.2 个百分点"),
    ("18.9倍", answer(1269, 67), "ratio", "consistent", "数据为 18.9 倍（1269 比 67）"),
    ("翻一番", answer(value=2.1), "people", "consistent", "2.1 倍"),
    ("0.5岁", answer(value=-0.04), "value", "contradicted", "应为 0.0 岁"),
    ("12.5%", answer(value=12.51), "value", "consistent", "12.5%"),
]


@pytest.mark.parametrize(("text", "told", "number", "outcome", "words"), CASES)
def test_a_claim_is_judged_and_the_right_number_said(text, told, number, outcome, words):
    found = verdict(text, told, number=number)
    assert (found.outcome, words in found.reason) == (outcome, True), found.reason


def test_what_no_count_gives_is_impossible_whatever_the_data_says():
    found = verdict("93.2%", answer(64, 1336), base=69)
    assert found.outcome == "impossible"
    assert (found.count_low, found.count_high) == (None, None)
    assert found.reason == (
        "没有哪个整数人数能使 69 人中的占比为“93.2%”；最接近的是 64 人（92.8%）和 65 人（94.2%）。"
    )


def test_the_same_is_said_in_english():
    use_language("en")
    assert "the nearest are 64 people (92.8%) and 65 people (94.2%)" in verdict("93.2%", None, base=69).reason


def test_the_impossible_needs_no_answer_and_tells_nothing_of_a_hidden_one():
    hidden = answer(status="hidden", reason="人数过少")
    assert verdict("93.2%", hidden, base=69).outcome == "impossible"
    assert verdict("5%", hidden, base=100).outcome == "untestable"


def test_a_hidden_answer_is_untestable_for_its_reason():
    found = verdict("5%", answer(status="hidden", reason="人数过少，不予显示。"))
    assert (found.outcome, found.reason) == ("untestable", "人数过少，不予显示。")


def test_a_rate_of_mean_headcount_is_never_impossible():
    assert verdict("93.2%", answer(value=93.2, people=64, base=69), number="value").outcome == "consistent"


def test_a_growth_over_100_percent_is_possible():
    grown = verdict("120%", answer(12, 10, value=120.0), number="people", earlier=date(2022, 12, 31))
    assert grown.outcome == "consistent"


def test_a_text_that_counts_of_others_is_told_so():
    found = verdict("5%", answer(67, 1340), base=1336)
    assert found.outcome == "consistent"
    assert "正文按 1336 人计算，数据中为 1340 人" in found.reason


def test_a_word_without_a_number_is_untestable_unless_the_data_has_fewer():
    assert verdict("多名", answer(20, 100), number="people").outcome == "untestable"
    assert verdict("多名", answer(1, 100), number="people").outcome == "contradicted"


def test_a_percentage_of_other_people_than_the_data_has_is_untestable():
    """8人中，62.5%为60后; a base that is off by little is still the same people's."""
    found = verdict("62.5%", answer(58, 1336), base=8)
    assert found.outcome == "untestable"
    assert "不是同一批人" in found.reason
    assert verdict("62.4%", answer(58, 1336), base=8).outcome == "impossible"
    assert verdict("8%", answer(67, 1336), base=1363).outcome == "contradicted"


def test_a_claim_that_is_not_understood_says_why():
    found = judge(claim("5%", missing="claim.not_understood"), None, None)
    assert found.outcome == "untestable"
    assert found.reason == "没有读懂这个数说的是什么，无法核对。"


def test_half_of_seven_is_three_or_four():
    assert verdict("一半", answer(3, 7)).outcome == "consistent"
    assert verdict("一半", answer(5, 7)).outcome == "contradicted"


@given(people=st.integers(0, 300), base=st.integers(1, 300), percent=st.integers(0, 100))
def test_a_percentage_agrees_exactly_with_the_counts_it_allows(people, base, percent):
    people = min(people, base)
    found = verdict(f"{percent}%", answer(people, base))
    allowed = counts(quantities(f"{percent}%")[0], base=base)
    inside = allowed is not None and allowed[0] <= people <= allowed[1]
    wanted = "impossible" if allowed is None else "consistent" if inside else "contradicted"
    assert found.outcome == wanted


@given(people=st.integers(1, 5000), printed=st.integers(2, 5000))
def test_a_count_agrees_with_itself_only(people, printed):
    found = verdict(f"{printed}人", answer(people, None), number="people")
    assert (found.outcome == "consistent") == (people == printed)


def test_a_share_with_a_third_decimal_is_no_nearer():
    assert Fraction(67, 1336) * 100 < Fraction("5.05")
    assert verdict("5.0%", answer(67, 1336)).outcome == "consistent"
