"""``sgstats effects``: the verdict first, rows for a program, one sentence for a wrong question."""

from __future__ import annotations

import re
import shutil

import pytest
from commands import PERSON

M4 = ("effects", "--measure", "青禾区/M4")
OWN = ("effects", "--metric", "certified", "--start")
KEYS = {
    "measure", "metric", "title", "unit", "design", "why", "verdict", "sentence", "effect", "low", "high",
    "p", "adjusted", "treated", "compared", "periods", "months", "totals", "line", "events", "checks",
    "needed", "mix", "notes", "status",
}  # fmt: skip


def test_the_verdict_comes_first(ask):
    ended = ask(*M4)
    assert ended.code == 0
    first, second, *_ = ended.out.splitlines()
    assert first == "青禾区/M4 持证率：有证据改善"
    assert second.endswith("有证据改善。")
    assert re.search(r"^实施单位，实施后 +360 +1492 +24\.1 +8$", ended.out, re.MULTILINE)


def test_json_is_a_list_of_effects(ask):
    ended = ask(*M4, "--format", "json")
    (effect,) = ended.json
    assert set(effect) >= KEYS
    assert effect["verdict"] == "有证据改善"
    assert effect["low"] < effect["effect"] < effect["high"]
    assert effect["treated"][0] in effect["sentence"] or len(effect["treated"]) == 8
    assert {check["held"] for check in effect["checks"]} <= {"holds", "doubtful", "fails", "untestable"}
    assert ended.err == ""


def test_csv_is_one_row_per_effect(ask):
    ended = ask(*M4, "--format", "csv")
    (row,) = ended.csv
    assert (row["measure"], row["verdict"]) == ("青禾区/M4", "有证据改善")


def test_a_change_may_be_taken_apart(ask):
    assert "人员构成不同" in ask(*M4, "--mix", "age_band").out


def test_several_measures_stand_below_a_warning(ask):
    ended = ask("effects", "--format", "table")
    assert ended.code == 0
    assert "碰巧" in ended.out.splitlines()[0]
    verdicts = {word for word in ("有证据改善", "看不出变化", "数据不足以判断") if word in ended.out}
    assert len(verdicts) == 3
    assert "*" not in ended.out  # nothing is starred


def test_a_ledger_without_measures_says_what_to_do(run, roster):
    assert run("ingest", roster(PERSON)).code == 0
    done = run("effects")
    assert (done.code, done.out) == (0, "")
    assert "--kind ledger" in done.err


def test_table_sentence_and_json_say_the_same_numbers(ask):
    table = {line.split()[0]: line for line in ask("effects").out.splitlines() if "/" in line.split()[0]}
    rows = ask("effects", "--format", "json").json
    assert len(rows) == 6
    for row in rows:
        effect, low, high = row["effect"], row["low"], row["high"]
        assert f" {effect}个百分点 " in table[row["measure"]]
        assert f" {low} 至 {high} " in table[row["measure"]]
        assert f"{abs(effect)}个百分点（95%区间{low}至{high}；" in row["sentence"]


def test_the_data_are_lists_where_they_are_lists(ask):
    assert "36个月内的4份名册" in ask(*M4).out
    assert "3个年度" in ask("effects", "--measure", "青禾区/M5").out
    assert "、36个月" in ask("effects", "--measure", "青禾区/M9").out


def test_sums_over_periods_are_called_so(ask):
    people, rate = ask(*M4).out, ask("effects", "--measure", "青禾区/M9").out
    assert re.search(r"^范围 +人数（各期合计） +基数（各期合计） +数值 +单位数$", people, re.MULTILINE)
    assert "几份名册上就计几次" in people
    assert re.search(r"^范围 +人次（各期合计） +人月（各期合计） +数值 +单位数$", rate, re.MULTILINE)


def test_of_a_mean_age_the_people_are_told_and_no_sum_of_ages(ask):
    ended = ask("effects", "--metric", "mean_age", "--start", "春晓街道=2022-03-01", "--better", "lower")
    assert re.search(r"^范围 +人数（各期合计） +数值 +单位数$", ended.out, re.MULTILINE)
    assert "基数（" not in ended.out


@pytest.mark.parametrize(
    ("metric", "language", "unit"),
    [("mean_age", "en", r"\d years \("), ("mean_age", "zh", r"\d岁（"), ("middle", "zh", r"\d个百分点（")],
)
def test_units_are_said_in_the_readers_language(ask, metric, language, unit):
    words = ("--metric", metric, "--start", "春晓街道=2022-03-01", "--better", "lower", "--lang", language)
    assert re.search(unit, ask("effects", *words).out)


