"""The files a report becomes: complete, readable by others, and without a hidden number."""

import io
import re
import shutil
import subprocess
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from invented_report import SECRET, report, tables
from python_calamine import CalamineWorkbook

from sgstats.errors import Refused
from sgstats.reports import figures, render
from sgstats.reports.content import Figure, Paragraph, Report
from sgstats.reports.excel import write_excel
from sgstats.reports.html import write_html
from sgstats.reports.word import write_word


@pytest.fixture(scope="module")
def word():
    return write_word(report())


@pytest.fixture(scope="module")
def page():
    return write_html(report()).decode()


@pytest.fixture(scope="module")
def sheets():
    book = CalamineWorkbook.from_filelike(io.BytesIO(write_excel(report())))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def unzipped(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(
            archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))
        )


# Hidden numbers


@pytest.mark.parametrize("write", [write_word, write_excel], ids=["docx", "xlsx"])
def test_a_hidden_number_is_nowhere_in_an_office_file(write):
    assert str(SECRET) not in unzipped(write(report()))
    assert str(SECRET) in unzipped(write(report("analyst"))), "the analyst's file does hold it"


def test_a_hidden_number_is_nowhere_in_the_page(page):
    assert not re.findall(rf"(?<![\d.]){SECRET}(?!\d)", page)
    assert re.findall(rf"(?<![\d.]){SECRET}(?!\d)", write_html(report("analyst")).decode())


# Word


def test_the_word_page_is_that_of_the_standard(word):
    section = Document(io.BytesIO(word)).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "560")


def test_text_is_three_hao_fangsong_at_28_points_with_28_characters_a_line(word):
    body = next(p for p in Document(io.BytesIO(word)).paragraphs if "共有社区工作者" in p.text)
    run = body.runs[0]
    assert (run.font.size.pt, body.paragraph_format.line_spacing.pt) == (16, 28)
    fonts = run._r.rPr.rFonts
    assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii"))) == ("仿宋_GB2312", "Times New Roman")
    assert run._r.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"
    assert body._p.pPr.ind.get(qn("w:firstLineChars")) == "200"


@pytest.mark.parametrize(
    ("start", "font"),
    [("一、", "黑体"), ("（一）", "楷体_GB2312"), ("青禾区社区工作者队伍", "方正小标宋简体")],
)
def test_titles_have_the_fonts_of_their_level_and_stay_with_what_follows(word, start, font):
    title = next(p for p in Document(io.BytesIO(word)).paragraphs if p.text.startswith(start))
    assert title.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert title.paragraph_format.keep_with_next


def test_pages_are_numbered_right_on_odd_and_left_on_even_ones(word):
    document = Document(io.BytesIO(word))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        paragraph = footer.paragraphs[0]
        assert paragraph.alignment.name == side
        assert [node.text for node in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert (paragraph.text, paragraph.runs[0].font.size.pt) == ("—  —", 14)


def test_word_tables_fit_the_type_area_and_repeat_their_head(word):
    for table in Document(io.BytesIO(word)).tables:
        assert sum(column.width for column in table.columns) <= Mm(156) + 1000
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_the_picture_is_not_cropped_to_a_line(word):
    pictures = [p for p in Document(io.BytesIO(word)).paragraphs if p._p.findall(".//" + qn("w:drawing"))]
    assert len(pictures) == 2
    assert all(p.paragraph_format.line_spacing_rule.name == "SINGLE" for p in pictures)


def test_a_word_file_names_no_author(word):
    assert Document(io.BytesIO(word)).core_properties.author == ""


def test_word_lays_the_report_out_on_a_few_pages(word, tmp_path):
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        pytest.skip("soffice (LibreOffice Writer) or pdftotext is not installed")
    (tmp_path / "report.docx").write_bytes(word)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "report.docx"),
    ]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "report.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    pages = text.rstrip("\f\n").split("\f")
    assert 4 <= len(pages) <= 9
    assert all(re.search(rf"—\s*{number}\s*—", sheet) for number, sheet in enumerate(pages, start=1))


# Excel


