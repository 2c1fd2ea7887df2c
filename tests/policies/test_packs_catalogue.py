"""``sgstats catalogue`` lists the packs, what each leaves open, and the rules of one."""

from __future__ import annotations

import csv
import io
import json

import pytest
from loading_cases import changed

from sgstats.cli import main
from sgstats.policies.checks import flags
from sgstats.policies.loading import load, names


@pytest.fixture
def run(capsys):
    """What a command prints, and its exit code."""

    def command(*words):
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, out, err

    return command


def test_the_packs_are_listed_with_source_and_dates(run):
    _, out, _ = run("catalogue")
    assert all(
        any(line.startswith(f"{name} ") and "未注明" in line for line in out.splitlines()) for name in names()
    )


def test_the_gap_between_59_and_60_is_shown(run):
    _, out, _ = run("catalogue")
    assert "PLAN-7-1：59 分以上、60 分以下（都不含）不属于任何一档，按“不称职”处理并标记 GAP_59_60。" in out


def test_every_flag_is_shown_and_is_in_the_json(run):
    _, printed, _ = run("catalogue")
    _, out, _ = run("catalogue", "--format", "json")
    rows = {row["name"]: row for row in json.loads(out) if row["what"] == "pack"}
    for name in names():
        assert rows[name]["flags"] == list(flags(load(name)))
        assert all(flag in printed for flag in rows[name]["flags"])


def test_the_csv_has_a_line_for_every_pack(run):
    _, out, _ = run("catalogue", "--format", "csv")
    rows = [row for row in csv.DictReader(io.StringIO(out)) if row["what"] == "pack"]
    assert [row["name"] for row in rows] == names()
    assert not any(row["flags"].startswith("['") for row in rows)


def test_english_titles_and_flags(run):
    _, out, _ = run("catalogue", "--lang", "en")
    assert "Appraisal plan of two-committee members (100 points)" in out
    assert "PLAN-7-1: scores over 59 and below 60 are in no band" in out


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize("name", ["plan", "EAST"])
def test_one_pack_shows_all_its_rules(run, name, form):
    code, out, _ = run("catalogue", name, "--format", form)
    assert code == 0
    assert all(rule.cite in out.replace('""', '"') for rule in load(name).rules().values())
    assert all(id_ in out for id_ in load(name).rules())


def test_one_pack_in_json_is_only_its_rules(run):
    _, out, _ = run("catalogue", "KANGJIAN", "--format", "json")
    (ladder,) = [row for row in json.loads(out) if row["id"] == "KJ-6"]
    assert ladder["values"]["rungs"] == [{"item": "谈心", "times": 3}, {"item": "警告", "times": 1}]


def test_a_pack_of_the_users_own_is_checked_by_showing_it(run, tmp_path):
    file = tmp_path / "试行.toml"
    file.write_text(changed('[quota]\nshare = "25%"'), encoding="utf-8")
    code, out, _ = run("catalogue", file)
    assert code == 0
    assert "share = 1/4" in out
    assert "取值已改，引文仍是原条文：EAST-12。" in out
    file.write_text(changed('[quota]\nshare = "125%"'), encoding="utf-8")
    code, out, err = run("catalogue", file)
    assert (code, out) == (2, "")
    assert "试行.toml：quota.share 必须是不大于 1 的数，不是“125%”" in err


def test_an_unknown_pack_is_refused(run):
    code, out, err = run("catalogue", "WEST")
    assert (code, out) == (2, "")
    assert "WEST" in err
    assert "SANGANG18" in err
