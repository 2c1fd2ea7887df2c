"""What the panels read: a year judged by a pack, its pay, and one pack held against another, all cached."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

import sgstats
from dashboard import data
from sgstats import Payments, Verdicts, WhatIf, language, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgstats import Protected

Row = dict[str, Any]
AMOUNT = re.compile(r"[-\d.,，\s￥¥元万亿]+")
"""What an amount is written with; anything else could name a file, which a page never opens."""
NOT_RECORDED = ("metric.year_not_appraised", "judge.nothing_recorded", "judge.no_such_year")
Key = tuple[data.Version, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the page speaks of.

    Attributes:
        policy: Name of the rule pack.
        year: The year.
        district: What to call all of it.
        street: One street, or None for all.
    """

    policy: str
    year: int
    district: str
    street: str | None = None

    @property
    def where(self) -> dict[str, list[str]]:
        """The street as a filter of the library."""
        return {"street": [self.street]} if self.street else {}

    @property
    def day(self) -> date:
        """The last day of the year, on which its people are counted."""
        return date(self.year, 12, 31)

    @property
    def title(self) -> str:
        """Unit and year in one line, for the head of the page and the name of a file."""
        place = " ".join(filter(None, [self.district, self.street]))
        return say("page.appraisal_place", place=place, year=self.year)


@st.cache_data(show_spinner=False, max_entries=2)
def packs(spoken: str) -> dict[str, Row]:
    """Every rule pack with its title, source and what it leaves open."""
    return {name: sgstats.pack_row(pack) for name, pack in sgstats.packs().items()}


@st.cache_data(show_spinner=False, max_entries=20)
def rules(policy: str, spoken: str) -> list[Row]:
    """Every rule of a pack: part, id, citation, values."""
    return sgstats.rule_rows(sgstats.packs()[policy])


def pack(policy: str) -> Row:
    """One rule pack."""
    return packs(language())[policy]


def rules_of(policy: str) -> list[Row]:
    """The rules of one pack."""
    return rules(policy, language())


def exits(policy: str) -> list[str]:
    """Outcomes that end a contract, the gravest first: all of the pack's but that of a passed vote."""
    passed = {row["values"].get("outcome") for row in rules_of(policy) if row["part"] == "passed"}
    return [outcome for outcome in pack(policy)["outcomes"] if outcome not in passed]


def measured(metric: str, chosen: Chosen, *, by: Sequence[str] = ()) -> Protected | None:
    """A metric of the year; None where nothing of the kind is recorded of it."""
    try:
        return data.measure(metric, by=by, where=chosen.where, options={"on": chosen.day})
    except sgstats.Refused as refusal:
        if refusal.rule in NOT_RECORDED:
            return None
        raise


def judged(chosen: Chosen) -> Verdicts:
    """The year judged by the pack."""
    with st.spinner(say("page.judging")):
        return _judged(chosen.policy, chosen.year, chosen.street, _key())


@st.cache_resource(show_spinner=False, max_entries=100)
def _judged(policy: str, year: int, street: str | None, key: Key) -> Verdicts:
    return sgstats.judge(policy, year=year, **_asked(street, key))


def paid(chosen: Chosen, kind: str, amount: str) -> Payments:
    """The pools of the year shared out.

    Args:
        chosen: Pack, year and street.
        kind: ``average`` or ``pool``.
        amount: As typed.

    Raises:
        Refused: The amount is none, or the pack shares nothing out.
    """
    with st.spinner(say("page.paying")):
        return _paid(chosen.policy, chosen.year, chosen.street, (kind, typed(amount)), _key())


@st.cache_resource(show_spinner=False, max_entries=100)
def _paid(policy: str, year: int, street: str | None, given: tuple[str, str], key: Key) -> Payments:
    amount: dict[str, Any] = {given[0]: given[1]}
    return sgstats.pay(policy, year=year, **amount, **_asked(street, key))


def compared(chosen: Chosen, against: str, given: tuple[str, str] | None) -> WhatIf:
    """The year under the pack and under another one, with pay if an amount is given."""
    with st.spinner(say("page.judging")):
        return _compared((chosen.policy, against), chosen.year, chosen.street, given, _key())


@st.cache_resource(show_spinner=False, max_entries=100)
def _compared(
    packs: tuple[str, str], year: int, street: str | None, given: tuple[str, str] | None, key: Key
) -> WhatIf:
    amount: dict[str, Any] = {given[0]: typed(given[1])} if given else {}
    first, second = packs
    return sgstats.what_if(first, second, year=year, **amount, **_asked(street, key))


def _asked(street: str | None, key: Key) -> dict[str, Any]:
    (path, _, _), reader, _ = key
    return {"where": {"street": [street]} if street else None, "store": path, "audience": reader}


def _key() -> Key:
    return data.version(), data.audience(), language()


def typed(amount: str) -> str:
    """An amount as typed.

    Raises:
        Refused: It holds anything that no amount is written with.

    Example:
        >>> typed(" 60,000 ")
        '60,000'
    """
    if not AMOUNT.fullmatch(amount):
        raise sgstats.Refused("pay.unclear_amount", amount=amount)
    return amount.strip()
