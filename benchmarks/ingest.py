"""How long ingesting takes, beside reading the same file with plain polars and pandas.

    python benchmarks/ingest.py [--people 1336 100000 1000000] [--rounds 3]

Every figure comes from a process of its own; the contenders take turns, so that a busy
machine slows all of them, and ratios are of medians in one run. Peak memory is that of
the largest single process (the parsing child is counted on its own).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rosters import write_roster

ALTERNATIVES = {
    "polars read_csv": "import polars\n"
    "polars.read_csv({path!r}, encoding={encoding!r}, skip_rows=1, infer_schema=False)",
    "pandas read_csv": "import pandas\n"
    "pandas.read_csv({path!r}, encoding={encoding!r}, skiprows=1, dtype=str)",
}
MEASURED = "import resource, sys\n{code}\nusage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
MEASURED += "child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\nprint(max(usage, child))"
INGEST = (
    "import contextlib, io\nfrom sgstats.cli import main\nwith contextlib.redirect_stdout(io.StringIO()):\n"
    "    code = main(['ingest', {path!r}, '--store', {store!r}])\nassert code == 0"
)


def run(code: str, *, folder: Path) -> tuple[float, float]:
    """Seconds and peak MiB of one process that runs some code."""
    environment = os.environ | {"SGSTATS_KEY": "a benchmark keeps no secrets"}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED.format(code=code)],
        cwd=folder, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return time.perf_counter() - start, int(done.stdout.split()[-1]) / 1024


def contest(path: Path, *, encoding: str, folder: Path, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Times of every contender, in turns."""
    times: dict[str, list[tuple[float, float]]] = {
        "sgstats ingest": [],
        **{name: [] for name in ALTERNATIVES},
    }
    for turn in range(rounds):
        store = str(folder / f"{path.stem}-{turn}.duckdb")
        times["sgstats ingest"].append(run(INGEST.format(path=str(path), store=store), folder=folder))
        Path(store).unlink()
        for name, code in ALTERNATIVES.items():
            times[name].append(run(code.format(path=str(path), encoding=encoding), folder=folder))
    return times


def report(people: int, encoding: str, times: dict[str, list[tuple[float, float]]]) -> None:
    """One line per contender."""
    medians = {name: statistics.median(seconds for seconds, _ in runs) for name, runs in times.items()}
    for name, runs in times.items():
        memory = max(peak for _, peak in runs)
        ratio = medians["sgstats ingest"] / medians[name]
        figures = f"{medians[name]:7.2f} s  {memory:7.0f} MiB  {ratio:6.1f} ×"
        print(f"{people:>9,}  {encoding:<8}  {name:<16}  {figures}")


def main() -> None:
    """Write the rosters and run the contests."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[1_336, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    print("   people  encoding  what              median      peak memory  ingest ÷ this")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for people in chosen.people:
            for encoding in ("utf-8", "gb18030"):
                path = folder / f"roster-{people}-{encoding}.csv"
                write_roster(path, people=people, encoding=encoding)
                times = contest(path, encoding=encoding, folder=folder, rounds=chosen.rounds)
                report(people, encoding, times)


if __name__ == "__main__":
    main()
