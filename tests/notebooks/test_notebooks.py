"""Every notebook runs from its folder and from the project's, and is kept without outputs."""

from __future__ import annotations

import json
import re

import nbformat
import pytest
from nbclient import NotebookClient
from project_source import ROOT, named

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CHART = "application/vnd.plotly.v1+json"
FIRST = "01_从名单到结构.ipynb"
EXPECTED = json.loads((ROOT / "data" / "expected" / "headline.json").read_text("utf-8"))["2023-12-31"]
BASE, COLLEGE = EXPECTED["people"], EXPECTED["college_and_above"]
PROMISED = {
    "people": r"│ 1336\s+┆ 1336 ┆ 100\.0%",
    "men": r"男\s+┆ 67\s+┆ 1336 ┆ 5\.0%\s+┆ 4\.0%\s+┆ 6\.3%",
    "aged_40_to_50": r"40–50岁\s+┆ 935\s+┆ 1336 ┆ 70\.0%",
    "college_and_above": r"大专及以上\s+┆ 1042\s+┆ 1336 ┆ 78\.0%",
    "college_full_time": rf"全日制\s+┆ {EXPECTED['college_full_time']}\s+┆ {COLLEGE} ┆",
    "college_in_service": rf"在职\s+┆ {EXPECTED['college_in_service']}\s+┆ {COLLEGE} ┆",
    "recommended_by_street": rf"街道推荐\s+┆ {EXPECTED['recommended_by_street']}\s+┆ {BASE} ┆",
    "hidden": r"\* 表示人数为 1–4 人",
}

SECOND = "02_考核与绩效试算.ipynb"
TRIED = {
    "grades of a year": r"2023 ┆ 优秀\s+┆ 141\s+┆ 1336",
    "judged": r"优秀\s+┆ 149\s+┆ 1293 ┆ 11\.5%\s+┆ 9\.9%",
    "a clause beside its rule": r"EAST-12\s+┆.*20%",
    "the pool is the same": r"EAST15 ┆ 23220000\.00",
    "one more excellent": r"'costs': '765\.96'",
    "money moved": r"'moved': '\d+\.\d\d'",
}

THIRD = "03_流动与留任.ipynb"
MOVED = {
    "the account of the district": r"2023 ┆ 1312 ┆ 131  ┆ 131  ┆ 0    ┆ 0        ┆ 107  ┆ 107  ┆ 0    ┆ 1336",
    "every street's and year's identity": r"accounts ┆ held │\n.*\n│ 30\s+┆ 30",
    "turnover by the first denominator": r"月均人数\s+┆ 107\s+┆ 1342\.2 ┆ 8\.0%",
    "turnover by the fifth denominator": r"离职加期末人数 ┆ 107\s+┆ 1443\.0 ┆ 7\.4%",
    "reasons": r"2021 ┆ 主动\s+┆ 55",
    "a median stay": r"1662\s+┆ 326\s+┆ 6\.8",
    "a test of curves": r"LogRank\(statistic=41\.09\d*, degrees=2",
    "a change that adds up": r"'from': 68\.5, 'to': 70\.0, 'steps': 1\.5",
    "mix and rate": r"合计\s+┆ 12\.4",
    "people trained, not attendances": r"2023 ┆ 参加过\s+┆ 1049\s+┆ 1336 ┆ 78\.5%",
    "what hiring would need": r"50\s+┆ 40-50<60 ┆ 2030\s+┆ \d+",
    "what happened since an earlier day": r"compared ┆ inside │\n.*\n│ 20\s+┆ 19",
}

FOURTH = "04_整改成效.ipynb"
WORKED = {
    "measures that can be asked": r"青禾区/M4\s+┆ 持证率（%）\s+┆ 15\.2\s+┆ ≥30\s+┆ 8 ",
    "the days of lists, not months": r"'every': 'list',\s+'days': \['2020-12-31', '2021-12-31', '2022-12-31'",
    "who began, and who never did": r"鹿鸣街道 ┆ null\s+┆ never ┆ 4",
    "others rose too": r"compared ┆ true\s+┆ 125\.0\s+┆ 482\.0",
    "designs that can't be used": r"'staggered': '不能用“分批实施的双重差分”估计",
    "before and after alone says too much": r"'truth': 6\.2, 'before and after': 9\.\d+, 'compared': 6\.\d+",
    "false alarms of naive tests": r"'plain': 1\d, 'newey_west': [5-9], 'sgstats': [0-3]\}",
    "too little to tell": r"青禾区/M9\s+┆ 离职率\s+┆ randomised ┆.*┆ 数据不足以判断",
    "no change to be seen": r"青禾区/M1\s+┆ 男性占比\s+┆ randomised ┆.*┆ 看不出变化",
    "an improvement": r"青禾区/M4\s+┆ 持证率\s+┆ randomised ┆.*┆ 有证据改善",
    "looking at several": r"同时看了6个结果",
    "what fell back": r"向暖街道/P16 ┆ 向暖街道/M14 ┆ 有证据改善 ┆ true",
    "people or things changed": r"Mix\(by='education_group', total=10\.3, mix=0\.7, rate=9\.7\)",
    "numbers of one's own": r"\('staggered',\s+'[^']*有证据改善",
}


