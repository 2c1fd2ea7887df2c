"""What is settled once serves every file of a call that has use for it."""

from __future__ import annotations

import pytest

import sgstats
from sgstats.records.settlement import Settlement


@pytest.fixture
def two_files(tmp_path, monkeypatch):
    monkeypatch.setenv("SGSTATS_KEY", "a key for this test only")
    usual, odd = tmp_path / "东街.csv", tmp_path / "西街.csv"
    usual.write_text("姓名,性别,街道\n甲一,女,东街街道\n", encoding="utf-8")
    odd.write_text("姓名,性别,干活的街道\n乙二,女,西街街道\n", encoding="utf-8")
    return [usual, odd]


def ingest(files, **columns):
    choices = sgstats.Choices(settled=Settlement(columns=columns))
    return sgstats.ingest(files, store=files[0].with_name("s.duckdb"), choices=choices)


def test_a_settled_column_need_be_in_one_file_only(two_files):
    saved = ingest(two_files, 干活的街道="street")
    assert [one.arrival.rows["street"].item() for one in saved] == ["东街街道", "西街街道"]


def test_a_settled_column_that_is_in_no_file_is_refused_with_the_nearest(two_files):
    with pytest.raises(sgstats.Refused, match="干活的街道") as refusal:
        ingest(two_files, 干活街道="street")
    assert refusal.value.rule == "mapping.no_such_column"
    assert not two_files[0].with_name("s.duckdb").exists()


def test_a_preview_refuses_a_column_that_is_not_there(two_files):
    with pytest.raises(sgstats.Refused) as refusal:
        sgstats.preview(
            two_files[0], choices=sgstats.Choices(settled=Settlement(columns={"干活的街道": "street"}))
        )
    assert refusal.value.rule == "mapping.no_such_column"


def test_settled_titles_help_to_find_the_header(tmp_path, monkeypatch):
    monkeypatch.setenv("SGSTATS_KEY", "a key for this test only")
    path = tmp_path / "名单.csv"
    path.write_text("名单\n人,男女,哪年生\n甲一,女,1980年5月\n", encoding="utf-8")
    with pytest.raises(sgstats.Refused):
        sgstats.preview(path)
    settled = Settlement(columns={"人": "name", "男女": "gender", "哪年生": "birth_date"})
    rows = sgstats.preview(path, choices=sgstats.Choices(settled=settled)).rows
    assert rows.select("gender", "birth_date").rows() == [("女", "1980-05")]


def test_a_list_without_a_row_of_people_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("SGSTATS_KEY", "a key for this test only")
    path = tmp_path / "名单.csv"
    path.write_text("姓名,性别,出生年月\n", encoding="utf-8")
    with pytest.raises(sgstats.Refused) as refusal:
        sgstats.ingest([path], store=tmp_path / "s.duckdb")
    assert refusal.value.rule == "ingest.no_rows"
    assert not (tmp_path / "s.duckdb").exists()


def test_a_list_of_which_every_row_is_rejected_makes_no_day_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("SGSTATS_KEY", "a key for this test only")
    good, bad = tmp_path / "甲.csv", tmp_path / "乙.csv"
    good.write_text("截至2023年12月31日\n姓名,性别,街道\n甲一,女,东街街道\n", encoding="utf-8")
    bad.write_text("截至2024年12月31日\n姓名,性别,街道\n,女,东街街道\n,男,东街街道\n", encoding="utf-8")
    sgstats.ingest([good, bad], store=tmp_path / "s.duckdb")
    assert [day.year for day in sgstats.days(tmp_path / "s.duckdb")] == [2023]
