"""What measures over time and outlooks refuse: one sentence that says what is wrong, and nothing else."""

from __future__ import annotations

import pytest
from commands import PERSON

REFUSED = {
    ("flows", "--on", "2023-12-31"): "--from",
    ("flows", "--from", "2023", "--to", "2022"): "2022-12-31",
    ("flows", "--from", "soon"): "soon",
    ("flows", "--of", "gender"): "gender",
    ("flows", "--where", "leave_reason=辞职"): "leave_reason",
    ("flows", "--where", "street=没有街道"): "没有街道",
    ("turnover", "--denominator", "half"): "leavers_closing",
    ("turnover", "--by", "leave_class"): "--of",
    ("headcount", "--from", "2021"): "--on",
    ("survival", "--from", "2021"): "--on",
    ("change",): "age_band",
    ("training_duties",): "--policy",
    ("training_duties", "--policy", "EAST"): "EAST",
    ("training_coverage", "--from", "2010", "--to", "2011"): "2011-12-31",
    ("flows", "--from", "2005", "--to", "2005"): "2012-12-31",
}


@pytest.mark.parametrize(("words", "named"), REFUSED.items(), ids=" ".join)
def test_a_refusal_is_one_sentence_that_names_what_is_wrong(ask, words, named):
    for language, start in {"zh": "未执行：", "en": "Refused: "}.items():
        ended = ask("measure", *words, "--lang", language)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.startswith(start)
        assert ended.err.count("\n") == 1
        assert named in ended.err


@pytest.mark.parametrize(
    "words",
    [
        ("outlook",),
        ("outlook", "weather"),
        ("outlook", "stock", "--years", "ten"),
        ("measure", "turnover", "--due-within", "soon"),
    ],
    ids=" ".join,
)
def test_a_wrong_command_is_one_sentence(ask, words):
    ended = ask(*words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1
    assert "--help" in ended.err


def test_a_store_of_one_list_has_no_movement(run, roster):
    run("ingest", roster(PERSON), "--store", "a.duckdb")
    for words in (("measure", "turnover"), ("measure", "training_coverage"), ("outlook", "stock")):
        ended = run(*words, "--store", "a.duckdb")
        assert (ended.code, ended.out) == (2, ""), words
        assert ended.err.count("\n") == 1
