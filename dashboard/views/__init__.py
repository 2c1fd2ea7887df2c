"""The views: every module here is one page, and says so with TITLE, ICON, ORDER and ``show``."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import streamlit as st
from streamlit.navigation.page import Page

from dashboard import data, parts
from sgstats import say


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One page.

    Attributes:
        name: The module's name; also the page's address.
        title: Key of its title in the message catalogue.
        icon: A material icon.
        order: Its place in the navigation.
        show: Draws it.
    """

    name: str
    title: str
    icon: str
    order: int
    show: Callable[[], None]

    def page(self, *, default: bool) -> Page:
        """The page for the navigation.

        The address is given in so many words: all views are drawn by functions of one name.
        """
        return st.Page(self.drawn, title=say(self.title), icon=self.icon, url_path=self.name, default=default)

    def drawn(self) -> None:
        """Draw the page with the store opened at most once, or say plainly why there is nothing to draw."""
        with parts.refusals_said(), data.holding():
            self.show()


def found() -> list[View]:
    """Every view, in the order of the navigation."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return sorted((_view(name) for name in names), key=lambda view: view.order)


def _view(name: str) -> View:
    module = import_module(f"{__name__}.{name}")
    return View(name=name, title=module.TITLE, icon=module.ICON, order=module.ORDER, show=module.show)
