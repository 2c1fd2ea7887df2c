"""What the panels read: measures of the ledger, what they did to an indicator, and whether it lasted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

import sgstats
from dashboard import data
from dashboard.rectification import reading as ledger
from sgstats import catalogue, language, say

if TYPE_CHECKING:
    from sgstats import EffectsTable, LookBack, PanelOverview, ProtectedEffect

Measure = Any
"""A measure of the ledger."""
Key = tuple[str, str, str, str]
"""The store, what is known in it, who reads, in which language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a measure.

    Attributes:
        measure: Id of the measure.
        metric: The indicator; None for that of the measure.
        design: How to estimate, or ``auto``.
        since: First day that is looked at; None for as far back as is known.
        until: Last day.
        anticipation: Periods before the start that it may already have touched.
        better: Which way is an improvement; None for what the indicator or the target says.
        mix: Field by which the mix of people is told apart from the rest, or None.
    """

    measure: str
    metric: str | None = None
    design: str = "auto"
    since: date | None = None
    until: date | None = None
    anticipation: int = 0
    better: str | None = None
    mix: str | None = None


def measures() -> tuple[Measure, ...]:
    """The measures of the ledger: those that can be looked at first, otherwise in its order.

    Raises:
        Refused: There is no store.
    """
    known = ledger.board(date.today()).ledger.measures
    return tuple(sorted(known, key=lambda one: lacking(one) is not None))


def lacking(measure: Measure) -> str | None:
    """Why nothing can be told of a measure, in a few words; None where something can."""
    counted = measure.indicator is not None and measure.indicator.metric is not None
    known = {"start": bool(measure.starts), "indicator": counted}
    missing = [say(f"page.effects_no_{name}") for name, there in known.items() if not there]
    return say("page.comma").join(missing) or None


def metric_title(name: str) -> str:
    """What the catalogue calls an indicator."""
    told = catalogue()[name]
    return told.label if language() == "zh" else told.label_en


def estimated(asked: Asked) -> ProtectedEffect:
    """What a measure did to an indicator, as the page's audience may see it.

    Raises:
        Refused: It cannot be told; the refusal says why.
    """
    return _estimated(asked, _key())


@st.cache_resource(show_spinner=False, max_entries=200)
def _estimated(asked: Asked, key: Key) -> ProtectedEffect:
    path, _, reader, _ = key
    return sgstats.estimate_effect(
        asked.metric, measure=asked.measure, store=path, audience=reader, **_options(asked)
    )


def _options(asked: Asked) -> dict[str, Any]:
    names = ("design", "since", "until", "anticipation", "better", "mix")
    return {name: getattr(asked, name) for name in names}


def overview(asked: Asked) -> PanelOverview:
    """Who began when, and what is known of every unit.

    Raises:
        Refused: It cannot be told; the refusal says why.
    """
    return _overview(asked, _key())


@st.cache_resource(show_spinner=False, max_entries=200)
def _overview(asked: Asked, key: Key) -> PanelOverview:
    options = {name: getattr(asked, name) for name in ("since", "until", "anticipation")}
    return sgstats.effect_panel(asked.metric, measure=asked.measure, store=key[0], **options)


def every_measure() -> EffectsTable:
    """What every measure did to its indicator, false discoveries kept in check."""
    return _every_measure(_key())


@st.cache_resource(show_spinner=False, max_entries=20)
def _every_measure(key: Key) -> EffectsTable:
    return sgstats.estimate_effects(store=key[0], audience=key[2])


def looked_back() -> tuple[LookBack, ...]:
    """What became of the measures of issues that were closed."""
    return _looked_back(_key())


@st.cache_resource(show_spinner=False, max_entries=20)
def _looked_back(key: Key) -> tuple[LookBack, ...]:
    return sgstats.look_back(store=key[0], audience=key[2])


def _key() -> Key:
    """Seconds for a district: an edit that changes neither lists nor measures nor days must not ask again."""
    known = ledger.board(date.today()).ledger
    days = [(one.item, one.state, one.closed_on) for one in known.issues]
    told = hashlib.sha256(repr((ledger.lists(), known.measures, days)).encode()).hexdigest()
    return data.version()[0], told, data.audience(), language()
