"""The edits of one issue: a form for each, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import parts
from dashboard.rectification import editing, inputs, reading
from sgstats import say

if TYPE_CHECKING:
    from sgstats import Standing

Keys = dict[str, str]
CLOSED = "已销号"
MOVING = {"已销号": ("accepted_by", "on"), "驳回": ("reason", "by", "on")}
"""What is asked for with a move."""
ASKED = {
    "accepted_by": ("issue", "accepted_by"),
    "reason": ("refusal", "text"),
    "by": ("refusal", "by"),
    "on": ("evidence", "on"),
}
ADDED = {
    "cause": ("text", "kind"),
    "measure": ("text", "kind", "owner", "deadline", "indicator", "baseline", "target"),
    "evidence": ("text", "on"),
    "record": ("text", "on"),
}
LEFT_OUT = frozenset({"state", "closed_on", "issues", "source"})
"""Fields that a move sets, or that say where something comes from."""


def panel(one: Standing) -> None:
    """Ask what is to be done, and for what it needs."""
    with st.container(key="issue_edit"):
        acts: dict[str, Callable[[Standing], None]] = {"move": _move, "set": _set}
        acts |= {name: _adder(name) for name in ADDED}
        if one.issue.state == CLOSED:
            acts["review"] = _review
        act = st.segmented_control(
            say("page.ledger_edit"), list(acts), key=f"ledger_act_{one.issue.state == CLOSED}",
            format_func=lambda name: say(f"page.ledger_act_{name}"), on_change=editing.forget,
        )  # fmt: skip
        editing.said("issue")
        if act:
            acts[act](one)


def _move(one: Standing) -> None:
    """The moves that lead from the state of the issue."""
    moves = [move for move in reading.terms().moves if move.start == one.issue.state and not move.review]
    if not moves:
        parts.quiet(say("page.ledger_is_closed"), key="ledger_move")
        return
    name = st.segmented_control(
        say("page.ledger_move_to"), [move.name for move in moves], default=moves[0].name, required=True,
        key=editing.key(f"move_{one.issue.state}"),
    )  # fmt: skip
    if name == "已销号" and not one.issue.evidence:
        parts.quiet(say("page.ledger_needs_evidence"), key="ledger_evidence")
    with st.form(f"ledger_form_move_{name}"):
        keys = {"to": f"={name}"}
        for field in MOVING.get(name, ()):
            keys[field] = inputs.ask(*ASKED[field], form=f"move_{name}")
        _button("move", one.issue.item, keys)


def _set(one: Standing) -> None:
    """Ask which field of which item, then for its value; an empty one takes the value away."""
    known = reading.terms()
    left, right = st.columns(2)
    items = _items(one)
    with left:
        item = st.selectbox(
            say("page.ledger_item"),
            list(items),
            format_func=items.__getitem__,
            key=f"ledger_item_{one.issue.item}",
        )
    part = known.part_of(item)
    fields = {name: title for name, title in known.fields[part].items() if name not in LEFT_OUT}
    with right:
        field = st.selectbox(
            say("page.ledger_field"), list(fields), format_func=fields.__getitem__, key=f"ledger_field_{part}"
        )
    with st.form(f"ledger_form_set_{item}_{field}"):
        key = inputs.ask(part, field, form=f"set_{item}", value=reading.value(item, field))
        parts.quiet(say("page.ledger_set_about"), key="ledger_set")
        _button("set", item, {field: key})


def _items(one: Standing) -> dict[str, str]:
    """The issue, its parts and its measures, each with its first words."""
    every: list[Any] = [*one.issue.causes, *one.measures, *one.issue.evidence, *one.issue.records]
    told = {item.item: f"{item.item}　{item.text[:24]}" for item in every}
    return {one.issue.item: f"{one.issue.item}　{say('page.ledger_itself')}"} | told


def _adder(what: str) -> Callable[[Standing], None]:
    def add(one: Standing) -> None:
        with st.form(f"ledger_form_{what}"):
            keys = {name: inputs.ask(what, name, form="part") for name in ADDED[what]}
            of = "issues" if what == "measure" else "of"
            _button("add", what, keys | {of: f"={one.issue.item}"})

    return add


def _review(one: Standing) -> None:
    with st.form("ledger_form_review"):
        keys = {name: inputs.ask("review", name, form="review") for name in ("result", "on")}
        keys["again"] = editing.key("review_again")
        st.checkbox(say("page.ledger_found_again"), key=keys["again"])
        _button("review", one.issue.item, keys)


def _button(action: str, item: str, keys: Keys) -> None:
    st.form_submit_button(
        say("page.ledger_record"), type="primary", on_click=editing.submit,
        args=("issue", action, item, keys), key=f"ledger_button_{action}",
    )  # fmt: skip
