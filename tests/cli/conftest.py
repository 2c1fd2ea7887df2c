"""The command line as its users meet it: one store of the sample district, and a way to run commands."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest
from commands import HEADER, Ended

from sgstats.cli import main


@pytest.fixture(scope="session")
def key_file(sample_district):
    return sample_district.key_file


@pytest.fixture(scope="session")
def district(sample_district):
    """A store with every sample; ``.loaded`` tells what ``ingest --format json`` printed of it."""
    return District(sample_district.store, Ended(0, sample_district.out, sample_district.err))


@dataclass(frozen=True)
class District:
    store: Path
    loaded: Ended


@pytest.fixture(autouse=True)
def own_place(monkeypatch, tmp_path, key_file):
    """Every command runs in an empty folder, with the key of this test run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SGSTATS_KEY_FILE", str(key_file))


@pytest.fixture
def run(capsys):
    """``run("imports", "--format", "json")`` in this process."""

    def command(*words) -> Ended:
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Ended(code, out, err)

    return command


@pytest.fixture
def ask(run, district):
    """The same, asked of the sample district."""
    return lambda *words: run(*words, "--store", district.store)


@pytest.fixture
def roster(tmp_path):
    """Write a CSV roster of some rows; returns its path."""

    def write(*rows, header=HEADER, name="2023-名单.csv", title="截至2023年12月31日"):
        lines = [[title], header, *rows]
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
        return path

    return write
