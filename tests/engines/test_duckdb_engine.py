"""The embedded engine answers with plain rows and fails without quoting data."""

from __future__ import annotations

import duckdb
import pytest

from sgstats.engines import DuckDB
from sgstats.errors import SgstatsError


@pytest.fixture
def engine():
    connection = duckdb.connect()
    connection.execute("CREATE TABLE posting AS SELECT '王小明' AS person_id, 20231231 AS valid_from")
    return DuckDB(connection)


def test_rows_are_integers_and_texts(engine):
    (row,) = engine.rows(
        "SELECT person_id, valid_from, NULL AS nothing, COUNT(*) AS people FROM posting GROUP BY ALL"
    )
    assert [type(value) for value in row] == [str, int, type(None), int]


def test_values_are_bound_by_name(engine):
    assert engine.rows("SELECT $day + 1 AS next", {"day": 1}) == [(2,)]
    assert engine.rows("SELECT person_id FROM posting WHERE person_id = $who", {"who": "' OR 1=1 --"}) == []


def test_answers_do_not_block_each_other(engine):
    for _ in range(3):
        assert engine.rows("SELECT COUNT(*) AS people FROM posting") == [(1,)]


def test_an_error_holds_the_query_and_never_the_data(engine):
    sql = "SELECT CAST(person_id AS INTEGER) FROM posting"
    with pytest.raises(SgstatsError) as caught:
        engine.rows(sql)
    assert sql in str(caught.value)
    assert "王小明" not in repr(caught.value) + str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert caught.value.exit_code == 1
