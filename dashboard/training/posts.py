"""Posts that are filled, and workers beside the residents whom they serve."""

from __future__ import annotations

from functools import partial

import polars as pl
import streamlit as st

from dashboard import data, figures, parts
from dashboard.filters import Selection
from dashboard.training import printing, reading
from dashboard.training.reading import Row
from sgstats import Protected, field, marked_bars, say, standards


def filled(chosen: Selection) -> None:
    """The quota of every unit, filled or not."""
    level = reading.level(chosen)
    with (
        parts.panel("posts", title=say("page.posts", unit=field(level).title)),
        parts.refusals_quiet("posts", {}),
    ):
        rates = reading.highest_first(reading.on_day("fill_rate", chosen, by=[level]), "value")
        if not rates.frame["value"].count():
            parts.quiet(say("page.no_posts_files"), key="posts_none")
            return
        parts.quiet(_posts_said(reading.on_day("fill_rate", chosen), rates), key="posts_said")
        draw = partial(marked_bars, mark=100.0, name=say("page.full"))
        _beside(rates, draw=draw, key="posts", title=f"{say('page.fill')} {chosen.title}")


def _posts_said(whole: Protected, rates: Protected) -> str:
    """How many units are over their quota and how many have posts open."""
    over = rates.frame.filter(pl.col("value") > 100).height
    below = rates.frame.filter(pl.col("value") < 100).height
    row = next(iter(whole.rows()))
    facts = {"people": printing.count(row), "base": printing.count(row, "base")}
    return say("page.posts_said", rate=printing.value(row, unit="%"), over=over, below=below, **facts)


@st.fragment
def needed(chosen: Selection) -> None:
    """Workers per 10,000 residents, and the gap to a standard in whole people."""
    level = reading.level(chosen)
    with (
        data.holding(),
        parts.panel("density", title=say("page.density", unit=field(level).title)),
        parts.refusals_quiet("density", {}),
    ):
        standard = _standard()
        rates = reading.highest_first(reading.on_day("density", chosen, by=[level]), "value")
        gaps = reading.on_day("staff_gap", chosen, by=[level], standard=standard)
        if not rates.frame["value"].count() and not gaps.frame["value"].count():
            parts.quiet(say("page.no_residents_files"), key="density_none")
            return
        parts.quiet(_gap_said(reading.on_day("staff_gap", chosen, standard=standard)), key="gap_said")
        _density(chosen, rates, gaps, standard)


def _standard() -> str:
    column, _ = st.columns([1, 1])
    with column:
        return st.selectbox(
            say("page.standard"), list(standards()), format_func=standard_title, key="standard"
        )


def standard_title(name: str) -> str:
    """A standard as it is offered."""
    return standards()[name].title


def _gap_said(whole: Protected) -> str:
    """People wanted and people there, of everybody."""
    row = next(iter(whole.rows()))
    if row["value"] is None:
        return say("page.gap_not_known")
    facts = {"base": printing.count(row, "base"), "people": printing.count(row)}
    return say("page.gap_said", gap=_gap(row), **facts)


def _gap(row: Row | None) -> str:
    if row is None or row["value"] is None:
        return printing.absent(row)
    return printing.signed(row["value"], more="page.too_many", less="page.missing")


def _density(chosen: Selection, rates: Protected, gaps: Protected, standard: str) -> None:
    mark = standards()[standard].per_10000
    left, right = st.columns([10, 11], gap="large")
    with left:
        if mark is None:
            parts.quiet(say("page.standard_by_households"), key="by_households")
        name = "" if mark is None else say("page.standard_mark", number=f"{float(mark):g}")
        draw = partial(marked_bars, mark=0.0 if mark is None else float(mark), name=name)
        figures.chart(rates, draw, key="density", alt=say("page.density_alt"))
    with right:
        frame = _needs(rates, gaps)
        # The table says in words which way a gap goes.
        below = [note for note in printing.footnotes(gaps, rates) if note != say("staffing.over_standard")]
        title = f"{say('page.density_file')} {standard} {chosen.title}"
        parts.told_table(frame, key="density", title=title, right=frame.columns[1:], below=below)


def _needs(rates: Protected, gaps: Protected) -> pl.DataFrame:
    """One row per unit: people, residents, density, the people wanted and the gap."""
    (by,) = rates.by
    own = {row[by]: row for row in gaps.rows()}
    names = ("in_post", "residents", "per_10k", "counted", "wanted", "gap")
    titles = [field(by).title, *(say(f"page.need_column_{name}") for name in names)]
    cells = [
        (
            row[by],
            printing.count(row),
            printing.count(row, "base"),
            printing.value(row),
            *_need(own.get(row[by])),
        )
        for row in rates.rows()
    ]
    return pl.DataFrame(cells, schema=dict.fromkeys(titles, pl.String), orient="row")


def _need(row: Row | None) -> tuple[str, str, str]:
    """Who counts, how many are wanted, and the gap."""
    return printing.count(row), printing.count(row, "base"), _gap(row)


def _beside(rates: Protected, *, draw: partial[object], key: str, title: str) -> None:
    """A chart of the units and the table of their posts."""
    (by,) = rates.by
    titles = [
        field(by).title,
        *(say(f"page.post_column_{name}") for name in ("people", "posts", "rate", "open")),
    ]
    cells = [
        (row[by], printing.count(row), printing.count(row, "base"), printing.value(row, unit="%"), _open(row))
        for row in rates.rows()
    ]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(titles, pl.String), orient="row")
    left, right = st.columns([10, 11], gap="large")
    with left:
        figures.chart(rates, draw, key=key, alt=say("page.posts_alt"))
    with right:
        parts.told_table(frame, key=key, title=title, right=titles[1:], below=printing.footnotes(rates))


def _open(row: Row) -> str:
    if row["base"] is None or row["people"] is None:
        return printing.absent(row)
    return printing.signed(row["base"] - row["people"], more="page.over_quota", less="page.posts_open")
