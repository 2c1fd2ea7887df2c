"""What every test gets: no settings of the user, the same Hypothesis examples on every machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SAMPLES = Path(__file__).parents[1] / "data" / "samples"

# Derandomised and without a deadline: a slow or shared machine must not turn a test red.
# The examples are the same every time, so that more of them find nothing new: a few say what is meant.
settings.register_profile(
    "ci", derandomize=True, deadline=None, print_blob=True, max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
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


@dataclass(frozen=True)
class SampleDistrict:
    """A store with every sample, the key it was made with, and what ``ingest --format json`` printed."""

    store: Path
    key_file: Path
    out: str
    err: str


@pytest.fixture(scope="session")
def sample_district(tmp_path_factory, worker_id):
    """The sample district, ingested once for all workers of a run; each has a copy of its own."""
    # Workers have a folder each inside that of the run.
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "sample_district"
    try:
        folder.mkdir()
        ingest_samples(folder)
    except FileExistsError:
        while not (folder / "ended").exists():
            time.sleep(0.2)
    assert (folder / "ended").read_text("utf-8") == "0", (folder / "err").read_text("utf-8")
    copy = shutil.copytree(folder, own / "district")
    out, err = ((copy / name).read_text("utf-8") for name in ("out", "err"))
    return SampleDistrict(store=copy / "district.duckdb", key_file=copy / "sgstats.key", out=out, err=err)


def ingest_samples(folder):
    """Ingest all samples as a user would, and leave a mark that it ended."""
    code = 1
    try:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SGSTATS_")}
        environment["SGSTATS_KEY_FILE"] = str(folder / "sgstats.key")
        command = [sys.executable, "-X", "utf8", "-m", "sgstats", "ingest", str(SAMPLES), "--format", "json"]
        with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
            store = ["--store", str(folder / "district.duckdb")]
            code = subprocess.run([*command, *store], env=environment, stdout=out, stderr=err).returncode
    finally:
        (folder / "ended").write_text(str(code), "utf-8")
