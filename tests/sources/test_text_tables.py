"""Text tables: records numbered as Excel numbers them, and two readers that agree."""

from __future__ import annotations

import csv
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sources.exports import ROSTER, csv_file, people

from sgstats.errors import Refused
from sgstats.sources import bulk, read, rowwise, wire
from sgstats.sources.grid import grids
from sgstats.sources.limits import limits

HEADER = ["姓名", "性别", "备注"]


def written(rows, *, quoting=csv.QUOTE_MINIMAL, delimiter=",") -> str:
    body = io.StringIO()
    csv.writer(body, quoting=quoting, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return body.getvalue()


def cells_by(parser, text, delimiter=","):
    out = io.BytesIO()
    wire.send(out, "sheet", {"name": None, "hidden": False, "merges": [], "typed": False})
    accepted = parser.parse(text.encode(), delimiter=delimiter, out=out)
    wire.send(out, "end")
    return None if accepted is False else grids(wire.receive(io.BytesIO(out.getvalue())))[0].cells


cells = st.text(alphabet='甲乙ab1 ,\n"\t;', max_size=6)


@given(
    rows=st.lists(st.lists(cells, min_size=1, max_size=5), min_size=1, max_size=12),
    delimiter=st.sampled_from(",;\t"),
)
def test_the_bulk_reader_agrees_with_the_row_by_row_reader(rows, delimiter):
    text = written(rows, delimiter=delimiter)
    if not text.strip():
        return
    fast = cells_by(bulk, text, delimiter)
    assert fast is None or fast.equals(cells_by(rowwise, text, delimiter))


@given(rows=st.lists(st.tuples(st.text("甲乙丙", min_size=1), cells, cells), min_size=1, max_size=12))
def test_the_bulk_reader_declines_no_table_that_a_program_writes(rows):
    assert cells_by(bulk, written([HEADER, *rows], quoting=csv.QUOTE_ALL)) is not None


@given(text=st.text(alphabet='甲a,\n"', min_size=1, max_size=40))
def test_no_stray_quote_makes_the_readers_differ(text):
    fast = cells_by(bulk, text) if text.strip() else None
    if fast is not None:
        assert fast.equals(cells_by(rowwise, text))


@settings(max_examples=20)  # each starts a process
@given(rows=st.lists(st.tuples(*[st.text("甲乙丙丁戊", min_size=1, max_size=4)] * 3), min_size=1, max_size=8))
def test_what_was_written_is_read_back(tmp_path_factory, rows):
    path = csv_file(tmp_path_factory.mktemp("x") / "a.csv", [HEADER, *rows])
    assert people(read(path).tables[0]) == rows


def test_a_quoted_line_break_shifts_no_row_number(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(written([HEADER, ["甲一", "女", "一\n二\n三"], [], ["乙二", "男", ""]]), encoding="utf-8")
    table = read(path).tables[0]
    assert table.cells["_row"].to_list() == [2, 4]
    assert people(table)[0] == ("甲一", "女", "一\n二\n三")


def test_a_quote_inside_a_cell_is_a_character(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('姓名,性别,备注\n甲"小"一,女,5"\n', encoding="utf-8")
    assert people(read(path).tables[0]) == [('甲"小"一', "女", '5"')]


LARGE = [[f"人{n}", "女", "备注内容" * 20] for n in range(6_000)]
"""About 1.5 MB: read in bulk."""


@pytest.mark.parametrize("size", [30, 6_000])
@pytest.mark.parametrize("place", [3, 20])
def test_a_quote_that_is_not_closed_is_refused_at_its_line(tmp_path, size, place):
    lines = written([HEADER, *LARGE[:size]]).splitlines()
    lines[place] = '"' + lines[place]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(Refused, match=f"第 {place + 1} 行的双引号") as refusal:
        read(path)
    assert refusal.value.rule == "file.open_quote"


def test_two_stray_quotes_far_apart_do_not_swallow_what_is_between(tmp_path):
    lines = written([HEADER, *LARGE]).splitlines()
    lines[10], lines[5000] = '"' + lines[10], '"' + lines[5000]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(Refused, match="第 11 行的双引号"):
        read(path)


def test_a_large_file_is_read_in_bulk_to_the_same_cells(tmp_path):
    random.seed(7)
    rows = [
        [f"人{n}", random.choice("男女"), random.choice(["", "甲,乙", "一\n二", '"x"']) + "备注" * 40]
        for n in range(5_000)
    ]
    path = tmp_path / "a.csv"
    path.write_text(written([HEADER, *rows]), encoding="utf-8")
    assert path.stat().st_size > limits()["table"]["small_mb"] * 1_000_000
    table = read(path).tables[0]
    assert people(table) == [tuple(row) for row in rows]
    assert table.cells["_row"].to_list() == list(range(2, 5_002))


@pytest.mark.parametrize("size", [5, 6_000])
def test_a_row_longer_than_the_header_is_kept_whole_with_a_warning(tmp_path, size):
    rows = [HEADER, *LARGE[:size], ["甲一", "女", "x", "y", "z"]]
    export = read(csv_file(tmp_path / "a.csv", rows))
    assert people(export.tables[0])[-1] == ("甲一", "女", "x", "y", "z")
    assert export.findings.select("rule", "severity", "row", "column").rows() == [
        ("table.longer_row", "warning", size + 2, "D")
    ]


def test_a_short_row_is_filled_with_blanks(tmp_path):
    assert people(read(csv_file(tmp_path / "a.csv", [HEADER, ["甲一"]])).tables[0]) == [("甲一", None, None)]


def test_thousands_of_empty_cells_at_the_end_of_each_line_are_no_columns(tmp_path):
    wide = [row + [""] * 16_000 for row in (HEADER, ["甲一", "女", "x"])]
    assert people(read(csv_file(tmp_path / "a.csv", wide)).tables[0]) == [("甲一", "女", "x")]


def test_a_full_width_comma_may_separate_cells(tmp_path):
    table = read(csv_file(tmp_path / "a.csv", [["花名册，共3人"], *ROSTER], delimiter="，")).tables[0]
    assert people(table) == [tuple(row) for row in ROSTER[1:]]


def test_a_full_width_comma_inside_remarks_separates_nothing(tmp_path):
    rows = [["姓名", "备注"], *([name, "甲，乙，丙，丁"] for name in ("甲一", "乙二", "丙三"))]
    table = read(csv_file(tmp_path / "a.csv", rows)).tables[0]
    assert people(table) == [tuple(row) for row in rows[1:]]
