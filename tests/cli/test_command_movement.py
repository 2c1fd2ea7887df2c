"""What programs rely on of measures over time: keys, balance, and the truth of the sample district."""

from __future__ import annotations

import csv
import json

import pytest
from project_source import ROOT
from test_command_languages import chinese_sentences

EXPECTED = ROOT / "data" / "expected"
MOVEMENTS = json.loads((EXPECTED / "movements.json").read_text("utf-8"))
YEARS = ("2021", "2022", "2023")
SPAN = ("--from", "2021", "--to", "2023")
ITEMS = {
    "期初": "opening", "入职": "joined", "调入": "moved_in", "首次列入": "first_listed",
    "离职": "left", "调出": "moved_out", "期末": "closing",
}  # fmt: skip
DENOMINATORS = {
    "months": "月均人数",
    "ends": "期初期末平均",
    "opening": "期初人数",
    "closing": "期末人数",
    "leavers_closing": "离职加期末人数",
}
COUNTED = ("people", "status", "reason")
RATED = ("people", "base", "value", "low", "high", "status", "reason")
SHARED = ("people", "base", "share", "low", "high", "status", "reason")
CONTRACT = {
    ("flows",): ("metric", "from", "to", "flow", *COUNTED),
    ("flows", "--by", "street,year"): ("metric", "from", "to", "street", "year", "flow", *COUNTED),
    ("turnover",): ("metric", "from", "to", *RATED),
    ("turnover", "--by", "year", "--denominator", "all"): (
        "metric", "from", "to", "year", "denominator", *RATED,
    ),
    ("turnover", "--of", "leave_class"): ("metric", "from", "to", "leave_class", *RATED),
    ("turnover_rolling", "--by", "month", "--from", "2022"): ("metric", "from", "to", "month", *RATED),
    ("exits", "--of", "leave_reason"): ("metric", "from", "to", "leave_reason", *SHARED),
    ("stability", "--by", "year"): ("metric", "from", "to", "year", *SHARED),
    ("training_coverage", "--by", "year"): ("metric", "from", "to", "year", "trained", *SHARED),
    ("training_duties", "--policy", "HAIGANG"): ("metric", "on", "duty", "duty_status", *SHARED),
    ("survival",): ("metric", "on", "service_months", *RATED),
    ("change", "--of", "age_band"): (
        "metric", "from", "to", "component", "age_band", "people", "value", "status", "reason",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def told(district, key_file):
    """Rows of an answer in JSON as the analyst sees it, each asked once."""
    import os

    from commands import process

    known = {}
    environment = os.environ | {"SGSTATS_KEY_FILE": str(key_file)}

    def answer(*words, audience="analyst"):
        asked = (*words, "--audience", audience)
        if asked not in known:
            ended = process(
                ["measure", *asked, "--format", "json", "--store", district.store], environment=environment
            )
            assert ended.code == 0, ended.err
            known[asked] = ended.json
        return known[asked]

    return answer


def accounts(rows, *by):
    """The items of each account, by what it is of."""
    found = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in by), {})[row["flow"]] = row["people"]
    return found


# Shape


@pytest.mark.parametrize("audience", ["internal", "analyst"])
@pytest.mark.parametrize("words", CONTRACT, ids=" ".join)
def test_a_row_has_exactly_these_keys(ask, words, audience):
    ended = ask("measure", *words, "--audience", audience, "--format", "json")
    assert ended.code == 0, ended.err
    assert ended.json
    assert {tuple(row) for row in ended.json} == {CONTRACT[words]}


@pytest.mark.parametrize("words", CONTRACT, ids=" ".join)
def test_csv_holds_the_same_rows(ask, words):
    from_json, from_csv = (ask("measure", *words, "--format", form) for form in ("json", "csv"))
    keys = [name for name in CONTRACT[words] if name not in RATED + SHARED]
    assert [[row[name] for name in keys] for row in from_csv.csv] == [
        [row[name] for name in keys] for row in from_json.json
    ]


def test_a_hidden_row_has_no_numbers_and_a_reason(told):
    hidden = [
        row
        for row in told("flows", "--by", "street,year", *SPAN, audience="internal")
        if row["status"] == "hidden"
    ]
    assert hidden
    assert all(row["people"] is None and row["reason"] for row in hidden)


def test_days_of_a_period_are_written_out(told):
    (row,) = told("turnover", "--from", "2021年3月", "--to", "2022")
    assert (row["from"], row["to"]) == ("2021-03-01", "2022-12-31")


# The truth of the sample district


@pytest.mark.parametrize("grain", ["year", "quarter", "month"])
@pytest.mark.parametrize("by", ["", "street,"])
def test_every_account_balances(told, grain, by):
    found = accounts(told("flows", "--by", by + grain, *SPAN), *(by + grain).split(","))
    assert len(found) == {"year": 3, "quarter": 12, "month": 36}[grain] * (10 if by else 1)
    for one in found.values():
        assert one["流入"] == one["入职"] + one["调入"]
        assert one["流出"] == one["离职"] + one["调出"]
        came = sum(one[item] for item in ("期初", "入职", "调入", "首次列入"))
        assert came == sum(one[item] for item in ("离职", "调出", "期末"))


