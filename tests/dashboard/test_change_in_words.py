"""The change of a share in one sentence."""

from __future__ import annotations

import polars as pl

from dashboard.movement.changing import sentence
from dashboard.movement.printed import MINUS


def components(**values):
    return pl.DataFrame({"component": list(values), "value": list(values.values())}, strict=False)


def test_steps_are_told_from_the_largest_and_nothing_is_told_of_nothing():
    rows = components(
        期初=70.3, 流入=-3.0, 入职=-3.1, 调入=0.0, 转入=0.1, 流出=2.7, 离职=0.0, 调出=0.0, 转出=2.7, 期末=70.0
    )
    assert sentence(rows, "40–50岁") == (
        f"40–50岁占比由 70.3% 变为 70.0%，下降 0.3 个百分点：入职 {MINUS}3.1、在岗变化 +2.8。"
    )


def test_a_hidden_step_is_said_to_be_hidden():
    rows = components(
        期初=70.0,
        流入=-3.0,
        入职=None,
        调入=None,
        转入=0.1,
        流出=3.0,
        离职=3.0,
        调出=0.0,
        转出=0.0,
        期末=70.0,
    )
    assert sentence(rows, "男") == (
        "男占比由 70.0% 变为 70.0%，几乎没有变化（0.0 个百分点）：离职 +3.0、在岗变化 +0.1、其余已隐藏。"
    )


def test_a_hidden_share_has_no_sentence_of_numbers():
    rows = components(期初=None, 流入=None, 入职=None, 调入=None, 转入=None, 期末=70.0)
    assert "不能公布" in sentence(rows, "男")
