"""The report on a self-check from a store: what is measured, of whom, and what is refused."""

from __future__ import annotations

import pytest
from docx import Document

import sgstats

TODAY = "2023-12-31"


def words(path):
    """Everything a Word report says, tables included."""
    document = Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.fixture(scope="module")
def written(sample_district, tmp_path_factory):
    path = tmp_path_factory.mktemp("整改") / "自查整改.docx"
    return sgstats.report("rectification", to=path, today=TODAY, store=sample_district.store)


@pytest.fixture(scope="module")
def whole(written):
    return words(written)


def test_it_tells_of_the_workforce_the_ledger_and_the_data(whole):
    assert whole.startswith("关于青禾区社区工作者队伍的\n自查整改报告")
    assert "男67人，占5.0%" in whole
    assert "问题一：" in whole
    assert "（无对应措施）" in whole
    assert "性别比例失衡（男性少）" in whole
    assert "5.0%（67/1336）" in whole  # what the indicator of a measure says now


def test_it_tells_of_every_measure_whether_it_worked_or_why_not(written, whole, sample_district):
    assert "其中6条有可测算的指标和启动时间" in whole
    assert "举办社会工作者职业资格考前辅导班（青禾区/M4，" in whole
    tables = {tuple(cell.text for cell in table.rows[0].cells): table for table in Document(written).tables}
    asked = tables["措施", "指标", "变化", "95%区间", "设计", "结论", "需要什么"]
    unasked = tables["原因", "条数", "措施"]
    told = [row.cells[0].text.split()[0] for row in asked.rows[1:]]
    untold = [item for row in unasked.rows[1:] for item in row.cells[2].text.split("、")]
    measures = [one.item for one in sgstats.standing_ledger(sample_district.store).measures]
    assert sorted([*told, *untold]) == sorted(measures)


def test_it_tells_what_fell_back_after_closing_as_a_gap_too(written, whole):
    assert "其中反弹1项" in whole
    gaps = next(one for one in Document(written).tables if one.rows[0].cells[0].text == "缺项")
    rebound = [row for row in gaps.rows if "反弹" in row.cells[0].text]
    assert [row.cells[2].text for row in rebound] == ["向暖街道/P16"]


def test_a_report_of_a_street_tells_of_the_measures_of_its_ledger_only(sample_district, tmp_path):
    path = sgstats.report(
        "rectification", to=tmp_path / "街道.html", today=TODAY, on=TODAY,
        where={"street": ["鹿鸣街道"]}, store=sample_district.store,
    )  # fmt: skip
    said = path.read_text("utf-8")
    assert "台账共有1条措施，其中1条有可测算的指标和启动时间" in said
    assert "青禾区/M4" not in said


def test_before_anything_was_known_after_a_start_nothing_is_estimated(sample_district, tmp_path):
    path = sgstats.report(
        "rectification", to=tmp_path / "早.html", today="2020-12-31", on="2020-12-31",
        store=sample_district.store,
    )  # fmt: skip
    assert "台账共有19条措施，都还不能用数据测算成效" in path.read_text("utf-8")


def test_a_report_of_a_community_tells_of_its_own_problems_only(sample_district, tmp_path):
    path = sgstats.report(
        "rectification", to=tmp_path / "社区.docx", today=TODAY, on="2012-12-31",
        where={"community": ["幸福社区"]}, store=sample_district.store,
    )  # fmt: skip
    said = words(path)
    assert said.startswith("关于幸福社区社区工作者队伍的")
    assert "幸福社区/P5" in said
    assert "青禾区/P" not in said


def test_the_structure_report_shows_the_ledger_beside_the_staff(sample_district, tmp_path):
    path = sgstats.report("structure", to=tmp_path / "结构.docx", on=TODAY, store=sample_district.store)
    said = words(path)
    assert "自查整改情况" in said
    assert "青禾区问题、原因、措施和进展" in said
    assert "青禾区各项措施成效测算结果" in said


def test_it_is_written_for_the_analyst_and_marked(sample_district, tmp_path):
    path = sgstats.report(
        "rectification", to=tmp_path / "自查整改.docx", today=TODAY, audience="analyst",
        store=sample_district.store,
    )  # fmt: skip
    assert Document(path).sections[0].header.paragraphs[0].text == sgstats.say("disclosure.note_marked")


def test_a_ledger_is_not_published(sample_district, tmp_path):
    public = {"audience": "public", "store": sample_district.store}
    with pytest.raises(sgstats.Refused) as refusal:
        sgstats.report("rectification", to=tmp_path / "自查整改.docx", **public)
    assert refusal.value.rule == "report.ledger_is_internal"
    said = words(sgstats.report("structure", to=tmp_path / "结构.docx", on=TODAY, **public))
    assert "自查整改情况" not in said


@pytest.mark.parametrize(
    ("kind", "asked", "rule"),
    [
        ("rectification", {"policy": "EAST"}, "report.option_not_wanted"),
        ("structure", {"outline": "two"}, "report.option_not_wanted"),
        ("rectification", {"outline": "three"}, "report.no_outline"),
        ("rectification", {"today": "昨天"}, None),
    ],
)
def test_an_option_that_is_none_is_refused(sample_district, tmp_path, kind, asked, rule):
    with pytest.raises(sgstats.Refused) as refusal:
        sgstats.report(kind, to=tmp_path / "x.docx", store=sample_district.store, **asked)
    assert rule is None or refusal.value.rule == rule
    assert not list(tmp_path.iterdir())


def test_a_table_and_its_sentences_print_the_same_numbers(written, whole):
    (results,) = [one for one in Document(written).tables if one.rows[0].cells[2].text == "变化"]
    for row in results.rows[1:]:
        change, interval = row.cells[2].text, row.cells[3].text
        assert f"{change.lstrip('+-')}（95%区间{interval}；" in whole
