"""Text is decoded strictly, whole, in the one encoding it is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sources.exports import ROSTER, csv_file, people, rules

from sgstats.errors import Refused
from sgstats.sources import read
from sgstats.sources.encoding import decode

TRADITIONAL = [["姓名", "性別", "學歷"], ["陳小美", "女", "大學專科"], ["劉國強", "男", "大學本科"]]

UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]
SURNAMES, GIVEN = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧",
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲建国",
)
PLACES = ["集贤社区", "幸福社区", "康宁街道", "青禾区"]

names = st.builds(lambda a, b: a + b, st.sampled_from(SURNAMES), st.text(GIVEN, min_size=1, max_size=2))
cells = st.one_of(names, st.sampled_from([*PLACES, "", "大学本科", "中共党员", "1985.06", "男", "女"]))
grids = st.lists(st.tuples(names, cells, cells), min_size=1, max_size=30)


@pytest.mark.parametrize("encoding", UNICODE)
@given(rows=grids)
def test_any_roster_is_decoded_from_any_encoding(encoding, rows):
    text = "姓名,性别,备注\n" + "".join(",".join(row) + "\n" for row in rows)
    assert decode(text.encode(encoding)).text.decode() == text


@given(rows=grids)
def test_any_traditional_roster_is_told_from_gb18030(rows):
    from zhconv import convert

    text = convert("姓名,性别,学历\n" + "".join(",".join(row) + "\n" for row in rows), "zh-hant")
    assert decode(text.encode("big5hkscs")).text.decode() == text


@pytest.mark.parametrize("encoding", ["big5", "cp950", "utf-16", "utf-8"])
def test_a_traditional_table_is_read_in_simplified_script(tmp_path, encoding):
    table = read(csv_file(tmp_path / "a.csv", TRADITIONAL, encoding=encoding)).tables[0]
    assert people(table) == [("陈小美", "女", "大学专科"), ("刘国强", "男", "大学本科")]


def test_a_simplified_table_keeps_a_name_that_is_traditional_in_part(tmp_path):
    rows = [["姓名", "性别", "学历"], ["陳乾", "女", "大专"]]
    export = read(csv_file(tmp_path / "a.csv", rows))
    assert people(export.tables[0]) == [("陳乾", "女", "大专")]
    assert "table.traditional" not in rules(export)


def test_reading_as_big5_is_noted(tmp_path):
    noted = rules(read(csv_file(tmp_path / "a.csv", TRADITIONAL, encoding="big5")))
    assert noted == {"table.big5": 1, "table.traditional": 1}


def test_a_rare_name_needs_gb18030_and_is_read(tmp_path):
    rows = [ROSTER[0], ["1", "𠮷䶮", "女", "1985.06", "集贤社区"]]
    assert people(read(csv_file(tmp_path / "a.csv", rows, encoding="gb18030")).tables[0])[0][1] == "𠮷䶮"


def test_a_file_that_starts_in_ascii_is_decoded_to_its_end(tmp_path):
    rows = [["姓名", "性别"], *([["a", "b"]] * 20_000), ["甲一", "女"]]
    table = read(csv_file(tmp_path / "a.csv", rows, encoding="gb18030")).tables[0]
    assert people(table)[-1] == ("甲一", "女")


@pytest.mark.parametrize(("first", "then"), [("utf-8", "gb18030"), ("gb18030", "utf-8"), ("utf-8", "big5")])
def test_mixed_encodings_are_refused_at_the_line_of_the_turn(tmp_path, first, then):
    def lines(count, encoding):
        return ("1,林文中,女,平安里,高中\n" * count).encode(encoding)

    path = tmp_path / "a.csv"
    path.write_bytes("序号,姓名,性别,社区,学历\n".encode(first) + lines(50, first) + lines(50, then))
    with pytest.raises(Refused, match="从第 52 行起") as refusal:
        read(path)
    assert refusal.value.rule == "file.mixed_encodings"


def test_a_damaged_byte_is_refused_at_its_line(tmp_path):
    path = csv_file(tmp_path / "a.csv", ROSTER, encoding="utf-8-sig")
    path.write_bytes(path.read_bytes()[:-30] + b"\xff" + path.read_bytes()[-30:])
    with pytest.raises(Refused, match=r"从第 [34] 行起"):
        read(path)
