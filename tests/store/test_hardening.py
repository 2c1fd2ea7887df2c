"""The connection can do nothing but count, and no name from outside is ever read as SQL."""

from __future__ import annotations

import duckdb
import pytest
from invented_arrivals import arrival, ask, in_post, person, stored

from sgstats.store import findings, imports, reading, rejected, undo, units

FORBIDDEN = [
    "SELECT * FROM read_csv('{outside}')",
    "SELECT * FROM read_text('{outside}')",
    "SELECT * FROM glob('{folder}/*')",
    "SELECT * FROM '{outside}'",
    "ATTACH '{folder}/other.duckdb' AS other",
    "COPY (SELECT 1) TO '{folder}/out.csv'",
    "EXPORT DATABASE '{folder}/export'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET memory_limit = '90GB'",
    "RESET lock_configuration",
    "SET GLOBAL temp_directory = '{folder}'",
    "SELECT * FROM outside_variable",
    "INSERT INTO meta VALUES ('x', 'y')",
    "DROP TABLE posting",
    "CREATE TABLE more (x INTEGER)",
]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "x.duckdb"
    stored(path, arrival(2021, person("A")))
    return path


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_a_reader_can_neither_leave_the_store_nor_change_it(path, tmp_path, sql):
    outside_variable = [1]  # a variable that the engine would read as a table, were it let
    outside = tmp_path / "outside.csv"
    outside.write_text("x\n1\n", encoding="utf-8")
    with reading(path) as connection, pytest.raises(duckdb.Error):
        connection.execute(sql.format(outside=outside, folder=tmp_path)).fetchall()
    assert outside_variable == [1]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["outside.csv", "x.duckdb"]


EVIL = "x'; DROP TABLE posting; --\"); DELETE FROM imports; /*"


def test_names_of_units_files_and_sheets_are_only_text(tmp_path):
    path = tmp_path / 'it\'s "quoted"; --.duckdb'
    evil = arrival(
        2021,
        person("A", unit=(EVIL, EVIL, EVIL)),
        person(EVIL, EVIL, EVIL, unit=(EVIL, EVIL, EVIL)),
        file=EVIL,
        sheet=EVIL,
    )
    again, saved = stored(path, evil, arrival(2022, person("B", unit=(EVIL, EVIL, EVIL))))
    assert imports(path).row(0, named=True)["file"] == EVIL
    assert units(path, on=20221231).row(0) == (EVIL, EVIL, EVIL)
    assert in_post(path, 2021) == 2
    assert in_post(path, 2022) == 1
    undo(path, import_id=saved.import_id)
    assert in_post(path, 2022) == 2
    assert again.import_id == 1
    assert rejected(path).is_empty()
    assert findings(path).is_empty()
    assert ask(path, "SELECT COUNT(*) FROM posting") == [(2,)]


def test_headers_that_are_not_understood_are_kept_as_text_only(tmp_path):
    path = tmp_path / "x.duckdb"
    one = arrival(2021, person("A"))
    named = type(one)(**{name: getattr(one, name) for name in one.__slots__} | {"unmapped": (EVIL, "血型")})
    stored(path, named)
    assert EVIL.replace('"', '\\"') in ask(path, "SELECT unmapped FROM imports")[0][0]
