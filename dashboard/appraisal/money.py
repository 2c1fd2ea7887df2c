"""Pay as it would be shared out: an amount typed by the reader, the units, and another pack beside it."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import streamlit as st

import sgstats
from dashboard import data, numbers, parts
from dashboard.appraisal import choosing, reading
from dashboard.appraisal.reading import Chosen
from sgstats import Payments, WhatIf, field, say

AMOUNTS = ("pool", "allocated", "unallocated")
CHANGED = ("changed", "graded_up", "graded_down", "outcomes_changed")
MOVED = ("graded_up", "graded_down", "outcomes_changed")


@st.fragment
def panel(chosen: Chosen) -> None:
    """Ask for an amount and for a pack to compare with, and show what follows."""
    with data.holding(), parts.panel("pay", title=say("page.pay")):
        kind, amount, against = _asked(chosen)
        given = (kind, amount) if amount.strip() else None
        if given is None:
            parts.quiet(say("page.pay_empty"), key="pay_empty")
        elif not _paid(chosen, given):
            given = None
        if against:
            _compared(chosen, against, given)


def _asked(chosen: Chosen) -> tuple[str, str, str | None]:
    """How the amount is given, the amount as typed, and the other pack."""
    left, middle, right = st.columns([3, 3, 4], vertical_alignment="bottom")
    with left:
        kind = st.segmented_control(
            say("page.pay_kind"), ["average", "pool"], default="average", required=True, key="pay_kind",
            format_func=_kind,
        )  # fmt: skip
    with middle:
        amount = st.text_input(
            say(f"page.pay_{kind}_yuan"), key="pay_amount", placeholder=say("page.pay_example"), max_chars=40
        )
    with right:
        others = [name for name in reading.packs(sgstats.language()) if name != chosen.policy]
        against = st.selectbox(
            say("page.against"), others, index=None, key="against", placeholder=say("page.choose_pack"),
            format_func=choosing.pack_title,
        )  # fmt: skip
    return kind, amount, against


def _kind(name: str) -> str:
    return say(f"page.pay_{name}")


def _paid(chosen: Chosen, given: tuple[str, str]) -> bool:
    """Totals and units, or the plain reason why there are none."""
    try:
        payments = reading.paid(chosen, *given)
    except sgstats.Refused as refusal:
        parts.quiet(str(refusal), key="pay_refused")
        return False
    for column, name in zip(st.columns(len(AMOUNTS)), AMOUNTS, strict=True):
        with column:
            st.metric(say(f"page.{name}"), say("page.yuan", amount=yuan(payments.totals[name])))
    _prices(payments)
    frame = units(payments.units)
    numeric = [say(f"page.{name}") for name in ("members", *AMOUNTS, "one_more_costs")]
    right = [title for title in numeric if title in frame.columns]
    title = f"{say('page.pay')} {chosen.policy} {chosen.title}"
    parts.told_table(frame, key="pay", title=title, right=right, below=payments.notes)
    return True


def yuan(amount: str) -> str:
    """Yuan with marks of thousands; a hidden amount stays ``*``.

    Example:
        >>> yuan("23220000.00"), yuan("*")
        ('23,220,000.00', '*')
    """
    return amount if amount == "*" else f"{Decimal(amount):,.2f}"


def _prices(payments: Payments) -> None:
    """What one more of the best grade takes from everybody who is competent."""
    example = sgstats.one_more(payments.policy, payments.units)
    if example:
        said = {name: yuan(amount) for name, amount in example.items() if name != "people"}
        parts.quiet(say("report.one_more_example", people=example["people"], **said), key="one_more_example")
    prices = sorted(Decimal(price) for price in payments.units["one_more_costs"].drop_nulls())
    if prices:
        ends = {"low": f"{prices[0]:,.2f}", "high": f"{prices[-1]:,.2f}", "units": len(prices)}
        parts.quiet(say("page.one_more", **ends), key="one_more")


def units(rows: pl.DataFrame) -> pl.DataFrame:
    """Units with their pools as texts, those whose pool waits first; a star where a sum is hidden.

    Args:
        rows: ``units`` of the payments.
    """
    waiting = (pl.col("unallocated").cast(pl.Decimal(20, 2)) > 0).fill_null(value=False)
    ordered = rows.sort(waiting, descending=True, maintain_order=True)
    priced = ["one_more_costs"] if rows["one_more_costs"].count() else []
    names = ["members", *AMOUNTS, *priced]
    titles = {name: field(name).title for name in ("street", "community")}
    titles |= {name: say(f"page.{name}") for name in names} | {"reason": say("page.column_reason")}
    cells = [
        {name: row[name] or numbers.NONE for name in ("street", "community")}
        | {name: _number(row[name]) for name in names}
        | {"reason": row["reason"] or ""}
        for row in ordered.to_dicts()
    ]
    return pl.DataFrame(cells, schema=dict.fromkeys(titles, pl.String)).rename(titles)


def _number(value: str | int | None) -> str:
    if value is None:
        return numbers.HIDDEN
    return yuan(value) if isinstance(value, str) else numbers.people(value)


def _compared(chosen: Chosen, against: str, given: tuple[str, str] | None) -> None:
    """Who changes under the other pack, and the money moved."""
    try:
        seen = reading.compared(chosen, against, given)
    except sgstats.Refused as refusal:
        if given is None:
            parts.quiet(str(refusal), key="against_refused")
            return
        parts.quiet(f"{refusal}\n{say('page.grades_only')}", key="against_refused")
        # The other pack pays nobody, or not from such an amount: grades can be compared all the same.
        seen = reading.compared(chosen, against, None)
    _sentence(seen)
    shown = seen.units.drop_nulls("people")
    if hidden := seen.units.height - shown.height:
        parts.quiet(say("page.against_hidden", hidden=hidden), key="against_hidden")
    frame = changing(shown)
    if frame.height:
        titles = [say(f"page.change_{name}") for name in ("people", *MOVED, "moved")]
        title = say("page.against_file", first=seen.first, second=seen.second, title=chosen.title)
        parts.told_table(frame, key="against", title=title, right=titles, below=[say("page.against_about")])


def _sentence(seen: WhatIf) -> None:
    counts = {name: _count(seen.changes[name]) for name in CHANGED}
    people = _count(seen.changes["people"])
    parts.quiet(
        say("page.against_sentence", first=seen.first, second=seen.second, people=people, **counts),
        key="against_said",
    )
    if seen.changes["moved"] is not None:
        parts.quiet(say("page.money_moved", moved=yuan(str(seen.changes["moved"]))), key="money_moved")


def _count(number: object) -> str:
    return numbers.people(number) if isinstance(number, int) else numbers.HIDDEN


def changing(rows: pl.DataFrame) -> pl.DataFrame:
    """The units in which anything changes as texts, those with most changes first.

    Args:
        rows: ``units`` of the comparison whose size may be shown.
    """
    counts = [pl.col(name) for name in MOVED]
    changes = pl.any_horizontal([(count != 0).fill_null(value=True) for count in counts])
    money = (pl.col("moved").cast(pl.Decimal(20, 2)) != 0).fill_null(value=False)
    most = pl.sum_horizontal(counts).fill_null(0)
    kept = rows.filter(changes | money).sort(most, descending=True, maintain_order=True)
    titles = {"unit": say("page.unit")} | {
        name: say(f"page.change_{name}") for name in ("people", *MOVED, "moved")
    }
    cells = [
        {"unit": row["unit"] or numbers.NONE, "people": numbers.people(row["people"])}
        | {name: _count(row[name]) for name in MOVED}
        | {"moved": numbers.NONE if row["moved"] is None else yuan(row["moved"])}
        for row in kept.to_dicts()
    ]
    return pl.DataFrame(cells, schema=dict.fromkeys(titles, pl.String)).rename(titles)
