"""Where a person works: district, street and community from cells, headings, titles and file names."""

from __future__ import annotations

import polars as pl
import pytest
from invented_rosters import roster, rules

from sgstats.records.mapping import Settlement
from sgstats.records.units import split_path, units_in_text

UNITS = ("district", "street", "community")


@pytest.mark.parametrize(
    ("path", "levels"),
    [
        ("青禾区春晓街道集贤社区", ("青禾区", "春晓街道", "集贤社区")),
        ("大连市沙河口区春晓街道集贤社区", ("沙河口区", "春晓街道", "集贤社区")),
        ("辽宁省大连市沙河口区春晓街道", ("沙河口区", "春晓街道", None)),
        ("春晓街道集贤社区", (None, "春晓街道", "集贤社区")),
        ("青禾区集贤社区", ("青禾区", None, "集贤社区")),
        ("春晓街道办事处", (None, "春晓街道", None)),
        ("集贤社区居民委员会", (None, None, "集贤社区")),
        ("集贤社区居委会", (None, None, "集贤社区")),
        ("云水县柳林镇东风村", ("云水县", "柳林镇", "东风村")),
        ("雄县朱各庄镇", (None, "雄县朱各庄镇", None)),
        ("浦东新区花木街道", ("浦东新区", "花木街道", None)),
        ("康健街道康乐居民区", (None, "康健街道", "康乐居民区")),
        ("春晓街道第3社区", (None, "春晓街道", "第3社区")),
        ("八一五社区", (None, None, "八一五社区")),
        ("集贤社区", (None, None, "集贤社区")),
        ("和平社区", (None, None, "和平社区")),
        ("红旗社区", (None, None, "红旗社区")),
        ("红旗街道", (None, "红旗街道", None)),
        ("东区社区", (None, None, "东区社区")),
        ("新区街道", (None, "新区街道", None)),
        ("康乐居民区", (None, None, "康乐居民区")),
        ("全区", (None, None, None)),
        ("本单位", (None, None, None)),
    ],
)
def test_a_path_is_split_into_its_levels(path, levels):
    assert split_path(path) == levels


@pytest.mark.parametrize(
    "separator", ["/", "-", "—", "——", "–", "、", "，", ",", "·", "\\", ">", "＞", "→", "|", "_", "："]
)
def test_a_separator_between_two_levels_loses_neither(separator):
    assert one(["所在单位"], [f"星光街道{separator}海韵社区"]) == (None, "星光街道", "海韵社区")
    path = f"滨海区{separator}星光街道{separator}海韵社区"
    assert one(["所在单位"], [path]) == ("滨海区", "星光街道", "海韵社区")
    assert one(["街道/社区"], [path]) == ("滨海区", "星光街道", "海韵社区")


@pytest.mark.parametrize(
    ("path", "levels"),
    [
        ("星光街道（海韵社区）", (None, "星光街道", "海韵社区")),
        ("海韵社区（原星光街道）", (None, None, "海韵社区")),
        ("星光街道/海韵社区、揽月社区", (None, "星光街道", "海韵社区")),
        ("大连市/滨海区/星光街道", ("滨海区", "星光街道", None)),
        ("海韵社区-第二网格", (None, None, "海韵社区")),
    ],
)
def test_behind_a_separator_only_lower_levels_count(path, levels):
    assert one(["所在单位"], [path]) == levels


def test_a_unit_in_traditional_characters_is_the_one_in_simplified():
    rows = [["甲", "晨光社区"], ["乙", "晨光社區"], ["丙", "乾安社区"]]
    read = roster(["姓名", "社区"], rows)
    assert read.rows["community"].to_list() == ["晨光社区", "晨光社区", "乾安社区"]
    read = roster(["姓名", "所在单位"], [["甲", "濱海區星光街道"]])
    assert read.rows.select(UNITS).row(0) == ("滨海区", "星光街道", None)


def one(header, row, **facts):
    return roster(["姓名", *header], [["甲", *row]], **facts).rows.select(UNITS).row(0)


