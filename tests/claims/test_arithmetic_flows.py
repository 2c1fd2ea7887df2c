"""Stocks, flows and nets of a text, which must agree with each other."""

from __future__ import annotations

import pytest
from printed_tables import document

from sgstats.claims.arithmetic import check

YEAR = "年初1312人，{came}131人，{left}107人，年末{end}人。"


def told(text: str) -> list[tuple[str, str, str, str]]:
    breaches = check(document(text=text))
    return [(one.check, one.outcome, one.printed, one.expected) for one in breaches]


@pytest.mark.parametrize(
    ("came", "left"),
    [("入职", "离职"), ("新增", "减少"), ("新进", "离开"), ("增加", "减少"), ("增员", "减员")],
)
def test_opening_and_in_less_out_is_closing_in_any_words(came, left):
    right, wrong = (YEAR.format(came=came, left=left, end=end) for end in (1336, 1346))
    assert told(right) == [("flow_identity", "consistent", "1336人", "1336")]
    assert told(wrong) == [("flow_identity", "contradicted", "1346人", "1336")]


def test_the_closing_stock_is_the_one_told_behind_the_opening_one():
    text = "全区现有社区工作者1336名，素质较高。" + YEAR.format(came="入职", left="离职", end=1363)
    assert told(text) == [("flow_identity", "contradicted", "1363人", "1336")]


def test_each_year_of_a_paragraph_is_held_against_its_own_numbers():
    years = "2022年初1287人，入职133人，离职108人，年末1312人。"
    years += "2023年初1312人，入职131人，离职107人，年末{end}人。"
    assert told(years.format(end=1336))[0][:2] == ("flow_identity", "consistent")
    assert told(years.format(end=1337))[0] == ("flow_identity", "contradicted", "1337人", "1336")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年入职131人，离职107人，净增24人。", ("consistent", "24人", "24")),
        ("全年入职131人，离职107人，净增25人。", ("contradicted", "25人", "24")),
        ("全年入职107人，离职131人，净减少24人。", ("consistent", "24人", "24")),
        ("由1312人增加到1336人，净增24人。", ("consistent", "1336人", "1336")),
        ("由1312人增加到1336人，净增25人。", ("contradicted", "1336人", "1337")),
        ("年初1312人，净减24人，年末1300人。", ("contradicted", "1300人", "1288")),
    ],
)
def test_the_net_is_what_came_less_what_left(text, found):
    assert told(text) == [("net_change", *found)]


@pytest.mark.parametrize(
    "text",
    [
        "今年，全区社区工作者1336人，较去年净增24人，增幅1.8%。",
        "由1312人增加到1336人。康宁街道净增5人。",
        "党员由615人增加到637人，全区社区工作者净增24人。",
        "新增社区3个，减少社区1个，社区工作者净增24人。",
    ],
)
def test_a_net_is_no_stock_and_is_not_held_against_other_people(text):
    assert told(text) == []
