"""How the page is served: on this machine only, telling nobody, showing no traceback."""

from __future__ import annotations

import tomllib

import pytest
from project_source import ROOT

from dashboard.__main__ import options
from sgstats.cli.verbs.dashboard import serve

PROMISES = {
    "--server.address=127.0.0.1",
    "--server.allowedHosts=127.0.0.1",
    "--server.allowedHosts=localhost",
    "--server.headless=true",
    "--browser.gatherUsageStats=false",
    "--client.showErrorDetails=none",
    "--client.toolbarMode=minimal",
    "--client.disableDataExport=true",
}


@pytest.mark.parametrize("promise", sorted(PROMISES))
def test_a_promise_is_passed_on_as_an_option(promise):
    assert promise in options()


def test_plain_streamlit_finds_the_same_settings_beside_the_app():
    settings = tomllib.loads((ROOT / "dashboard" / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["server"]["enableStaticServing"] is False
    assert "theme" in settings


def test_the_reader_is_named_when_the_page_is_started(monkeypatch):
    seen = {}
    monkeypatch.setattr(
        "sgstats.cli.verbs.dashboard._wait", lambda command: seen.setdefault("command", command) and 0
    )
    monkeypatch.setattr("sgstats.cli.verbs.dashboard._free", lambda port: True)
    serve(store=ROOT / "nothing.duckdb", port=8501, audience="analyst")
    assert seen["command"][-4:-2] == ["--audience", "analyst"]


def test_no_address_of_the_internet_is_in_the_page():
    files = [path for path in (ROOT / "dashboard").rglob("*") if path.suffix in {".py", ".css", ".toml"}]
    assert files
    assert not [path.name for path in files if "http://" in path.read_text("utf-8").replace("http://127", "")]
    assert not [path.name for path in files if "https://" in path.read_text("utf-8")]
