"""How a command ends: 0 done; 2 refused, nothing touched; 1 a fault of ours, told without a cell."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from commands import PERSON, SAMPLES, process

from sgstats.errors import SgstatsError

SECRET = "赵无名"


def contents(folder):
    """Every file of a folder and what is in it."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


@pytest.fixture
def broken(monkeypatch):
    """Plant a fault in the middle of a preview."""

    def plant(error):
        def fail(*_, **__):
            raise error

        monkeypatch.setattr("sgstats.pipeline.arriving.clean", fail)

    return plant


# 0: done


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["ingest", "--help"], ["measure", "--help"]])
def test_asking_for_help_is_done(run, words):
    ended = run(*words)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out


def test_the_same_file_again_is_done_and_says_so(run, roster):
    first, second = (run("ingest", roster(PERSON), "--store", "a.duckdb") for _ in range(2))
    assert (first.code, second.code) == (0, 0)
    assert "以前导入过" not in first.err
    assert "1 张表以前导入过" in second.err
    assert len(run("imports", "--store", "a.duckdb", "--format", "json").json) == 1


def test_a_dry_run_stores_nothing_and_says_so(run, roster, tmp_path):
    path = roster(PERSON)
    ended = run("ingest", path, "--dry-run", "--format", "json", "--store", "a.duckdb")
    assert [one["id"] for one in ended.json["imports"]] == [None]
    assert "什么也没有保存" in run("ingest", path, "--dry-run", "--store", "a.duckdb").err
    assert list(contents(tmp_path)) == [path.name]


def test_undo_takes_an_import_back(run, roster):
    run("ingest", roster(PERSON), "--store", "a.duckdb")
    assert run("undo", 1, "--store", "a.duckdb").code == 0
    assert run("imports", "--store", "a.duckdb", "--format", "json").json == []
    assert "还没有导入" in run("imports", "--store", "a.duckdb").err


# 2: refused

REFUSED = [
    ["ingest", "missing.xlsx"],
    ["ingest", "empty.csv"],
    ["ingest", "noise.xlsx"],
    ["ingest", "empty folder"],
    ["ingest", "*.et"],
    ["ingest", "good.csv", "noise.xlsx"],
    ["ingest", str(SAMPLES / "2012-幸福社区-8人.xlsx"), "--sheet", "没有这张表"],
    ["ingest", "good.csv", "--as-of", "2023-02-30"],
    ["ingest", "good.csv", "--as-of", "昨天"],
    ["ingest", "good.csv", "--map", "没有这列=name"],
    ["ingest", "good.csv", "--map", "学历=nonsense"],
    ["ingest", "good.csv", "--map", "学历"],
    ["ingest", "good.csv", "--set", "gender=男"],
    ["ingest", "good.csv", "--mapping", "missing.toml"],
    ["ingest", "good.csv", "--mapping", "noise.toml"],
    ["ingest", "rejected.csv", "--strict"],
    ["ingest", "undated.csv", "--strict"],
    ["preview", "noise.xlsx"],
    ["imports", "--store", "missing.duckdb"],
    ["imports", "--store", "good.csv"],
    ["undo", "7"],
    ["rejected", "7"],
    ["measure", "nonsense"],
    ["measure", "structure"],
    ["measure", "headcount", "--of", "gender"],
    ["measure", "structure", "--of", "nonsense"],
    ["measure", "structure", "--of", "name"],
    ["measure", "headcount", "--by", "gender,gender"],
    ["measure", "headcount", "--where", "gender"],
    ["measure", "headcount", "--where", "gender=不"],
    ["measure", "headcount", "--where", "street=不存在街道"],
    ["measure", "headcount", "--on", "1999-01-01"],
    ["measure", "structure", "--of", "age_band", "--bands", "5-1"],
    ["verify", "missing.docx"],
    ["verify", "noise.xlsx"],
    ["verify", "empty.csv"],
    ["verify", "good.csv", "--text", "共8人"],
    ["verify", "--text", "共8人", "--on", "昨天"],
    ["issues", "--by", "city"],
    ["issues", "--thresholds", "missing.toml"],
    ["issues", "--thresholds", "noise.toml"],
    ["ledger", "check", "noise.xlsx"],
    ["ledger", "show", "P1"],
    ["ledger", "set", "P1", "goal=好"],
    ["ledger", "add", "issue", "text=好", "--who", "张三"],
    ["ledger", "export", "--to", "no folder/a.xlsx"],
    ["report", "nonsense", "--to", "a.docx"],
    ["report", "structure", "--to", "a.pdf"],
    ["report", "structure", "--to", "no folder/a.docx"],
]


