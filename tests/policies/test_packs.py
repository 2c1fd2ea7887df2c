"""The delivered packs: whole, consistent, and honest about what their sources leave open."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgstats.messages import use_language
from sgstats.policies.checks import flags
from sgstats.policies.grading import Band, Gap
from sgstats.policies.listing import pack_row, rule_rows
from sgstats.policies.loading import load, names, packs
from sgstats.policies.pack import Pack, rules_in

IDS = tomllib.loads((Path(__file__).parent / "cases" / "ids.toml").read_text(encoding="utf-8"))
SCORES = st.decimals(min_value=0, max_value=100, places=4)


# Whole


def test_the_systems_of_the_sources_and_one_more_are_there():
    assert set(names()) == {*IDS, "SANGANG18"}
    assert {pack.name for pack in packs().values()} == set(names())


@pytest.mark.parametrize("name", names())
def test_a_pack_says_what_it_is_and_where_it_comes_from(name):
    pack = load(name)
    assert all([pack.title, pack.title_en, pack.source, pack.population.classes])


@pytest.mark.parametrize(("name", "id_"), [(name, id_) for name, ids in IDS.items() for id_ in ids])
def test_every_clause_of_the_source_is_in_its_pack(name, id_):
    assert id_ in load(name).rules()


@pytest.mark.parametrize("name", names())
def test_a_rule_has_a_short_citation(name):
    assert all(0 < len(rule.cite) <= 60 for rule in load(name).rules().values())


@pytest.mark.parametrize("name", names())
def test_a_clause_stands_in_one_part_and_is_quoted_one_way(name):
    """A clause may make several rules of one part; it is then the same clause."""
    pack = load(name)
    places: dict[str, set[tuple[str, str]]] = {}
    for part in Pack.model_fields:
        for rule in rules_in(getattr(pack, part)):
            places.setdefault(rule.id, set()).add(("bands" if part == "gap" else part, rule.cite))
    assert not [id_ for id_, found in places.items() if len(found) > 1]


@pytest.mark.parametrize("name", names())
def test_a_rule_bears_the_name_of_its_source(name):
    starts = {"KANGJIAN": ("KJ-",), "HAIGANG": ("HG-",), "SANGANG18": ("SG-",), "EAST": ("EAST-", "PLAN-7-1")}
    assert all(id_.startswith(starts.get(name, (f"{name}-",))) for id_ in load(name).rules())


# What the sources say


def test_the_limits_of_absence_are_those_of_three_articles():
    limits = [(one.id, one.run_over, one.total_over) for one in load("EAST").absences]
    assert limits == [("EAST-23-8", 10, 20), ("EAST-18-7", 5, 10), ("EAST-17-7", 3, 7)]


def test_the_worst_outcome_stands_first():
    assert load("EAST").outcomes == ("解除聘用", "不再聘用", "可进入EAST-6-3集体讨论")


def test_pay_is_exact():
    pay = load("EAST").pay
    assert [pay.coefficients[grade] for grade in load("EAST").scale] == [
        Decimal(k) for k in ("1.4", "1", "0.6", "0")
    ]
    assert (pay.base_share, pay.performance_share) == (Decimal("0.7"), Decimal("0.3"))


def test_talks_come_before_the_warning():
    assert [(rung.item, rung.times) for rung in load("KANGJIAN").ladder.rungs] == [("谈心", 3), ("警告", 1)]


def test_three_posts_share_eighteen_levels():
    tracks = load("SANGANG18").levels.tracks
    assert [(one.post, one.least, one.most) for one in tracks] == [
        ("正职", 7, 18),
        ("副职", 4, 15),
        ("一般", 1, 12),
    ]


def test_only_full_time_employment_is_in_the_population_of_east():
    classes = load("EAST").population.classes
    assert classes == {"committee": ("两委成员",), "recruited": ("专职社区工作者", "专职网格员")}


# Bands


@given(SCORES)
def test_a_score_is_in_one_band_or_in_the_gap(score):
    pack = load("PLAN")
    homes = [one for one in (*pack.bands, pack.gap) if holds(one, score)]
    assert len(homes) == 1


@pytest.mark.parametrize(
    ("score", "grade", "in_gap"),
    [
        ("0", "不称职", False),
        ("59", "不称职", False),
        ("59.01", "不称职", True),
        ("59.99", "不称职", True),
        ("60", "基本称职", False),
        ("79.9", "基本称职", False),
        ("80", "称职", False),
        ("89.5", "称职", False),
        ("90", "优秀", False),
        ("100", "优秀", False),
    ],
)
def test_limits_belong_to_the_band_above_except_59(score, grade, in_gap):
    pack = load("PLAN")
    (home,) = [one for one in (*pack.bands, pack.gap) if holds(one, Decimal(score))]
    assert (home.grade, isinstance(home, Gap)) == (grade, in_gap)


def test_a_pack_without_bands_takes_those_it_names_and_their_gap():
    assert load("EAST").bands == load("PLAN").bands
    assert load("EAST").gap == load("PLAN").gap


def holds(home: Band | Gap, score: Decimal) -> bool:
    if isinstance(home, Gap):
        return home.over < score < home.below
    above = score >= home.least
    return above and (home.below is None or score < home.below) and (home.most is None or score <= home.most)


# What is left open

OPEN = [
    ("EAST", "EAST-25"),
    ("EAST", "EAST-17-5"),
    ("EAST", "EAST-20-3"),
    ("EAST", "70%"),
    ("PLAN", "GAP_59_60"),
    ("PLAN", "PLAN-5-3：01-04 至 01-10 只能是考核年度的次年"),
    ("PLAN", "PLAN-8-1：须公示 7 天，PLAN-5-3 当天计入为 7 天，当天不计入只有 6 天"),
    ("PLAN", "优秀、称职没有绩效系数"),
    ("PLAN", "PLAN-8-2b"),
    ("PLAN", "PLAN-6-3"),
    ("KANGJIAN", "施行日期没有写明"),
    ("HAIGANG", "没有权重"),
    ("HAIGANG", "没有评分档次"),
    ("GRID", "GRID-3"),
    ("SANGANG18", "第 1–18 级没有薪酬系数"),
    ("SANGANG18", "优秀、合格、基本合格、不合格没有绩效系数"),
]


@pytest.mark.parametrize(("name", "told"), OPEN)
def test_what_a_source_leaves_open_is_said(name, told):
    assert any(told in flag for flag in flags(load(name)))


@pytest.mark.parametrize("name", names())
def test_it_is_said_in_both_languages(name):
    chinese = flags(load(name))
    use_language("en")
    english = flags(load(name))
    use_language(None)
    assert len(chinese) == len(english)
    assert not set(chinese) & set(english)


def test_a_pack_that_says_everything_has_no_flags(tmp_path):
    file = tmp_path / "whole.toml"
    file.write_text(WHOLE, encoding="utf-8")
    assert flags(load(file)) == ()


WHOLE = """
name = "WHOLE"
title = "完整的规则"
title_en = "Complete rules"
source = "区民政局文件"
grades = [{ name = "好" }, { name = "差" }]

