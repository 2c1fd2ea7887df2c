"""Training once a year is advised, not demanded; what is not recorded is not judged (HG-1a)."""

from __future__ import annotations

from special_cases import YEAR, case_of, fact, only

from sgstats.policies.training import notes, unmet


def case(*facts):
    return case_of("HAIGANG", ["甲", "乙"], facts=list(facts))


def test_without_any_record_training_is_not_known_and_nobody_is_ruled_on():
    nothing = case()
    assert unmet(nothing).is_empty()
    assert notes(nothing) == (f"没有{YEAR}年的培训记录（区级、街道），不判断培训要求是否达到。",)


def test_once_training_is_recorded_those_without_are_told():
    told = only(unmet(case(fact("甲", "区级培训", 20230401))))
    assert (told["person_id"], told["rule"]) == ("乙", "HG-1a")
    assert told["effect"] == "2023年区级培训0次，少于建议的1次。"
    assert (told["outcome"], told["needs_human"]) == (None, False)


def test_a_duty_without_a_number_is_not_counted():
    assert unmet(case(fact("甲", "街道培训", 20230401))).is_empty()


def test_training_of_another_year_is_no_record_of_this_one():
    assert unmet(case(fact("甲", "区级培训", 20220401))).is_empty()


def test_packs_without_training_have_nothing_to_say():
    assert notes(case_of("EAST", ["甲"])) == ()
