"""Accounts of staff made by hand, and an attacker who writes down all that ties their numbers together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

import numpy as np
import polars as pl
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from sgstats.disclosure import protect
from sgstats.metrics import Measured, Options, catalogue

ITEMS = ("期初", "流入", "入职", "调入", "首次列入", "流出", "离职", "调出", "期末")
SIGNS = {"入职": 1, "调入": 1, "首次列入": 1, "离职": -1, "调出": -1}
SMALL_OFTEN = st.sampled_from([0, 0, 0, 1, 1, 2, 3, 4, 6, 9, 17])
STOCKS = st.sampled_from([0, 1, 3, 6, 12, 30, 130])
MONTHS = ["2023-01", "2023-02", "2023-04", "2024-01"]


@dataclass(frozen=True)
class History:
    """Movements by unit, sex and month; moves by unit left and unit reached."""

    stock: np.ndarray
    joined: np.ndarray
    left: np.ndarray
    moved: np.ndarray


@st.composite
def histories(draw, units, sexes, months):
    """Any movements that leave nobody missing."""
    shape = (units, sexes, months)
    joined, left = (draw(arrays(np.int64, shape, elements=SMALL_OFTEN)) for _ in range(2))
    moved = draw(arrays(np.int64, (units, *shape), elements=st.sampled_from([0, 0, 0, 0, 1, 2, 5])))
    moved[np.arange(units), np.arange(units)] = 0
    net = joined - left + moved.sum(axis=0) - moved.sum(axis=1)
    least = np.minimum(net.cumsum(axis=2).min(axis=2), 0)
    first = draw(arrays(np.int64, (units, sexes), elements=STOCKS)) - least
    stock = np.concatenate([first[:, :, None], first[:, :, None] + net.cumsum(axis=2)], axis=2)
    return History(stock=stock, joined=joined, left=left, moved=moved)


def account(history, by):
    """The flow table of a history by any of community, gender, year, quarter and month."""
    units = (
        [[u] for u in range(history.stock.shape[0])]
        if "community" in by
        else [list(range(history.stock.shape[0]))]
    )
    sexes = (
        [[s] for s in range(history.stock.shape[1])]
        if "gender" in by
        else [list(range(history.stock.shape[1]))]
    )
    names = {
        "month": lambda m: m,
        "quarter": lambda m: f"{m[:4]}Q{(int(m[5:]) + 2) // 3}",
        "year": lambda m: m[:4],
    }
    kind = next((name for name in names if name in by), None)
    months = MONTHS[: history.joined.shape[2]]
    label = names[kind] if kind else lambda month: ""
    times = [
        [k for k, month in enumerate(months) if label(month) == one]
        for one in dict.fromkeys(map(label, months))
    ]
    rows = []
    for (u, unit), (s, sex), time in product(enumerate(units), enumerate(sexes), times):
        cut = np.ix_(unit, sex, time)
        away = [v for v in range(history.stock.shape[0]) if v not in unit]
        counts = {
            "期初": history.stock[np.ix_(unit, sex)][:, :, time[0]].sum(),
            "期末": history.stock[np.ix_(unit, sex)][:, :, time[-1] + 1].sum(),
            "入职": history.joined[cut].sum(), "离职": history.left[cut].sum(), "首次列入": 0,
            "调入": history.moved[np.ix_(away, unit, sex, time)].sum(),
            "调出": history.moved[np.ix_(unit, away, sex, time)].sum(),
        }  # fmt: skip
        counts["流入"] = counts["入职"] + counts["调入"]
        counts["流出"] = counts["离职"] + counts["调出"]
        group = {
            "community": f"{u}社区",
            "gender": "男女"[s],
            **{k: f(months[time[0]]) for k, f in names.items()},
        }
        rows += [
            {**{name: group[name] for name in by}, "flow": item, "people": int(counts[item])}
            for item in ITEMS
        ]
    cells = pl.DataFrame(rows, schema_overrides={"people": pl.Int64})
    return Measured(
        name="flows", definition=catalogue()["flows"], on=None,
        since=date(2023, 1, 1), until=date(2024, 1, 31),
        by=tuple(by), of="flow", where={}, cells=cells,
        options=Options(),
    )  # fmt: skip


class Attacker:
    """Solves for the numbers of an account by community, gender and month."""

    def __init__(self, history):
        self.units, self.sexes, self.months = history.joined.shape
        self.width = self.units * self.sexes * (4 * self.months + self.months + 1)
        self.rows, self.sums = [], []
        for unit, sex, month in product(range(self.units), range(self.sexes), range(self.months)):
            signs = {"入职": 1, "离职": -1, "调入": 1, "调出": -1}
            row = sum(sign * self.of(item, [unit], [sex], [month]) for item, sign in signs.items())
            row += self.of("stock", [unit], [sex], [month]) - self.of("stock", [unit], [sex], [month + 1])
            self.told(row, 0)
        for sex, month in product(range(self.sexes), range(self.months)):
            everywhere = range(self.units)
            self.told(
                self.of("调入", everywhere, [sex], [month]) - self.of("调出", everywhere, [sex], [month]), 0
            )

    def of(self, item, units, sexes, times):
        """A number as a sum of unknowns."""
        marks = np.zeros((self.units, self.sexes, 5 * self.months + 1))
        place = {"入职": 0, "离职": 1, "调入": 2, "调出": 3, "stock": 4}[item] * self.months
        for unit, sex, time in product(units, sexes, times):
            marks[unit, sex, place + time] = 1
        return marks.ravel()

    def told(self, row, number):
        self.rows.append(row)
        self.sums.append(number)

    def number(self, table, row):
        """What a row of a table counts."""
        by = table.by
        units = [int(row["community"][0])] if "community" in by else range(self.units)
        sexes = ["男女".index(row["gender"])] if "gender" in by else range(self.sexes)
        months = MONTHS[: self.months]
        here = [
            k for k, m in enumerate(months) if m == row.get("month", m) and m[:4] == row.get("year", m[:4])
        ]
        here = [
            k
            for k in here
            if row.get("quarter", "") in ("", f"{months[k][:4]}Q{(int(months[k][5:]) + 2) // 3}")
        ]
        if row["flow"] in ("期初", "期末"):
            return self.of("stock", units, sexes, [here[0] if row["flow"] == "期初" else here[-1] + 1])
        items = {"流入": ("入职", "调入"), "流出": ("离职", "调出"), "首次列入": ()}.get(
            row["flow"], (row["flow"],)
        )
        there = [item for item in items if item in ("入职", "离职") or "community" in by]
        return sum((self.of(item, units, sexes, here) for item in there), np.zeros(self.width))

    def read(self, table, audience="internal"):
        """Note all that is shown of a table; give the small counts behind it."""
        small = []
        for row, shown in zip(
            table.cells.rows(named=True),
            protect(table, audience=audience).frame.rows(named=True),
            strict=True,
        ):
            if shown["status"] != "hidden":
                self.told(self.number(table, row), row["people"])
            elif 0 < row["people"] < 5:
                small.append((self.number(table, row), row))
        return small

    def computes(self, wanted):
        """Whether a number can have only one value."""
        ends = [self._end(sign * np.array(wanted)) for sign in (1, -1)]
        return None not in ends and abs(sum(ends)) < 1e-6

    def _end(self, goal):
        found = linprog(goal, A_eq=np.array(self.rows), b_eq=np.array(self.sums, float), bounds=(0, None))
        assert found.status in {0, 3}, "the equations must agree with each other"
        return found.fun if found.status == 0 else None


def with_totals(by):
    """The table and the same question by fewer fields."""
    return [dims for size in range(len(by) + 1) for dims in combinations(by, size)]
