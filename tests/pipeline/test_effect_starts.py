"""Where a user says other than the ledger: starts by hand, a lower level, the other way of improving."""

from __future__ import annotations

from datetime import date


def test_a_start_given_for_one_unit_leaves_the_others_those_of_the_ledger(asked, estimate):
    """Who carries the measure in the ledger is never compared with as if it did not."""
    ledger = asked(measure="青禾区/M4").panel.starts
    own = estimate(measure="青禾区/M4", starts={"春晓街道": "2023-01-01"})
    assert set(own.treated) == set(ledger)
    assert set(own.compared) == {"向暖街道", "鹿鸣街道"}
    changed = asked(measure="青禾区/M4", starts={"春晓街道": date(2023, 1, 1)}).panel.starts
    assert changed == {**ledger, "春晓街道": date(2023, 1, 1)}


def test_a_start_given_by_hand_is_said_with_that_of_the_ledger(asked):
    starts = {"春晓街道": date(2023, 1, 1), "鹿鸣街道": date(2023, 1, 1), "折桂街道": date(2022, 3, 1)}
    known = asked(measure="青禾区/M4").panel
    said = " ".join(asked(measure="青禾区/M4", starts=starts).panel.remarks)
    assert f"春晓街道 2023-01-01（台账为 {known.starts['春晓街道']}）" in said
    assert "鹿鸣街道 2023-01-01（台账没有登记）" in said
    assert "折桂街道" not in said  # the same as in the ledger
    assert not any("台账" in one for one in known.remarks)


def test_a_start_of_a_community_beside_the_ledger_s_streets_is_one_among_their_communities(asked):
    found = asked(measure="青禾区/M4", starts={"南坡社区": date(2023, 1, 1)}).panel
    assert found.starts["南坡社区"] == date(2023, 1, 1)
    assert len(found.treated) > 100


def test_communities_that_began_with_their_street_are_no_trials_of_their_own(estimate):
    """126 communities of eight streets: an error worked out from 126 is too small to claim anything."""
    found = estimate(measure="青禾区/M4", by="community")
    assert {check.name: check.held for check in found.checks}["decided_above"] == "fails"
    assert found.verdict == "数据不足以判断"
    assert "8个上级单位" in found.sentence
    assert "decided_above" not in {check.name for check in estimate(measure="青禾区/M4").checks}


def test_an_improvement_that_the_ledger_calls_the_contrary_is_said_so(estimate):
    notes = estimate(measure="青禾区/M4", better="lower").notes
    assert any("≥30" in note and "方向相反" in note for note in notes)
    assert not any("方向相反" in note for note in estimate(measure="青禾区/M4", better="higher").notes)
