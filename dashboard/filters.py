"""What a reader may choose: day and unit, fields, age bands; each filter owns its key in the session."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import polars as pl
import streamlit as st

from dashboard import data, numbers
from sgstats import field, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The unit that a page speaks of.

    Attributes:
        district: What to call all of it.
        street: One street, or None for all.
        community: One community of it, or None for all.
    """

    district: str
    street: str | None = None
    community: str | None = None

    @property
    def where(self) -> dict[str, list[str]]:
        """The unit as a filter of the library."""
        chosen = {"street": self.street, "community": self.community}
        return {name: [value] for name, value in chosen.items() if value}

    @property
    def place(self) -> str:
        """The unit's path, from the top."""
        return " ".join(filter(None, [self.district, self.street, self.community]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection(Unit):
    """The day and the unit that the page speaks of."""

    day: date

    @property
    def title(self) -> str:
        """Unit and day in one line, for the head of the page and the name of a file."""
        return f"{self.place} · {numbers.day(self.day)}"


@cache
def choices() -> dict[str, Any]:
    """What is offered: the content of ``choices.toml``."""
    return tomllib.loads(resources.files(__package__).joinpath("choices.toml").read_text(encoding="utf-8"))


def selection() -> Selection:
    """Ask for the day, the street and the community, in one row."""
    left, middle, right = st.columns(3)
    with left:
        day = chosen_day()
    units = data.units(day)
    with middle:
        street = optional_unit("street", units["street"])
    inside = units.filter(pl.col("street") == street) if street else units.clear()
    with right:
        community = optional_unit("community", inside["community"], disabled=street is None)
    return Selection(day=day, district=district(units), street=street, community=community)


def chosen_day() -> date:
    """Ask for a day of the lists, the last one by default."""
    return st.selectbox(say("page.day"), data.days(), format_func=numbers.day, key="day")


def optional_unit(name: str, values: pl.Series, *, disabled: bool = False) -> str | None:
    """Ask for a unit; nothing chosen means all of them."""
    options: list[str] = values.drop_nulls().unique(maintain_order=True).to_list()
    hint = say("page.choose_street_first") if disabled else say("page.choose_unit")
    return st.selectbox(field(name).title, options, index=None, key=name, placeholder=hint, disabled=disabled)


def district(units: pl.DataFrame) -> str:
    """The district's name where there is one and only one."""
    names = units["district"].drop_nulls().unique().to_list()
    return str(names[0]) if len(names) == 1 else say("page.everywhere")


def bands(key: str, *, disabled: bool = False) -> str:
    """Ask for a set of age bands; returns its name in ``choices.toml``."""
    options: list[str] = list(choices()["bands"])
    return st.selectbox(say("page.bands"), options, format_func=bands_title, key=key, disabled=disabled)


def bands_title(name: str) -> str:
    """A set of age bands in words."""
    return say(f"page.bands_{name}")


def field_of(label: str, options: Sequence[str], *, key: str) -> str:
    """Ask for a field; the first is the default."""
    return st.selectbox(label, options, format_func=field_title, key=key)


def optional_field(label: str, options: Sequence[str], *, key: str) -> str | None:
    """Ask for a field that may be left out."""
    hint = say("page.choose_group")
    return st.selectbox(label, options, index=None, format_func=field_title, key=key, placeholder=hint)


def field_title(name: str) -> str:
    """A field's label in the language of the moment."""
    return field(name).title


def base() -> str:
    """Ask whether unknown values count in the base."""
    return st.segmented_control(
        say("page.base"), ["all", "known"], default="all", required=True, key="base", format_func=base_title
    )


def base_title(name: str) -> str:
    """A choice of base in words."""
    return say(f"page.base_{name}")


def optional_day() -> date | None:
    """Ask for a day of the lists; nothing chosen means all of them."""
    hint = say("page.choose_day")
    column, _ = st.columns([1, 2])
    with column:
        return st.selectbox(
            say("page.day"),
            data.days(),
            index=None,
            format_func=numbers.day,
            key="quality_day",
            placeholder=hint,
        )


def among(name: str, options: Sequence[str], title: Callable[[str], str]) -> str | None:
    """Ask for one of some values; nothing chosen means all of them."""
    label, hint = say(f"page.column_{name}"), say("page.choose_any")
    return st.selectbox(label, options, index=None, format_func=title, key=f"among_{name}", placeholder=hint)
