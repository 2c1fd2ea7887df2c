"""Cents left over by equal shares follow the list, whatever key hides its people."""

from __future__ import annotations

import pytest

import sgstats
from sgstats.store import reading

NAMES = ("甲一", "乙二", "丙三", "丁四", "戊五", "己六", "庚七")
CENTS = ["14.29"] * 4 + ["14.28"] * 3
"""Seven equal shares of 100 yuan: four cents are left over."""


@pytest.fixture
def amounts(tmp_path, monkeypatch):
    """What the people of a list get under some key, in the order of its rows."""

    def of(names, *, key):
        monkeypatch.setenv("SGSTATS_KEY", key)
        rows = [f"{name},女,春晓街道,集贤社区,称职" for name in names]
        roster, grades = tmp_path / "名单.csv", tmp_path / "考核.csv"
        head = "截至2023年12月31日\n姓名,性别,街道,社区\n"
        roster.write_text(head + "\n".join(row.removesuffix(",称职") for row in rows), encoding="utf-8")
        told = "\n".join(f"2023,{row.replace(',女', '')}" for row in rows)
        grades.write_text(f"年度,姓名,街道,社区,考核等次\n{told}", encoding="utf-8")
        store = tmp_path / f"{len(list(tmp_path.iterdir()))}.duckdb"
        sgstats.ingest([roster, grades], store=store)
        people = sgstats.pay("EAST", year=2023, pool="100", store=store, audience="analyst").people
        with reading(store) as connection:
            ids = connection.execute("SELECT person_id FROM posting ORDER BY row").fetchall()
        given = dict(people.select("person_id", "amount").rows())
        return [given[one] for (one,) in ids]

    return of


def test_the_first_on_the_list_get_the_odd_cents_under_any_key(amounts):
    assert amounts(NAMES, key="one key for this test only") == CENTS
    assert amounts(NAMES, key="another key for this test") == CENTS
    assert amounts(NAMES, key="a third key for this test") == CENTS


def test_a_list_in_another_order_gives_them_to_others(amounts):
    assert amounts(NAMES[::-1], key="one key for this test only") == CENTS
