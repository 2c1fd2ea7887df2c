"""How often verdicts on measures are right where the truth is known, and how long 100 units × 60 months take.

    python benchmarks/effects.py [--replications 200] [--seed 2026] [--only TEXT] [--write] [--timed]

Every setting is simulated with no effect (claims are false) and with one (its interval should hold it), and
goes the whole way through ``effects.estimate(panel, design="auto")``. ``--write`` puts each setting, as soon
as it is through, into docs/effects_simulation.md; ``--timed`` times instead, against ``differences`` and
plain two-way fixed effects of pyfixest.
"""

from __future__ import annotations

import argparse
import sys

from effects_summary import HEAD, keep, line, told
from simulated_effects import ALLOWED, SETTINGS, outcome, too_many
from tqdm import tqdm
from turns import seconds


def simulate(chosen: argparse.Namespace) -> None:
    """Print setting by setting, and keep it if that was asked for; a progress bar counts the panels."""
    settings = [setting for setting in SETTINGS if chosen.only in setting.name]
    print(*HEAD, sep="\n")
    total = len(settings) * chosen.replications
    with tqdm(total=total, unit="panel", disable=not sys.stderr.isatty()) as bar:
        for setting in settings:
            bar.set_description(setting.name)
            found = outcome(setting, replications=chosen.replications, seed=chosen.seed, step=bar.update)
            print(line(setting, told(found)), flush=True)
            if too_many(found.claims, found.panels):
                print(f"more than {ALLOWED:.0%}: {setting.name}", file=sys.stderr)
            if chosen.write:
                keep(setting, told(found))


def timed(rounds: int) -> None:
    """Time 100 units × 60 months against two libraries on the same numbers."""
    from timed_effects import contenders

    runs = contenders()
    seconds(runs, rounds=1)  # imports what each of them needs
    print("panel               what                            median   estimate ÷ this")
    times = seconds(runs, rounds=rounds)
    for name in runs:
        ratio = times["sgstats estimate"] / times[name]
        print(f"100 × 60 months     {name:<28}  {times[name]:>7.3f} s  {ratio:>14.2f} ×")


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
