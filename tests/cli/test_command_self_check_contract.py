"""What programs rely on of verify, issues and the ledger: keys, types, CSV that agrees, harmless text."""

from __future__ import annotations

import io
import sys
from datetime import date

import pytest
from commands import SAMPLES

NUMBER = (float, int, type(None))
TEXT = (str, type(None))
ISSUE = {
    "id": str, "title": str, "kind": str, "level": str, "unit": str, "part": TEXT, "bound": TEXT,
    "number": NUMBER, "low": NUMBER, "high": NUMBER, "people": (int, type(None)), "base": NUMBER,
    "threshold": NUMBER, "comparison": str, "distance": NUMBER, "severity": TEXT, "certainty": TEXT,
    "needed": (int, type(None)), "status": str, "notes": TEXT, "reason": str, "call": str, "source": str,
    "sentence": TEXT, "goal": TEXT, "metric": TEXT, "question": TEXT, "words": str, "baseline": TEXT,
    "target": TEXT,
}  # fmt: skip
LISTED = {
    "item": str,
    "text": str,
    "unit": TEXT,
    "state": str,
    "overdue": bool,
    "causes": list,
    "measures": list,
}
CHANGE = {
    "change": int,
    "import": (int, type(None)),
    "at": str,
    "who": str,
    "item": str,
    "field": str,
    "value": TEXT,
}
CHECK = {
    "check": str,
    "quote": str,
    "cells": list,
    "printed": TEXT,
    "expected": TEXT,
    "verdict": str,
    "reason": str,
}
TODAY = ("--today", "2023-12-31")
OBEYED = "\x1b[31m\u202e"


def wrong(row, shape):
    return {
        name: row.get(name, "missing")
        for name, kind in shape.items()
        if not isinstance(row.get(name, ...), kind)
    }


def test_an_issue_has_the_keys_of_the_contract(ask):
    rows = ask("issues", "--all", "--format", "json").json
    assert {row["status"] for row in rows} <= {"found", "too_few", "fine", "untestable"}
    assert {row["comparison"] for row in rows} <= {"target", "median", "past"}
    assert {row["severity"] for row in rows} <= {"严重", "较重", "一般", "提示", None}
    for row in rows:
        assert list(row) == list(ISSUE)
        assert not wrong(row, ISSUE)
        assert (row["status"] == "untestable") <= (row["number"] is None)


def test_the_gravest_issue_comes_first(ask):
    order = ["严重", "较重", "一般", "提示", None]
    places = [order.index(row["severity"]) for row in ask("issues", "--format", "json").json]
    assert places == sorted(places)


def test_a_ledger_has_the_keys_of_the_contract(ask):
    for row in ask("ledger", "list", *TODAY, "--format", "json").json:
        assert not wrong(row, LISTED)
    for row in ask("ledger", "check", *TODAY, "--format", "json").json:
        assert list(row) == ["rule", "item", "message"]
        assert row["message"].startswith(row["item"])
    for row in ask("ledger", "history", "--format", "json").json:
        assert not wrong(row, CHANGE)


def test_the_progress_of_the_sample_ledgers_adds_up(ask):
    told = ask("ledger", "progress", *TODAY, "--format", "json").json
    assert sum(told["states"].values()) == told["issues"] == 21
    for name in ("completion", "on_time", "again"):
        assert list(told[name]) == ["count", "base", "percent"]
        assert told[name]["percent"] == pytest.approx(
            100 * told[name]["count"] / told[name]["base"], abs=0.05
        )
    assert date.fromisoformat(told["on"]) == date(2023, 12, 31)


def test_the_eight_people_have_an_issue_without_measure_and_measures_without_day_or_indicator(ask):
    file = SAMPLES / "台账-2012-幸福社区-作风自查-8人.xlsx"
    found = ask("ledger", "check", file, *TODAY, "--format", "json").json
    by_rule = {row["rule"]: [one["item"] for one in found if one["rule"] == row["rule"]] for row in found}
    assert by_rule["ledger.no_measure"] == ["幸福社区/P5"]
    measures = {f"幸福社区/M{number}" for number in range(1, 6)}
    assert set(by_rule["ledger.no_date"]) == set(by_rule["ledger.no_indicator"]) == measures


def test_the_arithmetic_of_a_text_has_the_keys_of_the_contract(ask):
    told = ask(
        "verify", "--text", "全区1336名社区工作者中，342名持有证书，占35.6%。", "--format", "json"
    ).json
    (row,) = told["arithmetic"]
    assert not wrong(row, CHECK)
    assert (row["verdict"], row["expected"]) == ("contradicted", "25.6%")


@pytest.mark.parametrize(
    "words",
    [["issues", "--all"], ["ledger", "list", *TODAY], ["ledger", "check", *TODAY], ["ledger", "history"]],
    ids=" ".join,
)
def test_csv_and_json_tell_the_same(ask, words):
    from_json, from_csv = (ask(*words, "--format", form) for form in ("json", "csv"))
    assert from_json.code == from_csv.code == 0
    assert len(from_csv.csv) == len(from_json.json) > 0
    for row, line in zip(from_json.json, from_csv.csv, strict=True):
        texts = {name: value for name, value in row.items() if isinstance(value, str)}
        assert {name: line[name].removeprefix("'") for name in texts if name in line} == {
            name: text for name, text in texts.items() if name in line
        }


# What a terminal would obey


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_text_cannot_command_the_terminal(ask, form):
    ended = ask(
        "verify", "--text", f"全区现有社区工作者{OBEYED}1336人，{OBEYED}男性只占5%。", "--format", form
    )
    assert ended.code == 0
    assert not set("\x1b\u202e") & set(ended.out + ended.err)


def test_nor_can_one_from_a_pipe(ask, monkeypatch):
    piped = io.TextIOWrapper(io.BytesIO(f"{OBEYED}男性只占5%。\n".encode()), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", piped)
    ended = ask("verify", "-")
    assert ended.code == 0
    assert "\x1b" not in ended.out + ended.err


def test_nor_can_a_ledger(run, tmp_path):
    path = tmp_path / "台账.csv"
    path.write_text(f"编号,具体问题,整改措施\nP1,{OBEYED}考勤不严,{OBEYED}严格考勤\n", encoding="utf-8")
    store = ("--store", tmp_path / "a.duckdb")
    assert run("ingest", path, "--kind", "ledger", *store).code == 0
    told = [run("ledger", *words, *store) for words in (["list"], ["check"], ["show", "P1"], ["history"])]
    who = ("--who", "街道纪工委")
    told.append(run("ledger", "set", "P1", f"goal={OBEYED}零缺勤", *who, *store))
    told.append(run("ledger", "show", "P1", *store))
    assert not [one for one in told if set("\x1b\u202e") & set(one.out + one.err)]
