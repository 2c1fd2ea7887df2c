"""What running examples may use: ``sgstats``, ``file`` (a sample list) and ``store`` (where it is)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sgstats
from sgstats.messages import use_language

SAMPLE = Path(__file__).parent / "data" / "samples" / "2012-幸福社区-8人.xlsx"


@pytest.fixture(autouse=True)
def _no_language_outlives_its_test() -> Iterator[None]:
    """The language is chosen for a context, and all tests of a process share one."""
    yield
    use_language(None)


@pytest.fixture(autouse=True)
def _examples(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> None:
    if isinstance(request.node, pytest.DoctestItem):
        request.getfixturevalue("monkeypatch").setenv("SGSTATS_KEY", "examples have no secrets")
        store = request.getfixturevalue("example_store")
        doctest_namespace |= {"sgstats": sgstats, "file": SAMPLE, "store": store}


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of eight invented people, made once."""
    store = tmp_path_factory.mktemp("examples") / "example.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SGSTATS_KEY", "examples have no secrets")
        sgstats.ingest([SAMPLE], store=store)
    return store
