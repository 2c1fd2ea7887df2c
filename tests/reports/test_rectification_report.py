"""The report on a self-check: what it says of problems, causes, measures and progress, and how it looks."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from docx import Document

from sgstats.ledger.checking import check
from sgstats.ledger.ledger import Cause, Evidence, Indicator, Issue, Ledger, Measure, Review
from sgstats.ledger.progressing import progress
from sgstats.reports import render
from sgstats.reports.content import Attachment, Heading, Line, Paragraph, Table
from sgstats.reports.rectification import Rectification, rectification_report, rectified

TODAY = date(2023, 12, 31)
LEDGER = Ledger(
    issues=(
        Issue(
            item="P1",
            text="电脑操作水平偏低。",
            unit="幸福社区",
            kind="能力素质",
            state="整改中",
            deadline=date(2023, 6, 30),
            refusals=1,
            causes=(
                Cause(item="P1-C1", text="没有组织过专题培训"),
                Cause(item="P1-C2", text="自学不够；"),
            ),
        ),
        Issue(item="P2", text="年龄结构不合理"),
        Issue(
            item="P3",
            text="考勤流于形式",
            state="已销号",
            closed_on=date(2023, 5, 1),
            accepted_by="街道党工委",
            causes=(Cause(item="P3-C1", text="没有制度"),),
            evidence=(Evidence(item="P3-E1", text="考勤制度"),),
            reviews=(Review(item="P3-R1", on=date(2023, 11, 1), result="又有脱岗", again=True),),
        ),
    ),
    measures=(
        Measure(
            item="M1",
            text="每季度培训一次",
            issues=("P1", "P3"),
            kind="限期整改",
            owner="街道党建办",
            deadline=date(2023, 6, 30),
            starts=(("春晓街道", date(2022, 3, 1)),),
            indicator=Indicator(
                metric="training_coverage", question=None, words="培训覆盖率", baseline="62.0%", target="≥90"
            ),
        ),
        Measure(item="M2", text="建立考勤制度", issues=("P3",), kind="长期坚持"),
    ),
)


def facts(ledger=LEDGER, **more):
    made = {
        "audience": "internal",
        "today": TODAY,
        "tables": {},
        "ledger": ledger,
        "gaps": check(ledger, TODAY),
        "progress": progress(ledger, TODAY),
    }
    return Rectification(**made | more)


@pytest.fixture
def report():
    return rectification_report(facts(now={"M1": "71.3%"}), unit="青禾区")


def headings(report, level=1):
    return [block.text for block in report.blocks if isinstance(block, Heading) and block.level == level]


def said(report):
    return "\n".join(block.text for block in report.blocks if isinstance(block, (Paragraph, Line)))


def test_it_has_the_customary_parts(report):
    parts = ["基本情况", "存在的主要问题", "原因分析", "整改措施", "整改进展", "下一步打算"]
    assert headings(report) == parts
    assert report.title == "关于青禾区社区工作者队伍的\n自查整改报告"


def test_or_the_two_parts_of_problems_with_their_causes_and_of_measures():
    report = rectification_report(facts(), unit="青禾区", outline="two")
    assert headings(report)[:3] == ["基本情况", "存在的问题和原因", "整改措施"]
    assert headings(report, level=2) == ["电脑操作水平偏低", "年龄结构不合理", "考勤流于形式"]


def test_problems_are_told_one_by_one_with_their_causes_numbered(report):
    assert "问题一：电脑操作水平偏低。（幸福社区、能力素质）" in said(report)
    assert "问题一的原因：一是没有组织过专题培训；二是自学不够。" in said(report)
    assert "问题二的原因：台账中没有写明原因。" in said(report)
    assert "问题三的原因：没有制度。" in said(report)


def test_a_measure_is_told_with_what_it_is_for_who_answers_and_its_indicator_then_and_now(report):
    assert (
        "措施一（针对问题一、问题三）：每季度培训一次。责任单位：街道党建办；时限：2023年6月30日；类型：限期整改；"
        "衡量指标：培训覆盖率；基线值：62.0%；目标值：≥90；现值：71.3%。"
    ) in said(report)


def test_what_a_measure_lacks_is_said_but_no_date_of_what_lasts_for_good(report):
    assert "措施二（针对问题三）：建立考勤制度。类型：长期坚持；尚未明确：责任单位、衡量指标。" in said(
        report
    )


def test_progress_is_counted_with_what_each_rate_is_made_of(report):
    assert "整改中1个" in said(report)
    assert "超期未销号1个" in said(report)
    assert "回头看反弹率100.0%（1/1）" in said(report)
    assert "其中长期坚持1个，不计入完成。完成率0.0%（0/3）" in said(report)


def test_problem_cause_measure_and_progress_stand_side_by_side(report):
    table = next(one for one in report.tables if one.caption == "青禾区问题、原因、措施和进展")
    assert table.rows[0] == (
        "P1", "电脑操作水平偏低。", "没有组织过专题培训；自学不够", "M1 每季度培训一次",
        "整改中；已超过时限2023年6月30日；驳回1次".replace("驳回", "验收被驳回"),
    )  # fmt: skip
    assert table.rows[1][3] == "（无对应措施）"
    assert "回头看发现反弹" in table.rows[2][4]


def test_what_the_ledger_lacks_is_what_comes_next(report):
    table = next(one for one in report.tables if one.caption == "青禾区整改台账缺项")
    assert ("问题无对应措施。", 1, "P2") in table.rows
    assert sum(row[1] for row in table.rows) == len(check(LEDGER, TODAY))


def test_the_ledger_is_attached_whole_after_signature_and_date():
    report = rectification_report(facts(recipient="区民政局", signed="春晓街道办事处"), unit="青禾区")
    places = {type(block): place for place, block in enumerate(report.blocks)}
    assert isinstance(report.blocks[0], Line)
    assert report.blocks[0].text == "区民政局："
    assert places[Line] < places[Attachment]
    assert [one.text for one in report.blocks if isinstance(one, Line)][1:] == [
        "春晓街道办事处",
        "2023年12月31日",
    ]
    attached = [block for block in report.blocks[places[Attachment] :] if isinstance(block, Table)]
    assert [len(table.rows) for table in attached] == [3, 2]


def test_problems_of_the_data_stand_beside_those_people_wrote_down():
    row = {
        "title": "性别比例失衡（男性少）", "unit": "青禾区", "baseline": "5.0%", "low": 4.0, "high": 6.3,
        "base": 1336.0, "target": "≥20", "severity": "严重", "certainty": "确定",
    }  # fmt: skip
    report = rectification_report(facts(found=pl.DataFrame([row])), unit="青禾区")
    (table,) = [one for one in report.tables if one.name == "数据反映的问题"]
    assert table.rows == (
        ("性别比例失衡（男性少）", "青禾区", "5.0%", "4.0–6.3", "1,336", "≥20", "严重", "确定"),
    )
    none = rectification_report(facts(found=pl.DataFrame([row]).clear()), unit="青禾区")
    assert "没有发现超出标准的问题" in said(none)


def test_an_empty_ledger_says_that_it_is_empty():
    report = rectification_report(facts(Ledger(issues=(), measures=())), unit="青禾区")
    assert said(report).count("台账中没有登记问题。") == 2
    assert "台账中没有登记措施。" in said(report)
    assert rectified(Ledger(issues=(), measures=()), "青禾区", today=TODAY) == []


@pytest.mark.parametrize("suffix", [".docx", ".html", ".xlsx"])
def test_it_is_written_as_every_kind_of_file(report, tmp_path, suffix):
    assert render(report, to=tmp_path / f"自查整改{suffix}").stat().st_size > 3_000


def test_an_attachment_begins_on_a_page_of_its_own(report, tmp_path):
    document = Document(render(report, to=tmp_path / "自查整改.docx"))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[texts.index("附件1") + 2] == "整改台账"
    upright, turned = document.sections
    assert upright.page_width < upright.page_height
    assert turned.page_width > turned.page_height
