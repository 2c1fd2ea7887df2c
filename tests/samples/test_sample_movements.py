"""What is said to be found about movement, training and posts holds together, by plain arithmetic."""

from __future__ import annotations

import csv
import itertools
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

EXPECTED = Path(__file__).parents[2] / "data" / "expected"
IN, OUT = ("opening", "joined", "moved_in", "first_listed"), ("left", "moved_out", "closing")
YEARS = ("2021", "2022", "2023")
CLASSES = {"主动": {"辞职", "调出"}, "自然": {"退休", "死亡"}, "被动": {"解聘", "劝退", "不再续聘", "落选"}}


@pytest.fixture(scope="module")
def accounts():
    """The flow accounts by (days, period, street)."""
    with (EXPECTED / "flow_accounts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        (row["days"], row["period"], row["street"]): {name: int(row[name]) for name in (*IN, *OUT)}
        for row in rows
    }


@pytest.fixture(scope="module")
def found(expected):
    return expected("movements")


def test_every_account_balances(accounts):
    assert len(accounts) == 2 * 11 * (3 + 36)
    for flows in accounts.values():
        assert sum(flows[name] for name in IN) == sum(flows[name] for name in OUT)


@pytest.mark.parametrize("year", YEARS)
def test_the_months_of_a_year_add_up_to_it(accounts, year):
    for days, period, street in accounts:
        if period == year:
            months = [accounts[days, f"{year}-{month:02d}", street] for month in range(1, 13)]
            whole = accounts[days, period, street]
            for name in ("joined", "moved_in", "first_listed", "left", "moved_out"):
                assert whole[name] == sum(month[name] for month in months)
            assert (whole["opening"], whole["closing"]) == (months[0]["opening"], months[-1]["closing"])
            assert all(one["closing"] == two["opening"] for one, two in itertools.pairwise(months))


def test_a_move_into_one_street_is_a_move_out_of_another_and_none_for_the_district(accounts):
    sums = defaultdict(Counter)
    for (days, period, street), flows in accounts.items():
        sums[days, period, street == "全区"].update(flows)
    for (days, period, whole), flows in sums.items():
        parts = sums[days, period, False]
        assert parts["moved_in"] == parts["moved_out"]
        if whole:
            assert flows["moved_in"] == flows["moved_out"] == 0
            assert all(flows[name] == parts[name] for name in ("opening", "joined", "left", "closing"))


def test_what_the_files_tell_differs_in_months_of_2023_alone(accounts):
    differing = {
        period
        for days, period, street in accounts
        if days == "truth" and accounts["truth", period, street] != accounts["as_told", period, street]
    }
    assert {period[:5] for period in differing} == {"2023-"}
    assert accounts["as_told", "2023-12", "全区"]["left"] > accounts["truth", "2023-12", "全区"]["left"]


def test_the_accounts_are_the_flows_between_lists_and_those_whom_no_list_shows(accounts, expected, district):
    for flow in expected("flows"):
        year = accounts["truth", str(flow["year"]), "全区"]
        passing = {2021: 1, 2022: 1}.get(flow["year"], 0)
        assert (year["opening"], year["closing"]) == (flow["opening"], flow["closing"])
        assert (year["joined"], year["left"]) == (flow["joined"] + passing, flow["left"] + passing)
        moved = sum(accounts["truth", str(flow["year"]), street]["moved_in"] for street in district.streets)
        assert moved == flow["moved_between_streets"] + joined_and_moved(district, flow["year"])


def joined_and_moved(district, year):
    """People whom the list before does not show, who changed the street before the next."""
    hired = [one for one in district.people if one.hire.year == year and len(one.units) == 2]
    return sum(
        one.units[1][0].year == year and one.units[0][1].street != one.units[1][1].street for one in hired
    )


