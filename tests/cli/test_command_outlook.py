"""``sgstats outlook``: what lies ahead of the sample district, as its audiences may see it."""

from __future__ import annotations

import pytest

NUMBERS = ("people", "low", "median", "high", "share")


def rows(ask, *words):
    done = ask("outlook", *words, "--format", "json")
    assert done.code == 0, done.err
    return done.json


# Retirements


def test_every_reading_of_the_wave_adds_up_to_its_people(ask):
    found = rows(ask, "retirement", "--audience", "analyst")
    head = ask("measure", "headcount", "--audience", "analyst", "--format", "json").json[0]["people"]
    sums = {name: 0 for name in ("不变", "按50岁", "按55岁")}
    for row in found:
        sums[row["retirement_reading"]] += row["people"]
        assert row["base"] >= row["people"]
    assert sums["按50岁"] == sums["按55岁"]
    assert sums["不变"] + sums["按50岁"] == head


def test_one_reading_leaves_the_other_out(ask):
    found = rows(ask, "retirement", "--reading", "55", "--years", "3")
    assert {row["retirement_reading"] for row in found} == {"不变", "按55岁"}
    years = [row["retire_year"] for row in found if row["retirement_reading"] == "按55岁"]
    assert years == ["已到龄", "2023", "2024", "2025", "2026", "2027年及以后", "未知"]


def test_a_year_of_retirement_has_its_minimum_contribution(ask):
    found = rows(ask, "retirement", "--years", "20")
    months = {row["retire_year"]: row["minimum_contribution_months"] for row in found}
    assert [months[year] for year in ("2029", "2030", "2039", "未知")] == [180, 186, 240, None]


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_no_few_people_are_shown_by_street_and_month(ask, audience):
    found = rows(
        ask, "retirement", "--by", "street", "--step", "month", "--years", "2", "--audience", audience
    )
    least = {"internal": 5, "public": 8}[audience]
    shown = [row["people"] for row in found if row["people"] is not None]
    assert shown
    # The public reads multiples of five: 8 may stand as 10.
    assert all(number == 0 or number >= least for number in shown)


def test_years_without_anybody_are_not_printed_and_the_law_is_named(ask):
    done = ask("outlook", "retirement", "--minimum-contribution", "--audience", "analyst")
    assert "渐进式延迟法定退休年龄" in done.out
    assert "最低缴费" in done.out
    assert " 0  " not in "\n".join(line for line in done.out.splitlines() if "按5" in line)


# Projection


def test_a_projection_begins_with_the_headcount_and_adds_up(ask):
    found = rows(ask, "stock", "--years", "3", "--audience", "analyst", "--reading", "55")
    head = ask("measure", "headcount", "--audience", "analyst", "--format", "json").json[0]["people"]
    assert next(row["people"] for row in found if row["field"] == "total") == head
    for year in range(1, 4):
        named = {
            row["label"]: row["people"] for row in found if row["year"] == year and row["field"] == "flow"
        }
        totals = [row["people"] for row in found if row["field"] == "total"]
        moved = named["入职"] - named["离职"] - named["退休"]
        assert totals[year] == pytest.approx(totals[year - 1] + moved, abs=0.3)


def test_what_is_hidden_on_the_first_day_is_hidden_ever_after(ask):
    found = rows(ask, "stock", "--years", "3", "--where", "street=春晓街道")
    first = {(row["field"], row["label"]) for row in found if row["year"] == 0 and row["status"] == "hidden"}
    assert first
    for row in found:
        if (row["field"], row["label"]) in first:
            assert [row[name] for name in NUMBERS] == [None] * 5
            assert row["reason"]


@pytest.mark.parametrize("street", ["春晓街道", "听雨街道", "知秋街道"])
def test_no_part_and_no_flow_is_hidden_alone(ask, street):
    found = rows(ask, "stock", "--years", "3", "--where", f"street={street}")
    groups = {}
    for row in found:
        groups.setdefault((row["year"], row["field"]), []).append(row["status"] == "hidden")
    assert all(sum(hidden) != 1 for key, hidden in groups.items() if key[1] != "total")
    few = [row for row in found if row["field"] == "flow" and row["people"] is not None]
    assert all(
        row[name] == 0 or row[name] >= 5 for row in few for name in ("people", "people_50", "people_55")
    )


