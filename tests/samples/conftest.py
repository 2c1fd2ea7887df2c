"""The generator lives under data/, outside the package: the tests reach it from the project root."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))


@pytest.fixture(scope="session")
def district():
    from data.generator.district import build

    return build()


@pytest.fixture(scope="session")
def books(district):
    from data.generator.__main__ import books

    return books(district)


@pytest.fixture(scope="session")
def samples():
    return ROOT / "data" / "samples"


@pytest.fixture(scope="session")
def expected():
    """A file of data/expected as Python values, by name without ending."""
    return lambda name: json.loads((ROOT / "data" / "expected" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def recorded_files(expected):
    """What is in every file that is no staff list."""
    return expected("appraisals")["files"] | expected("movements")["files"]


@pytest.fixture(scope="session")
def store(sample_district):
    """All samples, ingested."""
    return sample_district.store
