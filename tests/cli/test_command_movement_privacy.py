"""What accounts and rates tell others than the analyst: no small count, none that all tables give away."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from scipy.optimize import linprog

SPAN = ("--from", "2021", "--to", "2023")
YEARS = ("2021", "2022", "2023")
TOGETHER = ((), ("street",), ("year",), ("street", "year"))
ITEMS = ("入职", "调入", "首次列入", "离职", "调出")
SIGNS = (1, 1, 1, -1, -1)
SUMS = {"流入": ("入职", "调入"), "流出": ("离职", "调出")}
WHERE = [
    (),
    ("--where", "street=拾光街道"),
    ("--where", "community=信笺社区"),
    ("--where", "gender=男"),
    ("--where", "street=拾光街道,揽月街道"),
]


def rows(ask, *words, audience="internal"):
    ended = ask("measure", *words, "--audience", audience, "--format", "json")
    assert ended.code == 0, ended.err
    return ended.json


# Alone


@pytest.mark.parametrize("where", WHERE, ids=lambda words: " ".join(words) or "all")
@pytest.mark.parametrize("by", ["year", "street", "street,year", "community", "quarter", "month", "gender"])
@pytest.mark.parametrize(("audience", "most"), [("internal", 4), ("public", 7)])
def test_no_movement_is_small(ask, where, by, audience, most):
    told = rows(ask, "flows", "--by", by, *SPAN, *where, audience=audience)
    moved = [row for row in told if row["flow"] not in {"期初", "期末"}]
    assert not [row for row in moved if 0 < (row["people"] or 0) <= most]


@pytest.mark.parametrize("where", WHERE, ids=lambda words: " ".join(words) or "all")
@pytest.mark.parametrize(
    "words",
    [
        ("turnover", "--by", "street,year", *SPAN),
        ("turnover", "--denominator", "all", "--by", "street", "--from", "2023"),
        ("turnover", "--of", "leave_reason", "--by", "year", *SPAN),
        ("exits", "--of", "leave_reason", "--by", "street", *SPAN),
        ("early_leavers", "--by", "year", *SPAN),
        ("stability", "--by", "street", *SPAN),
        ("training_coverage", "--by", "street,year", *SPAN),
        ("never_trained", "--by", "street"),
    ],
    ids=" ".join,
)
def test_no_count_beside_a_rate_is_small(ask, words, where):
    told = rows(ask, *words, *where)
    assert not [row for row in told if 0 < (row["people"] or 0) < 5]


@pytest.mark.parametrize(
    "words",
    [("stability", "--by", "street", "--where", "gender=男"), ("stability", "--where", "community=信笺社区")],
    ids=" ".join,
)
def test_no_rest_of_a_share_is_small(ask, words):
    told = [row for row in rows(ask, *words, *SPAN) if row["people"] is not None]
    assert not [row for row in told if 0 < row["base"] - row["people"] < 5]


@pytest.mark.parametrize("by", ["street", "education_group", "gender"])
def test_no_step_of_a_curve_is_small(ask, by):
    told = [row for row in rows(ask, "survival", "--by", by) if row["people"] is not None]
    assert told
    assert not [row for row in told if row["base"] < 10]


# Comparing the answers


def test_no_small_movement_follows_from_all_tables_together(ask):
    """All that the tables by street, by year, by both and of the district say, solved as a reader could."""
    attack = Attack(ask)
    assert attack.small, "nothing small to find"
    assert not [key for key in attack.small if attack.only_value(key) is not None]


@pytest.mark.xfail(strict=True, reason="flows shows 流出 where turnover shows 离职: 调出 is the difference")
def test_nor_from_them_beside_the_leavers_of_turnover(ask):
    attack = Attack(ask)
    for by in TOGETHER:
        for row in rows(ask, "turnover", *(("--by", ",".join(by)) if by else ()), *SPAN):
            attack.read(row | {"flow": "离职"}, by)
    assert not [key for key in attack.small if attack.only_value(key) is not None]


def test_the_attack_finds_a_number_that_is_told(ask):
    attack = Attack(ask)
    key = attack.small[0]
    attack.knows(key, attack.truth[key])
    assert attack.only_value(key) == pytest.approx(attack.truth[key])


class Attack:
    """Movements of every street and year as unknowns, and every sum that a reader may write down."""

    def __init__(self, ask):
        truth = rows(ask, "flows", "--by", "street,year", *SPAN, audience="analyst")
        self.streets = list(dict.fromkeys(row["street"] for row in truth))
        self.places = {
            key: place for place, key in enumerate(product(self.streets, YEARS, (*ITEMS, "期初", "期末")))
        }
        self.truth = {
            (row["street"], row["year"], row["flow"]): row["people"]
            for row in truth
            if row["flow"] not in SUMS
        }
        self.sums, self.numbers = [], []
        self._identities()
        self.shown = set()
        for by in TOGETHER:
            words = ("--by", ",".join(by)) if by else ()
            for row in rows(ask, "flows", *words, *SPAN):
                self.read(row, by)
        self.small = [key for key, count in self.truth.items() if 0 < count < 5 and key not in self.shown]

    def _identities(self):
        for street, year in product(self.streets, YEARS):
            parts = dict(zip([(street, year, item) for item in ITEMS], SIGNS, strict=True))
            self._holds(parts | {(street, year, "期初"): 1, (street, year, "期末"): -1}, 0)
        for street, (one, two) in product(self.streets, pairwise(YEARS)):
            self._holds({(street, one, "期末"): 1, (street, two, "期初"): -1}, 0)
        for year in YEARS:
            # Nobody moves into or out of the district.
            moves = {(street, year, "调入"): 1 for street in self.streets}
            self._holds(moves | {(street, year, "调出"): -1 for street in self.streets}, 0)

    def read(self, row, by):
        if row["people"] is None:
            return
        streets = [row["street"]] if "street" in by else self.streets
        years = self._years(row, by)
        items = SUMS.get(row["flow"], (row["flow"],))
        if "street" not in by and row["flow"] in {"调入", "调出", *SUMS}:
            # Of the whole district there are no moves.
            items = [item for item in items if item not in {"调入", "调出"}]
        if items:
            self._holds(dict.fromkeys(product(streets, years, items), 1), row["people"])
        if set(by) == {"street", "year"}:
            self.shown.add((row["street"], row["year"], row["flow"]))

    def _years(self, row, by):
        if "year" in by:
            return [row["year"]]
        return {"期初": YEARS[:1], "期末": YEARS[-1:]}.get(row["flow"], YEARS)

    def _holds(self, parts, number):
        self.sums.append(parts)
        self.numbers.append(float(number))

    def knows(self, key, number):
        self._holds({key: 1}, number)

    def only_value(self, key):
        """The number, if everything known leaves it no other value."""
        matrix = np.zeros((len(self.sums), len(self.places)))
        for line, parts in enumerate(self.sums):
            for part, factor in parts.items():
                matrix[line, self.places[part]] = factor
        goal = np.zeros(len(self.places))
        goal[self.places[key]] = 1
        ends = []
        for sign in (1, -1):
            found = linprog(sign * goal, A_eq=matrix, b_eq=self.numbers, bounds=(0, None))
            if found.status == 3:
                return None
            assert found.status == 0, "what is shown must agree with itself"
            ends.append(sign * found.fun)
        return ends[0] if abs(ends[1] - ends[0]) < 1e-6 else None
