"""What ``sgstats issues`` tells others than the analyst: no person, and no small count, not by searching."""

from __future__ import annotations

import re

import pytest

PSEUDONYM = re.compile(r"\bp[0-9a-f]{20}\b")
AUDIENCES = [("internal", 4), ("public", 7)]
OTHER_THINGS = {"人员配备", "数据质量"}
"""Kinds whose counts are posts, residents, rows and findings."""
DOCTORS = """
[doctors]
title = "博士多或少"
what = "博士研究生{what}"
kind = "学历与证书"
metric = "structure"
of = "education"
values = ["博士研究生"]
number = "{number}"
problem = "{problem}"
least_base = 1
thresholds = [{{ value = {limit}, source = "试验" }}]
steps = [5, 15]
"""


@pytest.fixture
def issues(ask):
    """The rows of ``issues --format json``."""

    def rows(*words):
        ended = ask("issues", *words, "--format", "json")
        assert (ended.code, ended.err) == (0, "")
        return ended.json

    return rows


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_no_person_is_printed(ask, audience, form):
    ended = ask("issues", "--by", "community", "--all", "--audience", audience, "--format", form)
    assert ended.code == 0
    assert not PSEUDONYM.search(ended.out)


@pytest.mark.parametrize(("audience", "most"), AUDIENCES)
@pytest.mark.parametrize(
    "where", [(), ("--where", "street=康宁街道"), ("--where", "street=枕溪街道,拾光街道")]
)
def test_no_sentence_says_a_small_number_of_people(issues, audience, most, where):
    rows = issues("--by", "community", "--all", "--audience", audience, *where)
    told = [row for row in rows if row["kind"] not in OTHER_THINGS]
    assert any(row["reason"] for row in told)
    small = re.compile(rf"(?<![\d.])[1-{most}](?:/\d|\s?人(?!一))")
    texts = (text for row in told for text in (row["reason"], row["sentence"], row["baseline"]) if text)
    # Thresholds and seats are no people.
    assert not [text for text in texts if small.search(re.sub(r"(阈值|名额)\d+人", "", text))]


@pytest.mark.parametrize("problem", ["above", "below"])
@pytest.mark.parametrize(
    ("number", "limits"), [("share", [0, 0.1, 0.2, 0.3, 0.5, 1, 50]), ("people", [0, 1, 2, 3, 4, 5])]
)
def test_a_hidden_count_cannot_be_found_by_moving_a_threshold(ask, issues, tmp_path, number, limits, problem):
    most = left_over(ask)
    for limit in limits:
        own = tmp_path / f"{limit}.toml"
        words = {"what": "占比", "number": number, "problem": problem, "limit": limit}
        own.write_text(DOCTORS.format(**words), encoding="utf-8")
        rows = issues("--by", "district", "--all", "--thresholds", own)
        (row,) = (row for row in rows if row["id"] == "doctors")
        assert row["people"] is None
        # Nothing, or what the numbers shown allow: all whom no other row counts, or nobody.
        bound = most if number == "people" else pytest.approx(100 * most / 1336)
        assert any(row["number"] == one for one in (None, 0, bound))
        assert row["certainty"] != "确定" or row["bound"] is not None


def left_over(ask):
    """How many people the rows of a table with a hidden one leave over."""
    rows = ask("measure", "structure", "--of", "education", "--format", "json").json
    assert [row["people"] for row in rows if row["education"] == "博士研究生"] == [None]
    base = next(row["base"] for row in rows if row["base"])
    return base - sum(row["people"] or 0 for row in rows)


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_every_number_stands_in_the_table_that_its_call_prints(ask, issues, audience):
    found = [row for row in issues("--audience", audience) if row["id"] == "sex_ratio" and row["people"]]
    assert found
    for row in found:
        words = row["call"].removeprefix("sgstats ").split()
        shown = ask(*words, "--audience", audience, "--format", "json").json
        assert row["people"] in {one["people"] for one in shown}


def test_not_even_the_analyst_sees_a_person(ask):
    ended = ask("issues", "--by", "community", "--audience", "analyst")
    assert ended.code == 0
    assert not PSEUDONYM.search(ended.out)
