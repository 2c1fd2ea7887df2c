"""A report is read as it is printed: what a reader sees is there, and what a reader does not see is not."""

from __future__ import annotations

import docx
import pytest
from sources.exports import csv_file, xls_file, xlsx_file
from sources.reports import cell, lines, par, part, row, run, table, texts, word_file

from sgstats.sources import document_of, read_document

ROWS = [
    ["性别构成表"],
    ["性别", "人数", "占比"],
    ["男", 67, "5%"],
    ["女", 1269, "95%"],
    ["合计", 1336, "100%"],
]
AS_LINES = ["性别构成表||", "性别|人数|占比", "男|67|5%", "女|1269|95%", "合计|1336|100%"]


def read(tmp_path, body, **parts):
    return read_document(word_file(tmp_path / "汇报.docx", body, **parts))


# Word: paragraphs


def test_runs_of_a_paragraph_are_one_text(tmp_path):
    assert texts(read(tmp_path, par("共有", "1,3", "36", "人。") + par(" ") + par("男性占5%。"))) == [
        "共有1,336人。",
        "男性占5%。",
    ]


def test_a_document_of_a_library_is_read_like_one_of_a_word_processor(tmp_path):
    made = docx.Document()
    made.add_heading("一、队伍情况", 1)
    made.add_paragraph("近八成有大专以上学历。", style="List Bullet")
    made.save(tmp_path / "a.docx")
    document = read_document(tmp_path / "a.docx")
    assert [(one.text, one.heading) for one in document.paragraphs] == [
        ("一、队伍情况", True),
        ("近八成有大专以上学历。", False),
    ]
    assert document.file == "a.docx"


def test_paragraphs_are_numbered_and_blank_ones_are_not_counted(tmp_path):
    document = read(tmp_path, par("甲") + par() + par("\u3000") + par("乙"))
    assert [(one.number, one.text) for one in document.paragraphs] == [(1, "甲"), (2, "乙")]


def test_insertions_are_kept_and_deletions_left_out(tmp_path):
    body = par(
        "男性占",
        "<w:del><w:r><w:delText>6%</w:delText></w:r></w:del>",
        f"<w:ins>{run('5%')}</w:ins>",
        f"<w:moveFrom>{run('左右')}</w:moveFrom>",
        "。",
    )
    assert texts(read(tmp_path, body)) == ["男性占5%。"]


def test_links_controls_and_fields_are_text_and_codes_of_fields_are_not(tmp_path):
    body = par(
        f"<w:hyperlink>{run('共有')}</w:hyperlink>",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('1336')}</w:sdtContent></w:sdt>",
        "<w:r><w:instrText> =SUM(ABOVE) 99 </w:instrText></w:r>",
        f"<w:smartTag>{run('人')}</w:smartTag>",
    )
    assert texts(read(tmp_path, body)) == ["共有1336人"]


def test_hidden_text_and_pinyin_above_characters_are_not_printed(tmp_path):
    ruby = f"<w:r><w:ruby><w:rt>{run('wèn')}</w:rt><w:rubyBase>{run('问')}</w:rubyBase></w:ruby></w:r>"
    shown = run("题", form='<w:vanish w:val="0"/>')
    assert texts(read(tmp_path, par(run("草稿", form="<w:vanish/>"), ruby, shown))) == ["问题"]


def test_tabs_and_breaks_stay_characters(tmp_path):
    body = par(
        "<w:r><w:t>男</w:t><w:tab/><w:t>5</w:t><w:noBreakHyphen/><w:t>8%</w:t><w:br/><w:t>女</w:t></w:r>"
    )
    assert texts(read(tmp_path, body)) == ["男\t5-8%\n女"]


def test_headings_are_told_by_style_or_by_outline_level(tmp_path):
    styles = part(
        "styles",
        '<w:style w:styleId="a1"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="a2"><w:name w:val="公文一级"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:styleId="a3"><w:name w:val="Normal"/></w:style>',
    )
    own = '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>三</w:t></w:r></w:p>'
    body = par("一", style="a1") + par("二", style="a2") + own + par("正文", style="a3")
    document = read(tmp_path, body, parts={"word/styles.xml": styles})
    assert [one.heading for one in document.paragraphs] == [True, True, True, False]


