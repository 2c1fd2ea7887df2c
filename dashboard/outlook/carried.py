"""The staff carried forward: total and one category, as observed or as the reader supposes."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboard import data, figures, filters, numbers, parts
from dashboard.filters import Selection
from dashboard.movement import printed
from dashboard.outlook import reading
from sgstats import Outlook, carried_chart, field, say

HIRING = ("observed", "number", "freeze")
TOTAL, ALL = "total", "全部"
BANDS = "shk"


@st.fragment
def panel(chosen: Selection) -> None:
    """A form of suppositions, two charts, what they change, and the years as a table."""
    with (
        data.holding(),
        parts.panel("carried", title=say("page.carried")),
        parts.refusals_quiet("carried", reading.TOLD),
    ):
        supposed = _asked()
        plain = reading.projected(chosen, bands=BANDS, years=supposed["years"])
        carried = reading.projected(chosen, bands=BANDS, **supposed)
        category = _category(carried)
        parts.quiet(_said(plain, carried, category), key="carried_said")
        left, right = st.columns(2, gap="large")
        with left:
            _drawn(carried, (TOTAL, ALL), key="carried_total")
        with right:
            _drawn(carried, category, key="carried_category")
        frame = by_year(carried, category)
        below = list(carried.notes)
        printed.wide(
            frame, key="carried", title=f"{say('page.carried')} {chosen.title}", names=1, below=below
        )


def _asked() -> dict[str, Any]:
    """What the reader supposes; nothing changes before the button is pressed."""
    with st.form("supposed", border=False):
        first, second, third = st.columns(3)
        with first:
            hired = _hired()
        with second:
            ages = st.selectbox(
                say("page.hire_ages"), ["observed", *filters.choices()["hire_ages"]], format_func=_ages,
                key="hire_ages",
            )  # fmt: skip
            years = st.slider(say("page.years_ahead"), 1, 20, 10, key="carried_years")
        with third:
            stop = st.multiselect(
                say("page.stop"), _reasons(), key="stop", placeholder=say("page.stop_nothing")
            )
            st.form_submit_button(say("page.suppose"), type="primary")
    return {
        "years": years,
        "hire": hired,
        "hire_ages": filters.choices()["hire_ages"].get(ages),
        "stop": tuple(stop),
    }


def _hired() -> int | None:
    """People hired a year; None leaves it as observed."""
    mode = st.segmented_control(
        say("page.hiring"), HIRING, default="observed", required=True, key="hiring", format_func=_hiring
    )
    number = st.slider(say("page.hire_number"), 0, 300, 100, step=5, key="hire_number")
    return {"observed": None, "number": number, "freeze": 0}[mode]


def _hiring(name: str) -> str:
    return say(f"page.hiring_{name}")


def _ages(name: str) -> str:
    return say(f"page.hire_ages_{name}")


def _reasons() -> list[str]:
    """Reasons that people may stop leaving for; retirement is the law's."""
    return [reason for reason in field("leave_reason").values if reason != "退休"]


def _category(carried: Outlook) -> tuple[str, str]:
    """Ask for a category of the projection."""
    known = reading.shown(carried).filter((pl.col("share").is_not_null()) & (pl.col("field") != TOTAL))
    options = known.select("field", "label").unique(maintain_order=True).rows()
    if not options:
        return TOTAL, ALL
    liked = [options.index(one) for one in options if one[1] in filters.choices()["liked"]]
    column, _ = st.columns([1, 2])
    with column:
        place = st.selectbox(
            say("page.category_ahead"), range(len(options)), index=liked[0] if liked else 0,
            format_func=lambda place: _title(*options[place]), key="carried_category",
        )  # fmt: skip
    return options[place]


def _title(name: str, label: str) -> str:
    return label if name == TOTAL else say("page.category_of", field=field(name).title, label=label)


def _drawn(carried: Outlook, what: tuple[str, str], *, key: str) -> None:
    name, label = what
    parts.quiet(say("page.total_ahead") if name == TOTAL else _title(name, label), key=f"{key}_about")
    rows = reading.shown(carried).filter((pl.col("field") == name) & (pl.col("label") == label))
    if rows.is_empty():
        parts.quiet(say("page.nothing_to_draw"), key=f"figure_{key}")
        return
    figures.plain(carried_chart(carried, of=name, label=label), key=key, alt=say("page.carried_alt"))


def _said(plain: Outlook, carried: Outlook, category: tuple[str, str]) -> str:
    """The last year as supposed beside the last year as observed."""
    name, label = category
    ends = [_end(one, TOTAL, ALL) for one in (plain, carried)]
    shares = [_end(one, name, label) for one in (plain, carried)]
    if None in ends or None in shares:
        return say("page.carried_hidden")
    facts = {
        "year": carried.frame["on"].max().year,  # type: ignore[union-attr]
        "people": _count(ends[1]), "plain": _count(ends[0]), "label": label,
        "share": _percent(shares[1]), "plain_share": _percent(shares[0]),
    }  # fmt: skip
    return say("page.carried_plain" if plain.frame.equals(carried.frame) else "page.carried_said", **facts)


def _end(carried: Outlook, name: str, label: str) -> reading.Row | None:
    rows = reading.shown(carried).filter((pl.col("field") == name) & (pl.col("label") == label))
    return rows.sort("year").to_dicts()[-1] if rows.height else None


def _count(row: reading.Row | None) -> str:
    return numbers.HIDDEN if row is None else numbers.people(round(row["people"]))


def _percent(row: reading.Row | None) -> str:
    return numbers.HIDDEN if row is None or row["share"] is None else numbers.percent(row["share"])


def by_year(carried: Outlook, category: tuple[str, str]) -> pl.DataFrame:
    """One row per year: everybody, the category, and who comes and goes.

    Args:
        carried: The projection.
        category: Its field and label.
    """
    flows = [label for name, label in _labels(carried) if name == "flow"]
    titles = [say("page.ahead_year"), say("page.ahead_people"), say("page.ahead_band")]
    titles += [category[1], say("page.ahead_share_band"), *flows]
    cells = []
    for (day,), rows in carried.frame.group_by("on", maintain_order=True):
        own = {(row["field"], row["label"]): row for row in rows.to_dicts()}
        whole, part = own[TOTAL, ALL], own.get(category)
        cells.append((
            str(day.year), _count_of(whole), _band(whole), _share_of(part), _share_band(part),
            *(_count_of(own.get(("flow", label))) for label in flows),
        ))  # fmt: skip
    return pl.DataFrame(cells, schema=dict.fromkeys(titles, pl.String), orient="row")


def _labels(carried: Outlook) -> list[tuple[str, str]]:
    return carried.frame.select("field", "label").unique(maintain_order=True).rows()


def _count_of(row: reading.Row | None) -> str:
    if row is None:
        return ""
    return numbers.HIDDEN if row["people"] is None else numbers.people(round(row["people"]))


def _band(row: reading.Row) -> str:
    if row["low"] is None:
        return numbers.HIDDEN
    return f"{numbers.people(round(row['low']))}–{numbers.people(round(row['high']))}"


def _share_of(row: reading.Row | None) -> str:
    return numbers.HIDDEN if row is None or row["share"] is None else numbers.percent(row["share"])


def _share_band(row: reading.Row | None) -> str:
    if row is None or row["share_low"] is None:
        return numbers.HIDDEN
    return f"{numbers.rounded(row['share_low'] * 100)}–{numbers.percent(row['share_high'])}"
