"""Numbers that claim nothing, and sentences of reports whose numbers are all found."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from sgstats.claims.numbers.quantities import quantities
from sgstats.claims.numbers.spans import spans

NOTHING = """
2023年12月31日起施行
截至2023年底
2021-2023年
2023.12.31
2022年度
2023年第三季度
12月20日—12月26日为公示期
1—6月份
三月份
XX年1月4日
第三条规定
第1批名单
〔2021〕56号文件
（2019）12号
“十四五”规划期间
党的二十大精神
三岗十八级薪酬
社区“两委”成员
落实三会一课
具备“四心”
书记主任一肩挑
一对一带教
80后、90后居多
80、90后占多数
七零后
2·18专案
联系电话13800001234
0571-12345678
12345热线
330102198001011234
见附件3
如表2所示
GB/T 2261.1
— 12 —
一是加强学习
一、基本情况
（一）队伍现状
1.加强领导
① 加强
近三年来
近年来
两年以来
过去五年
上午9:00至11:30
百姓满意
千方百计
统一部署
十分重视
一些问题
进一步加强
一定程度上
提高百分点
多次研究
酌情处理
两头小中间大
百分制考核
"""
SENTENCES = {
    "我区现有的1336名社区专职工作者": ["1336名"],
    "呈现“两头小中间大”40至50岁占总人数的70%": ["40至50岁", "70%"],
    "社工中80后有1人，70后没有，60后有5人，50后2人": ["1人", "5人", "2人"],
    "两年以来，共协商劝退了近20人": ["近20人"],
    "百余人报名，录用了34名": ["百余人", "34名"],
    "有67人不足35岁": ["67人", "不足35岁"],
    "男性67人（5.0%）": ["67人", "5.0%"],
    "从5%提高到8%": ["5%", "8%"],
    "由12人增加到15人": ["12人", "15人"],
    "2023年新进34人": ["34人"],
    "5、8和10人": ["5", "8", "10人"],
    "老中青比例1:2:1": ["1:2:1"],
    "分别占5.0%、30.1%和64.9%": ["5.0%", "30.1%", "64.9%"],
    "不足总人数的5%": ["不足总人数的5%"],
    "约占总数的三成": ["约占总数的三成"],
    "附近3个社区": ["3个"],
    "签约15人": ["15人"],
    "队伍12人": ["12人"],
    "多名社工、数十人": ["多名", "数十人"],
    "全区社工2013人": ["2013人"],
    "男女比例为1∶18.9": ["1∶18.9"],
    "每万人配备18人": ["18人"],
    "超過三分之二，提高2個百分點": ["超過三分之二", "2個百分點"],
    "3.2萬戶、860餘起": ["3.2萬戶", "860餘起"],
    "五年翻了近一番": ["五年", "翻了近一番"],
    "百分之四十几留任": ["百分之四十几"],
    "二十五人即将于五年内退休": ["二十五人"],
    "十六万一千人": ["十六万一千人"],
    "尤其三名女性": ["三名"],
}


@pytest.mark.parametrize("text", NOTHING.strip().splitlines())
def test_a_number_that_names_no_amount_is_no_claim(text):
    assert not quantities(text)


@pytest.mark.parametrize("text", SENTENCES)
def test_every_number_of_a_sentence_is_found(text):
    assert [number.printed for number in quantities(text)] == SENTENCES[text]


def test_a_rate_is_brought_to_10_000():
    (per_10_000,), (per_households,) = quantities("每万人18人"), quantities("每300户配备1名")
    assert (per_10_000.kind, per_10_000.value) == ("rate", 18)
    assert (per_households.kind, round(float(per_households.value), 1), per_households.unit) == (
        "rate",
        33.3,
        "每300户",
    )


def test_a_rate_per_a_range_of_households_is_a_range():
    (number,) = quantities("每300—400户配备1名网格员")
    assert (number.kind, number.low, number.high) == ("rate", 25, Fraction(100, 3))


def test_only_the_next_number_is_per_a_base():
    assert [number.kind for number in quantities("按每万人18人测算应配535人")] == ["rate", "count"]


def test_growth_by_so_many_times_is_one_more():
    grown, reached, compared = quantities("增长1.5倍，增长到3倍，是去年的2倍")
    assert [float(one.value) for one in (grown, reached, compared)] == [2.5, 3, 2]


def test_a_list_shares_the_unit_of_its_last():
    assert {number.kind for number in quantities("分别为5、8和12个百分点")} == {"points"}


def test_a_word_without_a_number_has_no_step():
    (several,) = quantities("多名社工")
    assert (several.step, several.low, several.high) == (0, 2, None)


def test_one_with_a_measure_word_is_a_number_only_where_it_counts():
    assert not quantities("这是一个问题")
    assert [number.printed for number in quantities("只有一个社区")] == ["一个"]


def test_what_is_passed_over_is_told_by_kind():
    told = [(span.kind, span.printed) for span in spans("第三条：近三年来，80后有1人")]
    assert told == [("reference", "第三条"), ("period", "近三年来"), ("decade", "80后")]


def test_stretches_never_overlap():
    text = "\n".join([*NOTHING.splitlines(), *SENTENCES])
    found = spans(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
