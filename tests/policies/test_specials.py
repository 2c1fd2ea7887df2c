"""What only some packs have, judged from end to end: it never touches a grade, and a pack may change it."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging_cases import evidence, row_of
from special_cases import YEAR, case_of, fact

from sgstats.messages import use_language
from sgstats.policies import ladder, leniency, levels, self_assessment, training
from sgstats.policies.judging import judge
from sgstats.policies.loading import load, names

STEPS = [ladder.climbed, leniency.lenient, training.unmet, self_assessment.assessed, levels.placed]
TALKS = [fact("甲", "谈心", day) for day in (20230105, 20230310)]
WARNING = fact("甲", "警告", 20230901)
RECORDS = {
    "facts": [
        *TALKS,
        WARNING,
        fact("甲", "投诉"),
        fact("甲", "同意续聘"),
        fact("乙", "区级培训", 20230401),
        fact("乙", "谈心"),
    ],
    "appraisals": [
        {"person_id": "甲", "year": YEAR, "rater": "自评", "dimension": "工作氛围", "score": "4"},
        {"person_id": "乙", "year": YEAR, "rater": "自评", "dimension": "政策法规", "score": "6"},
        {"person_id": "甲", "year": 2022, "rater": "自评", "dimension": "工作氛围", "score": "4"},
    ],
}
PEOPLE = [
    {"person_id": "甲", "post": "正职", "hire_day": 20110801, "education": "大学本科", "degree": "无"},
    {"person_id": "乙", "post": "一般", "hire_day": 20200229, "certificate": "社会工作师"},
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__module__.rpartition(".")[2])
@pytest.mark.parametrize("pack", names())
def test_no_special_step_gives_a_grade_and_every_ruling_cites_its_pack(step, pack):
    rulings = step(case_of(pack, PEOPLE, **RECORDS))
    assert rulings["grade"].null_count() == rulings.height
    assert set(rulings["rule"]) <= set(load(pack).rules())
    assert rulings.filter(pl.col("needs_human") & pl.col("reason").is_null()).is_empty()
    assert set(rulings["outcome"].drop_nulls()) <= set(load(pack).outcomes)


@pytest.mark.parametrize("pack", ["GRID", "HAIGANG", "KANGJIAN", "SANGANG18"])
@given(data=st.data())
def test_the_order_of_rows_does_not_matter(pack, data):
    shuffled = {name: data.draw(st.permutations(rows)) for name, rows in RECORDS.items()}
    people = data.draw(st.permutations(PEOPLE))
    first = step_rulings(case_of(pack, PEOPLE, **RECORDS))
    assert first.equals(step_rulings(case_of(pack, people, **shuffled)))


def step_rulings(case) -> pl.DataFrame:
    whole = pl.concat([step(case) for step in STEPS])
    return whole.sort("person_id", "step", "rule", "effect", "reason")


def test_a_pack_that_extends_another_may_shorten_the_ladder(tmp_path):
    text = """
extends = "KANGJIAN"
name = "SHORTER"
[ladder]
id = "KJ-6"
cite = "两次谈心、一次警告"
rungs = [{ item = "谈心", times = 2 }, { item = "警告", times = 1 }]
outcome = "劝退"
"""
    (tmp_path / "shorter.toml").write_text(text, encoding="utf-8")
    records = evidence([{"person_id": "甲", "year": YEAR}], facts=[*TALKS, WARNING])
    longer, shorter = (
        judge(records, pack=load(one), year=YEAR) for one in ("KANGJIAN", tmp_path / "shorter.toml")
    )
    assert row_of(longer, "甲")["outcome"] == "无"
    assert row_of(shorter, "甲")["outcome"] == "劝退"


def test_a_pack_that_extends_another_may_count_two_years_a_level(tmp_path):
    (tmp_path / "two.toml").write_text(
        'extends = "SANGANG18"\nname = "TWO"\n[levels]\nyears_a_level = 2\n', encoding="utf-8"
    )
    people = [PEOPLE[0]]
    three, two = (
        levels.level_of(case_of(load(one), people))["level"].item()
        for one in ("SANGANG18", tmp_path / "two.toml")
    )
    assert (three, two) == (7 + (12 + 1) // 3, 7 + (12 + 1) // 2)


@pytest.mark.parametrize(
    ("pack", "effect"),
    [
        (
            "KANGJIAN",
            "So far 2 × 谈心; still missing 1 × 谈心, 1 × 警告."
            " Not counted: 1 × 警告, not after 谈心 number 3.",
        ),
        ("GRID", "Looking back: 工作氛围 as in 2022."),
        (
            "SANGANG18",
            "Level 11 (正职: 7 to 18)."
            " The next level comes on 2025-08-01 if post and diploma stay as they are.",
        ),
    ],
)
def test_effects_are_said_in_english_too(pack, effect):
    use_language("en")
    records = evidence([one | {"year": YEAR} for one in PEOPLE], **RECORDS)
    assert effect in row_of(judge(records, pack=load(pack), year=YEAR), "甲")["effects"]
