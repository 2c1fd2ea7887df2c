"""``ingest --register``: a list of everybody who ever worked there tells what was before the first list."""

from __future__ import annotations

import pytest

HEADER = ["姓名", "性别", "出生年月", "街道", "社区", "入职时间", "离职时间", "离职原因"]
HERE = ["女", "1985.06", "春晓街道", "晨曦社区"]
STAYED = ["赵无名", *HERE, "2021-03-01", "", ""]
LEFT = ["钱无名", *HERE, "2021-05-01", "2022-08-01", "辞职"]
EARLIER = ("--from", "2022-01-01", "--to", "2022-12-31")


@pytest.fixture
def listed(roster):
    return roster(STAYED, LEFT, header=HEADER)


def accounts(run, *words):
    """The items of an account of the one list, for the analyst."""
    words = ("--audience", "analyst", "--store", "a.duckdb", "--format", "json", *words)
    return {row["flow"]: row["people"] for row in run("measure", "flows", *words).json}


def rules(ended):
    return [one["rule"] for table in ended.json["imports"] for one in table["findings"]]


def ingest(run, path, *words):
    ended = run("ingest", path, "--store", "a.duckdb", "--format", "json", *words)
    assert ended.code == 0, ended.err
    return ended


def test_a_list_with_somebody_gone_before_it_asks_whether_it_is_a_register(run, listed):
    assert rules(ingest(run, listed)).count("stay.gone_before") == 1
    shown = run("ingest", listed, "--store", "b.duckdb")
    assert "--register" in shown.out


def test_without_the_option_nothing_is_known_before_the_list(run, listed):
    ingest(run, listed)
    ended = run("measure", "flows", *EARLIER, "--store", "a.duckdb")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1


def test_a_register_makes_a_history_of_its_own_days(run, listed):
    assert "stay.gone_before" not in rules(ingest(run, listed, "--register"))
    found = accounts(run, *EARLIER)
    assert (found["期初"], found["离职"], found["期末"]) == (2, 1, 1)
    assert accounts(run, "--from", "2021", "--to", "2021")["入职"] == 2


def test_a_list_stored_already_becomes_a_register_when_said_again(run, listed):
    ingest(run, listed)
    again = ingest(run, listed, "--register")
    assert "import.now_register" in rules(again)
    assert "stay.gone_before" not in rules(again)
    assert accounts(run, *EARLIER)["离职"] == 1
    assert rules(ingest(run, listed)) == rules(ingest(run, listed, "--register")) == ["import.again"]
    assert accounts(run, *EARLIER)["离职"] == 1


def test_the_option_says_nothing_of_other_kinds_of_files(run, roster):
    path = roster(["赵无名", "春晓街道", "晨曦社区", "90"], header=["姓名", "街道", "社区", "分数"])
    ingest(run, path, "--register", "--as-of", "2023-12-31")
