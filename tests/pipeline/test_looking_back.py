"""A closed issue is looked at again when later data comes in: what lasted, and what rebounded."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

import sgstats
from sgstats.errors import Refused

TODAY = date(2024, 3, 1)


@pytest.fixture(scope="module")
def looks(ingested):
    return {one.issue: one for one in sgstats.look_back(ingested.store)}


@pytest.fixture
def mine(ingested, tmp_path):
    """A store to write into."""
    return shutil.copy(ingested.store, tmp_path / "mine.duckdb")


def test_only_closed_issues_with_a_start_and_an_indicator_are_looked_at(looks):
    assert set(looks) == {"青禾区/P1", "向暖街道/P16"}


def test_what_was_gained_and_went_is_a_rebound(looks):
    look = looks["向暖街道/P16"]
    assert (look.then, look.rebound, look.closed_on) == ("有证据改善", True, date(2023, 1, 12))
    assert look.since.effect < 0
    assert "反弹" in look.sentence


def test_what_stayed_as_it_was_is_none(looks):
    assert looks["青禾区/P1"].rebound is False
    assert "未见反弹" in looks["青禾区/P1"].sentence


def test_a_look_back_tells_no_counts_that_could_be_taken_from_those_of_the_whole(looks):
    for look in looks.values():
        assert look.since.totals.is_empty()
        assert look.since.line.is_empty()
        assert look.since.events.is_empty()


def test_data_that_came_after_a_day_is_not_looked_at(ingested):
    early = {one.issue: one for one in sgstats.look_back(ingested.store, until="2022")}
    assert early["向暖街道/P16"].rebound is None


def test_a_rebound_is_a_gap_of_the_ledger_once_its_data_is_there(ingested):
    rules = {
        day: [
            gap.item for gap in sgstats.ledger_gaps(ingested.store, today=day) if gap.rule == "ledger.rebound"
        ]
        for day in (date(2023, 6, 30), TODAY)
    }
    assert list(rules.values()) == [[], ["向暖街道/P16"]]


def test_it_is_written_into_the_ledger_and_opens_the_issue_again(mine):
    sgstats.record_look_back(who="区委社会工作部", store=mine, today=TODAY)
    issues = {one.item: one for one in sgstats.standing_ledger(mine).issues}
    again, lasting = issues["向暖街道/P16"], issues["青禾区/P1"]
    assert (again.state, again.reviews[-1].again, again.reviews[-1].on) == ("整改中", True, TODAY)
    assert (lasting.state, lasting.reviews[-1].again) == ("已销号", False)
    assert sgstats.ledger_progress(mine, today=TODAY).again.count >= 1
    assert not [gap for gap in sgstats.ledger_gaps(mine, today=TODAY) if gap.rule == "ledger.rebound"]


def test_what_the_ledger_has_already_is_not_written_twice(mine):
    sgstats.record_look_back(who="区委社会工作部", store=mine, today=TODAY)
    assert sgstats.record_look_back(who="区委社会工作部", store=mine, today=TODAY) == ()


def test_somebody_must_answer_for_it(mine):
    with pytest.raises(Refused) as refusal:
        sgstats.record_look_back(who=None, store=mine, today=TODAY)
    assert refusal.value.rule.startswith("ledger.")


def test_closed_issues_that_cannot_be_looked_at_are_told_with_the_reason(ingested, looks):
    lacking = sgstats.not_looked_back(ingested.store)
    assert {(one.issue, one.measure) for one in lacking} >= {
        ("青禾区/P3", "青禾区/M2"),
        ("青禾区/P3", "青禾区/M3"),
    }
    closed = {one.item for one in sgstats.standing_ledger(ingested.store).issues if one.state == "已销号"}
    assert closed == set(looks) | {one.issue for one in lacking}
    said = {one.measure: one.sentence for one in lacking}
    assert "没有登记实施日期" in said["青禾区/M2"]
    assert set(lacking[0].rows()[0]) == set(next(iter(looks.values())).rows()[0])


def test_what_was_closed_after_the_day_is_not_among_them(ingested):
    early = sgstats.not_looked_back(ingested.store, until="2022")
    assert "青禾区/P3" not in {one.issue for one in early}


def test_one_measure_alone_may_be_looked_at(ingested):
    (look,) = sgstats.look_back(ingested.store, measures=["向暖街道/M14"])
    assert look.issue == "向暖街道/P16"
    assert sgstats.not_looked_back(ingested.store, measures=["向暖街道/M14"]) == ()
    (open_still,) = sgstats.not_looked_back(ingested.store, measures=["青禾区/M4"])
    assert (open_still.issue, "没有销号" in open_still.sentence) == (None, True)
    with pytest.raises(Refused):
        sgstats.look_back(ingested.store, measures=["青禾区/P1"])


def test_the_sentence_tells_about_which_level_it_had_and_has_and_how_sure_the_change_is(looks):
    fell, stayed = looks["向暖街道/P16"], looks["青禾区/P1"]
    assert "由约60%到约33%" in fell.sentence
    assert "95%区间" in fell.sentence
    # A level with decimals could be turned into counts; one that hardly moved is told once.
    assert "约为4%" in stayed.sentence
    assert "与对照单位相比" in stayed.sentence


def test_a_look_that_is_recorded_of_a_day_uses_no_later_data(mine):
    early = sgstats.record_look_back(who="区委社会工作部", store=mine, today=date(2022, 12, 31))
    assert early == ()
