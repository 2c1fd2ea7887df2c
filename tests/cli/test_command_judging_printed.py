"""What judge and pay print for a person: no wider than a page, the gravest first, in one language."""

from __future__ import annotations

import pytest
from test_command_languages import chinese_sentences

from sgstats.cli.folding import WIDTH, cells


def test_no_line_for_a_person_is_wider_than_a_page(ask):
    for words in (("judge",), ("judge", "--by", "street"), ("pay", "--average", "60000")):
        for language in ("zh", "en"):
            shown = ask(*words, "--policy", "EAST", "--year", "2023", "--lang", language).out
            assert max(cells(line) for line in shown.splitlines()) <= WIDTH


def test_the_gravest_comes_first(ask):
    shown = ask("judge", "--policy", "EAST", "--year", "2023").out
    places = [shown.index(f"■ {outcome}") for outcome in ("解除聘用", "不再聘用", "需人工认定")]
    assert places == sorted(places)


@pytest.mark.parametrize("pack", ["KANGJIAN", "GRID"])
def test_a_pack_without_grades_prints_no_table_of_them(ask, pack):
    shown = ask("judge", "--policy", pack, "--year", "2023").out
    assert "不评等次" in shown
    assert "【考核等次" not in shown


def test_a_table_without_rows_is_a_sentence(ask):
    shown = ask("judge", "--policy", "GRID", "--year", "2023").out
    assert "没有可以显示的规则触发" in shown
    assert "人员代码" not in shown


@pytest.mark.parametrize("words", [("judge",), ("pay", "--average", "60000")], ids=" ".join)
@pytest.mark.parametrize("audience", ["internal", "public", "analyst"])
def test_english_for_a_person_has_no_chinese_sentence(ask, words, audience):
    words = (*words, "--policy", "EAST", "--year", "2023", "--audience", audience, "--lang", "en")
    ended = ask(*words)
    assert ended.code == 0
    assert not chinese_sentences(ended.out + ended.err)
