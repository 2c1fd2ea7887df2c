"""Packs of a user's own, written for one test."""

from __future__ import annotations

import pytest

from sgstats.policies.loading import load


@pytest.fixture
def written(tmp_path):
    """Write a pack file and load it."""

    def write(text, *, name="my.toml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return load(tmp_path / name)

    return write
