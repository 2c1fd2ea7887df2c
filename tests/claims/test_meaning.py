"""What each number of a sentence is said of; each row is a definition.

Sentences marked SELF, KJ and SHK are those of the source documents.
"""

from __future__ import annotations

import pytest
from claim_reading import LAST, group, one, read, telling

# Headcount


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("我区现有的1336名社区专职工作者特征表现在", "1336名"),  # SHK-0
        ("全区共有在册的社区工作者162名，其中不包括在街道各中心工作的社区工作者", "162名"),  # KJ-1
        ("截至2023年底，我区实有社工一千三百三十六人。", "一千三百三十六人"),
    ],
)
def test_everybody_is_the_headcount(text, printed):
    assert telling(one(text, printed)) == ("headcount", "people", {})


def test_full_time_workers_may_also_be_a_class_of_employment():
    _, other = one("我区现有的1336名社区专职工作者", "1336名").subjects
    assert (other.of, other.values) == ("employment", ("专职社区工作者",))


# Groups: gender, age, decade of birth, education, certificate, source …


@pytest.mark.parametrize(
    ("text", "printed", "expected"),
    [
        ("男性工作者只占总数的5%,不利于社会群众工作的开展", "5%", {"gender": ["男"]}),  # SHK-1
        ("呈现“两头小中间大”40至50岁占总人数的70%", "70%", {"age_band": ["40–50岁"]}),  # SHK-2
        (
            "虽然大专以上学历的近78%,但绝大多数不是在校文凭",
            "近78%",
            {"education_group": ["大专及以上"]},
        ),  # SHK-3
        ("35岁以下的占两成", "两成", {"age_band": ["35岁及以下"]}),
        ("45周岁（含）以上的占两成", "两成", {"age_band": ["45岁及以上"]}),
        ("不足35岁的占两成", "两成", {"age_band": ["34岁及以下"]}),
        ("超过50岁的占两成", "两成", {"age_band": ["51岁及以上"]}),
        ("80、90后占到九成", "九成", {"birth_decade": ["80后", "90后"]}),
        ("工作满五年的占一半以上", "一半以上", {"tenure_band": ["5年及以上"]}),
        ("高中学历占22%", "22%", {"education": ["高中"]}),
        ("持证的占17.2%", "17.2%", {"certified": ["持证"]}),
        ("5%是男性", "5%", {"gender": ["男"]}),
        ("换届选举产生的占9.7%", "9.7%", {"source": ["换届选举"]}),
        ("春晓街道女社工占92%", "92%", {"street": ["春晓街道"], "gender": ["女"]}),
    ],
)
def test_a_share_is_of_the_group_named_beside_it(text, printed, expected):
    claim = one(text, printed)
    assert (group(claim), claim.subjects[0].number) == (expected, "share")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("有12名党员", {"political_status": ["中共党员"]}),
        ("助理社会工作师12名", {"certificate": ["助理社会工作师"]}),
        ("女性党员12名", {"gender": ["女"], "political_status": ["中共党员"]}),
        ("全日制大专以上学历的12名", {"study_mode": ["全日制"], "education_group": ["大专及以上"]}),
        ("专职网格员12名", {"employment": ["专职网格员"]}),
        ("副职12名", {"post": ["副职"]}),
    ],
)
def test_groups_named_together_are_combined(text, expected):
    assert group(one(text, "12名")) == expected


def test_the_self_check_by_decade_of_birth_has_a_zero_and_an_overlap():  # SELF-P5
    found = read("社工中80后有1人,70后没有,60后有5人,50后2人,尤其是50岁左右的有4人")
    assert [claim.quantity.value for claim in found] == [1, 0, 5, 2, 4]
    assert [group(claim) for claim in found[:4]] == [
        {"birth_decade": [f"{decade}后"]} for decade in (80, 70, 60, 50)
    ]
    assert [reading.values for reading in found[4].subjects] == [("48–52岁",), ("45–55岁",)]


def test_of_an_age_and_below_the_other_reading_is_listed():
    assert [reading.options["bands"] for reading in one("35岁以下12人", "12人").subjects] == [
        "0-35,36-",
        "0-34,35-",
    ]


@pytest.mark.parametrize(
    "text", ["没有从事过管理工作的经历,没有社会工作专业的学科背景", "一直没有要求,也没有相关的考核"]
)
def test_what_is_missing_but_no_group_is_no_claim(text):  # SHK-4, SELF-P2-C3
    assert not read(text)


@pytest.mark.parametrize(
    ("text", "printed", "value", "expected"),
    [
        ("35岁以下社工无一人持证", "无一人", 0, {"age_band": ["35岁及以下"], "certified": ["持证"]}),
        ("我社区无党员", "无", 0, {"political_status": ["中共党员"]}),
        ("45岁以上全部为女性", "全部", 100, {"age_band": ["45岁及以上"], "gender": ["女"]}),
        ("社工8人，均为女性", "均", 100, {"gender": ["女"]}),
        ("全员持证", "全员", 100, {"certified": ["持证"]}),
    ],
)
def test_nobody_and_everybody_are_claims(text, printed, value, expected):
    claim = one(text, printed)
    assert (claim.quantity.value, group(claim)) == (value, expected)


