"""``sgstats ledger`` as its users meet it: what it prints, keeps, and refuses in one sentence."""

from __future__ import annotations

import json

import openpyxl
import pytest

HEADER = ["问题编号", "具体问题", "原因分析", "整改措施", "责任单位/部门", "整改时限", "整改类型"]
ROWS = (
    ["P1", "个别社工集体意识不强", "考勤流于形式", "严格考勤", "社区党委", "2023-06-30", "限期整改"],
    ["P2", "大部分社工电脑操作不熟", "没有培训", None, None, None, None],
)
WHO = ("--who", "街道纪工委")


@pytest.fixture
def file(tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADER, *ROWS):
        book.active.append(row)
    book.save(path := tmp_path / "整改台账.xlsx")
    return path


@pytest.fixture
def ledger(run, file, tmp_path):
    """Run an act of the ledger command on a store that holds a ledger."""
    store = tmp_path / "ledger.duckdb"
    assert run("ingest", file, "--kind", "ledger", "--store", store, *WHO).code == 0

    def act(*words):
        return run("ledger", *words, "--store", store)

    return act


def test_ingest_keeps_its_contract(run, file, tmp_path):
    done = run("ingest", file, "--store", tmp_path / "a.duckdb", "--format", "json")
    (told,) = done.json["imports"]
    assert (told["kind"], told["rows_read"], told["rows_accepted"], told["rows_rejected"]) == (
        "ledger",
        2,
        2,
        0,
    )


def test_a_preview_shows_what_would_be_understood(run, file):
    told = run("preview", file, "--format", "json").json
    assert told["kind"] == "ledger"
    assert {"part": "issue", "unit": None, "code": "1", "field": "text", "value": ROWS[0][1]}.items() <= told[
        "rows"
    ][0].items()


def test_list_is_what_is_done_without_an_act(ledger):
    assert ledger().out == ledger("list").out
    assert "P2" in ledger().out


def test_a_list_is_filtered(ledger):
    def listed(*words):
        return [row["item"] for row in ledger("list", *words, "--format", "json").json]

    assert listed() == ["P1", "P2"]
    assert listed("--overdue", "--today", "2023-06-30") == []
    assert listed("--overdue", "--today", "2023-07-01") == ["P1"]
    assert listed("--degree", "不少") == ["P2"]
    assert listed("--state", "整改中") == []
    assert [row["item"] for row in ledger("list", "--format", "csv").csv] == ["P1", "P2"]


def test_a_check_names_what_is_missing(ledger):
    found = ledger("check", "--today", "2023-07-01", "--format", "json").json
    assert {"rule": "ledger.no_measure", "item": "P2", "message": "P2：问题无对应措施。"} in found
    assert {"ledger.overdue", "ledger.no_indicator"} <= {one["rule"] for one in found}
    assert "问题无对应措施" in ledger("check").out


def test_a_file_is_checked_without_being_stored(run, file, tmp_path):
    done = run("ledger", "check", file, "--store", tmp_path / "none.duckdb", "--format", "json")
    assert "ledger.no_measure" in {one["rule"] for one in done.json}
    assert not (tmp_path / "none.duckdb").exists()


def test_the_whole_way_of_an_issue(ledger):
    def done(*words):
        ended = ledger(*words, *WHO)
        assert ended.code == 0, ended.err
        return ended

    done("move", "P1", "整改中")
    done("add", "evidence", "P1", "text=考勤表")
    done("move", "P1", "待验收")
    done("move", "P1", "驳回", "--reason", "没有公示")
    done("move", "P1", "待验收")
    done("move", "P1", "已销号", "--accepted-by", "街道纪工委", "--on", "2023-06-20")
    done("review", "P1", "--result", "又有人迟到", "--again", "--on", "2023-09-01")
    told = ledger("show", "P1", "--format", "json").json
    assert (told["state"], told["refusals"], told["reviews"][0]["again"]) == ("整改中", 1, True)
    assert [one["item"] for one in told["measures"]] == ["M1"]
    states = ledger("history", "P1", "--format", "json").json
    states = [one["value"] for one in states if one["field"] == "state" and one["item"] == "P1"]
    assert states == ["整改中", "待验收", "整改中", "待验收", "已销号", "整改中"]
    progress = ledger("progress", "--format", "json").json
    assert (progress["refusals"], progress["again"]) == (1, {"count": 1, "base": 1, "percent": 100.0})


def test_a_measure_added_to_an_issue_is_for_it(ledger):
    """The form that both READMEs print."""
    made = ledger(
        "add", "measure", "P2", "text=组织电脑培训", "owner=区民政局", *WHO, "--format", "json"
    ).json
    assert {"item": "M2", "field": "issues", "value": "P2"} in made
    assert "问题无对应措施" not in ledger("check").out
    assert ledger("add", "measure", "P2", "text=以老带新", "issues=P1", *WHO).code == 0
    assert ledger("show", "M3", "--format", "json").json["issues"] == "P2,P1"


