"""What kills or hangs a parser costs one clear refusal, and what only looks dangerous is read."""

from __future__ import annotations

import io
import sys
import zipfile

import pytest
import xlsxwriter
from openpyxl.styles import Font
from sources.exports import ROSTER, csv_file, people, xls_file, xlsx_file

from sgstats.errors import Refused
from sgstats.sources import read, sandbox
from sgstats.sources.limits import Allowance

PEOPLE = [tuple(row) for row in ROSTER[1:]]
AMPLE = Allowance(memory=1_000_000_000, seconds=60)


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD2", "ALM5", "A1048576", "C900000"])
def test_a_stray_far_cell_is_named_with_its_sheet(tmp_path, cell):
    def dress(book):
        book.active[cell] = "x"

    with pytest.raises(Refused, match=f"“名单”在很远的单元格 {cell} ") as refusal:
        read(xlsx_file(tmp_path / "a.xlsx", ROSTER, dress=dress))
    assert refusal.value.rule == "file.stray_cell"


def phantom(book):
    """What WPS leaves behind: styles and merges out to the last column, nothing in them."""
    sheet = book.active
    for column in range(6, 16_385):
        sheet.cell(5, column).font = Font(bold=True)
    sheet.cell(1_048_576, 16_384).font = Font(bold=True)
    for number in range(600):
        sheet.merge_cells(start_row=20 + number, end_row=20 + number, start_column=3, end_column=9)


def test_a_phantom_used_range_is_survived(tmp_path):
    assert people(read(xlsx_file(tmp_path / "a.xlsx", ROSTER, dress=phantom)).tables[0]) == PEOPLE


def test_a_used_range_that_lies_is_survived(tmp_path):
    path, body = xlsx_file(tmp_path / "a.xlsx", ROSTER), io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(body, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'ref="A1:E4"', b'ref="A1:XFD1048576"'))
    path.write_bytes(body.getvalue())
    assert people(read(path).tables[0]) == PEOPLE


def test_the_farthest_cell_of_an_old_workbook_is_only_a_row_far_down(tmp_path):
    rows = [*ROSTER, *([[]] * 60_000), [None, "丁四"]]
    assert read(xls_file(tmp_path / "a.xls", rows)).tables[0].cells["_row"].to_list() == [2, 3, 4, 60_005]


@pytest.mark.parametrize("size", [301_000_000, 20_000_000])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, size):
    path = xlsx_file(tmp_path / "a.xlsx", ROSTER)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.bin", bytes(size))
    with pytest.raises(Refused) as refusal:
        read(path)
    assert refusal.value.rule == "file.bomb"


def test_a_member_whose_size_is_forged_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    xlsx_file(path, [*ROSTER, *([["1", "甲" * 50, "女", "1985.06", "集贤社区"]] * 3000)])
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    forged = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    path.write_bytes(forged)
    with pytest.raises(Refused):
        read(path)


def limited(monkeypatch, code: str) -> None:
    """The child runs other code: what a parser might do at its worst."""
    monkeypatch.setattr(sandbox, "_command", lambda allowed: [sys.executable, "-I", "-c", code])


def ending(path, allowed=AMPLE) -> str:
    with pytest.raises(Refused) as refusal:
        list(sandbox.messages(path, allowed=allowed, digest=sandbox.Digest()))
    assert path.name in str(refusal.value)
    return refusal.value.rule


def test_a_parser_that_hangs_is_stopped(tmp_path, monkeypatch):
    limited(monkeypatch, "while True: pass")
    path = csv_file(tmp_path / "a.csv", ROSTER)
    assert ending(path, Allowance(memory=0, seconds=0.5)) == "file.too_slow"


def test_a_parser_that_never_reads_its_input_is_stopped(tmp_path, monkeypatch):
    limited(monkeypatch, "import time; time.sleep(60)")
    path = csv_file(tmp_path / "a.csv", ROSTER * 100_000)
    assert ending(path, Allowance(memory=0, seconds=0.5)) == "file.too_slow"


def test_a_parser_that_floods_the_pipe_with_half_a_message_is_stopped(tmp_path, monkeypatch):
    limited(
        monkeypatch,
        "import sys\nsys.stdin.buffer.read()\nwhile True: sys.stdout.buffer.write(b'\\x01' + b'\\xff' * 99)",
    )
    assert ending(csv_file(tmp_path / "a.csv", ROSTER), Allowance(memory=0, seconds=1)) in {
        "file.too_slow",
        "file.crashed",
    }


@pytest.mark.parametrize(
    "code", ["import os; os.abort()", "import os; os._exit(0)", "import os; os.kill(os.getpid(), 9)", "1/0"]
)
def test_a_parser_that_dies_is_a_refusal(tmp_path, monkeypatch, code):
    limited(monkeypatch, code)
    assert ending(csv_file(tmp_path / "a.csv", ROSTER * 50_000)) == "file.crashed"


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no limit for a process's memory that needs no rights"
)
def test_a_parser_that_eats_memory_is_stopped_at_its_limit(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(40_000):
            sheet.write_row(row, 0, [f"人{row}", "女", "备注" * 30])
    assert ending(path, Allowance(memory=30_000_000, seconds=60)) in {"file.too_much_memory", "file.crashed"}


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no limit for a process's memory that needs no rights"
)
def test_the_child_confines_itself(tmp_path, monkeypatch):
    code = (
        f"import sys; sys.path.insert(0, {str(sandbox.Path(sandbox.__file__).parents[2])!r})\n"
        "from sgstats.sources import child\n"
        "child.parse = lambda data, out: bytearray(900_000_000)\n"
        "sys.exit(child.main(['300000000']))"
    )
    limited(monkeypatch, code)
    assert ending(csv_file(tmp_path / "a.csv", ROSTER)) == "file.too_much_memory"


def test_nothing_is_written_to_the_disk(tmp_path, monkeypatch):
    path = xlsx_file(tmp_path / "a.xlsx", ROSTER)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(scratch))
    monkeypatch.chdir(scratch)
    read(path)
    assert list(scratch.iterdir()) == []


def test_a_file_in_the_working_folder_is_not_imported_by_the_child(tmp_path, monkeypatch):
    (tmp_path / "polars.py").write_text("raise SystemExit(9)", encoding="utf-8")
    (tmp_path / "csv.py").write_text("raise SystemExit(9)", encoding="utf-8")
    path = csv_file(tmp_path / "a.csv", ROSTER)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert people(read(path).tables[0]) == PEOPLE
