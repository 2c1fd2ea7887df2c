"""What programs rely on: JSON alone on stdout, with exactly these keys and types."""

from __future__ import annotations

import re
from datetime import date

import pytest
from commands import PERSON, SAMPLES

IMPORT = {
    "id": int,
    "file": str,
    "sheet": (str, type(None)),
    "kind": str,
    "as_of": str,
    "header_rows": list,
    "rows_read": int,
    "rows_accepted": int,
    "rows_rejected": int,
    "unmapped_columns": list,
    "findings": list,
}
FINDING = {
    "severity": str,
    "rule": str,
    "message": str,
    "file": str,
    "sheet": (str, type(None)),
    "row": (int, type(None)),
    "column": (str, type(None)),
}
NUMBERS = ("people", "base", "share", "low", "high")


def has_shape(row, shape):
    assert list(row) == list(shape)
    assert not {name: row[name] for name, kind in shape.items() if not isinstance(row[name], kind)}


def test_ingest_prints_its_imports_and_nothing_else(district):
    assert district.loaded.err == ""
    assert list(district.loaded.json) == ["imports"]
    for one in district.loaded.json["imports"]:
        has_shape(one, IMPORT)
        for finding in one["findings"]:
            has_shape(finding, FINDING)
            assert finding["severity"] in {"error", "warning", "note"}


def test_every_row_read_is_accepted_or_rejected(district):
    imports = district.loaded.json["imports"]
    files = {path.name for path in SAMPLES.iterdir() if path.is_file()}
    assert {one["file"] for one in imports} == files
    assert all(one["rows_read"] == one["rows_accepted"] + one["rows_rejected"] for one in imports)
    assert sum(one["rows_rejected"] for one in imports) > 0


def test_a_rejected_row_is_an_error_at_an_address(district):
    for one in district.loaded.json["imports"]:
        errors = [finding for finding in one["findings"] if finding["severity"] == "error"]
        assert len({finding["row"] for finding in errors}) == one["rows_rejected"]


def test_subtotals_and_notes_are_counted_in_a_finding_and_are_no_data_rows(district):
    rules = {finding["rule"] for one in district.loaded.json["imports"] for finding in one["findings"]}
    assert {"table.total_row", "table.blank_rows", "table.note_row"} <= rules


def test_days_are_written_year_first(district):
    for one in district.loaded.json["imports"]:
        assert date.fromisoformat(one["as_of"]).isoformat() == one["as_of"]


def test_preview_prints_kind_rows_and_findings(run):
    seen = run("preview", SAMPLES / "2012-幸福社区-8人.xlsx", "--format", "json")
    assert list(seen.json) == ["kind", "rows", "findings"]
    assert seen.json["kind"] == "roster"
    assert len(seen.json["rows"]) == 8
    for row in seen.json["rows"]:
        assert list(row)[-2:] == ["_sheet", "_row"]
        assert re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", row["birth_date"])
    for finding in seen.json["findings"]:
        has_shape(finding, FINDING)


def test_measure_prints_one_row_per_group_and_part(ask):
    rows = ask("measure", "structure", "--of", "age_band", "--by", "street", "--format", "json").json
    shown = {
        "metric": str, "on": str, "street": str, "age_band": str, "people": int, "base": int,
        "share": float, "low": float, "high": float, "status": str, "reason": type(None),
    }  # fmt: skip
    hidden = shown | dict.fromkeys(NUMBERS, type(None)) | {"reason": str}
    assert {row["status"] for row in rows} == {"shown", "hidden", "unknown"}
    for row in rows:
        has_shape(row, hidden if row["status"] == "hidden" else shown)


def test_an_average_has_a_value_and_no_share(ask):
    (row,) = ask("measure", "mean_age", "--format", "json").json
    assert {"metric", "on", "people", "base", "value", "low", "high", "status", "reason"} == set(row)
    assert row["low"] < row["value"] < row["high"]


