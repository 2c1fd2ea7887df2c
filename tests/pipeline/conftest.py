"""The samples, ingested once: every test of the whole way looks at the same store."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

import sgstats
from sgstats import store as statements
from sgstats.engines import DuckDB
from sgstats.pipeline.effect_asking import Request
from sgstats.pipeline.paneling import panel_of

DATA = Path(__file__).parents[2] / "data"
SAMPLES = DATA / "samples"


@pytest.fixture(scope="session")
def key_file(tmp_path_factory):
    """A key of the tests' own; the user's is never touched."""
    return tmp_path_factory.mktemp("key") / "pseudonym.key"


@pytest.fixture(autouse=True)
def own_key(monkeypatch, no_settings_of_the_user, key_file):
    monkeypatch.setenv("SGSTATS_KEY_FILE", str(key_file))


@pytest.fixture(scope="session")
def ingested(tmp_path_factory, key_file):
    """The store of all samples, and what became of each table."""
    store = tmp_path_factory.mktemp("store") / "青禾区.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SGSTATS_KEY_FILE", str(key_file))
        saved = sgstats.ingest([SAMPLES], store=store)
    return SimpleNamespace(store=store, saved=saved)


@pytest.fixture(scope="session")
def expected():
    """A file of data/expected, by name without ending."""
    return lambda name: json.loads((DATA / "expected" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def estimate(ingested):
    """Whether a measure worked, asked of the samples."""
    return lambda *words, **told: sgstats.estimate_effect(*words, store=ingested.store, **told)


@pytest.fixture
def asked(ingested):
    """The panel that a request makes."""

    def made(**told):
        with statements.reading(ingested.store) as connection:
            ledger = sgstats.standing_ledger(ingested.store)
            return panel_of(Request(**told), ledger=ledger, engine=DuckDB(connection))

    return made
