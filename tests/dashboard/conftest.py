"""The sample district in a store of its own, pages without a browser, and a real browser on a served page."""

from __future__ import annotations

import shutil

import pytest
from page_reading import PATIENCE, Reader, draw, serving
from streamlit.testing.v1 import AppTest

import sgstats

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


@pytest.fixture(scope="session")
def district(sample_district):
    """A store that holds all the sample files."""
    return sample_district.store


@pytest.fixture
def opened(monkeypatch):
    """Opens a view on a store, as a page without a browser."""

    def open_view(name, store):
        monkeypatch.setenv("SGSTATS_STORE", str(store))
        monkeypatch.setenv("SGSTATS_DEBUG", "1")  # a fault fails the test instead of being put in words
        return AppTest.from_function(draw, args=(name,), default_timeout=PATIENCE).run()

    return open_view


LOOKED = {}
"""What was found in the lists of the sample district: the same in all its copies."""


@pytest.fixture
def looked_once(district, monkeypatch):
    """Looking through the lists takes seconds, and no test here changes them."""
    look = sgstats.find_issues

    def find(**asked):
        asked |= {"store": district}
        name = repr(sorted(asked.items()))
        if name not in LOOKED:
            LOOKED[name] = look(**asked)
        return LOOKED[name]

    monkeypatch.setattr(sgstats, "find_issues", find)


@pytest.fixture
def mine(sample_district, tmp_path, monkeypatch):
    """A copy of the store that may be written to."""
    monkeypatch.setenv("SGSTATS_KEY_FILE", str(sample_district.key_file))
    return shutil.copy(sample_district.store, tmp_path / "mine.duckdb")


# A real browser


@pytest.fixture(scope="session")
def browser_type_launch_args():
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"no browser on this machine (looked for {', '.join(BROWSERS)})")
    # Without the sandbox, which a browser run by root in a container cannot have.
    return {"executable_path": found, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args():
    return {"viewport": {"width": 1440, "height": 900}, "locale": "zh-CN"}


@pytest.fixture(scope="session")
def served(district):
    """Address of the page over the sample district."""
    with serving(district) as address:
        yield address


@pytest.fixture
def reader(page):
    return Reader(page)