def test_the_public_reads_multiples_of_five(ask):
    found = rows(ask, "stock", "--years", "2", "--audience", "public")
    shown = [row[name] for row in found for name in ("people", "low", "high") if row[name] is not None]
    assert shown
    assert all(number % 5 == 0 for number in shown)


def test_scenarios_hire_freeze_and_stop(ask):
    def total(*words):
        found = rows(ask, "stock", "--years", "3", "--reading", "55", "--runs", "100", *words)
        return [row["people"] for row in found if row["field"] == "total"][-1]

    frozen, hiring = total("--freeze"), total("--hire", "150", "--hire-ages", "22-29:0.5,30-35:0.5")
    assert frozen < hiring
    assert total("--freeze", "--stop", "辞职") > frozen


def test_a_backtest_counts_what_lay_inside_its_bands(ask):
    found = rows(ask, "stock", "--backtest", "2021-12-31")
    assert {row["on"] for row in found} == {"2021-12-31", "2022-12-31", "2023-12-31"}
    total = [row for row in found if row["field"] == "total"]
    assert [row["actual"] for row in total] == [1287, 1312, 1336]
    assert all(row["inside"] == (row["low"] <= row["actual"] <= row["high"]) for row in total)
    assert "回测" in ask("outlook", "stock", "--backtest", "2021-12-31").out


def test_hiring_for_a_share_says_how_many_or_that_none_do(ask):
    words = ("stock", "--until-share", "40-50<50", "--by-year", "2030", "--hire-ages")
    young = rows(ask, *words, "22-29:1")
    assert [row["reading"] for row in young] == ["50", "55"]
    assert all(row["share"] < 0.5 for row in young)
    middle = rows(ask, "stock", "--until-share", "40-50<5", "--by-year", "2025", "--hire-ages", "42-44:1")
    assert [row["hire"] for row in middle] == [None, None]
    said = ask(
        "outlook", "stock", "--until-share", "40-50<5", "--by-year", "2025", "--hire-ages", "42-44:1"
    ).out
    assert "无论每年招聘多少人" in said


def test_hiring_for_a_share_of_few_people_is_hidden(ask):
    found = rows(ask, "stock", "--until-share", "18-20<1", "--by-year", "2026")
    assert {row["status"] for row in found} == {"hidden"}
    assert all(row["hire"] is row["share"] is None for row in found)


# Staffing


def test_the_gap_to_the_national_standard_is_whole_persons(ask):
    found = rows(ask, "staffing", "--residents", "800000", "--years", "2", "--growth", "1%")
    assert [row["needed"] for row in found] == [1440, 1455, 1469]
    assert (found[0]["gap"], found[0]["residents"]) == (104, 800_000)


def test_a_standard_by_households_cannot_be_projected(ask):
    done = ask("outlook", "staffing", "--residents", "800000", "--standard", "taiyuan")
    assert done.code == 2
    assert "户数" in done.err


# Refusals and languages


@pytest.mark.parametrize(
    "words",
    [
        ("retirement", "--hire", "5"),
        ("stock", "--by", "street"),
        ("stock", "--hire", "5", "--freeze"),
        ("stock", "--until-share", "40-50<60"),
        ("stock", "--until-share", "40-50<60", "--by-year", "2030", "--freeze"),
        ("stock", "--backtest", "2021-12-31", "--hire", "5"),
        ("stock", "--backtest", "2023-12-31"),
        ("stock", "--stop", "退休"),
        ("stock", "--years", "0"),
        ("stock", "--where", "age_band=40-50"),
        ("staffing", "--residents", "0"),
        ("staffing", "--residents", "5000", "--growth", "x"),
        ("retirement", "--years", "99"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(ask, words):
    done = ask("outlook", *words)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "words",
    [
        ("retirement",),
        ("stock", "--years", "2"),
        ("stock", "--until-share", "40-50<60", "--by-year", "2028"),
        ("staffing", "--residents", "800000"),
    ],
)
def test_tables_are_printed_in_both_languages(ask, words, language):
    done = ask("outlook", *words, "--lang", language)
    assert done.code == 0
    assert ("audience: internal" in done.out) == (language == "en")
