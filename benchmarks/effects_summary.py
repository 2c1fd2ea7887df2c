"""What the simulation found, kept as counts, and the table that is made of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from math import sqrt
from pathlib import Path
from typing import Any

from simulated_effects import ALLOWED, SETTINGS, Outcome, Setting

HERE = Path(__file__).resolve().parent
COUNTS = HERE / "effects_outcomes.json"
SUMMARY = HERE.parent / "docs" / "effects_simulation.md"
Told = dict[str, Any]
HEAD = (
    "| setting | autocorrelation | design | panels | claims without effect | coverage | found |",
    "|---|---|---|---|---|---|---|",
)
ABOUT = f"""# Verdicts and intervals where the truth is known

Printed by `python benchmarks/effects.py --write` (`--only TEXT` renews the settings whose name
holds the text; seeds are fixed). The counts behind it are in `benchmarks/effects_outcomes.json`;
nothing here is typed by hand.

Each row is so many simulated panels, each asked twice with `effects.estimate(panel,
design="auto")`: without an effect, where every claim (有证据改善, 有证据恶化) is false and at most
{ALLOWED:.0%} may be made, and with one, where the 95 % interval should hold the true mean effect.
`±` is one standard error of the simulation. Found is the part of true effects of that size (in
points) which the verdict claims; it tells how much a panel can show, not whether it is right.

How the panels come about: a unit's level lies between 35 and 50 % (a yearly rate at 20 per 100) and
moves from period to period as an AR(1) series with a standard deviation of 5 points and the
autocorrelation of the row; in settings with several units and a comparison another such series is
shared by all. People are then drawn by chance from the base, so that a small base is noisy and
little autocorrelated (*no chance of people*: the level itself is told). Units differ by up to half
in their base. *Growing*: the effect differs between units and grows over a year. Two lists know no
chance but the people's own, unless they are said to be *moving*. `benchmarks/simulated_effects.py`
holds every number.

"""


def key(setting: Setting) -> str:
    """What a setting is found by."""
    return f"{setting.name}; {setting.rho}"


def told(found: Outcome) -> Told:
    """Counts, and of the effects found only the part that is printed."""
    return asdict(found) | {"designs": sorted(found.designs), "found": f"{found.found / found.panels:.0%}"}


def kept() -> dict[str, Told]:
    """What was found so far, by setting."""
    return json.loads(COUNTS.read_text(encoding="utf-8")) if COUNTS.exists() else {}


def keep(setting: Setting, found: Told) -> None:
    """Put what was found of a setting among the counts, and write the summary anew."""
    every = kept() | {key(setting): found}
    known = {key(one): every[key(one)] for one in SETTINGS if key(one) in every}
    COUNTS.write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    SUMMARY.write_text(ABOUT + "\n".join((*HEAD, *table(known))) + "\n", encoding="utf-8")


def table(found: Mapping[str, Told]) -> Iterator[str]:
    """One line per setting, then one for all of a size together."""
    sizes: dict[str, list[Told]] = {}
    for setting in SETTINGS:
        if key(setting) in found:
            sizes.setdefault(setting.name.partition(",")[0], []).append(found[key(setting)])
            yield line(setting, found[key(setting)])
    for size, several in sizes.items():
        yield row(f"**all {size}**", "", together(several), seen="")


def line(setting: Setting, found: Told) -> str:
    """One setting."""
    return row(setting.name, str(setting.rho), found, seen=f"{found['found']} of {setting.effect:g}")


def row(name: str, rho: str, found: Told, *, seen: str) -> str:
    """One line of the table."""
    claims = part(found["claims"], found["panels"])
    covered = part(found["covered"], found["intervals"]) if found["intervals"] else "–"
    cells = (name, rho, ", ".join(found["designs"]), str(found["panels"]), claims, covered, seen)
    return f"| {' | '.join(cells)} |"


def together(several: list[Told]) -> Told:
    """Several settings as one; effects of other sizes are not found equally often."""
    sums = {name: sum(one[name] for one in several) for name in ("panels", "claims", "covered", "intervals")}
    return sums | {"designs": sorted({name for one in several for name in one["designs"]})}


def part(count: int, of: int) -> str:
    """A percentage with the standard error of the simulation (Agresti and Coull's, so that 0 has one)."""
    usual = (count + 2) / (of + 4)
    return f"{count / of:.1%} ± {sqrt(usual * (1 - usual) / (of + 4)):.1%}"
