"""What options on files mean: which files, which columns, which day, which store."""

from __future__ import annotations

import shutil

import pytest
from commands import HEADER, PERSON, SAMPLES

UNCLEAR = ["姓名", "编码", "身份证号", "出生年月", "文化", "街道", "工作地"]
CODED = ["赵无名", "1", "", "1985.06", "大专", "春晓街道", "晨曦社区"]
SETTLED = ("编码=gender", "gender:1=男", "工作地=community", "文化=education")


def only_row(run, *words):
    (row,) = run("preview", *words, "--format", "json").json["rows"]
    return row


def test_a_header_is_settled_by_its_title(run, roster):
    row = only_row(run, roster(CODED, header=UNCLEAR), *(word for one in SETTLED for word in ("--map", one)))
    assert (row["gender"], row["community"], row["education"]) == ("男", "晨曦社区", "大学专科")


def test_a_header_is_settled_by_its_letter(run, roster):
    row = only_row(run, roster(CODED, header=UNCLEAR), "--map", "G列=community")
    assert row["community"] == "晨曦社区"


def test_a_column_may_be_ignored(run, roster):
    assert only_row(run, roster(PERSON), "--map", "学历=ignore")["education"] is None


def test_a_mapping_file_settles_the_same_as_options(run, roster, tmp_path):
    saved = tmp_path / "对照.toml"
    saved.write_text(
        '[columns]\n"编码" = "gender"\n"工作地" = "community"\n"文化" = "education"\n'
        '[values.gender]\n"1" = "男"\n[set]\ndistrict = "青禾区"\n',
        encoding="utf-8",
    )
    path = roster(CODED, header=UNCLEAR)
    options = [word for one in SETTLED for word in ("--map", one)]
    assert only_row(run, path, "--mapping", saved) == only_row(
        run, path, *options, "--set", "district=青禾区"
    )


def test_an_option_wins_over_the_mapping_file(run, roster, tmp_path):
    saved = tmp_path / "对照.toml"
    saved.write_text('[set]\ndistrict = "青禾区"\n', encoding="utf-8")
    row = only_row(run, roster(PERSON), "--mapping", saved, "--set", "district=白露区")
    assert row["district"] == "白露区"


def test_a_unit_may_be_set_for_the_whole_file(run, roster):
    path = roster([PERSON[0], *PERSON[1:5]], header=HEADER[:5], name="名单.csv")
    assert (
        only_row(run, path, "--set", "street=听雨街道", "--set", "community=朝露社区")["street"] == "听雨街道"
    )


def test_the_day_may_be_given(run, roster):
    saved = run("ingest", roster(PERSON), "--as-of", "2022年6月", "--store", "a.duckdb", "--format", "json")
    assert saved.json["imports"][0]["as_of"] == "2022-06-30"


def test_one_sheet_may_be_read_alone(run):
    path = SAMPLES / "2023-09-枕溪街道-数字日期两张表.xlsx"
    rows = run("preview", path, "--sheet", "第二片区", "--format", "json").json["rows"]
    assert {row["_sheet"] for row in rows} == {"第二片区"}


@pytest.mark.parametrize(("prefer", "gender"), [("id", "女"), ("typed", "男")])
def test_either_the_number_or_the_typed_cell_rules(run, roster, prefer, gender):
    # 11010519491231002X is the example number printed in GB 11643.
    path = roster(["赵无名", "男", "11010519491231002X", "1949.12", "大专", "春晓街道", "晨曦社区"])
    seen = run("preview", path, "--prefer", prefer, "--format", "json").json
    assert seen["rows"][0]["gender"] == gender
    assert "gender.conflict" in {finding["rule"] for finding in seen["findings"]}


def test_a_folder_and_a_pattern_stand_for_the_readable_files_in_them(run, roster, tmp_path):
    lists = tmp_path / "名单 2023"
    lists.mkdir()
    for number, place in enumerate(("晨曦社区", "朝露社区"), start=1):
        path = roster([*PERSON[:6], place], name=f"{number}.csv")
        shutil.move(path, lists / path.name)
    for noise in ("~$1.xlsx", ".hidden.csv", "说明.docx"):
        (lists / noise).write_bytes(b"noise")
    (lists / "子文件夹").mkdir()
    for words in ([lists], [lists / "*.csv"], [lists / "1.csv", lists / "2.csv", lists]):
        saved = run("ingest", *words, "--dry-run", "--format", "json").json["imports"]
        assert sorted(one["file"] for one in saved) == ["1.csv", "2.csv"]


def test_the_store_is_named_by_option_then_environment_then_default(run, roster, tmp_path, monkeypatch):
    path = roster(PERSON)
    run("ingest", path)
    monkeypatch.setenv("SGSTATS_STORE", str(tmp_path / "environment.duckdb"))
    run("ingest", path)
    run("ingest", path, "--store", "option.duckdb")
    stores = {one.name for one in tmp_path.glob("*.duckdb")}
    assert stores == {"sgstats.duckdb", "environment.duckdb", "option.duckdb"}


def test_filters_may_be_written_with_chinese_commas(run, district):
    def count(*words):
        return run("measure", "headcount", *words, "--store", district.store, "--format", "json").json[0][
            "people"
        ]

    both = count("--where", "street=春晓街道，听雨街道")
    assert both == count("--where", "street=春晓街道") + count("--where", "street=听雨街道")


def test_a_field_may_be_called_what_lists_call_it(run, district):
    def ask(*words):
        return run("measure", "structure", *words, "--store", district.store)

    english = ask("--of", "gender", "--by", "street", "--where", "district=青禾区")
    assert ask("--of", "性别", "--by", "街道", "--where", "区县=青禾区") == english
    assert english.code == 0


def test_bands_may_be_cut_freely(run, district):
    words = ("measure", "structure", "--of", "age_band", "--bands", "0-39,40-50,51-", "--on", "2023-12-31")
    rows = run(*words, "--store", district.store, "--format", "json").json
    assert [row["people"] for row in rows if row["age_band"].startswith("40")] == [935]
