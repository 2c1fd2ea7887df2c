"""Noise of texts copied from web pages: what goes, what stays, what is only told."""

from __future__ import annotations

import pytest

from sgstats.claims.numbers.cleaning import clean


@pytest.mark.parametrize(
    ("noisy", "plain"),
    [
        ("問(wèn)題", "问题"),
        ("問（wèn）題", "问题"),
        ("他們(men)的(de)問(wèn)題", "他们的问题"),
        ("59分(含59分)", "59分(含59分)"),
        ("社工(专职)", "社工(专职)"),
        ("(wèn)題", "(wèn)题"),
        ("方案(A)和方案(b)", "方案(A)和方案(b)"),
        ("一,,二，，三、、四", "一,二，三、四"),
        ("區和臺賬", "区和台账"),
        ("壹部分人", "一部分人"),
        ("壹个", "一个"),
        ("奖金壹万元", "奖金壹万元"),
        ("人民币壹元", "人民币壹元"),
        ("隨著物價", "随着物价"),
        ("存在著", "存在着"),
        ("顯著提高", "显著提高"),
        ("著名", "著名"),
    ],
)
def test_cleaning(noisy, plain):
    assert clean(noisy).text == plain


def test_a_stretch_is_found_again_in_the_original():
    original = "社區(qū)工作者問(wèn)題,,男性占5%"
    cleaned = clean(original)
    start = cleaned.text.index("5%")
    first, last = cleaned.place(start, start + 2)
    assert original[first:last] == "5%"


def test_a_stretch_with_a_note_in_it_is_quoted_with_the_note():
    cleaned = clean("社區(qū)工作者")
    assert cleaned.original[slice(*cleaned.place(0, 4))] == "社區(qū)工作"


def test_beyond_the_end_is_the_end():
    assert clean("社工").place(2, 2) == (2, 2)


@pytest.mark.parametrize("text", ["??茖W發展", "我?guī)熝?", "社\ufffd工", "锟斤拷锟斤拷"])
def test_destroyed_characters_are_told_and_stay(text):
    cleaned = clean(text)
    assert cleaned.destroyed
    assert all(text[start:end] in cleaned.text for start, end in cleaned.destroyed)


def test_a_question_is_not_destroyed():
    assert not clean("真的吗？好。").destroyed
