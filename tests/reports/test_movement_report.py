"""The report on movement: what it says, what it leaves out, and that every file of it can be written."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from docx import Document

import sgstats
from sgstats.reports.steps import share_steps

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("流动报告")
    path = folder / "流动.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SGSTATS_KEY", "a key for the specs of reports")
        sgstats.ingest([*SAMPLES.glob("202[0-3]-*"), *SAMPLES.glob("人口编制-*")], store=path)
    return path


def words(path):
    """Everything a Word report says, tables included."""
    document = Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_it_tells_of_flows_turnover_staying_change_posts_and_outlook(store, tmp_path):
    path = sgstats.report("movement", to=tmp_path / "流动.docx", since="2021", until="2023", store=store)
    said = words(path)
    for heading in ("人员流动", "离职率", "任职时间", "年龄结构变化的来源", "人员配备", "趋势"):
        assert heading in said
    assert "2023年离职" in said
    assert "40–50岁占比由" in said
    # No training lists were read: the report says so and goes on.
    assert "没有" in said[said.index("培训") :]
    assert len(Document(path).inline_shapes) == 5


@pytest.mark.parametrize("audience", ["public", "analyst"])
@pytest.mark.parametrize("suffix", [".html", ".xlsx"])
def test_every_file_can_be_written_for_every_audience(store, tmp_path, audience, suffix):
    path = sgstats.report("movement", to=tmp_path / f"流动{suffix}", store=store, audience=audience)
    assert path.stat().st_size > 10_000


def test_a_report_of_a_street_speaks_of_the_street(store, tmp_path):
    street = {"street": ["春晓街道"]}
    said = words(sgstats.report("movement", to=tmp_path / "春晓.docx", where=street, store=store))
    assert said.startswith("春晓街道社区工作者队伍流动与趋势报告")


@pytest.mark.parametrize(
    ("kind", "asked", "rule"),
    [
        ("movement", {"on": "2023-12-31"}, "report.option_on_span"),
        ("movement", {"policy": "EAST"}, "report.option_not_wanted"),
        ("structure", {"since": "2021"}, "report.option_not_wanted"),
        ("appraisal", {"until": "2021"}, "report.option_not_wanted"),
        ("movement", {"since": "2023", "until": "2021"}, "period.backwards"),
    ],
)
def test_an_option_of_another_report_is_refused(store, tmp_path, kind, asked, rule):
    with pytest.raises(sgstats.Refused) as refusal:
        sgstats.report(kind, to=tmp_path / "流动.docx", store=store, **asked)
    assert refusal.value.rule == rule
    assert not list(tmp_path.iterdir())


def test_the_structure_report_tells_who_came_and_went_in_its_year(store, tmp_path):
    said = words(sgstats.report("structure", to=tmp_path / "结构.docx", on="2023-12-31", store=store))
    assert "人员流动" in said
    first = words(sgstats.report("structure", to=tmp_path / "最早.docx", on="2020-12-31", store=store))
    assert "人员流动" not in first


def test_the_steps_between_two_shares_add_up_and_a_hidden_part_hides_its_step():
    parts = ["期初", "入职", "离职", "调入", "调出", "转入", "转出", "期末"]
    values = [50.0, -2.0, 1.5, 0.0, 0.0, 4.0, -1.5, 52.0]
    (_, first), *steps, (_, last) = share_steps(pl.DataFrame({"component": parts, "value": values}))
    assert steps == [("入职", -2.0), ("离职", 1.5), ("在岗变化", 2.5)]
    assert first + sum(number for _, number in steps) == last
    hidden = pl.DataFrame({"component": parts, "value": [50.0, -2.0, 1.5, 0.0, 0.0, None, -1.5, 52.0]})
    assert dict(share_steps(hidden))["在岗变化"] is None
