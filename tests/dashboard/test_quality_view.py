"""The quality page: every list, every finding with its address, every rejected row."""

from __future__ import annotations

from datetime import date

import pytest
from page_reading import card, texts

import sgstats
from dashboard.data import findings as cached_findings


@pytest.fixture
def app(opened, district):
    return opened("quality", district)


def rows(app, place):
    """A table of the page: 0 imports, 1 rules, 2 findings, 3 rejected."""
    return app.dataframe[place].value.to_dict("records")


def count(app, label):
    return int(card(app, label).replace(",", ""))


def test_rows_read_are_the_accepted_and_the_rejected(app):
    assert count(app, "读入行") == count(app, "收入行") + count(app, "拒收行")
    assert count(app, "拒收行") == len(rows(app, 3)) > 0


def test_every_imported_list_has_a_line(app, district):
    assert [row["编号"] for row in rows(app, 0)] == sgstats.imports(district)["id"].to_list()


def test_rules_are_counted_and_the_worst_come_first(app, district):
    severities = [row["级别"] for row in rows(app, 1)]
    assert severities == sorted(severities, key=["错误", "警告", "提示"].index)
    assert sum(row["次数"] for row in rows(app, 1)) == sgstats.findings(district).height


def test_every_finding_is_listed_with_its_address(app, district):
    assert len(rows(app, 2)) == sgstats.findings(district).height
    book = "2023-09-枕溪街道-数字日期两张表.xlsx"
    truncated = [row for row in rows(app, 2) if (row["规则"], row["文件"]) == ("id.truncated", book)]
    assert truncated
    assert all(row["工作表"] and row["行"] > 0 and row["列"] for row in truncated)


def test_findings_narrow_down_by_severity_rule_and_file(app):
    app.selectbox("among_severity").set_value("warning").run()
    assert {row["级别"] for row in rows(app, 2)} == {"警告"}
    app.selectbox("among_rule").set_value("id.checksum").run()
    assert {row["规则"] for row in rows(app, 2)} == {"id.checksum"}
    file = rows(app, 2)[0]["文件"]
    app.selectbox("among_file").set_value(file).run()
    assert {row["文件"] for row in rows(app, 2)} == {file}
    assert any(text.startswith(f"显示 {len(rows(app, 2))} 条") for text in texts(app))


def test_a_day_keeps_the_lists_of_that_day_only(app):
    app.selectbox("quality_day").set_value(date(2012, 12, 31)).run()
    assert {row["文件"] for row in rows(app, 0)} == {
        "2012-幸福社区-8人.xlsx", "台账-2012-幸福社区-作风自查-8人.xlsx",
    }  # fmt: skip
    assert "没有拒收的行。" in texts(app)


def test_an_import_is_seen_without_restarting_the_page(opened, tmp_path, monkeypatch):
    from project_source import ROOT

    monkeypatch.setenv("SGSTATS_KEY_FILE", str(tmp_path / "sgstats.key"))
    store, samples = tmp_path / "growing.duckdb", ROOT / "data" / "samples"
    sgstats.ingest([samples / "2012-幸福社区-8人.xlsx"], store=store)
    app = opened("quality", store)
    before = cached_findings().height
    sgstats.ingest([samples / "2021-全区-GB18030.csv"], store=store)
    app.run()
    assert card(app, "表") == "2"
    assert cached_findings().height > before