def test_every_street_and_year_is_as_the_files_tell_it(told):
    with (EXPECTED / "flow_accounts.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["days"] == "as_told" and row["period"] in YEARS]
    wanted = {
        (row["street"], row["period"]): {item: int(row[name]) for item, name in ITEMS.items()} for row in rows
    }
    found = accounts(told("flows", "--by", "street,year", *SPAN), "street", "year")
    found |= {
        ("全区", *key): one for key, one in accounts(told("flows", "--by", "year", *SPAN), "year").items()
    }
    assert {key: {item: one[item] for item in ITEMS} for key, one in found.items()} == wanted


@pytest.mark.parametrize("year", YEARS)
def test_turnover_under_every_denominator_alone_and_side_by_side(told, year):
    wanted = MOVEMENTS["turnover"]["as_told"][year]
    together = {
        row["denominator"]: row
        for row in told("turnover", "--denominator", "all", "--from", year, "--to", year)
    }
    assert list(together) == list(DENOMINATORS.values())
    for name, title in DENOMINATORS.items():
        (alone,) = told("turnover", "--denominator", name, "--from", year, "--to", year)
        assert {key: together[title][key] for key in RATED} == {key: alone[key] for key in RATED}
        assert alone["people"] == wanted[title]["people"]
        assert alone["base"] == pytest.approx(wanted[title]["base"])
        assert alone["value"] == pytest.approx(wanted[title]["percent"])
        assert alone["low"] < alone["value"] < alone["high"]


@pytest.mark.parametrize("year", YEARS)
def test_coverage_is_of_people(told, year):
    wanted = MOVEMENTS["training"][year]["全区"]
    rows = told("training_coverage", "--from", year, "--to", year)
    trained = {row["trained"]: row for row in rows}
    assert (trained["参加过"]["people"], trained["参加过"]["base"]) == (wanted["people"], wanted["base"])
    assert trained["参加过"]["people"] + trained["未参加"]["people"] == wanted["base"]


@pytest.mark.parametrize("year", YEARS)
def test_reasons_of_leaving_are_those_told(told, year):
    rows = told("exits", "--of", "leave_reason", "--from", year, "--to", year)
    found = {row["leave_reason"]: row["people"] for row in rows if row["people"]}
    assert found == MOVEMENTS["reasons_told"][year]


def test_a_curve_falls_from_everybody(told):
    rows = told("survival")
    values = [row["value"] for row in rows]
    assert values == sorted(values, reverse=True)
    assert all(row["low"] <= row["value"] <= row["high"] <= 100 for row in rows)
    truth = MOVEMENTS["survival"]["everybody"]["survival"]
    found = {row["service_months"]: row["value"] / 100 for row in rows}
    # Exits dated only by the next list come late in the files, so the curve lies a little higher.
    assert all(abs(found[month] - share) < 0.03 for month, share in truth.items())


@pytest.mark.parametrize("of", ["age_band", "gender", "education_group"])
def test_a_change_of_shares_adds_up_exactly(told, of):
    shares = {}
    for row in told("change", "--of", of, *SPAN):
        shares.setdefault(row[of], {})[row["component"]] = row
    for steps in shares.values():
        moves = [steps[name] for name in ("入职", "调入", "转入", "离职", "调出", "转出")]
        change = sum(row["value"] for row in moves)
        assert steps["期初"]["value"] + change == pytest.approx(steps["期末"]["value"], abs=1e-9)


# What a person reads


@pytest.mark.parametrize("words", [("--by", "year"), ("--by", "street", "--from", "2023")], ids=" ".join)
def test_an_account_is_printed_one_line_a_group(ask, words):
    shown = ask("measure", "flows", *words).out.splitlines()
    header = next(line for line in shown if "期初" in line)
    items = ["期初", "流入", "入职", "调入", "首次列入", "流出", "离职", "调出", "期末"]
    assert header.split()[-len(items) :] == items
    groups = 3 if "year" in words else 10
    assert len([line for line in shown if len(line.split()) == len(header.split())]) == groups + 1


@pytest.mark.parametrize("words", CONTRACT, ids=" ".join)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_table_is_in_one_language(ask, words, language):
    ended = ask("measure", *words, "--lang", language)
    assert (ended.code, ended.err) == (0, "")
    if language == "en":
        assert not chinese_sentences(ended.out)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_dates_known_from_lists_alone_are_said_below(ask, language):
    shown = ask("measure", "flows", "--by", "month", "--lang", language).out
    assert {"zh": "日期只能由名册看出", "en": "Dated only by the first list"}[language] in shown


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html"])
def test_a_report_on_movement_is_written(ask, tmp_path, suffix):
    path = tmp_path / f"队伍流动.{suffix}"
    ended = ask("report", "movement", "--to", path, "--from", "2021", "--until", "2023")
    assert (ended.code, ended.err) == (0, "")
    assert path.name in ended.out
    assert path.stat().st_size > 5_000
