"""Text that no report should hold: nothing crashes, nothing takes more than one way through it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgstats.claims.numbers.cleaning import clean
from sgstats.claims.numbers.quantities import quantities
from sgstats.claims.numbers.spans import spans

PIECES = [
    "1", "336", "５", "一", "百", "万", "亿", "两", "点", "成", "半", "近", "约", "超过", "不足",
    "以上", "以下", "左右", "余", "多", "%", "％", "‰", "个百分点", "人", "名", "岁", "年", "月", "日",
    "第", "分之", "比", ":", "∶", "至", "-", "—", "～", ",", "，", "、", "。", "(", "（", ")", "）",
    "〔", "〕", "号", "“", "”", "每", "翻", "番", "倍", "后", "\ufffd", "?", "锟斤拷", "\x00", "\n",
    " ", "　", "著", "壹", "wèn", "a", "/", ".", "+", "元", "增长", "不含", "几", "数十", "过半",
    "\U0001f600", "\ud7ff",
]  # fmt: skip
odd = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(odd | st.text())
def test_numbers_of_any_text_stand_in_it_in_order_and_apart(text):
    found = quantities(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(one.printed == text[one.start : one.end].strip() for one in found)


@given(odd | st.text())
def test_bounds_of_any_text_are_in_order(text):
    both = [(one.low, one.high) for one in quantities(text) if one.low is not None and one.high is not None]
    assert all(low <= high for low, high in both)


@given(odd | st.text())
def test_stretches_of_any_text_stand_in_it_in_order_and_apart(text):
    found = spans(text)
    assert all(one.printed == text[one.start : one.end] for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(odd | st.text())
def test_cleaning_keeps_where_everything_stood(text):
    cleaned = clean(text)
    assert len(cleaned.text) == len(cleaned.places)
    assert list(cleaned.places) == sorted(set(cleaned.places))
    assert all(0 <= place < len(text) for place in cleaned.places)


@given(odd | st.text())
def test_cleaning_twice_changes_nothing_more_in_script_or_commas(text):
    once = clean(text).text
    assert ",," not in once
    assert "，，" not in once


ENDLESS = [
    "1", "一", "1,", "123,", "(", "(1", "（一", "?", "5%-", "“一", "1:", "1.", "每万", "近", "八成",
    "百分之", "5、", "1+", "壹佰", "問(wèn)", " ", "1 ", "\n", "a", "80、", "一、", "第", "-1", "〔",
    "\x00", "以上", "的总数", "增长",
]  # fmt: skip


@pytest.mark.parametrize("piece", ENDLESS)
def test_a_text_without_end_is_read_to_its_end(piece):
    """Ten thousand times the same: what looks back or ahead without bounds would not come back from here."""
    text = piece * 10_000
    assert len(quantities(f"{text}。共有社工1336名")) >= 1
    assert clean(text).places is not None


def test_a_million_digits_are_no_number():
    assert not quantities("9" * 1_000_000)


def test_brackets_in_brackets_are_read():
    text = "(" * 1000 + "社工5人" + ")" * 1000
    assert [number.printed for number in quantities(text)] == ["5人"]


def test_a_text_of_nothing_has_nothing():
    assert quantities("") == spans("") == ()
    assert clean("").text == ""
