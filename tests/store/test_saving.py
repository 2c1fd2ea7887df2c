"""One call is one transaction: all of it or nothing, each list once, and traces only where meant."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
from invented_arrivals import KEY, arrival, ask, in_post, person, rules, stored

from sgstats.errors import Refused, SgstatsError
from sgstats.periods import day_number
from sgstats.store import days, findings, imports, rejected, save, undo, units


@pytest.fixture
def path(tmp_path):
    return tmp_path / "名 单.duckdb"


LIST = arrival(2021, person("A"), person("B"))


def files(path):
    return sorted(one.name for one in path.parent.iterdir())


# Once


def test_the_same_bytes_are_stored_once(path):
    first, again = stored(path, LIST, LIST)
    assert (again.again, again.import_id) == (True, first.import_id)
    assert rules(again) == ["import.again"]
    assert imports(path).height == 1


def test_the_same_bytes_twice_in_one_call_are_stored_once(path):
    assert [one.again for one in save([LIST, LIST], path=path, key=KEY)] == [False, True]
    assert in_post(path, 2021) == 2


def test_the_same_bytes_with_another_day_or_sheet_are_another_statement(path):
    same = {"digest": "d" * 64}
    stored(path, arrival(2021, person("A"), **same), arrival(2022, person("A"), **same))
    stored(
        path,
        arrival(2022, person("A"), **same, sheet="第二张"),
        arrival(2022, person("A"), **same, sheet=None),
    )
    assert imports(path).height == 4


# All or nothing


def test_a_failure_in_the_third_file_stores_none_of_three(path):
    broken = arrival(2023, person("C", name_typed="x"))
    with pytest.raises(Exception, match="name_typed"):
        save([LIST, arrival(2022, person("A")), broken], path=path, key=KEY)
    assert files(path) == []


def test_a_failure_leaves_an_existing_store_as_it_was(path):
    stored(path, LIST)
    before = content(path)
    with pytest.raises(Exception, match="name_typed"):
        save([arrival(2022, person("A")), arrival(2023, person("C", name_typed="x"))], path=path, key=KEY)
    assert content(path) == before


def content(path):
    tables = ("imports", "posting", "coverage", "rejected", "finding", "meta")
    return {table: ask(path, f"SELECT * FROM {table} ORDER BY ALL") for table in tables}


@pytest.mark.parametrize("column", ["name", "id_number", "staff_id", "phone", "address"])
def test_a_personal_column_is_never_let_in(path, column):
    with pytest.raises(SgstatsError, match=column):
        save([arrival(2021, person("A") | {column: "欧阳明月"})], path=path, key=KEY)
    assert files(path) == []


KILLED = """
import sys
sys.path[:0] = [{tests!r}]
from pathlib import Path
from invented_arrivals import KEY, arrival, person
from sgstats.store import save
units = [("青禾区", f"{{n % 10}}街道", f"{{n % 100}}社区") for n in range(500)]
rows = [person(f"{{n}}", name=f"{{n}}", unit=unit) for n, unit in enumerate(units)]
arrivals = [arrival(year, *rows) for year in (2022, 2023)]
print("ready", flush=True)
save(arrivals, path=Path(sys.argv[1]), key=KEY)
print("done", flush=True)
"""


def importing(path):
    """A process that imports a thousand rows, already past its imports of modules."""
    script = KILLED.format(tests=str(Path(__file__).parent))
    process = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_killed_import_leaves_the_store_as_it_was_or_is_complete(path, tmp_path):
    stored(path, LIST)
    kept, before, seconds = path.read_bytes(), content(path), duration(tmp_path / "measure" / path.name)
    chance, outcomes = random.Random(11), []
    for _ in range(8):
        process = importing(path)
        time.sleep(chance.random() * seconds)
        os.kill(process.pid, signal.SIGKILL)
        done = "done" in process.communicate()[0]
        after = content(path)
        unchanged = after == before
        outcomes.append(unchanged)
        if after != before:
            added = {row[0] for row in after["imports"]} - {row[0] for row in before["imports"]}
            assert len(added) == 2
            assert len(after["posting"]) == len(before["posting"]) + 1000
            path.write_bytes(kept)
        assert not (done and unchanged)
    assert True in outcomes
    assert not [name for name in files(path) if "rewriting" in name]


def duration(path):
    """How long the import takes here and now, so that kills fall within it."""
    path.parent.mkdir()
    process = importing(path)
    start = time.monotonic()
    process.communicate()
    return time.monotonic() - start


# Traces


def test_a_dry_run_says_all_and_stores_nothing(path):
    saved = save([LIST, arrival(2022, person(name="n"), person(name="n"))], path=path, key=KEY, dry_run=True)
    assert [one.import_id for one in saved] == [None, None]
    assert rules(saved[1]) == ["person.ambiguous"] * 2
    assert files(path) == []


def test_a_dry_run_leaves_no_byte_in_an_existing_store(path):
    stored(path, LIST)
    before = path.read_bytes()
    save([arrival(2022, person("secret-person"))], path=path, key=KEY, dry_run=True)
    assert path.read_bytes() == before
    assert files(path) == [path.name]


def test_undo_leaves_no_byte_of_what_it_took_back(path):
    kept, taken = (
        arrival(2021, person("A")),
        arrival(2022, *(person(f"taken-{n}") for n in range(50)), file="错.xlsx"),
    )
    stored(path, kept, taken)
    assert b"taken-" in path.read_bytes()
    undo(path, import_id=2)
    left = path.read_bytes()
    assert not [word for word in (b"taken-", "错.xlsx".encode(), taken.sha256.encode()) if word in left]
    assert imports(path)["id"].to_list() == [1]
    assert files(path) == [path.name]


def test_a_number_of_an_import_is_never_used_again(path):
    stored(path, LIST)
    undo(path, import_id=1)
    assert stored(path, LIST)[0].import_id == 2


def test_an_import_that_is_not_there_cannot_be_taken_back(path):
    stored(path, LIST)
    with pytest.raises(Refused, match="7"):
        undo(path, import_id=7)
    with pytest.raises(Refused) as refusal:
        rejected(path, import_id=7)
    assert refusal.value.rule == "import.unknown"


# What a store tells about itself


def test_a_store_tells_its_imports_refusals_findings_days_and_units(path):
    refused = pl.DataFrame({"row": [9], "column": ["B"], "rule": ["row.no_person"], "message": ["…"]})
    one = arrival(2021, person("A"), person(name="n"), person(name="n"))
    save(
        [type(one)(**{name: getattr(one, name) for name in one.__slots__} | {"rejected": refused})],
        path=path,
        key=KEY,
    )
    facts = imports(path).row(0, named=True)
    assert (facts["rows_read"], facts["rows_accepted"], facts["rows_rejected"]) == (4, 3, 1)
    assert facts["as_of"].isoformat() == "2021-12-31"
    assert rejected(path).select("file", "sheet", "row", "column", "rule").row(0) == (
        "名单.xlsx",
        "名单",
        9,
        "B",
        "row.no_person",
    )
    assert findings(path, import_id=1)["rule"].to_list() == ["person.ambiguous"] * 2
    assert [day_number(day) for day in days(path)] == [20211231]
    assert units(path, on=20211231).row(0) == ("青禾区", "春晓街道", "集贤社区")
    assert units(path, on=20201231).is_empty()
