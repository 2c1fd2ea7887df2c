"""The report on appraisal and pay: complete, in every kind of file, and silent on single people."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document
from project_source import ROOT
from python_calamine import CalamineWorkbook

import sgstats

PSEUDONYM = re.compile(r"\bp[0-9a-f]{20}\b")


@pytest.fixture(scope="module")
def district(sample_district):
    return sample_district.store


@pytest.fixture(scope="module")
def judged(district):
    return sgstats.judge("EAST", year=2023, store=district)


def written(district, folder, suffix, **options):
    path = folder / f"考核{suffix}"
    return sgstats.report("appraisal", to=path, store=district, **options).read_bytes()


@pytest.fixture(scope="module")
def word(district, tmp_path_factory):
    content = written(district, tmp_path_factory.mktemp("word"), ".docx", average="60000")
    return Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def text(word):
    return "\n".join(paragraph.text for paragraph in word.paragraphs)


@pytest.fixture(scope="module")
def sheets(district, tmp_path_factory):
    content = written(district, tmp_path_factory.mktemp("excel"), ".xlsx", average="60000")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def people(judged, of, value):
    table = judged.grades if of == "grade" else judged.outcomes
    return next(row["people"] for row in table.rows() if row[of] == value)


# What it says


def test_it_has_the_parts_of_an_official_report(text):
    parts = [
        "一、考核等次分布",
        "二、优秀名额使用",
        "三、按条款应处理的情况",
        "四、绩效补贴核算",
        "五、口径与说明",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_it_states_the_grades_as_judged_with_their_interval(text, judged):
    assert re.search(rf"优秀{people(judged, 'grade', '优秀')}人，占11\.5%（95%区间9\.9%至13\.4%）", text)


def test_it_says_that_overlapping_intervals_are_no_change(text):
    assert "首末两年的区间重叠，不能说比例有变化" in text
    assert "优秀较多落在同一批人身上" in text


def test_it_counts_who_meets_an_exit_clause_and_who_needs_a_human(text, judged):
    assert f"解除聘用{people(judged, 'outcome', '解除聘用')}人" in text
    assert f"须由人认定的个案：{people(judged, 'outcome', '需人工认定')}人" in text


def test_it_says_what_one_more_excellent_costs(text):
    assert "每名称职由18,000.00元减为17,234.04元，少765.96元" in text


def test_it_says_how_clauses_were_read_and_what_the_pack_leaves_open(text):
    assert "得票率以参加人数减废票为分母" in text
    assert "GAP_59_60" in text
    assert "缺 EAST-17-5" in text


def test_without_an_amount_there_is_no_part_on_pay(district, tmp_path):
    page = written(district, tmp_path, ".html").decode()
    assert "绩效补贴核算" not in page
    assert "四、口径与说明" in page


# Tables


def test_every_rule_of_the_workbook_has_its_clause(sheets, judged):
    rows = [row for row in sheets["触发条款"][3:] if row[0] in judged.cites]
    assert {row[0] for row in rows} == {row["rule"] for row in judged.rules.rows()} & set(judged.cites)
    assert all(row[1] for row in rows)


def test_the_streets_seats_are_those_of_the_judgement(sheets, judged):
    told = {row[0]: row[2] for row in sheets["名额"][3:] if row[0].endswith("街道")}
    expected = dict(judged.quota_by_street.select("street", "seats").rows())
    assert told == expected


def test_money_in_the_workbook_is_numbers_that_add_up(sheets):
    rows = [row for row in sheets["各社区绩效"][3:] if isinstance(row[3], float)]
    assert rows
    assert all(round(row[3] * 100) == round(row[4] * 100) + round(row[5] * 100) for row in rows)


def test_the_figure_of_the_years_is_in_the_word_file(word):
    assert len(word.inline_shapes) == 1


# Who reads


@pytest.mark.parametrize("audience", ["internal", "public", "analyst"])
@pytest.mark.parametrize("suffix", [".html", ".xlsx"])
def test_single_people_are_in_no_report(district, tmp_path, audience, suffix):
    content = written(district, tmp_path, suffix, average="60000", audience=audience)
    assert not PSEUDONYM.search(content.decode("utf-8", errors="ignore"))


def test_a_release_gives_no_pool_and_no_count_of_communities(district, tmp_path):
    page = written(district, tmp_path, ".html", average="60000", audience="public").decode()
    assert "名额超出的社区数不予公布" in page
    assert "可供公开" in page


def test_the_analysts_report_is_marked(district, tmp_path):
    assert "不得外传" in written(district, tmp_path, ".html", audience="analyst").decode()


# What is asked


def test_a_street_and_another_year_have_their_own_report(district, tmp_path):
    page = written(district, tmp_path, ".html", year=2022, where={"street": ["康宁街道"]}).decode()
    assert "康宁街道社区工作者" in page
    assert "2022年度考核与绩效分析报告" in page


@pytest.mark.parametrize("policy", sorted(sgstats.packs()))
def test_every_pack_can_be_reported(district, tmp_path, policy):
    assert written(district, tmp_path, ".html", policy=policy)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"policy": "WEST"}, "WEST"),
        ({"year": 1999}, "1999"),
        ({"average": "many"}, "many"),
        ({"average": "60000", "pool": "1"}, "--pool"),
        ({"on": "2023-12-31"}, "--year"),
        ({"where": {"gender": ["女"]}}, "gender"),
    ],
)
def test_what_cannot_be_reported_is_refused_and_nothing_is_written(district, tmp_path, options, said):
    with pytest.raises(sgstats.Refused, match=said):
        written(district, tmp_path, ".docx", **options)
    assert not list(tmp_path.iterdir())


def test_the_structure_report_has_no_use_for_a_pack(district, tmp_path):
    with pytest.raises(sgstats.Refused, match="--policy"):
        sgstats.report("structure", to=tmp_path / "a.html", policy="EAST", store=district)


def test_a_store_without_appraisals_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("SGSTATS_KEY_FILE", str(tmp_path / "sgstats.key"))
    store = tmp_path / "eight.duckdb"
    sgstats.ingest([ROOT / "data" / "samples" / "2012-幸福社区-8人.xlsx"], store=store)
    with pytest.raises(sgstats.Refused, match="写不出考核报告"):
        sgstats.report("appraisal", to=tmp_path / "a.html", store=store)


# The structure report


def test_the_structure_report_tells_of_the_grades_of_its_year(district, tmp_path):
    path = sgstats.report("structure", to=tmp_path / "a.html", on="2023-12-31", store=district)
    assert "四、考核情况" in path.read_text("utf-8")


def test_a_day_inside_a_year_has_no_grades_yet(district, tmp_path):
    path = sgstats.report("structure", to=tmp_path / "a.html", on="2023-06-30", store=district)
    assert "考核情况" not in path.read_text("utf-8")
