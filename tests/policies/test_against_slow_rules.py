"""The vectorised judging against the slow rules, and what must hold whatever the evidence."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import slow_rules
from hypothesis import given, settings
from hypothesis import strategies as st
from judging_cases import USUAL, evidence

from sgstats.policies.judging import judge
from sgstats.policies.loading import load

YEAR = 2024
YEARS = (2022, 2023, 2024)
SCALE = slow_rules.SCALE
WORST = ["解除聘用", "需人工认定", "无"]
Row = dict[str, Any]

GRADES = st.sampled_from(SCALE)
SCORES = st.one_of(
    st.sampled_from(["59", "59.5", "60", "80", "89.995", "90", "93", "93"]),
    st.fractions(min_value=50, max_value=100, max_denominator=30).map(str),
)
ITEMS = st.sampled_from([
    "EAST-15-1",
    "EAST-15-4",
    "EAST-16-2",
    "EAST-17-3",
    "EAST-18-2",
    "EAST-23-4",
    "优秀人选",
])
# Around New Year, the Spring Festival and the first of October: where runs and years are hard.
STARTS = st.sampled_from([
    20221228, 20230102, 20230119, 20230128, 20230427, 20230928, 20231007, 20231227, 20240102, 20240207,
    20240218, 20240226, 20240429, 20240929, 20241012, 20241230,
])  # fmt: skip


@st.composite
def appraisal(draw: st.DrawFn, who: Row) -> list[Row]:
    """A committee's grade, a score, both, or nothing."""
    rows = []
    kind = draw(st.sampled_from(["grade", "score", "score", "both", "none"]))
    if kind in {"grade", "both"}:
        rows.append(who | {"grade": draw(GRADES)})
    if kind in {"score", "both"}:
        rows.append(who | {"score": draw(SCORES)})
    return rows


@st.composite
def absence(draw: st.DrawFn, people: int) -> Row:
    """A typed or a dated absence of any kind."""
    kind = draw(st.sampled_from(["旷工", "旷工", "逾期不归", "病假"]))
    who = {"person_id": f"p{draw(st.integers(0, people - 1))}", "absence_type": kind}
    if draw(st.booleans()):
        return who | {"year": draw(st.sampled_from(YEARS)), "absent_tenths": draw(st.integers(1, 120))}
    start = draw(STARTS)
    last = slow_rules.as_date(start).toordinal() + draw(st.integers(0, 16))
    end = slow_rules.date.fromordinal(last)
    return who | {
        "year": start // 10_000,
        "start_day": start,
        "end_day": end.year * 10_000 + end.month * 100 + end.day,
    }


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list[Row]]:
    """Three years of up to twelve people in two communities."""
    size = draw(st.integers(1, 12))
    who = [{"person_id": f"p{number}", "year": year} for number in range(size) for year in YEARS]
    people = [USUAL | one | {"community": "甲" if int(one["person_id"][1:]) < 8 else "乙"} for one in who]
    appraisals = [row for one in who for row in draw(appraisal(one))]
    absences = draw(st.lists(absence(size), max_size=8))
    fact = st.fixed_dictionaries({
        "person_id": st.integers(0, size - 1).map("p{}".format),
        "year": st.sampled_from(YEARS),
        "item": ITEMS,
    })
    facts = draw(st.lists(fact, max_size=8, unique_by=lambda row: tuple(row.values())))
    facts = [
        row | {"holds": row["item"] == "优秀人选" or row["item"][5:7] not in {"15", "16"}} for row in facts
    ]
    # Every year has something recorded, so that none is refused.
    return {
        "people": people,
        "appraisals": [*appraisals, {"person_id": "p0", "year": YEAR, "no_grade": "未参加"}][
            : len(appraisals) or 1
        ],
        "absences": absences,
        "facts": [*facts, {"person_id": "p0", "year": YEAR, "item": "谈心", "holds": True}],
    }


@cache
def east():
    return load("EAST")


def judged(rows: dict[str, list[Row]]) -> dict[str, Row]:
    people = judge(evidence(**rows), pack=east(), year=YEAR).people
    return {row["person_id"]: row for row in people.iter_rows(named=True)}


@settings(max_examples=60)
@given(tables())
def test_the_vectorised_rules_are_the_slow_ones(rows):
    slow, quick = slow_rules.judge(rows, YEAR), judged(rows)
    assert set(slow) == set(quick)
    for person, result in slow.items():
        row = quick[person]
        assert row["rated_grade"] == result.rated
        assert row["final_grade"] == result.final
        assert row["rules"] == result.rules
        assert row["outcome"] == result.outcome
        assert row["needs_human"] == result.undecided


@settings(max_examples=25)
@given(tables())
def test_no_step_raises_a_grade(rows):
    for row in judged(rows).values():
        if row["rated_grade"] and row["final_grade"]:
            assert SCALE.index(row["final_grade"]) >= SCALE.index(row["rated_grade"])


@settings(max_examples=25)
@given(tables(), st.data())
def test_one_absence_more_improves_nothing_for_whoever_was_absent(rows, data):
    more = data.draw(absence(len(rows["people"]) // 3))
    after = rows | {"absences": [*rows["absences"], more]}
    before_row, after_row = judged(rows)[more["person_id"]], judged(after)[more["person_id"]]
    grades = [row["final_grade"] for row in (before_row, after_row)]
    if None not in grades:
        assert SCALE.index(grades[1]) >= SCALE.index(grades[0])
    outcomes = [WORST.index(row["outcome"]) for row in (before_row, after_row)]
    # Whoever waited for a seat and is now out of the running no longer waits.
    assert outcomes[1] <= outcomes[0] or before_row["final_grade"] is None


@settings(max_examples=25)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows, order: random.Random):
    shuffled = {name: order.sample(many, len(many)) for name, many in rows.items()}
    assert judged(shuffled) == judged(rows)


@settings(max_examples=25)
@given(tables())
def test_every_result_cites_a_rule_or_says_that_none_fired(rows):
    for row in judged(rows).values():
        assert row["rules"] or "没有规则触发" in row["reason"]
        assert all(rule in row["reason"] for rule in row["rules"])
        assert row["outcome"] != "解除聘用" or any(rule.startswith("EAST-23") for rule in row["rules"])
