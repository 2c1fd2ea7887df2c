"""The sample district in a store of its own, pages without a browser, and a real browser on a served page."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from project_source import ROOT
from streamlit.testing.v1 import AppTest

import sgstats

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
PATIENCE = 120


@pytest.fixture(scope="session")
def district(tmp_path_factory):
    """A store that holds all the sample files."""
    folder = tmp_path_factory.mktemp("district")
    with pytest.MonkeyPatch.context() as settings:
        settings.setenv("SGSTATS_KEY_FILE", str(folder / "sgstats.key"))
        sgstats.ingest([ROOT / "data" / "samples"], store=folder / "district.duckdb")
    return folder / "district.duckdb"


@pytest.fixture
def opened(monkeypatch):
    """Opens a view on a store, as a page without a browser."""

    def open_view(name, store):
        monkeypatch.setenv("SGSTATS_STORE", str(store))
        monkeypatch.setenv("SGSTATS_DEBUG", "1")  # a fault fails the test instead of being put in words
        return AppTest.from_function(draw, args=(name,), default_timeout=PATIENCE).run()

    return open_view


def draw(name):
    from dashboard import views

    next(view for view in views.found() if view.name == name).drawn()


def texts(app):
    """All that a page says as plain text, cards included."""
    cards = [part for card in app.metric for part in (card.label, card.value)]
    return [str(one.value) for kind in (app.title, app.subheader, app.text) for one in kind] + cards


def card(app, label):
    """What a card shows, by its label."""
    return next(metric.value for metric in app.metric if metric.label == label)


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


@contextmanager
def serving(store, **settings):
    """Serve the page over a store on a free port, and end it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dashboard", "--port", str(port), "--store", str(store)]
    server = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        await_answer(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def await_answer(address, server):
    for _ in range(PATIENCE * 2):
        assert server.poll() is None, "the page ended before it answered"
        try:
            with urlopen(address) as answer:
                assert answer.status == 200
                return
        except URLError:
            time.sleep(0.5)
    raise AssertionError("the page does not answer")


class Reader:
    """A person in front of the browser, and all that the browser asked for or complained of."""

    def __init__(self, page):
        self.page, self.asked, self.complaints = page, [], []
        page.set_default_timeout(PATIENCE * 1000)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def hear(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def open(self, address):
        self.page.goto(address)
        self.page.locator("[data-testid=stMainBlockContainer] h1").wait_for()

    def choose(self, label, option):
        box = self.page.get_by_role("combobox", name=label, exact=True).first
        box.click()
        box.fill(option)
        self.page.locator("[role=option]").get_by_text(option, exact=True).wait_for()
        box.press("Enter")

    def await_card(self, label, value):
        card = self.page.locator("[data-testid=stMetric]", has=self.page.get_by_text(label, exact=True))
        card.locator("[data-testid=stMetricValue]", has_text=value).wait_for()


@pytest.fixture
def reader(page):
    return Reader(page)
