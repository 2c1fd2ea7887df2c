"""Thresholds of one's own: what a file may change, and how clearly what is wrong with it is refused."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from sgstats.errors import Refused
from sgstats.ledger.issues import checks, default_text, merged, read_overrides
from sgstats.ledger.issues.check import Check

NEW = {
    "title": "党员少", "what": "党员占比", "kind": "政治面貌", "metric": "structure",
    "of": "political_status", "values": ["中共党员"], "problem": "below", "threshold": 30, "steps": [5, 15],
}  # fmt: skip


def test_the_file_that_is_printed_changes_nothing():
    assert merged(tomllib.loads(default_text()), file="own.toml") == checks()


def test_a_file_needs_only_what_it_changes():
    mine = merged({"sex_ratio": {"threshold": 30, "source": "本区2026年目标"}}, file="own.toml")["sex_ratio"]
    assert [(one.value, one.source) for one in mine.thresholds] == [(30.0, "本区2026年目标")]
    assert mine.model_copy(update={"thresholds": checks()["sex_ratio"].thresholds}) == checks()["sex_ratio"]


def test_a_check_can_be_left_out_and_another_added():
    mine = merged({"sex_ratio": {"off": True}, "few_members": NEW}, file="own.toml")
    assert "sex_ratio" not in mine
    assert mine["few_members"].thresholds[0].value == 30


def test_the_last_threshold_that_holds_on_the_day_counts():
    dated = [
        {"value": 50, "source": "甲", "since": date(2020, 1, 1)},
        {"value": 60, "source": "乙", "since": date(2025, 1, 1)},
    ]
    check = merged({"certificate_low": {"thresholds": dated}}, file="own.toml")["certificate_low"]
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
    found = [check.threshold(day) for day in days]
    assert [one and one.value for one in found] == [None, 50, 50, 60]


@pytest.mark.parametrize(
    ("rule", "changed"),
    [
        ("issue.key_unknown", {"treshold": 30}),
        ("issue.key_unknown", {"thresholds": [{"value": 30, "source": "甲", "from": 1}]}),
        ("issue.not_one_of", {"problem": "higher"}),
        ("issue.not_one_of", {"compare": "mean"}),
        ("issue.not_one_of", {"number": "percent"}),
        ("issue.not_one_of", {"values": ["男性"]}),
        ("issue.not_one_of", {"levels": ["city"]}),
        ("issue.not_one_of", {"most": "特别严重"}),
        ("issue.wrong_kind", {"threshold": "30"}),
        ("issue.wrong_kind", {"threshold": True}),
        ("issue.wrong_kind", {"threshold": float("nan")}),
        ("issue.key_missing", {"steps": [5]}),
        ("issue.wrong_kind", {"thresholds": []}),
        ("issue.wrong_kind", {"least_base": 0}),
        ("issue.wrong_kind", {"least_base": 2.5}),
        ("issue.wrong_kind", {"months": 0}),
        ("issue.wrong_kind", {"values": "男"}),
        ("issue.steps", {"steps": [15, 5]}),
        ("issue.steps", {"steps": [-1, 5]}),
        ("issue.no_metric", {"metric": "sexratio"}),
        ("issue.no_field", {"of": "sex"}),
        ("issue.key_missing", {"values": []}),
        ("issue.no_number", {"metric": "flows", "number": "value"}),
        ("issue.wrong_number", {"metric": "density"}),
        ("issue.wrong_number", {"number": "value"}),
        ("issue.one_question", {"counter": "rejected_rows"}),
        ("issue.largest_alone", {"values": ["largest", "男"]}),
        ("issue.negative_distance", {"compare": "median", "threshold": -1}),
        ("issue.only_target", {"compare": "past", "number": "seats"}),
        ("metric.bands_gap", {"of": "age_band", "bands": "0-30,40-", "values": ["0"]}),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(rule, changed):
    with pytest.raises(Refused) as refusal:
        merged({"sex_ratio": changed}, file="own.toml")
    if rule.startswith("issue."):
        assert refusal.value.rule == rule
        assert "sex_ratio" in str(refusal.value)
        assert "own.toml" in str(refusal.value)
    else:
        assert refusal.value.rule.startswith("metric.")


def test_a_new_check_must_be_whole():
    with pytest.raises(Refused) as refusal:
        merged({"few_members": {"threshold": 30}}, file="own.toml")
    assert refusal.value.rule == "issue.key_missing"


def test_an_id_is_one_word():
    with pytest.raises(Refused) as refusal:
        merged({"党员少": NEW}, file="own.toml")
    assert refusal.value.rule == "issue.bad_id"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("[sex_ratio]\nthreshold = ", "issue.not_toml"),
        ("threshold = 30", "issue.no_table"),
        ("[sex_ratio]\nthreshold = 30\n".encode("gb18030") + "# 说明".encode("gb18030"), "issue.unreadable"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path, text, rule):
    file = tmp_path / "own.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(Refused) as refusal:
        read_overrides(file)
    assert refusal.value.rule == rule
    assert "own.toml" in str(refusal.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused) as refusal:
        read_overrides(tmp_path / "none.toml")
    assert refusal.value.rule == "file.missing"


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path):
    file = tmp_path / "own.toml"
    file.write_text("[sex_ratio]\nthreshold = 30\n", encoding="utf-8-sig")
    assert read_overrides(file) == {"sex_ratio": {"threshold": 30}}


def test_every_key_is_explained():
    text = Check.__doc__
    assert not [name for name in Check.model_fields if f"{name}:" not in text]
