"""A year judged, from a few words: what a case does not mention is unremarkable."""

from __future__ import annotations

import polars as pl
from judging_cases import frame

from sgstats.policies.loading import load
from sgstats.policies.options import Options
from sgstats.policies.results import Judged

YEAR = 2023
PEOPLE = {
    "person_id": pl.String,
    "district": pl.String,
    "street": pl.String,
    "community": pl.String,
    "unit": pl.String,
    "rated_grade": pl.String,
    "final_grade": pl.String,
    "outcome": pl.String,
    "needs_human": pl.Boolean,
    "member": pl.Boolean,
    "months": pl.Int32,
    "no_performance_pay": pl.Boolean,
}
USUAL = {
    "district": "青禾区",
    "street": "康宁街道",
    "community": "集贤社区",
    "outcome": "无",
    "needs_human": False,
    "member": True,
    "months": 12,
    "no_performance_pay": False,
}
OPEN = {"rated_grade": "优秀", "final_grade": None, "outcome": "需人工认定", "needs_human": True}


def judged(people, *, pack="EAST", options=None):
    """People as texts (their grade) or as rows, judged by a pack."""
    rows = [whole(one) | {"person_id": f"p{number}"} for number, one in enumerate(people)]
    rules = load(pack) if isinstance(pack, str) else pack
    units = frame([], {name: pl.String for name in ("district", "street", "community", "unit")})
    return Judged(
        pack=rules,
        year=YEAR,
        options=Options(**options or {}),
        people=frame(rows, PEOPLE),
        units=units,
        notes=(),
    )


def whole(person):
    row = USUAL | ({"final_grade": person} if isinstance(person, str) else person)
    row = {"rated_grade": row.get("final_grade")} | row
    return row | {"unit": "/".join(filter(None, [row["street"], row["community"]])) or None}
