"""From the files to flows, turnover, training and posts: measured as they were worked out from the truth."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

import sgstats

EXPECTED = Path(__file__).parents[2] / "data" / "expected"
ITEMS = {
    "期初": "opening",
    "入职": "joined",
    "调入": "moved_in",
    "首次列入": "first_listed",
    "离职": "left",
    "调出": "moved_out",
    "期末": "closing",
}
YEARS = ("2021", "2022", "2023")
DENOMINATORS = ("月均人数", "期初期末平均", "期初人数", "期末人数", "离职加期末人数")


@pytest.fixture(scope="module")
def found(expected):
    return expected("movements")


@pytest.fixture(scope="module")
def told():
    """The flow accounts as the files tell them, by period and street."""
    with (EXPECTED / "flow_accounts.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["days"] == "as_told"]
    return {(row["period"], row["street"]): {name: int(row[name]) for name in ITEMS.values()} for row in rows}


@pytest.fixture(scope="module")
def ask(store):
    def ask(metric, **question):
        return sgstats.measure(metric, store=store, audience="analyst", **question).rows()

    return ask


@pytest.mark.parametrize(("grain", "length"), [("year", 4), ("month", 7)])
@pytest.mark.parametrize("by", [[], ["street"]])
def test_the_flow_account_of_every_street_year_and_month_is_the_one_the_files_tell(
    ask, told, grain, length, by
):
    measured = {}
    for row in ask("flows", by=[grain, *by], since="2021", until="2023"):
        place = measured.setdefault((row[grain], row.get("street", "全区")), {})
        if row["flow"] in ITEMS:  # 流入 and 流出 are sums of others
            place[ITEMS[row["flow"]]] = row["people"]
    wanted = {
        key: counts
        for key, counts in told.items()
        if len(key[0]) == length and (key[1] == "全区") != bool(by)
    }
    assert measured == wanted


@pytest.mark.parametrize("year", YEARS)
def test_turnover_under_all_five_denominators(ask, found, year):
    rows = ask("turnover", since=year, until=year, denominator="all")
    wanted = found["turnover"]["as_told"][year]
    assert [row["denominator"] for row in rows] == list(DENOMINATORS)
    for row in rows:
        facts = wanted[row["denominator"]]
        assert row["people"] == facts["people"]
        assert row["base"] == pytest.approx(facts["base"])
        assert row["value"] == pytest.approx(facts["percent"])


@pytest.mark.parametrize("year", YEARS)
def test_coverage_counts_people_and_no_attendances(ask, found, year):
    wanted = found["training"][year]
    for by in ([], ["street"]):
        rows = ask("training_coverage", by=by, since=year, until=year)
        trained = {row.get("street", "全区"): row for row in rows if row["trained"] == "参加过"}
        assert {place: (row["people"], row["base"]) for place, row in trained.items()} == {
            place: (facts["people"], facts["base"])
            for place, facts in wanted.items()
            if (place == "全区") != bool(by)
        }


def test_whom_no_list_of_trainings_ever_named(ask, found):
    rows = ask("never_trained", on="2023-12-31")
    assert [row["people"] for row in rows if row["trained"] == "未参加"] == [
        found["duties"]["2023"]["never_trained"]
    ]


@pytest.mark.parametrize("year", YEARS)
def test_density_and_the_gap_in_whole_people(ask, found, year):
    facts = found["establishment"][year]["全区"]
    (density,) = ask("density", on=f"{year}-12-31")
    (fill,) = ask("fill_rate", on=f"{year}-12-31")
    assert (density["people"], density["base"]) == (facts["people"], facts["residents"])
    assert (fill["people"], fill["base"]) == (facts["people"], facts["quota"])


def test_planted_contradictions_are_findings_and_count_once(store, found):
    rules = Counter(row["rule"] for row in sgstats.findings(store).to_dicts())
    planted = found["planted"]
    assert rules["stay.exit_denied"] == planted["still_listed"]
    assert rules["stay.exit_differs"] == planted["leave_day_differs"]
    assert rules["stay.not_followed"] == planted["wrong_target"]
    assert rules["movement.repeated"] == planted["rows_repeated"]
    assert rules["stay.told_again"] == planted["told_twice"]


def test_a_move_that_two_streets_tell_is_recorded_once(store, found):
    from sgstats.store import recorded

    moves = recorded(store, kind="movement", until=2023).filter(movement_type="调动", year=2023)
    told = found["planted"]["told_by_two_streets"]
    assert told == 2
    assert moves.height == found["told"]["2023"]["moves_in_movement_lists"]
