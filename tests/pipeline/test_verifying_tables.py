"""Numbers in tables are claims: row and column say what of."""

from __future__ import annotations

from functools import partial

import pytest

import sgstats
from sgstats.pipeline.cell_claims import cells_of
from sgstats.sources import document_of

GENDERS = "表1 性别构成\n性别\t人数\t占比\n男\t67\t5%\n女\t1269\t95.0\n合计\t1336\t100%"
STREETS = "街道\t人数\t男\t女\n康宁街道\t162\t9\t153\n合计\t1336\t67\t1296"
YEARS = "指标\t2022年\t2023年\n社区工作者人数\t1312\t1336\n平均年龄（岁）\t43.5\t43.5"


@pytest.fixture
def verify(ingested):
    return partial(sgstats.verify, store=ingested.store)


def by_cell(found):
    return {row["cell"]: row for row in found.claims.rows(named=True)}


def test_a_count_and_a_share_are_told_by_their_columns(verify):
    found = by_cell(verify(text=GENDERS))
    assert (found["表1!B2"]["kind"], found["表1!B2"]["actual_people"]) == ("count", 67)
    assert (found["表1!C2"]["kind"], found["表1!C2"]["count_low"]) == ("percent", 61)
    assert found.pop("表1!C4")["verdict"] == "untestable"  # 100% of whom
    assert {row["verdict"] for row in found.values()} == {"consistent"}


def test_a_row_of_a_unit_and_a_column_of_a_group_meet(verify):
    found = by_cell(verify(text=STREETS))
    assert (found["表1!C2"]["where"], found["表1!C2"]["actual_people"]) == ("street=康宁街道", 9)
    assert (found["表1!D3"]["verdict"], found["表1!D3"]["actual_people"]) == ("contradicted", 1269)


def test_a_year_over_a_column_is_the_day_of_its_numbers(verify):
    found = by_cell(verify(text=YEARS))
    assert (found["表1!B2"]["actual_people"], found["表1!C2"]["actual_people"]) == (1312, 1336)
    assert found["表1!C3"]["metric"] == "mean_age"


def test_the_title_says_which_year_a_table_is_about(verify):
    found = by_cell(verify(text="2022年各街道社区工作者情况\n街道\t人数\n合计\t1312\n"))
    assert found["表1!B2"]["verdict"] == "consistent"


def test_a_claim_of_a_table_quotes_its_row_and_column(verify):
    row = by_cell(verify(text=STREETS))["表1!C2"]
    assert (row["quote"], row["printed"], row["paragraph"]) == ("康宁街道 · 男：9", "9", None)


@pytest.mark.parametrize("head", ["姓名\t年龄\t学时", "联系电话\t年龄\t学时"])
def test_a_list_of_people_makes_no_claims(head):
    assert not cells_of(document_of(f"{head}\n甲\t41\t12\n乙\t42\t13"))


def test_serial_numbers_are_no_claims():
    cells = cells_of(document_of("序号\t街道\t人数\n1\t康宁街道\t162"))
    assert [cell.address for cell in cells.values()] == ["表1!C2"]


def test_a_table_is_held_against_itself_where_nothing_was_imported_yet(tmp_path):
    path = tmp_path / "汇总.csv"
    path.write_text("街道,人数\n春晓街道,141\n康宁街道,162\n合计,304\n", encoding="utf-8")
    found = sgstats.verify(path, store=tmp_path / "没有.duckdb")
    assert "contradicted" in found.arithmetic["verdict"].to_list()
    assert set(found.claims["verdict"]) == {"untestable"}
    with pytest.raises(sgstats.Refused) as refusal:
        sgstats.verify(text="男性占5%。", store=tmp_path / "没有.duckdb")
    assert refusal.value.rule == "store.missing"
