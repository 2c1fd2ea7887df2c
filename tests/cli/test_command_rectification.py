"""``sgstats report rectification``: written as its suffix says, of one unit, with no person in it."""

from __future__ import annotations

import re
import zipfile

import pytest

TODAY = ("--today", "2023-12-31")


@pytest.fixture
def written(ask, tmp_path):
    """Write the report and return all that stands in it."""

    def text(*words, suffix=".html"):
        path = tmp_path / f"自查 整改{suffix}"
        ended = ask("report", "rectification", "--to", path, *TODAY, *words)
        assert (ended.code, ended.err) == (0, "")
        assert path.name in ended.out
        return inside(path)

    return text


def inside(path):
    if path.suffix == ".html":
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as package:
        return "".join(
            package.read(name).decode("utf-8", "replace") for name in package.namelist() if "xml" in name
        )


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".html"])
def test_it_tells_of_problems_causes_measures_and_progress(written, suffix):
    text = re.sub(r"<[^>]+>", "", written(suffix=suffix))
    for words in ("没有掌握社会工作专业背景的人数", "培训名额按社区分", "实施全员轮训计划", "整改中"):
        assert words in text


def test_it_may_speak_of_one_street(written):
    text = written("--where", "street=鹿鸣街道")
    assert "把培训人次当作人数上报" in text
    assert "谈心、警告、劝退的先后次序" not in text


def test_it_is_for_somebody_and_from_somebody(written):
    text = written("--recipient", "区委社会工作部", "--signed", "青禾区民政局", "--outline", "two")
    assert "区委社会工作部" in text
    assert "青禾区民政局" in text


def test_nobody_is_in_it(written):
    assert not re.search(r"\bp[0-9a-f]{20}\b", written())


@pytest.mark.parametrize(
    "words",
    [
        ("rectification", "--policy", "EAST"),
        ("rectification", "--from", "2021"),
        ("rectification", "--today", "昨天"),
        ("rectification", "--where", "street=没有街道"),
        ("structure", "--signed", "青禾区民政局"),
        ("movement", "--outline", "two"),
        ("appraisal", "--recipient", "区委社会工作部"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize(("language", "start"), [("zh", "未执行："), ("en", "Refused: ")])
def test_what_is_asked_wrongly_is_refused_and_writes_nothing(ask, tmp_path, words, language, start):
    ended = ask("report", *words, "--to", "a.docx", "--lang", language)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(start)
    assert ended.err.count("\n") == 1
    assert not list(tmp_path.iterdir())
