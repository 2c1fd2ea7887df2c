"""The committed files are what the generator makes, and hold what data/expected says."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from zipfile import ZipFile

import pytest

ROSTERS = sorted(path.name for path in (Path(__file__).parents[2] / "data" / "samples").glob("20*"))


def contents(folder):
    """What the files of a folder hold; workbooks unzipped, because compressors differ between machines."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): unpacked(path) for path in files}


def unpacked(path):
    if path.suffix not in {".xlsx", ".docx"}:
        return path.read_bytes()
    with ZipFile(path) as package:
        return [(part.filename, part.date_time, package.read(part)) for part in package.infolist()]


def test_a_second_run_gives_the_committed_files(samples, tmp_path):
    from data.generator.__main__ import main

    main(tmp_path)
    made = contents(tmp_path)
    for name in ("samples", "expected", "pools"):
        committed = {f"{name}/{file}": data for file, data in contents(samples.parent / name).items()}
        assert {file for file in made if file.startswith(name)} == set(committed)
        assert [file for file in committed if committed[file] != made[file]] == []


def test_the_samples_are_small(samples):
    assert sum(path.stat().st_size for path in samples.rglob("*")) < 3_000_000


def test_the_readme_describes_every_file(samples):
    text = (samples.parent / "README.md").read_text(encoding="utf-8")
    files = [path.name for path in samples.rglob("*") if path.is_file()]
    assert [name for name in files if f"`{name}`" not in text] == []


def test_the_ten_files_of_2023_list_1336_people_and_one_of_them_in_two_streets(expected):
    files = [facts for facts in expected("files").values() if facts["as_of"] == "2023-12-31"]
    assert len(files) == 10
    assert sum(facts["people_in_post"] for facts in files) == 1336 + 1
    assert sum(facts["listed_twice"] for facts in files) == 3
    assert sum(facts["rows_to_reject"] for facts in files) == 2


@pytest.mark.parametrize("name", ROSTERS)
def test_every_data_row_is_somebody_in_post_or_gone_or_repeated_or_to_be_rejected(expected, name):
    facts = expected("files")[name]
    parts = ("people_in_post", "leavers", "listed_twice", "rows_to_reject")
    assert facts["data_rows"] == sum(facts[part] for part in parts)


def test_one_printed_total_is_wrong_by_one(expected):
    totals = [
        total
        for facts in expected("files").values()
        for sheet in facts["sheets"]
        for total in sheet["totals"]
    ]
    assert [total["printed"] - total["rows"] for total in totals if not total["right"]] == [1]
    assert len(totals) > 40


def test_rows_that_lose_the_id_number_keep_another_way_to_be_recognised(books):
    """By staff number, or name with month of birth and sex; and the ID number has nothing to settle."""
    from data.generator.statement import LOSES_ID, NEEDS_ID

    for book in books:
        for grid in book.grids:
            for _, said in grid.listed:
                if said.slips & LOSES_ID:
                    assert not said.slips & NEEDS_ID
                    assert "staff_id" in grid.tells or "birth_unknown" not in said.slips


def test_encodings_are_what_the_names_say(samples):
    big5 = next(samples.glob("2023*Big5*")).read_bytes().decode("big5")
    unicode_text = next(samples.glob("2023*Unicode*")).read_bytes()
    binary = [
        next(samples.glob(pattern)).read_bytes()[:4] for pattern in ("*.et", "2020*.xls", "2023-04*.xls")
    ]
    assert "身份證號" in big5
    assert unicode_text[:2] == b"\xff\xfe"
    assert "\t" in unicode_text.decode("utf-16")
    assert set(binary) == {b"\xd0\xcf\x11\xe0"}
    for path in samples.glob("*GB18030*"):
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode("gb18030"), newline="")))
        assert len({len(row) for row in rows}) == 1
        with pytest.raises(UnicodeDecodeError):
            path.read_bytes().decode("utf-8")


def test_the_phantom_sheet_claims_16384_columns(samples):
    with ZipFile(next(samples.glob("*16384*"))) as package:
        assert b'<dimension ref="A1:XFD' in package.read("xl/worksheets/sheet1.xml")


def test_a_number_like_1985_1_stands_only_beside_a_valid_id_number(books):
    numbers = []
    for grid in (grid for book in books for grid in book.grids):
        births = [place for place, column in enumerate(grid.columns) if "birth_date" in column.tells]
        cells = [(grid.rows[row - 1][place], said) for row, said in grid.listed for place in births]
        numbers += [said.has_valid_id for cell, said in cells if isinstance(cell, float)]
    assert len(numbers) > 50
    assert all(numbers)
