"""Problems found in whole stores: a district that has them all, and one that has none."""

from __future__ import annotations

import json
import shlex
from datetime import date

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from troubled_district import STREETS, write

import sgstats
from sgstats.errors import Refused

OF_STREETS = {
    "sex_ratio", "age_band_high", "no_one_young", "few_young", "education_low", "certificate_low",
    "full_time_few", "single_source", "training_coverage_low", "never_trained_many", "turnover_high",
    "understaffed", "vacant_posts", "unknown_employment",
}  # fmt: skip
OF_THE_DISTRICT = OF_STREETS | {"leave_reason_unknown", "rejected_rows", "contested_postings"}
UNTOLD = {"missing_skills", "no_social_work_major"}


@pytest.fixture(scope="module")
def stores(tmp_path_factory, key_file):
    folder = tmp_path_factory.mktemp("issues")
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SGSTATS_KEY_FILE", str(key_file))
        for name in ("troubled", "sound"):
            made[name] = folder / f"{name}.duckdb"
            sgstats.ingest(write(folder / name, troubled=name == "troubled"), store=made[name])
    return made


@pytest.fixture(scope="module")
def troubled(stores):
    return sgstats.find_issues(store=stores["troubled"], by="community")


@pytest.fixture(scope="module")
def sound(stores):
    return sgstats.find_issues(store=stores["sound"], by="community")


def ids(found, *, level, status="found"):
    rows = found.frame.filter((pl.col("level") == level) & (pl.col("status") == status))
    return set(rows["id"])


@pytest.mark.parametrize("name", sorted(OF_THE_DISTRICT))
def test_the_district_that_has_a_problem_is_told_so(troubled, sound, name):
    assert name in ids(troubled, level="district")
    assert name not in ids(sound, level="district")


@pytest.mark.parametrize("name", sorted(OF_STREETS))
def test_a_street_that_has_a_problem_is_told_so(troubled, sound, name):
    assert name in ids(troubled, level="street")
    assert name not in ids(sound, level="street")


def test_nothing_is_found_in_a_sound_district(sound):
    assert sound.issues.filter(pl.col("status") == "found").is_empty()


def test_the_quota_is_looked_at_community_by_community(troubled):
    over = troubled.frame.filter((pl.col("id") == "quota_breached") & (pl.col("status") == "found"))
    assert over.select("unit", "people", "threshold").rows() == [("东街社区", 14, 8.0)]


def test_grades_that_are_all_the_same_are_found(troubled, sound):
    flat = troubled.frame.filter((pl.col("id") == "grades_flat") & (pl.col("level") == "street"))
    assert set(flat.filter(pl.col("number") == 100)["unit"]) == set(STREETS[1:])
    assert "grades_flat" not in ids(sound, level="street")


def test_what_the_store_does_not_hold_cannot_be_checked(troubled):
    untold = troubled.frame.filter(pl.col("id").is_in(UNTOLD))
    assert set(untold["status"]) == {"untestable"}
    assert all("没有保存" in reason for reason in untold["reason"])


def test_women_of_unknown_retirement_age_make_a_wave_only_suspected(troubled):
    wave = troubled.frame.filter((pl.col("id") == "retirement_wave") & (pl.col("level") == "district"))
    assert wave.select("status", "certainty", "severity").row(0) == ("found", "疑似", "提示")
    assert "按50岁" in wave["reason"][0]


def test_the_gravest_comes_first(troubled):
    grave = {"严重": 0, "较重": 1, "一般": 2, "提示": 3, None: 4}
    order = [grave[one] for one in troubled.issues["severity"]]
    assert order == sorted(order)


def test_every_outcome_says_why_and_where_its_limit_is_from(troubled):
    assert not troubled.frame.filter(pl.col("reason").str.len_chars() == 0).height
    assert not troubled.frame["source"].has_nulls()


# The median of the others


def test_nobody_is_behind_where_all_are_alike(stores):
    at = {"education_behind": {"thresholds": [{"value": 10, "source": "甲"}]}}
    even = sgstats.find_issues(store=stores["sound"], thresholds=at).frame
    even = even.filter((pl.col("id") == "education_behind") & (pl.col("level") == "street"))
    assert even.select("status", "threshold").unique().rows() == [("fine", 90.0)]


