"""What the structure report says, whatever file it becomes."""

from itertools import pairwise

import polars as pl
import pytest
from invented_report import QUALITY, report, tables

from sgstats.finding import Place, finding
from sgstats.messages import use_language
from sgstats.reports import TABLES, structure_report, summarise
from sgstats.reports.content import Figure, Heading, Paragraph, Table
from sgstats.reports.numbering import numbered


def text(made):
    return "".join(block.text for block in made.blocks if isinstance(block, Paragraph))


def test_the_text_states_the_numbers_that_may_be_shown():
    said = text(report())
    assert "青禾区共有社区工作者12011人" in said
    assert "大专及以上学历20011人，占40.0%" in said
    assert "40至50岁（含40岁和50岁）20011人" in said
    assert "共读取1342行，其中采用1336行，退回6行" in said


def test_the_text_says_that_a_hidden_number_is_not_given():
    assert "男人数不予公布；女人数不予公布" in text(report())


def test_every_table_of_the_report_holds_what_its_protected_table_shows():
    found = {table.name: table for table in report().tables}
    shown = tables()["education"].frame
    assert [row[1] for row in found["学历"].rows] == shown["people"].to_list()
    assert [row[2] for row in found["学历"].rows] == shown["share"].to_list()


def test_streets_stand_side_by_side_with_their_total():
    streets = next(
        table for table in report().tables if len(table.columns) == 6 and "街道" in table.columns[0].title
    )
    assert [row[1] for row in streets.rows] == [12011, 13020, 14029, 15038, 12011]
    assert streets.rows[-1][0] == "合计"
    assert [row[3] for row in streets.rows] == [None] * 5, "the share of men is hidden everywhere"


@pytest.mark.parametrize("name", TABLES)
def test_no_table_can_be_left_out(name):
    fewer = {key: table for key, table in tables().items() if key != name}
    with pytest.raises(KeyError):
        structure_report(fewer, quality=QUALITY)


def test_headings_and_captions_are_numbered_the_official_way():
    titles = [title for block, title in numbered(report()) if isinstance(block, Heading)]
    assert titles[:3] == ["一、基本情况", "（一）人数与性别", "（二）年龄"]
    assert [title.partition("、")[0] for title in titles if "、" in title[:2]] == ["一", "二", "三", "四"]
    captions = [title for block, title in numbered(report()) if isinstance(block, (Table, Figure))]
    assert captions[0] == "表1  青禾区社区工作者性别构成"
    assert [title for title in captions if title.startswith("图")][1].startswith("图2")


def test_every_heading_is_followed_by_something():
    blocks = report().blocks
    assert not isinstance(blocks[-1], Heading)
    empty = [one for one, two in pairwise(blocks) if _level(two) <= _level(one) < 9]
    assert empty == []


def _level(block):
    return block.level if isinstance(block, Heading) else 9


@pytest.mark.parametrize(
    ("audience", "said"), [("internal", "供内部使用"), ("public", "可供公开"), ("analyst", "不得外传")]
)
def test_the_report_says_how_its_numbers_were_protected(audience, said):
    assert said in text(report(audience))


def test_only_the_analyst_view_is_marked():
    assert [bool(report(audience).mark) for audience in ("internal", "public", "analyst")] == [
        False,
        False,
        True,
    ]


def test_the_annex_tells_what_every_table_means():
    definitions = report().annex[0]
    assert len(definitions.rows) == len(TABLES)
    assert all(row[3] and row[4] for row in definitions.rows), "formula and source"


def test_the_page_leaves_notes_about_the_files_to_the_annex():
    printed = next(table for table in report().tables if table.name == "数据质量")
    assert [row[2] for row in printed.rows] == [8]
    assert [row[2] for row in report().annex[1].rows] == [8, 1]


def test_the_report_speaks_english_too():
    use_language("en")
    try:
        made = report(unit="Qinghe")
        assert made.title == "Structure of the community-worker workforce of Qinghe"
        assert "Qinghe had 12011 people working in communities" in text(made)
        assert (
            next(title for block, title in numbered(made) if isinstance(block, Heading)) == "1. The workforce"
        )
    finally:
        use_language(None)


def test_findings_are_added_up_by_rule_gravest_first():
    place = Place(file="a.xlsx")
    found = pl.concat([
        finding("table.blank_rows", at=place, count=2),
        finding("table.blank_rows", at=place, count=3),
    ])
    imports = pl.DataFrame({"rows_read": [5, 6], "rows_accepted": [4, 6], "rows_rejected": [1, 0]})
    summary = summarise(imports, found)
    assert (summary.tables, summary.rows_read, summary.rows_accepted, summary.rows_rejected) == (2, 11, 10, 1)
    assert [(one.times, one.message) for one in summary.findings] == [(2, "跳过空白行 … 行。")]


def test_files_without_findings_are_said_to_be_clean():
    imports = pl.DataFrame({"rows_read": [5], "rows_accepted": [5], "rows_rejected": [0]})
    nothing = summarise(imports, finding("table.blank_rows", at=Place(file="a"), count=1).clear())
    assert "没有发现" in text(structure_report(tables(), quality=nothing))
