"""How long it takes to share out pools by EAST, beside a plain loop over people in Decimal.

    python benchmarks/pay.py [--people 1336 100000 1000000] [--rounds 5]

Nine people a community, 162 000.00 yuan each community. The loop holds rows as dicts, groups them by
community and rounds by largest remainder; ``pay`` also writes everybody's reason and the account of
each unit. Both must agree on every cent before they are timed; they take turns in one process,
and ratios are of medians in one run.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal

import numpy as np
import polars as pl
from turns import medians

from sgstats.policies.loading import load
from sgstats.policies.options import Options
from sgstats.policies.paying import pay
from sgstats.policies.pools import from_amount
from sgstats.policies.results import Judged

POOL = "162000.00"
CENT = Decimal("0.01")
PEOPLE_PER_COMMUNITY, COMMUNITIES_PER_STREET = 9, 18
EAST = load("EAST")
SHARES = [0.11, 0.77, 0.09, 0.03]


def judged(people: int) -> Judged:
    """A year of invented people whose grades are decided."""
    random = np.random.default_rng(people)
    number = pl.Series(np.arange(people))
    unit = number // PEOPLE_PER_COMMUNITY
    rows = pl.DataFrame({
        "person_id": number.cast(pl.String).str.pad_start(21, "p"),
        "district": ["青禾区"] * people,
        "street": (unit // COMMUNITIES_PER_STREET).cast(pl.String) + "号街道",
        "community": unit.cast(pl.String) + "号社区",
        "final_grade": random.choice(EAST.scale, people, p=SHARES),
    }).with_columns(
        unit=pl.concat_str("street", "community", separator="/"),
        rated_grade="final_grade",
        outcome=pl.lit("无"),
        member=pl.lit(value=True),
        months=pl.lit(12),
        no_performance_pay=pl.lit(value=False),
    )
    return Judged(pack=EAST, year=2023, options=Options(), people=rows, units=rows.clear(), notes=())


def by_loop(people: list[dict[str, str]]) -> list[int]:
    """Cents of everybody, in their order."""
    units = defaultdict(list)
    for number, person in enumerate(people):
        units[person["unit"]].append((number, EAST.pay.coefficients[person["final_grade"]]))
    cents = [0] * len(people)
    for members in units.values():
        for number, amount in shared(members):
            cents[number] = int(amount / CENT)
    return cents


def shared(members: list[tuple[int, Decimal]]) -> list[tuple[int, Decimal]]:
    """One pool by largest remainder."""
    pool, total = Decimal(POOL), sum(k for _, k in members)
    if not total:
        return []
    exact = [(number, k, pool * k / total) for number, k in members]
    floors = {number: amount.quantize(CENT, rounding=ROUND_FLOOR) for number, _, amount in exact}
    left = int((pool - sum(floors.values())) / CENT)
    # Decimal keeps 28 digits, so equal fractions are equal to far below a cent.
    queue = sorted(exact, key=lambda one: (floors[one[0]] - one[2], -one[1], one[0]))
    for number, _, _ in queue[:left]:
        floors[number] += CENT
    return list(floors.items())


def contenders(people: int) -> dict[str, Callable[[], list[int]]]:
    """Both ways to everybody's cents."""
    year = judged(people)
    rows = year.people.select("unit", "final_grade").to_dicts()
    return {
        "sgstats pay": lambda: pay(year, pools=from_amount(year, POOL)).people["cents"].to_list(),
        "Decimal loop": lambda: by_loop(rows),
    }


def main() -> None:
    """Check that both agree, then let them take turns."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[1_336, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    print("   people  what                 median    pay ÷ this")
    for people in chosen.people:
        runs = contenders(people)
        seconds_of = medians(runs, rounds=chosen.rounds)
        for name, seconds in seconds_of.items():
            ratio = seconds_of["sgstats pay"] / seconds
            print(f"{people:>9,}  {name:<16}  {seconds * 1000:9.1f} ms  {ratio:9.2f} ×")


if __name__ == "__main__":
    main()
