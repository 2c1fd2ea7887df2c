"""What sentences must keep among their own numbers."""

from __future__ import annotations

import pytest
from printed_tables import document

from sgstats.claims.arithmetic import check


def told(text: str) -> list[tuple[str, str, str, str]]:
    breaches = check(document(text=text))
    return [(one.check, one.outcome, one.printed, one.expected) for one in breaches]


@pytest.mark.parametrize(
    "text",
    [
        "共162人，其中女106人，占65.4%。",
        "共162名社区工作者，女性106名（65.4%）。",
        "街道25个居民区。在册162人，其中大专以上122人，占总数的75.3%。",
        "党员41人，占44人的93.2%。",
        "全区共有社区工作者1336人。其中男性67人（5%），女性1269人，占95%；大专以上1042人，占78.0%。",
    ],
)
def test_percentages_that_agree_with_their_counts(text):
    assert {(check, outcome) for check, outcome, _, _ in told(text)} >= {("percent_of_counts", "consistent")}
    assert {outcome for _, outcome, _, _ in told(text)} == {"consistent"}


def test_a_percentage_that_its_own_counts_contradict():
    assert told("党员41人，占69人的93.2%。") == [("percent_of_counts", "impossible", "93.2%", "59.4%")]
    assert told("共162人，其中女106人，占75.3%。") == [
        ("percent_of_counts", "contradicted", "75.3%", "65.4%")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("参加考核的1131人中，优秀141人，占12.9%。", "12.5%"),
        ("问卷调查162人，其中满意116人，占61.7%。", "71.6%"),
        ("走访居民500户，满意450户，占80%。", "90%"),
        ("投票69票，同意60票，占88.4%。", "87.0%"),
        ("新招聘131人，其中本科以上60人，占54.2%。", "45.8%"),
    ],
)
def test_the_base_that_words_name_need_not_be_everybody(text, expected):
    printed = text[text.index("占") + 1 : -1]
    assert ("percent_of_counts", "contradicted", printed, expected) in told(text)


def test_a_rate_with_the_name_of_what_was_just_counted_is_of_it():
    text = "回收问卷69份，满意64份，满意率{rate}%。"
    assert told(text.format(rate="92.8"))[0][:2] == ("percent_of_counts", "consistent")
    assert told(text.format(rate="93.2")) == [("percent_of_counts", "impossible", "93.2%", "92.8%")]
    assert told("回收问卷69份，满意64份，知晓率93.2%。") == []


def test_a_percentage_that_agrees_with_another_base_is_left_alone():
    text = "全区共1336人，康宁街道162人，其中女性153人，占11.5%。"
    assert {outcome for _, outcome, *_ in told(text)} == {"consistent"}


def test_parts_against_a_declared_total_keep_both_and_leave_the_overlap_out():
    """Parts against a declared total, and an overlap that is no part."""
    text = "社区共有社工9人。社工中80后有1人，70后没有，60后有5人，50后2人，尤其是50岁左右的有4人。"
    (breach,) = check(document(text=text))
    assert "分项8，总数9，差1" in breach.reason
    assert "4人与其他分项重叠" in breach.reason
    assert breach.cells == ("第1段",)


def test_parts_that_add_up():
    assert told("共8人：80后1人，70后没有，60后5人，50后2人。") == [
        ("parts_and_whole", "consistent", "8人", "8")
    ]


def test_counts_that_do_not_exclude_one_another_are_not_added():
    assert told("社区工作者共20人，其中党员12人，大专以上15人，持证8人。") == []


def test_percentages_of_one_group_add_up_to_100_within_rounding():
    assert told("80后占25%，70后占63%，60后占0%，50后占13%。")[0][:2] == ("percents_sum", "consistent")
    assert told("男性占40%，女性占65%。")[0][:3] == ("percents_sum", "contradicted", "105%")


def test_stocks_and_flows():
    year = "年初在岗100人，新进10人，离职20人，年末{end}人。"
    assert told(year.format(end=90)) == [("flow_identity", "consistent", "90人", "90")]
    assert told(year.format(end=95)) == [("flow_identity", "contradicted", "95人", "90")]