@pytest.mark.parametrize(
    "words",
    [
        ("add", "issue", "text=整体较低（联系人张丽华13800138000）"),
        ("add", "measure", "P2", "text=组织培训，联系张丽华13800138000"),
        ("add", "evidence", "P2", "text=照片（张丽华提供）"),
        ("add", "cause", "P2", "text=由张丽华负责"),
        ("set", "P2", "goal=负责人：张丽华"),
        ("set", "P2", "remark=张丽华反映"),
    ],
)
def test_no_name_that_is_typed_into_a_text_is_kept(ledger, words):
    ended = ledger(*words, *WHO)
    assert ended.code == 0, ended.err
    assert "张丽华" not in ended.out + ledger("history", "--format", "json").out
    assert "＊＊＊" in ledger("history", "--format", "json").out


def test_fields_are_set_by_name_or_by_what_they_are_called(ledger):
    assert ledger("set", "M1", "衡量指标=缺勤天数", "target=≤5", *WHO).code == 0
    told = ledger("show", "M1", "--format", "json").json
    assert (told["indicator"], told["target"]) == ("缺勤天数", "≤5")
    assert "缺勤天数" in ledger("show", "M1").out


def test_an_export_comes_back(ledger, run, tmp_path):
    assert ledger("export", "--to", tmp_path / "出.xlsx").code == 0
    done = run("ledger", "import", tmp_path / "出.xlsx", "--store", tmp_path / "b.duckdb", "--format", "json")
    assert [one["kind"] for one in done.json["imports"]] == ["ledger"] * 3
    listed = run("ledger", "list", "--store", tmp_path / "b.duckdb", "--format", "json").json
    assert [row["text"] for row in listed] == [row["text"] for row in ledger("list", "--format", "json").json]


def test_who_may_come_from_the_environment(ledger, monkeypatch):
    monkeypatch.setenv("SGSTATS_WHO", "区民政局")
    assert ledger("set", "P1", "goal=零缺勤").code == 0
    assert ledger("history", "P1", "--format", "json").json[-1]["who"] == "区民政局"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["set", "P1", "goal=好"], "--who"),
        (["set", "P1", "goal=好", "--who", "张三"], "职务"),
        (["set", "P1", "owner=李四", *WHO], "职务"),
        (["set", "P1", "goal", *WHO], "="),
        (["set", "P1", "nonsense=1", *WHO], "nonsense"),
        (["set", "P1", *WHO], "ledger set"),
        (["set", "P1", "state=已销号", *WHO], "ledger move"),
        (["set", "P1", "deadline=某日", *WHO], "某日"),
        (["set", "M1", "kind=其他", *WHO], "长期坚持"),
        (["set", "M1", "metric=nonsense", *WHO], "nonsense"),
        (["set", "M1", "question=nonsense", *WHO], "JSON"),
        (["set", "M1", "issues=P9", *WHO], "P9"),
        (["set", "P9", "goal=好", *WHO], "P9"),
        (["move", "P1", "已销号", *WHO], "整改中"),
        (["move", "P1", *WHO], "ledger move"),
        (["move", "M1", "整改中", *WHO], "M1"),
        (["review", "P1", "--result", "好", *WHO], "销号"),
        (["add", "cause", "text=原因", *WHO], "属于哪个问题"),
        (["add", "issue", *WHO], "text="),
        (["add", "issue", "P1", "text=甲", *WHO], "add issue text="),
        (["add", "measure", "P9", "text=甲", *WHO], "P9"),
        (["add", "nonsense", "text=甲", *WHO], "nonsense"),
        (["show"], "ledger show"),
        (["show", "P9"], "P9"),
        (["history", "P9"], "P9"),
        (["list", "P1"], "ledger list"),
        (["list", "--state", "好"], "待整改"),
        (["list", "--degree", "好"], "个别"),
        (["list", "--reason", "好"], "--reason"),
        (["check", "没有这个文件.xlsx"], "没有这个文件.xlsx"),
        (["baseline", "M1", *WHO], "metric"),
        (["adopt", "nonsense@春晓街道", *WHO], "名单"),
        (["export"], "--to"),
        (["export", "--to", "台账.pdf"], ".xlsx"),
        (["export", "--to", "没有的文件夹/台账.xlsx"], "没有文件夹“没有的文件夹”"),
        (["set", "P1", "owner=@SUM(A1)", *WHO], "开头"),
        (["burn"], "burn"),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_code_two(ledger, words, says):
    before = ledger("history", "--format", "json").out
    ended = ledger(*words)
    assert ended.code == 2
    assert says in ended.err
    assert "Traceback" not in ended.err
    assert ended.out == ""
    assert ledger("history", "--format", "json").out == before


def test_a_reader_of_english_is_told_in_english(ledger):
    assert "the issue has no measure" in ledger("check", "--lang", "en").out


def test_json_stands_alone(ledger):
    for words in (["list"], ["check"], ["progress"], ["show", "P1"], ["show", "M1"], ["history"]):
        json.loads(ledger(*words, "--format", "json").out)