def test_the_headline_of_the_sample_district(ask):
    def people(*words):
        rows = ask("measure", "structure", "--on", "2023-12-31", *words, "--format", "json").json
        return {list(row.values())[2]: (row["people"], row["base"]) for row in rows}

    assert people("--of", "gender")["男"] == (67, 1336)
    assert people("--of", "age_band", "--bands", "shk")["40–50岁"] == (935, 1336)
    assert people("--of", "education_group")["大专及以上"] == (1042, 1336)


def test_several_metrics_and_fields_come_one_after_the_other(ask):
    rows = ask("measure", "headcount", "structure", "--of", "gender,post", "--format", "json").json
    assert [row["metric"] for row in rows].count("headcount") == 1
    assert {name for row in rows for name in row} >= {"gender", "post"}
    assert not [row for row in rows if "gender" in row and "post" in row]


def test_unknown_is_a_row_of_its_own(ask):
    words = ("--of", "education", "--audience", "analyst", "--format", "json")
    rows = ask("measure", "structure", *words).json
    assert [row["status"] for row in rows if row["education"] == "未知"] == ["unknown"]
    assert sum(row["people"] for row in rows) == rows[0]["base"]


def test_imports_lists_what_ingest_stored(ask, district):
    listed = ask("imports", "--format", "json").json
    facts = ("id", "file", "sheet", "as_of", "rows_read", "rows_accepted", "rows_rejected")
    stored = [{name: one[name] for name in facts} for one in district.loaded.json["imports"]]
    assert [{name: one[name] for name in facts} for one in listed] == stored


def test_rejected_lists_every_refused_row_with_rule_and_address(ask, district):
    listed = ask("rejected", "--format", "json").json
    assert len(listed) == sum(one["rows_rejected"] for one in district.loaded.json["imports"])
    assert all(one["rule"] and one["message"] and one["file"] and one["row"] for one in listed)
    one = listed[0]["import"]
    assert {row["import"] for row in ask("rejected", one, "--format", "json").json} == {one}


def test_rejected_can_list_every_finding(ask, district):
    listed = ask("rejected", "--findings", "--format", "json").json
    assert len(listed) == sum(len(one["findings"]) for one in district.loaded.json["imports"])


def test_catalogue_defines_every_metric_and_field(run):
    rows = run("catalogue", "--format", "json").json
    assert {"headcount", "structure", "mean_age", "median_age", "gender", "community"} <= {
        row["name"] for row in rows
    }
    assert all(row["label"] and row["definition"] for row in rows)


@pytest.mark.parametrize(
    "words",
    [
        ["imports"],
        ["rejected"],
        ["catalogue"],
        ["measure", "headcount", "--by", "street"],
        ["measure", "structure", "--of", "gender"],
    ],
    ids=" ".join,
)
def test_csv_and_json_tell_the_same(ask, run, words):
    command = run if words == ["catalogue"] else ask
    from_json, from_csv = (command(*words, "--format", form) for form in ("json", "csv"))
    assert from_json.code == from_csv.code == 0
    assert len(from_csv.csv) == len(from_json.json) > 0
    for row, line in zip(from_json.json, from_csv.csv, strict=True):
        assert list(row) == list(line)
        texts = {name: value for name, value in row.items() if isinstance(value, str)}
        assert {name: line[name] for name in texts} == texts


def test_a_csv_without_rows_still_has_its_columns(run, roster):
    run("ingest", roster(PERSON), "--store", "a.duckdb")
    listed = run("rejected", "--store", "a.duckdb", "--format", "csv")
    assert listed.csv == []
    assert "rule" in listed.out


def test_every_line_of_a_table_has_as_many_cells_as_its_head(ask):
    caption, *lines = ask("measure", "structure", "--of", "gender", "--by", "street").out.splitlines()
    assert caption.startswith("【性别构成】")
    assert [len(line.split()) for line in lines[:21]] == [6] * 21
