"""Who came and who went, period by period and unit by unit, and that it adds up."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard import figures, parts
from dashboard.movement import printed, reading
from dashboard.movement.reading import Chosen
from sgstats import Protected, field, flow_chart, say

OPENING, CLOSING = "期初", "期末"
INWARDS, OUTWARDS = ("入职", "调入", "首次列入"), ("离职", "调出")


def panel(chosen: Chosen) -> None:
    """The account over time, then the account of every unit and year."""
    with parts.panel("flow", title=say("page.flow")), reading.refusals_quiet("flow"):
        _over_time(chosen)
    level = field(chosen.level).title
    with (
        parts.panel("flow_units", title=say("page.flow_units", level=level)),
        reading.refusals_quiet("flow_units"),
    ):
        _of_units(chosen)


def _over_time(chosen: Chosen) -> None:
    flows = reading.measured("flows", chosen, by=[chosen.grain])
    left, right = st.columns([10, 11], gap="large")
    with left:
        figures.plain(flow_chart(flows), key="flow", alt=say("page.flow_alt"))
        if (flows.frame["status"] == "hidden").any():
            parts.quiet(say("page.flow_stars"), key="flow_stars")
    with right:
        below = printed.footnotes(flows, identity(flows))
        title = f"{say('page.flow')} {chosen.title}"
        printed.wide(account(flows), key="flow", title=title, names=1, below=below)


def _of_units(chosen: Chosen) -> None:
    flows = reading.measured("flows", chosen, by=[chosen.level, "year"])
    below = printed.footnotes(flows, identity(flows))
    title = f"{say('page.flow_units', level=field(chosen.level).title)} {chosen.title}"
    printed.wide(account(flows), key="flow_units", title=title, names=2, below=below)


def account(flows: Protected) -> pl.DataFrame:
    """One row per group and period, one column per item, and the net change where both stocks are shown."""
    frame = printed.crossed(flows, across="flow", cell=printed.people)
    stocks = printed.crossed(flows, across="flow", cell=_count)
    ends = [stocks[name].cast(pl.Int64, strict=False) for name in (CLOSING, OPENING)]
    net = [printed.people({"people": change}) for change in ends[0] - ends[1]]
    signed = [text if text in {"*", "0"} or text.startswith("-") else f"+{text}" for text in net]
    return frame.with_columns(pl.Series(say("page.net"), signed, dtype=pl.String).str.replace("-", "−"))


def _count(row: printed.Row) -> str:
    return "" if row["people"] is None else str(row["people"])


def identity(flows: Protected) -> str:
    """The identity of the account, in how many rows it can be followed and in how many numbers are hidden."""
    names = [name for name in flows.by]
    lines = [flows.frame] if not names else flows.frame.partition_by(names)
    whole = [line for line in lines if not line["people"].null_count()]
    broken = sum(_difference(line) != 0 for line in whole)
    if broken:
        return say("page.identity_broken", broken=broken)
    hidden = say("page.identity_hidden", hidden=len(lines) - len(whole)) if len(whole) < len(lines) else ""
    return say("page.identity", rows=len(whole)) + hidden


def _difference(line: pl.DataFrame) -> int:
    counts = dict(line.select("flow", "people").iter_rows())
    came = sum(counts[name] for name in (OPENING, *INWARDS))
    return came - sum(counts[name] for name in (*OUTWARDS, CLOSING))