def test_the_workbook_holds_numbers_as_numbers_equal_to_the_protected_ones(sheets):
    shown = tables()["certificate"].frame
    rows = sheets["社工证"][3:6]
    assert [row[1] for row in rows] == shown["people"].to_list()
    assert [row[2] for row in rows] == pytest.approx(shown["share"].to_list(), abs=1e-12)
    assert [row[4] for row in rows] == pytest.approx(shown["low"].to_list(), abs=1e-12)


def test_a_hidden_number_is_a_star_in_the_workbook(sheets):
    assert [row[1:6] for row in sheets["性别"][3:5]] == [["*"] * 5] * 2


def test_the_workbook_has_no_formula_and_no_link():
    xml = unzipped(write_excel(report()))
    assert "<f>" not in xml
    assert "hyperlink" not in xml.replace("=HYPERLINK", "")


def test_every_sheet_has_a_frozen_head_and_a_page_number():
    with zipfile.ZipFile(io.BytesIO(write_excel(report()))) as archive:
        xml = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    assert all("第 &amp;P 页" in one for one in xml)
    assert sum('state="frozen"' in one for one in xml) == len(xml) - 1, "all but the running text"


def test_the_workbook_explains_its_numbers(sheets):
    assert any("people" in str(row[3]) for row in sheets["说明"][3:])


# HTML


def test_the_page_needs_nothing_from_elsewhere(page):
    assert not re.search(r"https?:|//\w|<script|<link|@import|url\((?!#)", page)
    assert "showSendToCloud" not in page


def test_the_page_escapes_every_text(page):
    assert "<b>南街</b>" not in page
    assert "&lt;b&gt;南街&lt;/b&gt;街道" in page
    assert "&lt;script&gt;" in page


def test_the_page_shows_its_figures_to_those_who_cannot_see_them(page):
    assert len(re.findall(r'<svg role="img" aria-label="[^"]*已隐藏', page)) == 2


def test_a_marked_report_says_so_on_every_kind_of_file():
    marked = report("analyst")
    assert "不得外传" in write_html(marked).decode()
    assert "不得外传" in unzipped(write_excel(marked))
    header = Document(io.BytesIO(write_word(marked))).sections[0].header
    assert "不得外传" in header.paragraphs[0].text


# Writing


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".html", ".HTML"])
def test_a_report_is_written_by_the_suffix_of_its_name(tmp_path, suffix):
    written = render(Report(title="报告", blocks=(Paragraph(text="正文"),)), to=tmp_path / f"报告{suffix}")
    assert [path.name for path in tmp_path.iterdir()] == [written.name]
    assert written.stat().st_size > 100


@pytest.mark.parametrize("name", ["报告.pdf", "报告", "报告.doc", "报告.xls"])
def test_other_suffixes_are_refused_and_nothing_is_written(tmp_path, name):
    with pytest.raises(Refused, match="必须以"):
        render(report(), to=tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused, match="不存在"):
        render(report(), to=tmp_path / "no" / "a.html")


def test_a_report_that_cannot_be_made_leaves_the_former_one_alone(tmp_path, monkeypatch):
    former = tmp_path / "a.html"
    former.write_text("former", encoding="utf-8")
    monkeypatch.setattr("pathlib.Path.replace", _fails)
    with pytest.raises(Refused, match="无法写入"):
        render(report(), to=former)
    assert former.read_text(encoding="utf-8") == "former"
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def _fails(*_):
    raise PermissionError("in use")


def test_characters_no_document_may_hold_are_dropped(tmp_path):
    odd = Report(title="报\x00告", blocks=(Paragraph(text="正\x1b文\ud800"),))
    for suffix in (".docx", ".xlsx", ".html"):
        assert render(odd, to=tmp_path / f"a{suffix}").exists()


def test_without_a_chinese_font_the_report_says_that_the_picture_is_missing(monkeypatch):
    monkeypatch.setattr(figures, "FONTS", ("no such font",))
    assert "图略" in write_html(report()).decode()
    with pytest.raises(Refused, match="没有可以显示中文的字体"):
        figures.png(next(block for block in report().blocks if isinstance(block, Figure)))
