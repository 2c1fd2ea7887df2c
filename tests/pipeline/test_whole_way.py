"""From the sample files to the headline numbers, whatever the order, and nothing lost on the way."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from pipeline.conftest import SAMPLES

import sgstats
from sgstats import store as statements
from sgstats.errors import Refused
from sgstats.pipeline import Choices

FILES = sorted(path.name for path in SAMPLES.glob("20*"))  # the rosters
DAYS = ["2012-12-31", "2020-12-31", "2021-12-31", "2022-12-31", "2023-12-31"]
RULES = {"no_identity": "row.no_person", "hired_before_birth": "row.hired_before_birth"}


def test_nothing_is_lost_between_reading_and_storing(ingested):
    history = statements.imports(ingested.store)
    assert (history["rows_read"] == history["rows_accepted"] + history["rows_rejected"]).all()
    assert history["rows_read"].to_list() == [
        # A row of a file may hold several records: a grade of each year, a score of each rater.
        one.arrival.rows["_row"].n_unique() + one.arrival.rejected.height
        for one in ingested.saved
    ]


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_accepted_and_rejected_row_by_row_as_expected(ingested, expected, name):
    facts = expected("files")[name]
    tables = [one.arrival for one in ingested.saved if one.arrival.file == name]
    assert sum(one.rows.height + one.rejected.height for one in tables) == facts["data_rows"]
    assert {one.as_of.isoformat() for one in tables} == {facts["as_of"]}
    rejected = [dict(one.rejected.select("row", "rule").rows()) for one in tables]
    wanted = [{int(row): RULES[why] for row, why in sheet["reject"].items()} for sheet in facts["sheets"]]
    # A person listed twice in one unit is rejected the second time, in two units kept and reported.
    repeats = sum(list(one.values()).count("row.repeated") for one in rejected)
    two_units = sum(one.findings["rule"].to_list().count("person.two_units") for one in tables)
    assert [{row: rule for row, rule in one.items() if rule != "row.repeated"} for one in rejected] == wanted
    assert repeats + two_units == facts["listed_twice"]


@pytest.mark.parametrize("name", FILES)
def test_what_is_wrong_in_a_file_is_found_as_often_as_it_was_put_there(ingested, expected, name):
    slips = Counter()
    for sheet in expected("files")[name]["sheets"]:
        slips.update(sheet["slips"])
    found = Counter(
        rule for one in ingested.saved if one.arrival.file == name for rule in one.findings["rule"]
    )
    rules = {"id_masked": "id.masked", "id_truncated": "id.truncated", "id_wrong_check": "id.checksum",
             "birth_conflict": "birth.conflict", "sex_conflict": "gender.conflict"}  # fmt: skip
    assert {slip: found[rule] for slip, rule in rules.items()} == {slip: slips[slip] for slip in rules}


def headline(store, day):
    """The headline numbers of a day, as ``data/expected/headline.json`` names them."""

    def count(of, value, **options):
        rows = sgstats.measure("structure", of=of, on=day, store=store, audience="analyst", **options).rows()
        return sum(row["people"] for row in rows if row[of] == value)

    whole = sgstats.measure("headcount", on=day, store=store, audience="analyst").rows()
    return {
        "people": whole[0]["people"],
        "men": count("gender", "男"),
        "aged_40_to_50": count("age_band", "40–50岁", bands="0-39,40-50,51-"),
        "college_and_above": count("education_group", "大专及以上"),
        "recommended_by_street": count("source", "街道推荐"),
    }


@pytest.mark.parametrize("day", DAYS)
def test_the_headline_of_every_year_is_the_expected_one(ingested, expected, day):
    wanted = expected("headline")[day]
    found = headline(ingested.store, day)
    assert found == {name: wanted[name] for name in found}


def test_the_order_of_the_files_does_not_change_the_headline(ingested, tmp_path):
    files = [SAMPLES / name for name in FILES]
    random.Random(7).shuffle(files)
    # Several calls, so that not even the order of days is restored.
    for group in (files[:5], files[5:9], files[9:]):
        sgstats.ingest(group, store=tmp_path / "x.duckdb")
    for day in DAYS:
        assert headline(tmp_path / "x.duckdb", day) == headline(ingested.store, day)


def test_taking_back_the_last_year_brings_the_year_before_into_force(ingested, expected, tmp_path):
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(ingested.store.read_bytes())
    history = statements.imports(copy)
    # The newest first: what a ledger's later sheets tell builds on its list of problems.
    for number in history.filter(history["as_of"] == date(2023, 12, 31))["id"].reverse():
        statements.undo(copy, import_id=number)
    assert headline(copy, "2023-12-31")["people"] <= expected("headline")["2022-12-31"]["people"]
    assert headline(copy, "2022-12-31") == headline(ingested.store, "2022-12-31")


def test_the_same_files_again_change_nothing(ingested, tmp_path):
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(ingested.store.read_bytes())
    again = sgstats.ingest([SAMPLES / "2012-幸福社区-8人.xlsx"], store=copy)
    assert [one.again for one in again] == [True]
    assert statements.imports(copy).equals(statements.imports(ingested.store))


# What is refused costs a message and nothing else

GOOD = "花名册（截至2023年12月31日）\n姓名,性别\n甲,男\n乙,女\n"
BAD = {
    "空.csv": b"",
    "文章.txt": "社区工作者要有爱心、耐心、细心。\n这是一篇文章，不是名单。\n".encode(),
    "加密.xlsx": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600,
    "截断.xlsx": b"PK\x03\x04" + b"\0" * 100,
    "噪声.xls": bytes(range(256)) * 20,
    "没有人.csv": "花名册（截至2023年12月31日）\n性别,学历,民族\n男,大专,汉\n".encode(),
    "两列.csv": "花名册（截至2023年12月31日）\n姓名,性别,性别\n甲,男,女\n".encode(),
    "不在.csv": None,
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_among_good_ones_leaves_no_store(tmp_path, name):
    (tmp_path / "好.csv").write_text(GOOD, encoding="utf-8")
    if BAD[name] is not None:
        (tmp_path / name).write_bytes(BAD[name])
    with pytest.raises(Refused, match=name.partition(".")[0]):
        sgstats.ingest([tmp_path / "好.csv", tmp_path / name], store=tmp_path / "x.duckdb")
    assert not (tmp_path / "x.duckdb").exists()


def test_a_bad_file_leaves_a_store_as_it_was(ingested, tmp_path):
    before = ingested.store.read_bytes()
    (tmp_path / "空.csv").write_bytes(b"")
    with pytest.raises(Refused):
        sgstats.ingest([SAMPLES / "2012-幸福社区-8人.xlsx", tmp_path / "空.csv"], store=ingested.store)
    assert ingested.store.read_bytes() == before


def test_a_strict_call_stores_nothing_where_a_row_is_rejected(tmp_path):
    strict = Choices(strict=True)
    with pytest.raises(Refused) as refusal:
        sgstats.ingest([SAMPLES / FILES[4]], store=tmp_path / "x.duckdb", choices=strict)
    assert refusal.value.rule == "ingest.strict"
    assert not (tmp_path / "x.duckdb").exists()
    assert sgstats.ingest([SAMPLES / FILES[0]], store=tmp_path / "x.duckdb", choices=strict)


def test_a_dry_run_makes_neither_store_nor_key(tmp_path, monkeypatch):
    monkeypatch.setenv("SGSTATS_KEY_FILE", str(tmp_path / "key"))
    choices = Choices(dry_run=True)
    saved = sgstats.ingest([SAMPLES / FILES[0]], store=tmp_path / "x.duckdb", choices=choices)
    assert [one.import_id for one in saved] == [None]
    assert list(tmp_path.iterdir()) == []


def test_the_key_is_not_kept_beside_the_store(ingested, key_file):
    assert key_file.exists()
    assert [path.name for path in Path(ingested.store).parent.iterdir()] == [ingested.store.name]
