"""Complained about during the year, signed at its end all the same (KJ-7)."""

from __future__ import annotations

import pytest
from special_cases import case_of, fact, only

from sgstats.policies.leniency import lenient

SIGNED = fact("甲", "同意续聘", 20231220, rater="居委干部")


def ruled(facts):
    return lenient(case_of("KANGJIAN", ["甲"], facts=facts))


def test_complaints_against_a_signature_are_said_and_change_nothing():
    ruling = only(ruled([fact("甲", "投诉", 20230301), fact("甲", "投诉", 20230801), SIGNED]))
    assert ruling["rule"] == "KJ-7"
    assert ruling["effect"] == "2023年有2次投诉，年末仍签同意续聘，请关注。"
    assert (ruling["grade"], ruling["outcome"], ruling["needs_human"]) == (None, None, False)


@pytest.mark.parametrize(
    "facts",
    [
        [SIGNED],
        [fact("甲", "投诉", 20230301)],
        [fact("甲", "投诉", 20230301), fact("甲", "不同意续聘", 20231220)],
        [fact("甲", "投诉", 20220301), SIGNED],
        [fact("甲", "投诉", 20231225), SIGNED],
        [fact("甲", "投诉", 20230301, holds=False), SIGNED],
    ],
    ids=["no complaint", "nothing signed", "refused", "last year's", "complained of later", "does not hold"],
)
def test_without_both_there_is_no_contradiction(facts):
    assert ruled(facts).is_empty()


def test_without_days_complaint_and_signature_of_one_year_belong_together():
    assert ruled([fact("甲", "投诉"), fact("甲", "同意续聘")]).height == 1


def test_a_pack_without_the_rule_rules_on_nobody():
    assert lenient(case_of("EAST", ["甲"], facts=[fact("甲", "投诉"), fact("甲", "同意续聘")])).is_empty()
