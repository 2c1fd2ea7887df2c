"""Whatever a table of a year holds: no row is lost, no cell is quoted, the order of columns is no matter."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_rosters import AS_OF, roster, table

from sgstats.messages import catalogue
from sgstats.records import clean
from sgstats.records.pseudonyms import KEYS, PERSONAL, digest, hide

COMMON = ("_row", "name", "id_number", "staff_id", "gender", "birth_day", "birth_precision")
UNITS = ("district", "street", "community")
OWN = {
    "appraisal": {
        "year": pl.Int32, "rater": pl.String, "dimension": pl.String, "grade": pl.String,
        "no_grade": pl.String, "points": pl.Int64, "ballots": pl.Int32,
    },
    "absence": {
        "year": pl.Int32, "absence_type": pl.String, "start_day": pl.Int32, "end_day": pl.Int32,
        "absent_tenths": pl.Int32,
    },
    "ballot": {
        "year": pl.Int32, "day": pl.Int32, "present": pl.Int32, "returned": pl.Int32, "invalid": pl.Int32,
        "abstained": pl.Int32, "in_favour": pl.Int32, "votes_excellent": pl.Int32,
        "votes_competent": pl.Int32, "votes_basic": pl.Int32, "votes_incompetent": pl.Int32,
        "votes_satisfied": pl.Int32, "votes_dissatisfied": pl.Int32, "attended_residents": pl.Int32,
    },
    "fact": {
        "year": pl.Int32, "day": pl.Int32, "item": pl.String, "holds": pl.Boolean, "rater": pl.String,
    },
    "movement": {
        "year": pl.Int32, "day": pl.Int32, "movement_type": pl.String, "leave_reason": pl.String,
        "to_district": pl.String, "to_street": pl.String, "to_community": pl.String,
    },
    "training": {
        "year": pl.Int32, "day": pl.Int32, "training_level": pl.String, "training_form": pl.String,
        "training_topic": pl.String, "hours_tenths": pl.Int32,
    },
}  # fmt: skip
RUBBISH = st.one_of(
    st.none(), st.sampled_from(["", "-", "　", "=1+1", "⟦title⟧", "{title}", "{0}", "%s", "\x07", "1e9"]),
    st.text(max_size=8),
)  # fmt: skip
NUMBERS = st.one_of(st.integers(-5, 2000).map(str), st.decimals(-5, 120, places=3).map(str))
DAYS = st.sampled_from([
    "2023-09-29", "9月29日至10月11日", "2023.9.29-9.1", "45929", "9月31日", "9.29、10.9", "12.30-1.2",
])  # fmt: skip
COUNTS = st.integers(-1, 60).map(str)
WHO = {
    "姓名": st.sampled_from(["欧阳明月", "上官飞燕", "慕容小雪"]),
    "工号": st.integers(1, 3).map("GH{:05d}".format),
    "社区": st.sampled_from(["集贤社区", "幸福社区"]),
    "备注": st.sampled_from(["调到隔壁社区帮忙"]),
    "年度": st.sampled_from(["2022", "2023年", "去年"]),
}
COLUMNS = {
    "appraisal": {
        "考核等次": st.sampled_from(["优秀", "合格", "好", "不定等次", "家里有事"]),
        "2021年": st.sampled_from(["优秀", "合格"]),
        "得分": NUMBERS,
        "总分": NUMBERS,
        "票数": COUNTS,
        "德": NUMBERS,
        "居民代表测评/德": NUMBERS,
        "评价主体": st.sampled_from(["居民", "谁"]),
        "评价维度": st.sampled_from(["能", "总体", "身高"]),
    },
    "absence": {
        "开始日期": DAYS,
        "结束日期": DAYS,
        "缺勤类型": st.sampled_from(["旷工", "病假", "有事"]),
        "旷工天数": st.sampled_from(["3", "半天", "0.25", "三天半"]),
    },
    "ballot": dict.fromkeys(
        ["参会人数", "收回票数", "作废票", "弃权票", "推荐票", "优秀票", "不满意票"], COUNTS
    ),
    "fact": {
        "事项": st.sampled_from(["谈心", "EAST-17-3", "家里老人住院"]),
        "日期": st.sampled_from(["2023-03-05", "2023年3月"]),
        "是否属实": st.sampled_from(["是", "否", "也许"]),
        "谈心次数": COUNTS,
    },
    "movement": {
        "异动类型": st.sampled_from(["新进", "调离本区", "轮岗", "退休", "提拔", "家里有事"]),
        "异动时间": st.one_of(DAYS, st.sampled_from(["2023-05-18", "2023.6.1", "2023年5月"])),
        "入职时间": st.sampled_from(["2015-03-01", "2023-05-18"]),
        "离职时间": st.sampled_from(["2023-05-17", "2023-09"]),
        "离职原因": st.sampled_from(["辞职", "转岗", "家里有事"]),
        "原单位": st.sampled_from(["青禾区春晓街道集贤社区", "集贤社区", "隔壁公司"]),
        "现单位": st.sampled_from(["听雨街道油伞社区", "集贤社区", "区外"]),
    },
    "training": {
        "培训班名称": st.sampled_from(["初任培训班", "欧阳明月带教", "党员轮训班"]),
        "主办方": st.sampled_from(["区民政局", "隔壁公司"]),
        "培训形式": st.sampled_from(["线上", "有事"]),
        "开始时间": DAYS,
        "结束时间": DAYS,
        "学时": NUMBERS,
        "签到": st.sampled_from(["√", "请假", "欧阳明月"]),
        "5月消防培训(4学时)": st.sampled_from(["√", "4", "5月18日", "有事"]),
    },
}


@st.composite
def tables(draw, kind):
    """A selection of the columns of a kind beside the person's, each cell proper, blank or rubbish."""
    known = WHO | COLUMNS[kind]
    own = draw(st.lists(st.sampled_from(sorted(known)), unique=True, max_size=len(known)))
    header = list(dict.fromkeys(["姓名", *own]))
    cells = [st.one_of(known[title], known[title], RUBBISH) for title in header]
    rows = draw(st.lists(st.tuples(*cells), max_size=6))
    kinds = draw(st.sampled_from([None, "text", "number"]))
    return header, [list(row) for row in rows], kinds and [kinds] * len(header)


