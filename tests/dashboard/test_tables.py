"""Tables on the screen and as files: stars for what is hidden, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
from io import StringIO

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sgstats
from dashboard import tables


@pytest.fixture(scope="module")
def education(district):
    return sgstats.measure("structure", of="education", on="2023-12-31", store=district)


def read_back(content):
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def test_a_hidden_row_is_stars_and_a_reason(education):
    hidden = tables.printed(education).filter(pl.col("人数") == "*").to_dicts()
    assert hidden
    for row in hidden:
        assert {row["分母"], row["占比"], row["95% 区间"]} == {"*"}
        assert row["说明"].startswith("人数过少")


def test_a_shown_row_is_printed_half_up_with_its_base_and_interval(education):
    row = tables.printed(education).row(by_predicate=pl.col("学历") == "大学专科", named=True)
    assert row == {
        "学历": "大学专科",
        "人数": "704",
        "分母": "1,336",
        "占比": "52.7%",
        "95% 区间": "50.0–55.4%",
        "说明": "",
    }


def test_a_file_opens_in_spreadsheets_with_its_characters_and_its_notes(education):
    content = tables.spreadsheet(tables.printed(education), below=["青禾区", *education.notes])
    lines = read_back(content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert lines[0] == ["学历", "人数", "分母", "占比", "95% 区间", "说明"]
    assert lines[-1] == [education.notes[-1]]


@pytest.mark.parametrize("start", tables.DANGEROUS)
def test_no_cell_of_a_file_begins_like_a_formula(start):
    frame = pl.DataFrame({"街道": [f"{start}HYPERLINK(1)"]})
    cells = [cell for line in read_back(tables.spreadsheet(frame, below=[f"{start}1"])) for cell in line]
    assert not [cell for cell in cells if cell.startswith(tables.DANGEROUS)]


@given(st.lists(st.integers(0, 10**9), min_size=1))
def test_sorting_the_text_of_numbers_sorts_the_numbers(counts):
    # Grouping marks stand at the same places from the right, so that they decide nothing.
    frame = pl.DataFrame({"人数": [f"{count:,}" for count in counts]})
    padded = tables.sortable(frame, numeric=["人数"])["人数"].to_list()
    assert [int(text.replace(",", "")) for text in sorted(padded)] == sorted(counts)
