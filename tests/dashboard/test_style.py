"""The rules of style.css still meet what they are for: Streamlit renames its parts between versions."""

from __future__ import annotations

import re

import pytest
from project_source import ROOT

WHITE, GREY = "rgb(255, 255, 255)", "rgb(85, 102, 111)"


def style(reader, selector, name):
    """A computed property of the first element that a selector meets."""
    found = reader.page.locator(selector).first
    found.wait_for(state="attached")
    return found.evaluate(f"element => getComputedStyle(element).{name}")


@pytest.fixture
def shown(reader, served):
    reader.open(served)
    reader.page.locator("[data-testid=stDataFrame]").nth(1).wait_for()
    return reader


def test_every_part_that_the_style_names_is_on_the_page_or_comes_and_goes(shown):
    text = (ROOT / "dashboard" / "style.css").read_text("utf-8")
    named = set(re.findall(r'\[data-testid="(\w+)"\]', text))
    passing = {"stStatusWidget"}  # shown only while the page computes
    passing |= {name for name in named if "FileUploader" in name} | {
        "InputInstructions",
        "stMarkdownContainer",
    }
    missing = {name for name in named - passing if not shown.page.locator(f"[data-testid={name}]").count()}
    assert not missing


def test_cards_and_panels_are_white_and_lines_below_them_grey(shown):
    assert style(shown, "[class*=st-key-card_]", "backgroundColor") == WHITE
    assert style(shown, "[class*=st-key-panel]", "backgroundColor") == WHITE
    assert style(shown, "[data-testid=stMain] [class*=st-key-quiet] span", "color") == GREY


def test_the_buttons_that_speak_english_are_not_shown(shown):
    shown.page.locator("[data-testid=stDataFrame]").first.hover()
    assert style(shown, "[data-testid=stElementToolbar]", "display") == "none"
    assert not shown.page.get_by_text(re.compile("Deploy|Running|Download as CSV")).count()


def test_nothing_a_reader_sees_is_english(shown):
    text = shown.page.locator("body").inner_text()
    # For readers without a mouse, and on the page only while it has the keyboard's attention.
    text = text.replace("Skip to main content", "")
    words = set(re.findall(r"[A-Za-z]{3,}", re.sub(r"\S+\.duckdb", "", text)))
    # The names of Streamlit's icons are drawn as pictures by its icon font.
    icons = set(shown.page.locator("[data-testid=stIconMaterial]").all_inner_texts())
    assert words - set("_".join(icons).split("_")) - icons <= {"CSV"}


@pytest.mark.parametrize(("width", "columns"), [(1440, 6), (1100, 3), (420, 2)])
def test_cards_stand_in_as_many_columns_as_fit(shown, width, columns):
    shown.page.set_viewport_size({"width": width, "height": 900})
    lefts = shown.page.locator("[class*=st-key-card_]").evaluate_all(
        "cards => cards.map(card => Math.round(card.getBoundingClientRect().left))"
    )
    assert len(set(lefts)) == columns


@pytest.mark.parametrize("width", [1440, 420])
def test_the_page_never_scrolls_sideways(shown, width):
    shown.page.set_viewport_size({"width": width, "height": 900})
    wider = "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
    shown.page.wait_for_function(f"{wider} <= 0")
