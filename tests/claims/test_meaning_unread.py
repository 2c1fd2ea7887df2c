"""Words that narrow a group and are not understood, lists told one after the other, and other people."""

from __future__ import annotations

import pytest
from claim_reading import group, one, read

from sgstats.messages import say


@pytest.mark.parametrize(
    ("text", "printed", "word"),
    [
        ("有驾照的女社工占35%", "35%", "驾照"),
        ("全区有34名社工获得嘉许", "34名", "嘉许"),
        ("“85后”社工200人", "200人", "“85后”"),
        ("党员637人、其他60人", "60人", "其他"),
    ],
)
def test_a_word_that_is_not_understood_is_named_and_nothing_wider_is_read(text, printed, word):
    claim = one(text, printed)
    assert (claim.missing, claim.words) == ("claim_subject.unread", {"word": word})
    assert word in say(claim.missing, **claim.words)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("担任网格长的320人，其中女性占九成", "九成"),
        ("居民代表50人，其中党员30人", "30人"),
        ("8人中，62.5%为60后", "62.5%"),
        ("志愿者平均年龄65岁", "65岁"),
        ("新入职社工平均年龄28岁", "28岁"),
        ("参加培训的社工中，女性占95%", "95%"),
        ("持证率同比增长11.9%", "11.9%"),
        ("女性比男性多1202人", "1202人"),
        ("某社区共有社区工作者9人", "9人"),
    ],
)
def test_people_who_are_on_no_list_stay_so(text, printed):
    assert one(text, printed).missing


def test_the_number_of_people_on_no_list_is_still_the_base():
    assert one("8人中，62.4%为60后", "62.4%").base == 8
    assert one("党员41人，占69人的93.2%", "93.2%").base == 69


@pytest.mark.parametrize(
    "text",
    [
        "男、女社工分别为67人、1269人",
        "性别方面，男67人、女1269人",
        "男性（67人，5.0%），女性（1269人，95.0%）",
    ],
)
def test_of_a_list_each_number_has_its_own_group(text):
    groups = [group(claim) for claim in read(text) if claim.quantity.kind == "count"]
    assert groups == [{"gender": ["男"]}, {"gender": ["女"]}]


def test_of_a_list_of_years_each_number_has_its_own_year():
    found = read("2021年至2023年优秀等次分别为148人、143人和141人")
    assert [claim.subjects[0].on.year for claim in found] == [2021, 2022, 2023]


def test_a_list_that_does_not_match_its_groups_is_not_guessed():
    assert {claim.missing for claim in read("逐年增加29人、25人、24人")} == {"claim_subject.unpaired"}


def test_units_named_in_short_are_those_of_the_list():
    claim = one("春晓、康宁两街道合计303人", "303人")
    assert claim.subjects[0].where == {"street": ("春晓街道", "康宁街道")}


def test_a_period_of_one_sentence_is_another_reading_of_the_next():
    first, other = read("两年来共劝退近20人。培训覆盖率100%。")[1].subjects[0], read("培训覆盖率100%。")[0]
    assert first.since == other.subjects[0].since


def test_what_comes_and_goes_is_not_what_remains():
    found = read("全年入职131人，离职107人，净增24人")
    assert [claim.subjects[0].metric for claim in found] == ["flows", "flows", "headcount"]
