"""Everything said is Chinese by default and English when asked: sentences, never the data."""

from __future__ import annotations

import os
import re

import pytest
from commands import SAMPLES, process

from sgstats import fields
from sgstats.messages import catalogue
from sgstats.metrics import catalogue as metrics
from sgstats.policies import NEEDS_HUMAN
from sgstats.policies.loading import RULES

VERBS = (
    "ingest",
    "preview",
    "imports",
    "rejected",
    "undo",
    "catalogue",
    "outlook",
    "measure",
    "judge",
    "pay",
    "verify",
    "issues",
    "ledger",
    "report",
    "dashboard",
    "demo",
)
CHINESE = re.compile(r"[\u3400-\u9fff]")


def fragments():
    """The Chinese parts between the gaps of every sentence, long enough to be no data value."""
    data = " ".join(value for one in fields.dictionary().values() for value in one.values)
    # Clauses, outcomes and sources are quoted as they were written.
    data += NEEDS_HUMAN + " ".join(metric.source for metric in metrics().values())
    data += " ".join(pack.read_text("utf-8") for pack in RULES.glob("*.toml"))
    # Sheets are called in every language what their file calls them.
    data += "整改记录 驳回记录"
    parts = {part for texts in catalogue().values() for part in re.split(r"\{\w*\}", texts["zh"])}
    parts |= {metric.formula for metric in metrics().values()}
    parts |= {one.description_zh for one in fields.dictionary().values()}
    # Examples and values in an English sentence stay Chinese: what English says too is no slip.
    english = " ".join(texts["en"] for texts in catalogue().values())
    english += " ".join(one.description for one in fields.dictionary().values())
    return {
        part for part in parts if len(CHINESE.findall(part)) > 3 and part not in data and part not in english
    }


def chinese_sentences(text):
    return sorted(part for part in fragments() if part in text)


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_is_in_the_language_asked_for(run, verb):
    words = [verb] if verb else []
    chinese, english = run(*words, "--help"), run(*words, "--help", "--lang", "en")
    assert "用法：" in chinese.out
    assert not re.search(r"\b(usage|options|show this)\b", chinese.out)
    assert "usage: " in english.out
    assert not chinese_sentences(english.out)


@pytest.mark.parametrize("verb", VERBS)
def test_help_explains_every_option(run, verb):
    lines = run(verb, "--help").out.splitlines()
    bare = [number for number, line in enumerate(lines) if re.fullmatch(r"  (-\S.*|[A-Z]+)", line)]
    for number in bare:
        explained = re.search(r"\S {2,}\S", lines[number].strip()) or lines[number + 1].startswith(" " * 10)
        assert explained, lines[number]


def test_the_detector_of_chinese_sentences_detects():
    assert chinese_sentences(catalogue()["cli.interrupted"]["zh"])


def test_english_output_has_no_chinese_sentence(run):
    english = [
        run("ingest", SAMPLES, "--store", "a.duckdb", "--lang", "en"),
        run("preview", SAMPLES / "2023-09-枕溪街道-数字日期两张表.xlsx", "--lang", "en"),
        run("preview", SAMPLES / "2023-01-春晓街道-两行表头合并.xlsx", "--lang", "en"),
    ]
    for words in (
        ["imports"],
        ["rejected", "--findings"],
        ["rejected", "--format", "json"],
        ["measure", "structure", "--of", "age_band,tenure_band", "--by", "street"],
        ["measure", "mean_age", "--by", "street", "--format", "json"],
        ["measure", "structure", "--of", "gender", "--audience", "public"],
        ["measure", "structure", "--of", "gender", "--audience", "analyst", "--base", "known"],
        ["verify", "--text", "男性只占5%，对69人谈话，其中档案齐全的占93.2%。12人中6人持证，占60%。"],
        ["verify", "--text", "博士研究生3人。满意度98%。", "--format", "json"],
        ["issues", "--by", "district", "--all"],
        ["issues", "--thresholds", "none.toml"],
        ["ledger", "check", "--today", "2023-12-31"],
        ["ledger", "progress"],
        ["ledger", "set", "P99", "goal=好", "--who", "区民政局"],
        ["undo", "1"],
        ["undo", "99"],
    ):
        english.append(run(*words, "--store", "a.duckdb", "--lang", "en"))
    english += [run("catalogue", "--lang", "en"), run("catalogue", "--lang", "en", "--format", "json")]
    assert all(one.code in {0, 2} for one in english)
    assert not [found for one in english if (found := chinese_sentences(one.out + one.err))]


def test_the_language_stands_before_or_behind_the_verb(run):
    chinese = run("catalogue")
    before, behind, joined = (
        run("--lang", "en", "catalogue"),
        run("catalogue", "--lang", "en"),
        run("catalogue", "--lang=en"),
    )
    assert before == behind == joined != chinese


def test_a_command_does_not_change_the_language_of_the_next(run):
    before = run("catalogue").out
    run("catalogue", "--lang", "en")
    assert run("catalogue").out == before


@pytest.mark.parametrize(("setting", "said"), [("en", "usage: "), ("zh", "用法："), ("fr", "用法：")])
def test_the_environment_may_choose_the_language(setting, said):
    assert said in process(["--help"], environment=os.environ | {"SGSTATS_LANG": setting}).out


def test_the_option_wins_over_the_environment(run, monkeypatch):
    monkeypatch.setenv("SGSTATS_LANG", "en")
    assert "用法：" in run("--help", "--lang", "zh").out
