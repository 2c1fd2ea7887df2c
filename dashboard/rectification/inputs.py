"""The input that a field of the ledger asks for: a day, one of some words, or a text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.rectification import editing, reading
from sgstats import say

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG = frozenset({"text", "goal", "progress", "remark", "result", "question", "starts", "indicator"})
FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)


def ask(part: str, field: str, *, form: str, value: str | None = None) -> str:
    """Ask for a field.

    Args:
        part: Kind of item.
        field: Its field.
        form: Which form asks: forms share no inputs.
        value: What it is now.

    Returns:
        The key under which the session holds what was typed.
    """
    known = reading.terms()
    name, label = editing.key(f"{form}_{part}_{field}"), known.fields[part][field]
    words = choices(part, field)
    if field in known.days:
        day = date.fromisoformat(value) if value else None
        st.date_input(label, value=day, min_value=FIRST, max_value=LAST, format="YYYY-MM-DD", key=name)
    elif words:
        _one_of(label, words, value=value, key=name)
    elif field in LONG:
        st.text_area(label, value=value or "", height=90, max_chars=2000, key=name)
    else:
        _text(label, field, value=value, key=name)
    return name


def choices(part: str, field: str) -> Sequence[str]:
    """The words that a field may hold, where these are given."""
    known = reading.terms()
    if field == "degree":
        return known.degrees
    if (part, field) in {("issue", "term"), ("measure", "kind")}:
        return known.kinds
    return known.causes if (part, field) == ("cause", "kind") else ()


def _one_of(label: str, words: Sequence[str], *, value: str | None, key: str) -> None:
    options = list(dict.fromkeys([*words, *([value] if value else [])]))
    index = options.index(value) if value else None
    st.selectbox(label, options, index=index, placeholder=say("page.ledger_none_given"), key=key)


def _text(label: str, field: str, *, value: str | None, key: str) -> None:
    hint = say("page.ledger_post_hint") if field in reading.terms().posts else None
    st.text_input(label, value=value or "", max_chars=2000, placeholder=hint, key=key)