def test_an_indicator_of_parts_is_named_within_a_sentence(ask):
    words = ("--metric", "grades", "--values", "优秀", "--better", "higher", "--start", "春晓街道=2022-03-01")
    assert "考核等次分布中优秀的占比" in ask("effects", *words, "--format", "json").json[0]["sentence"]


def test_the_units_are_told_without_counts(ask):
    ended = ask(*M4, "--units")
    assert "未实施" in ended.out
    assert ended.code == 0


def test_a_look_back_names_what_rebounded(ask):
    ended = ask("effects", "--look-back")
    assert ended.out.splitlines()[-1] == "回头看 2 项措施，反弹 1 项。"
    rows = ask("effects", "--look-back", "--format", "json").json
    assert [row["rebound"] for row in rows][:2] == [False, True]
    lacking = [row for row in rows if row["metric"] is None]
    assert {row["measure"] for row in lacking} >= {"青禾区/M2", "青禾区/M3"}
    assert all(row["sentence"] in ended.out for row in lacking)


def test_a_look_back_may_be_of_one_measure_and_of_a_day(ask):
    ended = ask("effects", "--look-back", "--measure", "向暖街道/M14", "--today", "2022-12-31")
    assert ended.out.splitlines()[-1] == "回头看 1 项措施，反弹 0 项。"


def test_an_option_that_is_of_no_use_says_what_it_is_for(ask):
    ended = ask("effects", "--record")
    assert (ended.code, "--look-back" in ended.err) == (2, True)


def test_a_look_back_may_be_recorded(run, district, tmp_path):
    mine = shutil.copy(district.store, tmp_path / "mine.duckdb")
    words = ("effects", "--look-back", "--record", "--who", "区委社会工作部", "--today", "2024-03-01")
    ended = run(*words, "--store", mine, "--format", "json")
    assert {"item": "向暖街道/P16", "field": "state", "value": "整改中"} in ended.json
    assert run(*words, "--store", mine, "--format", "json").json == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("effects", "--measure", "M99"), "台账中没有 M99"),
        (("effects", "--measure", "幸福社区/M1"), "没有登记可计算的指标"),
        (("effects", "--measure", "青禾区/M2"), "没有实施日期"),
        (("effects", "--metric", "certified"), "没有实施日期"),
        (("effects", "--metric", "nonsense", "--start", "春晓街道=2022-03"), "没有名为“nonsense”的指标"),
        (("effects", "--metric", "headcount", "--start", "春晓街道=2022-03"), "--better higher"),
        (("effects", "--metric", "survival", "--start", "春晓街道=2022-03"), "请改用 turnover"),
        ((*OWN, "春晓街道=2019-03-01"), "起始日须在数据的时间范围"),
        ((*OWN, "春晓街道=2025-03-01"), "起始日须在数据的时间范围"),
        ((*OWN, "火星街道=2022-03-01"), "没有单位“火星街道”"),
        ((*OWN, "春晓街道"), "须写成 单位=日期"),
        ((*OWN, "春晓街道=某天"), "某天"),
        ((*M4, "--design", "guess"), "没有名为“guess”的估计方法"),
        ((*M4, "--every", "month"), "只是沿用旧数"),
        ((*M4, "--design", "none"), "可选：auto、exact、interrupted、randomised、staggered。"),
        ((*M4, "--aimed", "abc"), "应为数，如 2 或 -2.5，实际是“abc”"),
        ((*M4, "--aimed", "inf"), "应为数，如 2 或 -2.5，实际是“inf”"),
        ((*M4, "--aimed", "0"), "--aimed）应为 0 以外的数，实际是 0"),
        ((*M4, "--anticipation", "-1"), "应为 0 或正整数，实际是“-1”"),
        ((*M4, "--from", "2024", "--to", "2020"), "最后一天（2020-12-31）早于第一天（2024-01-01）"),
        (
            (*OWN, "春晓街道=2022-03-01", "--start", "春晓街道=2022-06-01"),
            "两个实施日期（2022-03-01、2022-06-01）",
        ),
        ((*M4, "--record"), "--record"),
        ((*M4, "--who", "科室"), "--look-back --record"),
        (("effects", "--better", "higher"), "--better"),
        (("effects", "--look-back", "--metric", "turnover"), "--metric"),
        ((*M4, "--measure", "青禾区/M5", "--units"), "一次只能看一项措施"),
        (("effects", "--look-back", "--record"), "--who"),
    ],
)
def test_a_wrong_question_is_refused_in_one_sentence(ask, words, said):
    ended = ask(*words)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1


def test_a_question_changes_nothing(ask, district):
    before = district.store.read_bytes()
    ask(*M4)
    ask("effects", "--look-back")
    assert district.store.read_bytes() == before
