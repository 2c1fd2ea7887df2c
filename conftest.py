"""What the running examples in docstrings may use: ``file``, a sample list, and ``store``, which holds it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parent / "data" / "samples" / "2012-幸福社区-8人.xlsx"


@pytest.fixture(autouse=True)
def _examples(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> None:
    if isinstance(request.node, pytest.DoctestItem):
        request.getfixturevalue("monkeypatch").setenv("SGSTATS_KEY", "examples have no secrets")
        doctest_namespace |= {"file": SAMPLE, "store": request.getfixturevalue("example_store")}


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of eight invented people, made once."""
    import sgstats

    store = tmp_path_factory.mktemp("examples") / "example.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SGSTATS_KEY", "examples have no secrets")
        sgstats.ingest([SAMPLE], store=store)
    return store