@pytest.fixture
def folder(run, roster, tmp_path):
    """A store with one list, and files that nobody can read."""
    roster(PERSON, name="good.csv")
    roster(PERSON, ["", "女", "", "1985.06", "大专", "春晓街道", "晨曦社区"], name="rejected.csv")
    roster(PERSON, name="undated.csv", title="名单")
    (tmp_path / "noise.xlsx").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "noise.toml").write_text("[columns", encoding="utf-8")
    (tmp_path / "empty.csv").touch()
    (tmp_path / "empty folder").mkdir()
    assert run("ingest", tmp_path / "good.csv").code == 0
    return tmp_path


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_a_refusal_is_one_message_and_touches_nothing(run, folder, words):
    before = contents(folder)
    for language, start in {"zh": "未执行：", "en": "Refused: "}.items():
        ended = run(*words, "--lang", language)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.startswith(start)
        assert ended.err.count("\n") == 1
        assert "Traceback" not in ended.err
    assert contents(folder) == before


def test_nothing_of_a_call_is_stored_when_its_last_file_is_refused(run, folder):
    other = folder / "other.csv"
    other.write_text((folder / "good.csv").read_text("utf-8").replace("晨曦社区", "朝露社区"), "utf-8")
    assert run("ingest", other, folder / "noise.xlsx").code == 2
    assert len(run("imports", "--format", "json").json) == 1


def test_a_refused_first_import_leaves_no_store_behind(run, folder):
    run("ingest", folder / "noise.xlsx", "--store", "new.duckdb")
    assert not (folder / "new.duckdb").exists()


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nonsense"],
        ["ingest"],
        ["undo"],
        ["undo", "一"],
        ["measure"],
        ["imports", "--nonsense"],
        ["imports", "--form", "json"],
        ["imports", "--format"],
        ["imports", "--format", "xml"],
        ["ingest", "a.csv", "--kind", "nonsense"],
        ["ingest", "a.csv", "--dry-run=yes"],
        ["measure", "headcount", "--audience", "everybody"],
        ["report", "structure"],
        ["dashboard", "--port", "80"],
        ["dashboard", "--port", "99999"],
        ["imports", "--lang", "fr"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_is_one_sentence_that_says_where_help_is(run, words, tmp_path):
    for language, start in {"zh": "命令写法有误：", "en": "The command is not right: "}.items():
        ended = run("--lang", language, *words)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.count("\n") == 1
        assert ended.err.startswith(start)
        assert "--help" in ended.err
    assert not list(tmp_path.iterdir())


# 1: a fault of ours


@pytest.mark.parametrize(
    "error", [ValueError(SECRET), KeyError(SECRET), SgstatsError("第一行\n第二行")], ids=repr
)
def test_a_fault_is_one_line_without_a_traceback(run, roster, broken, error):
    broken(error)
    ended = run("preview", roster(PERSON))
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("程序出错")
    assert ended.err.count("\n") == 1
    assert "Traceback" not in ended.err


def test_a_fault_does_not_quote_what_python_says_of_it(run, roster, broken):
    broken(ValueError(SECRET))
    assert SECRET not in run("preview", roster(PERSON)).err


def test_a_fault_stores_nothing(run, roster, broken, tmp_path):
    path = roster(PERSON)
    broken(ValueError(SECRET))
    assert run("ingest", path, "--store", "a.duckdb").code == 1
    assert not (tmp_path / "a.duckdb").exists()


def test_a_fault_is_raised_for_those_who_debug(run, roster, broken, monkeypatch):
    monkeypatch.setenv("SGSTATS_DEBUG", "1")
    broken(ValueError("what went wrong"))
    with pytest.raises(ValueError, match="what went wrong"):
        run("preview", roster(PERSON))


# Ended by others


def test_a_reader_who_goes_away_is_no_fault(district):
    for words in (["catalogue", "--format", "json"], ["imports", "--store", str(district.store)]):
        reading, writing = os.pipe()
        os.close(reading)
        ended = process(words, stdout=writing, stderr=subprocess.PIPE, capture_output=False)
        os.close(writing)
        assert (ended.code, ended.err) == (0, "")


@pytest.mark.skipif(
    os.name != "posix", reason="a process group is interrupted as a terminal does it on POSIX only"
)
def test_ctrl_c_stores_nothing_and_says_so(tmp_path):
    command = [sys.executable, "-X", "utf8", "-m", "sgstats", "ingest", str(SAMPLES), "--store", "a.duckdb"]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
    )
    wait_for_children(running.pid)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, "", "已中断，什么也没有保存。\n")
    assert not list(tmp_path.glob("a.duckdb*"))


def wait_for_children(process_id):
    """Until the command has started to read: it parses in processes of its own."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(OSError):
            listing = f"/proc/{process_id}/task/{process_id}/children"
            with open(listing, encoding="ascii") as children:
                if children.read().strip():
                    return
        time.sleep(0.02)
    pytest.fail("the command never started to read")