def told(notebook):
    """All that the cells of an executed notebook print."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "\n".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs)


@pytest.fixture(scope="module")
def executed(request):
    """Runs notebooks in the folders asked for, each once."""
    done = {}

    def execute(path, folder):
        if (path, folder) not in done:
            notebook = nbformat.read(path, as_version=4)
            client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}})
            done[path, folder] = client.execute()
        return done[path, folder]

    return execute


@pytest.mark.parametrize("name", named(path.name for path in NOTEBOOKS))
def test_a_notebook_runs_from_its_folder(name, executed):
    assert told(executed(ROOT / "notebooks" / name, ROOT / "notebooks"))


def test_a_notebook_runs_from_the_project_s_folder_too(executed):
    assert told(executed(ROOT / "notebooks" / FIRST, ROOT))


@pytest.mark.parametrize("name", named(path.name for path in NOTEBOOKS))
def test_all_notebooks_find_the_samples_by_the_same_lines(name):
    code = "\n".join(cell.source for cell in nbformat.read(ROOT / "notebooks" / name, as_version=4).cells)
    assert "for folder in [Path.cwd(), *Path.cwd().parents] if" in code


@pytest.mark.parametrize("name", named(path.name for path in NOTEBOOKS))
def test_a_notebook_is_kept_without_outputs(name):
    notebook = nbformat.read(ROOT / "notebooks" / name, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert not [cell for cell in code if cell.outputs or cell.execution_count]


@pytest.mark.parametrize("name", named(path.name for path in NOTEBOOKS))
def test_a_notebook_says_in_english_what_it_does(name):
    first = nbformat.read(ROOT / "notebooks" / name, as_version=4).cells[0]
    assert re.search(r"^\*[A-Z].*\.\*$", first.source, re.MULTILINE)


@pytest.mark.parametrize("promise", PROMISED)
def test_the_first_notebook_arrives_at_the_published_breakdown(promise, executed):
    text = told(executed(ROOT / "notebooks" / FIRST, ROOT / "notebooks"))
    assert re.search(PROMISED[promise], text)


@pytest.mark.parametrize("promise", TRIED)
def test_the_second_notebook_tries_another_quota_and_moves_money(promise, executed):
    text = told(executed(ROOT / "notebooks" / SECOND, ROOT / "notebooks"))
    assert re.search(TRIED[promise], text)


@pytest.mark.parametrize("promise", MOVED)
def test_the_third_notebook_follows_people_from_the_files_to_the_years_ahead(promise, executed):
    text = told(executed(ROOT / "notebooks" / THIRD, ROOT / "notebooks"))
    assert re.search(MOVED[promise], text)


@pytest.mark.parametrize("promise", WORKED)
def test_the_fourth_notebook_walks_a_measure_from_the_ledger_to_a_verdict(promise, executed):
    text = told(executed(ROOT / "notebooks" / FOURTH, ROOT / "notebooks"))
    assert re.search(WORKED[promise], text)


@pytest.mark.parametrize(("name", "count"), [(THIRD, 8), (FOURTH, 3)])
def test_the_charts_of_a_notebook_are_drawn(name, count, executed):
    cells = executed(ROOT / "notebooks" / name, ROOT / "notebooks").cells
    outputs = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    charts = [output[CHART]["data"] for output in outputs if CHART in output]
    assert len(charts) == count
    assert all(any(len(trace.get("x", ())) for trace in traces) for traces in charts)


def test_a_chart_of_the_first_notebook_cannot_be_sent_anywhere(executed):
    cells = executed(ROOT / "notebooks" / FIRST, ROOT / "notebooks").cells
    data = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    charts = [
        one["application/vnd.plotly.v1+json"] for one in data if "application/vnd.plotly.v1+json" in one
    ]
    assert len(charts) == 2
    assert all(chart["config"]["showSendToCloud"] is False for chart in charts)
