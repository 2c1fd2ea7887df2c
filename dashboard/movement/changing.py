"""Why a share changed: who came, who went, and who became something else in between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
import streamlit as st

from dashboard import data, figures, filters, numbers, parts
from dashboard.movement import printed, reading
from dashboard.movement.reading import Chosen
from sgstats import UNKNOWN, Protected, change_chart, field, say, share_steps

OPENING, CLOSING = "期初", "期末"
SUMS = {"流入": ("入职", "调入", "转入"), "流出": ("离职", "调出", "转出")}
"""The parts of each side of the account."""
INDENT = "\N{IDEOGRAPHIC SPACE}"
"""Before the parts of a sum, which stands above them."""


@st.fragment
def panel(chosen: Chosen) -> None:
    """A waterfall from the first share to the last, one sentence, and the table of its steps."""
    with data.holding(), parts.panel("change", title=say("page.change")), reading.refusals_quiet("change"):
        of, options, category_at = _asked()
        every = reading.measured("change", chosen, of=of, **options)
        with category_at:
            category = _category(every, of)
        if category is None:
            parts.quiet(say("page.nothing_known", field=field(of).title), key="change_unknown")
            return
        # Set against all others together, so that a few people in a third category hide nothing.
        changed, spoken_of = _best_told(chosen, of, options | {"focus": category})
        if spoken_of != chosen:
            parts.quiet(say("page.change_last_year", year=chosen.until.year), key="change_last_year")
        _shown(changed, category, spoken_of)


def _asked() -> tuple[str, dict[str, Any], Any]:
    """The field, its bands, and the place where its categories are offered."""
    first, second, third = st.columns(3, vertical_alignment="bottom")
    with first:
        of = filters.field_of(say("page.of"), filters.choices()["changing"], key="change_of")
    with second:
        # The change that people ask for is that of the 40- to 50-year-olds.
        st.session_state.setdefault("change_bands", "shk")
        name = filters.bands("change_bands", disabled=of != "age_band")
    return of, {"bands": filters.choices()["bands"][name]} if of == "age_band" else {}, third


def _category(changed: Protected, of: str) -> str | None:
    """Ask for a category; None where no value of the field is known of anybody."""
    values = [value for value in changed.frame[of].unique(maintain_order=True) if value != UNKNOWN]
    liked = [values.index(value) for value in filters.choices()["liked"] if value in values]
    chosen: str | None = st.selectbox(
        say("page.category"), values, index=liked[0] if liked else 0, key=f"change_category_{of}"
    )
    return chosen


def _best_told(chosen: Chosen, of: str, options: dict[str, Any]) -> tuple[Protected, Chosen]:
    """The whole period, or its last year where the account of the whole one is hidden."""
    whole = reading.measured("change", chosen, of=of, **options)
    if not _mostly_hidden(whole) or chosen.last_year == chosen:
        return whole, chosen
    last = reading.measured("change", chosen.last_year, of=of, **options)
    return (whole, chosen) if _mostly_hidden(last) else (last, chosen.last_year)


def _mostly_hidden(changed: Protected) -> bool:
    """Whether hardly any step can be told."""
    return 2 * changed.frame["value"].null_count() > changed.frame.height


def _shown(changed: Protected, category: str, chosen: Chosen) -> None:
    rows = changed.frame.filter(pl.col(changed.of or "") == category)
    parts.quiet(sentence(rows, category), key="change_said")
    left, right = st.columns([12, 8], gap="large")
    with left:
        if rows["value"].null_count() == rows.height:
            parts.quiet(say("page.nothing_to_draw"), key="figure_change")
        else:
            alt = say("page.change_alt")
            figures.plain(change_chart(changed, value=category), key="change", alt=alt)
    with right:
        title = f"{say('page.change')} {category} {chosen.title}"
        below = printed.footnotes(changed, say("page.change_below"))
        printed.wide(steps(rows), key="change", title=title, names=1, below=below)


def sentence(rows: pl.DataFrame, category: str) -> str:
    """The change of a share in one plain sentence, its steps from the largest to the smallest.

    Args:
        rows: One row per component of the category.
        category: Its name.
    """
    (_, first), *between, (_, last) = share_steps(rows)
    if first is None or last is None:
        return say("page.change_hidden", category=category)
    ends = {name: f"{numbers.rounded(value)}%" for name, value in (("first", first), ("last", last))}
    moved = numbers.rounded(abs(last - first))
    way = "page.change_none" if not moved else f"page.change_{'down' if last < first else 'up'}"
    return say(
        "page.change_sentence", category=category, way=say(way, points=moved), **ends, steps=_steps(between)
    )


def _steps(told: Sequence[tuple[str, float | None]]) -> str:
    """Every step that did anything, from the largest to the smallest."""
    known = [(name, value) for name, value in told if value is not None and numbers.rounded(abs(value))]
    known.sort(key=lambda step: -abs(step[1]))
    hidden = [say("page.step_hidden")] if any(value is None for _, value in told) else []
    said = [say("page.step", name=name, points=printed.points(value)) for name, value in known]
    return say("page.comma").join([*said, *hidden]) or say("page.no_step")


def steps(rows: pl.DataFrame) -> pl.DataFrame:
    """The components of one category: its people, and what they did to its share in percentage points."""
    titles = [field("component").title, *(say(f"page.change_column_{name}") for name in ("people", "points"))]
    items = {name for names in SUMS.values() for name in names}
    cells = [
        (
            f"{INDENT if row['component'] in items else ''}{row['component']}",
            printed.people(row),
            _points(row),
        )
        for row in rows.to_dicts()
    ]
    return pl.DataFrame(cells, schema=dict.fromkeys(titles, pl.String), orient="row")


def _points(row: printed.Row) -> str:
    if row["value"] is None:
        return numbers.HIDDEN
    whole = row["component"] in {OPENING, CLOSING}
    return f"{numbers.rounded(row['value'])}%" if whole else printed.points(row["value"])
