"""What programs rely on of judge and pay: keys, sums, and the truth of the sample district."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal

import pytest
from commands import SAMPLES
from project_source import ROOT

EXPECTED = json.loads((ROOT / "data" / "expected" / "appraisals.json").read_text("utf-8"))
EAST, PAID, KANGJIAN = (EXPECTED[name] for name in ("east_2023", "east_2023_pay", "kangjian_2023"))
POOLS = SAMPLES.parent / "pools" / "2023-绩效总额.csv"
VERDICT = {
    "person_id": str,
    "unit": str,
    "year": int,
    "rated_grade": (str, type(None)),
    "final_grade": (str, type(None)),
    "rules": list,
    "outcome": str,
    "needs_human": bool,
    "reason": str,
}
PERSON = ("person_id", "unit", "grade", "coefficient", "amount")
ACCOUNT = ("unit", "pool", "allocated", "unallocated")
SEEN = ("EAST-12", "EAST-15", "EAST-16", "EAST-17", "EAST-18", "EAST-23", "PLAN-7-1")

FIFTEEN = """\
extends = "EAST"
title = "东区办法，优秀名额 15%"

[quota]
share = "15%"

[pay.coefficients]
"优秀" = 1.5
"称职" = 1
"基本称职" = 0.5
"不称职" = 0
"""


@pytest.fixture(scope="module")
def told(district, key_file):
    """Answers of commands in JSON, each asked once."""
    known = {}

    def answer(*words):
        if words not in known:
            from commands import process

            ended = process(
                [*words, "--format", "json", "--store", district.store], environment=own(key_file)
            )
            assert ended.code == 0, ended.err
            known[words] = ended
        return known[words]

    return answer


def own(key_file):
    import os

    return os.environ | {"SGSTATS_KEY_FILE": str(key_file)}


@pytest.fixture(scope="module")
def judged(told):
    return told("judge", "--policy", "EAST", "--year", "2023").json


@pytest.fixture(scope="module")
def shared(told):
    return told("pay", "--policy", "EAST", "--year", "2023", "--pool", str(POOLS)).json


# Shape


def test_judge_prints_one_row_per_person_with_exactly_these_keys(judged):
    assert len(judged) == len({row["person_id"] for row in judged}) == 1336
    for row in judged:
        assert list(row) == list(VERDICT)
        assert not [name for name, kind in VERDICT.items() if not isinstance(row[name], kind)]


def test_json_is_alone_on_stdout_and_the_warning_on_stderr(told):
    ended = told("judge", "--policy", "EAST", "--year", "2023")
    assert ended.out.startswith("[")
    assert ended.err == "分析员口径：精确数字，未作隐藏处理，仅限本机使用，不得外传。\n"


def test_every_outcome_cites_a_rule_or_says_that_none_fired(judged):
    silent = [row for row in judged if not row["rules"]]
    assert all(row["outcome"] == "无" and "没有规则触发" in row["reason"] for row in silent)
    assert all(rule in row["reason"] for row in judged for rule in row["rules"])


def test_who_waits_for_a_human_has_no_final_grade_of_the_quota(judged):
    waiting = [row for row in judged if row["needs_human"]]
    assert len(waiting) == EAST["undecided"]
    assert {(row["rated_grade"], row["final_grade"], row["outcome"]) for row in waiting} == {
        ("优秀", None, "需人工认定")
    }


def test_pay_prints_people_and_units(shared):
    assert list(shared) == ["people", "units", "notes"]
    assert all(tuple(row)[: len(PERSON)] == PERSON for row in shared["people"])
    assert all(set(ACCOUNT) <= set(row) for row in shared["units"])
    amounts = [row["amount"] for row in shared["people"]]
    assert all(isinstance(amount, str) and amount[-3] == "." for amount in amounts)


@pytest.mark.parametrize(
    "given",
    [
        ("--pool", str(POOLS)),
        ("--pool", "100000.01"),
        ("--average", "60000"),
        ("--pool", "99999.99", "--choose", "rounding=equal_within_grade"),
        ("--average", "60000", "--choose", "part_year=months", "--choose", "undecided=lower"),
    ],
    ids=" ".join,
)
def test_a_pool_is_what_was_allocated_and_what_was_not(told, given):
    paid = told("pay", "--policy", "EAST", "--year", "2023", *given).json
    sums = Counter()
    for row in paid["people"]:
        sums[row["unit"]] += Decimal(row["amount"])
    assert paid["units"]
    for row in paid["units"]:
        pool, allocated, rest = (Decimal(row[name]) for name in ACCOUNT[1:])
        assert pool == allocated + rest
        assert sums[row["unit"]] == allocated


# The truth of the sample district


def test_the_grades_are_the_expected_ones(judged):
    inside = [row for row in judged if row["outcome"] != "不适用"]
    assert len(inside) == EAST["in_population"]
    assert Counter(row["final_grade"] or "" for row in inside) == EAST["final_grades"]


def test_the_same_rules_apply_to_as_many_people_in_the_same_order(judged):
    fired = (" ".join(rule for rule in row["rules"] if rule.startswith(SEEN)) for row in judged)
    assert Counter(rules for rules in fired if rules) == EAST["rules_of_people"]


def test_the_outcomes_are_the_expected_ones(judged):
    outcomes = Counter(row["outcome"] for row in judged)
    assert outcomes["解除聘用"] == EAST["terminated"]
    assert outcomes["不再聘用"] == EAST["not_hired_again"]


def test_talks_and_warnings_end_as_expected(told):
    people = told("judge", "--policy", "KANGJIAN", "--year", "2023").json
    assert sum(row["outcome"] == "劝退" for row in people) == KANGJIAN["ladder_complete"]
    assert sum("KJ-7" in row["rules"] for row in people) == KANGJIAN["complaint_yet_signed"]


def test_the_pools_are_shared_out_to_the_expected_cents(shared):
    accounts = {row["unit"]: row for row in shared["units"]}
    for one in PAID:
        account = accounts[f"{one['street']}/{one['community']}"]
        assert Decimal(account["pool"]) * 100 == one["pool"]
        assert Decimal(account["allocated"]) * 100 == one.get("allocated", 0)
        if one["waits"]:
            continue
        cents = {}
        for row in shared["people"]:
            if row["unit"] == account["unit"] and row["coefficient"] is not None:
                cents.setdefault(row["grade"], []).append(int(Decimal(row["amount"]) * 100))
        assert {grade: sorted(amounts) for grade, amounts in cents.items()} == one["cents_by_grade"]


# Choices, filters, forms


def test_a_filter_picks_people_of_a_whole_judgement(told, judged):
    words = ("--where", "community=信笺社区")
    some = told("judge", "--policy", "EAST", "--year", "2023", *words).json
    assert some == [row for row in judged if row["unit"] == "拾光街道/信笺社区"]
    assert len(some) == 10


def test_a_named_option_changes_what_it_says(told, judged):
    words = ("--choose", "denominator=returned")
    other = told("judge", "--policy", "EAST", "--year", "2023", *words).json
    changed = [(one, two) for one, two in zip(judged, other, strict=True) if one != two]
    assert changed
    assert all("EAST-6-2" in "".join(one["rules"] + two["rules"]) for one, two in changed)


@pytest.mark.parametrize("verb", [("judge",), ("pay", "--pool", "100000")], ids=" ".join)
def test_csv_and_json_tell_of_the_same_people(ask, verb):
    words = (*verb, "--policy", "EAST", "--year", "2023")
    from_json, from_csv = (ask(*words, "--format", form) for form in ("json", "csv"))
    rows = from_json.json if verb == ("judge",) else from_json.json["people"]
    assert [row["person_id"] for row in rows] == [row["person_id"] for row in from_csv.csv]
    assert [row["reason"] for row in rows] == [row["reason"] for row in from_csv.csv]


def test_a_street_called_like_a_formula_is_defused(run, roster):
    header = ["姓名", "性别", "出生年月", "街道", "社区", "用工性质"]
    row = ["赵无名", "女", "1985.06", "=1+1街道", "@社区", "专职社区工作者"]
    run("ingest", roster(row, header=header), "--store", "a.duckdb")
    words = ("judge", "--policy", "SANGANG18", "--year", "2023", "--store", "a.duckdb", "--format", "csv")
    (line,) = run(*words).csv
    assert line["unit"].startswith("'=")


# What-if


def test_a_pack_of_ones_own_is_held_against_the_one_it_extends(ask, tmp_path):
    (tmp_path / "fifteen.toml").write_text(FIFTEEN, "utf-8")
    words = ("--policy", "EAST", "--against", "fifteen.toml", "--year", "2023", "--format", "json")
    judged, paid = (ask(*verb, *words).json for verb in (("judge",), ("pay", "--average", "60000")))
    assert (judged["first"], judged["second"]) == ("EAST", "fifteen")
    assert judged["changes"]["moved"] is None
    assert Decimal(paid["changes"]["moved"]) > 0
    assert paid["changes"]["changed"] >= judged["changes"]["changed"] == len(judged["people"]) > 0
    assert {row["graded"] for row in judged["people"]} <= {None, "down"}


def test_a_pack_held_against_itself_changes_nothing(ask):
    words = ("pay", "--policy", "EAST", "--against", "east", "--year", "2023", "--pool", "100000")
    seen = ask(*words, "--format", "json").json
    assert seen["people"] == []
    assert {name: seen["changes"][name] for name in ("changed", "graded_up", "outcomes_changed")} == {
        "changed": 0, "graded_up": 0, "outcomes_changed": 0,
    }  # fmt: skip
    assert seen["changes"]["moved"] == "0.00"


def test_the_lower_quota_of_ones_own_pack_leaves_fewer_of_the_best(ask, tmp_path):
    (tmp_path / "fifteen.toml").write_text(FIFTEEN, "utf-8")
    lower, usual = (
        Counter(
            row["final_grade"]
            for row in ask("judge", "--policy", pack, "--year", "2023", "--format", "json").json
        )
        for pack in ("fifteen.toml", "EAST")
    )
    assert lower["优秀"] < usual["优秀"]


# Beside judging


def test_a_pack_is_listed_rule_by_rule(run):
    rows = run("catalogue", "east", "--format", "json").json
    assert {"EAST-12", "EAST-18-8", "EAST-23-8"} <= {row["id"] for row in rows}
    assert "GAP_59_60" in run("catalogue", "PLAN").out


def test_grades_are_measured_by_year(ask):
    rows = ask("measure", "grades", "--by", "year", "--format", "json").json
    assert {row["year"] for row in rows} == {"2021", "2022", "2023"} or {row["year"] for row in rows} == {
        2021,
        2022,
        2023,
    }


def test_a_kind_may_be_said(run):
    path = SAMPLES / "谈话-2023-春晓街道-谈心警告投诉.xlsx"
    assert run("preview", path, "--kind", "fact", "--format", "json").json["kind"] == "fact"
    (table,) = run("ingest", path, "--kind", "ballot", "--dry-run", "--format", "json").json["imports"]
    assert (table["kind"], table["rows_accepted"]) == ("ballot", 0)
