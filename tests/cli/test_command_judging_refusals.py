"""What judge and pay refuse: one sentence that says what is wrong, in either language, and nothing else."""

from __future__ import annotations

import pytest
from commands import PERSON

EAST = ("--policy", "EAST", "--year", "2023")
PAY = ("pay", *EAST)
FILES = {
    "typo.toml": 'extends = "EAST"\n[quota]\nshair = "15%"\n',
    "text.toml": 'extends = "EAST"\n[quota]\nshare = "much"\n',
    "broken.toml": "[quota\n",
    "weights.toml": 'extends = "HAIGANG"\n'
    + "".join(f'[[raters]]\nname = "{name}"\nweight = "30%"\n' for name in ("街道", "居民", "同事")),
    "parent.toml": 'extends = "NOBODY"\n',
    "circle.toml": 'extends = "circle.toml"\n',
    "bands.toml": 'extends = "EAST"\n[[bands]]\nid = "A"\ncite = "a"\ngrade = "称职"\nleast = 0\nmost = 95\n',
    "no columns.csv": "甲,乙\n一,二\n",
    "unknown.csv": "街道,社区,绩效总额\n康宁街道,没有社区,100\n",
    "twice.csv": "街道,社区,绩效总额\n康宁街道,幸福社区,100\n康宁街道,幸福社区,100\n",
    "amount.csv": "街道,社区,绩效总额\n康宁街道,幸福社区,一百\n",
    "empty.csv": "",
}

REFUSED = {
    ("judge", "--policy", "NOBODY", "--year", "2023"): "NOBODY",
    ("judge", "--policy", "missing.toml", "--year", "2023"): "missing.toml",
    ("judge", "--policy", "typo.toml", "--year", "2023"): "quota.shair",
    ("judge", "--policy", "text.toml", "--year", "2023"): "quota.share",
    ("judge", "--policy", "broken.toml", "--year", "2023"): "broken.toml",
    ("judge", "--policy", "weights.toml", "--year", "2023"): "90%",
    ("judge", "--policy", "parent.toml", "--year", "2023"): "NOBODY",
    ("judge", "--policy", "circle.toml", "--year", "2023"): "circle.toml",
    ("judge", "--policy", "bands.toml", "--year", "2023"): "bands.toml",
    ("judge", "--policy", "EAST", "--year", "2019"): "2021",
    ("judge", "--policy", "EAST", "--year", "2024"): "2024",
    ("judge", "--policy", "SANGANG18", "--year", "1999"): "1999",
    ("judge", *EAST, "--against", "NOBODY"): "NOBODY",
    ("judge", *EAST, "--where", "street=没有街道"): "没有街道",
    ("judge", *EAST, "--where", "gender=女"): "gender",
    ("judge", *EAST, "--where", "street"): "street",
    ("judge", *EAST, "--by", "age_band"): "age_band",
    ("judge", *EAST, "--choose", "denominator"): "denominator",
    ("judge", *EAST, "--choose", "denominator=all"): "present_less_invalid",
    ("judge", *EAST, "--choose", "nonsense=all"): "denominator",
    (*PAY, "--pool", "abc"): "abc",
    (*PAY, "--pool", "-5"): "-5",
    (*PAY, "--average", "1.234"): "1.234",
    (*PAY, "--average", ""): "",
    (*PAY, "--average", "1e99"): "1e99",
    (*PAY, "--pool", "missing.csv"): "missing.csv",
    (*PAY, "--pool", "no columns.csv"): "no columns.csv",
    (*PAY, "--pool", "unknown.csv"): "没有社区",
    (*PAY, "--pool", "twice.csv"): "幸福社区",
    (*PAY, "--pool", "amount.csv"): "一百",
    (*PAY, "--pool", "empty.csv"): "empty.csv",
    ("pay", "--policy", "KANGJIAN", "--year", "2023", "--pool", "100"): "KANGJIAN",
    ("pay", "--policy", "SANGANG18", "--year", "2023", "--average", "60000"): "SANGANG18",
    ("catalogue", "NOBODY"): "EAST",
}


@pytest.fixture
def files(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(("words", "named"), REFUSED.items(), ids=lambda words: " ".join(words))
def test_a_refusal_is_one_sentence_that_names_what_is_wrong(run, district, words, named):
    store = () if words[0] == "catalogue" else ("--store", district.store)
    for language, start in {"zh": "未执行：", "en": "Refused: "}.items():
        ended = run(*words, *store, "--lang", language)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.startswith(start)
        assert ended.err.count("\n") == 1
        assert named in ended.err


@pytest.mark.parametrize(
    "words",
    [
        ("judge",),
        ("judge", "--policy", "EAST"),
        ("judge", "--policy", "EAST", "--year", "23"),
        ("judge", "--policy", "EAST", "--year", "this year"),
        ("judge", *EAST, "--audience", "everybody"),
        ("judge", *EAST, "--format", "xml"),
        ("judge", *EAST, "--pool", "100"),
        ("judge", *EAST, "--nonsense"),
        PAY,
        (*PAY, "--pool", "100", "--average", "60000"),
        ("ingest", "a.csv", "--kind", "grades"),
    ],
    ids=" ".join,
)
def test_a_wrong_command_is_one_sentence_in_either_language(run, words):
    for language, start in {"zh": "命令写法有误：", "en": "The command is not right: "}.items():
        ended = run("--lang", language, *words)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.count("\n") == 1
        assert ended.err.startswith(start)
        assert "--help" in ended.err


def test_the_refusal_of_two_ways_to_give_a_pool_is_chinese(run):
    assert "不能与" in run(*PAY, "--pool", "100", "--average", "60000").err
    assert "必须写一个" in run(*PAY).err


def test_a_store_without_records_of_the_year_says_so(run, roster):
    run("ingest", roster(PERSON), "--store", "a.duckdb")
    ended = run("judge", *EAST, "--store", "a.duckdb")
    assert ended.code == 2
    assert "2023" in ended.err


# Rows that no judgement may rest on

APPRAISED = ["姓名", "街道", "社区", "分数"]
VOTED = ["姓名", "街道", "社区", "参会人数", "收回票数", "作废票数", "同意票数"]
NAME = PERSON[0]
HERE = [NAME, "春晓街道", "晨曦社区"]


@pytest.mark.parametrize(
    ("header", "row", "rule"),
    [
        (APPRAISED, [*HERE, "101"], "score.out_of_range"),
        (APPRAISED, [*HERE, "-3"], "score.out_of_range"),
        (VOTED, [*HERE, "20", "18", "0", "25"], "ballot.more_votes_than_valid"),
    ],
    ids=["101 points", "-3 points", "25 of 18 votes"],
)
def test_a_row_that_cannot_be_is_rejected_at_its_address(run, roster, header, row, rule):
    path = roster(row, header=header, name="2023年度.csv", title="2023年度")
    told = run("ingest", path, "--store", "a.duckdb", "--format", "json")
    (table,) = told.json["imports"]
    assert (told.code, table["rows_accepted"], table["rows_rejected"]) == (0, 0, 1)
    (error,) = [one for one in table["findings"] if one["severity"] == "error"]
    assert (error["rule"], error["row"]) == (rule, 3)
    strict = run("ingest", path, "--store", "b.duckdb", "--strict", "--as-of", "2023-12-31")
    assert strict.code == 2
    assert NAME not in told.out + strict.err