def test_a_ratio_has_two_sides():
    reading = one("男女比例为1∶19", "1∶19").subjects[0]
    assert (reading.number, reading.values, reading.against) == ("ratio", ("男",), ("女",))


def test_two_groups_named_one_after_the_other_make_a_ratio():
    reading = one("专职网格员与两委成员之比约为2:1", "约为2:1").subjects[0]
    assert (reading.values, reading.against) == (("专职网格员",), ("两委成员",))


# What happened: leavers, joiners, training, appraisal


@pytest.mark.parametrize(
    ("text", "printed", "metric", "expected"),
    [
        ("两年以来,共协商劝退了近20人", "近20人", "exits", {"leave_reason": ["劝退"]}),  # KJ-2b
        ("社区工作者招募共有百余人报名,录用了34名", "34名", "flows", {"flow": ["入职"]}),  # KJ-3
        ("今年离职108人", "108人", "flows", {"flow": ["离职"]}),
        ("离职人员中退休的占18%", "18%", "exits", {"leave_reason": ["退休"]}),
        ("劝退、解聘等被动离职的占两成", "两成", "exits", {"leave_class": ["被动"]}),
        ("入职不到60天就走的有4人", "4人", "early_leavers", {}),
        ("入职一年内离职的占一成", "一成", "first_year_leavers", {}),
        ("培训覆盖率100%", "100%", "training_coverage", {"trained": ["参加过"]}),
        ("全年培训1528人次", "1528人次", "training_attendances", {}),
        ("人均学时24.5学时", "24.5学时", "training_hours", {}),
        ("从未参加过培训的150人", "150人", "never_trained", {"trained": ["未参加"]}),
        ("优秀160人", "160人", "grades", {"grade": ["优秀"]}),
        ("称职以上的占99%", "99%", "grades", {"grade": ["优秀", "称职"]}),
        ("三年连续优秀者35名", "35名", "excellent_years", {"excellent_years": ["3"]}),
        ("队伍平均年龄37.6岁", "37.6岁", "mean_age", {}),
        ("每万名常住人口拥有社区工作者18.05人", "18.05人", "density", {}),
        ("尚有缺口104人", "104人", "staff_gap", {}),
        ("空编率2.4%", "2.4%", "vacancy_rate", {}),
        ("满编率97.6%", "97.6%", "fill_rate", {}),
        ("稳定率92%", "92%", "stability", {}),
        ("交流轮岗45人次", "45人次", "transfer_rate", {}),
        ("持证率17.2%", "17.2%", "certified", {"certified": ["持证"]}),
    ],
)
def test_a_number_is_asked_of_the_metric_that_the_words_name(text, printed, metric, expected):
    claim = one(text, printed)
    assert (claim.subjects[0].metric, group(claim)) == (metric, expected)


def test_turnover_is_read_under_every_denominator():
    readings = one("2022年离职率为8.3%", "8.3%").subjects
    assert [reading.options["denominator"] for reading in readings] == [
        "months",
        "ends",
        "opening",
        "closing",
    ]


def test_grades_are_of_everybody_in_post_or_of_the_appraised():
    first, other = one("优秀占20%", "20%").subjects
    assert (dict(first.options), dict(other.options)) == ({}, {"base": "known"})
    assert one("参加考核1300人，优秀占20%", "20%").subjects[0].options == {"base": "known"}


# Every reading that is possible is listed


def test_a_share_of_two_groups_may_be_of_everybody_or_of_either():
    readings = one("女性党员占30%", "30%").subjects
    assert [(reading.of, dict(reading.where), reading.whole) for reading in readings] == [
        ("political_status", {"gender": ("女",)}, {}),
        ("political_status", {"gender": ("女",)}, None),
        ("gender", {"political_status": ("中共党员",)}, None),
    ]


def test_members_of_the_party_may_include_those_on_probation():
    assert [reading.values for reading in one("党员12名", "12名").subjects] == [
        ("中共党员",),
        ("中共党员", "预备党员"),
    ]


def test_every_claim_stands_at_its_place_and_quotes_the_original():
    text = "社(shè)區(qū)工作者共１３３６名,,其中男(nán)性６７名。"
    first, second = read(text)
    assert (text[first.start : first.end], text[second.start : second.end]) == ("１３３６名", "６７名")
    assert second.quote == "其中男(nán)性６７名"


def test_without_a_date_a_claim_is_of_the_last_day_known():
    assert one("男性67名", "67名").subjects[0].on == LAST


def test_a_group_counted_just_before_may_be_the_one_meant():
    first, other = one("社区“两委”成员310人，大专以上学历占93.2%", "93.2%").subjects
    assert (dict(first.where), dict(other.where)) == ({}, {"employment": ("两委成员",)})


def test_coverage_alone_is_of_training_where_training_is_spoken_of():
    assert one("全年参训2400余人次，覆盖率78.5%", "78.5%").subjects[0].metric == "training_coverage"
    assert one("全年参训2400余人次，网格覆盖率100%", "100%").missing
