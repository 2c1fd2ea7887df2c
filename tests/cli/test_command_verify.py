"""``sgstats verify`` as its users meet it."""

from __future__ import annotations

import io
import sys

import pytest
from sources.reports import par, row, table, word_file

CLAIM = {
    "quote": str,
    "metric": (str, type(None)),
    "operator": str,
    "printed": str,
    "base": (int, type(None)),
    "count_low": (int, type(None)),
    "count_high": (int, type(None)),
    "actual_people": (int, type(None)),
    "actual_base": (int, type(None)),
    "verdict": str,
    "reason": str,
}
TEXT = "全区现有社区工作者1363人，男性只占5%。博士研究生3人。"


def test_json_is_the_contract(ask):
    ended = ask("verify", "--text", TEXT, "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    assert list(ended.json) == ["claims", "arithmetic"]
    assert len(ended.json["claims"]) == 3
    for claim in ended.json["claims"]:
        assert not {name for name, kind in CLAIM.items() if not isinstance(claim[name], kind)}
        assert claim["verdict"] in {"consistent", "contradicted", "impossible", "untestable"}
        assert isinstance(claim["readings"], list)


def test_verdicts_of_the_sample_district(ask):
    told = ask("verify", "--text", TEXT, "--format", "json").json["claims"]
    assert [(one["printed"], one["verdict"]) for one in told] == [
        ("1363人", "contradicted"),
        ("5%", "consistent"),
        ("3人", "untestable"),
    ]


def test_a_person_reads_quote_number_verdict_and_the_counts(ask):
    out = ask("verify", "--text", TEXT).out
    assert "【不符】第1段 1363人：全区现有社区工作者1363人" in out
    assert "应为 1336 人" in out
    assert "sgstats measure headcount" in out
    assert out.splitlines()[-1] == "合计：不符 1 处；不可能 0 处；无法核对 1 处；相符 1 处。"


def test_the_last_lines_count_the_checks_of_numbers_against_each_other_too(ask):
    out = ask("verify", "--text", "共162人，其中女106人，占75.3%。男占40%，女占60%。").out
    assert out.splitlines()[-1] == "文内数字互相核对：不符 1 处；相符 1 处。"


def test_csv_has_one_line_per_claim(ask):
    told = ask("verify", "--text", TEXT, "--format", "csv").csv
    assert [one["verdict"] for one in told] == ["contradicted", "consistent", "untestable"]


def test_a_word_file_is_verified_with_its_tables(ask, tmp_path):
    body = par("全区现有社区工作者1336人。") + par("表1 性别构成")
    body += table(row("性别", "人数"), row("男", "67"), row("女", "1269"), row("合计", "1363"))
    told = ask("verify", word_file(tmp_path / "汇报.docx", body), "--format", "json").json
    assert [(one["cell"], one["verdict"]) for one in told["claims"]] == [
        (None, "consistent"),
        ("表1!B2", "consistent"),
        ("表1!B3", "consistent"),
        ("表1!B4", "contradicted"),
    ]
    assert "contradicted" in {one["verdict"] for one in told["arithmetic"]}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_may_be_piped_in(ask, monkeypatch, encoding):
    pipe(monkeypatch, "全区现有社区工作者1336人，女性居多。\n".encode(encoding))
    assert ask("verify", "-", "--format", "json").json["claims"][0]["verdict"] == "consistent"


def test_what_is_no_text_is_refused_from_a_pipe_too(ask, monkeypatch):
    pipe(monkeypatch, bytes(range(256)) * 4)
    ended = ask("verify", "-")
    assert (ended.code, ended.out) == (2, "")


def pipe(monkeypatch, content):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def test_what_is_found_is_no_failure(ask):
    assert ask("verify", "--text", "全区现有社区工作者9999人。").code == 0


def test_a_text_without_numbers_says_so(ask):
    ended = ask("verify", "--text", "队伍建设成效明显。")
    assert ended.code == 0
    assert "没有找到可以核对的数字" in ended.out


@pytest.mark.parametrize(
    "words",
    [(), ("--text", " "), ("没有.docx",), ("a.docx", "--text", "共8人"), ("--text", "8人", "--on", "x")],
)
def test_a_wrong_request_is_refused_in_one_line(ask, words):
    ended = ask("verify", *words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1


def test_without_a_store_it_is_refused(run):
    assert run("verify", "--text", "共8人。", "--store", "没有.duckdb").code == 2


@pytest.mark.parametrize("people", [*range(8), 50, 1000])
def test_a_hidden_count_cannot_be_searched_for(ask, people):
    """Whether the number asked for is the right one never shows."""
    told = ask("verify", "--text", f"全区有博士研究生{people}名。", "--format", "json").json["claims"][0]
    assert (told["verdict"], told["actual_people"], told["actual_base"]) == ("untestable", None, None)


def test_sentences_are_in_english_too(ask):
    assert "contradicted" in ask("verify", "--text", TEXT, "--lang", "en").out
