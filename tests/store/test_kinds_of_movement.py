"""Movements, trainings and units in the store: whom they speak of, and which import has the last word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from invented_arrivals import arrival, ask, person, rules, stored
from invented_years import about

from sgstats.store import days, imports, population, recorded, rejected, undo, years

SPRING = {"district": "青禾区", "street": "春晓街道", "community": "集贤社区"}
RAIN = {"to_district": "青禾区", "to_street": "听雨街道", "to_community": "油伞社区"}
IN_RAIN = ("青禾区", "听雨街道", "油伞社区")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "名单.duckdb"


def movement(*rows, digest="a"):
    return about(
        "movement",
        *({"day": 20230518, "movement_type": "离职"} | SPRING | row for row in rows),
        digest=digest,
    )


def training(*rows, digest="a"):
    return about(
        "training", *({"day": 20230518, "training_topic": "初任培训"} | row for row in rows), digest=digest
    )


def units(*rows, digest="a", day=date(2023, 12, 31)):
    facts = ("residents", "households", "quota")
    told = [
        {"_row": place, "day": int(f"{day:%Y%m%d}")} | SPRING | dict.fromkeys(facts) | row
        for place, row in enumerate(rows, start=3)
    ]
    schema = {name: pl.Int64 for name in ("_row", "day", *facts)}
    frame = pl.DataFrame(told, schema_overrides=schema)
    return replace(arrival(day, digest=digest * 64, file="人口.xlsx"), kind="population", rows=frame)


def told(path, kind, *fields):
    return recorded(path, kind=kind, until=2023).select(fields).rows()


# Movements


def test_a_movement_keeps_its_units(path):
    stored(path, arrival(2022, person("A")))
    stored(path, movement({"id_key": "id-A", "movement_type": "调动"} | RAIN))
    units = ("district", "street", "community", *RAIN)
    assert told(path, "movement", "movement_type", *units) == [("调动", *SPRING.values(), *RAIN.values())]


def test_somebody_known_by_name_alone_is_found_in_the_unit_joined_too(path):
    stored(path, arrival(2023, person("A", name="王芳", unit=IN_RAIN)))
    stored(path, movement({"called_key": "called-王芳", "movement_type": "调动"} | RAIN))
    (known,) = ask(path, "SELECT DISTINCT person_id FROM posting")[0]
    assert told(path, "movement", "person_id") == [(known,)]


def test_whoever_left_is_not_looked_for_elsewhere(path):
    stored(path, arrival(2023, person("A", name="王芳", unit=IN_RAIN)))
    (saved,) = stored(path, movement({"called_key": "called-王芳"}))
    assert saved.arrival.rejected["rule"].to_list() == ["record.nobody"]


def test_who_joined_with_a_number_of_no_list_is_kept_and_found_by_the_next_list(path):
    number = "Z" * 20
    (saved,) = stored(path, movement({"id_key": f"id-{number}", "movement_type": "入职"}))
    assert "record.unlisted_person" in rules(saved)
    before = told(path, "movement", "person_id")
    stored(path, arrival(2023, person(number)))
    assert ask(path, "SELECT person_id FROM posting") == before


def test_who_joined_without_a_number_waits_for_a_list(path):
    file = movement({"called_key": "called-王芳", "movement_type": "入职"})
    (before,) = stored(path, file)
    assert before.arrival.rejected["rule"].to_list() == ["record.nobody"]
    stored(path, arrival(2023, person("A", name="王芳")))
    (after,) = stored(path, file)
    assert (after.import_id, after.arrival.rows_accepted) == (before.import_id, 1)
    assert rejected(path).is_empty()


def test_a_later_list_replaces_the_same_movement_and_no_other(path):
    stored(path, arrival(2022, person("A")))
    stored(
        path,
        movement({"id_key": "id-A", "leave_reason": "辞职"}, digest="a"),
        movement({"id_key": "id-A", "leave_reason": "退休"}, digest="b"),
        movement({"id_key": "id-A", "day": 20230601}, digest="c"),
    )
    assert told(path, "movement", "day", "leave_reason") == [(20230518, "退休"), (20230601, None)]
    undo(path, import_id=3)
    assert told(path, "movement", "day", "leave_reason") == [(20230518, "辞职"), (20230601, None)]


BARE = {"district": None, "street": None}


def test_a_bare_community_is_the_only_one_of_that_name_on_the_lists(path):
    stored(path, arrival(2022, person("A"), person("B", unit=IN_RAIN)))
    row = {"id_key": "id-A", "movement_type": "调动", "to_community": "油伞社区"} | BARE
    (saved,) = stored(path, movement(row))
    units = ("district", "street", "community", *RAIN)
    assert told(path, "movement", *units) == [(*SPRING.values(), *RAIN.values())]
    assert "record.unit_completed" in rules(saved)


def test_a_community_of_two_streets_stays_without_one(path):
    stored(path, arrival(2022, person("A"), person("B", unit=("青禾区", "听雨街道", "集贤社区"))))
    stored(path, movement({"id_key": "id-A"} | BARE))
    assert told(path, "movement", "district", "street", "community") == [(None, None, "集贤社区")]


def test_the_numbers_of_a_unit_meet_its_staff(path):
    stored(path, arrival(2022, person("A")))
    stored(path, units({"quota": 8} | BARE))
    assert last(path, "district", "street", "community") == [tuple(SPRING.values())]


# Trainings


def test_a_later_list_replaces_the_same_session_and_no_other(path):
    stored(path, arrival(2022, person("A")))
    stored(
        path,
        training({"id_key": "id-A", "hours_tenths": 40}, digest="a"),
        training(
            {"id_key": "id-A", "hours_tenths": 80}, {"id_key": "id-A", "training_topic": "消防"}, digest="b"
        ),
    )
    assert told(path, "training", "training_topic", "hours_tenths") == [("初任培训", 80), ("消防", None)]


def test_undated_trainings_of_two_levels_are_two(path):
    stored(path, arrival(2022, person("A")))
    row = {"id_key": "id-A", "day": None, "training_topic": None}
    stored(
        path,
        training(row | {"training_level": "区级"}, digest="a"),
        training(row | {"training_level": "街道级"}, digest="b"),
    )
    assert told(path, "training", "training_level") == [("区级",), ("街道级",)]


def test_movements_and_trainings_make_neither_a_day_nor_a_year_to_judge(path):
    stored(path, arrival(2022, person("A")))
    stored(path, movement({"id_key": "id-A"}), training({"id_key": "id-A"}, digest="b"), units({"quota": 9}))
    assert [one.year for one in days(path)] == [2022]
    assert years(path) == []
    assert imports(path)["kind"].to_list() == ["roster", "movement", "training", "population"]


# Units


def last(path, *fields, until=20231231):
    return population(path, until=until).select(fields).rows()


def test_each_fact_of_a_unit_is_the_last_told(path):
    stored(
        path,
        units({"residents": 5000, "quota": 8}, digest="a", day=date(2022, 12, 31)),
        units({"residents": 5400}, digest="b"),
    )
    assert last(path, "residents", "residents_day", "quota", "quota_day", "households") == [
        (5400, 20231231, 8, 20221231, None)
    ]
    assert last(path, "residents", "quota", until=20230101) == [(5000, 8)]
    assert last(path, "residents", until=20220101) == []


def test_what_a_later_table_of_the_day_does_not_tell_stays(path):
    stored(path, units({"residents": 5000}, digest="a"), units({"quota": 9}, digest="b"))
    assert last(path, "residents", "quota") == [(5000, 9)]


def test_a_later_table_of_the_day_has_the_last_word_until_it_is_taken_back(path):
    stored(path, units({"quota": 8}, digest="a"), units({"quota": 9}, digest="b"))
    assert last(path, "quota") == [(9,)]
    undo(path, import_id=2)
    assert last(path, "quota") == [(8,)]


def test_a_street_is_a_unit_beside_its_communities(path):
    stored(path, units({"quota": 8}, {"quota": 30, "community": None}))
    assert last(path, "community", "quota") == [("集贤社区", 8), (None, 30)]


def test_a_dry_run_of_each_kind_stores_nothing(path):
    files = (movement({"id_key": "id-A"}), training({"id_key": "id-A"}), units({"quota": 9}))
    saved = stored(path, *files, dry_run=True)
    assert [one.arrival.rows_accepted for one in saved] == [1, 1, 1]
    assert not path.exists()