[in_force]
first = 2024-01-01

[population]
id = "W-1"
cite = "专职社区工作者"
[population.classes]
recruited = ["专职社区工作者"]

[[bands]]
id = "W-2"
cite = "80分以上为好，其余为差"
grade = "好"
least = 80

[[bands]]
id = "W-2"
cite = "80分以上为好，其余为差"
grade = "差"
least = 0
below = 80
"""


# Rows


def test_a_pack_is_listed_with_its_flags():
    row = pack_row(load("PLAN"))
    assert row["flags"] == list(flags(load("PLAN")))
    assert (row["name"], row["first_day"], row["rules"]) == ("PLAN", None, len(load("PLAN").rules()))


@pytest.mark.parametrize("name", names())
def test_every_rule_is_listed(name):
    assert {row["id"] for row in rule_rows(load(name))} == set(load(name).rules())


def test_a_rule_is_listed_with_the_values_that_decide():
    rows = {row["id"]: row["values"] for row in rule_rows(load("EAST"))}
    assert rows["EAST-12"] == {"grade": "优秀", "share": "1/5", "unit": "community"}
    assert rows["EAST-23-8"] == {"run_over": 10, "total_over": 20, "outcome": "解除聘用"}
    assert rows["EAST-20-2"]["coefficients"]["优秀"] == "1.4"
    assert rows["EAST-25"] == {}


def test_a_clause_that_makes_two_rules_is_listed_twice():
    years = [row["values"]["years"] for row in rule_rows(load("PLAN")) if row["id"] == "PLAN-8-3e"]
    assert years == [1, 2]


def test_parts_of_a_rule_that_have_rows_of_their_own_are_not_told_twice():
    (levels,) = [row for row in rule_rows(load("SANGANG18")) if row["id"] == "SG-2"]
    assert levels["values"] == {"years_a_level": 3}
