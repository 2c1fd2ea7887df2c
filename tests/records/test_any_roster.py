"""Whatever a roster holds: no row is lost, every rejection has an address, no cell is quoted."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_rosters import id_number, roster

from sgstats.messages import catalogue, use_language

RUBBISH = st.one_of(
    st.none(),
    st.sampled_from([
        "",
        "-",
        "　",
        "不详",
        "=1+1",
        "'; DROP TABLE posting;--",
        "⟦title⟧",
        "{title}",
        "{0}",
        "%s",
        "\x07",
    ]),
    st.text(max_size=12),
)
NUMBERS = st.builds(
    id_number,
    st.integers(19500101, 20041228).filter(lambda d: 1 <= d % 100 <= 28 and 1 <= d // 100 % 100 <= 12),
    order=st.integers(0, 999),
)
DATES = st.one_of(
    st.sampled_from([
        "1985.06",
        "1985.1",
        "85.6",
        "31199",
        "1985年6月",
        "2030-01-01",
        "1985-02-30",
        "19850615",
    ]),
    st.dates().map(str),
)
COLUMNS = {
    "姓名": st.sampled_from(["欧阳明月", "上官飞燕", "慕容小雪"]),
    "身份证号": st.one_of(NUMBERS, NUMBERS.map(lambda one: one[:6] + "********" + one[14:])),
    "工号": st.integers(1, 3).map("GH{:05d}".format),
    "性别": st.sampled_from(["男", "女", "1", "2", "♀"]),
    "出生年月": DATES,
    "入职时间": DATES,
    "离职时间": DATES,
    "年龄": st.integers(10, 120).map(str),
    "学历": st.sampled_from(["大专", "全日制本科", "自考本科", "大专及以上", "本科在读"]),
    "在职学历": st.sampled_from(["函授大专", "党校研究生"]),
    "政治面貌": st.sampled_from(["党员", "团员", "13"]),
    "职务": st.sampled_from(["书记、主任", "网格员"]),
    "街道": st.sampled_from(["春晓街道", "红旗街道"]),
    "社区": st.sampled_from(["集贤社区", "集贤", "康乐居民区"]),
    "备注": st.sampled_from(["调到隔壁社区帮忙", "家住河边第三栋"]),
    "血型": st.sampled_from(["AB型阴性"]),
}  # fmt: skip
PERSON = {"姓名", "身份证号", "工号"}


@st.composite
def rosters(draw):
    """A shuffled selection of columns, each cell proper, blank or rubbish."""
    header = draw(st.permutations(sorted(COLUMNS)))[: draw(st.integers(1, len(COLUMNS)))]
    if not PERSON & set(header):
        header = [*header, draw(st.sampled_from(sorted(PERSON)))]
    cells = [st.one_of(COLUMNS[title], COLUMNS[title], RUBBISH) for title in header]
    rows = draw(st.lists(st.tuples(*cells), max_size=8))
    kinds = draw(st.one_of(st.none(), st.just(["text"] * len(header)), st.just(["number"] * len(header))))
    return list(header), [list(row) for row in rows], kinds


@settings(max_examples=20)
@given(table=rosters(), prefer=st.sampled_from(["id", "typed"]), language=st.sampled_from(["zh", "en"]))
def test_nothing_is_lost_and_nobody_is_quoted(table, prefer, language):
    header, rows, kinds = table
    use_language(language)
    try:
        read = roster(header, rows, kinds=kinds, prefer=prefer)
    finally:
        use_language(None)
    nothing_is_lost(read, rows)
    nobody_is_quoted(read, header, rows)


def nothing_is_lost(read, rows):
    assert read.rows_read == len(rows)
    accepted, rejected = read.rows["_row"].to_list(), read.rejected["row"].to_list()
    assert sorted([*accepted, *rejected]) == list(range(2, 2 + len(rows)))
    assert read.rejected.select("row", "rule", "message").null_count().sum_horizontal().sum() == 0
    found = read.findings
    assert set(found["file"]) <= {"名单.xlsx"}
    about_rows = found.filter(pl.col("rule").is_in(read.rejected["rule"].implode()))
    assert sorted(about_rows["row"]) == sorted(rejected)


def nobody_is_quoted(read, header, rows):
    """No cell of three characters or more stands in a message, unless it is a word of our own."""
    ours = header + [texts[language] for texts in catalogue().values() for language in ("zh", "en")]
    cells = {cell.strip() for row in rows for cell in row if cell and len(cell.strip()) >= 3}
    foreign = [cell for cell in cells if not any(cell in text for text in ours)]
    messages = read.findings["message"].to_list()
    assert not [(cell, one) for cell in foreign for one in messages if cell in one]
    assert not [one for one in messages if "{" in one or "⟦" in one]
