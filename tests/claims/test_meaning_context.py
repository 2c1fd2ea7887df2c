"""What a sentence leaves unsaid: day, unit, base, comparison; and why a number cannot be tested."""

from __future__ import annotations

from datetime import date

import pytest
from claim_reading import KNOWN, group, one, read
from hypothesis import given
from hypothesis import strategies as st

from sgstats import claims
from sgstats.messages import say
from sgstats.sources.document import Document, Paragraph

# Days and periods


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("截至2022年12月31日，男性67名", date(2022, 12, 31)),
        ("2022年底，男性67名", date(2022, 12, 31)),
        ("去年底男性67名", date(2022, 12, 31)),
        ("上年末男性67名", date(2022, 12, 31)),
        ("2022年6月底男性67名", date(2022, 6, 30)),
        ("二〇二二年末男性67名", date(2022, 12, 31)),
        ("目前男性67名", date(2023, 12, 31)),
    ],
)
def test_a_count_of_people_is_of_the_day_that_is_named(text, on):
    assert one(text, "67名").subjects[0].on == on


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2022年离职12人", date(2022, 1, 1), date(2022, 12, 31)),
        ("近三年离职12人", date(2021, 1, 1), date(2023, 12, 31)),
        ("两年以来离职12人", date(2022, 1, 1), date(2023, 12, 31)),
        ("今年以来离职12人", date(2023, 1, 1), date(2023, 12, 31)),
        ("2022年上半年离职12人", date(2022, 1, 1), date(2022, 6, 30)),
        ("2021年至2022年离职12人", date(2021, 1, 1), date(2022, 12, 31)),
        ("2022年3月离职12人", date(2022, 3, 1), date(2022, 3, 31)),
    ],
)
def test_what_happened_is_of_the_period_that_is_named(text, since, until):
    assert (one(text, "12人").subjects[0].since, one(text, "12人").subjects[0].until) == (since, until)


@pytest.mark.parametrize(("beginning", "year"), [("年初", 2023), ("2023年初", 2023), ("2022年初", 2022)])
def test_the_beginning_of_a_year_leads_into_that_year(beginning, year):
    text = f"{beginning}1312人，入职131人。"
    assert one(text, "1312人").subjects[0].on == date(year - 1, 12, 31)
    joined = one(text, "131人").subjects[0]
    assert (joined.since, joined.until) == (date(year, 1, 1), date(year, 12, 31))


def test_so_far_means_all_that_is_known_and_the_year_is_the_other_reading():  # KJ-2
    first, other = one("截至目前已劝退近20人", "近20人").subjects
    assert (first.since, other.since) == (date(2021, 1, 1), date(2023, 1, 1))


def test_a_time_holds_for_its_paragraph_and_that_of_a_heading_for_its_section():
    found = read("一、2022年情况", "男性67名。", "2021年底男性66名，女性1200名。", "男性60名。", heading=1)
    assert [claim.subjects[0].on.year for claim in found] == [2022, 2021, 2021, 2022]


def test_the_document_is_of_the_day_that_it_names():
    found = read("男性67名。", "以上数据截至2022年12月31日。")
    assert found[0].subjects[0].on == date(2022, 12, 31)


# Units


def test_a_unit_holds_until_another_one_is_named():
    found = read("春晓街道社工141人，其中男性5人。听雨街道128人。全区男性67人。")
    assert [claim.subjects[0].where.get("street") for claim in found] == [
        ("春晓街道",),
        ("春晓街道",),
        ("听雨街道",),
        None,
    ]


def test_a_heading_names_the_unit_of_its_section():
    found = read("春晓街道社区工作者队伍情况", "男性5人。", "全区男性67人。", heading=1)
    assert [dict(claim.subjects[0].where) for claim in found] == [{"street": ("春晓街道",)}, {}]


def test_the_part_that_a_unit_is_of_the_district():
    reading = one("春晓街道女性占全区女性的12%", "12%").subjects[0]
    assert (reading.of, reading.values, dict(reading.where)) == ("street", ("春晓街道",), {"gender": ("女",)})


# Whom a share is of


def test_the_base_is_the_number_of_people_that_the_text_prints():  # SHK-0 to SHK-3
    text = "我区现有的1336名社区专职工作者:男性只占总数的5%。40至50岁占总人数的70%。大专以上学历的近78%"
    assert [claim.base for claim in read(text)] == [None, 1336, 1336, 1336]


