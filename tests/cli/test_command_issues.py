"""``sgstats issues``: problems of the sample district, each with what it was held against."""

from __future__ import annotations

import json
import tomllib
from functools import cache

import pytest

KEYS = {
    "id", "title", "unit", "number", "low", "high", "people", "base", "threshold", "comparison",
    "severity", "certainty", "status", "reason", "call", "source",
}  # fmt: skip
OWN = "[sex_ratio]\nthreshold = 4\n"


@pytest.fixture
def issues(ask):
    """The rows of ``issues --format json``."""

    @cache
    def rows(*words):
        ended = ask("issues", *words, "--format", "json")
        assert (ended.code, ended.err) == (0, "")
        return json.loads(ended.out)

    return rows


def one(rows, name, unit="青禾区"):
    return next(row for row in rows if (row["id"], row["unit"]) == (name, unit))


def test_every_row_has_the_keys_of_the_contract(issues):
    assert all(row.keys() >= KEYS for row in issues())


def test_the_men_of_the_sample_district_are_few(issues):
    row = one(issues(), "sex_ratio")
    assert (row["people"], row["base"], row["threshold"]) == (67, 1336, 20)
    assert row["low"] < row["number"] < row["high"] < row["threshold"]
    assert (row["severity"], row["certainty"], row["status"]) == ("较重", "确定", "found")
    assert row["call"] == "sgstats measure structure --of gender --on 2023-12-31"
    assert "SHK-1" in row["source"]


def test_the_sample_district_is_what_its_source_says(issues):
    """SHK-2, SHK-3, SHK-4: forties, few full-time diplomas, one source; 342 of 1,336 certified."""
    found = {row["id"]: row["number"] for row in issues("--by", "district")}
    assert {"age_band_high", "education_low", "full_time_few", "single_source", "certificate_low"} <= set(
        found
    )
    assert found["age_band_high"] == pytest.approx(100 * 935 / 1336)
    assert found["education_low"] == pytest.approx(100 * 1042 / 1336)


def test_all_lists_what_is_fine_and_what_could_not_be_checked(issues):
    every = issues("--by", "district", "--all")
    assert {row["status"] for row in every} >= {"found", "fine", "untestable"}
    assert one(every, "missing_skills")["status"] == "untestable"
    assert one(every, "turnover_high")["status"] == "fine"


def test_a_file_of_thresholds_is_followed(ask, issues, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(OWN, encoding="utf-8")
    rows = issues("--by", "district", "--all", "--thresholds", str(own))
    assert one(rows, "sex_ratio")["status"] == "fine"
    own.write_text("[sex_ratio]\nlimit = 4\n", encoding="utf-8")
    ended = ask("issues", "--thresholds", str(own))
    assert (ended.code, ended.out) == (2, "")
    assert "limit" in ended.err


def test_the_thresholds_that_are_printed_are_a_file_to_edit(run, ask, tmp_path):
    printed = run("issues", "--print-thresholds")
    assert printed.code == 0
    assert tomllib.loads(printed.out)["certificate_low"]["thresholds"][0]["value"] == 50
    own = tmp_path / "own.toml"
    own.write_text(printed.out, encoding="utf-8")
    words = ("issues", "--by", "district", "--format", "json")
    assert ask(*words, "--thresholds", own).out == ask(*words).out


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_table_for_people_ends_with_how_much_was_checked(ask, language):
    ended = ask("issues", "--by", "district", "--lang", language)
    assert ended.code == 0
    assert "--all" in ended.out.splitlines()[-1]
    assert "确定" in ended.out
    assert "青禾区" in ended.out


@pytest.mark.parametrize(
    "words", [("--by", "city"), ("--on", "soon"), ("--where", "street=无街道"), ("--thresholds", "none.toml")]
)
def test_what_is_asked_wrongly_is_refused(ask, words):
    ended = ask("issues", *words, "--format", "json")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize(("audience", "most"), [("internal", 4), ("public", 7)])
def test_no_small_number_of_people_is_told(issues, audience, most):
    rows = issues("--audience", audience, "--by", "community", "--all")
    # Findings and rows of imports are no people, and posts and residents are none.
    told = [row for row in rows if row["metric"] and row["people"] is not None]
    assert not [row for row in told if 0 < row["people"] <= most]
    bases = [row["base"] for row in told if row["kind"] != "人员配备"]
    assert not [base for base in bases if 0 < base <= most]


def test_a_note_below_the_table_goes_with_the_number(issues):
    row = one(issues("--by", "district", "--all"), "turnover_high")
    assert "日期只能由名册看出的" in row["notes"]


def test_what_measure_hides_gives_no_number(ask, issues):
    hidden = json.loads(ask("measure", "early_leavers", "--from", "2021-01-01", "--format", "json").out)
    assert hidden[0]["status"] == "hidden"
    row = one(issues("--by", "district", "--all"), "early_leavers_high")
    assert (row["status"], row["number"], row["people"], row["base"]) == ("untestable", None, None, None)