def test_a_table_of_contents_is_no_part_of_the_text(tmp_path):
    styles = part("styles", '<w:style w:styleId="t"><w:name w:val="toc 1"/></w:style>')
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    contents = f"<w:sdt>{gallery}<w:sdtContent>{par('目录 12')}</w:sdtContent></w:sdt>"
    document = read(
        tmp_path, contents + par("一、队伍……3", style="t") + par("正文"), parts={"word/styles.xml": styles}
    )
    assert texts(document) == ["正文"]


def test_notes_follow_the_paragraph_that_refers_to_them(tmp_path):
    notes = part("footnotes", f'<w:footnote w:id="2">{par("含公益岗12人。")}</w:footnote>')
    body = par("共1336人", '<w:r><w:footnoteReference w:id="2"/></w:r>', "。") + par("又及。")
    document = read(tmp_path, body, parts={"word/footnotes.xml": notes})
    assert texts(document) == ["共1336人。", "含公益岗12人。", "又及。"]


def test_a_text_box_is_read_once(tmp_path):
    box = f"<w:txbxContent>{par('亮点：持证率25%')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(read(tmp_path, par("正文。", both))) == ["正文。", "亮点：持证率25%"]


def test_files_of_the_strict_standard_and_with_other_names_inside_are_read(tmp_path):
    kind = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
    links = f'<Relationships><Relationship Type="{kind}" Target="/word/document2.xml"/></Relationships>'
    body = f'<w:document xmlns:w="http://purl.oclc.org/x"><w:body>{par("共8人。")}</w:body></w:document>'
    parts = {"_rels/.rels": links, "word/document2.xml": body}
    assert texts(read(tmp_path, "", parts=parts)) == ["共8人。"]


# Word: tables


def test_a_table_stands_where_it_is_printed_and_bears_the_title_above_it(tmp_path):
    made = table(row("性别", "人数"), row("男", "67"))
    document = read(tmp_path, par("情况如下。") + par("表1 性别构成") + par("单位：人") + made + par("完。"))
    assert lines(document.tables[0]) == ["性别|人数", "男|67"]
    assert (document.tables[0].name, document.tables[0].title, document.tables[0].after) == (
        "表1",
        "表1 性别构成",
        3,
    )


def test_a_sentence_above_a_table_is_no_title(tmp_path):
    document = read(tmp_path, par("人员情况见下表，请审阅。") + table(row("性别", "人数"), row("男", "67")))
    assert document.tables[0].title is None


def test_merged_headings_and_units_stand_at_every_place_they_cover(tmp_path):
    across, begins, goes_on = (
        '<w:gridSpan w:val="2"/>',
        '<w:vMerge w:val="restart"/>',
        "<w:vMerge/>",
    )
    made = table(
        row(cell("街道", form=begins), cell("学历", form=across)),
        row(cell("", form=goes_on), "本科", "大专"),
        row(cell("春晓街道", form=begins), "3", "4"),
        row(cell("", form=goes_on), cell("7", form=across)),
    )
    assert lines(read(tmp_path, made).tables[0]) == [
        "街道|学历|学历",
        "街道|本科|大专",
        "春晓街道|3|4",
        "春晓街道|7|",
    ]


def test_a_merged_number_counts_once_and_a_title_over_all_stands_once(tmp_path):
    wide, begins = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    made = table(
        row(cell("性别构成表", form=wide)),
        row("性别", "人数"),
        row("男", cell("67", form=begins)),
        row("女", cell("", form="<w:vMerge/>")),
    )
    assert lines(read(tmp_path, made).tables[0]) == ["性别构成表|", "性别|人数", "男|67", "女|"]


def test_rows_whose_deletion_is_tracked_are_left_out(tmp_path):
    made = table(row("性别", "人数"), row("男", "66", form="<w:del/>"), row("男", "67"))
    assert lines(read(tmp_path, made).tables[0]) == ["性别|人数", "男|67"]


def test_a_table_in_a_cell_is_a_table_of_its_own(tmp_path):
    inner = table(row("性别", "人数"), row("男", "67"))
    document = read(tmp_path, table(row("一", "二"), row("三", cell(inner, "<w:p/>"))))
    assert [lines(one) for one in document.tables] == [["一|二", "三|"], ["性别|人数", "男|67"]]


def test_a_sentence_in_a_cell_is_a_paragraph_too(tmp_path):
    sentence = "目前全区共有社区工作者1336人，其中男性67人。"
    document = read(tmp_path, table(row("项目", "内容"), row("队伍现状", sentence)))
    assert texts(document) == [sentence]