def test_a_part_is_of_the_group_before_and_its_number_is_the_base():
    text = "党员487名，其中女性占60%"
    claim = one(text, "60%")
    assert claim.base == 487
    assert group(claim) == {"political_status": ["中共党员"], "gender": ["女"]}


def test_a_word_of_the_same_field_leaves_the_group_again():
    found = read("本科412人，其中全日制120人，大专621人")
    assert [group(claim) for claim in found] == [
        {"education": ["大学本科"]},
        {"education": ["大学本科"], "study_mode": ["全日制"]},
        {"education": ["大学专科"]},
    ]


@pytest.mark.parametrize(
    "text", ["女性社工中党员占35%", "在1269名女性社工中，党员占35%", "女性1269名，其中党员占35%"]
)
def test_a_group_is_opened_by_words_of_inclusion(text):
    reading = one(text, "35%").subjects[0]
    assert (reading.of, dict(reading.where), reading.whole) == (
        "political_status",
        {"gender": ("女",)},
        None,
    )


def test_a_percentage_behind_a_count_is_of_the_same_people():
    assert [group(claim) for claim in read("女性1269人，占95%")] == [{"gender": ["女"]}] * 2


def test_a_sum_adds_up_what_was_counted_before():
    assert group(one("36至45岁的497人，46至55岁的640人，两者合计占85.1%", "85.1%")) == {
        "age_band": ["36–55岁"]
    }


# Changes


@pytest.mark.parametrize(
    ("text", "printed", "earlier", "falling"),
    [
        ("社工总数比2022年增加12人", "12人", date(2022, 12, 31), False),
        ("持证率较上年提高3.2个百分点", "3.2个百分点", date(2022, 12, 31), False),
        ("男性较2020年底减少3人", "3人", date(2020, 12, 31), True),
        ("持证人数同比增长15%", "15%", date(2022, 12, 31), False),
        ("大专及以上学历人数三年翻了一番", "翻了一番", date(2020, 12, 31), False),
        ("持证率从2021年的12%提高到2023年的17%，提高5个百分点", "5个百分点", date(2021, 12, 31), False),
        ("党员人数是2020年的两倍多", "两倍多", date(2020, 12, 31), False),
        ("2023年净增24名社工", "24名", date(2022, 12, 31), False),
    ],
)
def test_a_change_is_held_against_the_day_that_is_named(text, printed, earlier, falling):
    reading = one(text, printed).subjects[0]
    assert (reading.earlier, reading.falling) == (earlier, falling)


def test_what_a_change_reached_is_no_change():
    found = read("持证社工由2021年的85人增加到2023年的230人")
    assert [(claim.subjects[0].on.year, claim.subjects[0].earlier) for claim in found] == [
        (2021, None),
        (2023, None),
    ]


def test_a_change_without_a_day_has_a_reading_for_every_list_before():
    readings = one("持证率提高3.2个百分点", "3.2个百分点").subjects
    assert [reading.earlier.year for reading in readings] == [2022, 2021, 2020]


# What cannot be tested is told, never dropped


@pytest.mark.parametrize(
    ("text", "printed", "reason"),
    [
        ("社区工作者招募共有百余人报名", "百余人", "other_people"),  # KJ-3
        ("已有年轻书记14名", "14名", "vague"),  # KJ-4
        ("街道下辖25个小区", "25个", "unit"),
        ("居民满意率98%", "98%", "no_metric"),
        ("男性67人，整改率95%", "95%", "unknown"),
        ("力争持证率达到60%", "60%", "intention"),
        ("全市社区工作者1.2万人", "1.2万人", "wider"),
        ("海棠街道现有社工90人", "90人", "unknown_place"),
        ("平均每个社区配备8.6名社工", "8.6名", "average"),
        ("女性占比九成以上的街道有9个", "九成以上", "of_units"),
        ("对69名社工逐一谈话", "69名", "sample"),
        ("参训率56%，比全区平均水平低23个百分点", "23个百分点", "between_units"),
        ("经费支出1200万元", "1200万元", "no_metric"),
        ("持证率到2025年达到60%", "60%", "future"),
    ],
)
def test_why_a_number_cannot_be_tested_is_told(text, printed, reason):
    claim = one(text, printed)
    assert (claim.missing, claim.subjects) == (f"claim_subject.{reason}", ())
    assert say(claim.missing, **claim.words)


