"""No person's name, number or telephone is kept of a ledger."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgstats.errors import Refused
from sgstats.records.ledger_names import listed_names, mask_people
from sgstats.records.ledger_privacy import (
    SOMEBODY,
    kept_post,
    looks_like_name,
    mask_names,
    mask_numbers,
    possible_names,
    surnames,
)
from sgstats.records.ledger_values import maker

COMMON = sorted(
    {one for one in surnames() if len(one) == 1} & set("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗")
)
GIVEN = st.text(
    alphabet="明芳丽强军敏静伟磊洋艳勇杰娟涛超霞平刚桂英秀兰志建国文华小红晓燕", min_size=1, max_size=2
)
NAMES = st.builds(str.__add__, st.sampled_from([*COMMON, "欧阳", "司马"]), GIVEN)
POSTS = ["社区主任", "社区党委书记", "党建办", "青禾区民政局", "街道组织科", "网格员", "副书记"]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("张三（社区主任）", "社区主任"),
        ("社区主任张三", "社区主任"),
        ("社区主任 张三", "社区主任"),
        ("党建办：李四、王五", "党建办"),
        ("张主任", "主任"),
        ("李明副书记", "副书记"),
        ("由王明负责落实", SOMEBODY),
        ("张三、李四", SOMEBODY),
        ("张某某", SOMEBODY),
        ("刘工", SOMEBODY),
        ("阿依古丽·买买提", SOMEBODY),
        ("Li Ming", SOMEBODY),
        ("孙晓燕社区书记", "社区书记"),
        ("高洁 13812345678", SOMEBODY),
        ("组织委员赵丽", "组织委员"),
    ],
)
def test_a_person_is_left_out_and_the_post_stays(cell, kept):
    found = kept_post(cell, strict=True)
    assert (found.text, found.left_out) == (kept, True)


@pytest.mark.parametrize(
    "cell",
    [
        "党政办", "安监站", "计生专干", "常务副主任", "党支部书记", "文书", "单位负责人", "全体社工",
        "包片领导",
        "纪检委员", "青禾区民政局", "康宁街道", "幸福社区", "社区党委书记、居委会主任", "党群服务中心",
        "司法所",
        "第一书记", "时任社区书记", "街道党工委班子成员", "商会", "工会", "责任单位（部门）", SOMEBODY,
    ],
)  # fmt: skip
def test_units_offices_and_posts_stay_as_written(cell):
    for strict in (True, False):
        found = kept_post(cell, strict=strict)
        assert (found.text, found.left_out) == (cell, False)


@given(NAMES)
def test_no_name_alone_is_kept_in_any_column(name):
    for strict in (True, False):
        found = kept_post(name, strict=strict)
        assert found.left_out
        assert name not in (found.text or "")


FORMS = ["{n}（{p}）", "{p}（{n}）", "{p}：{n}", "{n}、{p}", "{p} {n}"]


@given(NAMES, st.sampled_from(POSTS), st.sampled_from(FORMS))
def test_no_name_beside_a_post_is_kept(name, post, form):
    found = kept_post(form.format(n=name, p=post), strict=True)
    assert name not in (found.text or "")
    assert post in (found.text or "")


@given(NAMES)
def test_nobody_makes_a_change_by_name(name):
    with pytest.raises(Refused) as refusal:
        maker(name)
    assert name not in str(refusal.value)


@pytest.mark.parametrize("who", [None, "", "  "])
def test_somebody_answers_for_a_change(who):
    with pytest.raises(Refused, match="SGSTATS_WHO"):
        maker(who)


@given(NAMES)
def test_a_name_looks_like_one(name):
    assert looks_like_name(name)


@pytest.mark.parametrize(
    "number",
    [
        "13812345678", "138-1234-5678", "+8613812345678", "210204198501051861", "21020419850105186X",
        "210204850105186", "6222021234567890123", "0411-84801234", "210***********1861",
    ],
)  # fmt: skip
def test_a_number_of_somebody_is_masked(number):
    found = mask_numbers(f"联系人{number}，已整改")
    assert (found.text, found.left_out) == ("联系人＊＊＊，已整改", True)


@pytest.mark.parametrize("text", ["编号2023001", "2023年6月30日", "共1336人", "20230630", "文件〔2021〕56号"])
def test_other_numbers_stay(text):
    assert mask_numbers(text).text == text


@given(NAMES, st.sampled_from(["由{}负责整改", "{}未到岗", "经查，{}等3人缺勤"]))
def test_a_known_name_in_a_text_is_found_and_masked(name, form):
    text = form.format(name)
    assert name in possible_names(text)
    assert name not in mask_names(text, names=frozenset({name})).text


@pytest.mark.parametrize("place", ["康宁街道", "向阳社区", "文明小区", "高洁路"])
def test_the_name_of_a_place_is_nobodys(place):
    assert (
        mask_names(f"{place}已整改", names=frozenset({"康宁", "向阳", "文明", "高洁"})).text
        == f"{place}已整改"
    )


# Running text

SHOWN = [
    "整体较低（联系人{} 13912345678）", "培训照片，联系{}", "招聘，联系{}13800138000", "落实不严（{}反映）",
    "由{}负责落实", "责任人由{}填写", "材料由{}提供，已公示", "负责人：{}。", "照片（{}）",
    "据{}反映，有迟到", "{} 13912345678", "{}同志未到岗", "联系人：{}、刘伟", "刘伟、{}反映",
]  # fmt: skip


@pytest.mark.parametrize("form", SHOWN)
@pytest.mark.parametrize("name", ["张丽华", "李建国", "王芳"])
def test_a_name_that_the_words_around_show_is_masked(name, form):
    masked = mask_people(form.format(name))
    assert name not in masked.text
    assert masked.left_out


@pytest.mark.parametrize(
    "text",
    [
        "安全工作常态化，高度重视，金额较大，安排到位", "由单位负责，由高校提供场地", "联系方式不全",
        "各社区联系人要高度负责", "联系服务群众，联系实际", "居民反映，群众反映，家长反映，党员反映",
        "（安全）（高中）（全日制）（常态）", "负责人高度重视", "由街道党工委负责牵头", "全面整改，经常联系",
        "由社区主任负责", "（一）组织培训", "责任人：党建办", "公司提供，平台反馈",
        "明确负责人，安排专人负责", "严格落实，水电维修及时处理", "与居委会对接",
        "请各单位负责", "由相关部门负责整改",
    ],
)  # fmt: skip
def test_words_that_begin_like_names_stay(text):
    assert mask_people(text).text == text


def test_names_in_cells_for_people_are_known_and_words_are_not():
    cells = ["张丽华（社区主任）", "社区主任 赵铁柱", "陈主任", "党建办", "王小明、刘伟 13800138000", "安全"]
    assert listed_names(cells) == {"张丽华", "赵铁柱", "王小明", "刘伟"}


def test_a_listed_name_is_masked_wherever_it_stands():
    told = mask_people("与张 丽 华谈话，张丽华街道", names=frozenset({"张丽华"})).text
    assert told == "与＊＊＊谈话，张丽华街道"
