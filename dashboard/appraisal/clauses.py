"""Rules that fired with their clauses, and what they lead to."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard import numbers, parts, tables
from dashboard.appraisal import reading
from dashboard.appraisal.reading import Chosen, Row
from sgstats import Verdicts, say


def panel(verdicts: Verdicts, chosen: Chosen) -> None:
    """What follows for how many, who may be let go by which clause, and every rule that fired."""
    known = _first_of_each(reading.rules_of(chosen.policy))
    fired = [
        row | known.get(row["rule"], {"cite": verdicts.cites.get(row["rule"]), "effect": None})
        for row in verdicts.rules.rows()
    ]
    exits = reading.exits(chosen.policy)
    with parts.panel("exits", title=say("page.exits")):
        left, right = st.columns([4, 7], gap="large")
        with left:
            _outcomes(verdicts, chosen)
        with right:
            leading = [row for row in fired if row["effect"] in exits]
            _rules(leading, key="exits", chosen=chosen, below=[])
    with parts.panel("rules", title=say("page.rules_fired")):
        below = [say("page.rules_fired_about"), *verdicts.rules.notes]
        _rules(fired, key="rules", chosen=chosen, below=below)


def _outcomes(verdicts: Verdicts, chosen: Chosen) -> None:
    rows = verdicts.outcomes.rows()
    titles = [say(f"page.column_{name}") for name in ("outcome", "people", "share", "interval")]
    cells = [(row["outcome"], *_numbers(row)) for row in rows]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(titles, pl.String), orient="row")
    title = f"{say('page.exits')} {chosen.title}"
    parts.told_table(frame, key="outcomes", title=title, right=titles[1:], below=verdicts.outcomes.notes)


def _numbers(row: Row) -> tuple[str, str, str]:
    if row["people"] is None:
        return (numbers.HIDDEN,) * 3
    return numbers.people(row["people"]), numbers.percent(row["share"]), tables.interval(row)


def _first_of_each(rules: list[Row]) -> dict[str, Row]:
    """What a rule says and does, by id; a clause that makes several rules is told once."""
    told: dict[str, Row] = {}
    for rule in rules:
        values = {} if rule["part"] == "quota" else rule["values"]
        effect = values.get("outcome") or values.get("grade")
        known = told.setdefault(rule["id"], {"cite": rule["cite"], "effect": effect})
        if known["effect"] != effect:
            known["effect"] = None
        if mark := values.get("flag"):
            told[mark] = {"cite": rule["cite"], "effect": effect}
    return told


def _rules(fired: list[Row], *, key: str, chosen: Chosen, below: list[str]) -> None:
    """Rules with their clauses and how many people each fired for."""
    if not fired:
        parts.quiet(say(f"page.no_{key}_fired"), key=f"{key}_none")
        return
    names = ("rule", "people", "share", "effect", "clause")
    titles = [say(f"page.column_{name}") for name in names]
    cells = [
        (row["rule"], *_numbers(row)[:2], row["effect"] or numbers.NONE, row["cite"] or row["rule"])
        for row in fired
    ]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(titles, pl.String), orient="row")
    title = f"{say(f'page.{key}_file')} {chosen.title}"
    parts.told_table(frame, key=key, title=title, right=titles[1:3], below=below)