@pytest.mark.parametrize(
    ("header", "row", "levels"),
    [
        (["区", "街道", "社区"], ["青禾区", "春晓街道", "集贤社区"], ("青禾区", "春晓街道", "集贤社区")),
        (["街道", "社区"], ["春晓街道办事处", "集贤社区居委会"], (None, "春晓街道", "集贤社区")),
        (["社区"], ["青禾区春晓街道集贤社区"], ("青禾区", "春晓街道", "集贤社区")),
        (["街道"], ["青禾区春晓街道"], ("青禾区", "春晓街道", None)),
        (["街道"], ["红旗街道"], (None, "红旗街道", None)),
        (["社区"], ["锦绣小区"], (None, None, "锦绣小区")),
        (["社区"], ["东区社区"], (None, None, "东区社区")),
        (["居民区"], ["康乐居民区"], (None, None, "康乐居民区")),
        (["所在单位"], ["青禾区春晓街道集贤社区"], ("青禾区", "春晓街道", "集贤社区")),
        (["所在单位", "社区"], ["青禾区春晓街道", "集贤"], ("青禾区", "春晓街道", "集贤")),
        (["街道", "社区"], ["春晓街道", None], (None, "春晓街道", None)),
    ],
)
def test_the_columns_of_a_row_tell_its_unit(header, row, levels):
    assert one(header, row, sheet="Sheet1") == levels


def test_a_heading_inside_the_data_tells_the_unit_of_the_rows_below():
    rows, sections = [["甲"], ["乙"]], ["集贤社区", "青禾区春晓街道梧桐社区"]
    read = roster(["姓名"], rows, sections=sections)
    assert read.rows.select(UNITS).rows() == [(None, None, "集贤社区"), ("青禾区", "春晓街道", "梧桐社区")]


TITLE = "2023年青禾区春晓街道社区工作者花名册（截至2023年12月31日）"


def test_a_title_tells_the_units_that_no_cell_tells():
    read = roster(["姓名", "社区"], [["甲", "集贤社区"]], titles=[TITLE])
    assert read.rows.select(UNITS).row(0) == ("青禾区", "春晓街道", "集贤社区")
    assert read.findings["rule"].to_list().count("unit.from_title") == 2


def test_a_cell_wins_over_a_heading_that_over_the_user_and_the_user_over_the_title():
    settled = Settlement(fixed={"street": "听雨街道"})
    facts = {"titles": [TITLE], "settled": settled}
    assert one([], [], **facts)[1] == "听雨街道"
    assert one([], [], **facts, sections=["揽月街道"])[1] == "揽月街道"
    assert one(["街道"], ["枕溪街道"], **facts, sections=["揽月街道"])[1] == "枕溪街道"


@pytest.mark.parametrize(
    ("texts", "levels"),
    [
        (["附件1", TITLE], ("青禾区", "春晓街道", None)),
        (["花名册", "2023-02-康宁街道-合并社区单元格小计"], (None, "康宁街道", None)),
        (["青禾区社区工作者花名册"], ("青禾区", None, None)),
        (["填报单位：青禾区春晓街道办事处"], ("青禾区", "春晓街道", None)),
        (["全区社区工作者花名册"], (None, None, None)),
        (["社区工作者花名册"], (None, None, None)),
        (["关于我区春晓街道的名单"], (None, "春晓街道", None)),
    ],
)
def test_titles_sheet_names_and_file_names_state_units(texts, levels):
    assert units_in_text(texts) == levels


@pytest.mark.parametrize("facts", [{"sheet": "春晓街道"}, {"file": "2023-01-春晓街道.xlsx"}])
def test_sheet_and_file_names_count_too(facts):
    assert one([], [], **facts)[1] == "春晓街道"


def test_a_unit_that_nothing_tells_is_unknown_and_counted():
    read = roster(["姓名"], [["甲"], ["乙"]])
    assert read.rows.select(UNITS).rows() == [(None, None, None)] * 2
    counts = read.findings.filter(pl.col("rule") == "unit.unknown")
    assert counts.height == 2


def test_two_names_that_differ_only_by_their_suffix_stay_two_units_and_are_pointed_at():
    read = roster(["姓名", "社区"], [["甲", "集贤"], ["乙", "梧桐社区"], ["丙", "集贤社区"]])
    assert read.rows["community"].to_list() == ["集贤", "梧桐社区", "集贤社区"]
    assert rules(read) == ["unit.similar"]
    found = read.findings.filter(pl.col("rule") == "unit.similar")
    assert found.select("row", "column").row(0) == (2, "B")
    assert "4" in found["message"].item()


def test_two_streets_that_differ_only_by_their_suffix_are_pointed_at_too():
    read = roster(["姓名", "街道", "社区"], [["甲", "春晓", "集贤社区"], ["乙", "春晓街道", "集贤社区"]])
    assert read.rows["street"].to_list() == ["春晓", "春晓街道"]
    assert rules(read) == ["unit.similar_street"]
    found = read.findings.filter(pl.col("rule") == "unit.similar_street")
    assert found.select("row", "column").row(0) == (2, "B")