@pytest.mark.parametrize(
    "text",
    [
        "年初100人，离职20人，年末90人，离职率21.1%。",
        "年末90人，离职20人，离职率18.2%。",
        "社区工作者1336人，服务常住人口80万人，每万人16.7人。",
        "核定编制76人，在岗69人，空编率9.2%。",
        "由154人增加到162人，增长5.2%。",
    ],
)
def test_rates_by_any_formula(text):
    assert ("rate_of_counts", "consistent") in [one[:2] for one in told(text)]


def test_a_rate_that_no_formula_gives():
    assert ("rate_of_counts", "contradicted", "9.3%", "9.2%") in told("核定编制76人，在岗69人，空编率9.3%。")


def test_more_excellent_grades_than_a_fifth():
    assert ("excellent_cap", "contradicted", "33人", "≤32") in told("参加考核162人，优秀33人，占20.4%。")


@pytest.mark.parametrize(
    "text",
    [
        "男性只占5%，40至50岁占总人数的70%，大专以上近78%。",
        "截至2023年12月31日，已劝退近20人，报名百余人，录用34名。",
        "党员占比由60%提高到65%，比上年提高5个百分点。",
        "街道25个居民区，已有年轻书记14名。",
        "公开招聘的155人，占11.6%，换届选举产生的130人，占9.7%。",
        "全区社区书记、主任（正职）155名，副职210名，一般工作人员971名。",
        "参加过培训的社区工作者1049人，培训覆盖率78.5%；从未参加过培训的150人，占11.2%。",
        "大专及以上1042名中，全日制150名，在职871名。",
        "全区共1336人。东街男性4人，女性10人。",
        "全区共20人，其中男党员5人，女党员3人。",
        "平均每个社区8.6名社工，每万人拥有量由17.2人升至18.05人。",
        "全区十个街道中，离职率最高的为10.7%。",
    ],
)
def test_numbers_that_say_nothing_of_each_other(text):
    assert not [one for one in told(text) if one[1] in {"contradicted", "impossible"}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "全區1336名社區工作者中，342名持有社會工作者職業資格證書，佔35.6%。",
            ("percent_of_counts", "contradicted", "35.6%", "25.6%"),
        ),
        (
            "大专及以上1042名，其中全日制150名、在职871名、学习形式不详31名。",
            ("parts_and_whole", "contradicted", "1042名", "1052"),
        ),
        (
            "35岁及以下占15.1%，36至45岁占42.2%，46至55岁占43.8%，56岁及以上占1.9%。",
            ("percents_sum", "contradicted", "103.0%", "99.9%–100.2%"),
        ),
    ],
)
def test_what_real_reports_break(text, expected):
    assert told(text) == [expected]


PARTY = "现有人员1336人，其中党员637人、群众630人、团员24人、{rest}{people}人。"


@pytest.mark.parametrize("rest", ["其他", "其余"])
def test_whoever_is_left_belongs_to_the_group_told_before(rest):
    right, wrong = (told(PARTY.format(rest=rest, people=people)) for people in (45, 60))
    assert right == [("parts_and_whole", "consistent", "1336人", "1336")]
    assert wrong == [("parts_and_whole", "contradicted", "1336人", "1351")]


def test_a_list_that_names_whoever_is_left_makes_a_hundred():
    shares = "本科占24.3%，大专占52.7%，中专占6.6%，高中占10.6%，其他占{rest}%。"
    assert told(shares.format(rest="5.7"))[0][:2] == ("percents_sum", "consistent")
    assert told(shares.format(rest="7.7"))[0][:3] == ("percents_sum", "contradicted", "101.9%")


@pytest.mark.parametrize(
    "text",
    [
        "现有人员1336人，其中党员637人、群众630人、团员24人。",
        "现有人员1336人，其中本科325人，大专704人，职高35人，其他60人。",
        "本科占24%，大专占52%，高中占20%。",
        "党员654人，其中预备党员17人，群众630人，共1336人。",
    ],
)
def test_a_list_that_may_leave_some_out_is_not_held_against_everybody(text):
    assert told(text) == []
