"""What every test gets: no settings of the user, the same Hypothesis examples on every machine."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# Derandomised and without a deadline: a slow or shared machine must not turn a test red.
settings.register_profile(
    "ci", derandomize=True, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
# HYPOTHESIS_PROFILE=default searches with new examples, for the hunt after a change.
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(autouse=True)
def no_settings_of_the_user(monkeypatch):
    """A test sees none of the ``SGSTATS_`` variables that its user may have set."""
    for name in [name for name in os.environ if name.startswith("SGSTATS_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def chinese_folder(tmp_path):
    """A folder whose name holds Chinese, a space and full-width signs, as users' folders do."""
    folder = tmp_path / "青禾区 社工（2023年）"
    folder.mkdir()
    return folder
