"""The part 整改成效: every measure of the ledger with a verdict or the reason why there is none."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from project_source import modules

from sgstats.disclosure.effects_shown import ProtectedEffect
from sgstats.effects.designs import designs
from sgstats.effects.effect import Check, Needed
from sgstats.messages import catalogue, use_language
from sgstats.reports.content import Attachment, Figure, Heading, Paragraph, Table
from sgstats.reports.effects import (
    MOST,
    Outcomes,
    SecondLook,
    chosen_figures,
    effects_annex,
    effects_attached,
    effects_in_full,
    effects_shortly,
)
from sgstats.reports.wording import HIDDEN, printed

START = date(2022, 3, 1)
DAYS = [date(year, 12, 31) for year in (2020, 2021, 2022, 2023)]
LINE = pl.DataFrame({
    "first": DAYS, "last": DAYS, "actual": [12.0, 15.0, 20.0, 25.6], "expected": [12.0, 15.0, 16.0, 18.0],
    "low": [None, None, 14.0, 15.0], "high": [None, None, 18.0, 21.0], "people": [150.0, 190.0, 250.0, 320.0],
    "base": [1250.0, 1270.0, 1250.0, 1250.0], "status": ["shown"] * 4,
})  # fmt: skip
EVENTS = pl.DataFrame({
    "event": [-2, -1, 0, 1], "until": [-2, -1, 0, 1], "effect": [0.1, 0.0, 5.0, 7.0],
    "low": [-2.0, 0.0, 2.0, 3.0],
    "high": [2.2, 0.0, 8.0, 11.0], "units": [8, 8, 8, 3], "status": ["shown"] * 4,
})  # fmt: skip
TOTALS = pl.DataFrame({
    "side": ["treated", "treated"], "after": [False, True], "people": [340.0, 570.0],
    "base": [2520.0, 2500.0],
    "value": [13.5, 22.8], "units": [8, 8], "cells": [16, 16], "status": ["shown"] * 2,
})  # fmt: skip
IMPROVED = ProtectedEffect(
    measure="M4", metric="certified", title="持证率", kind="share", unit="%", better="higher",
    design="randomised", why="用“随机化检验”估计，是这些数据可用的最可靠的方法。", verdict="有证据改善",
    sentence="与同期未实施的街道相比，实施街道的持证率上升6.8个百分点：有证据改善。", effect=6.77, low=3.62,
    high=9.87, p=0.004, adjusted=0.0121, totals=TOTALS, line=LINE, every="list", events=EVENTS,
    starts=pl.DataFrame({"unit": ["春晓街道", "康宁街道"], "start": [START, date(2023, 2, 20)]}),
    checks=(
        Check(name="pre_trend", held="holds", message="走势看不出不同。", p=0.2),
        Check(name="overlap", held="doubtful", message="同一指标上还有其他措施。"),
    ),
    parts={}, needed=Needed(detectable=4.0, aimed=10.0, periods=None, units=None), mix=None,
    treated=("春晓街道", "康宁街道"), compared=("鹿鸣街道",), period="list", periods=4, months=36,
    n="2 个实施单位", audience="internal", notes=("人数按名册计。",), status="shown",
    headers={"people": "人数", "base": "基数"}, counting="人数是各份名册合计。",
)  # fmt: skip
UNCHANGED = replace(
    IMPROVED, measure="M1", title="男性占比", verdict="看不出变化", effect=-0.31, low=-1.29, high=0.82,
    checks=(),
    starts=pl.DataFrame({"unit": ["春晓街道", "康宁街道"], "start": [START, START]}), events=EVENTS.clear(),
    sentence="男性占比下降0.3个百分点：看不出变化。",
)  # fmt: skip
TOO_LITTLE = replace(
    UNCHANGED, measure="M9", title="离职率", unit="%/年", verdict="数据不足以判断", effect=-2.0,
    low=None, high=0.7,
    design="exact", line=LINE.clear(), starts=UNCHANGED.starts.head(1), sentence="离职率：数据不足以判断。",
    needed=Needed(detectable=4.4, aimed=2.0, periods=30, units=9),
)  # fmt: skip
SMALL = replace(
    TOO_LITTLE, measure="M7", title="党员占比", verdict=None, effect=None, low=None, high=None, p=None,
    adjusted=None, checks=(), needed=None, sentence="党员占比：人数过少，不公布测算结果。", status="hidden",
    totals=TOTALS.with_columns(
        *(pl.lit(None, pl.Float64).alias(name) for name in ("people", "base", "value")),
        status=pl.lit("hidden"),
    ),
    notes=("有一方只有 1–4 人，故不公布。",),
)  # fmt: skip
WITHOUT = {"M2": "没有衡量指标", "M3": "没有填写启动时间", "M5": "没有衡量指标"}
TEXTS = {
    "M1": "公开招聘", "M4": "举办考前辅导班。", "M7": "发展党员", "M9": "一对一带教",
    **dict.fromkeys(WITHOUT, "印发流程图"),
}  # fmt: skip
OUTCOMES = Outcomes(
    effects=(UNCHANGED, SMALL, TOO_LITTLE, IMPROVED), texts=TEXTS, notes=("同时看了4个结果，判断已校正。",),
    unasked=tuple(WITHOUT.items()),
)  # fmt: skip
LOOK = SecondLook(
    issue="P16", measure="M4", title="持证率", closed_on=date(2023, 1, 12), then="有证据改善",
    after="有证据恶化", again=True, sentence="销号以后比销号以前下降26.8个百分点。",
)  # fmt: skip
EMPTY = Outcomes(effects=(), texts={})


@pytest.fixture
def blocks():
    return effects_in_full(OUTCOMES, "青禾区")


def said(blocks):
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph))


def tables(blocks):
    return {block.caption: block for block in blocks if isinstance(block, Table)}


def headings(blocks):
    return [block.text for block in blocks if isinstance(block, Heading)]


def test_it_says_first_how_many_measures_could_be_asked_and_how_the_verdicts_fell(blocks):
    assert headings(blocks)[0] == "整改成效"
    assert "台账共有7条措施，其中4条有可测算的指标和启动时间" in said(blocks)
    assert "有证据改善1项、看不出变化1项、数据不足以判断1项、人数过少不公布1项" in said(blocks)
    assert "其余3条不能测算，原因见表。" in said(blocks)


def test_results_are_told_under_their_verdicts_those_with_a_claim_first(blocks):
    assert headings(blocks)[1:] == ["有证据改善", "看不出变化", "数据不足以判断", "人数过少不公布", "回头看"]


def test_a_result_is_told_with_what_was_done_since_when_and_how_it_is_known(blocks):
    assert (
        "举办考前辅导班（M4，2022年3月1日至2023年2月20日先后在2个单位实施）。"
        "与同期未实施的街道相比，实施街道的持证率上升6.8个百分点：有证据改善。做法：实施单位前后的变化，减去同期未实施单位的变化"
    ) in said(blocks)
    assert "需要注意：同一指标上还有其他措施。" in said(blocks)
    assert "走势看不出不同" not in said(blocks)
    assert "公开招聘（M1，2022年3月1日起在2个单位实施）" in said(blocks)
    assert "一对一带教（M9，2022年3月1日启动）" in said(blocks)


def test_the_same_way_is_told_once_and_then_named(blocks):
    assert said(blocks).count("做法：实施单位前后的变化") == 1
    assert "男性占比下降0.3个百分点：看不出变化。做法同M4。" in said(blocks)


def test_all_results_stand_in_one_table_in_the_order_of_the_ledger(blocks):
    table = tables(blocks)["青禾区各项措施成效测算结果"]
    assert [column.title for column in table.columns] == [
        "措施", "指标", "变化", "95%区间", "设计", "结论", "需要什么",
    ]  # fmt: skip
    assert table.rows[0] == (
        "M1 公开招聘", "男性占比", "-0.3个百分点", "-1.3至0.8", "与对照单位的前后差比较（单位较少）",
        "看不出变化", "—",
    )  # fmt: skip
    assert table.rows[2][3:] == (
        "无下限至0.7", "精确前后比较", "数据不足以判断",
        "现可看出约4.4%/年以上的变化；要看出2.0%/年的变化，启动后共需约30次名册，或共需约9个单位实施",
    )  # fmt: skip
    assert table.notes[0] == "同时看了4个结果，判断已校正。"


def test_hidden_numbers_are_marked_and_the_table_says_why(blocks):
    table = tables(blocks)["青禾区各项措施成效测算结果"]
    shown = [printed(cell, kind="text") for cell in table.rows[1]]
    assert shown[2:4] == [HIDDEN, HIDDEN]
    assert shown[5:] == ["人数过少不公布", HIDDEN]
    assert "有一方只有 1–4 人，故不公布。" in table.notes
    assert "人数按名册计。" not in table.notes


def test_no_measure_is_left_out_silently(blocks):
    table = tables(blocks)["青禾区不能测算成效的措施及原因"]
    assert table.rows == (("没有衡量指标", 2, "M2、M5"), ("没有填写启动时间", 1, "M3"))
    asked = {row[0].split()[0] for row in tables(blocks)["青禾区各项措施成效测算结果"].rows}
    assert asked | {item for item, _ in OUTCOMES.unasked} == set(TEXTS)


def test_a_few_figures_are_drawn_those_with_a_claim_first_and_it_is_said_that_there_are_more():
    many = tuple(replace(UNCHANGED, measure=f"M{place}") for place in range(10, 16))
    outcomes = replace(OUTCOMES, effects=(*many, IMPROVED))
    figures = chosen_figures(outcomes)
    assert [(figure.kind, figure.source.measure) for figure in figures] == [
        ("effect", "M4"), ("event", "M4"), ("effect", "M10"), ("effect", "M11"),
    ]  # fmt: skip
    assert len(figures) == MOST
    blocks = effects_in_full(outcomes, "青禾区")
    assert [block for block in blocks if isinstance(block, Figure)] == figures
    assert "只画最能说明问题的4幅图" in said(blocks)
    alone = effects_in_full(replace(OUTCOMES, effects=(IMPROVED,)), "青禾区")
    assert "只画" not in said(alone)
    assert "图中实线是实际" in said(alone)


def test_an_event_study_is_drawn_of_a_claim_only():
    calm = replace(IMPROVED, verdict="看不出变化")
    assert [figure.kind for figure in chosen_figures(replace(OUTCOMES, effects=(calm,)))] == ["effect"]


def test_an_effect_without_a_line_that_may_be_shown_has_no_figure():
    assert chosen_figures(replace(OUTCOMES, effects=(SMALL, TOO_LITTLE))) == []
    hidden = replace(IMPROVED, events=EVENTS.with_columns(status=pl.lit("hidden")))
    assert [figure.kind for figure in chosen_figures(replace(OUTCOMES, effects=(hidden,)))] == ["effect"]


def test_a_workbook_gets_the_numbers_of_the_figures():
    line, events, second = effects_annex(OUTCOMES)
    assert [column.title for column in line.columns][-2:] == ["人数", "基数"]
    assert line.rows[0] == ("2020-12-31", "2020-12-31", 12.0, 12.0, "—", "—", 150.0, 1250.0)
    assert [row[0] for row in events.rows] == [-2, -1, 0, 1]
    assert line.name != second.name


def test_the_attachment_holds_designs_assumptions_and_numbers_for_a_referee():
    first, designs_table, checks, totals = effects_attached(OUTCOMES)
    assert isinstance(first, Attachment)
    assert designs_table.rows[3][4:] == ("0.004", "0.012", IMPROVED.why, "人数按名册计。")
    assert designs_table.rows[1][4:6] == (None, None)
    assert checks.rows == (
        ("M4", "持证率", "启动前的走势", "未见问题", "走势看不出不同。"),
        ("M4", "持证率", "同一指标上的其他措施", "存疑", "同一指标上还有其他措施。"),
    )
    assert totals.rows[0] == ("M1", "男性占比", "实施单位", "启动前", 340.0, 2520.0, 13.5, 8, 16)
    assert totals.rows[2][4:7] == (None, None, None)
    assert totals.notes == ("M1、M7、M9、M4：人数是各份名册合计。",)


def test_what_fell_back_after_closing_is_said():
    blocks = effects_in_full(replace(OUTCOMES, looks=(LOOK, replace(LOOK, again=None))), "青禾区")
    assert "重新测算2项，其中反弹1项" in said(blocks)
    assert said(blocks).count("销号以后比销号以前下降26.8个百分点。") == 1
    table = tables(blocks)["青禾区销号问题回头看测算结果"]
    assert table.rows[0] == (
        "P16", "M4", "持证率", "2023年1月12日", "有证据改善", "有证据恶化", "是",
    )  # fmt: skip
    assert table.rows[1][-1] == "无法判断"


def test_nothing_closed_is_said_and_a_ledger_without_measures_has_no_such_part():
    assert "没有可用数据重新测算的措施" in said(effects_in_full(OUTCOMES, "青禾区"))
    assert effects_in_full(EMPTY, "青禾区") == effects_shortly(EMPTY, "青禾区") == []
    unasked = replace(OUTCOMES, effects=())
    assert "都还不能用数据测算成效" in said(effects_in_full(unasked, "青禾区"))
    assert effects_shortly(unasked, "青禾区") == effects_attached(unasked) == []


def test_another_report_gets_a_paragraph_and_the_table():
    heading, paragraph, table = effects_shortly(OUTCOMES, "青禾区")
    assert heading.level == 2
    assert paragraph.text.startswith("台账共有7条措施")
    assert paragraph.text.endswith("原因见自查整改报告。")
    assert table.caption == "青禾区各项措施成效测算结果"


@pytest.fixture
def english():
    use_language("en")
    yield
    use_language(None)


def test_it_speaks_english_too(english):
    blocks = effects_in_full(replace(OUTCOMES, looks=(LOOK,)), "Qinghe")
    assert headings(blocks)[:2] == ["Did the measures work?", "evidence of an improvement"]
    assert "begun on 2022-03-01 in 2 units" in said(blocks)


def test_every_design_and_every_assumption_has_words_for_a_reader():
    assert not {f"effects_report.how_{name}" for name in designs()} - set(catalogue())
    named = {
        keyword.value.value
        for module in modules("sgstats/effects")
        for call in module.nodes(ast.Call)
        for keyword in call.keywords
        if ast.unparse(call.func) == "Check"
        and keyword.arg == "name"
        and isinstance(keyword.value, ast.Constant)
    }
    assert {"pre_trend", "overlap"} <= named
    assert not {f"effect_check.{name}" for name in named} - set(catalogue())