@pytest.mark.parametrize(
    "text",
    [
        "根据青民发〔2021〕56号文件精神，按照第三条规定",
        "一是思想认识不到位；二是工作作风不够扎实",
        "落实三岗十八级薪酬体系",
        "联系电话：0411-88886666，邮编116000",
        "三年内无人问津",
    ],
)
def test_numbers_that_claim_nothing_are_no_claims(text):
    assert not read(text)


# Odd text

_WORDS = """男性 占 5% 其中 1336名 社工 ， 。 ； 、
35岁以下 没有 均为 离职 比上年 增加 近 12人 2023年 春晓街道 全区
合计 提高 个百分点 3.2 ( ） ? 由 到 翻一番 1:3 中 80后 参加考核 优秀 培训 人次 ０ 問(wèn)題 𠀀 工作 年以上"""
_PIECES = st.sampled_from([*_WORDS.split(), "\n", "\x00"])


@given(st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=30).map("".join)))
def test_any_text_is_read_and_every_claim_stands_in_it(text):
    for claim in read(text):
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.quote in text
        assert bool(claim.subjects) != bool(claim.missing)


def test_reading_takes_time_in_proportion_to_the_text():
    """A text twice as long has twice as many claims; one without an end of sentence is no exception."""
    text = "男性67名，占5%，其中35岁以下12人，"
    once, twice = read(text * 50), read(text * 100)
    assert len(twice) == 2 * len(once) == 300


def test_an_empty_document_claims_nothing():
    assert claims.find(Document(file=None, paragraphs=()), known=KNOWN) == ()
    assert claims.find(Document(file=None, paragraphs=(Paragraph(number=1, text=""),)), known=KNOWN) == ()


# Drafts that were read wrongly once


def test_the_year_of_a_sentence_holds_for_its_later_clauses():
    found = read("2022年，全区离职108人，其中辞职60人，全年离职率8.3%，比上年下降1个百分点")
    assert {claim.subjects[0].until for claim in found} == {date(2022, 12, 31)}
    assert found[-1].subjects[0].earlier == date(2021, 12, 31)


def test_the_ends_of_a_year_are_those_of_the_year_named():
    first, *_, last = read("2022年初全区社工1287人，全年入职133人，离职108人，年末1312人")
    assert (first.subjects[0].on, last.subjects[0].on) == (date(2021, 12, 31), date(2022, 12, 31))


def test_people_who_were_trained_are_not_the_base_of_what_follows():
    found = read("2023年参加过培训的社区工作者1049人，从未参加过培训的150人，占11.2%。", "男性占5%。")
    assert [claim.base for claim in found] == [None, None, None, None]


def test_of_a_sample_the_base_is_told_though_nothing_can_be_tested():
    asked, share = read("对69名新入职社区工作者逐一谈话，档案齐全的占93.2%")
    assert (asked.missing, share.missing, share.base) == ("claim_subject.sample",) * 2 + (69,)


def test_in_service_beside_full_time_is_how_people_studied():
    found = read("大专及以上1042名，其中全日制150名，在职871名")
    assert group(found[2]) == {"education_group": ["大专及以上"], "study_mode": ["在职"]}
    assert group(one("我区在职社工1336名", "1336名")) == {}


@pytest.mark.parametrize("text", ["春晓街道的党员中，女性占95%。", "春晓街道党员中女性占95%。"])
def test_a_group_of_a_unit_that_is_opened_is_of_that_unit(text):
    asked = one(text, "95%").subjects[0]
    assert asked.where["street"] == ("春晓街道",)
    assert asked.where["political_status"]


def test_a_share_of_the_whole_district_is_not_of_the_unit_counted_before():
    text = "康宁街道女性153人，占全区女性的12.1%。"
    assert one(text, "12.1%").base is None
    assert one(f"全区女性1269人，{text}", "12.1%").base == 1269


def test_what_is_required_is_no_claim_about_what_is():
    required, now = read("要求持证率不低于30%，目前为25.6%。")
    assert required.missing == one("目标是培训覆盖率达到90%。", "90%").missing
    assert now.subjects[0].metric == "certified"