# Text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_the_encodings_that_lists_come_in(tmp_path, encoding):
    path = tmp_path / "汇报.txt"
    path.write_bytes("共有社区工作者1336人。\r\n\r\n其中男性占5%，女性占95%。\r\n".encode(encoding))
    assert texts(read_document(path)) == ["共有社区工作者1336人。", "其中男性占5%，女性占95%。"]


def test_traditional_script_in_big5_is_read(tmp_path):
    path = tmp_path / "報告.txt"
    path.write_bytes("全區共有社區工作者一千三百三十六人，其中女性占九成五。\n".encode("big5"))
    assert texts(read_document(path)) == ["全區共有社區工作者一千三百三十六人，其中女性占九成五。"]


def test_headings_and_tables_of_markdown_are_what_they_are_rendered_as(tmp_path):
    path = tmp_path / "汇报.md"
    path.write_text(
        "## 队伍情况\n\n共有**1336**人，\n其中男性`67`人。\n\n表1 性别\n\n"
        "| 性别 | 人数 |\n|:--|--:|\n| 男 | 67 |\n",
        "utf-8",
    )
    document = read_document(path)
    assert texts(document) == ["队伍情况", "共有1336人，\n其中男性67人。", "表1 性别"]
    assert [one.heading for one in document.paragraphs] == [True, False, False]
    assert lines(document.tables[0]) == ["性别|人数", "男|67"]


def test_lines_cut_at_a_fixed_width_are_one_paragraph():
    text = (
        "全区现有社区工作者一千三百三十六人分布在十个街道一百五十五个社区其中\n"
        "男性六十七人占百分之五性别比例失衡年龄上四十至五十岁的占百分之七十左\n"
        "右。\n二、学历情况\n大专以上学历的近百分之七十八其中真正在校攻读取得文凭的不多自学考试取\n得的多。"
    )
    assert len(document_of(text).paragraphs) == 3


def test_lines_of_different_width_are_paragraphs():
    assert len(document_of("现有社区工作者1336人\n男性67人\n女性1269人").paragraphs) == 3


def test_lines_pasted_from_a_spreadsheet_are_a_table():
    document = document_of("人员情况：\n性别\t人数\n男\t67\n女\t1269\n以上。")
    assert lines(document.tables[0]) == ["性别|人数", "男|67", "女|1269"]
    assert texts(document) == ["人员情况：", "以上。"]


def test_no_character_of_a_text_is_changed():
    text = "  男性，，占 ５％ ；問(wèn)題\u200b。"
    assert texts(document_of(text)) == [text]


# Tables as files


@pytest.mark.parametrize("name", ["表.xlsx", "表.xls", "表.et", "表.csv", "表.tsv"])
def test_a_table_file_keeps_title_total_and_notes(tmp_path, name):
    path = tmp_path / name
    if name.endswith("xlsx"):
        xlsx_file(path, ROWS, title="性别")
    elif name.endswith(("xls", "et")):
        xls_file(path, ROWS)
    else:
        csv_file(path, ROWS, delimiter="," if name.endswith("csv") else "\t", encoding="gb18030")
    printed = read_document(path).tables[0]
    assert lines(printed) == AS_LINES
    assert printed.title == "性别构成表"


def test_every_visible_sheet_is_a_table_by_its_name(tmp_path):
    def dress(book):
        second = book.create_sheet("年龄")
        second.append(["年龄段", "人数"])
        second.append(["40–50岁", 935])
        book.create_sheet("底稿").sheet_state = "hidden"

    document = read_document(xlsx_file(tmp_path / "表.xlsx", ROWS, title="性别", dress=dress))
    assert [one.name for one in document.tables] == ["性别", "年龄"]
    assert [one.number for one in document.tables[1].cells] == [False, False, False, True]


def test_a_web_page_gives_its_text_and_its_tables(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        "<html><head><title>x</title><style>p{}</style></head><body><h1>通报</h1><p>共有<b>1336</b>人。"
        "<del>99人</del></p><table><tr><th>性别</th><th>人数</th></tr><tr><td>男</td><td>67</td></tr></table>"
        "<ul><li>男性67人</li></ul></body></html>",
        "utf-8",
    )
    document = read_document(path)
    assert texts(document) == ["通报", "共有1336人。", "男性67人"]
    assert lines(document.tables[0]) == ["性别|人数", "男|67"]
    assert document.tables[0].after == 2