def is_told_of(kind, header, rows, kinds):
    return roster(header, rows, kind=kind, kinds=kinds, as_of=AS_OF)


@pytest.mark.parametrize("kind", OWN)
@settings(max_examples=15)
@given(data=st.data())
def test_every_row_is_accepted_or_rejected_once(kind, data):
    read = is_told_of(kind, *(drawn := data.draw(tables(kind))))
    accepted, rejected = set(read.rows["_row"]), read.rejected["row"].to_list()
    assert len(rejected) == len(set(rejected))
    assert sorted([*accepted, *rejected]) == list(range(2, 2 + len(drawn[1])))
    assert (read.rows_read, read.rows_accepted) == (len(drawn[1]), len(accepted))
    assert read.rows["year"].null_count() == 0
    assert set(read.findings["rule"]) <= set(catalogue())


@pytest.mark.parametrize("kind", OWN)
@settings(max_examples=12)
@given(data=st.data())
def test_the_order_of_columns_does_not_matter(kind, data):
    header, rows, kinds = data.draw(tables(kind))
    order = data.draw(st.permutations(range(len(header))))
    moved = [header[place] for place in order], [[row[place] for place in order] for row in rows], kinds
    before, after = is_told_of(kind, header, rows, kinds), is_told_of(kind, *moved)
    assert before.rows.sort(pl.all()).equals(after.rows.sort(pl.all()))
    assert before.rejected["row"].to_list() == after.rejected["row"].to_list()


@pytest.mark.parametrize("kind", OWN)
@settings(max_examples=12)
@given(data=st.data())
def test_no_cell_of_a_person_is_quoted(kind, data):
    read = is_told_of(kind, *data.draw(tables(kind)))
    told = " ".join([*read.findings["message"], *read.rejected["message"]])
    private = ("明月", "飞燕", "小雪", "GH0", "隔壁", "有事", "住院")
    assert not [one for one in private if one in told]


@pytest.mark.parametrize("kind", OWN)
def test_the_columns_of_a_kind_are_always_the_same(kind):
    title = next(iter(COLUMNS[kind]))
    for rows in ([], [["甲", None]]):
        read = clean(table(["姓名", title], rows), kind=kind, as_of=AS_OF)
        assert tuple(read.rows.columns) == (*COMMON, *UNITS, *OWN[kind])
        assert {name: read.rows.schema[name] for name in OWN[kind]} == OWN[kind]


@pytest.mark.parametrize("kind", OWN)
def test_who_is_spoken_of_is_hidden_without_birth_and_sex(kind):
    title, cell = {
        "appraisal": ("等次", "优秀"),
        "absence": ("旷工日期", "2023-09-29"),
        "ballot": ("推荐票", "20"),
        "fact": ("事项", "谈心"),
        "movement": ("离职时间", "2023-05-18"),
        "training": ("培训班名称", "初任培训"),
    }[kind]
    read = clean(table(["姓名", title], [["甲", cell]]), kind=kind, as_of=AS_OF)
    hidden = hide(read.rows, key=b"a key for tests only, 32 letters", table="表")
    assert hidden["called_key"].to_list() == [digest("called|甲", key=b"a key for tests only, 32 letters")]
    assert [name for name in KEYS if hidden[name].item() is not None] == ["called_key", "row_key"]
    assert not set(PERSONAL) & set(hidden.columns)