@pytest.mark.parametrize("year", YEARS)
def test_leavers_have_a_reason_and_reasons_a_class(accounts, found, year):
    for street, left in found["leavers"][year].items():
        assert left["people"] == accounts["truth", year, street]["left"]
        assert sum(left["reasons"].values()) == left["people"]
        by_class = {
            name: sum(people for reason, people in left["reasons"].items() if reason in reasons)
            for name, reasons in CLASSES.items()
        }
        assert by_class == left["classes"]
    assert sum(found["reasons_told"][year].values()) == accounts["as_told", year, "全区"]["left"]


@pytest.mark.parametrize("days", ["truth", "as_told"])
@pytest.mark.parametrize("year", YEARS)
def test_five_denominators_give_five_rates_of_the_same_leavers(accounts, found, days, year):
    whole = accounts[days, year, "全区"]
    months = [accounts[days, f"{year}-{month:02d}", "全区"] for month in range(1, 13)]
    bases = {
        "月均人数": sum(month["opening"] + month["closing"] for month in months) / 24,
        "期初期末平均": (whole["opening"] + whole["closing"]) / 2,
        "期初人数": whole["opening"],
        "期末人数": whole["closing"],
        "离职加期末人数": whole["left"] + whole["closing"],
    }
    turnover = found["turnover"][days][year]
    assert {name: rate["base"] for name, rate in turnover.items()} == pytest.approx(bases)
    for name, rate in turnover.items():
        assert rate["people"] == whole["left"]
        assert rate["percent"] == pytest.approx(100 * whole["left"] / bases[name])


def test_survival_without_censoring_before_a_year_is_a_plain_share(district, found):
    """All those hired in 2021 or 2022 were watched for a year: the curve is the share that stayed."""
    from data.generator import movements, slow_survival

    hired = [one for one in movements.people(district) if one.hire.year in {2021, 2022}]
    stayed = sum(one.leave is None or (one.leave - one.hire).days > 365 for one in hired)
    steps = slow_survival.curve([slow_survival.life(one) for one in hired])
    year = [share for time, _, _, share in steps if time <= 365][-1]
    assert year == pytest.approx(stayed / len(hired))
    assert found["survival"]["hired_2021_to_2023"]["people"] == 396


@pytest.mark.parametrize("year", YEARS)
def test_no_more_people_were_trained_than_are_in_post_however_many_attendances(accounts, found, year):
    for street, facts in found["training"][year].items():
        assert facts["base"] == accounts["truth", year, street]["closing"]
        assert facts["people"] <= min(facts["base"], facts["attendances_of_these"])
    streets = [facts for street, facts in found["training"][year].items() if street != "全区"]
    whole = found["training"][year]["全区"]
    for name in whole:
        assert sum(facts[name] for facts in streets) == whole[name]


def test_one_street_looks_covered_only_while_attendances_are_counted(found):
    facts = found["training"]["2023"]["鹿鸣街道"]
    assert facts["attendances_of_these"] / facts["base"] > 0.95
    assert facts["people"] / facts["base"] < 0.6
    assert found["training"]["2023"]["全区"]["people"] / 1336 == pytest.approx(0.785, abs=0.001)


def test_some_were_never_trained_and_fewer_every_year(found):
    never = [found["duties"][year]["never_trained"] for year in YEARS]
    assert never == sorted(never, reverse=True)
    assert never[-1] > 100


def test_density_is_near_18_and_the_gap_is_in_whole_people(found):
    for year in YEARS:
        for facts in found["establishment"][year].values():
            wanted = -(-18 * facts["residents"] // 10_000)
            assert facts["gap_to_18"] == wanted - facts["people"]
            assert facts["vacant"] == facts["quota"] - facts["people"]
    whole = found["establishment"]["2023"]["全区"]
    assert whole["residents"] == 740_200
    assert whole["per_10000"] == pytest.approx(18, abs=0.1)
    assert whole["communities_over_quota"] > 10
    assert whole["communities_under_quota"] > 10


def test_people_whom_no_list_shows_came_and_went_between_two_lists(district):
    from data.generator import movements

    passing = [one for one in movements.people(district) if one not in district.people]
    assert [(one.leave - one.hire).days for one in passing] == [46, 242]
    assert not [one for one in passing if any(one.works(date(year, 12, 31)) for year in range(2020, 2024))]
