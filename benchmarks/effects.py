"""How often verdicts on measures are right where the truth is known, and how long 100 units × 60 months take.

    python benchmarks/effects.py [--replications 200] [--seed 2026] [--only TEXT] [--write] [--timed]

Every setting is simulated with no effect (claims are false) and with one (its interval should hold it), and
goes the whole way through ``effects.estimate(panel, design="auto")``. ``--write`` puts the table into
docs/effects_simulation.md; ``--timed`` times instead, against ``differences`` and plain two-way fixed
effects of pyfixest.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from math import sqrt
from pathlib import Path

from simulated_effects import ALLOWED, SETTINGS, Outcome, Setting, outcome, too_many
from tqdm import tqdm
from turns import seconds

SUMMARY = Path(__file__).resolve().parent.parent / "docs" / "effects_simulation.md"
COUNTED = ("panels", "claims", "found", "covered", "intervals")
HEAD = (
    "| setting | autocorrelation | design | panels | claims without effect | coverage | found |",
    "|---|---|---|---|---|---|---|",
)
ABOUT = """# Verdicts and intervals where the truth is known

Printed by `{command}` in {minutes:.0f} minutes of one processor. Nothing here is typed by hand.

Each row is so many simulated panels, each asked twice with `effects.estimate(panel,
design="auto")`: without an effect, where every claim (有证据改善, 有证据恶化) is false and at most
{allowed:.0%} may be made, and with one, where the 95 % interval should hold the true mean effect.
`±` is one standard error of the simulation. Found is the part of true effects of that size (in
points) which the verdict claims; it tells how much a panel can show, not whether it is right.

How the panels come about: a unit's level lies between 35 and 50 % (a yearly rate at 20 per 100) and
moves from period to period as an AR(1) series with a standard deviation of 5 points and the
autocorrelation of the row; in settings with several units another such series is shared by all.
People are then drawn by chance from the base, so that a small base is noisy and little
autocorrelated (*no chance of people*: the level itself is told). Units differ by up to half in
their base. *Growing*: the effect differs between units and grows over a year. Two lists know no
chance but the people's own, as an exact test supposes. `benchmarks/simulated_effects.py` holds
every number.

"""


def row(name: str, rho: str, found: Outcome, truth: str = "") -> str:
    """One line of the table."""
    designs = ", ".join(sorted(found.designs))
    claims = part(found.claims, found.panels)
    covered = part(found.covered, found.intervals) if found.intervals else "–"
    told = f"{found.found / found.panels:.0%} of {truth}" if truth else f"{found.found / found.panels:.0%}"
    return f"| {name} | {rho} | {designs} | {found.panels} | {claims} | {covered} | {told} |"


def part(count: int, of: int) -> str:
    """A percentage with the standard error of the simulation (Agresti and Coull's, so that 0 has one)."""
    usual = (count + 2) / (of + 4)
    return f"{count / of:.1%} ± {sqrt(usual * (1 - usual) / (of + 4)):.1%}"


def rows(settings: list[Setting], *, replications: int, seed: int) -> Iterator[str]:
    """Simulate setting by setting, then all of a size together; a progress bar counts the panels."""
    sizes: dict[str, list[Outcome]] = {}
    with tqdm(total=len(settings) * replications, unit="panel", disable=not sys.stderr.isatty()) as bar:
        for setting in settings:
            bar.set_description(setting.name)
            found = outcome(setting, replications=replications, seed=seed, step=bar.update)
            if too_many(found.claims, found.panels):
                tqdm.write(f"more than {ALLOWED:.0%}: {setting.name}", file=sys.stderr)
            sizes.setdefault(setting.name.partition(",")[0], []).append(found)
            yield row(setting.name, str(setting.rho), found, f"{setting.effect:g}")
    for size, outcomes in sizes.items():
        yield row(f"**all {size}**", "", together(outcomes))


def together(outcomes: list[Outcome]) -> Outcome:
    """Several settings as one."""
    designs = sum((Counter(one.designs) for one in outcomes), Counter())
    sums = {name: sum(getattr(one, name) for one in outcomes) for name in COUNTED}
    return Outcome(designs=dict(designs), **sums)


def simulate(chosen: argparse.Namespace) -> None:
    """Print the table, and write it if that was asked for."""
    settings = [setting for setting in SETTINGS if chosen.only in setting.name]
    start = time.process_time()
    lines = list(HEAD)
    print(*HEAD, sep="\n")
    for line in rows(settings, replications=chosen.replications, seed=chosen.seed):
        print(line, flush=True)
        lines.append(line)
    if chosen.write:
        command = f"python benchmarks/effects.py --replications {chosen.replications} --seed {chosen.seed}"
        minutes = (time.process_time() - start) / 60
        about = ABOUT.format(command=command + " --write", minutes=minutes, allowed=ALLOWED)
        SUMMARY.write_text(about + "\n".join(lines) + "\n", encoding="utf-8")


def timed(rounds: int) -> None:
    """Time 100 units × 60 months against two libraries on the same numbers."""
    from timed_effects import contenders

    runs = contenders()
    seconds(runs, rounds=1)  # imports what each of them needs
    print("panel               what                            median   estimate ÷ this")
    times = seconds(runs, rounds=rounds)
    for name in runs:
        ratio = times["sgstats estimate"] / times[name]
        print(f"100 × 60 months     {name:<28}  {times[name]:>7.3f} s  {ratio:>14.1f} ×")


def main() -> None:
    """Simulate, or time."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--replications", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--only", default="", help="settings whose name holds this")
    parser.add_argument("--write", action="store_true", help="write docs/effects_simulation.md")
    parser.add_argument("--timed", action="store_true", help="time instead of simulating")
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    if chosen.timed:
        timed(chosen.rounds)
    else:
        simulate(chosen)


if __name__ == "__main__":
    main()
