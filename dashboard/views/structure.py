"""队伍结构: how many people are in post on a day, and of which kinds."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import data, figures, filters, numbers, parts
from dashboard.filters import Selection
from sgstats import bars, pyramid, say

TITLE = "page.structure"
ICON = ":material/groups:"
ORDER = 1


def show() -> None:
    """Headline cards, the population pyramid, and a breakdown of the reader's choice."""
    title = st.container()
    chosen = filters.selection()
    with title:
        parts.head(say(TITLE), place=say("page.structure_about", place=chosen.title))
    parts.cards([_card(card, chosen) for card in filters.choices()["cards"]])
    reader = say(f"page.source_{data.audience()}")
    parts.quiet(say("page.cards_about", audience=reader), key="cards")
    ages(chosen)
    breakdown(chosen)


def _card(card: dict[str, Any], chosen: Selection) -> parts.Card:
    """One headline: the part's share, or the metric's own value, with what it is made of."""
    options = {"on": chosen.day} | {name: card[name] for name in ("bands",) if name in card}
    where = chosen.where | card.get("where", {})
    rows = data.measure(card["metric"], of=card.get("of"), where=where, options=options).rows()
    row = next((row for row in rows if "part" not in card or row[card["of"]] == card["part"]), None)
    label, meaning = say(f"page.card_{card['name']}"), say(f"page.card_{card['name']}_help")
    return parts.Card(label=label, help=meaning, **_numbers(row, card["metric"]))


def _numbers(row: dict[str, Any] | None, metric: str) -> dict[str, str]:
    """What a card prints: a headcount stands alone, a share and a mean with base and interval."""
    if row is None:
        return {"value": numbers.NONE, "below": say("page.nobody")}
    if row["status"] == "hidden":
        return {"value": numbers.HIDDEN, "below": say("page.hidden")}
    if metric == "headcount":
        return {"value": numbers.people(row["people"]), "below": say("page.everyone_once")}
    return _share(row) if "share" in row else _mean(row)


def _share(row: dict[str, Any]) -> dict[str, str]:
    if row["share"] is None:
        return {"value": numbers.NONE, "below": say("page.nobody")}
    counts = {"people": numbers.people(row["people"]), "base": numbers.people(row["base"])}
    interval = {"low": numbers.rounded(row["low"] * 100), "high": numbers.percent(row["high"])}
    return {"value": numbers.percent(row["share"]), "below": say("page.share_of", **counts, **interval)}


def _mean(row: dict[str, Any]) -> dict[str, str]:
    if row["value"] is None:
        return {"value": numbers.NONE, "below": say("page.nobody")}
    people = numbers.HIDDEN if row["people"] is None else numbers.people(row["people"])
    low, high = (numbers.NONE if row[end] is None else numbers.rounded(row[end]) for end in ("low", "high"))
    below = say("page.mean_of", people=people, low=low, high=high)
    return {"value": say("page.years", value=numbers.rounded(row["value"])), "below": below}


@st.fragment
def ages(chosen: Selection) -> None:
    """The population pyramid beside its table."""
    with data.holding(), parts.panel("ages", title=say("page.ages")):
        left, right = st.columns([11, 10], gap="large")
        with left:
            bands = filters.choices()["bands"][filters.bands("pyramid_bands")]
            protected = data.measure(
                "structure", of="age_band", by=["gender"], where=chosen.where,
                options={"on": chosen.day, "bands": bands},
            )  # fmt: skip
            figures.chart(protected, pyramid, key="pyramid", alt=say("page.ages_alt"))
        with right:
            parts.protected_table(protected, key="ages", title=f"{say('page.ages')} {chosen.title}")


@st.fragment
def breakdown(chosen: Selection) -> None:
    """A field of the reader's choice, by another one if wanted, as bars and as a table."""
    with data.holding(), parts.panel("breakdown", title=say("page.breakdown")):
        of, by, options = _question()
        protected = data.measure(
            "structure", of=of, by=by, where=chosen.where, options={"on": chosen.day} | options
        )
        left, right = st.columns([11, 10], gap="large")
        with left:
            figures.chart(protected, bars, key="bars", alt=say("page.breakdown_alt"))
        with right:
            names = say("page.comma").join(map(filters.field_title, [of, *by]))
            parts.protected_table(protected, key="breakdown", title=f"{names} {chosen.title}")


def _question() -> tuple[str, list[str], dict[str, object]]:
    """What to break down, by what, and with which bands and base."""
    first, second, third, fourth = st.columns([3, 3, 3, 4], vertical_alignment="bottom")
    offered = filters.choices()
    with first:
        of = filters.field_of(say("page.of"), offered["fields"], key="of")
    with second:
        groups = [name for name in offered["groups"] if name != of]
        by = filters.optional_field(say("page.by"), groups, key="by")
    with third:
        banded = "age_band" in {of, by}
        bands = filters.bands("breakdown_bands", disabled=not banded)
    with fourth:
        base = filters.base()
    options: dict[str, object] = {"base": base}
    return of, [by] if by else [], options | ({"bands": offered["bands"][bands]} if banded else {})