def test_a_median_is_not_taken_of_few_units(example_store):
    found = sgstats.find_issues(store=example_store).frame
    reasons = found.filter(pl.col("id") == "certificate_behind")["reason"]
    assert all("不与中位数比较" in reason for reason in reasons)


# Filters, levels, days


def test_a_filter_by_units_changes_no_number(stores, troubled):
    one = sgstats.find_issues(store=stores["troubled"], where={"street": ["西街街道"]}, by="community").frame
    whole = troubled.frame.filter(pl.col("unit").is_in(["西街街道", "西街社区"]))
    assert set(one["unit"]) == {"西街街道", "西街社区"}
    columns = ["id", "unit", "part", "number", "low", "high", "status", "certainty", "severity", "threshold"]
    assert_frame_equal(one.select(columns), whole.select(columns), check_row_order=False)


def test_what_a_filter_makes_nonsense_of_is_not_checked(stores):
    found = sgstats.find_issues(store=stores["troubled"], where={"gender": ["女"]}, by="district").frame
    status = dict(found.select("id", "status").rows())
    assert {status[name] for name in ("sex_ratio", "understaffed", "vacant_posts")} == {"untestable"}
    assert status["certificate_low"] == "found"


def test_a_threshold_that_does_not_hold_yet_is_not_applied(stores):
    later = {"certificate_low": {"thresholds": [{"value": 50, "source": "甲", "since": date(2024, 1, 1)}]}}
    found = sgstats.find_issues(store=stores["troubled"], thresholds=later, by="district").frame
    row = found.row(by_predicate=pl.col("id") == "certificate_low", named=True)
    assert row["status"] == "untestable"
    assert "2024-01-01" in row["reason"]


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        ({"by": "city"}, "issue.bad_level"),
        ({"on": "1999-01-01"}, "metric.no_statement"),
        ({"where": {"street": ["无街道"]}}, "metric.no_such_value"),
        ({"audience": "everybody"}, "disclosure.audience"),
        ({"since": "soon"}, "period"),
    ],
)
def test_what_is_asked_wrongly_is_refused(stores, asked, rule):
    with pytest.raises(Refused) as refusal:
        sgstats.find_issues(store=stores["sound"], **asked)
    assert refusal.value.rule.partition(".")[0] == rule.partition(".")[0]


# What a reader may see


@pytest.mark.parametrize(("audience", "most"), [("internal", 4), ("public", 7)])
def test_no_small_number_of_people_is_told(stores, audience, most):
    found = sgstats.find_issues(store=stores["troubled"], audience=audience, by="community").frame
    people = found.filter(pl.col("metric").is_not_null())["people"].drop_nulls()
    assert not people.is_between(1, most).any()


def test_the_call_of_an_issue_prints_its_number(troubled, stores, capsys):
    from sgstats.cli import main

    for row in (
        troubled.issues.filter(pl.col("call").str.starts_with("sgstats measure")).unique("call").to_dicts()
    ):
        words = shlex.split(row["call"])[1:]
        assert main([*words, "--store", str(stores["troubled"]), "--format", "json"]) == 0
        printed = json.loads(capsys.readouterr().out)
        names = {name for one in printed for name in (one.get("street"), one.get("community"))}
        assert row["level"] == "district" or row["unit"] in names
        parts = [
            one["people"] for one in printed if row["unit"] in one.values() or row["level"] == "district"
        ]
        # A part that nobody belongs to may have no row of its own.
        assert row["people"] in {*parts, sum(one or 0 for one in parts), None, 0}


def test_the_question_of_an_indicator_gives_the_number_of_the_issue_again(troubled, stores):
    told = troubled.issues.filter(pl.col("question").is_not_null() & pl.col("bound").is_null())
    asked = 0
    for row in told.filter(pl.col("comparison") == "target").to_dicts():
        assert not {"on", "since", "until", "store", "audience"} & set(json.loads(row["question"]))
        if "·" in (row["part"] or "") or row["metric"] == "training_duties":
            continue  # one of several numbers
        again = sgstats.indicated(row["metric"], row["question"], on=troubled.on, store=stores["troubled"])
        assert row["number"] == pytest.approx(again.value, abs=0.06)
        asked += 1
    assert asked > 5
