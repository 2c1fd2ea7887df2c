"""A store that is foreign, damaged, missing, in use or of another key is refused, and stays as it was."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from invented_arrivals import arrival, person, stored

from sgstats.errors import Refused
from sgstats.store import Key, days, imports, undo

LIST = arrival(2021, person("A"), person("B"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "名 单.duckdb"


def files(path):
    return sorted(one.name for one in path.parent.iterdir())


def test_another_key_is_refused(path):
    stored(path, LIST)
    with pytest.raises(Refused) as refusal:
        stored(path, arrival(2022, person("A")), key=Key(fingerprint="another", source="SGSTATS_KEY"))
    assert refusal.value.rule == "key.differs"
    assert imports(path).height == 1


def foreign(path):
    import duckdb

    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE warehouse (x INTEGER)")


def newer(path):
    stored(path, LIST)
    content = bytearray(path.read_bytes())
    content[12] = 250  # the storage version, behind the checksum and DUCK
    path.write_bytes(content)


def other_version(path):
    import duckdb

    stored(path, LIST)
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE name = 'version'")


@pytest.mark.parametrize(
    "make",
    [
        foreign,
        newer,
        other_version,
        pytest.param(lambda path: path.write_bytes(b"no database" * 900), id="noise"),
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.mkdir(), id="folder"),
    ],
)
@pytest.mark.parametrize("name", ["x.duckdb", "block.duckdb"])
def test_a_file_that_is_no_store_of_ours_is_refused_unchanged(tmp_path, make, name):
    path = tmp_path / name
    make(path)
    before = path.read_bytes() if path.is_file() else None
    for attempt in (lambda: stored(path, LIST), lambda: imports(path), lambda: undo(path, import_id=1)):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.rule in {"store.not_ours", "store.damaged"}
    assert before is None or path.read_bytes() == before


def test_a_damaged_store_is_refused(path):
    stored(path, arrival(2021, *(person(f"{n}") for n in range(3000))))
    content = bytearray(path.read_bytes())
    content[12288 : len(content)] = bytes(255 - byte for byte in content[12288:])
    path.write_bytes(content)
    with pytest.raises(Refused):
        imports(path)


def test_a_store_that_is_not_there_is_said_to_be_missing(path):
    for attempt in (lambda: imports(path), lambda: days(path), lambda: undo(path, import_id=1)):
        with pytest.raises(Refused, match=r"名 单\.duckdb") as refusal:
            attempt()
        assert refusal.value.rule == "store.missing"
    assert files(path) == []


def test_a_store_that_a_killed_first_import_left_blank_is_missing_and_may_be_filled(path):
    import duckdb

    duckdb.connect(str(path)).close()
    with pytest.raises(Refused) as refusal:
        imports(path)
    assert refusal.value.rule == "store.missing"
    assert stored(path, LIST)[0].import_id == 1


def test_a_store_in_use_is_said_to_be_locked(path, monkeypatch):
    import duckdb

    monkeypatch.setattr("sgstats.store.connection.LOCK_PATIENCE_SECONDS", 0.2)
    stored(path, LIST)
    hold = (
        f"import duckdb, sys; c = duckdb.connect({str(path)!r}); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        for attempt in (lambda: stored(path, LIST), lambda: imports(path)):
            with pytest.raises(Refused) as refusal:
                attempt()
            assert refusal.value.rule == "store.locked"
        holder.communicate()
    assert imports(path).height == 1
    with duckdb.connect(str(path), read_only=True), pytest.raises(Refused) as refusal:
        stored(path, arrival(2022, person("A")))
    assert refusal.value.rule == "store.locked"


def test_a_store_may_be_copied_and_read_elsewhere(path, tmp_path):
    stored(path, LIST)
    (tmp_path / "copy").mkdir()
    shutil.copy(path, tmp_path / "copy" / "y.duckdb")
    assert imports(tmp_path / "copy" / "y.duckdb").height == 1
