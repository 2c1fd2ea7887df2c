"""Reading a page: without a browser, and served on a free port with a person in front of a real one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from project_source import ROOT

PATIENCE = 60
"""Seconds before a page counts as dead; nothing here measures how quick one is."""


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
