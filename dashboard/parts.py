"""The pieces of a page. Data is shown by ``st.dataframe`` and ``st.text`` only: both print it as it is."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

import sgstats
from dashboard import data, filters, numbers, tables
from sgstats import field, say

if TYPE_CHECKING:
    from sgstats import Protected

ROWS, ROW_HEIGHT = 15, 35
"""Rows a table shows before it scrolls, and pixels of each."""
STYLE = Path(__file__).with_name("style.css")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A number with its name and, below it, what it is made of and how sure it is."""

    label: str
    value: str
    below: str = ""
    help: str | None = None


def style() -> None:
    """Give the page its looks."""
    st.html(STYLE)


def quiet(text: str, *, key: str) -> None:
    """A small grey line of plain text; nothing in it is read as markup."""
    with st.container(key=f"quiet_{key}"):
        st.text(text)


def head(title: str, *, place: str) -> None:
    """The title of a page and what it speaks of."""
    st.title(title, anchor=False)
    quiet(place, key="head")


def cards(shown: Sequence[Card]) -> None:
    """Cards side by side, in fewer columns where the window is narrow (style.css)."""
    with st.container(key="cards"), st.grid(columns=len(shown), min_column_width=60, gap="small"):
        for place, card in enumerate(shown):
            with st.container(key=f"card_{place}", gap=None, height="stretch"):
                st.metric(card.label, card.value, help=card.help)
                quiet(card.below, key=f"card_{place}")


@contextmanager
def panel(key: str, *, title: str) -> Iterator[None]:
    """A white panel with a title."""
    with st.container(key=f"panel_{key}"):
        st.subheader(title, anchor=False)
        yield


def protected_table(protected: Protected, *, key: str, title: str) -> None:
    """A protected table, what must be said below it, and the same as a file."""
    printed = tables.printed(protected)
    numeric = tables.numeric(protected)
    reason = say("page.column_reason")
    listing(tables.sortable(printed.drop(reason), numeric=numeric), key=key, right=numeric)
    below = footnotes(protected)
    quiet("\n".join(below), key=key)
    handed_out(printed, key=key, title=title, below=below)


def told_table(
    frame: pl.DataFrame, *, key: str, title: str, right: Sequence[str], below: Sequence[str]
) -> None:
    """A table of texts, what must be said below it, and the same as a file."""
    listing(tables.sortable(frame, numeric=[*right]), key=key, right=right)
    if below:
        quiet("\n".join(below), key=key)
    handed_out(frame, key=key, title=title, below=below)


def handed_out(frame: pl.DataFrame, *, key: str, title: str, below: Sequence[str]) -> None:
    """The button that hands a table out as a file."""
    st.download_button(
        say("page.download"), tables.spreadsheet(frame, below=[title, *below]), file_name=f"{title}.csv",
        mime="text/csv", key=f"download_{key}", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def listing(frame: pl.DataFrame, *, key: str, right: Sequence[str] = ()) -> None:
    """A table of texts; the columns named are set to the right, as numbers are."""
    columns = {name: st.column_config.TextColumn(alignment="right") for name in right}
    height: Any = "content" if frame.height <= ROWS else ROW_HEIGHT * (ROWS + 1)
    st.dataframe(
        frame, hide_index=True, column_config=columns, height=height, row_height=ROW_HEIGHT,
        placeholder=numbers.NONE, key=f"table_{key}",
    )  # fmt: skip


def footnotes(protected: Protected) -> list[str]:
    """What stands below a protected table: its choices, what is unknown, what is hidden."""
    return [choices_made(protected), *_unknown(protected), *_reasons(protected), *protected.notes]


def choices_made(protected: Protected) -> str:
    """The named choices behind the numbers, in one line."""
    rules = say("page.choice_audience", audience=say(f"page.audience_{protected.audience}"))
    choices = [rules, say("page.choice_base", base=filters.base_title(protected.options.base))]
    if "age_band" in tables.keys(protected):
        choices.insert(0, say("page.choice_bands", bands=_bands(protected.options.bands)))
    return say("page.choices", choices=say("page.comma").join([*choices, say("page.choice_interval")]))


def _bands(spec: str | None) -> str:
    names = {bounds: name for name, bounds in filters.choices()["bands"].items()}
    return filters.bands_title(names[spec or "civil"])


def _unknown(protected: Protected) -> list[str]:
    """How many people have no known value, where the table is no longer than its parts."""
    if protected.of is None or protected.by:
        return []
    rows = protected.frame.filter(pl.col("status") == "unknown").to_dicts()
    title = field(protected.of).title
    return [say("page.unknown_people", people=row["people"], field=title) for row in rows if row["people"]]


def _reasons(protected: Protected) -> list[str]:
    """Why rows say ``*``: each reason once, with the number of rows it stands for."""
    told = protected.frame.filter(pl.col("reason").is_not_null())
    counted = told.group_by("reason", maintain_order=True).len().rows()
    return [say("page.reason_rows", reason=reason, rows=rows) for reason, rows in counted]


def source_of_numbers() -> None:
    """Where the numbers come from, in the sidebar."""
    with st.sidebar:
        reader = say(f"page.source_{data.audience()}")
        quiet(say("page.source", store=data.store().name, audience=reader), key="source")


@contextmanager
def refusals_said() -> Iterator[None]:
    """Turn a refusal into a page that says what to do, and a fault into one that says it is ours."""
    try:
        yield
    except sgstats.Refused as refusal:
        _say_refusal(refusal)
    except Exception as fault:
        if os.environ.get("SGSTATS_DEBUG"):
            raise
        # The name of the fault only: its text could quote a cell.
        logging.getLogger(__name__).error(type(fault).__name__)  # noqa: TRY400
        st.title(say("page.fault"), anchor=False)
        st.text(say("page.fault_what_to_do", fault=type(fault).__name__))


@contextmanager
def refusals_quiet(key: str, told: Mapping[str, str]) -> Iterator[None]:
    """Put what cannot be asked as a sentence where its numbers would stand.

    Args:
        key: Name of the panel.
        told: By rule, what the page says in place of a refusal that speaks of the command line.
    """
    try:
        yield
    except sgstats.Refused as refusal:
        if refusal.rule in NOTHING_YET:
            raise
        quiet(say(told[refusal.rule]) if refusal.rule in told else str(refusal), key=f"{key}_refused")


NOTHING_YET = ("store.missing", "store.empty", "metric.nothing_stored")


def _say_refusal(refusal: sgstats.Refused) -> None:
    nothing = refusal.rule in NOTHING_YET
    st.title(say("page.nothing_yet" if nothing else "page.refused"), anchor=False)
    with st.container(key="panel_refusal"):
        st.text(str(refusal))
        if nothing:
            st.text(say("page.how_to_begin"))
            st.code("sgstats ingest data/samples\nsgstats dashboard", language=None)
