"""Any sequence of edits against a slow ledger that keeps its states in plain dicts."""

from __future__ import annotations

from datetime import date, timedelta

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from sgstats.errors import Refused
from sgstats.ledger import check, progress, replay
from sgstats.ledger.editing import edit, items

FIRST = date(2023, 1, 1)
NEXT = {"待整改": {"整改中"}, "整改中": {"待验收"}, "待验收": {"已销号", "驳回"}, "已销号": set()}
TARGETS = ["整改中", "待验收", "已销号", "驳回", "待整改", "反弹"]


class Ledgers(RuleBasedStateMachine):
    """The ledger under test is the replay of its history; the oracle is a dict per issue."""

    def __init__(self):
        super().__init__()
        self.history, self.oracle, self.today = [], {}, FIRST

    def ledger(self):
        return replay(self.history)

    def do(self, action, item, **values):
        """Edit; returns whether it was refused. A refused edit changes nothing."""
        before = len(self.history)
        try:
            made = edit(self.ledger(), action, item, values, today=self.today)
        except Refused:
            assert len(self.history) == before
            return False
        self.history += made
        return True

    def pick(self, number):
        return sorted(self.oracle)[number % len(self.oracle)]

    @rule(days=st.integers(1, 60))
    def time_passes(self, days):
        self.today += timedelta(days=days)

    @rule(limit=st.none() | st.integers(1, 90))
    def an_issue_is_found(self, limit):
        known = set(self.oracle)
        deadline = self.today + timedelta(days=limit) if limit else None
        told = {"deadline": deadline.isoformat()} if deadline else {}
        assert self.do("add", "issue", text="问题", **told)
        (item,) = {one.item for one in self.ledger().issues} - known
        self.oracle[item] = {
            "state": "待整改", "limit": deadline, "evidence": 0, "refused": 0, "looks": [], "closed": None,
        }  # fmt: skip

    @precondition(lambda self: self.oracle)
    @rule(number=st.integers(0, 9))
    def evidence_is_shown(self, number):
        item = self.pick(number)
        assert self.do("add", "evidence", of=item, text="照片")
        self.oracle[item]["evidence"] += 1

    @precondition(lambda self: self.oracle)
    @rule(number=st.integers(0, 9), to=st.sampled_from(TARGETS), whole=st.booleans())
    def an_issue_is_moved(self, number, to, whole):
        item = self.pick(number)
        one = self.oracle[item]
        told = {"accepted_by": "街道纪工委", "reason": "没有照片"} if whole else {}
        possible = to in NEXT[one["state"]]
        possible &= to != "已销号" or (whole and one["evidence"] > 0)
        possible &= to != "驳回" or whole
        assert self.do("move", item, to=to, **told) == possible
        if not possible:
            return
        one["refused"] += to == "驳回"
        one["state"] = "整改中" if to == "驳回" else to
        one["closed"] = self.today if to == "已销号" else None

    @precondition(lambda self: self.oracle)
    @rule(number=st.integers(0, 9), again=st.booleans())
    def an_issue_is_looked_at_again(self, number, again):
        item = self.pick(number)
        one = self.oracle[item]
        closed = one["state"] == "已销号"
        assert self.do("review", item, result="看过", again="是" if again else "否") == closed
        if closed:
            one["looks"].append(again)
        if closed and again:
            one["state"], one["closed"] = "整改中", None

    @precondition(lambda self: self.oracle)
    @rule(number=st.integers(0, 9), owner=st.sampled_from(["组织办", "党政办", ""]))
    def an_owner_is_named(self, number, owner):
        item = self.pick(number)
        assert self.do("set", item, owner=owner)
        self.oracle[item]["owner"] = owner or None

    @precondition(lambda self: self.oracle)
    @rule(number=st.integers(0, 9))
    def a_state_is_never_set(self, number):
        assert not self.do("set", self.pick(number), state="已销号")

    @invariant()
    def both_ledgers_say_the_same(self):
        for issue in self.ledger().issues:
            one = self.oracle[issue.item]
            assert issue.state == one["state"]
            assert (issue.deadline, issue.closed_on) == (one["limit"], one["closed"])
            assert (len(issue.evidence), issue.refusals) == (one["evidence"], one["refused"])
            assert [look.again for look in issue.reviews] == one["looks"]
            assert issue.owner == one.get("owner")

    @invariant()
    def progress_counts_what_the_dicts_hold(self):
        found, every = progress(self.ledger(), self.today), self.oracle.values()
        assert found.issues == len(self.oracle) == sum(found.states.values())
        assert found.completion.count == sum(one["state"] == "已销号" for one in every)
        assert found.refusals == sum(one["refused"] for one in every)
        assert found.again.base == sum(bool(one["looks"]) for one in every)
        assert found.again.count == sum(any(one["looks"]) for one in every)
        late = [o for o in every if o["limit"] and o["limit"] < self.today and o["state"] != "已销号"]
        assert found.overdue == len(late)

    @invariant()
    def what_is_overdue_is_a_gap(self):
        found = {gap.item for gap in check(self.ledger(), self.today) if gap.rule == "ledger.overdue"}
        assert len(found) == progress(self.ledger(), self.today).overdue

    @invariant()
    def no_id_is_given_twice(self):
        assert len(set(items(self.ledger()))) == len(items(self.ledger()))

    @invariant()
    def the_history_only_grows(self):
        assert replay(self.history[:]) == self.ledger()


TestLedgers = Ledgers.TestCase
TestLedgers.settings = settings(max_examples=60, stateful_step_count=30)
