"""Who came and who went, period by period and unit by unit, and that it adds up."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboard import figures, numbers, parts
from dashboard.movement import printed, reading
from dashboard.movement.reading import Chosen
from sgstats import Protected, field, flow_chart, say

OPENING, CAME, WENT, CLOSING = "期初", "流入", "流出", "期末"


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
    figures.plain(flow_chart(flows), key="flow", alt=say("page.flow_alt"))
    if (flows.frame["status"] == "hidden").any():
        parts.quiet(say("page.flow_stars"), key="flow_stars")
    below = printed.footnotes(flows, identity(flows))
    printed.wide(account(flows), key="flow", title=f"{say('page.flow')} {chosen.title}", names=1, below=below)


def _of_units(chosen: Chosen) -> None:
    flows = reading.measured("flows", chosen, by=[chosen.level, "year"])
    below = printed.footnotes(flows, identity(flows))
    title = f"{say('page.flow_units', level=field(chosen.level).title)} {chosen.title}"
    printed.wide(account(flows), key="flow_units", title=title, names=2, below=below)


def account(flows: Protected) -> pl.DataFrame:
    """One row per group and period, one column per item, and the net change where both stocks are shown."""
    net = [
        numbers.HIDDEN
        if None in {line[OPENING], line[CLOSING]}
        else printed.signed(line[CLOSING] - line[OPENING])
        for line in _lines(flows)
    ]
    frame = printed.crossed(flows, across="flow", cell=printed.people)
    return frame.with_columns(pl.Series(say("page.net"), net, dtype=pl.String))


def _lines(flows: Protected) -> list[dict[str, Any]]:
    """The items of every group and period, in the order of the table."""
    names = list(flows.by)
    lines = flows.frame.partition_by(names, maintain_order=True) if names else [flows.frame]
    return [dict(line.select("flow", "people").iter_rows()) for line in lines]


def identity(flows: Protected) -> str:
    """The identity of the account, in how many rows a reader can follow it and in how many not."""
    lines = _lines(flows)
    whole = [line for line in lines if None not in [line[name] for name in (OPENING, CAME, WENT, CLOSING)]]
    if broken := sum(line[OPENING] + line[CAME] != line[WENT] + line[CLOSING] for line in whole):
        return say("page.identity_broken", broken=broken)
    hidden = len(lines) - len(whole)
    return say("page.identity", rows=len(whole)) + (
        say("page.identity_hidden", hidden=hidden) if hidden else ""
    )
