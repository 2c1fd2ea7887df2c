"""Ages of a text against birth dates in the same sentence, on the day the text speaks of."""

from __future__ import annotations

from datetime import date

import pytest
from printed_tables import document

from sgstats.claims.arithmetic import check

DAY = date(2023, 12, 31)


def told(text: str, on: date | None = DAY) -> list[tuple[str, str, str]]:
    return [(one.outcome, one.printed, one.expected) for one in check(document(text=text), on=on)]


@pytest.mark.parametrize(
    "text",
    [
        "小王，1985年3月出生，现年{age}岁。",
        "小王，1985年3月生，党员，{age}周岁。",
        "小王（出生于1985.03），今年{age}岁。",
        "小王今年{age}岁，1985年3月出生。",
        "小王，女，１９８５年３月出生，年龄{age}岁。",
    ],
)
def test_an_age_is_that_of_the_birth_date_beside_it(text):
    assert told(text.format(age=45)) == [("contradicted", "45岁", "38")]
    assert told(text.format(age=38)) == [("consistent", "", "")]


def test_a_birth_known_to_the_month_allows_both_ages_in_that_month():
    assert [told(f"1985年12月出生，现年{age}岁。")[0][0] for age in (36, 37, 38, 39)] == [
        "contradicted",
        "consistent",
        "consistent",
        "contradicted",
    ]


def test_the_day_that_the_text_names_comes_first():
    assert told("截至2021年6月30日。小王，1985年3月出生，现年36岁。")[0][0] == "consistent"


def test_nothing_is_said_where_no_day_is_known():
    assert told("小王，1985年3月出生，现年45岁。", on=None) == []


@pytest.mark.parametrize(
    "text", ["1985年3月出生，22岁参加工作。", "1985年3月出生。小李现年45岁。", "1985年3月出台，满45岁的"]
)
def test_an_age_at_another_time_or_of_another_is_left_alone(text):
    assert told(text) == []


def test_neither_name_nor_birth_date_is_repeated():
    (breach,) = check(document(text="王小明，1985年3月出生，现年45岁。"), on=DAY)
    shown = "".join([
        breach.quote,
        *breach.cells,
        breach.printed,
        breach.expected,
        breach.reason,
        breach.mend,
    ])
    assert "王" not in shown
    assert "1985" not in shown
    assert breach.cells == ("第1段",)
